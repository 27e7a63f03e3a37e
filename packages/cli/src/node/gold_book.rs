//! A requester's gold: what the tree in the terms is made of, and what opens it.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Result};
use cosmwasm_std::{Binary, HexBinary};
use pasar_common::{
    gold::{self, GoldTree, SALT_BYTES},
    task_registry::GoldOpening,
};
use serde::{Deserialize, Serialize};

use super::random;

/// The gold of all tasks of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldBook {
    tasks: Vec<TaskGold>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TaskGold {
    salt: [u8; SALT_BYTES],
    /// Packed as messages carry it; empty where the task is too small to have gold.
    gold: HexBinary,
}

impl GoldBook {
    /// Cuts known answers, by item of the campaign, into tasks; checks each as the chain will.
    pub fn new(
        answers: &BTreeMap<u32, u8>,
        (items, page): (u32, u32),
        classes: u8,
    ) -> Result<Self> {
        let mut tasks = Vec::new();
        for task in 0..items.div_ceil(page.max(1)) {
            let first = task * page;
            let size = page.min(items - first);
            let mut packed = Vec::new();
            for (item, class) in answers.range(first..first + size) {
                packed.extend(u16::try_from(item - first)?.to_be_bytes());
                packed.push(*class);
            }
            match gold::fits(size) {
                true => {
                    if let Err(error) = gold::read(&packed, size, classes) {
                        bail!("gold of task {task} (items {first} to {}): {error}", first + size - 1);
                    }
                }
                false => ensure!(
                    packed.is_empty(),
                    "gold of task {task}: it has {size} items, and gold needs 40 or more; leave its \
                     items {first} to {} out of the gold",
                    first + size - 1
                ),
            }
            tasks.push(TaskGold {
                salt: random::bytes(),
                gold: packed.into(),
            });
        }
        Ok(Self { tasks })
    }

    /// Root and depth, for the terms.
    pub fn terms(&self) -> (HexBinary, u8) {
        let tree = self.tree();
        (tree.root().as_slice().into(), tree.depth())
    }

    /// Whether a task has gold.
    pub fn has(&self, task: u32) -> bool {
        self.tasks
            .get(task as usize)
            .is_some_and(|of| !of.gold.is_empty())
    }

    /// What opens the gold of some tasks.
    pub fn openings(&self, tasks: &[u32]) -> Vec<GoldOpening> {
        let tree = self.tree();
        let opening = |task: u32| {
            let of = self.tasks.get(task as usize)?;
            Some(GoldOpening {
                task,
                gold: of.gold.as_slice().into(),
                salt: of.salt.into(),
                proof: Binary::from(tree.proof(task).concat()),
            })
        };
        tasks.iter().filter_map(|&task| opening(task)).collect()
    }

    fn tree(&self) -> GoldTree {
        let leaf = |(task, of): (u32, &TaskGold)| gold::leaf(task, &of.salt, &of.gold);
        GoldTree::new((0..).zip(&self.tasks).map(leaf).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(items: impl IntoIterator<Item = u32>) -> BTreeMap<u32, u8> {
        items
            .into_iter()
            .map(|item| (item, u8::from(item % 2 == 0)))
            .collect()
    }

    #[test]
    fn an_opening_leads_to_the_root_of_the_terms() {
        let answers = answers((0..12).chain(50..61));
        let book = GoldBook::new(&answers, (120, 50), 2).unwrap();
        let (root, depth) = book.terms();
        assert_eq!(depth, 2);
        assert_eq!([0, 1, 2].map(|task| book.has(task)), [true, true, false]);
        for opening in book.openings(&[0, 1]) {
            let salt = opening.salt.as_slice().try_into().unwrap();
            let leaf = gold::leaf(opening.task, salt, &opening.gold);
            let proof: Vec<gold::Hash> = opening
                .proof
                .chunks_exact(32)
                .map(|hash| hash.try_into().unwrap())
                .collect();
            let root = root.as_slice().try_into().unwrap();
            assert_eq!(
                gold::verify(&root, depth, opening.task, leaf, &proof),
                Ok(())
            );
        }
    }

    #[test]
    fn gold_that_the_chain_would_refuse_is_refused_before() {
        let refusal = |items: Vec<u32>| {
            let error = GoldBook::new(&answers(items), (120, 50), 2).unwrap_err();
            error.to_string()
        };
        let few = refusal((0..9).collect());
        assert_eq!(
            few,
            "gold of task 0 (items 0 to 49): 9 gold items, expected 10 to 12"
        );
        let one_class = refusal((0..12).map(|item| item * 2).collect());
        assert!(one_class.contains("have class 1"), "{one_class}");
        let small = refusal((0..10).chain(50..60).chain([100]).collect());
        assert!(
            small.starts_with("gold of task 2: it has 20 items"),
            "{small}"
        );
    }
}
