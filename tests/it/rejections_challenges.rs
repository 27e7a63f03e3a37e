//! Refusals about challenges and panels; see `rejections`.

use cosmwasm_std::Addr;
use pasar_testkit::{campaign, Outcome, Refused};
use task_registry::ContractError;

use crate::{
    challenge::{
        challenged, challenger, decided, join, panel_of, past_lots, silent_seat_before_a_panel,
        terms, trial, truth, ERRORS,
    },
    rejections::Case,
    support::Stage,
};

pub const CASES: &[Case] = &[
    ("not challengeable", || {
        verdict(campaign(), |stage, who, id| {
            stage.challenge_with(who, (id, 0), &ERRORS, 1)
        })
    }),
    ("no items", || {
        verdict(terms(), |stage, who, id| {
            stage.challenge_with(who, (id, 0), &[], 1)
        })
    }),
    ("task: no challenge left", || {
        verdict(campaign().challengeable(1), |stage, who, id| {
            challenged(stage, &ERRORS);
            panel_of(stage, &[(3, truth()), (4, truth()), (5, truth())]);
            decided(stage);
            stage.challenge_with(who, (id, 0), &ERRORS, 1)
        })
    }),
    ("panel full", || {
        panel(|stage| {
            (3..6).for_each(|n| drop(join(stage, n).unwrap()));
            join(stage, 6)
        })
    }),
    ("panel turn", || {
        verdict(terms(), |stage, who, id| {
            stage.challenge(who, (id, 0), &ERRORS).unwrap();
            join(stage, 3)
        })
    }),
    ("already seated", || panel(|stage| join(stage, 0))),
    ("not eligible: challenger", || {
        panel(|stage| {
            let (who, id) = (challenger(stage), stage.campaign);
            stage.join_panel(&who, id, 0)
        })
    }),
    ("seat: past wave", || {
        let (mut stage, silent) = silent_seat_before_a_panel();
        let (id, crank) = (stage.campaign, stage.crank.clone());
        stage.reveal(&crank, id, &[(0, &silent)]).refused_as()
    }),
];

/// What is refused about a verdict.
fn verdict(
    terms: pasar_testkit::CampaignBuilder,
    act: impl FnOnce(&mut Stage, &Addr, u32) -> Outcome,
) -> ContractError {
    let mut stage = trial(terms);
    let (who, id) = (challenger(&mut stage), stage.campaign);
    act(&mut stage, &who, id).refused_as()
}

/// What is refused about a panel that takes seats.
fn panel(act: impl FnOnce(&mut Stage) -> Outcome) -> ContractError {
    let mut stage = trial(terms());
    challenged(&mut stage, &ERRORS);
    past_lots(&mut stage);
    act(&mut stage).refused_as()
}
