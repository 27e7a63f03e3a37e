//! Answers as JSON; and messages and questions written by name, `{"settle": {..}}`, to contracts whose whole enum the caller
//! does not carry.

use cosmwasm_std::{
    to_json_binary, to_json_vec, Addr, Binary, Coin, CosmosMsg, Empty, QuerierWrapper,
    QueryRequest, StdError, StdResult, WasmMsg, WasmQuery,
};
use serde::{de::DeserializeOwned, Serialize};

/// An answer to a query, as JSON.
///
/// # Errors
/// Why there is none.
pub fn json<T: Serialize, E, F>(answer: Result<T, E>) -> Result<Binary, F>
where
    F: From<E> + From<StdError>,
{
    Ok(to_json_binary(&answer?)?)
}

/// A message to a contract, of the variant `name`.
pub(crate) fn tell(
    contract: &Addr,
    name: &str,
    body: &impl Serialize,
    funds: Vec<Coin>,
) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute {
        contract_addr: contract.to_string(),
        msg: variant(name, body)?,
        funds,
    }
    .into())
}

/// A question to a contract, of the variant `name`.
pub(crate) fn ask<T: DeserializeOwned>(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    name: &str,
    body: &impl Serialize,
) -> StdResult<T> {
    let smart = WasmQuery::Smart {
        contract_addr: contract.to_string(),
        msg: variant(name, body)?,
    };
    querier.query(&QueryRequest::<Empty>::Wasm(smart))
}

/// `{"name": body}`. Names are those of variants, so that none needs escaping.
pub(crate) fn variant(name: &str, body: &impl Serialize) -> StdResult<Binary> {
    let body = to_json_vec(body)?;
    let mut json = Vec::with_capacity(body.len().saturating_add(name.len()).saturating_add(5));
    json.extend_from_slice(b"{\"");
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":");
    json.extend_from_slice(&body);
    json.push(b'}');
    Ok(json.into())
}
