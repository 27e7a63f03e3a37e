//! From deposit to pay.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::task_registry::{
    CampaignStatus, HistoryResponse, Phase, SeatStatus, VerdictResponse,
};
use pasar_testkit::{campaign, denom, terms, Market, Row, DOMAIN};
use pasar_truth::{
    self as truth,
    rows::{self, Row as Seen},
    History, Resolution, NONE,
};

use crate::support::{honest_labels, labels, Stage};

/// What the library makes of the revealed seats of a task.
fn inferred(market: &Market, id: u32, task: u32) -> (Vec<Addr>, Resolution) {
    let classes = market.campaign(id).terms.classes().len();
    let items = market.task(id, task).items;
    let seats: Vec<_> = market
        .seats(id, task)
        .into_iter()
        .filter(|seat| seat.status == SeatStatus::Revealed)
        .collect();
    let seen: Vec<Seen> = seats
        .iter()
        .map(|seat| {
            let work = market.remembered(id, task, &seat.labeler).unwrap();
            Seen::of_all(work.labels.clone()).with_history(seat.snapshot.into())
        })
        .collect();
    let pay = truth::PayTerms::default();
    let inputs = rows::seats(&seen);
    let inferred = truth::Task::new(classes, items as usize, &inputs, &[], pay).unwrap();
    (
        seats.into_iter().map(|seat| seat.labeler).collect(),
        truth::resolve(&inferred),
    )
}

/// A verdict is what the library says, to the bit.
#[track_caller]
fn is_inferred(verdict: &VerdictResponse, wanted: &Resolution) {
    assert_eq!(verdict.labels, wanted.verdict);
    assert_eq!(verdict.margins, wanted.margin);
    assert_eq!(verdict.confidences, wanted.confidence);
    for (found, wanted) in verdict.scores.iter().zip(&wanted.scores) {
        assert_eq!(
            (found.labels, i64::from(found.skill)),
            (wanted.labels, wanted.skill)
        );
        assert_eq!(
            (found.rate.get(), found.paid.get()),
            (wanted.rate_bps, wanted.paid_bps)
        );
        assert_eq!(
            found.change,
            HistoryResponse {
                skill: wanted.d_skill,
                mass: wanted.d_mass,
                evidence: wanted.d_evidence,
            }
        );
    }
}

