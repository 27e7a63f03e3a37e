//! What a market remembers: sealed labels until their reveal, and what the invariants saw last.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use cosmwasm_std::{Addr, Api};
use cw_multi_test::AppResponse;
use pasar_common::{
    label_escrow::OfferResponse,
    packed::PackedError,
    raw::{LicenseRecord, SkillRecord},
    task_registry::{PanelDecided, TaskSettled, TaskVoided},
};
use pasar_formats::seal::{Seal, SALT_BYTES};
use pasar_truth::History;

use super::{emitted::emitted, index::Index};

/// What labelers keep to themselves until the reveal.
#[derive(Clone, Debug)]
pub struct SealedLabels {
    /// The labels.
    pub labels: Vec<u8>,
    /// The same, packed.
    pub packed: Vec<u8>,
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// What is committed.
    pub seal: Seal,
}

/// What is remembered of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenSeat {
    pub(crate) rank: u8,
    pub(crate) wave: u8,
    pub(crate) commit_by: u64,
    pub(crate) snapshot: History,
    pub(crate) seal: Option<[u8; 32]>,
}

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

/// What was seen at the last check, for everything that may move one way only.
#[derive(Default)]
pub(crate) struct Memory {
    /// What an indexer makes of all events so far.
    pub(crate) index: Index,
    /// Denoms whose tokens lie: their books may show a shortfall.
    pub(crate) hostile: BTreeSet<String>,
    /// (campaign, task) -> attempt, wave, phase.
    pub(crate) tasks: BTreeMap<(u32, u32), (u8, u8, u8)>,
    /// (campaign, task, labeler) -> what of a seat never changes, and its status.
    pub(crate) seats: BTreeMap<(u32, u32, Vec<u8>), SeenSeat>,
    /// (campaign, task, challenge, panelist) -> the same of a panel's seat.
    pub(crate) panel_seats: BTreeMap<(u32, u32, u16, Vec<u8>), SeenSeat>,
    /// campaign -> the registry's and the escrow's frozen records, as stored.
    pub(crate) frozen: BTreeMap<u32, Vec<Vec<u8>>>,
    /// Campaigns that were closed at the last check.
    pub(crate) closed: BTreeSet<u32>,
    /// Skill records as stored.
    pub(crate) skills: BTreeMap<Vec<u8>, SkillRecord>,
    /// (campaign, offer) -> the offer.
    pub(crate) offers: BTreeMap<(u32, u32), OfferResponse>,
    /// (campaign, licensee) -> the license that gateways see.
    pub(crate) licenses: BTreeMap<Vec<u8>, LicenseRecord>,
    /// Whether a task was settled or void, or a panel decided, since the last check.
    pub(crate) settled: bool,
    /// Supply of the reward token, less what the emission minted.
    pub(crate) supply: Option<i128>,
}

impl Memory {
    /// Takes note of what a message did.
    pub(crate) fn observe(&mut self, response: &AppResponse, registry: &Addr, api: &dyn Api) {
        self.index.handle(response, registry, api);
        let settled = emitted::<TaskSettled>(response, registry).next().is_some();
        let voided = emitted::<TaskVoided>(response, registry).next().is_some();
        let decided = emitted::<PanelDecided>(response, registry).next().is_some();
        self.settled |= settled || voided || decided;
    }
}
