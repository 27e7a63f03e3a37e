//! This code makes the bytes that `vectors/` publishes for other languages.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test binary")]

use cosmwasm_std::HexBinary;
use pasar_formats::{
    domain::domain_id,
    form,
    gold::{self, GoldTree},
    merkle::{self, MerkleTree},
    packing, range,
    seal::SealContext,
};
use pasar_truth::{Question, Read, NONE};
use serde::Deserialize;

#[derive(Deserialize)]
struct Packing {
    classes: usize,
    labels: Vec<Option<u8>>,
    packed: HexBinary,
}

#[derive(Deserialize)]
struct Form {
    questions: Vec<u8>,
    answers: Vec<Vec<Option<u8>>>,
    packed: HexBinary,
}

#[derive(Deserialize)]
struct Seal {
    chain_id: String,
    registry: String,
    campaign: u32,
    task: u32,
    wave: u8,
    labeler: String,
    salt: HexBinary,
    labels: HexBinary,
    seal: HexBinary,
}

#[derive(Deserialize)]
struct Domain {
    domain: String,
    id: HexBinary,
}

#[derive(Deserialize)]
struct Tree {
    leaves: Vec<HexBinary>,
    root: HexBinary,
    proofs: Vec<Vec<HexBinary>>,
}

#[derive(Deserialize)]
struct Pages {
    leaves: Vec<HexBinary>,
    root: HexBinary,
    ranges: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    start: usize,
    count: usize,
    proof: Vec<HexBinary>,
}

#[derive(Deserialize)]
struct Gold {
    tasks: Vec<TaskGold>,
    depth: u8,
    root: HexBinary,
    proofs: Vec<Vec<HexBinary>>,
}

#[derive(Deserialize)]
struct TaskGold {
    salt: HexBinary,
    gold: Vec<GoldItem>,
    leaf: HexBinary,
}

#[derive(Deserialize)]
struct GoldItem {
    index: u16,
    class: u8,
}

impl TaskGold {
    fn leaf(&self, task: u32) -> gold::Hash {
        let item = |gold: &GoldItem| [gold.index.to_be_bytes().as_slice(), &[gold.class]].concat();
        let packed: Vec<u8> = self.gold.iter().flat_map(item).collect();
        gold::leaf(task, self.salt.as_slice().try_into().unwrap(), &packed)
    }
}

fn hex(hashes: Vec<gold::Hash>) -> Vec<HexBinary> {
    hashes.iter().map(|hash| hash.as_slice().into()).collect()
}

fn read<T: for<'a> Deserialize<'a>>(json: &str) -> Vec<T> {
    let cases: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!cases.is_empty());
    cases
}

#[test]
fn labels_are_packed_as_published() {
    for case in read::<Packing>(include_str!("../vectors/packing.json")) {
        let labels: Vec<u8> = case
            .labels
            .iter()
            .map(|label| label.unwrap_or(NONE))
            .collect();
        assert_eq!(
            packing::pack(case.classes, &labels).unwrap(),
            case.packed.to_vec()
        );
        assert_eq!(
            packing::unpack(case.classes, labels.len(), &case.packed).unwrap(),
            labels
        );
    }
}

#[test]
fn answers_are_packed_as_published() {
    for case in read::<Form>(include_str!("../vectors/form.json")) {
        let question = |&levels: &u8| Question::Scale {
            levels,
            read: Read::Mean,
        };
        let questions: Vec<Question> = case.questions.iter().map(question).collect();
        let items = case.answers[0].len();
        let given = case.answers.concat();
        let answers: Vec<u8> = given.into_iter().map(|a| a.unwrap_or(NONE)).collect();
        let packed = form::pack(&questions, items, &answers).unwrap();
        assert_eq!(packed, case.packed.to_vec());
        let unpacked = form::unpack(&questions, items, &case.packed).unwrap();
        assert_eq!(unpacked, answers);
    }
}

#[test]
fn seals_are_made_as_published() {
    for case in read::<Seal>(include_str!("../vectors/seal.json")) {
        let context = SealContext {
            chain_id: &case.chain_id,
            registry: &case.registry,
            campaign: case.campaign,
            task: case.task,
            wave: case.wave,
            labeler: &case.labeler,
        };
        let salt = case.salt.as_slice().try_into().unwrap();
        assert_eq!(context.seal(salt, &case.labels), case.seal.as_slice());
    }
}

#[test]
fn domains_have_the_published_ids() {
    for case in read::<Domain>(include_str!("../vectors/domain.json")) {
        assert_eq!(domain_id(&case.domain).unwrap(), case.id.as_slice());
    }
}

#[test]
fn items_have_the_published_trees_and_proofs() {
    for case in read::<Tree>(include_str!("../vectors/merkle.json")) {
        let tree = MerkleTree::new(case.leaves.iter().map(|leaf| merkle::leaf(leaf)).collect());
        assert_eq!(tree.root(), case.root.as_slice());
        for (index, proof) in case.proofs.into_iter().enumerate() {
            assert_eq!(hex(tree.proof(index)), proof);
        }
    }
}

#[test]
fn pages_have_the_published_proofs() {
    for case in read::<Pages>(include_str!("../vectors/range.json")) {
        let leaves: Vec<_> = case.leaves.iter().map(|leaf| merkle::leaf(leaf)).collect();
        let tree = MerkleTree::new(leaves.clone());
        assert_eq!(tree.root(), case.root.as_slice());
        for Page {
            start,
            count,
            proof,
        } in case.ranges
        {
            let found = range::prove(&tree, start, count).unwrap();
            let page = leaves.get(start..start + count).unwrap();
            let holds = range::verify(&tree.root(), leaves.len(), start, page, &found);
            assert_eq!((holds, hex(found)), (Ok(()), proof));
        }
    }
}

#[test]
fn gold_has_the_published_trees_and_every_proof_holds() {
    for case in read::<Gold>(include_str!("../vectors/gold.json")) {
        let leaves: Vec<gold::Hash> = (0..)
            .zip(&case.tasks)
            .map(|(task, of)| of.leaf(task))
            .collect();
        for (leaf, published) in leaves.iter().zip(&case.tasks) {
            assert_eq!(leaf, published.leaf.as_slice());
        }
        let tree = GoldTree::new(leaves.clone());
        assert_eq!(
            (tree.root().as_slice(), tree.depth()),
            (case.root.as_slice(), case.depth)
        );
        for ((task, leaf), proof) in (0..).zip(leaves).zip(case.proofs) {
            let siblings = tree.proof(task);
            let holds = gold::verify(&tree.root(), case.depth, task, leaf, &siblings);
            assert_eq!((holds, hex(siblings)), (Ok(()), proof));
        }
    }
}
