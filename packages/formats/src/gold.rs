//! Gold: items whose answer the requester has committed to before anybody works.
//!
//! The terms hold the root of a binary Merkle tree of fixed depth; leaf `i` commits to the gold of
//! task `i`, so a leaf can be opened for its own task only. Hashes are SHA-256, and leaves and
//! nodes begin with different bytes:
//!
//! ```text
//! leaf(task)  = SHA-256(0x00 | "pasar/gold/v1" | task: u32 | salt: 16 bytes | gold)
//! node        = SHA-256(0x01 | left | right)
//! gold        = (answer: u16, value: u8) for each gold answer, answers ascending
//! ```
//!
//! An answer is known by its number, `question * items + item`, and its value is a class or a level: where one
//! question is asked, it is the item and its label.
//!
//! Integers are big-endian. Leaves without a task are 32 zero bytes. A proof is the siblings from
//! the leaf up; bit `n` of the task's index tells whether the path is the right child at level `n`.
//! `packages/formats/vectors/gold.json` has vectors for other languages.

use pasar_truth::{gold_mass, Question, GOLD_MASS};
use sha2::{Digest, Sha256};

use crate::number::{byte_count, count, index};

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;
/// Bytes of a leaf's salt.
pub const SALT_BYTES: usize = 16;
/// Bytes of one gold item.
pub const ITEM_BYTES: usize = 3;
/// Separates leaves of gold from those of every other tree.
pub const LEAF_DOMAIN: &[u8] = b"pasar/gold/v1";
/// Fewest gold items of a task.
pub const MIN_ITEMS: usize = 10;
/// Gold is at most one of this number of items of a task.
pub const MIN_ITEMS_PER_GOLD: u32 = 4;
/// Most gold items of one class, percent.
pub const MAX_CLASS_PERCENT: usize = 60;

/// A hash.
pub type Hash = [u8; HASH_BYTES];

/// Every way opened gold can be refused.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum GoldError {
    /// Returned when the bytes are no whole number of items.
    #[error("gold has {found} bytes, expected a multiple of {ITEM_BYTES}")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Returned when there are too few or too many gold items.
    #[error("{found} gold items, expected {MIN_ITEMS} to {max}")]
    Count {
        /// Items found.
        found: usize,
        /// Most items: a quarter of the task's.
        max: usize,
    },
    /// Returned when items do not ascend; so each stands once.
    #[error("gold item {found} stands after {before}, expected ascending items")]
    Order {
        /// The item found.
        found: u16,
        /// The item before.
        before: u16,
    },
    /// Returned when an item is not in the task.
    #[error("gold item {found}, expected one below {items}")]
    Item {
        /// The item found.
        found: u16,
        /// Items of the task.
        items: u32,
    },
    /// Returned when a class is none of the campaign's.
    #[error("gold item {item} has class {found}, expected one below {classes}")]
    Class {
        /// The item.
        item: u16,
        /// The class found.
        found: u8,
        /// Number of classes.
        classes: u8,
    },
    /// Returned when one class has most of the gold: a labeler who says nothing else would pass.
    #[error(
        "{found} of {all} gold items have class {class}, expected at most {MAX_CLASS_PERCENT} %"
    )]
    Unbalanced {
        /// The class.
        class: u8,
        /// Its items.
        found: usize,
        /// All items.
        all: usize,
    },
    /// Returned when an answer is not in the task.
    #[error("gold answer {found}, expected one below {answers}: {items} items of each question")]
    Answer {
        /// The answer found.
        found: u16,
        /// Answers of the task.
        answers: u32,
        /// Items of the task.
        items: u32,
    },
    /// Returned when a value is none of its question's.
    #[error(
        "gold of item {item} to question {question} is {found}, expected a value below {values}"
    )]
    Value {
        /// Index of the question.
        question: usize,
        /// The item.
        item: u32,
        /// The value found.
        found: u8,
        /// Values of the question.
        values: usize,
    },
    /// Returned when gold decides too much of a question.
    #[error("{found} gold answers to question {question}, expected at most {max}")]
    Question {
        /// Index of the question.
        question: usize,
        /// Answers found.
        found: usize,
        /// Most answers: a quarter of the task's items.
        max: usize,
    },
    /// Returned when gold tells too little of a labeler's skill from luck: answers that are alike tell least.
    #[error(
        "gold is worth {} labels beyond chance, expected 4.8: ten answers of two classes at six to four",
        in_labels(*found)
    )]
    Light {
        /// What it is worth, Q12 labels.
        found: i64,
    },
    /// Returned when salt, gold and proof do not lead to the root of the terms.
    #[error("salt, gold and proof do not lead to the root of the terms")]
    Proof,
}

