//! A challenge: what it costs, where it stands, and who may sit in its panel when.

use cosmwasm_std::{CanonicalAddr, OverflowError, Uint128};
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::{ChallengeStatus, MIN_PANEL_SEATS},
    time::{is_late, Seconds},
};
use pasar_drand::Hash;
use pasar_formats::number::count;
use sha2::{Digest, Sha256};

use super::challenge_error::ChallengeError;
use crate::rules::{
    campaign::hot_terms::{ChallengeRule, HotTerms},
    ids::TaskId,
    task::tally::Tally,
};

/// Times that the forfeited seats of a panel open again.
pub const MAX_PANEL_FORFEITS: u8 = 8;

const ORDER_DOMAIN: &[u8] = b"pasar/panel/v1";

/// A challenge of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who bonded it.
    pub challenger: CanonicalAddr,
    /// What pays the panel.
    pub bond: Uint128,
    /// When it was made.
    pub opened: Seconds,
    /// Last second to register.
    pub register_by: Seconds,
    /// Round that decides who may sit when.
    pub round: u64,
    /// When the round comes.
    pub drawn: Seconds,
    /// Its randomness, from the first seat on.
    pub randomness: Option<Hash>,
    /// Where it stands.
    pub state: State,
    /// Last second to sit; while it reveals, to reveal.
    pub deadline: Seconds,
    /// Seats of its panel.
    pub seats: u8,
    /// Of these taken now.
    pub taken: u8,
    /// Seats forfeited so far.
    pub forfeits: u8,
}

/// Where a challenge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Those who want a seat register, then sit and seal.
    Filling,
    /// The panel's seals are opened.
    Revealing,
    /// The panel gave no evidence.
    Unfilled,
    /// The panel decided.
    Decided,
}

/// What may be done for a challenge that fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// It goes on.
    Wait,
    /// Its seals are opened.
    Reveal,
    /// It ends: too few sealed.
    GiveUp,
}

/// The bond of a challenge: one and a half prices for each answer of each panelist.
///
/// # Errors
/// [`OverflowError`] where it does not fit 128 bits.
pub fn bond(
    campaign: &HotTerms,
    rule: ChallengeRule,
    items: u32,
) -> Result<Uint128, OverflowError> {
    // Not by `of_items`: a query may ask for more items than any task has.
    let questions = u64::from(count(campaign.labels.questions().len()));
    let answers = u64::from(items) * questions * u64::from(rule.seats);
    let doubled = campaign.price.checked_mul((answers * 3).into())?;
    Ok(doubled.div_ceil((2u128, 1u128)))
}

impl Challenge {
    /// A challenge that was just made. `deciding` is the round that decides what is fixed at a time, and when it comes.
    pub fn open<E>(
        challenger: CanonicalAddr,
        bond: Uint128,
        (seats, fill_seconds): (u8, u32),
        now: Seconds,
        deciding: impl FnOnce(Seconds) -> Result<(u64, Seconds), E>,
    ) -> Result<Self, E> {
        let half = u64::from(fill_seconds / 2);
        let register_by = now.saturating_add(half);
        let (round, drawn) = deciding(register_by)?;
        Ok(Self {
            challenger,
            bond,
            opened: now,
            register_by,
            round,
            drawn,
            randomness: None,
            state: State::Filling,
            deadline: drawn.saturating_add(half),
            seats,
            taken: 0,
            forfeits: 0,
        })
    }

    /// Where it stands at a time.
    pub fn status(&self, now: Seconds) -> ChallengeStatus {
        match self.state {
            State::Filling if is_late(now, self.register_by) => ChallengeStatus::Seating,
            State::Filling => ChallengeStatus::Registering,
            State::Revealing => ChallengeStatus::Revealing,
            State::Unfilled => ChallengeStatus::Unfilled,
            State::Decided => ChallengeStatus::Decided,
        }
    }

    /// Refuses registrations after their window.
    ///
    /// # Errors
    /// [`ChallengeError::TooLate`].
    pub fn takes_registrations(&self, now: Seconds) -> Result<(), ChallengeError> {
        in_time(now, self.register_by)
    }

    /// Refuses panelists where the filling is over or no seat is left.
    ///
    /// # Errors
    /// [`ChallengeError::WrongStatus`], [`ChallengeError::TooLate`], [`ChallengeError::Full`].
    pub fn takes_panelists(&self, now: Seconds) -> Result<(), ChallengeError> {
        if self.state != State::Filling {
            return Err(ChallengeError::WrongStatus {
                found: self.status(now),
                wanted: ChallengeStatus::Seating,
            });
        }
        in_time(now, self.deadline)?;
        if self.is_full() {
            return Err(ChallengeError::Full {
                seats: self.seats,
                forfeits: self.forfeits,
            });
        }
        Ok(())
    }

    const fn is_full(&self) -> bool {
        self.taken >= self.seats || self.lost_too_many()
    }

