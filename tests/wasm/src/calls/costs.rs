//! What messages cost.

use std::collections::BTreeMap;

/// The cheapest and the dearest call of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Gas of the cheapest.
    pub least: u64,
    /// Gas of the dearest.
    pub most: u64,
    /// How many there were.
    pub count: u64,
}

/// Names a message: `contract.variant`, and whether a contract sends it.
pub type Message = (String, bool);

/// Costs of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs(pub BTreeMap<Message, Cost>);

impl Costs {
    /// Notes what a message cost.
    pub fn note(&mut self, message: Message, gas: u64) {
        let new = Cost {
            least: gas,
            most: gas,
            count: 0,
        };
        let cost = self.0.entry(message).or_insert(new);
        cost.least = cost.least.min(gas);
        cost.most = cost.most.max(gas);
        cost.count += 1;
    }

    /// Adds what others cost.
    pub(super) fn add(&mut self, other: Self) {
        for (message, cost) in other.0 {
            self.note(message.clone(), cost.least);
            self.note(message.clone(), cost.most);
            if let Some(sum) = self.0.get_mut(&message) {
                sum.count += cost.count - 2;
            }
        }
    }

    /// The dearest transaction of a message; 0 where there was none.
    pub fn most(&self, message: &str) -> u64 {
        let cost = self.0.get(&(message.to_string(), false));
        cost.map_or(0, |cost| cost.most)
    }

    /// The dearest transaction.
    pub fn dearest(&self) -> Option<(&str, u64)> {
        let sent = self.0.iter().filter(|((_, inner), _)| !inner);
        sent.map(|((name, _), cost)| (name.as_str(), cost.most))
            .max_by_key(|(_, most)| *most)
    }
}
