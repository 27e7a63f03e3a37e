//! A seat's life, as pure rules: drawn, sealed, revealed; or forfeited.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    raw::{read_history, write_history},
    task_registry::SeatStatus,
    time::{is_late, Seconds},
};
use pasar_formats::seal::Seal;
use pasar_truth::History;

/// Every way a seat refuses what is asked of it.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum SeatError {
    /// Returned when the seat is in another status.
    #[error("it is {found}, expected {wanted}")]
    WrongStatus {
        /// The status found.
        found: SeatStatus,
        /// The status wanted.
        wanted: SeatStatus,
    },
    /// Returned when the commit comes too late.
    #[error("too late: now is {now}, expected at most {until}")]
    TooLate {
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        until: Seconds,
    },
    /// Returned when salt and labels do not make the seal.
    #[error("salt and labels do not open the seal")]
    SealMismatch,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Last second for the seal.
    pub commit_by: Seconds,
    /// Who vouched for them: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// The labeler's record when they took the ticket: weights and pay use this one.
    pub snapshot: History,
    /// Its state.
    pub state: SeatState,
}

/// A seat and who sits there.
pub type Seated = (CanonicalAddr, Seat);

/// The state of a seat, with what it holds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatState {
    /// Waits for a seal.
    Drawn,
    /// Waits for its reveal.
    Sealed(Seal),
    /// Packed labels.
    Revealed(Vec<u8>),
    /// Given back or missed; kept, so that the labeler never sits here again.
    Forfeited,
}

impl Seat {
    /// A seat that was just drawn.
    pub const fn draw(wave: u8, commit_by: Seconds, issuer: u8, snapshot: History) -> Self {
        Self {
            wave,
            commit_by,
            issuer,
            snapshot,
            state: SeatState::Drawn,
        }
    }

    /// Its status, as queries say it.
    pub const fn status(&self) -> SeatStatus {
        match self.state {
            SeatState::Drawn => SeatStatus::Drawn,
            SeatState::Sealed(_) => SeatStatus::Sealed,
            SeatState::Revealed(_) => SeatStatus::Revealed,
            SeatState::Forfeited => SeatStatus::Forfeited,
        }
    }

    /// Whether it waits for its reveal.
    pub const fn is_sealed(&self) -> bool {
        matches!(self.state, SeatState::Sealed(_))
    }

    /// Whether its commit is overdue.
    pub fn is_overdue(&self, now: Seconds) -> bool {
        self.state == SeatState::Drawn && is_late(now, self.commit_by)
    }

    fn wrong(&self, wanted: SeatStatus) -> SeatError {
        SeatError::WrongStatus {
            found: self.status(),
            wanted,
        }
    }

    /// Seals the labels.
    ///
    /// # Errors
    /// [`SeatError::WrongStatus`], [`SeatError::TooLate`].
    pub fn seal(&mut self, seal: Seal, now: Seconds) -> Result<(), SeatError> {
        if self.state != SeatState::Drawn {
            return Err(self.wrong(SeatStatus::Drawn));
        }
        if is_late(now, self.commit_by) {
            return Err(SeatError::TooLate {
                now,
                until: self.commit_by,
            });
        }
        self.state = SeatState::Sealed(seal);
        Ok(())
    }

    /// Opens the seal.
    ///
    /// # Errors
    /// [`SeatError::WrongStatus`], [`SeatError::SealMismatch`].
    pub fn reveal(&mut self, opened: &Seal, packed: Vec<u8>) -> Result<(), SeatError> {
        match &self.state {
            SeatState::Sealed(seal) if seal == opened => {
                self.state = SeatState::Revealed(packed);
                Ok(())
            }
            SeatState::Sealed(_) => Err(SeatError::SealMismatch),
            SeatState::Drawn | SeatState::Revealed(_) | SeatState::Forfeited => {
                Err(self.wrong(SeatStatus::Sealed))
            }
        }
    }

    /// Gives the seat up.
    ///
    /// # Errors
    /// [`SeatError::WrongStatus`].
    pub fn forfeit(&mut self) -> Result<(), SeatError> {
        if self.state != SeatState::Drawn {
            return Err(self.wrong(SeatStatus::Drawn));
        }
        self.state = SeatState::Forfeited;
        Ok(())
    }
}

impl Packed for Seat {
    const RECORD: &'static str = "seat";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        let (tag, payload): (u8, &[u8]) = match &self.state {
            SeatState::Drawn => (0, &[]),
            SeatState::Sealed(seal) => (1, seal),
            SeatState::Revealed(labels) => (2, labels),
            SeatState::Forfeited => (3, &[]),
        };
        // The issuer's number is the upper half of the tag: most seats have none.
        to.u8(tag | self.issuer << 4u32).u8(self.wave);
        to.u40(self.commit_by);
        write_history(to, &self.snapshot);
        to.bytes(payload);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let first = from.u8()?;
        let tag = first & 0x0f;
        let issuer = first >> 4u32;
        let wave = from.u8()?;
        let commit_by = from.u40()?;
        let snapshot = read_history(from)?;
        let state = match tag {
            0 => SeatState::Drawn,
            1 => SeatState::Sealed(from.array()?),
            2 => SeatState::Revealed(from.rest().to_vec()),
            3 => SeatState::Forfeited,
            found => return Err(from.unknown(found)),
        };
        Ok(Self {
            wave,
            commit_by,
            issuer,
            snapshot,
            state,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn() -> Seat {
        Seat::draw(
            0,
            10,
            8,
            History {
                skill: -5,
                mass: 7,
                evidence: -9,
            },
        )
    }

    #[test]
    fn a_seal_is_given_once_and_in_time() {
        let mut seat = drawn();
        assert_eq!(
            seat.seal([1; 32], 11),
            Err(SeatError::TooLate { now: 11, until: 10 })
        );
        assert_eq!(seat.seal([1; 32], 10), Ok(()));
        assert!(matches!(
            seat.seal([2; 32], 10),
            Err(SeatError::WrongStatus { .. })
        ));
    }

    #[test]
    fn only_its_own_preimage_opens_a_seal() {
        let mut seat = drawn();
        assert!(matches!(
            seat.reveal(&[1; 32], vec![1]),
            Err(SeatError::WrongStatus { .. })
        ));
        seat.seal([1; 32], 10).unwrap();
        assert_eq!(seat.reveal(&[2; 32], vec![1]), Err(SeatError::SealMismatch));
        assert_eq!(seat.reveal(&[1; 32], vec![1]), Ok(()));
        assert!(matches!(
            seat.reveal(&[1; 32], vec![1]),
            Err(SeatError::WrongStatus { .. })
        ));
    }

    #[test]
    fn a_sealed_seat_cannot_be_given_back() {
        let mut seat = drawn();
        seat.seal([1; 32], 10).unwrap();
        assert!(matches!(seat.forfeit(), Err(SeatError::WrongStatus { .. })));
    }

    #[test]
    fn a_seat_reads_back_in_every_state() {
        for state in [
            SeatState::Drawn,
            SeatState::Sealed([3; 32]),
            SeatState::Revealed(vec![1, 2, 3]),
            SeatState::Revealed(vec![]),
            SeatState::Forfeited,
        ] {
            let seat = Seat { state, ..drawn() };
            assert_eq!(Seat::from_bytes(&seat.to_bytes()), Ok(seat));
        }
    }
}
