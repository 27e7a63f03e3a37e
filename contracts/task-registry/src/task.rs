//! A task's life, as pure rules.
//!
//! | from | by | guard | to |
//! |---|---|---|---|
//! | fresh | first draw | | collecting |
//! | collecting | reveal | every wanted seat sealed, no reading key | revealing |
//! | collecting | close | every wanted seat sealed | revealing |
//! | collecting | ask | every wanted seat sealed in time, a wave and seats left | collecting |
//! | collecting | advance | filling over, nobody drawn in time; two seats sealed, or a later wave | revealing |
//! | collecting | advance | the same; fewer than two sealed, a refill left, campaign open | collecting |
//! | collecting | advance | the same; no refill left or campaign ended, one sealed | revealing |
//! | collecting | advance | the same; none sealed | void |
//! | revealing | resolve | all revealed, or time over; gold opened or its time over; one revealed | resolved |
//! | revealing | resolve | time over; none revealed | void |
//! | resolved | settle | challenge window over | settled |
//!
//! Filling is over when its deadline has passed, or at once where the campaign has ended.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{GoldOutcome, Phase},
    time::{is_late, Seconds},
};

/// Times that the filling of a task may be extended.
pub const MAX_REFILLS: u8 = 2;
/// Forfeited seats of a task that open again; further ones stay closed, so that a crowd that
/// claims and releases cannot make the task too dear to close.
pub const MAX_FORFEITS: u8 = 32;
/// Sealed seats with which a task goes on without further refills.
pub const ENOUGH_SEALED: u8 = 2;

/// Every way a task refuses what is asked of it.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// Returned when the task is in another phase.
    #[error("it is {found}, expected {wanted}")]
    WrongPhase {
        /// The phase found.
        found: Phase,
        /// The phase wanted.
        wanted: Phase,
    },
    /// Returned when the window has not passed yet.
    #[error("too early: now is {now}, expected after {after}")]
    TooEarly {
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        after: Seconds,
    },
    /// Returned when the window has passed.
    #[error("too late: now is {now}, expected at most {until}")]
    TooLate {
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        until: Seconds,
    },
    /// Returned when a task still waits for seals.
    #[error("{sealed} seats are sealed, expected {wanted}")]
    SealsMissing {
        /// Sealed seats.
        sealed: u8,
        /// Wanted seats.
        wanted: u8,
    },
    /// Returned when a task has had all its waves.
    #[error("it is in wave {wave}, expected fewer than {max} waves before another")]
    NoWaveLeft {
        /// Its wave, 0 for the first.
        wave: u8,
        /// Most waves.
        max: u8,
    },
    /// Returned when a wave would have too many seats, or none.
    #[error("{found} further seats, expected 1 to {left}")]
    WaveSeats {
        /// Seats asked for.
        found: u8,
        /// Seats left of the most that an item may have.
        left: u8,
    },
    /// Returned when a task's gold was opened already.
    #[error("its gold is open already")]
    GoldOpen,
    /// Returned when a task has no gold to open.
    #[error("it has no gold: the terms have none, or it has fewer than 40 items")]
    NoGold,
    /// Returned when time alone allows nothing for the task yet.
    #[error("nothing is due: collecting until {until}, {drawn} seats drawn in time")]
    NothingDue {
        /// End of filling, Unix seconds.
        until: Seconds,
        /// Drawn seats whose commit is still in time.
        drawn: u8,
    },
}

/// A task's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it stands; never `Fresh`, as fresh tasks are not stored.
    pub phase: Phase,
    /// Refills used.
    pub attempt: u8,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Seats wanted up to this wave.
    pub wanted: u8,
    /// Seats forfeited so far, at most 255.
    pub forfeits: u8,
    /// End of the phase's window.
    pub deadline: Seconds,
    /// What became of its gold.
    pub gold: GoldOutcome,
    /// Who resolved it, for his half of the tip.
    pub resolver: Option<CanonicalAddr>,
}

/// What a campaign allows its waves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waves {
    /// Most waves.
    pub max_waves: u8,
    /// Most seats over all waves.
    pub max_seats: u8,
}

/// Seats of a collecting task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Drawn, and in time for the commit.
    pub drawn: u8,
    /// Sealed.
    pub sealed: u8,
}

/// What time alone allows for a collecting task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It goes on collecting.
    Wait,
    /// It gets more time to fill.
    Refill,
    /// It reveals what is sealed.
    Reveal,
    /// It ends without a verdict.
    Void,
}

