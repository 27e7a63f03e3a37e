//! What can be called.

use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Value};

use super::{abci, error::CallError, shapes};
use crate::chain::{search, Chain, NotTaken};

/// Entries of a page of a search, where nothing else is asked for, and most of them.
const PER_PAGE: (usize, usize) = (30, 100);

/// All methods.
pub const NAMES: [&str; 9] = [
    "abci_info",
    "abci_query",
    "block",
    "block_results",
    "broadcast_tx_sync",
    "health",
    "status",
    "tx",
    "tx_search",
];

/// Calls one.
pub fn call(chain: &mut Chain, method: &str, params: &Value) -> Result<Value, CallError> {
    if !(params.is_object() || params.is_null()) {
        let found = format!("{params}: expected them by name, in an object");
        return Err(CallError::params(found));
    }
    match method {
        "abci_info" => Ok(shapes::info(chain)),
        "abci_query" => query(chain, params),
        "block" => Ok(shapes::block(chain, height(chain, params)?)),
        "block_results" => Ok(shapes::results(chain, height(chain, params)?)),
        "broadcast_tx_sync" => broadcast(chain, params),
        "health" => Ok(json!({})),
        "status" => Ok(shapes::status(chain)),
        "tx" => tx(chain, params),
        "tx_search" => search_txs(chain, params),
        other => Err(CallError::method(other, &NAMES)),
    }
}

fn text<'a>(params: &'a Value, name: &str) -> Result<&'a str, CallError> {
    let found = params.get(name).unwrap_or(&Value::Null);
    let text = found.as_str();
    text.ok_or_else(|| CallError::params(format!("{name} is {found}, expected a text")))
}

/// A whole number, written as one or as a text.
fn number(params: &Value, name: &str) -> Result<Option<u64>, CallError> {
    match params.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(found) => {
            let number = found.as_u64().or_else(|| found.as_str()?.parse().ok());
            let wanted =
                || CallError::params(format!("{name} is {found}, expected a whole number"));
            number.ok_or_else(wanted).map(Some)
        }
    }
}

fn bytes(params: &Value, name: &str) -> Result<Vec<u8>, CallError> {
    let decoded = BASE64_STANDARD.decode(text(params, name)?);
    decoded.map_err(|error| CallError::params(format!("{name} is no base64: {error}")))
}

fn height(chain: &Chain, params: &Value) -> Result<u64, CallError> {
    let last = chain.block().height;
    let first = chain.first().height;
    let asked = number(params, "height")?.unwrap_or(last);
    if (first..=last).contains(&asked) {
        return Ok(asked);
    }
    Err(CallError::internal(format!(
        "height {asked} is not available, the blocks are {first} to {last}"
    )))
}

fn query(chain: &mut Chain, params: &Value) -> Result<Value, CallError> {
    let path = text(params, "path")?;
    let data = params
        .get("data")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let request = hex::decode(data.strip_prefix("0x").unwrap_or(data));
    let request = request.map_err(|error| CallError::params(format!("data is no hex: {error}")))?;
    let answer = abci::query(chain, path, &request);
    Ok(shapes::answered(chain, answer))
}

fn broadcast(chain: &mut Chain, params: &Value) -> Result<Value, CallError> {
    let bytes = bytes(params, "tx")?;
    match chain.submit(&bytes) {
        Ok(hash) => Ok(shapes::taken(&hash, None)),
        Err(NotTaken::Refused(refusal)) => Ok(shapes::taken(
            &crate::chain::tx::hash(&bytes),
            Some(&refusal),
        )),
        Err(NotTaken::Node(said)) => Err(CallError::internal(said)),
    }
}

fn tx(chain: &Chain, params: &Value) -> Result<Value, CallError> {
    let hash = hex::encode_upper(bytes(params, "hash")?);
    let found = chain.index.get(&hash);
    let missing = || CallError::internal(format!("tx ({hash}) not found"));
    found.map(shapes::included).ok_or_else(missing)
}

fn search_txs(chain: &Chain, params: &Value) -> Result<Value, CallError> {
    let conditions = search::parse(text(params, "query")?);
    let conditions = conditions.map_err(CallError::internal)?;
    let mut found = chain.index.find(&conditions);
    match params.get("order_by").and_then(Value::as_str) {
        None | Some("" | "asc") => {}
        Some("desc") => found.reverse(),
        Some(other) => {
            let wrong = format!("order_by is {other:?}, expected \"asc\" or \"desc\"");
            return Err(CallError::internal(wrong));
        }
    }
    let (usual, most) = PER_PAGE;
    let size = |asked: u64| usize::try_from(asked).unwrap_or(most).clamp(1, most);
    let per_page = number(params, "per_page")?.map_or(usual, size);
    let pages = found.len().div_ceil(per_page).max(1);
    let page = number(params, "page")?.unwrap_or(1);
    let page = usize::try_from(page).unwrap_or(usize::MAX);
    if page == 0 || page > pages {
        let wrong = format!("page should be within [1, {pages}] range, given {page}");
        return Err(CallError::internal(wrong));
    }
    let skipped = page.saturating_sub(1).saturating_mul(per_page);
    let txs = found.iter().skip(skipped).take(per_page);
    let txs: Vec<Value> = txs.map(|tx| shapes::included(tx)).collect();
    Ok(json!({"txs": txs, "total_count": found.len().to_string()}))
}
