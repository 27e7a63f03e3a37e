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
    /// Packed labels.
    pub packed: Vec<u8>,
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// What is committed.
    pub seal: Seal,
}

impl Market {
    /// Seals labels for a seat and remembers them for its reveal.
    pub fn seal(&mut self, labeler: &Addr, campaign: u32, task: u32, labels: &[u8]) -> Seal {
        let classes = self.campaign(campaign).terms.classes.len();
        let packed = pack(classes, labels).expect("labels");
        let hash = Sha256::new().chain_update(labeler.as_bytes());
        let hash = hash
            .chain_update(campaign.to_be_bytes())
            .chain_update(task.to_be_bytes());
        let salt: [u8; SALT_BYTES] = hash.finalize()[..SALT_BYTES].try_into().unwrap();
        let context = SealContext {
            chain_id: CHAIN_ID,
            registry: self.registry.as_str(),
            campaign,
            task,
            wave: 0,
            labeler: labeler.as_str(),
        };
        let seal = context.seal(&salt, &packed);
        self.work.insert(
            (campaign, task, labeler.clone()),
            Work { packed, salt, seal },
        );
        seal
    }
}
