//! Messages about challenges and their panels.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;
use cw20::Denom;

/// Waves of seals from this on are panels': [`panel_wave`].
pub const PANEL_WAVE: u8 = 128;
/// Fewest items that a challenge names, where the task has more.
pub const MIN_CHALLENGED_ITEMS: u32 = 10;
/// Windows in which no challenge of a task is live: after them none opens any more.
pub const CHALLENGE_WINDOWS: u8 = 4;
/// Most challenges of a task that changed a label: no other one opens after them.
pub const MAX_CHANGES: usize = 32;
/// Most registrations of an account for panels at a time, in one denom.
pub const MAX_REGISTRATIONS: usize = 16;

/// The wave in the seals of a challenge's panel: no seal of a task's own seats or of the panel before opens there.
pub const fn panel_wave(challenge: u16) -> u8 {
    let [_, low] = challenge.to_be_bytes();
    PANEL_WAVE | low
}

/// See [`ExecuteMsg::Challenge`](super::ExecuteMsg::Challenge).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Bitmap of the items, one bit for each item of the task, low bits first; at least ten, or all.
    pub items: Binary,
}

/// See [`ExecuteMsg::Register`](super::ExecuteMsg::Register).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Issuer whose credential the sender shows, where the terms ask for one.
    pub issuer: Option<String>,
}

/// See [`ExecuteMsg::Sit`](super::ExecuteMsg::Sit).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Sit {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Signature of the challenge's round, 48 bytes; whoever sits first brings it.
    pub signature: Option<Binary>,
}

/// See [`ExecuteMsg::Unregister`](super::ExecuteMsg::Unregister).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Unregister {
    /// Denom of the exposed stake.
    pub denom: Denom,
}

/// See [`ExecuteMsg::SealPanel`](super::ExecuteMsg::SealPanel).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SealPanel {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// The seal, 32 bytes, of one label for each named item in ascending order; its wave is that of the panel.
    pub seal: Binary,
    /// Sealed box of salt and labels to the campaign's reading key, as in `Commit`; none where it has none.
    pub sealed: Option<Binary>,
}

/// See [`ExecuteMsg::RevealPanel`](super::ExecuteMsg::RevealPanel).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct RevealPanel {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Whose seals to open, 1 to 32, each once.
    pub labelers: Vec<String>,
    /// One salt of 16 bytes for each, in the same order.
    pub salts: Binary,
    /// The packed labels of each, one after the other, at most 64 KiB.
    pub labels: Binary,
}

/// Names a task whose challenge is live.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PanelRef {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
}
