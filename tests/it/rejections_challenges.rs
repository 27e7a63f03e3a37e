//! Refusals about challenges and panels; see `rejections`.

use cosmwasm_std::Addr;
use pasar_common::task_registry::MAX_CHANGES;
use pasar_testkit::{campaign, CampaignBuilder, Outcome};
use task_registry::{
    rules::{challenge::dispute::Dispute, ids::CampaignId},
    store::DISPUTES,
};

use crate::{
    challenge::{
        advance_panel, challenged, challenger, decided, panel_of, register, registered, reveal,
        right_panel, seal, sit, terms, trial, truth, ERRORS, NAMED, RIGHTS,
    },
    panels::in_many_panels,
    rejections::Case,
    rejections_prose::{Reached, Refusal},
    support::Stage,
};

pub const CASES: &[Case] = &[
    ("not challengeable", || {
        let mut stage = Stage::new(3, campaign());
        (0..3).for_each(|n| stage.sealed(n));
        (0..3).for_each(|n| stage.revealed(n));
        stage.resolve().unwrap();
        let who = challenger(&mut stage);
        let id = stage.campaign;
        stage.challenge_with(&who, (id, 0), &NAMED, 1).refusal()
    }),
    ("challenge: none live", || {
        verdict(terms(), |stage, _, _| register(stage, 4))
    }),
    ("challenge: still live", || {
        verdict(terms(), |stage, who, id| {
            challenged(stage, &NAMED);
            stage.challenge_with(who, (id, 0), &RIGHTS, 1)
        })
    }),
    ("challenge: too few items", || {
        verdict(terms(), |stage, who, id| {
            stage.challenge_with(who, (id, 0), &ERRORS, 1)
        })
    }),
    ("challenge: item spent", || {
        verdict(campaign().challengeable(1), |stage, who, id| {
            challenged(stage, &NAMED);
            panel_of(stage, &right_panel());
            decided(stage);
            stage.challenge_with(who, (id, 0), &NAMED, 1)
        })
    }),
    ("challenge: changed often", || {
        verdict(terms(), changed_often)
    }),
    ("challenge: wrong status", || {
        panel(|stage| {
            for n in 4..7 {
                sit(stage, n).unwrap();
                seal(stage, n, &truth()).unwrap();
            }
            reveal(stage, &[4]).unwrap();
            sit(stage, 7)
        })
    }),
    ("challenge: too early", || {
        verdict(terms(), |stage, _, id| {
            challenged(stage, &NAMED);
            (4..10).for_each(|n| drop(register(stage, n).unwrap()));
            let drawn = stage.last_challenge(id, 0).drawn_at;
            stage.pass_to(drawn.seconds());
            sit(stage, 4)
        })
    }),
    ("challenge: too late", || {
        panel(|stage| {
            stage.pass(1);
            sit(stage, 4)
        })
    }),
    ("challenge: full", || {
        panel(|stage| {
            (4..7).for_each(|n| drop(sit(stage, n).unwrap()));
            sit(stage, 7)
        })
    }),
    ("challenge: registered", || {
        verdict(terms(), |stage, _, _| {
            challenged(stage, &NAMED);
            register(stage, 4).unwrap();
            register(stage, 4)
        })
    }),
    ("challenge: not registered", || panel(|stage| sit(stage, 9))),
    ("challenge: too many registrations", || {
        let (mut stage, last) = in_many_panels();
        let labeler = stage.labelers[4].clone();
        let id = stage.campaign;
        stage.market().register(&labeler, id, last).refusal()
    }),
    ("challenge: seals missing", || {
        panel(|stage| {
            sit(stage, 4).unwrap();
            seal(stage, 4, &truth()).unwrap();
            reveal(stage, &[4])
        })
    }),
    ("challenge: nothing due", || panel(advance_panel)),
    ("nothing registered", || {
        panel(|stage| {
            let labeler = stage.labelers[4].clone();
            let denom = stage.campaign(stage.campaign).terms.seat_stake.denom;
            stage.unregister(&labeler, &denom)
        })
    }),
    ("already seated", || {
        verdict(terms(), |stage, _, _| {
            challenged(stage, &NAMED);
            register(stage, 0)
        })
    }),
    ("not eligible: challenger", || {
        verdict(terms(), |stage, _, id| {
            let who = challenged(stage, &NAMED);
            stage.market().register(&who, id, 0)
        })
    }),
];

/// What is refused about a verdict.
fn verdict(terms: CampaignBuilder, act: impl FnOnce(&mut Stage, &Addr, u32) -> Outcome) -> Refusal {
    let mut stage = trial(terms);
    let who = challenger(&mut stage);
    let id = stage.campaign;
    act(&mut stage, &who, id).refusal()
}

/// What is refused about a panel for which four registered.
fn panel(act: impl FnOnce(&mut Stage) -> Outcome) -> Refusal {
    let mut stage = trial(terms());
    challenged(&mut stage, &NAMED);
    registered(&mut stage, &[4, 5, 6, 7]);
    act(&mut stage).refusal()
}

/// A task whose labels panels changed as often as its record holds; written as it stands after them.
fn changed_often(stage: &mut Stage, who: &Addr, id: u32) -> Outcome {
    let registry = stage.address_of_registry();
    let task = CampaignId(id).task(0);
    let dispute = Dispute {
        changed: vec![1; MAX_CHANGES],
        ..Dispute::new(u64::from(u32::MAX))
    };
    let mut store = stage.app.contract_storage_mut(&registry);
    DISPUTES.save(&mut *store, &task, &dispute);
    drop(store);
    stage.challenge_with(who, (id, 0), &NAMED, 1)
}
