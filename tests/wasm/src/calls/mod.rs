//! Every message of every contract, at small sizes and at the largest that a chain has to bear: what
//! the lock holds beside the flows.

mod batches;
mod dataset;
mod gold;
mod largest;
pub(crate) mod ownership;
mod panels;
mod people;
mod seats;
mod small;
mod tokens;
pub(crate) mod world;

use std::collections::BTreeMap;

use world::World;

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
        let (least, most, count) = (gas, gas, 0);
        let new = Cost { least, most, count };
        let cost = self.0.entry(message).or_insert(new);
        cost.least = cost.least.min(gas);
        cost.most = cost.most.max(gas);
        cost.count += 1;
    }

    fn add(&mut self, other: Self) {
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

/// A set of calls.
type Scenario = (&'static str, fn() -> Costs);

/// All of them; each has a chain of its own.
const SCENARIOS: [Scenario; 3] = [
    ("people", people_and_tokens),
    ("ownership", ownership::measure),
    ("labels", labels),
];

/// Measures every message. `say` hears of each set of calls how long it took.
pub fn measure(mut say: impl FnMut(&str, std::time::Duration)) -> Costs {
    let mut all = Costs::default();
    for (name, scenario) in SCENARIOS {
        let start = std::time::Instant::now();
        all.add(scenario());
        say(name, start.elapsed());
    }
    all
}

fn labels() -> Costs {
    let mut world = World::new();
    let world = &mut world;
    small::campaigns(world);
    let crowd = seats::full_tasks(world);
    panels::challenges(world, &crowd);
    batches::full_messages(world);
    largest::pages(world);
    dataset::rights(world);
    world.costs()
}

fn people_and_tokens() -> Costs {
    let mut world = World::new();
    people::stakes_and_records(&mut world);
    people::owner(&mut world);
    tokens::messages(&mut world);
    world.costs()
}
