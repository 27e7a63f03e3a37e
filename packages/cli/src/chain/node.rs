//! A chain, to be asked and told: queries, simulation, broadcast, and what blocks hold.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{anyhow, bail, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use cosmrs::{
    proto::{
        cosmos::{
            auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse},
            bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse},
            tx::v1beta1::{SimulateRequest, SimulateResponse},
            vesting::v1beta1::{BaseVestingAccount, DelayedVestingAccount},
        },
        cosmwasm::wasm::v1::{QuerySmartContractStateRequest, QuerySmartContractStateResponse},
        traits::Message,
    },
    tendermint::Time,
    AccountId, Any,
};
use cosmwasm_std::{Event, HexBinary};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::chain::{
    network::Network,
    refusal::Refused,
    rpc::{CallError, Rpc, Silent},
};

/// Longest wait for a transaction to be in a block.
const INCLUSION: Duration = Duration::from_secs(90);
/// Seconds after which a last block is old: chains take one every few seconds.
const OLD: u64 = 120;
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
    /// Whether the node knows of later blocks that it does not have yet.
    pub catching_up: bool,
}

impl Block {
    /// What somebody should know of a node with this block before they send anything; `now` is their
    /// own clock, in seconds since 1970.
    pub fn fault(&self, now: u64) -> Option<String> {
        let age = now.saturating_sub(self.seconds);
        let time = Time::from_unix_timestamp(i64::try_from(self.seconds).unwrap_or(0), 0);
        let time = time.map_or_else(|_| self.seconds.to_string(), |time| time.to_rfc3339());
        let block = format!("its last block, {}, is of {time}", self.height);
        if self.catching_up {
            Some(format!("is catching up: {block}"))
        } else if age > OLD {
            Some(format!("is late, or its chain has stopped: {block}"))
        } else {
            None
        }
    }
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
    /// What contracts said.
    pub events: Vec<Emitted>,
    /// The transaction itself.
    pub bytes: Vec<u8>,
}

/// An event, and the contract that emitted it, as the chain says. Any contract can emit any event.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// Address of the contract; none where the chain itself speaks.
    pub contract: Option<String>,
    /// What it said.
    pub event: Event,
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
        let rpc = Rpc::at(&network.rpcs, &network.chain_id);
        Self::with(rpc, network)
    }

    /// The same by nodes that are known.
    pub fn with(rpc: Rpc, network: Network) -> Result<Self> {
        rpc.call("status", &json!({}))?;
        Ok(Self { rpc, network })
    }

    /// Address of the node that is asked now.
    pub fn url(&self) -> &str {
        self.rpc.url()
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
            catching_up: sync["catching_up"] == true,
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
        let response: QueryAccountResponse = match answer {
            Err(error) if says_not_found(&error, address) => {
                bail!("account {address} is not on the chain; it must be sent something first")
            }
            answer => answer?,
        };
        let account = response
            .account
            .context("the chain's answer has no account")?;
        let base = base_account(&account)?;
        let base = base.with_context(|| {
            let kind = &account.type_url;
            format!("account {address} is a {kind}, expected a key's")
        })?;
        Ok((base.account_number, base.sequence))
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
        match self.rpc.call("broadcast_tx_sync", &params) {
            Ok(answer) if number(&answer["code"]) == 0 => {}
            // An attempt before this one arrived: it is looked for all the same.
            Ok(answer) if is_known_already(&answer) => {}
            Ok(answer) => bail!(Refused::of(&log(&answer))),
            Err(CallError::Refused(text)) if text.contains("tx already exists in cache") => {}
            Err(CallError::Refused(text)) => bail!(Refused::of(&text)),
            // A gateway that lost the answer may have passed the transaction on.
            Err(CallError::Silent(Silent {
                may_have_arrived: true,
                ..
            })) => {}
            Err(error) => bail!("not sent: {error}"),
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
                Err(error) if begin.elapsed() < INCLUSION => {
                    // Another node may have it, where this one says nothing.
                    if matches!(error, CallError::Silent(_)) {
                        self.rpc.turn();
                    }
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
            bail!(Refused::of(&log(response)));
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
        failure: failed.then(|| log(result)),
        events: events.iter().map(event).collect(),
        bytes: bytes(&found["tx"])?,
    })
}

fn event(found: &Value) -> Emitted {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let attributes = found["attributes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut contract = None;
    let mut event = Event::new(text(&found["type"]));
    for attribute in attributes {
        let key = text(&attribute["key"]);
        let value = text(&attribute["value"]);
        if key == "_contract_address" {
            contract.get_or_insert(value);
        } else if !key.starts_with('_') {
            // Names that begin with `_` are the chain's own; no contract can set them.
            event = event.add_attribute(key, value);
        }
    }
    Emitted { contract, event }
}

/// Whether the chain itself says that it has no such account.
fn says_not_found(error: &anyhow::Error, address: &AccountId) -> bool {
    error.downcast_ref::<Refused>().is_some_and(|refused| {
        refused.reason.contains("not found") && refused.reason.contains(address.as_ref())
    })
}

/// The part of an account that signing needs: its own, or that of a vesting account. All of these
/// have a `BaseVestingAccount` as their first field.
fn base_account(account: &Any) -> Result<Option<BaseAccount>> {
    let bytes = account.value.as_slice();
    let kind = account.type_url.rsplit('.').next().unwrap_or_default();
    Ok(match kind {
        "BaseAccount" => Some(BaseAccount::decode(bytes)?),
        "BaseVestingAccount" => BaseVestingAccount::decode(bytes)?.base_account,
        _ if kind.ends_with("VestingAccount") || kind == "PermanentLockedAccount" => {
            let vesting = DelayedVestingAccount::decode(bytes)?.base_vesting_account;
            vesting.and_then(|vesting| vesting.base_account)
        }
        _ => None,
    })
}

/// Why the chain refused; never nothing.
fn log(answer: &Value) -> String {
    match answer["log"].as_str().map(str::trim) {
        Some(log) if !log.is_empty() => log.to_owned(),
        _ => format!(
            "refused without a word: code {} of {}",
            answer["code"], answer["codespace"]
        ),
    }
}

/// Whether a node has this very transaction already (`ErrTxInMempoolCache` of the SDK).
fn is_known_already(answer: &Value) -> bool {
    number(&answer["code"]) == 19 && answer["codespace"] == "sdk"
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
