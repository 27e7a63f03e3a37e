//! What a seat was asked for: all items of its task in the first wave, a set of them later.

use cosmwasm_std::Storage;
use pasar_common::{item_set::ItemSet, packed::PackedError};
use pasar_truth::NONE;

use crate::{
    campaign::Campaign,
    state::{wave_key, ASKED},
};

/// What a wave of a task asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Items of the task.
    pub items: u32,
    /// Those asked for; none: all.
    set: Option<ItemSet>,
}

impl Asked {
    /// What a wave asks for.
    ///
    /// # Errors
    /// [`PackedError`] where the record is unreadable.
    pub fn load(
        store: &dyn Storage,
        campaign: &Campaign,
        (id, task, wave): (u32, u32, u8),
    ) -> Result<Self, PackedError> {
        let items = campaign.items_of(task);
        if wave == 0 {
            return Ok(Self { items, set: None });
        }
        let set = Some(ASKED.load(store, &wave_key(id, task, wave))?);
        Ok(Self { items, set })
    }

    /// Number of items asked for.
    pub fn count(&self) -> u32 {
        self.set.as_ref().map_or(self.items, ItemSet::len)
    }

    /// The items asked for, ascending.
    pub fn items(&self) -> Vec<usize> {
        let index = |item| usize::try_from(item).unwrap_or(usize::MAX);
        match &self.set {
            Some(set) => set.iter().map(index).collect(),
            None => (0..self.items).map(index).collect(),
        }
    }

    /// Labels that a seat of this wave packs, one for each item.
    pub fn labels(&self) -> usize {
        usize::try_from(self.count()).unwrap_or(usize::MAX)
    }

    /// One bit for each item of the task.
    pub fn bitmap(&self) -> Vec<u8> {
        let all = || ItemSet::of(&(0..self.items).collect::<Vec<_>>(), self.items);
        match &self.set {
            Some(set) => set.as_bytes().to_vec(),
            None => all().map(|set| set.as_bytes().to_vec()).unwrap_or_default(),
        }
    }

    /// Labels of the asked items, in ascending order of items, put where they belong in the task.
    pub fn spread(&self, labels: Vec<u8>) -> Vec<u8> {
        let Some(set) = &self.set else { return labels };
        let mut all = vec![NONE; usize::try_from(self.items).unwrap_or(usize::MAX)];
        for (item, label) in set.iter().zip(labels) {
            let item = usize::try_from(item).unwrap_or(usize::MAX);
            if let Some(place) = all.get_mut(item) {
                *place = label;
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_a_later_wave_stand_where_their_items_are() {
        let set = Some(ItemSet::of(&[1, 4], 6).unwrap());
        let asked = Asked { items: 6, set };
        assert_eq!(asked.count(), 2);
        assert_eq!(asked.spread(vec![3, 0]), [NONE, 3, NONE, NONE, 0, NONE]);
        let all = Asked {
            items: 2,
            set: None,
        };
        assert_eq!((all.count(), all.spread(vec![3, 0])), (2, vec![3, 0]));
    }
}
