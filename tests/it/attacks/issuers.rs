//! An issuer answers for the seats that they vouched for, whichever tasks are settled together.

use cosmwasm_std::Addr;
use pasar_common::reputation_staking::IssuerSlashed;
use pasar_testkit::{campaign, GoldBook};

use crate::{
    slashing::vouched_with_gold,
    support::{labels, Stage, RIGHT},
};

const BOND: u128 = 500_000;

/// A spammer labels one task with the credential of a careless issuer and works in another with the
/// credential of an honest one. The account that settles both in one message must not decide which of the
/// issuers answers.
#[test]
fn an_issuer_answers_for_no_seat_that_another_vouched_for() {
    let (mut stage, [careless, honest], bad) = spam_in_one_seat_of_two();
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let response = stage.market().settle(&crank, id, &[0, 1]).unwrap();
    let mut events = response.events.iter();
    let slashed = events
        .find_map(|event| IssuerSlashed::try_from(event).ok())
        .unwrap();
    assert_eq!(slashed.issuer, careless.to_string(), "spam in task {bad}");
    let left = [&careless, &honest].map(|issuer| stage.issuer(issuer).bond.u128());
    assert!(left[0] < BOND);
    assert_eq!(left[1], BOND);
}

/// Two resolved tasks, the two issuers, and the task with spam.
fn spam_in_one_seat_of_two() -> (Stage, [Addr; 2], u32) {
    let mut stage = Stage::new(6, campaign());
    let [careless, honest] = [4, 5].map(|n| stage.labelers[n].clone());
    for issuer in [&careless, &honest] {
        stage.register_issuer(issuer, BOND).unwrap();
        for n in 0..4 {
            let holder = stage.labelers[n].clone();
            stage.grant(issuer, &holder, None).unwrap();
        }
    }
    // One requester's gold has found the spammer already.
    vouched_with_gold(&mut stage, &careless);
    stage.settle().unwrap();
    // Another's campaign has two tasks and names both issuers.
    stage.requester = stage.account("another requester");
    let right = labels(60, 3, RIGHT);
    let gold: Vec<(u16, u8)> = (0..12u16)
        .map(|item| (item, right[usize::from(item)]))
        .collect();
    let book = GoldBook::new(&[gold.clone(), gold]);
    let terms = campaign()
        .items(120)
        .page(60)
        .overlap(4)
        .gold(book.terms(0));
    stage.again(terms.issuers(&[&careless, &honest]));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let requester = stage.requester.clone();
    let spammer = stage.labelers[3].clone();
    let wrong: Vec<u8> = right.iter().map(|class| (class + 1) % 3).collect();
    let mut tasks = vec![];
    for (issuer, row) in [(&careless, &wrong), (&honest, &right)] {
        stage
            .claim_by(&spammer, id, 1, Some(issuer.to_string()))
            .unwrap();
        stage.next_block();
        stage.draw(&crank, id, &spammer).unwrap();
        let [task] = stage.market().drawn(id, &spammer).try_into().unwrap();
        stage.commit(&spammer, id, task, row).unwrap();
        tasks.push(task);
    }
    for n in 0..3 {
        let labeler = stage.labelers[n].clone();
        stage.market().seat(&labeler, id, 2);
        for task in [0, 1] {
            let row = stage.row(n);
            stage.commit(&labeler, id, task, &row).unwrap();
        }
    }
    stage.market().reveal_tasks(&crank, id, &[0, 1]).unwrap();
    let bad = tasks[0];
    stage
        .open_gold(&requester, id, &[book.opening(bad)])
        .unwrap();
    stage.pass(1_800 + 3_601);
    stage.market().resolve(&crank, id, &[0, 1]).unwrap();
    (stage, [careless, honest], bad)
}