/// Whether a task is large enough to have gold.
pub fn fits(items: u32) -> bool {
    usize::try_from(items.checked_div(MIN_ITEMS_PER_GOLD).unwrap_or(0))
        .is_ok_and(|most| most >= MIN_ITEMS)
}

/// The leaf of a task's gold.
pub fn leaf(task: u32, salt: &[u8; SALT_BYTES], gold: &[u8]) -> Hash {
    let hash = Sha256::new().chain_update([0]).chain_update(LEAF_DOMAIN);
    let hash = hash.chain_update(task.to_be_bytes()).chain_update(salt);
    hash.chain_update(gold).finalize().into()
}

/// The node above two.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let hash = Sha256::new().chain_update([1]).chain_update(left);
    hash.chain_update(right).finalize().into()
}

/// Refuses a proof that does not lead from a leaf to the root.
///
/// # Errors
/// [`GoldError::Proof`].
pub fn verify(
    root: &Hash,
    depth: u8,
    task: u32,
    leaf: Hash,
    proof: &[Hash],
) -> Result<(), GoldError> {
    let mut hash = leaf;
    for (level, sibling) in proof.iter().enumerate() {
        let is_right = task.checked_shr(count(level)).unwrap_or(0) & 1 == 1;
        hash = if is_right {
            node(sibling, &hash)
        } else {
            node(&hash, sibling)
        };
    }
    let fits =
        proof.len() == usize::from(depth) && task.checked_shr(depth.into()).unwrap_or(0) == 0;
    if fits && hash == *root {
        Ok(())
    } else {
        Err(GoldError::Proof)
    }
}

/// Labels in Q12 with two digits.
fn in_labels(mass: i64) -> String {
    let hundredths = mass.saturating_mul(100) >> 12u32;
    let whole = hundredths.checked_div(100).unwrap_or(0);
    let digits = hundredths.checked_rem(100).unwrap_or(0);
    format!("{whole}.{digits:02}")
}

/// Reads a task's gold into one value for every answer, question by question, `NONE` where there is none.
///
/// One question of classes has ten gold items at least, and none of its classes has most of them. Of other
/// forms the gold is big enough by what it tells of a labeler's skill, over all questions together.
///
/// # Errors
/// [`GoldError`] where it breaks a rule.
pub fn read(gold: &[u8], items: u32, questions: &[Question]) -> Result<Vec<u8>, GoldError> {
    let pairs = pairs(gold)?;
    let answers = index(items).saturating_mul(questions.len());
    if let &[Question::Classes(classes)] = questions {
        check(&pairs, items, classes)?;
        return Ok(laid_out(&pairs, answers));
    }
    check_form(&pairs, items, questions)?;
    let read = laid_out(&pairs, answers);
    let found = gold_mass(index(items), &read);
    if found < GOLD_MASS {
        return Err(GoldError::Light { found });
    }
    Ok(read)
}

/// One value for every answer of a task.
fn laid_out(pairs: &[(u16, u8)], answers: usize) -> Vec<u8> {
    let mut read = vec![pasar_truth::NONE; answers];
    for &(answer, value) in pairs {
        if let Some(place) = read.get_mut(usize::from(answer)) {
            *place = value;
        }
    }
    read
}

fn pairs(gold: &[u8]) -> Result<Vec<(u16, u8)>, GoldError> {
    let found = gold.len();
    if found.checked_rem(ITEM_BYTES) != Some(0) {
        return Err(GoldError::Length { found });
    }
    let pair = |bytes: &[u8]| match bytes {
        &[high, low, value] => Some((u16::from_be_bytes([high, low]), value)),
        _ => None,
    };
    Ok(gold.chunks_exact(ITEM_BYTES).filter_map(pair).collect())
}

/// Refuses numbers that do not ascend; so each stands once.
fn check_order(found: u16, last: Option<u16>) -> Result<(), GoldError> {
    match last {
        Some(before) if before >= found => Err(GoldError::Order { found, before }),
        _ => Ok(()),
    }
}

