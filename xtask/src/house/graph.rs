//! Which imports which, and whether that goes around.

use std::collections::{BTreeMap, BTreeSet};

use super::measured::House;

/// Names, and which of them each names.
pub struct Graph<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Graph<'a> {
    /// Of names with what they import; nothing imports itself.
    pub fn of(arrows: impl IntoIterator<Item = (&'a str, BTreeSet<&'a str>)>) -> Self {
        let mut graph = BTreeMap::<&str, BTreeSet<&str>>::new();
        for (from, to) in arrows {
            let to = to.into_iter().filter(|to| *to != from);
            graph.entry(from).or_default().extend(to);
        }
        Graph(graph)
    }

    /// What a name leads to, in one step or more.
    fn reach(&self, from: &str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = vec![from];
        while let Some(name) = open.pop() {
            for next in self.0.get(name).into_iter().flatten() {
                if reached.insert(*next) {
                    open.push(next);
                }
            }
        }
        reached
    }

    /// Groups of names that all lead to each other.
    pub fn circles(&self) -> Vec<BTreeSet<&'a str>> {
        let reach: BTreeMap<&str, BTreeSet<&str>> = self
            .0
            .keys()
            .map(|name| (*name, self.reach(name)))
            .collect();
        let leads = |from: &str, to: &str| reach.get(from).is_some_and(|all| all.contains(to));
        let mut circles = BTreeSet::new();
        for (name, reached) in &reach {
            if reached.contains(name) {
                let back = reached.iter().filter(|other| leads(other, name));
                circles.insert(back.copied().collect::<BTreeSet<&str>>());
            }
        }
        circles.into_iter().collect()
    }
}

/// The circles between a package's files, each with the names that tie it.
pub fn circles(house: &House) -> Vec<String> {
    let tell = |circle: BTreeSet<&str>| {
        let mut text = format!("{}: circle of {} files", house.folder, circle.len());
        for name in &circle {
            let imports = house.files.get(*name).map(|file| &file.imports);
            for (to, names) in imports.into_iter().flatten() {
                if circle.contains(to.as_str()) && to != name {
                    text.push_str(&format!("\n  {name} -> {to}: {}", list(names)));
                }
            }
        }
        text
    };
    let arrows = house.files.iter().map(|(name, file)| {
        let imports = file.imports.keys().map(String::as_str);
        (name.as_str(), imports.collect())
    });
    let circles = Graph::of(arrows).circles();
    circles.into_iter().map(tell).collect()
}

/// `a, b, c`.
pub fn list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names
        .into_iter()
        .map(|name| name.as_ref().to_owned())
        .collect();
    names.join(", ")
}
