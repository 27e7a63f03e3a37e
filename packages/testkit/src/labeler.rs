//! A labeler's desk: labels, salts and seals.

use cosmwasm_std::Addr;
use pasar_common::{
    packing::pack,
    seal::{Seal, SealContext, SALT_BYTES},
};
use sha2::{Digest, Sha256};

use crate::{market::Market, CHAIN_ID};

/// What a labeler keeps to himself until the reveal.
#[derive(Clone, Debug)]
pub struct Work {
    /// The labels.
    pub labels: Vec<u8>,
    /// The same, packed.
    pub packed: Vec<u8>,
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// What is committed.
    pub seal: Seal,
}

/// A labeler's salt for a seat: a hash, so that a run repeats.
pub fn salt(labeler: &Addr, campaign: u32, task: u32, wave: u8) -> [u8; SALT_BYTES] {
    let hash = Sha256::new()
        .chain_update("salt")
        .chain_update(labeler.as_bytes())
        .chain_update(campaign.to_be_bytes())
        .chain_update(task.to_be_bytes())
        .chain_update([wave])
        .finalize();
    core::array::from_fn(|n| hash[n])
}

impl Market {
    /// Seals labels for a seat and remembers them for its reveal.
    ///
    /// # Panics
    /// Where a label is no class of the campaign.
    #[track_caller]
    pub fn seal(&mut self, labeler: &Addr, campaign: u32, task: u32, labels: &[u8]) -> Seal {
        let packed = pack(self.classes(campaign), labels).expect("labels");
        let salt = salt(labeler, campaign, task, 0);
        let context = SealContext {
            chain_id: CHAIN_ID,
            registry: self.registry.as_str(),
            campaign,
            task,
            wave: 0,
            labeler: labeler.as_str(),
        };
        let seal = context.seal(&salt, &packed);
        let labels = labels.to_vec();
        let work = Work {
            labels,
            packed,
            salt,
            seal,
        };
        self.work.insert((campaign, task, labeler.clone()), work);
        seal
    }

    /// What a labeler remembers of a seat that he sealed.
    pub fn remembered(&self, campaign: u32, task: u32, labeler: &Addr) -> Option<&Work> {
        self.work.get(&(campaign, task, labeler.clone()))
    }

    /// Number of classes, asked once.
    #[track_caller]
    fn classes(&mut self, campaign: u32) -> usize {
        if let Some(&classes) = self.classes.get(&campaign) {
            return classes;
        }
        let classes = self.campaign(campaign).terms.classes.len();
        self.classes.insert(campaign, classes);
        classes
    }
}
