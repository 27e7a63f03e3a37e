//! The published vectors, for the tests of this folder.

use cosmwasm_std::HexBinary;
use serde::Deserialize;

/// A wallet's signature.
#[derive(Deserialize)]
pub struct Signature {
    pub mnemonic: String,
    pub address: String,
    pub signature: HexBinary,
}

fn read<T: for<'a> Deserialize<'a>>(json: &str) -> Vec<T> {
    let cases: Vec<T> = serde_json::from_str(json).unwrap();
    assert!(!cases.is_empty());
    cases
}

pub fn signatures() -> Vec<Signature> {
    read(include_str!("../../formats/vectors/signature.json"))
}

/// Name, address and mnemonic of the local chain's accounts.
pub fn accounts() -> Vec<(String, String, String)> {
    let text = include_str!("../../../scripts/networks/local.accounts");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let accounts = lines.map(|line| {
        let mut parts = line.splitn(3, ' ').map(str::to_owned);
        let mut part = || parts.next().unwrap();
        (part(), part(), part())
    });
    accounts.collect()
}

/// The record of a deployment on the local chain.
pub fn deployment() -> String {
    serde_json::json!({"chain_id": "pasar-local-1", "contracts": {
        "task_registry": {"address": "wasm1uus4h0ug3j3a5266ss0xs8xp5mvmvlkyfrqd83lk9haudappngmsl96cgq"},
        "label_escrow": {"address": "wasm14hnmry2sthl3yuxw0cqu3880tgxeu8025g8eu4zd958ede46la8sxz3gfn"},
        "reputation_staking": {"address": "wasm1lvyzmtlauj6mxmn3fq8ypqjhtch7hj8w5l02nd3ly3jkdqzv4ucq2aqj57"},
        "reward_token": {"address": "wasm1h3t5a5qmevsv8vfr5s9rdl50ug2lex9qr4ausgq4fpf3vufn3dpsrkddta"},
    }})
    .to_string()
}