impl Task {
    /// A task at its first draw.
    pub const fn start(wanted: u8, fill_by: Seconds) -> Self {
        Self {
            phase: Phase::Collecting,
            attempt: 0,
            wave: 0,
            wanted,
            forfeits: 0,
            deadline: fill_by,
            gold: GoldOutcome::None,
            resolver: None,
        }
    }

    /// Refuses every other phase.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`].
    pub fn expect(&self, wanted: Phase) -> Result<(), TaskError> {
        if self.phase == wanted {
            Ok(())
        } else {
            Err(TaskError::WrongPhase {
                found: self.phase,
                wanted,
            })
        }
    }

    /// Whether seats may be drawn now.
    pub fn takes_seats(&self, now: Seconds) -> bool {
        self.phase == Phase::Collecting && !is_late(now, self.deadline)
    }

    /// Counts a forfeited seat; tells whether it opens again.
    pub fn forfeit(&mut self) -> bool {
        self.forfeits = self.forfeits.saturating_add(1);
        self.forfeits <= MAX_FORFEITS
    }

    /// What time alone allows while collecting. `open` is whether the campaign takes seats.
    pub fn ending(&self, tally: Tally, now: Seconds, open: bool) -> Ending {
        let filling_over = !open || is_late(now, self.deadline);
        if !filling_over || tally.drawn > 0 {
            Ending::Wait
        } else if tally.sealed >= ENOUGH_SEALED || self.wave > 0 {
            Ending::Reveal
        } else if open && self.attempt < MAX_REFILLS {
            Ending::Refill
        } else if tally.sealed > 0 {
            Ending::Reveal
        } else {
            Ending::Void
        }
    }

    /// Refuses a reveal that would end collecting while a wanted seat has no seal.
    ///
    /// # Errors
    /// [`TaskError::SealsMissing`].
    pub fn all_sealed(&self, tally: Tally) -> Result<(), TaskError> {
        if tally.sealed < self.wanted {
            return Err(TaskError::SealsMissing {
                sealed: tally.sealed,
                wanted: self.wanted,
            });
        }
        Ok(())
    }

    /// Opens another wave of seats; the deadline of filling is new.
    ///
    /// # Errors
    /// [`TaskError`] where seats of this wave are not sealed, time is over, or nothing is left.
    pub fn ask(
        &mut self,
        tally: Tally,
        seats: u8,
        waves: Waves,
        (now, fill_by): (Seconds, Seconds),
    ) -> Result<(), TaskError> {
        self.expect(Phase::Collecting)?;
        self.all_sealed(tally)?;
        self.in_time(now)?;
        let wave = self.wave.saturating_add(1);
        if wave >= waves.max_waves {
            let (wave, max) = (self.wave, waves.max_waves);
            return Err(TaskError::NoWaveLeft { wave, max });
        }
        let left = waves.max_seats.saturating_sub(self.wanted);
        if seats == 0 || seats > left {
            return Err(TaskError::WaveSeats { found: seats, left });
        }
        (self.wave, self.deadline) = (wave, fill_by);
        self.wanted = self.wanted.saturating_add(seats);
        Ok(())
    }

    /// More time to fill.
    pub fn refill(&mut self, fill_by: Seconds) {
        self.attempt = self.attempt.saturating_add(1);
        self.deadline = fill_by;
    }

    /// Ends collecting.
    pub fn begin_revealing(&mut self, reveal_by: Seconds) {
        self.phase = Phase::Revealing;
        self.deadline = reveal_by;
    }

    /// Refuses a reveal outside its window.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooLate`].
    pub fn takes_reveals(&self, now: Seconds) -> Result<(), TaskError> {
        self.expect(Phase::Revealing)?;
        self.in_time(now)
    }

    /// Refuses what comes after the phase's window.
    fn in_time(&self, now: Seconds) -> Result<(), TaskError> {
        let until = self.deadline;
        match is_late(now, until) {
            true => Err(TaskError::TooLate { now, until }),
            false => Ok(()),
        }
    }

    /// Refuses to resolve while a seal may still be opened.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooEarly`].
    pub fn revealing_is_over(&self, still_sealed: usize, now: Seconds) -> Result<(), TaskError> {
        self.expect(Phase::Revealing)?;
        if still_sealed > 0 && !is_late(now, self.deadline) {
            return Err(TaskError::TooEarly {
                now,
                after: self.deadline,
            });
        }
        Ok(())
    }

