//! Refusals of a task.

use pasar_common::{task_registry::Phase, time::Seconds};

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
