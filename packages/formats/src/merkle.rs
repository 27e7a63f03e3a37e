//! The Merkle tree over a campaign's items, whose root is in the terms.
//!
//! ```text
//! leaf = SHA-256(0x00 | data of the item)
//! node = SHA-256(0x01 | left | right)
//! ```
//!
//! Of an odd row the last node goes up unchanged. A proof is the siblings from the leaf up; index and
//! size say on which side each is. `packages/formats/vectors/merkle.json` has vectors for other
//! languages. No contract reads the items; their root is for those who get them later.

use sha2::{Digest, Sha256};

pub use crate::gold::{node, Hash};

/// The hash of an item's data.
pub fn leaf(data: &[u8]) -> Hash {
    let hash = Sha256::new().chain_update([0]).chain_update(data);
    hash.finalize().into()
}

/// A tree with all its rows, to make proofs from.
#[derive(Clone, Debug)]
pub struct MerkleTree {
    /// Leaves first, the root alone in the last row.
    rows: Vec<Vec<Hash>>,
}

impl MerkleTree {
    /// The tree over the hashes of items, in order. A tree of nothing has a root of zeros.
    pub fn new(leaves: Vec<Hash>) -> Self {
        let mut rows = vec![leaves];
        while let Some(below) = rows.last().filter(|row| row.len() > 1) {
            let above = below.chunks(2).filter_map(|pair| match pair {
                [left, right] => Some(node(left, right)),
                [odd] => Some(*odd),
                _ => None,
            });
            let above = above.collect();
            rows.push(above);
        }
        Self { rows }
    }

    /// All rows, the leaves first.
    pub(crate) fn rows(&self) -> &[Vec<Hash>] {
        &self.rows
    }

    /// The root, for the terms.
    pub fn root(&self) -> Hash {
        let top = self.rows.last().and_then(|row| row.first());
        top.copied().unwrap_or_default()
    }

    /// The siblings of a leaf, from the leaf up; empty for one that is not there.
    pub fn proof(&self, mut index: usize) -> Vec<Hash> {
        let below_the_root = self.rows.iter().filter(|row| row.len() > 1);
        below_the_root
            .filter_map(|row| {
                let sibling = row.get(index ^ 1).copied();
                index >>= 1u32;
                sibling
            })
            .collect()
    }
}
