//! What the registry answers about the draw: the frontier, tickets, exposed stake.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Timestamp, Uint128};

/// A task open for seats.
#[cw_serde]
pub struct FrontierEntry {
    /// Task index.
    pub task: u32,
    /// Free seats, open or not.
    pub free: u8,
    /// Seats that newcomers hold.
    pub newcomers: u8,
    /// When its free seats open, or opened, in ascending order.
    pub openings: Vec<SeatOpening>,
}

/// Seats of a task that open together.
#[cw_serde]
pub struct SeatOpening {
    /// When: a ticket whose round comes `delay_seconds` later, or later still, may have them.
    pub at: Timestamp,
    /// How many; zero where only places of newcomers open.
    pub seats: u8,
}

/// The tasks open for seats.
#[cw_serde]
pub struct FrontierResponse {
    /// In the order they were opened, at most the campaign's frontier.
    pub tasks: Vec<FrontierEntry>,
    /// The next task to be opened.
    pub next: u32,
    /// The highest round of drand that the campaign has verified; zero: none.
    pub verified: u64,
}

/// A ticket.
#[cw_serde]
pub struct Ticket {
    /// Seats wanted.
    pub seats: u8,
    /// The round of drand that draws it.
    pub round: u64,
    /// When the round comes.
    pub draws_at: Timestamp,
    /// Last second at which it can be drawn; after it, it can until `last_height`.
    pub draw_by: Timestamp,
    /// Last height at which it can be drawn where `draw_by` has passed.
    pub last_height: u64,
}

/// A labeler's ticket and open seats.
#[cw_serde]
pub struct TicketResponse {
    /// The ticket that waits.
    pub ticket: Option<Ticket>,
    /// Tasks in which they have a seat and that still collect.
    pub open: Vec<u32>,
    /// Most open seats, the ticket's included.
    pub cap: u32,
}

/// A labeler's exposure.
#[cw_serde]
pub struct ExposureResponse {
    /// Stake that tickets and unsettled seats expose.
    pub amount: Uint128,
}
