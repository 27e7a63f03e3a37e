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
    let here = rows(include_str!("task.rs"), "//! ");
    let lifecycle = include_str!("../../../docs/lifecycle.md");
    let until_seats = lifecycle
        .split("# Lifecycle of a seat")
        .next()
        .unwrap_or_default();
    assert_eq!(here, rows(until_seats, ""));
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
fn a_challengeable_verdict_waits_for_its_window() {
    let mut task = Task::start(3, 10);
    task.begin_revealing(20);
    task.resolve(GoldOutcome::None, CanonicalAddr::from([1; 20]), 30);
    let early = TaskError::TooEarly { now: 30, after: 30 };
    assert_eq!(task.clone().settle(30, 1), Err(early));
    assert_eq!(task.clone().settle(31, 1), Ok(()));
    assert_eq!(task.settle(1, 0), Ok(()));
    let wrong = TaskError::WrongPhase {
        found: Phase::Settled,
        wanted: Phase::Resolved,
    };
    assert_eq!(task.settle(99, 0), Err(wrong));
}

const RULE: ChallengeRule = ChallengeRule {
    window: 10,
    seats: 3,
    max: 2,
    bond: cosmwasm_std::Uint128::new(5),
};

/// Resolved in wave 0, to be challenged until 30.
fn resolved() -> Task {
    let mut task = Task::start(5, 10);
    task.begin_revealing(20);
    task.resolve(GoldOutcome::None, CanonicalAddr::from([1; 20]), 30);
    task
}

#[test]
fn a_verdict_is_challenged_in_time_once_at_a_time_and_no_more_than_the_terms_allow() {
    let mut task = resolved();
    let late = TaskError::TooLate { now: 31, until: 30 };
    assert_eq!(task.clone().challenge(RULE, (31, 50)), Err(late));
    assert_eq!(task.challenge(RULE, (30, 50)), Ok(()));
    assert_eq!((task.phase, task.wave, task.wanted), (Phase::Panel, 1, 3));
    let live = TaskError::WrongPhase {
        found: Phase::Panel,
        wanted: Phase::Resolved,
    };
    assert_eq!(task.clone().challenge(RULE, (31, 50)), Err(live));
    task.end_challenge(60);
    assert_eq!(task.challenge(RULE, (60, 80)), Ok(()));
    task.end_challenge(90);
    let none = TaskError::NoChallengeLeft { max: 2 };
    assert_eq!(task.clone().challenge(RULE, (81, 99)), Err(none));
    // With none left there is nothing to wait for.
    assert_eq!(task.settle(81, 2), Ok(()));
}

#[rstest]
#[case::still_filling(0, 3, 50, Ending::Wait)]
#[case::a_drawn_seat_is_in_time(1, 3, 51, Ending::Wait)]
#[case::three_sealed(0, 3, 51, Ending::Reveal)]
#[case::two_sealed(0, 2, 51, Ending::Unfilled)]
fn a_panel_needs_three_seals_and_runs_on_when_its_campaign_has_ended(
    #[case] drawn: u8,
    #[case] sealed: u8,
    #[case] now: Seconds,
    #[case] ending: Ending,
) {
    let mut task = resolved();
    task.challenge(RULE, (30, 50)).unwrap();
    for open in [true, false] {
        assert_eq!(task.ending(Tally { drawn, sealed }, now, open), ending);
    }
}

#[test]
fn what_a_panel_does_concerns_its_own_seats_only() {
    let mut task = resolved();
    assert!(task.concerns(0) && !task.is_panel(0));
    task.challenge(RULE, (30, 50)).unwrap();
    assert!(task.concerns(1) && !task.concerns(0));
    task.begin_revealing(70);
    assert_eq!(task.phase, Phase::PanelRevealing);
    assert!(task.concerns(1) && !task.concerns(0));
    task.end_challenge(90);
    assert!(task.is_panel(1) && !task.is_panel(0));
}

#[test]
fn a_header_reads_back() {
    let mut task = Task::start(3, 1 << 35);
    assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task.clone()));
    task.resolve(GoldOutcome::Hung, CanonicalAddr::from([7; 32]), 9);
    assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task));
}
