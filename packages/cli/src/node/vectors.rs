//! The published vectors, for the tests of this folder.

use cosmwasm_std::HexBinary;
use serde::Deserialize;

/// A wallet's signature, and the reading key that follows from it.
#[derive(Deserialize)]
pub struct Signature {
    pub mnemonic: String,
    pub address: String,
    pub signature: HexBinary,
    pub name: String,
    pub public_key: HexBinary,
    pub private_key: HexBinary,
}

/// A salt.
#[derive(Deserialize)]
pub struct Salt {
    pub signature: HexBinary,
    pub chain_id: String,
    pub registry: String,
    pub campaign: u32,
    pub task: u32,
    pub wave: u8,
    pub salt: HexBinary,
}

/// A sealed box.
#[derive(Deserialize)]
pub struct SealedBox {
    pub public_key: HexBinary,
    pub private_key: HexBinary,
    pub salt: HexBinary,
    pub labels: HexBinary,
    #[serde(rename = "box")]
    pub sealed: HexBinary,
}

fn read<T: for<'a> Deserialize<'a>>(json: &str) -> Vec<T> {
    let cases: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!cases.is_empty());
    cases
}

pub fn signatures() -> Vec<Signature> {
    read(include_str!("../../../common/vectors/signature.json"))
}

pub fn salts() -> Vec<Salt> {
    read(include_str!("../../../common/vectors/salt.json"))
}

pub fn boxes() -> Vec<SealedBox> {
    read(include_str!("../../../common/vectors/sealed-box.json"))
}

/// Name, address and mnemonic of the local chain's accounts.
pub fn accounts() -> Vec<(String, String, String)> {
    let text = include_str!("../../../../scripts/networks/local.accounts");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let accounts = lines.map(|line| {
        let mut parts = line.splitn(3, ' ').map(str::to_owned);
        let mut part = || parts.next().unwrap();
        (part(), part(), part())
    });
    accounts.collect()
}
