//! Sealed labels as a requester reads them: out of the commits' transactions, which a node keeps
//! although the contract does not.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use crypto_box::SecretKey;
use pasar_common::task_registry::{
    AskedResponse, ExecuteMsg, QueryMsg, SeatResponse, Terms, WaveRef,
};
use pasar_formats::{
    form::unpack,
    item_set::ItemSet,
    number::index,
    sealed_box::{open, Opening},
};

use crate::{
    chain::{account::calls_in, market::Market},
    output::Say,
};

/// What was sealed to a campaign's reading key.
#[derive(Default)]
pub struct Boxes {
    /// Boxes by task and labeler, each once.
    found: BTreeMap<(u32, String), BTreeSet<Vec<u8>>>,
    /// Height from which blocks have not been read.
    next: u64,
}

/// A sealed seat that was read.
pub struct ReadSeat {
    /// The seat.
    pub seat: SeatResponse,
    /// What opens it.
    pub opening: Opening,
    /// Its labels, one for each item that was asked.
    pub labels: Vec<u8>,
}

impl Boxes {
    /// Boxes of a campaign that was created at this height.
    pub fn new(created_at_height: u64) -> Self {
        Self {
            found: BTreeMap::new(),
            next: created_at_height,
        }
    }

    /// Reads what came into blocks since the last time.
    pub fn read(&mut self, say: Say, market: &Market, campaign: u32) -> Result<()> {
        let latest = market.chain.block()?.height;
        let query = format!(
            "wasm-seat_sealed.campaign='{campaign}' AND \
             wasm-seat_sealed._contract_address='{}' AND tx.height>={}",
            market.at.registry, self.next
        );
        match market.chain.search(&query) {
            Ok(found) => {
                for transaction in found {
                    self.take(&transaction.bytes, market, campaign);
                }
            }
            // Some nodes keep blocks, but no index of what happened in them.
            Err(error) if error.to_string().contains("disabled") => {
                let blocks = self.next..=latest;
                let progress = say.progress("blocks", blocks.clone().count());
                for height in blocks {
                    for transaction in market.chain.transactions(height)? {
                        self.take(&transaction, market, campaign);
                    }
                    progress.inc(1);
                }
                progress.finish_and_clear();
            }
            Err(error) => return Err(error),
        }
        // The index may be a block late.
        self.next = latest.saturating_sub(2).max(self.next);
        Ok(())
    }

    /// Whether a box was found for a seat.
    pub fn has(&self, seat: &SeatResponse) -> bool {
        self.found
            .contains_key(&(seat.task, seat.labeler.to_string()))
    }

    fn take(&mut self, transaction: &[u8], market: &Market, campaign: u32) {
        for (sender, json) in calls_in(transaction, market.at.registry.as_ref()) {
            if let Ok(ExecuteMsg::Commit(commit)) = serde_json::from_slice(&json) {
                if commit.campaign != campaign {
                    continue;
                }
                for (task, sealed) in commit.tasks.iter().zip(&commit.sealed) {
                    let boxes = self.found.entry((*task, sender.clone())).or_default();
                    boxes.insert(sealed.to_vec());
                }
            }
        }
    }

    /// What a sealed seat holds. A box that does not open, does not fit the seal, or holds no
    /// labels is junk: it is said why, and cannot be revealed by the requester.
    pub fn open(
        &self,
        market: &Market,
        (campaign, terms): (u32, &Terms),
        (seat, asked): (&SeatResponse, &ItemSet),
        key: &SecretKey,
    ) -> Result<ReadSeat, String> {
        let boxes = self.found.get(&(seat.task, seat.labeler.to_string()));
        let boxes = boxes.ok_or("no box was found in the commit's transaction")?;
        let place = market.place(campaign, seat);
        let seal = seat.seal.as_ref().map_or(&[][..], |seal| seal.as_slice());
        let mut openings = boxes
            .iter()
            .filter_map(|sealed| open(sealed, key).ok())
            .peekable();
        if openings.peek().is_none() {
            return Err("the box does not open with the reading key".to_owned());
        }
        let fits = |opening: &Opening| place.seal(&opening.salt, &opening.labels) == seal;
        let opening = openings
            .find(fits)
            .ok_or("the box does not hold what was sealed")?;
        let labels = unpack(&terms.form(), index(asked.len()), &opening.labels);
        let labels = labels.map_err(|error| format!("no labels were sealed: {error}"))?;
        Ok(ReadSeat {
            seat: seat.clone(),
            opening,
            labels,
        })
    }
}

/// The items that a wave of a task asks for.
pub fn asked(
    market: &Market,
    campaign: u32,
    (task, items): (u32, u32),
    wave: u8,
) -> Result<ItemSet> {
    if wave == 0 {
        let all: Vec<u32> = (0..items).collect();
        return Ok(ItemSet::of(&all, items)?);
    }
    let asked: AskedResponse = market.registry(&QueryMsg::Asked(WaveRef {
        campaign,
        task,
        wave,
    }))?;
    Ok(ItemSet::parse(&asked.bitmap, items)?)
}
