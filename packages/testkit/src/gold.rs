//! A requester's gold: committed to in the terms, opened task by task.

use cosmwasm_std::{Binary, HexBinary, Uint128};
use pasar_common::task_registry::{GoldOpening, GoldTerms};
use pasar_formats::{
    gold::SALT_BYTES,
    gold_book::{self, TaskGold},
};

/// The gold of a campaign's tasks, with salts that every run has alike.
#[derive(Clone, Debug)]
pub struct GoldBook(gold_book::GoldBook);

impl GoldBook {
    /// For each task its gold answers by their numbers, with their values. Checks nothing, so that tests can lie.
    pub fn new(tasks: &[Vec<(u16, u8)>]) -> Self {
        let gold = |(task, pairs): (u32, &Vec<(u16, u8)>)| {
            TaskGold::new(salt(task), pairs.iter().copied())
        };
        Self(gold_book::GoldBook::of(
            (0u32..).zip(tasks).map(gold).collect(),
        ))
    }

    /// The terms of a campaign with this gold: this bond for each task, and an hour.
    pub fn terms(&self, bond: u128) -> GoldTerms {
        let (root, depth) = self.0.root();
        GoldTerms {
            root: HexBinary::from(root.as_slice()),
            depth,
            bond: Uint128::new(bond),
            window_seconds: 3_600,
        }
    }

    /// What opens a task's gold.
    #[track_caller]
    pub fn opening(&self, task: u32) -> GoldOpening {
        let Some(opening) = self.0.openings(&[task]).pop() else {
            panic!("the book has no task {task}");
        };
        GoldOpening {
            task,
            gold: opening.gold.into(),
            salt: opening.salt.into(),
            proof: Binary::from(opening.proof.concat()),
        }
    }
}

fn salt(task: u32) -> [u8; SALT_BYTES] {
    let mut salt = [9; SALT_BYTES];
    salt[..4].copy_from_slice(&task.to_be_bytes());
    salt
}