fn check_form(pairs: &[(u16, u8)], items: u32, questions: &[Question]) -> Result<(), GoldError> {
    let max = index(items.checked_div(MIN_ITEMS_PER_GOLD).unwrap_or(0));
    let mut counts = vec![0usize; questions.len()];
    let mut last = None;
    for &(answer, found) in pairs {
        check_order(answer, last)?;
        last = Some(answer);
        let number = u32::from(answer);
        let question = index(number.checked_div(items).unwrap_or(u32::MAX));
        let (Some(asked), Some(own)) = (questions.get(question), counts.get_mut(question)) else {
            return Err(GoldError::Answer {
                found: answer,
                answers: count(questions.len()).saturating_mul(items),
                items,
            });
        };
        if usize::from(found) >= asked.values() {
            return Err(GoldError::Value {
                question,
                item: number.checked_rem(items).unwrap_or(0),
                found,
                values: asked.values(),
            });
        }
        *own = own.saturating_add(1);
    }
    let most = counts
        .into_iter()
        .enumerate()
        .find(|(_, found)| *found > max);
    most.map_or(Ok(()), |(question, found)| {
        Err(GoldError::Question {
            question,
            found,
            max,
        })
    })
}

fn check(pairs: &[(u16, u8)], items: u32, classes: u8) -> Result<(), GoldError> {
    let all = pairs.len();
    let max = index(items.checked_div(MIN_ITEMS_PER_GOLD).unwrap_or(0));
    if all < MIN_ITEMS || all > max {
        return Err(GoldError::Count { found: all, max });
    }
    let mut last = None;
    for &(item, class) in pairs {
        check_order(item, last)?;
        if u32::from(item) >= items {
            return Err(GoldError::Item { found: item, items });
        }
        if class >= classes {
            return Err(GoldError::Class {
                item,
                found: class,
                classes,
            });
        }
        last = Some(item);
    }
    let most = all.saturating_mul(MAX_CLASS_PERCENT);
    for class in 0..classes {
        let found = pairs.iter().filter(|(_, of)| *of == class).count();
        if found.saturating_mul(100) > most {
            return Err(GoldError::Unbalanced { class, found, all });
        }
    }
    Ok(())
}

/// The tree over the gold of a campaign's tasks, for requesters.
#[derive(Clone, Debug)]
pub struct GoldTree {
    /// Leaves first, the root alone in the last level.
    levels: Vec<Vec<Hash>>,
}

