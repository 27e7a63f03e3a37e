//! What one message may work on: beyond it the call would cost more than 5 M gas.

use cosmwasm_std::Binary;
use pasar_common::task_registry::{
    Commit, ExecuteMsg, GoldOpening, OpenGold, MAX_CIPHERTEXT_BYTES, MAX_GOLD_BYTES,
    MAX_LABELS_PER_TASK, MAX_LATE_SEATS, MAX_RESOLVED_QUESTIONS,
};
use pasar_testkit::{campaign, GoldBook, Refused};
use task_registry::ContractError;

use crate::{forms::tag, support::Stage};

fn too_large(what: &'static str, found: usize, max: usize) -> ContractError {
    ContractError::BatchSize {
        what,
        found,
        min: 0,
        max,
    }
}

#[test]
fn a_commit_has_66_kib_of_ciphertexts_at_most() {
    let mut stage = Stage::new(1, campaign().waves(2, 5));
    let labeler = stage.labelers[0].clone();
    for bytes in [MAX_CIPHERTEXT_BYTES, MAX_CIPHERTEXT_BYTES + 1] {
        let commit = Commit {
            campaign: stage.campaign,
            tasks: vec![0],
            seals: Binary::from([0; 32]),
            sealed: vec![vec![0; bytes].into()],
        };
        let outcome = stage.registry(&labeler, &ExecuteMsg::Commit(commit));
        let error: ContractError = outcome.refused_as();
        let refused = too_large("bytes of ciphertexts", bytes, MAX_CIPHERTEXT_BYTES);
        assert_eq!(error == refused, bytes > MAX_CIPHERTEXT_BYTES, "{error}");
    }
}

#[test]
fn an_opening_has_48_kib_of_gold_at_most() {
    let book = GoldBook::new(&[(0..10u16).map(|item| (item, 0)).collect()]);
    let mut stage = Stage::new(0, campaign().items(60).gold(book.terms(5_000)));
    let requester = stage.requester.clone();
    for bytes in [MAX_GOLD_BYTES, MAX_GOLD_BYTES + 3] {
        let opening = GoldOpening {
            task: 0,
            gold: vec![0; bytes].into(),
            salt: Binary::from([0; 16]),
            proof: Binary::default(),
        };
        let open = OpenGold {
            campaign: stage.campaign,
            openings: vec![opening],
        };
        let outcome = stage.registry(&requester, &ExecuteMsg::OpenGold(open));
        let error: ContractError = outcome.refused_as();
        let refused = too_large("bytes of gold", bytes, MAX_GOLD_BYTES);
        assert_eq!(error == refused, bytes > MAX_GOLD_BYTES, "{error}");
    }
}

#[test]
fn an_advance_forfeits_128_late_seats_at_most() {
    let terms = campaign().items(50 * 16).page(50).overlap(9).frontier(16);
    let labelers = usize::try_from(MAX_LATE_SEATS).unwrap() / 2 + 1;
    let mut stage = Stage::new(labelers, terms);
    let id = stage.campaign;
    for labeler in stage.labelers.clone() {
        stage.market().claim(&labeler, id, 2).unwrap();
    }
    stage.next_block();
    for labeler in stage.labelers.clone() {
        stage.market().claim(&labeler, id, 0).unwrap();
    }
    stage.past_commit();
    let crank = stage.crank.clone();
    let tasks: Vec<u32> = (0..16).collect();
    let error: ContractError = stage.market().advance(&crank, id, &tasks).refused_as();
    let found = MAX_LATE_SEATS + 2;
    let refused = ContractError::TooMuchWork {
        what: "late seats",
        found,
        max: MAX_LATE_SEATS,
    };
    assert_eq!(error, refused);
    stage.market().advance(&crank, id, &tasks[..8]).unwrap();
    stage.market().advance(&crank, id, &tasks[8..]).unwrap();
}

#[test]
fn a_resolve_counts_seats_that_were_never_opened() {
    const PAGE: u32 = 16_384;
    let terms = campaign().items(3 * PAGE).page(PAGE).frontier(3);
    let mut stage = Stage::new(5, terms);
    let id = stage.campaign;
    let row = vec![0; usize::try_from(PAGE).unwrap()];
    for labeler in stage.labelers.clone() {
        for task in stage.market().seat(&labeler, id, 2) {
            stage.market().commit(&labeler, id, task, &row).unwrap();
        }
    }
    // Nine times 16 384 labels are more than one message may work on.
    let seats: Vec<usize> = (0..3).map(|task| stage.seats(id, task).len()).collect();
    assert_eq!(seats, [3, 3, 3]);
    let crank = stage.crank.clone();
    for task in 0..3 {
        let labeler = stage.seats(id, task)[0].labeler.clone();
        let opened = stage.market().reveal(&labeler, id, &[(task, &labeler)]);
        opened.unwrap();
    }
    stage.past_reveal();
    let error: ContractError = stage.market().resolve(&crank, id, &[0, 1, 2]).refused_as();
    let refused = ContractError::TooMuchWork {
        what: "labels",
        found: u64::from(9 * PAGE),
        max: MAX_LABELS_PER_TASK,
    };
    assert_eq!(error, refused);
    for tasks in [&[0, 1][..], &[2]] {
        stage.market().resolve(&crank, id, tasks).unwrap();
    }
}

/// Thirty-two tasks of as many questions, each of few items, once cost 8.9 M.
#[test]
fn a_resolve_infers_64_questions_at_most() {
    let questions = (0..32).map(|n| tag(&format!("tag {n}")));
    let mut stage = Stage::new(0, campaign().items(180).page(60).questions(questions));
    let (crank, id) = (stage.crank.clone(), stage.campaign);
    let all: ContractError = stage.market().resolve(&crank, id, &[0, 1, 2]).refused_as();
    let refused = ContractError::TooMuchWork {
        what: "questions of tasks",
        found: 96,
        max: MAX_RESOLVED_QUESTIONS,
    };
    assert_eq!(all, refused);
    let two: ContractError = stage.market().resolve(&crank, id, &[0, 1]).refused_as();
    assert!(matches!(two, ContractError::Task { .. }), "{two}");
}
