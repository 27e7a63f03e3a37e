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
//! | resolved | challenge | in time, none live, one left | panel |
//! | panel | reveal | every seat of it sealed | panel revealing |
//! | panel | advance | filling over, nobody drawn in time; three seats sealed | panel revealing |
//! | panel | advance | the same; fewer sealed | resolved |
//! | panel revealing | resolve | all of it revealed, or time over | resolved |
//! | resolved | settle | challenge window over, or no challenge left | settled |
//!
//! Filling is over when its deadline has passed, or at once where the campaign has ended.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{GoldOutcome, Phase, MIN_PANEL_SEATS},
    time::{is_late, Seconds},
};

use crate::campaign::ChallengeRule;

pub use crate::task_error::TaskError;

/// Times that the filling of a task may be extended.
pub const MAX_REFILLS: u8 = 2;
/// Forfeited seats of a task that open again; further ones stay closed, so that a crowd that
/// claims and releases cannot make the task too dear to close.
pub const MAX_FORFEITS: u8 = 32;
/// Sealed seats with which a task goes on without further refills.
pub const ENOUGH_SEALED: u8 = 2;

/// Times that the forfeited seats of a panel open again.
pub const MAX_PANEL_FORFEITS: u8 = 8;

/// A task's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it stands; never `Fresh`, as fresh tasks are not stored.
    pub phase: Phase,
    /// Refills used.
    pub attempt: u8,
    /// Wave, 0 for the first; panels count on.
    pub wave: u8,
    /// Challenges so far; the last waves, as many, are those of their panels.
    pub challenges: u8,
    /// Seats wanted up to this wave; of a panel its own.
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
    /// The panel did not fill: the verdict stands.
    Unfilled,
}

impl Task {
    /// A task at its first draw.
    pub const fn start(wanted: u8, fill_by: Seconds) -> Self {
        Self {
            phase: Phase::Collecting,
            attempt: 0,
            wave: 0,
            challenges: 0,
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

    /// Refuses panelists outside the filling of a panel.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooLate`].
    pub fn takes_panelists(&self, now: Seconds) -> Result<(), TaskError> {
        self.expect(Phase::Panel)?;
        self.in_time(now)
    }

    /// Counts a forfeited seat; tells whether it opens again.
    pub fn forfeit(&mut self) -> bool {
        self.forfeits = self.forfeits.saturating_add(1);
        self.forfeits <= MAX_FORFEITS
    }

    /// What time alone allows while collecting. `open` is whether the campaign takes seats; a panel
    /// takes them anyway.
    pub fn ending(&self, tally: Tally, now: Seconds, open: bool) -> Ending {
        let open = open || self.phase == Phase::Panel;
        let filling_over = !open || is_late(now, self.deadline);
        if !filling_over || tally.drawn > 0 {
            Ending::Wait
        } else if self.phase == Phase::Panel {
            match tally.sealed >= MIN_PANEL_SEATS {
                true => Ending::Reveal,
                false => Ending::Unfilled,
            }
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

    /// Ends collecting, or that of a panel.
    pub fn begin_revealing(&mut self, reveal_by: Seconds) {
        self.phase = self.revealing();
        self.deadline = reveal_by;
    }

    /// Whether it collects: for itself or for a panel.
    pub const fn collects(&self) -> bool {
        matches!(self.phase, Phase::Collecting | Phase::Panel)
    }

    /// Refuses what is done while a task collects, for itself or for a panel, in every other phase.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`].
    pub fn expect_collecting(&self) -> Result<(), TaskError> {
        match self.collects() {
            true => Ok(()),
            false => self.expect(Phase::Collecting),
        }
    }

    /// The phase of revealing that it is in, or would be.
    const fn revealing(&self) -> Phase {
        match self.has_panel() {
            true => Phase::PanelRevealing,
            false => Phase::Revealing,
        }
    }

    /// Whether a panel seals or reveals.
    pub const fn has_panel(&self) -> bool {
        matches!(self.phase, Phase::Panel | Phase::PanelRevealing)
    }

    /// Whether a seat of a wave belongs to what the task does now: a panel's own, or all.
    pub const fn concerns(&self, wave: u8) -> bool {
        !self.has_panel() || wave == self.wave
    }

    /// Whether a seat of a wave is a panel's.
    pub const fn is_panel(&self, wave: u8) -> bool {
        wave.saturating_add(self.challenges) > self.wave
    }

    /// Refuses a reveal outside its window.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooLate`].
    pub fn takes_reveals(&self, now: Seconds) -> Result<(), TaskError> {
        self.expect(self.revealing())?;
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
        self.expect(self.revealing())?;
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

    /// Opens a panel on a verdict.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooLate`], [`TaskError::NoChallengeLeft`].
    pub fn challenge(
        &mut self,
        rule: ChallengeRule,
        (now, fill_by): (Seconds, Seconds),
    ) -> Result<(), TaskError> {
        self.expect(Phase::Resolved)?;
        let (found, max) = (self.challenges, rule.max);
        if found >= max {
            return Err(TaskError::NoChallengeLeft { max });
        }
        self.in_time(now)?;
        self.phase = Phase::Panel;
        self.challenges = found.saturating_add(1);
        self.wave = self.wave.saturating_add(1);
        (self.wanted, self.deadline) = (rule.seats, fill_by);
        Ok(())
    }

    /// Ends a challenge: the verdict, changed or not, may be challenged again.
    pub fn end_challenge(&mut self, challenge_by: Seconds) {
        self.phase = Phase::Resolved;
        self.deadline = challenge_by;
    }

    /// Pays out, once nobody can challenge the verdict any more.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`], [`TaskError::TooEarly`].
    pub fn settle(&mut self, now: Seconds, challenges: u8) -> Result<(), TaskError> {
        self.expect(Phase::Resolved)?;
        if self.challenges < challenges && !is_late(now, self.deadline) {
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
            Phase::Panel => 6,
            Phase::PanelRevealing => 7,
        };
        to.u8(phase)
            .u8(self.attempt)
            .u8(self.wave)
            .u8(self.challenges)
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
            6 => Phase::Panel,
            7 => Phase::PanelRevealing,
            found => return Err(from.unknown(found)),
        };
        Ok(Self {
            phase,
            attempt: from.u8()?,
            wave: from.u8()?,
            challenges: from.u8()?,
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
#[path = "task_tests.rs"]
mod tests;
