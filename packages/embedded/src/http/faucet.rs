//! Coins for whoever asks: nothing here is worth anything.

use serde::Deserialize;
use serde_json::{json, Value};

use crate::chain::{Chain, DENOM};

/// What an address gets.
const AMOUNT: u128 = 10_000_000;
/// Nobody gets more who has so much.
const ENOUGH: u128 = 5_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    address: String,
}

/// Gives coins to an address; what it says, or why not.
pub fn credit(chain: &mut Chain, body: &[u8]) -> Result<Value, String> {
    let asked: Result<Asked, _> = serde_json::from_slice(body);
    let Asked { address } =
        asked.map_err(|error| format!("{error}; expected {{\"address\": \"wasm1...\"}}"))?;
    let has = chain
        .balance(&address, DENOM)
        .map_err(|refusal| refusal.log)?;
    if has.u128() >= ENOUGH {
        return Err(format!("the account has {has} {DENOM}, which is enough"));
    }
    chain
        .give(&address, AMOUNT)
        .map_err(|refusal| refusal.log)?;
    let height = chain.block().height;
    Ok(json!({"denom": DENOM, "amount": AMOUNT.to_string(), "height": height}))
}