#[test]
fn everybody_is_paid_by_what_they_showed_and_every_unit_of_the_deposit_is_somewhere() {
    let mut market = Market::builder().staked(1_000).build();
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
    let seen: Vec<Seen> = seats
        .iter()
        .map(|labeler| Seen::of_all(row(labeler).clone()))
        .collect();
    let inputs = rows::seats(&seen);
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
fn a_campaign_of_many_tasks_runs_through_its_frontier_and_each_task_pays_by_its_own_verdict() {
    let mut stage = Stage::new(6, campaign().items(430).page(50).frontier(4));
    let id = stage.campaign;
    let row = |(n, labeler): (usize, &Addr)| {
        (
            labeler.clone(),
            honest_labels(430, 3, 95 - 6 * n as u64, n as u64),
        )
    };
    let rows: Vec<Row> = stage.labelers.iter().enumerate().map(row).collect();
    stage.market().run_campaign(id, &rows).unwrap();

    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(stage.task(id, 8).items, 30);
    let mut pay: BTreeMap<Addr, u128> = BTreeMap::new();
    let mut unearned = 0;
    for task in 0..9 {
        assert_eq!(stage.task(id, task).phase, Phase::Settled);
        let (seats, wanted) = inferred(stage.market(), id, task);
        assert_eq!(seats.len(), 3);
        is_inferred(&stage.verdict(id, task), &wanted);
        for (labeler, score) in seats.into_iter().zip(&wanted.scores) {
            let full = u128::from(score.labels) * 1_000;
            let earned = full * u128::from(score.paid_bps) / 10_000;
            *pay.entry(labeler).or_default() += earned;
            unearned += full - earned;
        }
    }
    let ledger = stage.ledger(id);
    assert_eq!(ledger.labels, 430 * 3);
    assert_eq!(ledger.commons.u128(), unearned);
    assert_eq!(ledger.pay.u128(), pay.values().sum::<u128>());
    assert_eq!(ledger.tips.u128(), 9 * 901);
    assert_eq!(ledger.refunded.u128(), 0);
    for (labeler, pay) in pay {
        assert_eq!(stage.holder(id, &labeler).shares.u128(), pay);
        let before = stage.balance(&labeler).u128();
        stage.withdraw(&labeler, &[id]).unwrap();
        assert_eq!(stage.balance(&labeler).u128() - before, pay);
    }
}

#[test]
fn a_campaign_in_a_token_takes_and_pays_that_token_and_stakes_the_reward_token() {
    let mut market = Market::builder()
        .staked(1_000)
        .token_balance("labeler 0", 30_000);
    for n in 1..4 {
        market = market.token_balance(&format!("labeler {n}"), 30_000);
    }
    let mut market = market.build();
    let requester = market.account("requester");
    let usd = market.new_allowed_token("USDX", &[(&requester, 1_000_000_000)]);
    let reward = Denom::Cw20(market.token.clone());
    let rows: Vec<Row> = market
        .accounts("labeler", 4)
        .into_iter()
        .zip([1_000, 19, 7, 3])
        .map(|(labeler, wrong)| (labeler, labels(200, 4, wrong)))
        .collect();
    let terms = campaign()
        .items(200)
        .page(100)
        .classes(4)
        .overlap(4)
        .denom(usd.clone());
    let id = market
        .create(&requester, terms.stake_in(reward.clone(), 10_000))
        .unwrap();
    let deposit = 200 * 4 * 1_050 + 2 * 901;
    assert_eq!(market.balance_in(&requester, &usd), 1_000_000_000 - deposit);
    let natives = market.balance(&requester);
    market.run_campaign(id, &rows).unwrap();

    let mut paid = 0;
    for (labeler, _) in &rows {
        let pay = market.holder(id, labeler).shares.u128();
        market.withdraw(labeler, &[id]).unwrap();
        assert_eq!(market.balance_in(labeler, &usd), pay);
        paid += pay;
        // Everything that was staked comes back.
        let staked = market.stake_in(labeler, &reward).staked.u128();
        market.unbond_in(labeler, &reward, staked).unwrap();
        assert_eq!(market.balance_in(labeler, &reward) + staked, 30_000);
    }
    let due = market.due_in(&usd);
    assert_eq!(due.stakers.u128(), 800 * 25);
    assert_eq!(due.commons.u128(), 800 * 1_000 - paid + 800 * 25);
    market.flush_commons_in(&requester, &usd).unwrap();
    assert_eq!(market.balance_in(&market.commons, &usd), due.commons.u128());
    assert_eq!(market.balance(&requester), natives, "no other denom moves");
    assert!(market.due().stakers.is_zero() && market.due().commons.is_zero());
}

#[test]
fn a_record_follows_its_labeler_into_the_next_campaign() {
    let mut stage = Stage::new(3, campaign().items(100));
    let rows: Vec<Row> = [99, 80, 50]
        .into_iter()
        .zip(stage.labelers.clone())
        .map(|(accuracy, labeler)| (labeler, honest_labels(100, 3, accuracy, accuracy)))
        .collect();
    let mut records = [History::default(); 3];
    for _ in 0..4 {
        let id = stage.campaign;
        stage.market().run_campaign(id, &rows).unwrap();
        let (seats, wanted) = inferred(stage.market(), id, 0);
        is_inferred(&stage.verdict(id, 0), &wanted);
        for (labeler, score) in seats.iter().zip(&wanted.scores) {
            let n = stage
                .labelers
                .iter()
                .position(|who| who == labeler)
                .unwrap();
            let snapshot = stage.seat_of(id, 0, labeler).snapshot;
            let came_with = History::from(snapshot);
            assert_eq!(came_with, records[n], "they came with what they had");
            records[n] = records[n].settled(score.d_skill, score.d_mass, score.d_evidence);
            let found = stage.skill(labeler, DOMAIN);
            assert_eq!(
                (found.skill, found.mass),
                (records[n].skill, records[n].mass)
            );
        }
        stage.again(campaign().items(100));
    }
    assert!(records[0].standing() > records[1].standing());
    assert!(records[1].standing() > records[2].standing());
    assert_eq!(
        records[0].mass,
        4 * truth::TASK_MASS,
        "a task adds 25 labels at most"
    );
}

#[test]
fn emission_points_are_the_fee_times_what_was_earned_before_the_lift() {
    let mut stage = Stage::new(3, campaign().items(100));
    let rows: Vec<Row> = [90, 70, 0]
        .into_iter()
        .zip(stage.labelers.clone())
        .map(|(accuracy, labeler)| (labeler, honest_labels(100, 3, accuracy, 7 + accuracy)))
        .collect();
    let id = stage.campaign;
    stage.market().run_campaign(id, &rows).unwrap();
    let mut all = 0;
    for score in stage.verdict(id, 0).scores {
        let earned = 100_000 * u128::from(score.rate.get()) / 10_000;
        let points = stage.points(0, &score.labeler).points.u128();
        assert_eq!(points, 50 * earned / 1_000);
        assert!(score.paid >= score.rate);
        all += points;
    }
    assert_eq!(stage.points(0, &stage.labelers[0]).total.u128(), all);
    // The next epoch counts from nothing.
    stage.pass(7 * 86_400);
    assert!(stage.points(1, &stage.labelers[0]).total.is_zero());
}

#[test]
fn a_million_items_are_created_in_one_message() {
    let mut market = Market::new();
    let requester = market.account("requester");
    market.mint(&requester, 1_000_000_000_000_000_000);
    let terms = campaign()
        .items(1 << 24)
        .page(16_384)
        .frontier(256)
        .classes(2)
        .overlap(5);
    let id = market.create(&requester, terms).unwrap();
    assert_eq!(market.campaign(id).tasks, 1_024);
    assert_eq!(market.frontier(id).tasks.len(), 256);
    market.cancel(&requester, id).unwrap();
    assert_eq!(market.campaign(id).status, CampaignStatus::Closed);
    assert_eq!(market.ledger(id).refunded, market.ledger(id).deposited);
}

#[test]
fn campaigns_run_beside_each_other_with_the_same_labelers() {
    let mut stage = Stage::new(3, campaign());
    let first = stage.campaign;
    stage.again(campaign().classes(4).items(90).page(50).price(333));
    let second = stage.campaign;
    let third = {
        let requester = stage.account("another requester");
        stage
            .create(&requester, campaign().domain("law").price(2_000))
            .unwrap()
    };
    stage.wait_until_open(third);
    let labelers = stage.labelers.clone();
    let rows = |items, classes| {
        let row = |labeler: &Addr| (labeler.clone(), labels(items, classes, 11));
        labelers.iter().map(row).collect::<Vec<Row>>()
    };
    // Interleaved: seats of all, then seals of all.
    for labeler in &labelers {
        stage.market().seat(labeler, first, 1);
        stage.market().seat(labeler, third, 1);
    }
    stage.market().run_campaign(second, &rows(90, 4)).unwrap();
    stage.finish_task(third, 0, &rows(60, 3));
    stage.finish_task(first, 0, &rows(60, 3));
    for labeler in &labelers {
        let before = stage.balance(labeler).u128();
        let pay: u128 = [first, second, third]
            .map(|id| stage.holder(id, labeler).shares.u128())
            .iter()
            .sum();
        stage.withdraw(labeler, &[first, second, third]).unwrap();
        assert_eq!(stage.balance(labeler).u128() - before, pay);
        assert!(stage.skill(labeler, "law").skill > 0);
    }
    assert_eq!(stage.audit()[0].denom, denom());
}
