//! Transactions of blocks, to be found again.

use std::collections::{BTreeMap, VecDeque};

use super::{included::Included, search::Condition};

/// Most transactions that are remembered; the oldest are forgotten.
const MAX_TXS: usize = 50_000;

/// All of them.
#[derive(Default)]
pub struct Index {
    txs: VecDeque<Included>,
    /// Number of those that were forgotten.
    forgotten: usize,
    by_hash: BTreeMap<String, usize>,
}

impl Index {
    /// Remembers one that is later than all before.
    pub fn add(&mut self, included: Included) {
        let number = self.forgotten.saturating_add(self.txs.len());
        self.by_hash.insert(included.hash.clone(), number);
        self.txs.push_back(included);
        if self.txs.len() > MAX_TXS {
            if let Some(oldest) = self.txs.pop_front() {
                self.by_hash.remove(&oldest.hash);
                self.forgotten = self.forgotten.saturating_add(1);
            }
        }
    }

    /// By its name.
    pub fn get(&self, hash: &str) -> Option<&Included> {
        let place = self.by_hash.get(hash)?.checked_sub(self.forgotten)?;
        self.txs.get(place)
    }

    /// Those of a block.
    pub fn of_block(&self, height: u64) -> impl Iterator<Item = &Included> {
        let from = self.txs.partition_point(|tx| tx.height < height);
        self.txs
            .range(from..)
            .take_while(move |tx| tx.height == height)
    }

    /// Those that meet all conditions, oldest first. Each condition may be met by another event, as nodes have it.
    pub fn find(&self, conditions: &[Condition]) -> Vec<&Included> {
        let meets = |tx: &&Included| conditions.iter().all(|condition| condition.is_met_by(tx));
        self.txs.iter().filter(meets).collect()
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.forgotten.saturating_add(self.txs.len())
    }
}
