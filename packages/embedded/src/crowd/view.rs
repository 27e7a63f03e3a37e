//! What the people of the crowd look at.

use cosmwasm_std::Binary;
use pasar_common::task_registry::CampaignResponse;
use pasar_drand::native::Beacon;

use super::{minds::Minds, panels::Panel};

/// Labelers of the crowd.
pub const LABELERS: usize = 7;

/// What they look at.
pub struct View<'a> {
    /// Campaigns that are not closed.
    pub campaigns: &'a [CampaignResponse],
    /// All campaigns.
    pub all: &'a [CampaignResponse],
    /// Live challenges.
    pub panels: &'a [Panel],
    /// What they think of items.
    pub minds: &'a Minds,
    /// Signs rounds.
    pub beacon: &'a Beacon,
    /// The chain's time, seconds.
    pub now: u64,
    /// The block.
    pub height: u64,
}

impl View<'_> {
    /// The first campaign of the same items, and how many of them came before one.
    pub fn before(&self, campaign: &CampaignResponse) -> (u32, usize) {
        let id = campaign.campaign;
        let root = &campaign.terms.manifest.root;
        let earlier = |of: &&CampaignResponse| of.campaign < id && of.terms.manifest.root == *root;
        let first = self.all.iter().find(earlier).map(|of| of.campaign);
        let count = self.all.iter().filter(earlier).count();
        (first.unwrap_or(id), count)
    }

    /// The signature of a round that has come.
    pub fn signature(&self, round: u64) -> Binary {
        self.beacon.sign(round).as_slice().into()
    }
}
