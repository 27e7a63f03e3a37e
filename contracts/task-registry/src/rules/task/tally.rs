//! The seats of a collecting task, counted.

use super::seat::{Seat, SeatState};

/// Seats of a collecting task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Drawn, and in time for the commit.
    pub drawn: u8,
    /// Sealed.
    pub sealed: u8,
}

impl Tally {
    /// Counts a seat.
    pub fn count(&mut self, seat: &Seat) {
        match seat.state {
            SeatState::Drawn => self.drawn += 1,
            SeatState::Sealed(_) => self.sealed += 1,
            SeatState::Revealed(_) | SeatState::Forfeited => {}
        }
    }
}
