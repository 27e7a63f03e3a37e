//! Ids, as the keys of what belongs to them. A key starts with the campaign's id, then come
//! fixed-width or length-prefixed parts, so no key is the beginning of another.

use pasar_common::packed::{key, PackedKey, Writer};

/// A campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignId(pub u32);

/// A task of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskId {
    /// The campaign.
    pub campaign: CampaignId,
    /// The task's index in it.
    pub index: u32,
}

impl CampaignId {
    /// A task of the campaign.
    pub const fn task(self, index: u32) -> TaskId {
        TaskId {
            campaign: self,
            index,
        }
    }

    /// What the keys of its tasks start with.
    pub fn prefix(self) -> Vec<u8> {
        key().u32(self.0).take()
    }
}

impl TaskId {
    /// What the keys of its seats start with.
    pub fn prefix(self) -> Vec<u8> {
        key().u32(self.campaign.0).u32(self.index).take()
    }
}

impl TaskId {
    /// What the keys of a panel's seats start with.
    pub fn challenge_prefix(self, challenge: u16) -> Vec<u8> {
        let mut to = key();
        self.write_key(&mut to);
        to.u16(challenge).take()
    }
}

impl PackedKey for CampaignId {
    fn write_key(&self, to: &mut Writer) {
        to.u32(self.0);
    }
}

impl PackedKey for TaskId {
    fn write_key(&self, to: &mut Writer) {
        to.u32(self.campaign.0).u32(self.index);
    }
}
