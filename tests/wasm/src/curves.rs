//! How gas grows: one size after another, with everything else as it is.

use std::collections::BTreeMap;

use cw20::Denom;
use pasar_plots::lines::{plot, Line};

use crate::{
    answers::classes as classes_of,
    calls::{
        ownership::Market,
        world::{Seat, World},
    },
    flow::{Flow, Shape},
    report::grouped,
    suite::{Suite, NATIVE},
    table::Table,
};

/// How much dearer the largest may be where nothing should grow, percent.
pub const FLAT: u64 = 3;

/// Gas of some messages over one size.
pub struct Curve {
    /// Its file's name.
    pub key: &'static str,
    /// What grows.
    pub axis: &'static str,
    /// What stays as it is.
    pub rest: &'static str,
    /// Messages whose gas should not depend on it.
    pub flat: &'static [&'static str],
    /// Sizes, and gas by message.
    pub points: Vec<(u64, BTreeMap<&'static str, u64>)>,
}

impl Curve {
    fn names(&self) -> Vec<&'static str> {
        let all = self.points.iter().flat_map(|(_, gas)| gas.keys().copied());
        let mut names: Vec<&'static str> = all.collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// As a picture.
    pub fn svg(&self) -> String {
        let line = |name: &str| Line {
            name: name.to_string(),
            points: self
                .points
                .iter()
                .filter_map(|(x, gas)| Some((*x as f64, *gas.get(name)? as f64)))
                .collect(),
        };
        let lines: Vec<Line> = self.names().into_iter().map(line).collect();
        plot(
            &format!("gas over {}; {}", self.axis, self.rest),
            self.axis,
            &lines,
        )
    }

    /// As rows: one for each message.
    pub fn table(&self) -> Table {
        let sizes: Vec<String> = self.points.iter().map(|(x, _)| grouped(*x)).collect();
        let mut table = Table::default();
        table.cells([vec![self.axis.to_string()], sizes].concat());
        for name in self.names() {
            let gas = |(_, gas): &(u64, BTreeMap<&str, u64>)| {
                gas.get(name).map_or("-".to_string(), |gas| grouped(*gas))
            };
            let flat = if self.flat.contains(&name) {
                " (flat)"
            } else {
                ""
            };
            let cells: Vec<String> = self.points.iter().map(gas).collect();
            table.cells([vec![format!("{name}{flat}")], cells].concat());
        }
        table
    }

    /// Messages that grow and should not.
    pub fn complaints(&self) -> Vec<String> {
        let grows = |name: &&&str| {
            let all = self.points.iter().filter_map(|(_, gas)| gas.get(**name));
            let all: Vec<u64> = all.copied().collect();
            let least = all.iter().min();
            let most = all.iter().max();
            least
                .zip(most)
                .is_some_and(|(least, most)| most * 100 > least * (100 + FLAT))
        };
        let all = self.flat.iter().filter(grows);
        all.map(|name| format!("{name} grows with {}", self.axis))
            .collect()
    }
}

/// All of them.
pub fn all() -> Vec<Curve> {
    let curves: [fn() -> Curve; 8] = [
        page, classes, seats, frontier, items, campaigns, stakers, holders,
    ];
    curves.iter().map(|curve| curve()).collect()
}

/// A campaign of eight pages of 1 000 items in two classes, five seats each, one seat a message.
fn shape() -> Shape {
    Shape {
        questions: classes_of(2),
        page: 1_000,
        tasks: 8,
        overlap: 5,
        frontier: 8,
        batch: 1,
        crowd: 40,
        crank: 1,
        denom: Denom::Native(NATIVE.into()),
    }
}

/// Mean gas of the kinds of message of a whole campaign.
fn whole(shape: Shape) -> BTreeMap<&'static str, u64> {
    let mut suite = Suite::deploy();
    let flow = Flow::open(&mut suite, shape).run().withdraw();
    let kinds = flow.ledger.kinds().filter(|(name, _)| *name != "bond");
    kinds
        .map(|(name, kind)| (name, kind.gas.total() / kind.count.max(1)))
        .collect()
}

fn page() -> Curve {
    let point = |page: u32| (page.into(), whole(Shape { page, ..shape() }));
    Curve {
        key: "page",
        axis: "items of a page",
        rest: "2 classes, 5 seats, one seat a message",
        flat: &[
            "claim_draw",
            "claim_ticket",
            "commit",
            "create_campaign",
            "withdraw",
        ],
        points: [50, 250, 1_000, 4_096, 16_384].map(point).into(),
    }
}

fn classes() -> Curve {
    let point = |classes: u8| {
        (
            classes.into(),
            whole(Shape {
                questions: classes_of(classes),
                ..shape()
            }),
        )
    };
    Curve {
        key: "classes",
        axis: "classes",
        rest: "1 000 items, 5 seats, one seat a message",
        flat: &["claim_draw", "claim_ticket", "commit", "withdraw"],
        points: [2, 3, 4, 8, 15, 16, 32].map(point).into(),
    }
}

