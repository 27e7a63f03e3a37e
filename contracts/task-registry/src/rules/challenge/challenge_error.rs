//! Refusals of a challenge.

use cosmwasm_std::Addr;
use pasar_common::{task_registry::ChallengeStatus, time::Seconds};

/// Every way a challenge refuses what is asked of it.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum ChallengeError {
    /// Returned when no challenge of the task is live.
    #[error("no challenge of it is live")]
    NoneLive,
    /// Returned when another challenge of the task is live.
    #[error("challenge {challenge} of it is live, expected none")]
    StillLive {
        /// Its number.
        challenge: u16,
    },
    /// Returned when a challenge names too few items.
    #[error("{found} items named, expected at least {min}")]
    TooFewItems {
        /// Items named.
        found: u32,
        /// Fewest.
        min: u32,
    },
    /// Returned when panels decided about a named item as often as the terms allow.
    #[error("panels decided about item {item} {max} times, expected fewer")]
    ItemSpent {
        /// The item.
        item: u32,
        /// Most decisions.
        max: u8,
    },
    /// Returned when panels changed a task's labels as often as its record holds.
    #[error("panels changed its labels {max} times, expected fewer")]
    ChangedOften {
        /// Most.
        max: usize,
    },
    /// Returned when the challenge stands elsewhere.
    #[error("the challenge is {found}, expected {wanted}")]
    WrongStatus {
        /// The status found.
        found: ChallengeStatus,
        /// The status wanted.
        wanted: ChallengeStatus,
    },
    /// Returned when it is somebody's turn later, or a seal may still be opened.
    #[error("too early: now is {now}, expected at least {from}")]
    TooEarly {
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        from: Seconds,
    },
    /// Returned when a window has passed.
    #[error("too late: now is {now}, expected at most {until}")]
    TooLate {
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        until: Seconds,
    },
    /// Returned when all seats of a panel are taken, or too many were forfeited.
    #[error("the panel is full: {seats} seats, {forfeits} forfeited")]
    Full {
        /// Its seats.
        seats: u8,
        /// Forfeited so far.
        forfeits: u8,
    },
    /// Returned when somebody registers twice.
    #[error("{labeler} has registered for the panel")]
    Registered {
        /// Who.
        labeler: Addr,
    },
    /// Returned when somebody did not register for the panel.
    #[error("{labeler} has not registered for the panel")]
    NotRegistered {
        /// Who.
        labeler: Addr,
    },
    /// Returned when an account has registered for as many panels as it may.
    #[error("{found} registrations wait, expected fewer than {max}")]
    TooManyRegistrations {
        /// Registrations that wait.
        found: usize,
        /// Most.
        max: usize,
    },
    /// Returned when a panel still waits for seals.
    #[error("{sealed} panel seats are sealed, expected {wanted}")]
    SealsMissing {
        /// Sealed seats.
        sealed: u8,
        /// Wanted seats.
        wanted: u8,
    },
    /// Returned when neither time nor seals allow anything for the challenge yet.
    #[error(
        "nothing is due: seats are taken until {until}, {drawn} of them wait for seals in time"
    )]
    NothingDue {
        /// Unix seconds.
        until: Seconds,
        /// Seats that wait.
        drawn: u8,
    },
}