    const fn lost_too_many(&self) -> bool {
        self.forfeits > MAX_PANEL_FORFEITS
    }

    /// Whether nobody who registered and does not sit can sit any more: their exposure ends.
    ///
    /// Attack: a full panel opens again where a seat is forfeited. Whoever waited and took out their stake meanwhile
    /// would sit with nothing to lose; and where all who waited had left, one seat without a seal would end the panel.
    pub fn is_over_for_the_unseated(&self, now: Seconds) -> bool {
        self.state != State::Filling || self.lost_too_many() || is_late(now, self.deadline)
    }

    /// From when on an account that registered may sit. Chance spreads them evenly over the second half of the
    /// filling, by randomness that nobody knew while they registered: each has exactly its share of the seats.
    pub fn sits_from(
        &self,
        (task, number): (TaskId, u16),
        randomness: &Hash,
        account: &CanonicalAddr,
    ) -> Seconds {
        let half = self
            .deadline
            .saturating_sub(self.drawn)
            .min(u32::MAX.into());
        let hash: Hash = Sha256::new()
            .chain_update(ORDER_DOMAIN)
            .chain_update(randomness)
            .chain_update(task.campaign.0.to_be_bytes())
            .chain_update(task.index.to_be_bytes())
            .chain_update(number.to_be_bytes())
            .chain_update(account.as_slice())
            .finalize()
            .into();
        let [a, b, c, d, ..] = hash;
        // Both factors have 32 bits.
        let wait = (half * u64::from(u32::from_be_bytes([a, b, c, d]))) >> 32u32;
        self.drawn.saturating_add(wait)
    }

    /// Seats a panelist.
    pub fn seat(&mut self) {
        self.taken += 1;
    }

    /// Takes a seat away whose seal is missing.
    pub fn forfeit(&mut self) {
        self.taken = self.taken.saturating_sub(1);
        self.forfeits = self.forfeits.saturating_add(1);
    }

    /// What its seals and time allow while it fills.
    pub fn filling(&self, tally: Tally, now: Seconds) -> Filling {
        if tally.sealed >= self.seats {
            return Filling::Reveal;
        }
        // Nobody sits any more where too many seats were forfeited.
        let over = is_late(now, self.deadline) || self.lost_too_many();
        if !over || tally.drawn > 0 {
            return Filling::Wait;
        }
        if tally.sealed >= MIN_PANEL_SEATS {
            return Filling::Reveal;
        }
        Filling::GiveUp
    }

    /// Starts the opening of seals.
    pub fn begin_revealing(&mut self, reveal_by: Seconds) {
        self.state = State::Revealing;
        self.deadline = reveal_by;
    }

    /// Refuses reveals before and after their window.
    ///
    /// # Errors
    /// [`ChallengeError::TooLate`].
    pub fn takes_reveals(&self, now: Seconds) -> Result<(), ChallengeError> {
        in_time(now, self.deadline)
    }

    /// Refuses to decide while a seal may still be opened.
    ///
    /// # Errors
    /// [`ChallengeError::TooEarly`].
    pub fn revealing_is_over(&self, still_sealed: u8, now: Seconds) -> Result<(), ChallengeError> {
        if still_sealed > 0 && !is_late(now, self.deadline) {
            return Err(ChallengeError::TooEarly {
                now,
                from: self.deadline.saturating_add(1),
            });
        }
        Ok(())
    }
}

/// Refuses what comes after the end of a window.
fn in_time(now: Seconds, until: Seconds) -> Result<(), ChallengeError> {
    if is_late(now, until) {
        return Err(ChallengeError::TooLate { now, until });
    }
    Ok(())
}

impl Packed for Challenge {
    const RECORD: &'static str = "challenge";
    const VERSION: u8 = 3;

    fn write(&self, to: &mut Writer) {
        to.address(&self.challenger).amount(self.bond);
        to.u40(self.opened).u40(self.register_by);
        to.u64(self.round).u40(self.drawn).u40(self.deadline);
        let state = match self.state {
            State::Filling => 0,
            State::Revealing => 1,
            State::Unfilled => 2,
            State::Decided => 3,
        };
        to.u8(state).u8(self.seats).u8(self.taken).u8(self.forfeits);
        if let Some(randomness) = &self.randomness {
            to.bytes(randomness);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            challenger: from.address()?,
            bond: from.amount()?,
            opened: from.u40()?,
            register_by: from.u40()?,
            round: from.u64()?,
            drawn: from.u40()?,
            deadline: from.u40()?,
            state: match from.u8()? {
                0 => State::Filling,
                1 => State::Revealing,
                2 => State::Unfilled,
                3 => State::Decided,
                found => return Err(from.unknown(found)),
            },
            seats: from.u8()?,
            taken: from.u8()?,
            forfeits: from.u8()?,
            randomness: if from.is_empty() {
                None
            } else {
                Some(from.array()?)
            },
        })
    }
}
