//! Every message of every contract, at small sizes and at the largest that a chain has to bear: what
//! the lock holds beside the flows.

mod batches;
mod costs;
mod dataset;
mod forms;
mod gold;
mod largest;
pub(crate) mod ownership;
mod panels;
mod people;
mod seats;
mod small;
mod tokens;
pub(crate) mod world;

pub use costs::{Cost, Costs, Message};
use world::World;

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
    forms::tasks(world, &crowd);
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
