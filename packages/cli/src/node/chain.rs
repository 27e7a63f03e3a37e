//! A chain, to be asked and told: queries, simulation, broadcast, and what blocks hold.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{anyhow, bail, ensure, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use cosmrs::{
    proto::{
        cosmos::{
            auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse},
            bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse},
            tx::v1beta1::{SimulateRequest, SimulateResponse},
        },
        cosmwasm::wasm::v1::{QuerySmartContractStateRequest, QuerySmartContractStateResponse},
        traits::Message,
    },
    tendermint::Time,
    AccountId,
};
use cosmwasm_std::{Event, HexBinary};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use super::{
    network::Network,
    refusal::Refused,
    rpc::{CallError, Rpc},
};

/// Longest wait for a transaction to be in a block.
const INCLUSION: Duration = Duration::from_secs(90);
/// Transactions of a page of a search.
const SEARCH_PAGE: usize = 50;
/// Most pages of a search.
const MAX_PAGES: usize = 20_000;

/// The latest block.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its height.
    pub height: u64,
    /// Its time, whole seconds since 1970.
    pub seconds: u64,
}

/// A transaction that is in a block.
pub struct Included {
    /// Its hash, upper-case hex.
    pub hash: String,
    /// The block's height.
    pub height: u64,
    /// Gas it took.
    pub gas_used: u64,
    /// What it said where it failed.
    pub failure: Option<String>,
    /// What happened.
    pub events: Vec<Event>,
    /// The transaction itself.
    pub bytes: Vec<u8>,
}

/// A chain.
pub struct Chain {
    rpc: Rpc,
    /// Its profile.
    pub network: Network,
}

impl Chain {
    /// Connects to a node; refuses one of another chain, whose seals would never open.
    pub fn connect(network: Network) -> Result<Self> {
        let rpc = Rpc::at(&network.rpc);
        let status = rpc.call("status", &json!({}))?;
        let found = status["node_info"]["network"].as_str().unwrap_or("none");
        ensure!(
            found == network.chain_id,
            "the node at {} is on chain {found}, expected {}",
            network.rpc,
            network.chain_id
        );
        Ok(Self { rpc, network })
    }

    /// The latest block.
    pub fn block(&self) -> Result<Block> {
        let status = self.rpc.call("status", &json!({}))?;
        let sync = &status["sync_info"];
        let time = sync["latest_block_time"].as_str().unwrap_or_default();
        let time = Time::parse_from_rfc3339(time).context("the node's status has no time")?;
        Ok(Block {
            height: number(&sync["latest_block_height"]),
            seconds: u64::try_from(time.unix_timestamp()).unwrap_or(0),
        })
    }

