//! Which room stands on which, where a package has declared it; everywhere else rooms may be in any
//! order, as long as there is one.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{list, Graph};
use super::measured::House;

/// The order of a package's rooms.
struct Plan {
    /// Its folder, or how that begins.
    folder: &'static str,
    /// From the ground up. A room imports from lower floors only, and from none beside it.
    floors: &'static [&'static [&'static str]],
    /// Rooms that every other may name: errors, which in turn nest the reasons of rules.
    beside: &'static [&'static str],
    /// Rooms that are pure, and what they must therefore not know.
    pure: &'static [(&'static str, &'static [&'static str])],
}

const PLANS: &[Plan] = &[Plan {
    folder: "contracts/",
    floors: &[
        &["rules"],
        &["store"],
        &["session", "books"],
        &["execute", "query"],
        &["contract"],
        &["lib"],
    ],
    beside: &["error"],
    pure: &[(
        "rules",
        &["Deps", "DepsMut", "Storage", "QuerierWrapper", "Querier"],
    )],
}];

/// The room of a file: the first folder of its path, or the file itself without its ending.
pub fn room(name: &str) -> &str {
    let first = name.split('/').next().unwrap_or(name);
    first.split('.').next().unwrap_or(first)
}

/// What a package's rooms import against the order.
pub fn complaints(house: &House) -> Vec<String> {
    match PLANS
        .iter()
        .find(|plan| house.folder.starts_with(plan.folder))
    {
        Some(plan) => against(plan, house),
        None => unordered(house),
    }
}

/// Imports of rooms, each told once for a pair of files.
fn against(plan: &Plan, house: &House) -> Vec<String> {
    let floor = |room: &str| plan.floors.iter().position(|rooms| rooms.contains(&room));
    let mut complaints = BTreeSet::new();
    for (name, file) in &house.files {
        let place = format!("{}/{name}", house.folder);
        if plan.beside.contains(&room(name)) {
            continue;
        }
        let Some(from) = floor(room(name)) else {
            let room = room(name);
            complaints.insert(format!(
                "{}: room {room} has no place in the plan",
                house.folder
            ));
            continue;
        };
        for (to, names) in &file.imports {
            let higher = floor(room(to)).is_some_and(|to| to >= from);
            if higher && room(to) != room(name) {
                complaints.insert(format!("{place}: imports upward, {to}: {}", list(names)));
            }
        }
        for (pure, unknown) in plan.pure.iter().filter(|(pure, _)| *pure == room(name)) {
            let last = |path: &&String| {
                path.rsplit("::")
                    .next()
                    .is_some_and(|it| unknown.contains(&it))
            };
            let found: Vec<&String> = file.foreign.iter().filter(last).collect();
            if !found.is_empty() {
                complaints.insert(format!("{place}: {pure} are pure, not of {}", list(found)));
            }
        }
    }
    complaints.into_iter().collect()
}

/// Rooms that import each other in a circle: then there is no order.
fn unordered(house: &House) -> Vec<String> {
    let mut arrows = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (name, file) in &house.files {
        let imports = file.imports.keys().map(|to| room(to));
        arrows.entry(room(name)).or_default().extend(imports);
    }
    let circles = Graph::of(arrows).circles();
    let tell = |circle: BTreeSet<&str>| {
        let mut text = format!("{}: circle of rooms {}", house.folder, list(&circle));
        for (name, file) in &house.files {
            for (to, names) in &file.imports {
                let from = room(name);
                let into = room(to);
                if from != into && circle.contains(from) && circle.contains(into) {
                    text.push_str(&format!("\n  {name} -> {to}: {}", list(names)));
                }
            }
        }
        text
    };
    circles.into_iter().map(tell).collect()
}
