//! What the registry stores. Hot records are packed under one-byte namespaces; the type of a map
//! says by which key. Where `CreateCampaign` or `Challenge` writes, `Receive` does it for tokens.

use cosmwasm_std::{CanonicalAddr, Storage};
use cw_storage_plus::{Item, Map};
use pasar_common::{
    packed::{PackedError, PackedMap, Reader},
    task_registry::Phase,
};
use pasar_formats::item_set::ItemSet;

use crate::rules::{
    campaign::{full_terms::FullTerms, hot_terms::HotTerms, progress::Progress, related::Related},
    challenge::{
        dispute::{Decisions, Dispute},
        record::Challenge,
        registrations::Registrations,
    },
    config::Config,
    draw::{exposure::Exposure, frontier::Frontier, ticket::LabelerRecord},
    ids::{CampaignId, TaskId},
    task::{
        header::Task,
        seat::{Seat, Seated},
    },
    verdict::{bytes::Bytes, certificate::Certificate, scores::Scores},
};

/// Declares the maps, and lists their namespaces for the tests.
macro_rules! maps {
    ($($(#[$doc:meta])* $name:ident: $map:ty = $namespace:literal;)*) => {
        $($(#[$doc])* pub const $name: $map = <$map>::new($namespace);)*

        /// Every namespace, with the type of its map.
        #[cfg(test)]
        pub(crate) const MAPS: &[(&str, &str)] = &[$(($namespace, stringify!($map))),*];
    };
}

maps! {
    /// Siblings, settings, mode; written by instantiate, `UpdateParams`, `SetMode`.
    CONFIG: Item<Config> = "config";
    /// Id of the next campaign; written by `CreateCampaign`.
    NEXT_CAMPAIGN: Item<u32> = "next_campaign";

    /// campaign -> frozen terms, hot; written by `CreateCampaign`.
    CAMPAIGNS: PackedMap<HotTerms, CampaignId> = "c";
    /// campaign -> frozen terms in full; written by `CreateCampaign`.
    FULL_TERMS: Map<u32, FullTerms> = "C";
    /// campaign -> tasks that are done; written by `CreateCampaign` and whatever ends tasks or gives them
    /// up: `Advance`, `Resolve`, `Settle`, `CancelCampaign`.
    PROGRESS: PackedMap<Progress, CampaignId> = "n";
    /// (campaign, account) -> requester or related, may take no seat; written by `CreateCampaign`.
    RELATED: PackedMap<Related, (CampaignId, &'static CanonicalAddr)> = "x";
    /// campaign -> tasks that collect, and the highest round that was verified; written by
    /// `CreateCampaign`, by whatever brings a round or changes what collects, and by what ends it.
    FRONTIERS: PackedMap<Frontier, CampaignId> = "f";
    /// (campaign, task) -> header; written by the first draw and whatever changes the task: forfeits,
    /// refills, waves, challenges, every change of phase.
    TASKS: PackedMap<Task, TaskId> = "t";
    /// (campaign, task, labeler) -> seat; written by draws and `JoinPanel`, overwritten by `Commit`,
    /// `Reveal`, `Release` and `Advance`.
    SEATS: PackedMap<Seat, (TaskId, &'static CanonicalAddr)> = "s";
    /// (campaign, task, wave) -> the items asked for, packed as a bitmap; written by `Ask` and
    /// `Challenge`. Absent for the first wave, which asks for all.
    ASKED: PackedMap<ItemSet, (TaskId, u8)> = "o";
    /// (campaign, task) -> opened gold as it was committed to; written by `OpenGold`.
    GOLD: PackedMap<Bytes, TaskId> = "g";
    /// (campaign, task) -> the verdict's labels, packed; written by `Resolve`, again after a panel.
    VERDICTS: PackedMap<Bytes, TaskId> = "v";
    /// (campaign, task) -> the seats' scores; written by `Resolve`.
    SCORES: PackedMap<Scores, TaskId> = "w";
    /// (campaign, task) -> its challenges so far; written by `Challenge` and the end of each.
    DISPUTES: PackedMap<Dispute, TaskId> = "d";
    /// (campaign, task, number) -> challenge; written by `Challenge`, `Sit` and whatever moves it.
    CHALLENGES: PackedMap<Challenge, (TaskId, u16)> = "h";
    /// (campaign, task, number) -> the items that a challenge names; written by `Challenge`.
    CHALLENGED: PackedMap<ItemSet, (TaskId, u16)> = "i";
    /// (campaign, task, number, labeler) -> panel seat; overwritten in place.
    PANEL_SEATS: PackedMap<Seat, ((TaskId, u16), &'static CanonicalAddr)> = "p";
    /// (campaign, task) -> how often panels decided about each item; written by `AdvancePanel`.
    DECISIONS: PackedMap<Decisions, TaskId> = "k";
    /// (campaign, task, number) -> labels that a panel changed, by their numbers; written by `AdvancePanel`.
    CHANGED: PackedMap<ItemSet, (TaskId, u16)> = "j";
    /// (campaign, task) -> the first verdict's labels, packed, where a panel changed any.
    FIRST_VERDICTS: PackedMap<Bytes, TaskId> = "V";
    /// (labeler, denom) -> registrations for panels; written by `Register`, `Sit`, `Unregister` and `Claim`.
    REGISTRATIONS: PackedMap<Registrations, (&'static CanonicalAddr, &'static [u8])> = "r";
    /// campaign -> running sums of its quality; written by `Settle`.
    CERTIFICATES: PackedMap<Certificate, CampaignId> = "q";
    /// (campaign, labeler) -> ticket and open tasks; written by `Claim` and `Draw`.
    LABELERS: PackedMap<LabelerRecord, (CampaignId, &'static CanonicalAddr)> = "l";
    /// (labeler, denom) -> exposed stake; written by tickets, `JoinPanel` and whatever ends a seat:
    /// `Release`, `Advance`, `Resolve`, `Settle`.
    EXPOSURES: PackedMap<Exposure, (&'static CanonicalAddr, &'static [u8])> = "e";
}

/// The seats of a task, forfeited ones included: at most 32 and as many forfeits. The order is
/// that of canonical addresses.
///
/// # Errors
/// [`PackedError`] where a record is unreadable.
pub fn seats_of(store: &dyn Storage, task: TaskId) -> Result<Vec<Seated>, PackedError> {
    SEATS
        .range(store, &task.prefix(), None)
        .map(|entry| {
            let (suffix, seat) = entry?;
            Ok((Reader::of_key("seat", &suffix).address()?, seat))
        })
        .collect()
}

/// The seats of a challenge's panel, forfeited ones included: at most 31 and as many forfeits as open again.
///
/// # Errors
/// [`PackedError`] where a record is unreadable.
pub fn panel_seats_of(
    store: &dyn Storage,
    task: TaskId,
    challenge: u16,
) -> Result<Vec<Seated>, PackedError> {
    PANEL_SEATS
        .range(store, &task.challenge_prefix(challenge), None)
        .map(|entry| {
            let (suffix, seat) = entry?;
            Ok((Reader::of_key("panel seat", &suffix).address()?, seat))
        })
        .collect()
}

/// A labeler's ticket and open tasks in a campaign; none of either where they never claimed.
///
/// # Errors
/// [`PackedError`] where the record is unreadable.
pub fn labeler_record(
    store: &dyn Storage,
    key: &(CampaignId, &CanonicalAddr),
) -> Result<LabelerRecord, PackedError> {
    Ok(LABELERS.may_load(store, key)?.unwrap_or_default())
}

/// Those of a campaign's tasks that collect.
///
/// # Errors
/// [`PackedError`] where a record is unreadable.
pub fn still_collecting(
    store: &dyn Storage,
    id: CampaignId,
    tasks: &[u32],
) -> Result<Vec<u32>, PackedError> {
    let mut collecting = Vec::new();
    for &task in tasks {
        let header = TASKS.may_load(store, &id.task(task))?;
        if header.is_some_and(|header| header.phase == Phase::Collecting) {
            collecting.push(task);
        }
    }
    Ok(collecting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_unique_and_those_of_maps_single_bytes() {
        for (n, (namespace, map)) in MAPS.iter().enumerate() {
            let is_item = map.starts_with("Item");
            assert_eq!(is_item, namespace.len() > 1, "{namespace}");
            let mut earlier = MAPS.iter().take(n);
            assert!(earlier.all(|(other, _)| other != namespace), "{namespace}");
        }
    }

    #[test]
    fn no_key_is_the_beginning_of_another() {
        let (short, long) = (CanonicalAddr::from([1; 20]), CanonicalAddr::from([1; 32]));
        let keys = [
            SEATS.key(&(CampaignId(1).task(2), &short)),
            SEATS.key(&(CampaignId(1).task(2), &long)),
            SEATS.key(&(CampaignId(1).task(258), &short)),
            SEATS.key(&(CampaignId(257).task(2), &short)),
        ];
        for (a, one) in keys.iter().enumerate() {
            for (b, other) in keys.iter().enumerate() {
                assert!(a == b || !other.starts_with(one), "{one:?} {other:?}");
            }
        }
    }
}
