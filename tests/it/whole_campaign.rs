//! From deposit to pay.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::task_registry::{CampaignStatus, Phase};
use pasar_testkit::{terms, Market};
use pasar_truth::{self as truth, History, NONE};

/// Labels of a labeler who is right where `wrong` does not divide the item's number.
pub fn labels(items: u32, classes: u8, wrong: u32) -> Vec<u8> {
    let truth = |item: u32| (item * 7 % u32::from(classes)) as u8;
    (0..items)
        .map(|item| {
            if (item + 1) % wrong == 0 {
                (truth(item) + 1) % classes
            } else {
                truth(item)
            }
        })
        .collect()
}

#[test]
fn everybody_is_paid_by_what_he_showed_and_every_unit_of_the_deposit_is_somewhere() {
    let mut market = Market::new();
    let requester = market.account("requester");
    let labelers = market.accounts("labeler", 5);
    let terms = terms(4, 60, 5);
    let rows: Vec<(Addr, Vec<u8>)> = labelers
        .iter()
        .zip([1_000, 19, 11, 7, 3])
        .map(|(labeler, wrong)| (labeler.clone(), labels(60, 4, wrong)))
        .collect();
    let before = market.balance(&requester);

    let campaign = market.run_single(&requester, &terms, &rows);

    // What the contracts say is what the library makes of the same labels.
    let mut seats: Vec<_> = market
        .seats(campaign, 0)
        .into_iter()
        .map(|seat| seat.labeler)
        .collect();
    let row = |labeler: &Addr| &rows.iter().find(|(who, _)| who == labeler).unwrap().1;
    let inputs: Vec<_> = seats
        .iter()
        .map(|labeler| truth::Seat {
            labels: row(labeler),
            asked: 60,
            history: History::default(),
        })
        .collect();
    let task = truth::Task::new(4, 60, &inputs, &[], truth::PayTerms::default()).unwrap();
    let wanted = truth::resolve(&task);
    let verdict = market.verdict(campaign, 0);
    assert_eq!(verdict.labels, wanted.verdict);
    assert_eq!(verdict.labels, labels(60, 4, 1_000));
    assert_eq!(verdict.confidences, wanted.confidence);
    for (labeler, score) in seats.drain(..).zip(&wanted.scores) {
        let pay = 60 * 1_000 * u128::from(score.paid_bps) / 10_000;
        assert_eq!(market.holder(campaign, &labeler).shares, Uint128::new(pay));
        let before = market.balance(&labeler);
        market.withdraw(&labeler, &[campaign]).unwrap();
        assert_eq!(market.balance(&labeler) - before, Uint128::new(pay));
        let skill = market.skill(&labeler, "radiology/chest");
        assert_eq!((skill.skill, skill.mass), (score.d_skill, score.d_mass));
    }

    let ledger = market.ledger(campaign);
    assert_eq!(ledger.deposited, Uint128::new(60 * 5 * 1_050 + 901));
    assert_eq!(ledger.fee, Uint128::new(300 * 50));
    assert_eq!(ledger.tips, Uint128::new(901));
    assert_eq!(ledger.pay + ledger.commons, Uint128::new(300 * 1_000));
    assert_eq!(ledger.refunded, Uint128::zero());
    assert_eq!(market.campaign(campaign).status, CampaignStatus::Closed);
    assert_eq!(before - market.balance(&requester), ledger.deposited);

    let due = market.due();
    assert_eq!(due.stakers, Uint128::new(7_500));
    assert_eq!(due.commons, ledger.commons + Uint128::new(7_500));
    let commons = market.commons.clone();
    market.flush_commons(&requester).unwrap();
    assert_eq!(market.balance(&commons), due.commons);
}

#[test]
fn what_was_not_labeled_is_refunded() {
    let mut market = Market::new();
    let requester = market.account("requester");
    let labelers = market.accounts("labeler", 3);
    let mut rows: Vec<(Addr, Vec<u8>)> = labelers
        .iter()
        .map(|labeler| (labeler.clone(), labels(50, 2, 9)))
        .collect();
    rows[0].1[10..20].fill(NONE);
    let campaign = market.run_single(&requester, terms(2, 50, 3), &rows);
    let ledger = market.ledger(campaign);
    assert_eq!(ledger.labels, 140);
    assert_eq!(ledger.refunded, Uint128::new(10 * 1_050));
    let before = market.balance(&requester);
    market.withdraw(&requester, &[campaign]).unwrap();
    assert_eq!(market.balance(&requester) - before, ledger.refunded);
}

#[test]
fn a_campaign_of_many_tasks_runs_through_its_frontier() {
    let mut market = Market::new();
    let requester = market.account("requester");
    let labelers = market.accounts("labeler", 6);
    let mut terms = terms(3, 430, 3);
    (terms.page, terms.frontier) = (50, 4);
    let campaign = market.create(&requester, &terms).unwrap();
    market.next_block();
    for labeler in &labelers {
        market.bond(labeler, 1_000_000).unwrap();
    }
    let crank = market.account("crank");
    for _ in 0..60 {
        if market.campaign(campaign).status == CampaignStatus::Closed {
            break;
        }
        for labeler in &labelers {
            let ticket = market.ticket(campaign, labeler);
            let room = ticket.cap as usize - ticket.open.len().min(ticket.cap as usize);
            if ticket.ticket.is_none() && room > 0 {
                market.claim(labeler, campaign, room as u8).unwrap();
            }
        }
        market.next_block();
        for labeler in &labelers {
            if market.ticket(campaign, labeler).ticket.is_some() {
                market.claim(labeler, campaign, 0).unwrap();
            }
            for task in market.drawn(campaign, labeler) {
                let items = market.task(campaign, task).items;
                let labels = labels(items, 3, 11);
                market.commit(labeler, campaign, task, &labels).unwrap();
            }
        }
        for task in market.frontier(campaign).tasks {
            let seats = market.seats(campaign, task.task);
            if seats.len() == 3 {
                for seat in &seats {
                    market
                        .reveal(&crank, campaign, &[(task.task, &seat.labeler)])
                        .unwrap();
                }
                market.resolve(&crank, campaign, &[task.task]).unwrap();
                market.settle(&crank, campaign, &[task.task]).unwrap();
            }
        }
    }
    assert_eq!(market.campaign(campaign).status, CampaignStatus::Closed);
    assert_eq!(market.task(campaign, 8).items, 30);
    assert_eq!(market.task(campaign, 8).phase, Phase::Settled);
    assert_eq!(market.ledger(campaign).labels, 430 * 3);
}
