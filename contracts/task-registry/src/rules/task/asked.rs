//! What a seat was asked for: all items of its task in the first wave, a set of them later.

use pasar_formats::{item_set::ItemSet, number::index};
use pasar_truth::NONE;

/// What a wave of a task asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Items of the task.
    pub items: u32,
    /// Those asked for; none: all.
    set: Option<ItemSet>,
}

impl Asked {
    /// All items of a task.
    pub const fn all(items: u32) -> Self {
        Self { items, set: None }
    }

    /// A set of them.
    pub const fn some(items: u32, set: ItemSet) -> Self {
        Self {
            items,
            set: Some(set),
        }
    }

    /// Number of items asked for.
    pub fn count(&self) -> u32 {
        self.set.as_ref().map_or(self.items, ItemSet::len)
    }

    /// The same as a length.
    pub fn size(&self) -> usize {
        index(self.count())
    }

    /// The items asked for, ascending.
    pub fn items(&self) -> Vec<usize> {
        match &self.set {
            Some(set) => set.iter().map(index).collect(),
            None => (0..self.items).map(index).collect(),
        }
    }

    /// The same as numbers.
    pub fn numbers(&self) -> Vec<u32> {
        match &self.set {
            Some(set) => set.iter().collect(),
            None => (0..self.items).collect(),
        }
    }

    /// One bit for each item of the task.
    pub fn bitmap(&self) -> Vec<u8> {
        let all = || ItemSet::of(&(0..self.items).collect::<Vec<_>>(), self.items);
        match &self.set {
            Some(set) => set.as_bytes().to_vec(),
            None => all().map(|set| set.as_bytes().to_vec()).unwrap_or_default(),
        }
    }

    /// Those of a task's labels that it asks for, in ascending order of items, question by question.
    pub fn pick(&self, labels: &[u8]) -> Vec<u8> {
        let items = self.items();
        let of_a_question = |labels: &[u8]| -> Vec<u8> {
            let label = |item: &usize| labels.get(*item).copied().unwrap_or(NONE);
            items.iter().map(label).collect()
        };
        let planes = labels.chunks(index(self.items).max(1));
        planes.flat_map(of_a_question).collect()
    }

    /// Labels of the asked items, in ascending order of items and question by question, put where they belong in the
    /// task.
    pub fn spread(&self, labels: Vec<u8>) -> Vec<u8> {
        let Some(set) = &self.set else { return labels };
        let of_a_question = |labels: &[u8]| {
            let mut all = vec![NONE; index(self.items)];
            for (item, label) in set.iter().zip(labels) {
                if let Some(slot) = all.get_mut(index(item)) {
                    *slot = *label;
                }
            }
            all
        };
        let planes = labels.chunks(self.size().max(1));
        planes.flat_map(of_a_question).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_picks_its_own_labels() {
        let asked = Asked::some(4, ItemSet::of(&[1, 2], 4).unwrap());
        assert_eq!(asked.pick(&[0, 3, 2, 1]), [3, 2]);
        assert_eq!(asked.pick(&[0, 3, 2, 1, 9, 8, 7, 6]), [3, 2, 8, 7]);
        assert_eq!((asked.items(), asked.numbers()), (vec![1, 2], vec![1, 2]));
    }

    #[test]
    fn labels_of_a_later_wave_stand_where_their_items_are() {
        let set = Some(ItemSet::of(&[1, 4], 6).unwrap());
        let asked = Asked { items: 6, set };
        assert_eq!(asked.count(), 2);
        assert_eq!(asked.spread(vec![3, 0]), [NONE, 3, NONE, NONE, 0, NONE]);
        let both = asked.spread(vec![3, 0, 7, 8]);
        assert_eq!(both[6..], [NONE, 7, NONE, NONE, 8, NONE]);
        let all = Asked {
            items: 2,
            set: None,
        };
        assert_eq!((all.count(), all.spread(vec![3, 0])), (2, vec![3, 0]));
    }
}
