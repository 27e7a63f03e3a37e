//! What messages cost, added up by kind.

use std::collections::BTreeMap;

use crate::gas::Gas;

/// The cost of one kind of message.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    /// How many were sent.
    pub count: u64,
    /// What they cost together.
    pub gas: Gas,
    /// The cheapest.
    pub least: u64,
    /// The dearest.
    pub most: u64,
}

/// Costs by kind of message.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    kinds: BTreeMap<&'static str, Kind>,
}

impl Ledger {
    /// Notes a message.
    pub fn note(&mut self, name: &'static str, gas: Gas) {
        let total = gas.total();
        let kind = self.kinds.entry(name).or_default();
        kind.least = if kind.count == 0 {
            total
        } else {
            kind.least.min(total)
        };
        kind.most = kind.most.max(total);
        kind.count += 1;
        kind.gas += gas;
    }

    /// All kinds.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &Kind)> {
        self.kinds.iter().map(|(name, kind)| (*name, kind))
    }

    /// All gas of everything.
    pub fn total(&self) -> Gas {
        let mut sum = Gas::default();
        self.kinds.values().for_each(|kind| sum += kind.gas);
        sum
    }

    /// The dearest call and its cost.
    pub fn dearest(&self) -> (&'static str, u64) {
        let all = self.kinds.iter().map(|(name, kind)| (*name, kind.most));
        all.max_by_key(|(_, most)| *most).unwrap_or_default()
    }
}
