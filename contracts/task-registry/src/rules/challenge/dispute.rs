//! The challenges of a task so far: whether one is live, until when another may open, and which items were decided.

use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{CHALLENGE_WINDOWS, MAX_CHANGES},
    time::{is_late, Seconds},
};
use pasar_formats::number::index;

use super::challenge_error::ChallengeError;
use crate::rules::campaign::hot_terms::ChallengeRule;

/// The challenges of a task so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// How many were made; no more than 16 bits count.
    pub challenges: u16,
    /// Whether the last one is live.
    pub live: bool,
    /// Last second in which another may open.
    pub until: Seconds,
    /// Seconds in which one was live.
    pub lived: Seconds,
    /// Challenges that a panel decided.
    pub decided: u16,
    /// Numbers of those that changed a label.
    pub changed: Vec<u16>,
}

impl Dispute {
    /// That of a task that was never challenged, whose first window ends then.
    pub const fn new(until: Seconds) -> Self {
        Self {
            challenges: 0,
            live: false,
            until,
            lived: 0,
            decided: 0,
            changed: Vec::new(),
        }
    }

    /// The live challenge.
    ///
    /// # Errors
    /// [`ChallengeError::NoneLive`].
    pub const fn live(&self) -> Result<u16, ChallengeError> {
        if self.live {
            Ok(self.challenges)
        } else {
            Err(ChallengeError::NoneLive)
        }
    }

    /// Opens another challenge, and returns its number.
    ///
    /// # Errors
    /// [`ChallengeError::StillLive`], [`ChallengeError::TooLate`], [`ChallengeError::ChangedOften`].
    pub fn open(&mut self, now: Seconds) -> Result<u16, ChallengeError> {
        let challenge = self.challenges;
        if self.live {
            return Err(ChallengeError::StillLive { challenge });
        }
        if is_late(now, self.until) || challenge == u16::MAX {
            let until = self.until;
            return Err(ChallengeError::TooLate { now, until });
        }
        if self.changed.len() >= MAX_CHANGES {
            let max = MAX_CHANGES;
            return Err(ChallengeError::ChangedOften { max });
        }
        self.challenges = challenge.saturating_add(1);
        self.live = true;
        Ok(self.challenges)
    }

    /// Ends the live challenge, which was made at `opened`; `first` is when the first window ended. The window begins
    /// anew, but in all there are four windows in which none is live: else labels would stay open forever.
    ///
    /// Attack: whoever won a task with wrong labels resolves it and challenges some right ones, all in one block. Where
    /// a panel takes longer than four windows, nobody could challenge the wrong ones after it.
    pub fn end(&mut self, rule: ChallengeRule, first: Seconds, [opened, now]: [Seconds; 2]) {
        let window = Seconds::from(rule.window);
        let further = window * Seconds::from(CHALLENGE_WINDOWS - 1);
        self.live = false;
        self.lived = self.lived.saturating_add(now.saturating_sub(opened));
        let last = first.saturating_add(further).saturating_add(self.lived);
        self.until = now.saturating_add(window).min(last);
    }

    /// Counts a decision.
    pub fn decide(&mut self, changed: bool) {
        self.decided = self.decided.saturating_add(1);
        if changed {
            self.changed.push(self.challenges);
        }
    }
}

/// How often panels decided about each item of a task; what is beyond the end was never decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions(Vec<u8>);

impl Decisions {
    /// Refuses items that were decided as often as the terms allow.
    ///
    /// # Errors
    /// [`ChallengeError::ItemSpent`].
    pub fn check(&self, items: impl Iterator<Item = u32>, max: u8) -> Result<(), ChallengeError> {
        for item in items {
            if self.of(item) >= max {
                return Err(ChallengeError::ItemSpent { item, max });
            }
        }
        Ok(())
    }

    fn of(&self, item: u32) -> u8 {
        self.0.get(index(item)).copied().unwrap_or(0)
    }

    /// Counts a decision about items.
    pub fn add(&mut self, items: impl Iterator<Item = u32>) {
        for item in items {
            let place = index(item);
            if self.0.len() <= place {
                self.0.resize(place + 1, 0);
            }
            if let Some(count) = self.0.get_mut(place) {
                *count = count.saturating_add(1);
            }
        }
    }
}

impl Packed for Dispute {
    const RECORD: &'static str = "dispute";
    const VERSION: u8 = 2;

    fn write(&self, to: &mut Writer) {
        to.u16(self.challenges).u8(u8::from(self.live));
        to.u40(self.until).u40(self.lived).u16(self.decided);
        for number in &self.changed {
            to.u16(*number);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let mut dispute = Self {
            challenges: from.u16()?,
            live: from.u8()? != 0,
            until: from.u40()?,
            lived: from.u40()?,
            decided: from.u16()?,
            changed: Vec::new(),
        };
        while !from.is_empty() {
            dispute.changed.push(from.u16()?);
        }
        Ok(dispute)
    }
}

impl Packed for Decisions {
    const RECORD: &'static str = "decisions";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self(from.rest().to_vec()))
    }
}
