//! A requester's gold in a tree of any depth.

use cosmwasm_std::{Binary, HexBinary, Uint128};
use pasar_common::task_registry::{GoldOpening, GoldTerms, Terms};
use pasar_formats::gold::{leaf, node, GoldTree, Hash, SALT_BYTES};

use crate::answers::{true_answer, truth};

const SALT: [u8; SALT_BYTES] = [9; SALT_BYTES];
/// Stands for the empty half of the tree at every level above the tasks'.
const EMPTY: Hash = [0; 32];

/// Sets the gold of terms: so many true items of each task. Returns what opens it.
pub fn set(terms: &mut Terms, items: usize, depth: u8) -> Vec<GoldOpening> {
    let tasks: Vec<Vec<u8>> = (0..terms.tasks())
        .map(|task| match terms.classes() {
            [] => of_form(terms, task, items),
            _ => balanced(terms, task, items),
        })
        .collect();
    let leaves = (0u32..)
        .zip(&tasks)
        .map(|(task, gold)| leaf(task, &SALT, gold));
    let tree = GoldTree::new(leaves.collect());
    let above = usize::from(depth - tree.depth());
    let root = (0..above).fold(tree.root(), |root, _| node(&root, &EMPTY));
    terms.gold = Some(GoldTerms {
        root: HexBinary::from(root.as_slice()),
        depth,
        bond: Uint128::new(1_000),
        window_seconds: 600_000,
    });
    let opening = |(task, gold): (u32, Vec<u8>)| {
        let mut proof = tree.proof(task).concat();
        proof.extend(EMPTY.repeat(above));
        GoldOpening {
            task,
            gold: gold.into(),
            salt: SALT.into(),
            proof: Binary::from(proof),
        }
    };
    (0u32..).zip(tasks).map(opening).collect()
}

/// The first items' answers to every question.
fn of_form(terms: &Terms, task: u32, items: usize) -> Vec<u8> {
    let mut gold = vec![];
    for (question, asked) in (0u32..).zip(terms.form()) {
        for item in (0..terms.items_of(task)).take(items) {
            let number = question * terms.items_of(task) + item;
            let number = u16::try_from(number).expect("a task has at most 65 536 answers");
            gold.extend(number.to_be_bytes());
            gold.push(true_answer(asked, question as u8, task, item));
        }
    }
    gold
}

/// The first items with which no class has more than its part.
fn balanced(terms: &Terms, task: u32, items: usize) -> Vec<u8> {
    let classes = terms.classes().len() as u8;
    let most = (items * 6 / 10).max(items.div_ceil(usize::from(classes)));
    let mut counts = vec![0usize; usize::from(classes)];
    let mut gold = Vec::with_capacity(3 * items);
    for item in 0..terms.items_of(task) {
        let class = truth(classes, task, item);
        let count = &mut counts[usize::from(class)];
        if gold.len() < 3 * items && *count < most {
            *count += 1;
            let place = u16::try_from(item).expect("a page has at most 16 384 items");
            gold.extend(place.to_be_bytes());
            gold.push(class);
        }
    }
    gold
}
