//! A record of the campaign that a session loads once, where it is first needed, and writes at its
//! end where it changed: no handler has an order to remember.

use cosmwasm_std::Storage;
use pasar_common::packed::{Packed, PackedError, PackedMap};

use crate::rules::ids::CampaignId;

/// A record as it is stored, and as it is now.
pub struct Loaded<T>(Option<Versions<T>>);

struct Versions<T> {
    stored: T,
    now: T,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Packed + Clone + PartialEq> Loaded<T> {
    /// The record as it is now; loaded where it was not.
    ///
    /// # Errors
    /// [`PackedError`] where it is missing or unreadable.
    pub fn get(
        &mut self,
        map: &PackedMap<T, CampaignId>,
        store: &dyn Storage,
        id: CampaignId,
    ) -> Result<&mut T, PackedError> {
        let versions = match self.0.take() {
            Some(versions) => versions,
            None => {
                let stored = map.load(store, &id)?;
                Versions {
                    now: stored.clone(),
                    stored,
                }
            }
        };
        Ok(&mut self.0.insert(versions).now)
    }

    /// Writes the record where it changed.
    pub fn save(&self, map: &PackedMap<T, CampaignId>, store: &mut dyn Storage, id: CampaignId) {
        if let Some(versions) = &self.0 {
            if versions.now != versions.stored {
                map.save(store, &id, &versions.now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules::campaign::progress::Progress, store::PROGRESS};
    use cosmwasm_std::testing::MockStorage;

    const ID: CampaignId = CampaignId(7);

    #[test]
    fn a_record_is_read_once_and_written_where_it_changed() {
        let mut store = MockStorage::new();
        PROGRESS.save(&mut store, &ID, &Progress::default());
        let mut loaded = Loaded::default();
        loaded.get(&PROGRESS, &store, ID).unwrap();
        PROGRESS.remove(&mut store, &ID);
        // It is not read again, and not written, as nothing changed.
        loaded.get(&PROGRESS, &store, ID).unwrap();
        loaded.save(&PROGRESS, &mut store, ID);
        assert!(!PROGRESS.has(&store, &ID));
        loaded.get(&PROGRESS, &store, ID).unwrap().done = 3;
        loaded.save(&PROGRESS, &mut store, ID);
        assert_eq!(PROGRESS.load(&store, &ID).unwrap().done, 3);
    }

    #[test]
    fn what_was_never_loaded_is_never_written() {
        let mut store = MockStorage::new();
        Loaded::default().save(&PROGRESS, &mut store, ID);
        assert!(!PROGRESS.has(&store, &ID));
    }
}
