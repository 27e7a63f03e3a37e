//! What is shown of challenges.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Timestamp, Uint128};
use cw20::Denom;

/// What a challenge costs.
#[cw_serde]
pub struct ChallengeBondResponse {
    /// The campaign's denom.
    pub denom: Denom,
    /// The bond, which is all that a challenge costs.
    pub amount: Uint128,
}

/// Where a challenge stands.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum ChallengeStatus {
    /// Those who want a seat of its panel register.
    Registering,
    /// Those who registered take seats when chance says, and seal.
    Seating,
    /// The panel's seals are opened.
    Revealing,
    /// Fewer than three panelists gave labels: the verdict stands.
    Unfilled,
    /// Its panel decided.
    Decided,
}

impl core::fmt::Display for ChallengeStatus {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Registering => "registering",
            Self::Seating => "seating",
            Self::Revealing => "revealing",
            Self::Unfilled => "unfilled",
            Self::Decided => "decided",
        })
    }
}

/// A challenge.
#[cw_serde]
pub struct ChallengeResponse {
    /// Its number, 1 for the task's first.
    pub challenge: u16,
    /// Who bonded it.
    pub challenger: Addr,
    /// What pays the panel.
    pub bond: Uint128,
    /// Where it stands.
    pub status: ChallengeStatus,
    /// Seats of its panel.
    pub seats: u8,
    /// Of these taken now.
    pub taken: u8,
    /// The wave in the seals of its panel.
    pub wave: u8,
    /// One bit for each item of the task, low bits first.
    pub items: Binary,
    /// When it was made.
    pub opened_at: Timestamp,
    /// Last second to register.
    pub register_by: Timestamp,
    /// Round of drand that decides who may sit when.
    pub round: u64,
    /// When the round comes, from which on those who registered may sit one after the other.
    pub drawn_at: Timestamp,
    /// Randomness of the round, once somebody sits.
    pub randomness: Option<Binary>,
    /// Last second to sit; while it reveals, to reveal.
    pub deadline: Timestamp,
    /// One bit for each item of the task and each question, those of the first question first: set where its panel
    /// changed the label; none where it changed none.
    pub changed: Option<Binary>,
}

/// A page of a task's challenges.
#[cw_serde]
pub struct ChallengesResponse {
    /// In the order they were made.
    pub challenges: Vec<ChallengeResponse>,
}

/// A registration for a panel.
#[cw_serde]
pub struct RegistrationResponse {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Number of the challenge.
    pub challenge: u16,
    /// Stake that it exposes.
    pub stake: Uint128,
    /// From when on they may sit; none before the round's randomness is known.
    pub sits_from: Option<Timestamp>,
    /// Whether they can sit no more, as the filling is over: the exposure can be taken back. A full panel may open again.
    pub over: bool,
}

/// An account's registrations for panels.
#[cw_serde]
pub struct RegistrationsResponse {
    /// At most 16.
    pub registrations: Vec<RegistrationResponse>,
}

/// A label that a panel changed.
#[cw_serde]
pub struct VerdictChange {
    /// Item of the task.
    pub item: u32,
    /// Which question.
    pub question: u8,
    /// Its label in the first verdict.
    pub first: u8,
    /// The last challenge that changed it.
    pub challenge: u16,
}

/// Asks for a page of a task's challenges.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengesPage {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// The last challenge of the page before.
    pub start_after: Option<u16>,
    /// Entries a page.
    pub limit: Option<u32>,
}

/// Names a challenge of a task.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengeRef {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Number of the challenge.
    pub challenge: u16,
}

/// Names a panelist of a challenge.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PanelSeat {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Number of the challenge.
    pub challenge: u16,
    /// The panelist.
    pub labeler: String,
}

/// A challenge by its size.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengeSize {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Number of items named.
    pub items: u32,
}
