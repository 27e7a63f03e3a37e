//! JSON-RPC of CometBFT nodes, as far as clients of the market ask: single calls and lists of them.

mod abci;
mod methods;
mod shapes;

use serde::Deserialize;
use serde_json::{json, Value};

use crate::chain::Chain;

/// Most calls of a list.
pub const MAX_BATCH: usize = 20;
/// Most bytes of a request.
pub const MAX_BYTES: usize = 4 << 20;

/// JSON-RPC's numbers.
const PARSE: i64 = -32_700;
const REQUEST: i64 = -32_600;
const METHOD: i64 = -32_601;
const PARAMS: i64 = -32_602;
const INTERNAL: i64 = -32_603;

/// Why a call has no result.
#[derive(Debug)]
pub struct CallError {
    code: i64,
    message: &'static str,
    /// What happened.
    data: String,
}

impl CallError {
    fn method(found: &str) -> Self {
        let known = methods::NAMES.join(", ");
        Self {
            code: METHOD,
            message: "Method not found",
            data: format!("{found:?} is not answered here; there are {known}"),
        }
    }

    fn params(data: String) -> Self {
        Self {
            code: PARAMS,
            message: "Invalid params",
            data,
        }
    }

    fn internal(data: String) -> Self {
        Self {
            code: INTERNAL,
            message: "Internal error",
            data,
        }
    }

    fn request(data: String) -> Self {
        Self {
            code: REQUEST,
            message: "Invalid Request",
            data,
        }
    }
}

#[derive(Deserialize)]
struct Call {
    #[serde(default)]
    id: Value,
    method: String,
    #[serde(default)]
    params: Value,
}

/// Answers a request.
pub fn answer(chain: &mut Chain, body: &[u8]) -> Value {
    let asked: Value = match serde_json::from_slice(body) {
        Ok(asked) => asked,
        Err(error) => {
            let error = CallError {
                code: PARSE,
                message: "Parse error",
                data: error.to_string(),
            };
            return failed(&Value::Null, error);
        }
    };
    match asked {
        Value::Array(calls) if calls.is_empty() || calls.len() > MAX_BATCH => {
            let found = format!("{} calls in a list, 1 to {MAX_BATCH} wanted", calls.len());
            failed(&Value::Null, CallError::request(found))
        }
        Value::Array(calls) => calls.into_iter().map(|call| one(chain, call)).collect(),
        call => one(chain, call),
    }
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
