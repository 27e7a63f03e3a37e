use proptest::prelude::*;

use super::*;

fn filled(tasks: u32, cap: u16) -> Frontier {
    let mut frontier = Frontier::default();
    frontier.fill(tasks, cap, 3, 100);
    frontier
}

fn next(number: u64) -> NextOpening {
    NextOpening {
        number,
        forgotten: number - 3,
    }
}

fn anybody(opening: u64) -> Reach {
    Reach {
        opening,
        newcomer_seats: None,
    }
}

fn newcomer(opening: u64) -> Reach {
    Reach {
        opening,
        newcomer_seats: Some(2),
    }
}

fn tasks(frontier: &Frontier) -> Vec<u32> {
    frontier.slots.iter().map(|slot| slot.task).collect()
}

#[test]
fn it_holds_no_more_than_its_cap_and_opens_the_next_when_one_leaves() {
    let mut frontier = filled(1_000_000, 4);
    assert_eq!(tasks(&frontier), [0, 1, 2, 3]);
    frontier.remove(1);
    frontier.fill(1_000_000, 4, 3, 120);
    assert_eq!(tasks(&frontier), [0, 2, 3, 4]);
    assert_eq!(frontier.slots[3].openings[0].number, 120);
}

#[test]
fn a_closed_frontier_opens_nothing_and_keeps_when_it_closed() {
    let mut frontier = filled(10, 2);
    frontier.close(50);
    frontier.close(60);
    assert_eq!(frontier.closed_at, Some(50));
    frontier.remove(0);
    frontier.fill(10, 2, 3, 120);
    assert_eq!(frontier.slots.len(), 1);
}

#[test]
fn a_seat_given_back_opens_later_and_hides_no_other() {
    let mut frontier = filled(10, 2);
    let slot = frontier.slot(1).unwrap();
    slot.take(anybody(100));
    slot.give_back(false, true, next(102));
    assert_eq!(slot.free(), 3);
    assert!(slot.has_seat(anybody(100)));
    slot.take(anybody(100));
    slot.take(anybody(100));
    assert!(!slot.has_seat(anybody(101)));
    assert!(slot.has_seat(anybody(102)));
    slot.give_back(false, false, next(103));
    assert_eq!(slot.free(), 1);
}

#[test]
fn a_newcomer_s_place_opens_with_the_seat_that_is_given_back() {
    let mut frontier = filled(10, 2);
    let slot = frontier.slot(1).unwrap();
    slot.take(newcomer(100));
    slot.take(newcomer(100));
    assert!(!slot.has_seat(newcomer(100)));
    assert!(slot.has_seat(anybody(100)));
    slot.give_back(true, false, next(102));
    // The third seat was free all the time; the place was not.
    assert!(!slot.has_seat(newcomer(101)));
    assert!(slot.has_seat(newcomer(102)));
    slot.take(newcomer(102));
    assert!(!slot.has_seat(newcomer(102)));
}

#[test]
fn tickets_take_the_newest_seat_that_they_may_have() {
    let mut frontier = filled(10, 2);
    let slot = frontier.slot(0).unwrap();
    slot.ask(1, next(101));
    slot.take(anybody(101));
    assert_eq!(slot.openings.len(), 1);
    assert_eq!(slot.openings[0].number, 100);
}

#[test]
fn a_task_that_is_filled_again_opens_anew_with_its_places() {
    let mut frontier = filled(10, 2);
    let slot = frontier.slot(1).unwrap();
    slot.take(newcomer(100));
    slot.take(newcomer(100));
    slot.give_back(true, true, next(101));
    slot.reopen(next(105));
    assert_eq!(slot.free(), 2);
    assert!(!slot.has_seat(anybody(104)));
    assert!(slot.has_seat(newcomer(105)));
    slot.take(newcomer(105));
    assert!(!slot.has_seat(newcomer(105)));
    assert!(slot.has_seat(anybody(105)));
}

#[test]
fn openings_before_every_pool_become_one() {
    let mut slot = Slot::default();
    for number in 10..40 {
        slot.give_back(false, true, next(number));
        assert!(slot.openings.len() <= 4);
    }
    assert_eq!(slot.free(), 30);
    assert_eq!(slot.openings[0].number, 36);
    // Where tickets wait that long, there are at most so many.
    let mut slot = Slot::default();
    for number in 10..40 {
        let forgotten = 0;
        slot.give_back(false, true, NextOpening { number, forgotten });
        assert!(slot.openings.len() <= MAX_OPENINGS);
    }
    assert_eq!(slot.free(), 30);
}

fn opening() -> impl Strategy<Value = Opening> {
    (0u64..1 << 40, 0u8..=32, 0u8..=32)
        .prop_filter("some seat", |(_, seats, newcomers)| seats + newcomers > 0)
        .prop_map(|(number, seats, newcomers)| Opening {
            number,
            seats,
            newcomers,
        })
}

fn slot() -> impl Strategy<Value = Slot> {
    let openings = proptest::collection::vec(opening(), 0..5);
    (any::<u32>(), any::<u8>(), openings).prop_map(|(task, newcomers, openings)| Slot {
        task,
        newcomers,
        openings,
    })
}

proptest! {
    #[test]
    fn it_reads_back(
        closed_at in proptest::option::of(1u64..1 << 40),
        verified in 0u64..1 << 40,
        next in any::<u32>(),
        slots in proptest::collection::vec(slot(), 0..20),
    ) {
        let frontier = Frontier { closed_at, verified, next, slots };
        prop_assert_eq!(Frontier::from_bytes(&frontier.to_bytes()), Ok(frontier));
    }

    /// Whatever happens to a task's seats after a ticket's pool was fixed, the ticket's pool has
    /// no more seats than it had then.
    #[test]
    fn a_pool_only_shrinks(
        before in proptest::collection::vec((0u8..3, 90u64..100), 0..12),
        after in proptest::collection::vec((0u8..3, 101u64..120), 0..24),
    ) {
        let mut slot = Slot { newcomers: 16, ..Slot::default() };
        let mut now = 0;
        for (deed, number) in before {
            now = now.max(number);
            act(&mut slot, deed, now);
        }
        let seats = |slot: &Slot| -> u8 {
            let is_open = |opening: &&Opening| opening.number <= 100;
            slot.openings.iter().filter(is_open).map(|opening| opening.seats).sum()
        };
        let mut pool = seats(&slot);
        let mut place = slot.has_seat(newcomer(100));
        now = 101;
        for (deed, number) in after {
            now = now.max(number);
            act(&mut slot, deed, now);
            prop_assert!(seats(&slot) <= pool);
            pool = seats(&slot);
            // Within the time in which it can be drawn.
            if now <= 102 {
                prop_assert!(place || !slot.has_seat(newcomer(100)));
            }
            place = slot.has_seat(newcomer(100));
        }
    }
}

fn act(slot: &mut Slot, deed: u8, number: u64) {
    match deed {
        0 if slot.free() < 16 => slot.ask(1, next(number)),
        1 if slot.newcomers > 0 && slot.free() < 16 => slot.give_back(true, true, next(number)),
        _ => slot.take(anybody(number)),
    }
}