    /// Last second for the opening of gold: the window counts from the end of revealing as it was
    /// fixed, however early everything was revealed.
    pub fn gold_by(&self, window: u32) -> Seconds {
        self.deadline.saturating_add(Seconds::from(window))
    }

    /// Refuses gold before it can harm nobody, after its window, and twice.
    ///
    /// # Errors
    /// [`TaskError`].
    pub fn takes_gold(
        &self,
        still_sealed: usize,
        open: bool,
        window: u32,
        now: Seconds,
    ) -> Result<(), TaskError> {
        self.revealing_is_over(still_sealed, now)?;
        if open {
            return Err(TaskError::GoldOpen);
        }
        let until = self.gold_by(window);
        match is_late(now, until) {
            true => Err(TaskError::TooLate { now, until }),
            false => Ok(()),
        }
    }

    /// Refuses to resolve without gold that may still be opened.
    ///
    /// # Errors
    /// [`TaskError::TooEarly`].
    pub fn waits_for_gold(&self, open: bool, window: u32, now: Seconds) -> Result<(), TaskError> {
        let after = self.gold_by(window);
        match open || is_late(now, after) {
            true => Ok(()),
            false => Err(TaskError::TooEarly { now, after }),
        }
    }

    /// A verdict.
    pub fn resolve(&mut self, gold: GoldOutcome, resolver: CanonicalAddr, challenge_by: Seconds) {
        self.phase = Phase::Resolved;
        self.gold = gold;
        self.deadline = challenge_by;
        self.resolver = Some(resolver);
    }

    /// Pays out. A campaign without challenges has no window to wait for.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooEarly`].
    pub fn settle(&mut self, now: Seconds, challengeable: bool) -> Result<(), TaskError> {
        self.expect(Phase::Resolved)?;
        if challengeable && !is_late(now, self.deadline) {
            return Err(TaskError::TooEarly {
                now,
                after: self.deadline,
            });
        }
        self.phase = Phase::Settled;
        Ok(())
    }

    /// Ends without a verdict.
    pub fn void(&mut self) {
        self.phase = Phase::Void;
    }
}

impl Packed for Task {
    const RECORD: &'static str = "task";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        let phase = match self.phase {
            Phase::Fresh => 0,
            Phase::Collecting => 1,
            Phase::Revealing => 2,
            Phase::Resolved => 3,
            Phase::Settled => 4,
            Phase::Void => 5,
        };
        to.u8(phase)
            .u8(self.attempt)
            .u8(self.wave)
            .u8(self.wanted)
            .u8(self.forfeits);
        let gold = match self.gold {
            GoldOutcome::None => 0,
            GoldOutcome::Closed => 1,
            GoldOutcome::Hung => 2,
            GoldOutcome::Counted => 3,
            GoldOutcome::Moved => 4,
        };
        to.u40(self.deadline).u8(gold);
        if let Some(resolver) = &self.resolver {
            to.address(resolver);
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let phase = match from.u8()? {
            1 => Phase::Collecting,
            2 => Phase::Revealing,
            3 => Phase::Resolved,
            4 => Phase::Settled,
            5 => Phase::Void,
            found => return Err(from.unknown(found)),
        };
        Ok(Self {
            phase,
            attempt: from.u8()?,
            wave: from.u8()?,
            wanted: from.u8()?,
            forfeits: from.u8()?,
            deadline: from.u40()?,
            gold: match from.u8()? {
                0 => GoldOutcome::None,
                1 => GoldOutcome::Closed,
                2 => GoldOutcome::Hung,
                3 => GoldOutcome::Counted,
                4 => GoldOutcome::Moved,
                found => return Err(from.unknown(found)),
            },
            resolver: if from.is_empty() {
                None
            } else {
                Some(from.address()?)
            },
        })
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(task.clone().settle(30, true), Err(early));
        assert_eq!(task.clone().settle(31, true), Ok(()));
        assert_eq!(task.settle(1, false), Ok(()));
        let wrong = TaskError::WrongPhase {
            found: Phase::Settled,
            wanted: Phase::Resolved,
        };
        assert_eq!(task.settle(99, false), Err(wrong));
    }

    #[test]
    fn a_header_reads_back() {
        let mut task = Task::start(3, 1 << 35);
        assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task.clone()));
        task.resolve(GoldOutcome::Hung, CanonicalAddr::from([7; 32]), 9);
        assert_eq!(Task::from_bytes(&task.to_bytes()), Ok(task));
    }
}
