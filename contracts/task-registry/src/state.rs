//! What the registry stores. Hot records are packed under one-byte namespaces; a key is the
//! campaign's id, then fixed-width or length-prefixed parts, so no key is the beginning of another.

use cosmwasm_std::{CanonicalAddr, Storage};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    item_set::ItemSet,
    packed::{key, Packed, PackedError, PackedMap, Reader, Writer},
};

use crate::{
    beacon::Beacon,
    campaign::{Campaign, Dossier},
    certificate::Certificate,
    challenge::Challenge,
    config::Config,
    exposure::Exposure,
    frontier::Frontier,
    scores::Scores,
    seat::Seat,
    task::Task,
    ticket::Desk,
};

/// Siblings, settings, mode; written by instantiate, `UpdateParams`, `SetMode`.
pub const CONFIG: Item<Config> = Item::new("config");
/// Id of the next campaign; written by `CreateCampaign`.
pub const NEXT_CAMPAIGN: Item<u32> = Item::new("next_campaign");

/// campaign -> frozen terms, hot; written by `CreateCampaign`.
pub const CAMPAIGNS: PackedMap<Campaign> = PackedMap::new("c");
/// campaign -> frozen terms in full; written by `CreateCampaign`.
pub const DOSSIERS: Map<u32, Dossier> = Map::new("C");
/// campaign -> tasks that are done; written when a task ends.
pub const PROGRESS: PackedMap<Progress> = PackedMap::new("n");
/// (campaign, account) -> requester or related, may take no seat; written by `CreateCampaign`.
pub const RELATED: PackedMap<Present> = PackedMap::new("x");
/// campaign -> tasks that collect; written by draws and whatever starts or ends collecting.
pub const FRONTIERS: PackedMap<Frontier> = PackedMap::new("f");
/// (campaign, task) -> header; written by the first draw and every change of phase.
pub const TASKS: PackedMap<Task> = PackedMap::new("t");
/// (campaign, task, labeler) -> seat; overwritten in place from draw to reveal.
pub const SEATS: PackedMap<Seat> = PackedMap::new("s");
/// (campaign, task, wave) -> the items asked for, packed as a bitmap; written by `Ask`. Absent for
/// the first wave, which asks for all.
pub const ASKED: PackedMap<ItemSet> = PackedMap::new("o");
/// (campaign, task) -> opened gold as it was committed to; written by `OpenGold`.
pub const GOLD: PackedMap<Bytes> = PackedMap::new("g");
/// (campaign, task) -> the verdict's labels, packed; written by `Resolve`.
pub const VERDICTS: PackedMap<Bytes> = PackedMap::new("v");
/// (campaign, task) -> the seats' scores; written by `Resolve`.
pub const SCORES: PackedMap<Scores> = PackedMap::new("w");
/// (campaign, task, number) -> challenge; written by `Challenge`, the panel's first seat and its end.
pub const CHALLENGES: PackedMap<Challenge> = PackedMap::new("h");
/// campaign -> running sums of its quality; written by `Settle`.
pub const CERTIFICATES: PackedMap<Certificate> = PackedMap::new("q");
/// (campaign, labeler) -> ticket and open tasks; written by `Claim` and `Draw`.
pub const DESKS: PackedMap<Desk> = PackedMap::new("l");
/// (labeler, denom) -> exposed stake; written by tickets, penalties and `Settle`.
pub const EXPOSURES: PackedMap<Exposure> = PackedMap::new("e");
/// number mod 256 -> beacon; written by the first message of a block.
pub const BEACONS: PackedMap<Beacon> = PackedMap::new("b");
/// () -> the latest beacon; written by the first message of a block.
pub const LATEST_BEACON: PackedMap<Beacon> = PackedMap::new("B");

/// Key of a campaign.
pub fn campaign_key(campaign: u32) -> Vec<u8> {
    key().u32(campaign).take()
}

/// Key of a task; also the prefix of its seats.
pub fn task_key(campaign: u32, task: u32) -> Vec<u8> {
    key().u32(campaign).u32(task).take()
}

/// Key of a seat.
pub fn seat_key(campaign: u32, task: u32, labeler: &CanonicalAddr) -> Vec<u8> {
    key().u32(campaign).u32(task).address(labeler).take()
}

/// Key of an account in a campaign.
pub fn account_key(campaign: u32, account: &CanonicalAddr) -> Vec<u8> {
    key().u32(campaign).address(account).take()
}

/// Key of an exposure.
pub fn exposure_key(labeler: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(labeler).bytes(denom.as_bytes()).take()
}

/// Key of a wave of a task.
pub fn wave_key(campaign: u32, task: u32, wave: u8) -> Vec<u8> {
    key().u32(campaign).u32(task).u8(wave).take()
}

/// Key of a challenge of a task, from 1 on.
pub fn challenge_key(campaign: u32, task: u32, number: u8) -> Vec<u8> {
    key().u32(campaign).u32(task).u8(number).take()
}

/// A seat and who sits there.
pub type Seated = (CanonicalAddr, Seat);

/// The seats of a task, forfeited ones included: at most 32 and as many forfeits. The order is
/// that of canonical addresses.
///
/// # Errors
/// [`PackedError`] where a record is unreadable.
pub fn seats_of(store: &dyn Storage, campaign: u32, task: u32) -> Result<Vec<Seated>, PackedError> {
    SEATS
        .range(store, &task_key(campaign, task), None)
        .map(|entry| {
            let (suffix, seat) = entry?;
            Ok((Reader::of_key("seat", &suffix).address()?, seat))
        })
        .collect()
}

/// How many tasks of a campaign are settled, void or released.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Tasks done.
    pub done: u32,
    /// Whether the requester cancelled.
    pub cancelled: bool,
}

impl Packed for Progress {
    const RECORD: &'static str = "progress";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.done).u8(u8::from(self.cancelled));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            done: from.u32()?,
            cancelled: from.u8()? != 0,
        })
    }
}

/// Marks that a key is present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present;

impl Packed for Present {
    const RECORD: &'static str = "related account";
    const VERSION: u8 = 1;

    fn write(&self, _: &mut Writer) {}

    fn read(_: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self)
    }
}

/// A record that is only bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Packed for Bytes {
    const RECORD: &'static str = "bytes";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self(from.rest().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Namespaces of packed records and maps; items have names of more than two bytes.
    const NAMESPACES: [&str; 17] = [
        "c", "C", "n", "x", "f", "t", "s", "o", "g", "v", "w", "l", "e", "b", "B", "h", "q",
    ];

    #[test]
    fn namespaces_are_unique_single_bytes() {
        for (n, namespace) in NAMESPACES.iter().enumerate() {
            assert_eq!(namespace.len(), 1);
            assert!(!NAMESPACES[..n].contains(namespace), "{namespace}");
        }
    }

    #[test]
    fn no_key_is_the_beginning_of_another() {
        let (short, long) = (CanonicalAddr::from([1; 20]), CanonicalAddr::from([1; 32]));
        let keys = [
            seat_key(1, 2, &short),
            seat_key(1, 2, &long),
            seat_key(1, 258, &short),
            seat_key(257, 2, &short),
        ];
        for (a, one) in keys.iter().enumerate() {
            for (b, other) in keys.iter().enumerate() {
                assert!(a == b || !other.starts_with(one), "{one:?} {other:?}");
            }
        }
    }
}
