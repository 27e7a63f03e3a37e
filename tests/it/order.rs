//! The order of messages, and how they are batched, decides nothing.

use cosmwasm_std::Addr;
use pasar_common::{label_escrow::LedgerResponse, task_registry::VerdictResponse};
use pasar_testkit::{campaign, Row, DOMAIN};
use rstest::rstest;

use crate::support::{honest_labels, Stage};

/// What three labelers say of a campaign.
fn rows(stage: &Stage, items: u32, classes: u8) -> Vec<Row> {
    let row = |(n, labeler): (usize, &Addr)| {
        let accuracy = 95 - 5 * n as u64;
        (
            labeler.clone(),
            honest_labels(items, classes, accuracy, n as u64 + 1),
        )
    };
    stage.labelers.iter().enumerate().map(row).collect()
}

/// Everything that a campaign ends with.
#[derive(Debug, PartialEq)]
struct End {
    verdicts: Vec<VerdictResponse>,
    ledger: LedgerResponse,
    pay: Vec<u128>,
    skills: Vec<(i64, i64)>,
}

fn end(stage: &Stage, tasks: u32) -> End {
    let id = stage.campaign;
    let pay = (0..stage.labelers.len()).map(|n| stage.paid(n)).collect();
    let skill = |labeler: &Addr| {
        let skill = stage.skill(labeler, DOMAIN);
        (skill.skill, skill.mass)
    };
    End {
        verdicts: (0..tasks).map(|task| stage.verdict(id, task)).collect(),
        ledger: stage.ledger(id),
        pay,
        skills: stage.labelers.iter().map(skill).collect(),
    }
}

#[rstest]
#[case::last_first(&[4, 3, 2, 1, 0])]
#[case::mixed(&[2, 0, 4, 1, 3])]
fn a_verdict_does_not_depend_on_the_order_of_reveals(#[case] order: &[usize]) {
    let run = |order: &[usize]| {
        let mut stage = Stage::new(5, campaign().items(100).overlap(5).classes(4));
        let id = stage.campaign;
        let crank = stage.crank.clone();
        let rows = rows(&stage, 100, 4);
        for (labeler, labels) in &rows {
            assert_eq!(stage.market().seat(labeler, id, 1), [0]);
            stage.commit(labeler, id, 0, labels).unwrap();
        }
        for &n in order {
            stage.reveal(&crank, id, &[(0, &rows[n].0)]).unwrap();
        }
        stage.resolve().unwrap();
        stage.settle().unwrap();
        end(&stage, 1)
    };
    assert_eq!(run(order), run(&[0, 1, 2, 3, 4]));
}

#[rstest]
#[case::commits_in_any_order(&[3, 1, 4, 0, 2])]
fn a_verdict_does_not_depend_on_the_order_of_draws_and_seals(#[case] order: &[usize]) {
    let run = |order: &[usize]| {
        let mut stage = Stage::new(5, campaign().items(100).overlap(5).classes(4));
        let rows = rows(&stage, 100, 4);
        let ordered: Vec<Row> = order.iter().map(|&n| rows[n].clone()).collect();
        let id = stage.campaign;
        stage.market().run_campaign(id, &ordered).unwrap();
        end(&stage, 1)
    };
    assert_eq!(run(order), run(&[0, 1, 2, 3, 4]));
}

/// Four tasks of 50 items, sealed by twelve labelers.
fn sealed_tasks() -> Stage {
    let mut stage = Stage::new(12, campaign().items(200).page(50));
    let id = stage.campaign;
    let rows = rows(&stage, 200, 3);
    for (labeler, labels) in &rows {
        let task = stage.market().seat(labeler, id, 1)[0];
        let page = &labels[50 * task as usize..][..50];
        stage.commit(labeler, id, task, page).unwrap();
    }
    stage
}

#[test]
fn how_tasks_are_batched_and_in_what_order_they_end_decides_nothing() {
    let run = |batches: &[&[u32]]| {
        let mut stage = sealed_tasks();
        let id = stage.campaign;
        let crank = stage.crank.clone();
        for batch in batches {
            stage.reveal_tasks(&crank, id, batch).unwrap();
        }
        for batch in batches.iter().rev() {
            stage.market().resolve(&crank, id, batch).unwrap();
        }
        for batch in batches {
            stage.market().settle(&crank, id, batch).unwrap();
        }
        end(&stage, 4)
    };
    let at_once = run(&[&[0, 1, 2, 3]]);
    assert_eq!(run(&[&[3], &[2], &[1], &[0]]), at_once);
    assert_eq!(run(&[&[2, 0], &[1, 3]]), at_once);
}

#[test]
fn one_task_s_end_does_not_wait_for_another_s() {
    let mut stage = sealed_tasks();
    let id = stage.campaign;
    let crank = stage.crank.clone();
    stage.reveal_tasks(&crank, id, &[2]).unwrap();
    stage.market().resolve(&crank, id, &[2]).unwrap();
    stage.market().settle(&crank, id, &[2]).unwrap();
    let paid = stage.ledger(id).pay;
    assert!(!paid.is_zero());
    // Tasks that do not end together change nothing of each other, not even in one message.
    assert!(stage.market().resolve(&crank, id, &[0, 2]).is_err());
    assert_eq!(stage.ledger(id).pay, paid);
}
