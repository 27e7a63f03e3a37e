//! What labels cost in a straightforward contract (`naive/`), with one transaction a label.

use cosmwasm_std::{to_json_vec, Coin};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    answers::{label, truth},
    chain::Chain,
    flow::salt,
    ledger::Ledger,
    suite::{artifact, NATIVE},
};

const ITEMS: u32 = 100;
const OVERLAP: u32 = 5;
const CLASSES: u8 = 2;
const PRICE: u32 = 1_000;

/// Gas of a label, all in but for the campaign's deposit, and what each kind of message cost.
pub fn measure() -> (f64, Ledger) {
    let mut chain = Chain::new();
    let contract = open(&mut chain);
    let mut ledger = Ledger::default();
    let labelers: Vec<String> = (0..OVERLAP)
        .map(|n| chain.account(&format!("labeler {n}")))
        .collect();
    let mut send = |kind: &'static str, labeler: &str, msg: serde_json::Value| {
        let report = chain.execute(labeler, &contract, &msg, &[]);
        let report = report.unwrap_or_else(|error| panic!("{kind}: {error}"));
        ledger.note(kind, report.gas);
    };
    for item in 0..ITEMS {
        for labeler in &labelers {
            let own = label(CLASSES, 0, item, labeler);
            let hash = Sha256::new().chain_update([own]);
            let hash = hash.chain_update(salt(labeler, item)).finalize();
            let hash = cosmwasm_std::Binary::from(&hash[..]);
            send(
                "commit",
                labeler,
                json!({ "commit": { "item": item, "hash": hash } }),
            );
        }
    }
    for item in 0..ITEMS {
        for labeler in &labelers {
            let salt = cosmwasm_std::Binary::from(salt(labeler, item));
            let own = label(CLASSES, 0, item, labeler);
            let reveal = json!({ "reveal": { "item": item, "label": own, "salt": salt } });
            send("reveal", labeler, reveal);
        }
    }
    for labeler in &labelers {
        send("withdraw", labeler, json!({ "withdraw": {} }));
    }
    check(&chain, &contract);
    let gas = ledger.total().total() as f64;
    (gas / f64::from(ITEMS * OVERLAP), ledger)
}

fn open(chain: &mut Chain) -> String {
    let code = chain.store(&artifact("bench/naive")).expect("naive");
    let requester = chain.account("requester");
    let deposit = Coin::new(u128::from(PRICE * ITEMS * OVERLAP), NATIVE);
    chain.mint(&requester, std::slice::from_ref(&deposit));
    let msg = json!({
        "denom": NATIVE, "price": PRICE.to_string(), "items": ITEMS,
        "classes": CLASSES, "overlap": OVERLAP,
    });
    let opened = chain.instantiate(&requester, &code, b"naive", &msg, &[deposit]);
    opened.expect("a fresh contract").0
}

/// It did its work: verdicts are those of the crowd, and most are true.
fn check(chain: &Chain, contract: &str) {
    let right = (0..ITEMS).filter(|&item| {
        let query = json!({ "tally": { "item": item } });
        let tally: serde_json::Value = chain.query(contract, &query).expect("a tally");
        tally["verdict"] == json!(truth(CLASSES, 0, item))
    });
    let right = right.count();
    assert!(right > 90, "{right} of {ITEMS} verdicts are true");
    let query = to_json_vec(&json!({ "tally": { "item": ITEMS } })).expect("JSON");
    assert!(chain.query_raw(contract, &query).is_err());
}