fn seats() -> Curve {
    let point = |overlap: u8| (overlap.into(), whole(Shape { overlap, ..shape() }));
    Curve {
        key: "seats",
        axis: "seats of a task",
        rest: "1 000 items, 2 classes, one seat a message",
        flat: &["claim_ticket", "commit", "create_campaign", "withdraw"],
        points: [3, 5, 8, 16, 32].map(point).into(),
    }
}

/// One labeler's first session in a campaign: creation, ticket, draw, seal.
fn session(
    world: &mut World,
    tasks: u32,
    frontier: u16,
    name: &str,
) -> BTreeMap<&'static str, u64> {
    let labeler = world.crowd(name, 1).remove(0);
    let terms = world.terms(2, 1_000, tasks, 3, frontier);
    world.costs();
    let campaign = world.create(terms);
    let mut gas = BTreeMap::new();
    let create = world.costs();
    gas.insert(
        "create_campaign",
        create.most("task-registry.create_campaign"),
    );
    world.claim(&labeler, campaign, 1);
    gas.insert("claim_ticket", world.costs().most("task-registry.claim"));
    world.next_block();
    let seats: Vec<Seat> = world.claim(&labeler, campaign, 0);
    gas.insert("claim_draw", world.costs().most("task-registry.claim"));
    world.commit(&seats);
    gas.insert("commit", world.costs().most("task-registry.commit"));
    gas
}

fn frontier() -> Curve {
    let mut world = World::new();
    let point = |frontier: u16| {
        (
            frontier.into(),
            session(&mut world, 512, frontier, "frontier"),
        )
    };
    Curve {
        key: "frontier",
        axis: "tasks open at a time",
        rest: "512 tasks, one seat a message",
        flat: &["commit"],
        points: [1, 8, 32, 64, 128, 256].map(point).into(),
    }
}

fn items() -> Curve {
    let mut world = World::new();
    let mut point = |tasks: u32| {
        let gas = session(&mut world, tasks, 8, "items");
        (u64::from(tasks) * 1_000, gas)
    };
    let mut points = vec![point(8), point(80), point(800), point(8_000), point(16_000)];
    // One item: everything is smaller by itself.
    let mut one = World::new();
    points.insert(0, (1, one_item(&mut one)));
    Curve {
        key: "items",
        axis: "items of a campaign",
        rest: "pages of 1 000, 8 tasks open",
        flat: &["commit"],
        points,
    }
}

fn one_item(world: &mut World) -> BTreeMap<&'static str, u64> {
    let labeler = world.crowd("one", 1).remove(0);
    let terms = world.terms(2, 1, 1, 3, 1);
    world.costs();
    let campaign = world.create(terms);
    let mut gas = BTreeMap::new();
    let create = world.costs();
    gas.insert(
        "create_campaign",
        create.most("task-registry.create_campaign"),
    );
    world.claim(&labeler, campaign, 1);
    world.next_block();
    let seats = world.claim(&labeler, campaign, 0);
    world.costs();
    world.commit(&seats);
    gas.insert("commit", world.costs().most("task-registry.commit"));
    gas
}

fn campaigns() -> Curve {
    let mut world = World::new();
    let mut before = 0;
    let point = |count: u64| {
        while before < count {
            let terms = world.terms(2, 1, 1, 3, 1);
            world.create(terms);
            before += 1;
        }
        before += 1;
        (count, session(&mut world, 8, 8, "campaigns"))
    };
    Curve {
        key: "campaigns",
        axis: "campaigns before it",
        rest: "8 pages of 1 000 items",
        flat: &["create_campaign", "claim_ticket", "claim_draw", "commit"],
        points: [1, 10, 100, 400].map(point).into(),
    }
}

fn stakers() -> Curve {
    let mut market = Market::new();
    let mut stakers = 0;
    let point = |count: u32| {
        let gas = market.claimed_beside(&mut stakers, count);
        (count.into(), gas)
    };
    Curve {
        key: "stakers",
        axis: "stakers of reward tokens",
        rest: "fees of one denom",
        flat: &["bond", "claim_fees", "unbond"],
        points: [1, 10, 100, 300].map(point).into(),
    }
}

fn holders() -> Curve {
    let mut market = Market::new();
    let mut campaign = 0;
    let point = |count: u32| {
        campaign += 1;
        (count.into(), market.held_by(campaign, count))
    };
    Curve {
        key: "holders",
        axis: "holders of a dataset",
        rest: "royalties of one denom",
        flat: &["pay_royalty", "withdraw"],
        points: [1, 10, 100, 1_000].map(point).into(),
    }
}
