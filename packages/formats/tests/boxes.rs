//! Salts, reading keys and boxes are made as `vectors/` publishes them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test binary"
)]

use chacha20poly1305::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use pasar_formats::{
    derive::{reading_key, salt},
    seal::SealContext,
    sealed_box::{open, seal, BoxError},
};
use serde::{de::DeserializeOwned, Deserialize};

#[derive(Deserialize)]
struct Signature {
    #[serde(with = "hex")]
    signature: Vec<u8>,
    name: String,
    #[serde(with = "hex")]
    public_key: Vec<u8>,
    #[serde(with = "hex")]
    private_key: Vec<u8>,
}

#[derive(Deserialize)]
struct Salt {
    #[serde(with = "hex")]
    signature: Vec<u8>,
    chain_id: String,
    registry: String,
    campaign: u32,
    task: u32,
    wave: u8,
    #[serde(with = "hex")]
    salt: Vec<u8>,
}

#[derive(Deserialize)]
struct SealedBox {
    #[serde(with = "hex")]
    public_key: Vec<u8>,
    #[serde(with = "hex")]
    private_key: Vec<u8>,
    #[serde(with = "hex")]
    salt: Vec<u8>,
    #[serde(with = "hex")]
    labels: Vec<u8>,
    #[serde(rename = "box", with = "hex")]
    sealed: Vec<u8>,
}

fn read<T: DeserializeOwned>(json: &str) -> Vec<T> {
    let cases: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!cases.is_empty());
    cases
}

fn boxes() -> Vec<SealedBox> {
    read(include_str!("../vectors/sealed-box.json"))
}

fn key(bytes: &[u8]) -> SecretKey {
    SecretKey::from_slice(bytes).unwrap()
}

#[test]
fn salts_are_derived_as_published() {
    for case in read::<Salt>(include_str!("../vectors/salt.json")) {
        let seat = SealContext {
            chain_id: &case.chain_id,
            registry: &case.registry,
            campaign: case.campaign,
            task: case.task,
            wave: case.wave,
            labeler: "anyone",
        };
        assert_eq!(salt(&case.signature, &seat).unwrap(), case.salt.as_slice());
    }
}

#[test]
fn reading_keys_are_derived_as_published() {
    for case in read::<Signature>(include_str!("../vectors/signature.json")) {
        let key = reading_key(&case.signature, &case.name).unwrap();
        assert_eq!(key.to_bytes(), case.private_key.as_slice());
        assert_eq!(key.public_key().as_bytes(), case.public_key.as_slice());
    }
}

#[test]
fn published_boxes_open() {
    for case in boxes() {
        let opening = open(&case.sealed, &key(&case.private_key)).unwrap();
        assert_eq!(opening.salt, case.salt.as_slice());
        assert_eq!(opening.labels, case.labels);
        let again = seal(&opening, &case.public_key).unwrap();
        assert_eq!(open(&again, &key(&case.private_key)), Ok(opening));
    }
}

#[test]
fn junk_and_boxes_for_others_do_not_open() {
    let case = boxes().remove(0);
    let mut bent = case.sealed.clone();
    bent[40] ^= 1;
    let owner = key(&case.private_key);
    assert_eq!(open(&bent, &owner), Err(BoxError::Open));
    assert_eq!(open(&case.sealed, &key(&[7; 32])), Err(BoxError::Open));
    assert_eq!(open(&[], &owner), Err(BoxError::Open));
    let short = PublicKey::from_slice(&case.public_key).unwrap();
    let short = short.seal(&mut OsRng, &[1, 2]).unwrap();
    assert_eq!(open(&short, &owner), Err(BoxError::Short { found: 2 }));
}
