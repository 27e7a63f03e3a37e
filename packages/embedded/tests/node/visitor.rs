//! Whoever comes to the server: HTTP, and an account that signs.

use base64::prelude::{Engine, BASE64_STANDARD};
use cosmos_sdk_proto::{
    cosmos::{
        auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse},
        bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse},
        tx::v1beta1::{SimulateRequest, SimulateResponse},
    },
    cosmwasm::wasm::v1::{QuerySmartContractStateRequest, QuerySmartContractStateResponse},
    prost::Message,
    Any,
};
use pasar_embedded::{
    account::Account,
    chain::{accounts::Numbers, DENOM},
    start, Options, Running,
};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};
use std::time::{Duration, Instant};

/// Gas that is enough for everything here.
pub const GAS: u64 = 3_000_000;
/// Seconds that anything here may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server, and somebody with coins who visits it.
pub struct Visitor {
    pub running: Running,
    pub account: Account,
    pub network: Value,
    agent: ureq::Agent,
}

impl Visitor {
    pub fn at(crowd: bool) -> Self {
        let running = start(Options {
            port: 0,
            crowd,
            files: None,
        })
        .unwrap();
        let account = running
            .node
            .ask(|chain| Account::new(chain, 0).unwrap())
            .unwrap();
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        let mut visitor = Self {
            running,
            account,
            network: Value::Null,
            agent: config.into(),
        };
        visitor.network = visitor.get("/deployment.json");
        visitor
    }

    /// The same, with coins of the faucet.
    pub fn with_coins(crowd: bool) -> Self {
        let visitor = Self::at(crowd);
        let body = json!({"address": visitor.account.address});
        assert_eq!(visitor.post("/faucet", &body.to_string()).0, 200);
        visitor
    }

    pub fn text(&self, path: &str) -> (u16, String) {
        let url = format!("{}{path}", self.running.origin);
        let mut response = self.agent.get(&url).call().unwrap();
        (
            response.status().as_u16(),
            response.body_mut().read_to_string().unwrap(),
        )
    }

    pub fn get(&self, path: &str) -> Value {
        let (status, text) = self.text(path);
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    pub fn post(&self, path: &str, body: &str) -> (u16, String) {
        let url = format!("{}{path}", self.running.origin);
        let mut response = self.agent.post(&url).send(body).unwrap();
        (
            response.status().as_u16(),
            response.body_mut().read_to_string().unwrap(),
        )
    }

    /// A call's answer, whole.
    pub fn rpc(&self, method: &str, params: Value) -> Value {
        let call = json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params});
        let (status, text) = self.post("/rpc", &call.to_string());
        assert_eq!(status, 200, "{text}");
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["id"], 7);
        answer
    }

    pub fn chain_id(&self) -> &str {
        self.network["chain_id"].as_str().unwrap()
    }

    pub fn contract(&self, name: &str) -> &str {
        self.network["contracts"][name]["address"].as_str().unwrap()
    }

    /// What the chain answers to a question; else its log.
    pub fn query<T: Message + Default>(
        &self,
        path: &str,
        asked: &impl Message,
    ) -> Result<T, String> {
        let data = hex::encode(asked.encode_to_vec());
        let answer = self.rpc(
            "abci_query",
            json!({"path": path, "data": data, "prove": false}),
        );
        let response = &answer["result"]["response"];
        if response["code"] != 0 {
            return Err(response["log"].as_str().unwrap().to_owned());
        }
        let value = BASE64_STANDARD
            .decode(response["value"].as_str().unwrap())
            .unwrap();
        Ok(T::decode(value.as_slice()).unwrap())
    }

    pub fn smart<T: DeserializeOwned>(
        &self,
        name: &str,
        query: &impl Serialize,
    ) -> Result<T, String> {
        let asked = QuerySmartContractStateRequest {
            address: self.contract(name).to_owned(),
            query_data: serde_json::to_vec(query).unwrap(),
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let found: QuerySmartContractStateResponse = self.query(path, &asked)?;
        Ok(serde_json::from_slice(&found.data).unwrap())
    }

    pub fn numbers(&self) -> Result<Numbers, String> {
        let address = self.account.address.clone();
        let asked = QueryAccountRequest { address };
        let path = "/cosmos.auth.v1beta1.Query/Account";
        let found: QueryAccountResponse = self.query(path, &asked)?;
        let account = BaseAccount::decode(found.account.unwrap().value.as_slice()).unwrap();
        Ok(Numbers {
            number: account.account_number,
            sequence: account.sequence,
        })
    }

    pub fn balance(&self) -> u128 {
        let asked = QueryBalanceRequest {
            address: self.account.address.clone(),
            denom: DENOM.to_owned(),
        };
        let path = "/cosmos.bank.v1beta1.Query/Balance";
        let found: QueryBalanceResponse = self.query(path, &asked).unwrap();
        found.balance.unwrap().amount.parse().unwrap()
    }

    pub fn simulate(&self, messages: &[Any]) -> Result<u64, String> {
        let numbers = self.numbers()?;
        let tx_bytes = self
            .account
            .sign(self.chain_id(), numbers, messages, 0)
            .unwrap();
        #[allow(deprecated, reason = "a field that is not set")]
        let asked = SimulateRequest { tx: None, tx_bytes };
        let found: SimulateResponse = self.query("/cosmos.tx.v1beta1.Service/Simulate", &asked)?;
        Ok(found.gas_info.unwrap().gas_used)
    }

    pub fn signed(&self, messages: &[Any]) -> Vec<u8> {
        let numbers = self.numbers().unwrap();
        self.account
            .sign(self.chain_id(), numbers, messages, GAS)
            .unwrap()
    }

    /// What the node says of a transaction at once.
    pub fn broadcast(&self, tx: &[u8]) -> Value {
        self.rpc(
            "broadcast_tx_sync",
            json!({"tx": BASE64_STANDARD.encode(tx)}),
        )
    }

    /// Sends, waits for the block, and gives what became of it.
    pub fn send(&self, messages: &[Any]) -> Value {
        let answer = self.broadcast(&self.signed(messages));
        assert_eq!(answer["result"]["code"], 0, "{answer}");
        let hash = hex::decode(answer["result"]["hash"].as_str().unwrap()).unwrap();
        let params = json!({"hash": BASE64_STANDARD.encode(hash)});
        self.until("the block", || {
            let found = self.rpc("tx", params.clone());
            found["result"].is_object().then(|| found["result"].clone())
        })
    }

    pub fn until<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < end, "waited {PATIENCE:?} for {what}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}
