//! Where campaigns, tasks, gold and seats can stand.

use cosmwasm_schema::cw_serde;

/// Whether a campaign takes seats.
#[cw_serde]
#[derive(Copy)]
pub enum CampaignStatus {
    /// Takes seats.
    Open,
    /// Takes no more seats; what has begun goes on.
    Ended,
    /// Every task is settled, void or released.
    Closed,
}

/// Where a task stands.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Phase {
    /// Nobody has a seat yet.
    Fresh,
    /// Takes seats and seals.
    Collecting,
    /// Takes reveals.
    Revealing,
    /// Has a verdict that is not paid yet.
    Resolved,
    /// Paid.
    Settled,
    /// Ended without a verdict.
    Void,
}

/// What became of a task's gold.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum GoldOutcome {
    /// It has none, or is not resolved yet.
    None,
    /// It stayed closed: the bond is the commons'.
    Closed,
    /// No seat passes it: it was ignored, and the bond is the commons'.
    Hung,
    /// It counted for verdict and pay, but moved no records: the seats' plurality does not pass it.
    Counted,
    /// It counted for verdict and pay, and moved records.
    Moved,
}

impl GoldOutcome {
    /// Whether the task's gold bond is forfeited.
    pub const fn is_forfeited(self) -> bool {
        matches!(self, Self::Closed | Self::Hung)
    }
}

impl core::fmt::Display for GoldOutcome {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Closed => "closed",
            Self::Hung => "hung",
            Self::Counted => "counted",
            Self::Moved => "moved",
        })
    }
}

impl core::fmt::Display for Phase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Fresh => "fresh",
            Self::Collecting => "collecting",
            Self::Revealing => "revealing",
            Self::Resolved => "resolved",
            Self::Settled => "settled",
            Self::Void => "void",
        })
    }
}

/// Where a seat stands.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum SeatStatus {
    /// Drawn; waits for a seal.
    Drawn,
    /// Sealed; waits for its reveal.
    Sealed,
    /// Revealed.
    Revealed,
    /// Given back, or its commit was missed.
    Forfeited,
}

impl core::fmt::Display for SeatStatus {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Drawn => "drawn",
            Self::Sealed => "sealed",
            Self::Revealed => "revealed",
            Self::Forfeited => "forfeited",
        })
    }
}
