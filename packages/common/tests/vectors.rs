//! This code makes the bytes that `vectors/` publishes for other languages.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test binary")]

use cosmwasm_std::HexBinary;
use pasar_common::{domain::domain_id, packing, seal::SealContext};
use serde::Deserialize;

#[derive(Deserialize)]
struct Packing {
    classes: usize,
    labels: Vec<Option<u8>>,
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
            .map(|label| label.unwrap_or(pasar_truth::NONE))
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
