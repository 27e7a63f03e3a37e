//! Invariants of the suite, checked after every message. The numbers are those of
//! `docs/invariants.md`. What can be summed is read from storage, so that nothing is missed that a
//! query would not list; what a query says is compared with it.

mod money;
mod rights;
mod trust;
mod work;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use cw_multi_test::AppResponse;
use pasar_common::{label_escrow::OfferResponse, packed::PackedError, raw::SkillRecord};

use crate::market::Market;

/// An invariant that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation(pub String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invariant violated: {}", self.0)
    }
}

impl std::error::Error for Violation {}

impl From<PackedError> for Violation {
    fn from(error: PackedError) -> Self {
        Self(format!("storage is unreadable: {error}"))
    }
}

/// Returns a violation where the condition does not hold.
macro_rules! hold {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            return Err($crate::invariants::Violation(format!($($message)+)));
        }
    };
}
pub(crate) use hold;

/// What was seen at the last check, for everything that may move one way only.
#[derive(Default)]
pub(crate) struct Memory {
    /// Denoms whose tokens lie: their books may show a shortfall.
    pub(crate) hostile: BTreeSet<String>,
    /// (campaign, task) -> attempt, wave, phase.
    tasks: BTreeMap<(u32, u32), (u8, u8, u8)>,
    /// (campaign, task, labeler) -> what of a seat never changes, and its status.
    seats: BTreeMap<(u32, u32, Vec<u8>), work::SeenSeat>,
    /// campaign -> the registry's and the escrow's frozen records, as stored.
    frozen: BTreeMap<u32, Vec<Vec<u8>>>,
    /// Campaigns that were closed at the last check.
    closed: BTreeSet<u32>,
    /// Skill records as stored.
    skills: BTreeMap<Vec<u8>, SkillRecord>,
    /// (campaign, offer) -> the offer.
    offers: BTreeMap<(u32, u32), OfferResponse>,
    /// Whether a task was settled or void since the last check.
    settled: bool,
    /// Supply of the reward token, less what the emission minted.
    supply: Option<i128>,
}

impl Memory {
    /// Takes note of what a message did.
    pub(crate) fn observe(&mut self, response: &AppResponse) {
        self.settled |= response
            .events
            .iter()
            .any(|event| matches!(&*event.ty, "wasm-task_settled" | "wasm-task_voided"));
    }

    /// Checks everything.
    pub(crate) fn check(&mut self, market: &Market) -> Result<(), Violation> {
        let ended = self.work_moves_forward(market)?;
        self.money_is_where_it_belongs(market, &ended)?;
        self.trust_is_covered(market)?;
        self.licenses_hold(market)?;
        self.fees_are_shared(market)?;
        self.settled = false;
        Ok(())
    }
}
