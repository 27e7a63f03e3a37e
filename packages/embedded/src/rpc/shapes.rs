//! Answers in the shapes of CometBFT 0.38: numbers of 64 bits as texts, bytes as base64.

use base64::prelude::{Engine, BASE64_STANDARD};
use cosmwasm_std::{Event, Timestamp};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use time::{format_description::well_known::Rfc3339, OffsetDateTime};

use crate::chain::{included::Included, refusal::Refusal, Chain};

/// What the node calls itself.
const MONIKER: &str = "pasar, embedded: no real chain";

/// A time as nodes write it.
pub fn time(at: Timestamp) -> String {
    let nanos = i128::from(at.nanos());
    let time = OffsetDateTime::from_unix_timestamp_nanos(nanos).ok();
    let text = time.and_then(|time| time.format(&Rfc3339).ok());
    text.unwrap_or_default()
}

/// A block's hash: of the chain and its height, as nobody signs blocks here.
fn block_hash(chain: &Chain, height: u64) -> String {
    let hash = Sha256::new().chain_update(chain.id());
    hex::encode_upper(hash.chain_update(height.to_be_bytes()).finalize())
}

/// `status`.
pub fn status(chain: &Chain) -> Value {
    let block = chain.block();
    let first = chain.first();
    json!({
        "node_info": {
            "network": chain.id(),
            "moniker": MONIKER,
            "version": "0.38",
            "other": {"tx_index": "on"},
        },
        "sync_info": {
            "latest_block_hash": block_hash(chain, block.height),
            "latest_block_height": block.height.to_string(),
            "latest_block_time": time(block.time),
            "earliest_block_height": first.height.to_string(),
            "earliest_block_time": time(first.time),
            "catching_up": false,
        },
        "validator_info": {"voting_power": "0"},
    })
}

/// `abci_info`.
pub fn info(chain: &Chain) -> Value {
    json!({"response": {
        "data": MONIKER,
        "version": env!("CARGO_PKG_VERSION"),
        "last_block_height": chain.block().height.to_string(),
    }})
}

/// `block`.
pub fn block(chain: &Chain, height: u64) -> Value {
    let txs = chain.index.of_block(height);
    let txs: Vec<String> = txs.map(|tx| BASE64_STANDARD.encode(&tx.bytes)).collect();
    let at = chain.time_of(height).map(time);
    json!({
        "block_id": {"hash": block_hash(chain, height)},
        "block": {
            "header": {"chain_id": chain.id(), "height": height.to_string(), "time": at},
            "data": {"txs": txs},
            "evidence": {"evidence": []},
            "last_commit": null,
        },
    })
}

/// `block_results`.
pub fn results(chain: &Chain, height: u64) -> Value {
    let results: Vec<Value> = chain.index.of_block(height).map(result).collect();
    json!({
        "height": height.to_string(),
        "txs_results": results,
        "finalize_block_events": [],
        "validator_updates": null,
    })
}

/// What became of `broadcast_tx_sync`.
pub fn taken(hash: &str, refusal: Option<&Refusal>) -> Value {
    json!({
        "code": refusal.map_or(0, |refusal| refusal.code),
        "codespace": refusal.map_or("", |refusal| refusal.codespace),
        "log": refusal.map_or("", |refusal| refusal.log.as_str()),
        "data": "",
        "hash": hash,
    })
}

/// What became of `abci_query`.
pub fn answered(chain: &Chain, answer: Result<Vec<u8>, Refusal>) -> Value {
    let refusal = answer.as_ref().err();
    let value = answer
        .as_ref()
        .ok()
        .map(|value| BASE64_STANDARD.encode(value));
    json!({"response": {
        "code": refusal.map_or(0, |refusal| refusal.code),
        "codespace": refusal.map_or("", |refusal| refusal.codespace),
        "log": refusal.map_or("", |refusal| refusal.log.as_str()),
        "info": "",
        "index": "0",
        "key": null,
        "value": value,
        "proofOps": null,
        "height": chain.block().height.to_string(),
    }})
}

/// `tx`.
pub fn included(tx: &Included) -> Value {
    json!({
        "hash": tx.hash,
        "height": tx.height.to_string(),
        "index": tx.place,
        "tx_result": result(tx),
        "tx": BASE64_STANDARD.encode(&tx.bytes),
    })
}

fn result(tx: &Included) -> Value {
    let refusal = tx.refusal.as_ref();
    json!({
        "code": refusal.map_or(0, |refusal| refusal.code),
        "codespace": refusal.map_or("", |refusal| refusal.codespace),
        "log": refusal.map_or("", |refusal| refusal.log.as_str()),
        "data": null,
        "info": "",
        "gas_wanted": tx.gas_wanted.to_string(),
        "gas_used": tx.gas_used.to_string(),
        "events": tx.events.iter().map(event).collect::<Vec<Value>>(),
    })
}

fn event(event: &Event) -> Value {
    let attributes = event
        .attributes
        .iter()
        .map(|attribute| json!({"key": attribute.key, "value": attribute.value, "index": true}));
    json!({"type": event.ty, "attributes": attributes.collect::<Vec<Value>>()})
}
