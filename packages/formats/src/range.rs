//! Proofs for a page of consecutive items in the tree of [`crate::merkle`].
//!
//! A proof has, from the leaves up, the node left of the page's and then the one right of them, where a
//! row has them as siblings: at most two a row. The size of the tree is that of the terms: a proof says
//! nothing about it. `packages/formats/vectors/range.json` has vectors for other languages.

use crate::{
    gold::{node, Hash},
    merkle::MerkleTree,
};

/// Most items of a tree that is looked at: those of the largest campaign.
pub const MAX_TREE_ITEMS: usize = 1 << 24;

/// Every way a range proof can be wrong.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum RangeError {
    /// Returned when the tree is larger than any campaign.
    #[error("a tree of {found} items, expected at most {MAX_TREE_ITEMS}")]
    Size {
        /// Items of the tree.
        found: usize,
    },
    /// Returned when the page is empty or goes beyond the tree.
    #[error(
        "the page has {found} items from {start} on, expected at least one and none beyond {size}"
    )]
    Page {
        /// First item of the page.
        start: usize,
        /// Items of the page.
        found: usize,
        /// Items of the tree.
        size: usize,
    },
    /// Returned when the proof is of another length.
    #[error("the proof has {found} hashes, expected {wanted}")]
    Length {
        /// Hashes given.
        found: usize,
        /// Hashes that the page takes.
        wanted: usize,
    },
    /// Returned when page and proof lead to another root.
    #[error("the page leads to another root than the terms name")]
    Root,
}

/// Whether a row has a sibling left and right of the nodes `start..end`.
const fn siblings(start: usize, end: usize, row: usize) -> (bool, bool) {
    (start % 2 == 1, end % 2 == 1 && end < row)
}

/// The end of a page that is there.
fn check(start: usize, found: usize, size: usize) -> Result<usize, RangeError> {
    if size > MAX_TREE_ITEMS {
        return Err(RangeError::Size { found: size });
    }
    let end = start.checked_add(found).filter(|end| *end <= size);
    end.filter(|_| found > 0)
        .ok_or(RangeError::Page { start, found, size })
}

/// The proof of a page of so many items.
///
/// # Errors
/// [`RangeError::Page`].
pub fn prove(tree: &MerkleTree, start: usize, count: usize) -> Result<Vec<Hash>, RangeError> {
    let size = tree.rows().first().map_or(0, Vec::len);
    let mut end = check(start, count, size)?;
    let mut start = start;
    let mut proof = Vec::new();
    for row in tree.rows().iter().filter(|row| row.len() > 1) {
        let (left, right) = siblings(start, end, row.len());
        if left {
            proof.extend(start.checked_sub(1).and_then(|at| row.get(at)));
        }
        if right {
            proof.extend(row.get(end));
        }
        start >>= 1u32;
        end = end.div_ceil(2);
    }
    Ok(proof)
}

/// Hashes of the proof of a page, in a tree of that size.
///
/// # Errors
/// [`RangeError::Size`], [`RangeError::Page`].
pub fn proof_length(start: usize, count: usize, size: usize) -> Result<usize, RangeError> {
    let end = check(start, count, size)?;
    let rows = rows(start, end, size);
    Ok(rows.fold(0, |sum, (left, right)| {
        sum.saturating_add(usize::from(left))
            .saturating_add(usize::from(right))
    }))
}

/// For each row below the root, whether it has a sibling left and right of the page's nodes.
fn rows(mut start: usize, mut end: usize, mut row: usize) -> impl Iterator<Item = (bool, bool)> {
    std::iter::from_fn(move || {
        let found = (row > 1).then(|| siblings(start, end, row))?;
        start >>= 1u32;
        end = end.div_ceil(2);
        row = row.div_ceil(2);
        Some(found)
    })
}

/// Checks that a page's leaves stand from `start` on in the tree of that size and root.
///
/// # Errors
/// [`RangeError`]. A proof of another length is refused before anything is hashed.
pub fn verify(
    root: &Hash,
    size: usize,
    start: usize,
    leaves: &[Hash],
    proof: &[Hash],
) -> Result<(), RangeError> {
    let end = check(start, leaves.len(), size)?;
    let wanted = proof_length(start, leaves.len(), size)?;
    let found = proof.len();
    if found != wanted {
        return Err(RangeError::Length { found, wanted });
    }
    let mut hashes = leaves.to_vec();
    let mut rest = proof.iter().copied();
    for (left, right) in rows(start, end, size) {
        let before = if left { rest.next() } else { None };
        let after = if right { rest.next() } else { None };
        let full: Vec<Hash> = before.into_iter().chain(hashes).chain(after).collect();
        hashes = full
            .chunks(2)
            .filter_map(|pair| match pair {
                [left, right] => Some(node(left, right)),
                [odd] => Some(*odd),
                _ => None,
            })
            .collect();
    }
    if hashes.as_slice() != [*root] {
        return Err(RangeError::Root);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf;

    fn tree(size: u8) -> (Vec<Hash>, MerkleTree) {
        let leaves: Vec<Hash> = (0..size).map(|item| leaf(&[item])).collect();
        (leaves.clone(), MerkleTree::new(leaves))
    }

    #[test]
    fn every_range_is_proven_and_nothing_else() {
        for size in 1..=17u8 {
            let (leaves, tree) = tree(size);
            let root = tree.root();
            let size = leaves.len();
            for start in 0..size {
                for end in start + 1..=size {
                    let page = &leaves[start..end];
                    let proof = prove(&tree, start, page.len()).unwrap();
                    assert_eq!(verify(&root, size, start, page, &proof), Ok(()));
                    for at in 0..page.len() {
                        let mut bent = page.to_vec();
                        bent[at][0] ^= 1;
                        assert_eq!(
                            verify(&root, size, start, &bent, &proof),
                            Err(RangeError::Root)
                        );
                    }
                    for at in 0..proof.len() {
                        let mut bent = proof.clone();
                        bent[at][31] ^= 1;
                        assert_eq!(
                            verify(&root, size, start, page, &bent),
                            Err(RangeError::Root)
                        );
                    }
                    let mut long = proof.clone();
                    long.push(root);
                    assert!(verify(&root, size, start, page, &long).is_err());
                    assert!(verify(&root, size, start + 1, page, &proof).is_err());
                }
            }
        }
    }

    #[test]
    fn refuses_pages_that_are_not_there() {
        let (leaves, tree) = tree(5);
        let beyond = RangeError::Page {
            start: 4,
            found: 2,
            size: 5,
        };
        assert_eq!(prove(&tree, 4, 2), Err(beyond));
        let empty = RangeError::Page {
            start: 0,
            found: 0,
            size: 5,
        };
        assert_eq!(verify(&tree.root(), 5, 0, &[], &leaves), Err(empty));
        let huge = prove(&tree, usize::MAX, 2);
        assert!(matches!(huge, Err(RangeError::Page { .. })));
        let found = MAX_TREE_ITEMS + 1;
        let large = verify(&tree.root(), found, 0, &leaves, &[]);
        assert_eq!(large, Err(RangeError::Size { found }));
    }
}
