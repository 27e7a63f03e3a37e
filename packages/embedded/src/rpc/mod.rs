//! JSON-RPC of CometBFT nodes, as far as clients of the market ask: single calls and lists of them.

mod abci;
mod error;
mod methods;
mod shapes;

use serde::Deserialize;
use serde_json::{json, Map, Value};

use self::error::CallError;
use crate::chain::Chain;

/// Most calls of a list.
pub const MAX_BATCH: usize = 20;
/// Most bytes of a request.
pub const MAX_BYTES: usize = 4 << 20;

#[derive(Deserialize)]
struct Call {
    #[serde(default)]
    id: Value,
    method: String,
    #[serde(default)]
    params: Value,
}

/// Methods that an address names, as none of their parameters is a text.
pub const BY_ADDRESS: [&str; 5] = ["abci_info", "block", "block_results", "health", "status"];

/// Answers what an address asks: a method, and its parameters as `NAME=NUMBER&…`. Nodes give such answers
/// the id -1.
///
/// # Errors
/// The whole answer, where it is no result.
pub fn answer_address(chain: &mut Chain, method: &str, query: &str) -> Result<Value, Value> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let given = pairs.filter(|(_, value)| !value.is_empty());
    let params: Map<String, Value> = given
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    let id = json!(-1);
    match methods::call(chain, method, &params.into()) {
        Ok(result) => Ok(json!({"jsonrpc": "2.0", "id": id, "result": result})),
        Err(error) => Err(failed(&id, error)),
    }
}

/// Answers a request.
pub fn answer(chain: &mut Chain, body: &[u8]) -> Value {
    let asked: Value = match serde_json::from_slice(body) {
        Ok(asked) => asked,
        Err(error) => {
            return failed(&Value::Null, CallError::parse(error.to_string()));
        }
    };
    let Value::Array(calls) = asked else {
        return one(chain, asked);
    };
    if calls.is_empty() || calls.len() > MAX_BATCH {
        let found = format!("{} calls in a list, 1 to {MAX_BATCH} wanted", calls.len());
        return failed(&Value::Null, CallError::request(found));
    }
    calls.into_iter().map(|call| one(chain, call)).collect()
}

fn one(chain: &mut Chain, call: Value) -> Value {
    let Call { id, method, params } = match Call::deserialize(&call) {
        Ok(call) => call,
        Err(error) => {
            let id = call.get("id").unwrap_or(&Value::Null);
            return failed(id, CallError::request(error.to_string()));
        }
    };
    match methods::call(chain, &method, &params) {
        Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
        Err(error) => failed(&id, error),
    }
}

fn failed(id: &Value, error: CallError) -> Value {
    let CallError {
        code,
        message,
        data,
    } = error;
    let error = json!({"code": code, "message": message, "data": data});
    json!({"jsonrpc": "2.0", "id": id, "error": error})
}
