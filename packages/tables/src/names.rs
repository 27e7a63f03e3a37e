//! Names in the order of their first use.

use std::{collections::BTreeMap, rc::Rc};

use crate::{
    alike::{alike, shown},
    difference,
};

/// Most pairs of names that are told one by one.
const MOST_TOLD: usize = 5;

/// Names in the order of their first use, each with the line where it stood first.
#[derive(Debug, Default)]
pub struct Names {
    index: BTreeMap<Rc<str>, usize>,
    names: Vec<(Rc<str>, u64)>,
}

impl Names {
    /// The number of a name; the next one where it is new.
    pub fn of(&mut self, name: &str, line: u64) -> usize {
        if let Some(&index) = self.index.get(name) {
            return index;
        }
        let index = self.names.len();
        let name: Rc<str> = name.into();
        self.index.insert(Rc::clone(&name), index);
        self.names.push((name, line));
        index
    }

    /// The number of a name that was used before.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// The name of a number, and the line where it stood first.
    #[must_use]
    pub fn named(&self, index: usize) -> Option<(&str, u64)> {
        self.names.get(index).map(|(name, line)| (&**name, *line))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The names, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| &**name)
    }

    /// Notes on names that look like one and are two. `what` is what they are names of.
    #[must_use]
    pub fn notes(&self, file: &str, what: &str) -> Vec<String> {
        let pairs = alike(self.iter());
        let line = |name: &str| {
            let named = self.get(name).and_then(|index| self.named(index));
            named.map_or(0, |(_, line)| line)
        };
        let mut notes: Vec<String> = pairs
            .iter()
            .take(MOST_TOLD)
            .map(|(one, other)| {
                format!(
                    "{file}: {what} {} (line {}) and {} (line {}) differ only in {}; they are \
                     read as two",
                    shown(one),
                    line(one),
                    shown(other),
                    line(other),
                    difference(one, other).unwrap_or("how they are written")
                )
            })
            .collect();
        let rest = pairs.len().saturating_sub(notes.len());
        if rest > 0 {
            notes.push(format!("{file}: {rest} more pairs of {what} look alike"));
        }
        notes
    }
}
