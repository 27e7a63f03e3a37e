//! A requester's gold: committed to in the terms, opened task by task.

use cosmwasm_std::{Binary, HexBinary, Uint128};
use pasar_common::{
    gold::{leaf, GoldTree, SALT_BYTES},
    task_registry::{GoldOpening, GoldTerms},
};

/// The gold of a campaign's tasks.
#[derive(Clone, Debug)]
pub struct GoldBook {
    tasks: Vec<Vec<u8>>,
    tree: GoldTree,
}

impl GoldBook {
    /// For each task its gold items and their classes.
    pub fn new(tasks: &[Vec<(u16, u8)>]) -> Self {
        let packed = |pairs: &Vec<(u16, u8)>| -> Vec<u8> {
            let item =
                |(item, class): &(u16, u8)| [item.to_be_bytes().as_slice(), &[*class]].concat();
            pairs.iter().flat_map(item).collect()
        };
        let tasks: Vec<Vec<u8>> = tasks.iter().map(packed).collect();
        let leaves = (0u32..)
            .zip(&tasks)
            .map(|(task, gold)| leaf(task, &salt(task), gold));
        let tree = GoldTree::new(leaves.collect());
        Self { tasks, tree }
    }

    /// The terms of a campaign with this gold: a bond of so much for each task, and an hour.
    pub fn terms(&self, bond: u128) -> GoldTerms {
        GoldTerms {
            root: HexBinary::from(self.tree.root().as_slice()),
            depth: self.tree.depth(),
            bond: Uint128::new(bond),
            window_seconds: 3_600,
        }
    }

    /// What opens a task's gold.
    pub fn opening(&self, task: u32) -> GoldOpening {
        GoldOpening {
            task,
            gold: self.tasks[task as usize].clone().into(),
            salt: salt(task).into(),
            proof: Binary::from(self.tree.proof(task).concat()),
        }
    }
}

fn salt(task: u32) -> [u8; SALT_BYTES] {
    let mut salt = [9; SALT_BYTES];
    salt[..4].copy_from_slice(&task.to_be_bytes());
    salt
}
