//! Transactions of a real chain, byte for byte, in the harness: what either charges for them.
//!
//! The transcript is what `scripts/gas-chain` reads out of the chain's blocks.

use std::{collections::BTreeMap, fs, path::Path};

use cosmwasm_std::{Checksum, Coin, Timestamp};
use serde::Deserialize;

use crate::{
    chain::{Call, Chain},
    journal::variant,
};

/// How far the harness may be from the chain, percent.
pub const BOUND: f64 = 10.0;

/// What happened on a chain.
#[derive(Debug, Deserialize)]
pub struct Transcript {
    chain_id: String,
    /// Names of the suite's contracts by address.
    contracts: BTreeMap<String, String>,
    transactions: Vec<Transaction>,
}

#[derive(Debug, Deserialize)]
struct Transaction {
    height: u64,
    /// Of its block, nanoseconds since 1970.
    time: Timestamp,
    sender: String,
    gas_used: u64,
    messages: Vec<Message>,
}

/// Instantiates where a checksum stands, else executes.
#[derive(Debug, Deserialize)]
struct Message {
    contract: String,
    checksum: Option<String>,
    msg: String,
    funds: Vec<Coin>,
}

/// What a kind of transaction costs on either side.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// How many there were.
    pub count: u64,
    /// Gas on the chain, together.
    pub chain: u64,
    /// Gas in the harness, together.
    pub harness: u64,
    /// The largest difference of one, percent of what the chain charged.
    pub worst: f64,
}

impl Pair {
    fn note(&mut self, chain: u64, harness: u64) {
        self.count += 1;
        self.chain += chain;
        self.harness += harness;
        let off = percent(chain, harness);
        if off.abs() > self.worst.abs() {
            self.worst = off;
        }
    }

    /// Difference of the sums, percent.
    pub fn off(&self) -> f64 {
        percent(self.chain, self.harness)
    }
}

fn percent(chain: u64, harness: u64) -> f64 {
    (harness as f64 - chain as f64) * 100.0 / chain as f64
}

/// Replays a transcript; costs by kind of transaction.
pub fn replay(file: &Path, artifacts: &Path) -> Result<BTreeMap<String, Pair>, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let transcript: Transcript =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut chain = Chain::named(&transcript.chain_id);
    let codes = store(&mut chain, artifacts)?;
    let mut pairs = BTreeMap::<String, Pair>::new();
    for transaction in &transcript.transactions {
        let kind = kind(transaction, &transcript.contracts);
        let gas = run(&mut chain, &codes, transaction)
            .map_err(|error| format!("{kind} at height {}: {error}", transaction.height))?;
        if let Some(gas) = gas {
            let pair = pairs.entry(kind).or_default();
            pair.note(transaction.gas_used, gas);
        }
    }
    Ok(pairs)
}

/// The artifacts by their checksums.
fn store(chain: &mut Chain, artifacts: &Path) -> Result<BTreeMap<String, Checksum>, String> {
    let mut codes = BTreeMap::new();
    let folder = fs::read_dir(artifacts);
    for entry in folder.map_err(|error| format!("{}: {error}", artifacts.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|found| found == "wasm") {
            let wasm = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let code = chain.store(&wasm)?;
            codes.insert(code.to_hex(), code);
        }
    }
    Ok(codes)
}

/// Gas of a transaction; none where it instantiates, which the harness does not price.
fn run(
    chain: &mut Chain,
    codes: &BTreeMap<String, Checksum>,
    transaction: &Transaction,
) -> Result<Option<u64>, String> {
    chain.set_block(transaction.height, transaction.time);
    let mut new = vec![];
    let mut calls = vec![];
    for message in &transaction.messages {
        let call = Call::raw(&message.contract, message.msg.clone().into_bytes());
        let call = call.with_funds(&message.funds);
        // What a sender has is the chain's affair.
        chain.mint(&transaction.sender, &message.funds);
        match &message.checksum {
            Some(checksum) => {
                let code = codes.get(checksum);
                let code = code.ok_or(format!("no artifact has the checksum {checksum}"))?;
                new.push((*code, call));
            }
            None => calls.push(call),
        }
    }
    if !new.is_empty() {
        chain.instantiate_all(&transaction.sender, &new)?;
        return Ok(None);
    }
    let report = chain.execute_all(&transaction.sender, &calls)?;
    Ok(Some(report.gas.total()))
}

fn kind(transaction: &Transaction, contracts: &BTreeMap<String, String>) -> String {
    let name = |message: &Message| {
        let contract = contracts.get(&message.contract);
        let contract = contract.map_or("other", String::as_str);
        format!("{contract}.{}", variant(message.msg.as_bytes()))
    };
    let names: Vec<String> = transaction.messages.iter().map(name).collect();
    names.join(" + ")
}

/// Kinds whose difference is beyond the bound.
pub fn complaints(pairs: &BTreeMap<String, Pair>) -> Vec<String> {
    let beyond = |(kind, pair): (&String, &Pair)| {
        let off = pair.off();
        (off.abs() > BOUND).then(|| format!("{kind}: {off:+.1} %, expected within {BOUND} %"))
    };
    pairs.iter().filter_map(beyond).collect()
}

/// Both sides of every kind, a line each.
pub fn table(pairs: &BTreeMap<String, Pair>) -> Vec<[String; 6]> {
    let row = |(kind, pair): (&String, &Pair)| {
        [
            kind.clone(),
            pair.count.to_string(),
            (pair.chain / pair.count).to_string(),
            (pair.harness / pair.count).to_string(),
            format!("{:+.1} %", pair.off()),
            format!("{:+.1} %", pair.worst),
        ]
    };
    pairs.iter().map(row).collect()
}
