//! Changes of a transaction above what is stored: kept where it succeeds, forgotten where it does not.

use std::{cmp::Ordering, collections::BTreeMap, iter, ops::Bound};

use cosmwasm_std::{Order, Record, Storage};

use super::gas::Meter;

/// Values by key; none where the key was removed.
pub type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Storage that writes beside what it reads.
pub struct Overlay<'a> {
    below: &'a dyn Storage,
    changes: Changes,
    /// Counts what is read and written.
    pub meter: Meter,
}

impl<'a> Overlay<'a> {
    /// Above what is stored.
    pub fn new(below: &'a dyn Storage) -> Self {
        Self {
            below,
            changes: Changes::new(),
            meter: Meter::default(),
        }
    }

    /// What was changed.
    pub fn into_changes(self) -> Changes {
        self.changes
    }
}

/// Makes changes in what is stored.
pub fn apply(changes: Changes, storage: &mut dyn Storage) {
    for (key, value) in changes {
        match value {
            Some(value) => storage.set(&key, &value),
            None => storage.remove(&key),
        }
    }
}

impl Storage for Overlay<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let found = match self.changes.get(key) {
            Some(changed) => changed.clone(),
            None => self.below.get(key),
        };
        self.meter.read(found.as_ref().map_or(0, Vec::len));
        found
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.meter.write(key.len().saturating_add(value.len()));
        self.changes.insert(key.to_vec(), Some(value.to_vec()));
    }

    fn remove(&mut self, key: &[u8]) {
        self.meter.remove();
        self.changes.insert(key.to_vec(), None);
    }

    fn range<'b>(
        &'b self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'b> {
        // A map's range panics where it ends before it starts; on a chain it is empty.
        if start.zip(end).is_some_and(|(start, end)| start >= end) {
            return Box::new(iter::empty());
        }
        let from = start.map_or(Bound::Unbounded, |key| Bound::Included(key.to_vec()));
        let to = end.map_or(Bound::Unbounded, |key| Bound::Excluded(key.to_vec()));
        let changed = self.changes.range((from, to));
        let mut changed: Box<dyn Iterator<Item = Changed<'b>> + 'b> = match order {
            Order::Ascending => Box::new(changed),
            Order::Descending => Box::new(changed.rev()),
        };
        let mut below = self.below.range(start, end, order);
        let (mut next_changed, mut next_below) = (changed.next(), below.next());
        Box::new(iter::from_fn(move || loop {
            let which = match (&next_changed, &next_below) {
                (None, None) => return None,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => match order {
                    Order::Ascending => (*one).cmp(other),
                    Order::Descending => other.cmp(one),
                },
            };
            // A changed value takes the place of the one below it.
            let old = which
                .is_ge()
                .then(|| core::mem::replace(&mut next_below, below.next()));
            let new = which
                .is_le()
                .then(|| core::mem::replace(&mut next_changed, changed.next()));
            let found = match (new.flatten(), old.flatten()) {
                (Some((key, value)), _) => value.clone().map(|value| (key.clone(), value)),
                (None, old) => old,
            };
            if let Some((key, value)) = found {
                self.meter.next(key.len().saturating_add(value.len()));
                return Some((key, value));
            }
        }))
    }
}

/// An entry of [`Changes`].
type Changed<'a> = (&'a Vec<u8>, &'a Option<Vec<u8>>);

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::MemoryStorage;

    fn keys(overlay: &Overlay<'_>, order: Order) -> Vec<String> {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let range = overlay.range(Some(b"a"), Some(b"z"), order);
        range.map(|(key, value)| text(key) + &text(value)).collect()
    }

    #[test]
    fn ranges_see_what_was_changed_and_what_was_not() {
        let mut below = MemoryStorage::new();
        for key in ["b", "d", "f", "z"] {
            below.set(key.as_bytes(), b"0");
        }
        let mut overlay = Overlay::new(&below);
        overlay.set(b"a", b"1");
        overlay.set(b"d", b"1");
        overlay.set(b"e", b"1");
        overlay.remove(b"f");
        assert_eq!(keys(&overlay, Order::Ascending), ["a1", "b0", "d1", "e1"]);
        assert_eq!(keys(&overlay, Order::Descending), ["e1", "d1", "b0", "a1"]);
        assert_eq!(
            overlay
                .range(Some(b"z"), Some(b"a"), Order::Ascending)
                .count(),
            0
        );
        assert!(overlay.meter.used() > 0);
        let changes = overlay.into_changes();
        apply(changes, &mut below);
        assert_eq!(
            (below.get(b"f"), below.get(b"e")),
            (None, Some(b"1".to_vec()))
        );
    }
}
