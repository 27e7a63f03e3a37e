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
//! | resolved | settle | | settled |
//!
//! Filling is over when its deadline has passed, or at once where the campaign has ended. Challenges live beside
//! their task and move it nowhere.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{GoldOutcome, Phase},
    time::{is_late, Seconds},
};

use super::{tally::Tally, task_error::TaskError};

/// Times that the filling of a task may be extended.
pub const MAX_REFILLS: u8 = 2;
/// Forfeited seats of a task that open again; further ones stay closed, so that a crowd that
/// claims and releases cannot make the task too dear to close.
pub const MAX_FORFEITS: u8 = 32;
/// Sealed seats with which a task goes on without further refills.
pub const ENOUGH_SEALED: u8 = 2;

/// A task's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its phase; never `Fresh`, as fresh tasks are not stored.
    pub phase: Phase,
    /// Refills used.
    pub attempt: u8,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Seats wanted up to this wave.
    pub wanted: u8,
    /// Seats forfeited so far, at most 255.
    pub forfeits: u8,
    /// End of the phase's window; from the verdict on, of the first window for a challenge.
    pub deadline: Seconds,
    /// What became of its gold.
    pub gold: GoldOutcome,
    /// Who resolved it, for their half of the tip.
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
        now: Seconds,
        fill_by: Seconds,
    ) -> Result<(), TaskError> {
        self.expect(Phase::Collecting)?;
        self.all_sealed(tally)?;
        self.in_time(now)?;
        let wave = self.wave + 1;
        if wave >= waves.max_waves {
            return Err(TaskError::NoWaveLeft {
                wave: self.wave,
                max: waves.max_waves,
            });
        }
        let left = waves.max_seats.saturating_sub(self.wanted);
        if seats == 0 || seats > left {
            return Err(TaskError::WaveSeats { found: seats, left });
        }
        self.wave = wave;
        self.deadline = fill_by;
        self.wanted += seats;
        Ok(())
    }

    /// More time to fill.
    pub fn refill(&mut self, fill_by: Seconds) {
        self.attempt += 1;
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
        in_time(now, self.deadline)
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
        self.expect(Phase::Revealing)?;
        self.revealing_is_over(still_sealed, now)?;
        if open {
            return Err(TaskError::GoldOpen);
        }
        in_time(now, self.gold_by(window))
    }

    /// Refuses to resolve without gold that may still be opened.
    ///
    /// # Errors
    /// [`TaskError::TooEarly`].
    pub fn waits_for_gold(&self, open: bool, window: u32, now: Seconds) -> Result<(), TaskError> {
        let after = self.gold_by(window);
        if open || is_late(now, after) {
            return Ok(());
        }
        Err(TaskError::TooEarly { now, after })
    }

    /// A verdict.
    pub fn resolve(&mut self, gold: GoldOutcome, resolver: CanonicalAddr, challenge_by: Seconds) {
        self.phase = Phase::Resolved;
        self.gold = gold;
        self.deadline = challenge_by;
        self.resolver = Some(resolver);
    }

    /// Refuses every phase without a verdict.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`].
    pub fn expect_verdict(&self) -> Result<(), TaskError> {
        if self.phase == Phase::Settled {
            return Ok(());
        }
        self.expect(Phase::Resolved)
    }

    /// Pays out. It never waits for challenges: nobody's pay is delayed by them.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`].
    pub fn settle(&mut self) -> Result<(), TaskError> {
        self.expect(Phase::Resolved)?;
        self.phase = Phase::Settled;
        Ok(())
    }

    /// Ends without a verdict.
    pub fn void(&mut self) {
        self.phase = Phase::Void;
    }
}

/// Refuses what comes after the end of a window.
fn in_time(now: Seconds, until: Seconds) -> Result<(), TaskError> {
    if is_late(now, until) {
        return Err(TaskError::TooLate { now, until });
    }
    Ok(())
}

impl Packed for Task {
    const RECORD: &'static str = "task";
    const VERSION: u8 = 2;

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

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
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
#[path = "header_tests.rs"]
mod tests;