    /// Asks a contract. Throws [`Refused`].
    pub fn smart<T: DeserializeOwned>(
        &self,
        contract: &AccountId,
        message: &impl Serialize,
    ) -> Result<T> {
        let request = QuerySmartContractStateRequest {
            address: contract.to_string(),
            query_data: serde_json::to_vec(message)?,
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let response: QuerySmartContractStateResponse = self.query(path, &request)?;
        serde_json::from_slice(&response.data).context("the contract's answer is not understood")
    }

    /// Number and sequence of an account.
    pub fn account(&self, address: &AccountId) -> Result<(u64, u64)> {
        let request = QueryAccountRequest {
            address: address.to_string(),
        };
        let answer = self.query("/cosmos.auth.v1beta1.Query/Account", &request);
        let response: QueryAccountResponse = answer.with_context(|| {
            format!("account {address} is not on the chain; it must be sent something first")
        })?;
        let account = response
            .account
            .context("the chain's answer has no account")?;
        let known = account.type_url.ends_with(".BaseAccount");
        ensure!(
            known,
            "account {address} is a {}, expected a key's",
            account.type_url
        );
        let account = BaseAccount::decode(account.value.as_slice())?;
        Ok((account.account_number, account.sequence))
    }

    /// An account's balance of a native denom.
    pub fn balance(&self, address: &str, denom: &str) -> Result<u128> {
        let request = QueryBalanceRequest {
            address: address.to_owned(),
            denom: denom.to_owned(),
        };
        let path = "/cosmos.bank.v1beta1.Query/Balance";
        let response: QueryBalanceResponse = self.query(path, &request)?;
        let amount = response
            .balance
            .map_or_else(|| "0".to_owned(), |coin| coin.amount);
        Ok(amount.parse()?)
    }

    /// Gas that a transaction takes now. Throws [`Refused`].
    pub fn simulate(&self, tx_bytes: Vec<u8>) -> Result<u64> {
        #[allow(deprecated, reason = "a field that is not set")]
        let request = SimulateRequest { tx: None, tx_bytes };
        let path = "/cosmos.tx.v1beta1.Service/Simulate";
        let response: SimulateResponse = self.query(path, &request)?;
        Ok(response
            .gas_info
            .context("the simulation has no gas")?
            .gas_used)
    }

    /// Sends a transaction and waits until it is in a block. Throws [`Refused`] where it never will
    /// be, or failed there.
    pub fn broadcast(&self, tx: &[u8]) -> Result<Included> {
        let params = json!({"tx": BASE64_STANDARD.encode(tx)});
        match self.rpc.call_once("broadcast_tx_sync", &params) {
            Ok(answer) if number(&answer["code"]) == 0 => {}
            Ok(answer) => bail!(Refused::of(answer["log"].as_str().unwrap_or_default())),
            // Sent once before, perhaps: it is looked for all the same.
            Err(CallError::Refused(text)) if text.contains("tx already exists in cache") => {}
            Err(CallError::Refused(text)) => bail!(Refused::of(&text)),
            // It may have arrived.
            Err(CallError::Unreachable(_)) => {}
        }
        let included = self.wait(&Sha256::digest(tx))?;
        match included.failure {
            Some(failure) => bail!(Refused::of(&failure)),
            None => Ok(included),
        }
    }

    fn wait(&self, hash: &[u8]) -> Result<Included> {
        let params = json!({"hash": BASE64_STANDARD.encode(hash), "prove": false});
        let begin = Instant::now();
        loop {
            match self.rpc.call_once("tx", &params) {
                Ok(found) => return included(&found),
                Err(CallError::Refused(text)) if text.contains("disabled") => {
                    bail!("the node keeps no index of transactions; name one that does")
                }
                Err(_) if begin.elapsed() < INCLUSION => {
                    sleep(Duration::from_millis(self.network.poll_ms));
                }
                Err(error) => bail!(
                    "transaction {} is in no block after {} s ({error}); look for it before you \
                     send it again",
                    HexBinary::from(hash).to_hex().to_uppercase(),
                    INCLUSION.as_secs()
                ),
            }
        }
    }

    /// Transactions with such an event, ascending by height.
    pub fn search(&self, query: &str) -> Result<Vec<Included>> {
        let mut found = Vec::new();
        for page in 1..=MAX_PAGES {
            let params = json!({
                "query": query, "prove": false, "order_by": "asc",
                "page": page.to_string(), "per_page": SEARCH_PAGE.to_string(),
            });
            let answer = self.rpc.call("tx_search", &params)?;
            let list = answer["txs"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            found.extend(list.iter().map(included).collect::<Result<Vec<_>>>()?);
            if list.is_empty() || found.len() as u64 >= number(&answer["total_count"]) {
                break;
            }
        }
        Ok(found)
    }

    /// The transactions of a block, whether they succeeded or not.
    pub fn transactions(&self, height: u64) -> Result<Vec<Vec<u8>>> {
        let answer = self
            .rpc
            .call("block", &json!({"height": height.to_string()}))?;
        let list = answer["block"]["data"]["txs"].as_array();
        let list = list.map(Vec::as_slice).unwrap_or_default();
        list.iter().map(bytes).collect()
    }

    fn query<R: Message + Default>(&self, path: &str, request: &impl Message) -> Result<R> {
        let data = HexBinary::from(request.encode_to_vec()).to_hex();
        let params = json!({"path": path, "data": data, "prove": false});
        let answer = self.rpc.call("abci_query", &params)?;
        let response = &answer["response"];
        if number(&response["code"]) != 0 {
            bail!(Refused::of(response["log"].as_str().unwrap_or_default()));
        }
        Ok(R::decode(bytes(&response["value"])?.as_slice())?)
    }
}

fn included(found: &Value) -> Result<Included> {
    let result = &found["tx_result"];
    let failed = number(&result["code"]) != 0;
    let events = result["events"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    Ok(Included {
        hash: found["hash"].as_str().unwrap_or_default().to_owned(),
        height: number(&found["height"]),
        gas_used: number(&result["gas_used"]),
        failure: failed.then(|| result["log"].as_str().unwrap_or_default().to_owned()),
        events: events.iter().map(event).collect(),
        bytes: bytes(&found["tx"])?,
    })
}

fn event(found: &Value) -> Event {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let attributes = found["attributes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let attributes = attributes.iter().map(|attribute| {
        // Names that begin with `_` are the chain's own; cosmwasm-std makes none.
        let key = text(&attribute["key"]).trim_start_matches('_').to_owned();
        (key, text(&attribute["value"]))
    });
    Event::new(text(&found["type"])).add_attributes(attributes)
}

/// Numbers are text in some answers.
fn number(value: &Value) -> u64 {
    let text = value.as_str().and_then(|text| text.parse().ok());
    text.or(value.as_u64()).unwrap_or(0)
}

fn bytes(value: &Value) -> Result<Vec<u8>> {
    let text = value.as_str().unwrap_or_default();
    BASE64_STANDARD
        .decode(text)
        .map_err(|error| anyhow!("the node's answer is no base64: {error}"))
}