impl GoldTree {
    /// The tree of these leaves, one for each task in order.
    pub fn new(mut leaves: Vec<Hash>) -> Self {
        leaves.resize(leaves.len().max(1).next_power_of_two(), [0; HASH_BYTES]);
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let above = below.chunks_exact(2).filter_map(|pair| match pair {
                [left, right] => Some(node(left, right)),
                _ => None,
            });
            let above = above.collect();
            levels.push(above);
        }
        Self { levels }
    }

    /// The root, for the terms.
    pub fn root(&self) -> Hash {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied().unwrap_or_default()
    }

    /// The depth, for the terms.
    pub fn depth(&self) -> u8 {
        byte_count(self.levels.len().saturating_sub(1))
    }

    /// The proof of a task's leaf; empty for a task that is not in the tree.
    pub fn proof(&self, task: u32) -> Vec<Hash> {
        let mut at = index(task);
        let below_the_root = self.levels.iter().take(usize::from(self.depth()));
        below_the_root
            .filter_map(|level| {
                let sibling = level.get(at ^ 1).copied();
                at >>= 1u32;
                sibling
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_truth::{Read, NONE};
    use proptest::prelude::*;
    use rstest::rstest;

    const TAG: [Question; 1] = [Question::Classes(2)];

    fn gold(pairs: &[(u16, u8)]) -> Vec<u8> {
        let bytes =
            |(item, class): &(u16, u8)| [item.to_be_bytes().to_vec(), vec![*class]].concat();
        pairs.iter().flat_map(bytes).collect()
    }

    fn ten(change: impl FnOnce(&mut Vec<(u16, u8)>)) -> Vec<u8> {
        let mut pairs: Vec<(u16, u8)> = (0..20_u16)
            .step_by(2)
            .map(|n| (n, u8::from(n.is_multiple_of(4))))
            .collect();
        change(&mut pairs);
        gold(&pairs)
    }

    #[test]
    fn gold_reads_into_one_class_an_item() {
        let read = read(&ten(|_| ()), 40, &TAG).unwrap();
        assert_eq!(read[..5], [1, NONE, 0, NONE, 1]);
        assert_eq!(read.len(), 40);
    }

    #[rstest]
    #[case::half_an_item(ten(|_| ())[..29].to_vec(), GoldError::Length { found: 29 })]
    #[case::too_small(ten(|pairs| { pairs.pop(); }), GoldError::Count { found: 9, max: 10 })]
    #[case::too_large(ten(|pairs| pairs.push((30, 0))), GoldError::Count { found: 11, max: 10 })]
    #[case::duplicate(ten(|pairs| pairs[1].0 = 0), GoldError::Order { found: 0, before: 0 })]
    #[case::descending(ten(|pairs| pairs[3].0 = 1), GoldError::Order { found: 1, before: 4 })]
    #[case::out_of_range(ten(|pairs| pairs[9].0 = 40), GoldError::Item { found: 40, items: 40 })]
    #[case::no_class(ten(|pairs| pairs[9].1 = 2), GoldError::Class { item: 18, found: 2, classes: 2 })]
    #[case::unbalanced(
        ten(|pairs| pairs.iter_mut().take(4).for_each(|pair| pair.1 = 1)),
        GoldError::Unbalanced { class: 1, found: 7, all: 10 }
    )]
    fn gold_is_refused(#[case] gold: Vec<u8>, #[case] error: GoldError) {
        assert_eq!(read(&gold, 40, &TAG), Err(error));
    }

    /// A tag of forty items, then a score of them.
    const FORM: [Question; 2] = [
        Question::Classes(2),
        Question::Scale {
            levels: 101,
            read: Read::Mean,
        },
    ];

    #[test]
    fn gold_of_a_form_is_known_by_the_numbers_of_its_answers() {
        let rare = [(3, 1), (7, 0), (9, 0)];
        let scores = [(41, 0), (44, 100), (50, 33), (60, 12), (79, 71)];
        let read = read(&gold(&[rare.as_slice(), &scores].concat()), 40, &FORM).unwrap();
        assert_eq!(read.len(), 80);
        assert_eq!((read[3], read[7], read[41], read[79]), (1, 0, 0, 71));
        assert_eq!(read.iter().filter(|value| **value != NONE).count(), 8);
    }

    #[rstest]
    #[case::nothing(&[], "gold is worth 0.00 labels beyond chance, expected 4.8: ten answers of two classes at six to four")]
    #[case::alike(
        &[(40, 7), (41, 7), (42, 7), (43, 7), (44, 8), (45, 8)],
        "gold is worth 2.66 labels beyond chance, expected 4.8: ten answers of two classes at six to four"
    )]
    #[case::out_of_range(&[(80, 1)], "gold answer 80, expected one below 80: 40 items of each question")]
    #[case::no_level(&[(42, 101)], "gold of item 2 to question 1 is 101, expected a value below 101")]
    #[case::twice(&[(42, 1), (42, 1)], "gold item 42 stands after 42, expected ascending items")]
    #[case::too_much(
        &[(0, 0), (1, 1), (2, 0), (3, 1), (4, 0), (5, 1), (6, 0), (7, 1), (8, 0), (9, 1), (10, 0)],
        "11 gold answers to question 0, expected at most 10"
    )]
    fn gold_of_a_form_is_refused(#[case] pairs: &[(u16, u8)], #[case] message: &str) {
        assert_eq!(
            read(&gold(pairs), 40, &FORM).unwrap_err().to_string(),
            message
        );
    }

    #[test]
    fn gold_needs_forty_items() {
        assert!(!fits(39));
        assert!(fits(40));
    }

    #[test]
    fn a_node_is_no_leaf_and_a_leaf_is_bound_to_its_task() {
        let leaves: Vec<Hash> = (0..3).map(|task| leaf(task, &[7; 16], b"gold")).collect();
        let tree = GoldTree::new(leaves.clone());
        assert_eq!(tree.depth(), 2);
        let proof = tree.proof(1);
        assert_eq!(verify(&tree.root(), 2, 1, leaves[1], &proof), Ok(()));
        for task in [0, 2, 3, 5] {
            let refused = verify(&tree.root(), 2, task, leaves[1], &proof);
            assert_eq!(refused, Err(GoldError::Proof), "task {task}");
        }
        let inner = node(&leaves[0], &leaves[1]);
        let refused = verify(&tree.root(), 2, 0, inner, &proof[1..]);
        assert_eq!(refused, Err(GoldError::Proof));
    }

    proptest! {
        #[test]
        fn every_leaf_has_a_proof(tasks in 1u32..40) {
            let leaves: Vec<Hash> = (0..tasks).map(|task| leaf(task, &[1; 16], &[])).collect();
            let tree = GoldTree::new(leaves.clone());
            for (task, leaf) in (0..tasks).zip(leaves) {
                let proof = tree.proof(task);
                prop_assert_eq!(verify(&tree.root(), tree.depth(), task, leaf, &proof), Ok(()));
            }
        }
    }
}
