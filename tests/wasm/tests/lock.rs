//! Whatever can be sent to a contract has a price in the lock.

use std::fs;

use pasar_wasm_tests::lock::Lock;
use serde_json::Value;

const CONTRACTS: [&str; 4] = [
    "task-registry",
    "label-escrow",
    "reputation-staking",
    "reward-token",
];

fn read(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The variants of a contract's execute messages, as its schema has them.
fn variants(contract: &str) -> Vec<String> {
    let schema: Value =
        serde_json::from_str(&read(&format!("../../schema/{contract}.json"))).unwrap();
    let one_of = schema["execute"]["oneOf"].as_array().unwrap().iter();
    let names = one_of.flat_map(|variant| {
        // A variant without a body is a string.
        let plain = variant["enum"].as_array().into_iter().flatten();
        let named = variant["required"].as_array().into_iter().flatten();
        plain.chain(named).cloned().collect::<Vec<Value>>()
    });
    names
        .map(|name| name.as_str().unwrap().to_string())
        .collect()
}

#[test]
fn every_message_of_every_contract_is_in_the_lock() {
    let lock = Lock::parse(&read("gas.lock")).unwrap();
    let messages: Vec<String> = CONTRACTS
        .iter()
        .flat_map(|contract| {
            let name = move |variant| format!("{contract}.{variant}");
            variants(contract).into_iter().map(name)
        })
        .collect();
    assert!(messages.len() > 60, "the schemas have {messages:?} only");
    let missing: Vec<&String> = messages.iter().filter(|name| !lock.has(name)).collect();
    assert!(missing.is_empty(), "not in gas.lock: {missing:?}");
}
