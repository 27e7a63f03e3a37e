//! Seals: what a labeler commits before anybody may see their labels.
//!
//! `SHA-256("pasar/seal/v1" ‖ chain id ‖ registry ‖ campaign ‖ task ‖ wave ‖ labeler ‖ salt ‖ labels)`.
//! Strings and bytes carry a length prefix (one byte; four for the labels), `campaign` and `task`
//! are big-endian u32, `wave` is one byte; addresses are lower-case bech32. Binding the labeler
//! stops copied seals, binding the wave stops replays. `packages/formats/vectors/seal.json` has
//! vectors for other languages.

use sha2::{Digest, Sha256};

use crate::number::{byte_count, count};

/// Bytes of a salt.
pub const SALT_BYTES: usize = 16;
/// Bytes of a seal.
pub const SEAL_BYTES: usize = 32;
/// Bytes that a sealed box (libsodium's `crypto_box_seal`) adds to what it holds.
pub const SEALED_BOX_BYTES: usize = 48;
/// Separates seals from every other hash.
pub const SEAL_DOMAIN: &str = "pasar/seal/v1";

/// A seal: SHA-256 of what it binds.
pub type Seal = [u8; SEAL_BYTES];

/// The place that a seal is good for, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct SealContext<'a> {
    /// Chain id.
    pub chain_id: &'a str,
    /// Address of the task registry.
    pub registry: &'a str,
    /// Campaign id.
    pub campaign: u32,
    /// Task index in the campaign.
    pub task: u32,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Address of the labeler who commits.
    pub labeler: &'a str,
}

impl SealContext<'_> {
    /// The seal of packed labels under a salt.
    pub fn seal(&self, salt: &[u8; SALT_BYTES], packed_labels: &[u8]) -> Seal {
        let mut hash = Sha256::new();
        short(&mut hash, SEAL_DOMAIN.as_bytes());
        short(&mut hash, self.chain_id.as_bytes());
        short(&mut hash, self.registry.as_bytes());
        hash.update(self.campaign.to_be_bytes());
        hash.update(self.task.to_be_bytes());
        hash.update([self.wave]);
        short(&mut hash, self.labeler.as_bytes());
        short(&mut hash, salt);
        hash.update(count(packed_labels.len()).to_be_bytes());
        hash.update(packed_labels);
        hash.finalize().into()
    }
}

/// Length byte, then the bytes. Chain ids and addresses are far below 256 bytes.
fn short(hash: &mut Sha256, bytes: &[u8]) {
    hash.update([byte_count(bytes.len())]);
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: SealContext<'_> = SealContext {
        chain_id: "pasar-1",
        registry: "wasm1registry",
        campaign: 7,
        task: 3,
        wave: 0,
        labeler: "wasm1labeler",
    };

    #[test]
    fn every_part_is_bound() {
        let salt = [9; SALT_BYTES];
        let seal = HERE.seal(&salt, &[1, 2]);
        let others = [
            SealContext {
                chain_id: "pasar-2",
                ..HERE
            },
            SealContext {
                registry: "wasm1registrz",
                ..HERE
            },
            SealContext {
                campaign: 8,
                ..HERE
            },
            SealContext { task: 4, ..HERE },
            SealContext { wave: 1, ..HERE },
            SealContext {
                labeler: "wasm1labeles",
                ..HERE
            },
        ];
        for other in others {
            assert_ne!(other.seal(&salt, &[1, 2]), seal, "{other:?}");
        }
        assert_ne!(HERE.seal(&[8; SALT_BYTES], &[1, 2]), seal);
        assert_ne!(HERE.seal(&salt, &[1, 2, 0]), seal);
    }

    #[test]
    fn neighboring_fields_cannot_trade_bytes() {
        let salt = [0; SALT_BYTES];
        let left = SealContext {
            chain_id: "ab",
            registry: "c",
            ..HERE
        };
        let right = SealContext {
            chain_id: "a",
            registry: "bc",
            ..HERE
        };
        assert_ne!(left.seal(&salt, &[]), right.seal(&salt, &[]));
    }
}
