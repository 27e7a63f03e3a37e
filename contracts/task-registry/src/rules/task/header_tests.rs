use super::*;
use rstest::rstest;

#[test]
fn the_documents_have_the_same_table() {
    let rows = |text: &str, prefix: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(prefix));
        lines
            .filter(|line| line.starts_with('|'))
            .map(str::to_owned)
            .collect()
    };
    let here = rows(include_str!("header.rs"), "//! ");
    let lifecycle = include_str!("../../../../../docs/lifecycle.md");
    let until_tickets = lifecycle
        .split("# Lifecycle of a ticket")
        .next()
        .unwrap_or_default();
    assert_eq!(here, rows(until_tickets, ""));
    assert!(here.len() > 9, "{here:?}");
}

#[rstest]
#[case::still_filling(0, 0, 3, 10, true, Ending::Wait)]
#[case::a_drawn_seat_is_in_time(0, 1, 3, 11, true, Ending::Wait)]
#[case::enough_sealed(0, 0, 2, 11, true, Ending::Reveal)]
#[case::too_few_and_a_refill_left(1, 0, 1, 11, true, Ending::Refill)]
#[case::one_after_the_last_refill(2, 0, 1, 11, true, Ending::Reveal)]
#[case::none_after_the_last_refill(2, 0, 0, 11, true, Ending::Void)]
#[case::ended_campaigns_wait_for_drawn_seats(0, 1, 0, 5, false, Ending::Wait)]
#[case::ended_campaigns_reveal_one(0, 0, 1, 5, false, Ending::Reveal)]
#[case::ended_campaigns_void_none(0, 0, 0, 5, false, Ending::Void)]
fn collecting_ends(
    #[case] attempt: u8,
    #[case] drawn: u8,
    #[case] sealed: u8,
    #[case] now: Seconds,
    #[case] open: bool,
    #[case] ending: Ending,
) {
    let task = Task {
        attempt,
        ..Task::start(3, 10)
    };
    assert_eq!(task.ending(Tally { drawn, sealed }, now, open), ending);
}

#[test]
fn the_thirty_third_forfeit_opens_no_seat() {
    let mut task = Task::start(3, 10);
    let opened = (0..40).filter(|_| task.forfeit()).count();
    assert_eq!(opened, usize::from(MAX_FORFEITS));
}

#[test]
fn a_verdict_is_settled_once_and_waits_for_nothing() {
    let mut task = Task::start(3, 10);
    task.begin_revealing(20);
    task.resolve(GoldOutcome::None, CanonicalAddr::from([1; 20]), 30);
    assert_eq!(task.expect_verdict(), Ok(()));
    assert_eq!(task.settle(), Ok(()));
    assert_eq!(task.expect_verdict(), Ok(()));
    let wrong = TaskError::WrongPhase {
        found: Phase::Settled,
        wanted: Phase::Resolved,
    };
    assert_eq!(task.settle(), Err(wrong));
}

#[test]
fn a_header_reads_back() {
    let mut task = Task::start(3, 1 << 35);
    assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task.clone()));
    task.resolve(GoldOutcome::Hung, CanonicalAddr::from([7; 32]), 9);
    assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task));
}
