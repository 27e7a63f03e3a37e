//! A node that answers what a test wants, and what the tests of this folder expect of its answers.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::prelude::{Engine, BASE64_STANDARD};
use cosmrs::{
    proto::{
        cosmos::{
            auth::v1beta1::{BaseAccount, QueryAccountResponse},
            base::abci::v1beta1::GasInfo,
            tx::v1beta1::SimulateResponse,
            vesting::v1beta1::{
                BaseVestingAccount, ContinuousVestingAccount, DelayedVestingAccount,
                PeriodicVestingAccount, PermanentLockedAccount,
            },
        },
        cosmwasm::wasm::v1::QuerySmartContractStateRequest,
        traits::Message,
    },
    Any,
};
use cosmwasm_std::HexBinary;
use serde_json::{json, Value};

use super::{
    account::Account,
    market::Market,
    network::{Contract, Deployment, Network},
    node::Chain,
    rpc::Rpc,
};
use crate::{
    keys::signer::Signer,
    vectors::{accounts, deployment},
};

/// Status and body of an answer; none: the node's usual one.
type Fault = Box<dyn Fn(&str, &str) -> Option<(u16, String)> + Send>;

/// A node.
pub struct Node {
    url: String,
    /// Methods and paths that were asked for, in their order.
    asked: Arc<Mutex<Vec<String>>>,
}

/// What the node is like where nothing is wrong.
pub struct Usual {
    account: Any,
    status: Value,
}

impl Default for Usual {
    fn default() -> Self {
        let account = BaseAccount {
            account_number: 7,
            sequence: 5,
            ..BaseAccount::default()
        };
        Self {
            account: any("/cosmos.auth.v1beta1.BaseAccount", &account),
            status: status("2999-01-01T00:00:00Z", false),
        }
    }
}

fn any(kind: &str, message: &impl Message) -> Any {
    Any {
        type_url: kind.to_owned(),
        value: message.encode_to_vec(),
    }
}

fn status(time: &str, catching_up: bool) -> Value {
    json!({
        "node_info": {"network": "pasar-local-1"},
        "sync_info": {
            "latest_block_height": "100", "latest_block_time": time, "catching_up": catching_up,
        },
    })
}

impl Node {
    fn usual() -> Self {
        Self::start(Usual::default(), |_, _| None)
    }

    /// Answers `status` and `body` to what has `of` in its method or path.
    fn failing(of: &'static str, status: u16, body: &str) -> Self {
        let body = body.to_owned();
        Self::start(Usual::default(), move |method, path| {
            let hit = method.contains(of) || path.contains(of);
            hit.then(|| (status, body.clone()))
        })
    }

    /// Answers with status and body what `fault` says of a method and its path, after which is what a contract is asked.
    pub fn start(
        usual: Usual,
        fault: impl Fn(&str, &str) -> Option<(u16, String)> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let fault: Fault = Box::new(fault);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(&stream.unwrap(), &usual, &fault, &log);
            }
        });
        Self { url, asked }
    }

    fn count(&self, of: &str) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|asked| asked.contains(of)).count()
    }
}

fn serve(stream: &TcpStream, usual: &Usual, fault: &Fault, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim().to_lowercase();
        if let Some(bytes) = line.strip_prefix("content-length:") {
            length = bytes.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let request: Value = serde_json::from_slice(&body).unwrap();
    let method = request["method"].as_str().unwrap();
    let params = &request["params"];
    let mut path = params["path"].as_str().unwrap_or_default().to_owned();
    if path.ends_with("/SmartContractState") {
        let data = HexBinary::from_hex(params["data"].as_str().unwrap()).unwrap();
        let asked = QuerySmartContractStateRequest::decode(data.as_slice()).unwrap();
        path = format!("{path} {}", String::from_utf8(asked.query_data).unwrap());
    }
    log.lock().unwrap().push(format!("{method} {path}"));
    let (status, body) = fault(method, &path).unwrap_or_else(|| {
        let result = usual.answer(method, &path);
        let answer = json!({"jsonrpc": "2.0", "id": 1, "result": result});
        (200, answer.to_string())
    });
    let length = body.len();
    let _ = write!(
        &mut &*stream,
        "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
}

impl Usual {
    fn answer(&self, method: &str, path: &str) -> Value {
        let abci = |bytes: Vec<u8>| json!({"response": {"code": 0, "value": BASE64_STANDARD.encode(bytes)}});
        match method {
            "status" => self.status.clone(),
            "abci_query" if path.ends_with("/Account") => abci(
                QueryAccountResponse {
                    account: Some(self.account.clone()),
                }
                .encode_to_vec(),
            ),
            "abci_query" if path.ends_with("/Simulate") => abci(
                SimulateResponse {
                    gas_info: Some(GasInfo {
                        gas_used: 100_000,
                        gas_wanted: 0,
                    }),
                    ..SimulateResponse::default()
                }
                .encode_to_vec(),
            ),
            "broadcast_tx_sync" => json!({"code": 0, "hash": "AB", "log": ""}),
            "tx" => json!({
                "hash": "AB", "height": "101", "tx": "",
                "tx_result": {"code": 0, "gas_used": "90000", "events": []},
            }),
            _ => Value::Null,
        }
    }
}

pub fn market(nodes: &[&Node]) -> anyhow::Result<Market> {
    let mut network = Network::load("local", None)?;
    network.rpcs = nodes.iter().map(|node| node.url.clone()).collect();
    let at = Deployment::parse(&deployment(), &network)?;
    let rpc = Rpc::at(&network.rpcs, &network.chain_id).impatient();
    let chain = Chain::with(rpc, network)?;
    Ok(Market { chain, at })
}

/// Connects and sends one message.
fn send(nodes: &[&Node]) -> anyhow::Result<u64> {
    let market = market(nodes)?;
    let signer = Signer::new(&accounts()[0].2, "wasm")?;
    let account = Account {
        market: &market,
        signer,
    };
    let call = account.call(Contract::Staking, &json!({"bond": {}}))?;
    Ok(account.send(&[call])?.height)
}

fn refusal(nodes: &[&Node]) -> String {
    format!("{:#}", send(nodes).unwrap_err())
}

#[test]
fn a_message_is_sent_and_found_in_a_block() {
    assert_eq!(send(&[&Node::usual()]).unwrap(), 101);
}

/// What gateways, proxies and pages answer in a node's place.
const NO_ANSWERS: [(u16, &str, &str); 8] = [
    (
        429,
        r#"{"error":"Too Many Requests"}"#,
        "answers 429: Too Many Requests",
    ),
    (
        429,
        r#"{"message":"API rate limit exceeded"}"#,
        "answers 429: Too Many Requests (API rate limit exceeded)",
    ),
    (
        429,
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"limit exceeded"}}"#,
        "answers 429: Too Many Requests (limit exceeded)",
    ),
    (
        502,
        "<html><h1>502 Bad Gateway</h1></html>",
        "answers 502: Bad Gateway",
    ),
    (503, "", "answers 503: Service Unavailable"),
    (
        200,
        "<html>hello</html>",
        "answers something that is no answer of a node: hello",
    ),
    (
        200,
        r#"{"message":"sign in"}"#,
        "answers something that is no answer of a node: sign in",
    ),
    (
        200,
        r#"{"jsonrpc":"2.0","id":1,"result":{"x":1}}"#,
        "is no answer of a node",
    ),
];

#[test]
fn no_answer_is_asked_for_again_and_then_said_as_what_it_is() {
    for of in ["status", "/Account", "/Simulate"] {
        for (status, body, wanted) in NO_ANSWERS {
            let node = Node::failing(of, status, body);
            let said = refusal(&[&node]);
            let named = format!("the node at {} {}", node.url, wanted);
            let named = if wanted.starts_with("is ") {
                wanted
            } else {
                &named
            };
            assert!(said.contains(named), "{of} {status} {body}: {said}");
            assert!(!said.contains("not on the chain"), "{said}");
            assert_eq!(node.count(of), 5, "{of} {status} {body}");
            assert_eq!(node.count("broadcast"), 0);
        }
    }
}

#[test]
fn a_node_that_comes_back_is_enough() {
    let failures = Mutex::new(3);
    let node = Node::start(Usual::default(), move |_, path| {
        let mut left = failures.lock().unwrap();
        let fails = *left > 0 && path.ends_with("/Account");
        *left -= i32::from(fails);
        fails.then(|| (429, String::new()))
    });
    assert_eq!(send(&[&node]).unwrap(), 101);
}

#[test]
fn another_node_of_the_profile_is_asked_next() {
    let busy = Node::failing("abci_query", 502, "");
    let usual = Node::usual();
    assert_eq!(send(&[&busy, &usual]).unwrap(), 101);
    assert_eq!(
        (busy.count("abci_query"), usual.count("abci_query")),
        (1, 2)
    );
    let dead = Node {
        url: "http://127.0.0.1:1".to_owned(),
        asked: Arc::default(),
    };
    assert_eq!(send(&[&dead, &usual]).unwrap(), 101);
    let said = refusal(&[&dead]);
    assert!(
        said.contains("http://127.0.0.1:1 does not answer"),
        "{said}"
    );
}

#[test]
fn what_no_node_took_is_not_sent() {
    for (status, body, wanted) in NO_ANSWERS.into_iter().filter(|(status, ..)| *status == 429) {
        let node = Node::failing("broadcast", status, body);
        let said = refusal(&[&node]);
        assert!(said.contains("not sent: the node at"), "{said}");
        assert!(said.contains(wanted), "{said}");
        assert_eq!((node.count("broadcast"), node.count("tx ")), (5, 0));
    }
}

#[test]
fn what_a_gateway_may_have_passed_on_is_looked_for() {
    let node = Node::failing("broadcast", 504, "");
    assert_eq!(send(&[&node]).unwrap(), 101);
}

#[test]
fn a_second_attempt_that_comes_second_is_no_refusal() {
    let first = Mutex::new(true);
    let node = Node::start(Usual::default(), move |method, _| {
        let lost = std::mem::take(&mut *first.lock().unwrap());
        let known = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error","data":"tx already exists in cache"}}"#;
        match (method, lost) {
            ("broadcast_tx_sync", true) => Some((504, String::new())),
            ("broadcast_tx_sync", false) => Some((500, known.to_owned())),
            _ => {
                *first.lock().unwrap() = lost;
                None
            }
        }
    });
    assert_eq!(send(&[&node]).unwrap(), 101);
}

#[test]
fn an_account_is_absent_where_the_chain_says_so() {
    let address = &accounts()[0].1;
    for (log, absent) in [
        (
            format!("rpc error: code = NotFound desc = account {address} not found: key not found"),
            true,
        ),
        ("unknown query path".to_owned(), false),
        ("height 7 not found".to_owned(), false),
    ] {
        let answer = json!({"jsonrpc": "2.0", "id": 1, "result": {
            "response": {"code": 22, "log": log, "value": null},
        }});
        let said = refusal(&[&Node::failing("/Account", 200, &answer.to_string())]);
        assert_eq!(said.contains("is not on the chain"), absent, "{said}");
    }
}

#[test]
fn vesting_accounts_of_all_kinds_sign() {
    let base_account = Some(BaseAccount {
        account_number: 7,
        sequence: 5,
        ..BaseAccount::default()
    });
    let base = BaseVestingAccount {
        base_account,
        ..BaseVestingAccount::default()
    };
    let base_vesting_account = Some(base.clone());
    let of = base_vesting_account.clone();
    let continuous = ContinuousVestingAccount {
        base_vesting_account,
        start_time: 9,
    };
    let kind = |name: &str| format!("/cosmos.vesting.v1beta1.{name}");
    let delayed = DelayedVestingAccount {
        base_vesting_account: of.clone(),
    };
    let locked = PermanentLockedAccount {
        base_vesting_account: of.clone(),
    };
    let periodic = PeriodicVestingAccount {
        base_vesting_account: of,
        start_time: 9,
        vesting_periods: Vec::new(),
    };
    for account in [
        any(&kind("BaseVestingAccount"), &base),
        any(&kind("ContinuousVestingAccount"), &continuous),
        any(&kind("DelayedVestingAccount"), &delayed),
        any(&kind("PeriodicVestingAccount"), &periodic),
        any(&kind("PermanentLockedAccount"), &locked),
    ] {
        let name = account.type_url.clone();
        let usual = Usual {
            account,
            ..Usual::default()
        };
        let market = market(&[&Node::start(usual, |_, _| None)]).unwrap();
        let address = accounts()[0].1.parse().unwrap();
        assert_eq!(market.chain.account(&address).unwrap(), (7, 5), "{name}");
    }
    let usual = Usual {
        account: any("/cosmos.auth.v1beta1.ModuleAccount", &base),
        ..Usual::default()
    };
    let said = refusal(&[&Node::start(usual, |_, _| None)]);
    assert!(said.contains("ModuleAccount, expected a key's"), "{said}");
}

#[test]
fn a_node_that_is_catching_up_or_old_is_named() {
    let usual = Usual {
        status: status("2020-01-01T00:00:00Z", true),
        ..Usual::default()
    };
    let node = Node::start(usual, |_, _| None);
    let said = refusal(&[&node]);
    let wanted = "is catching up: its last block, 100, is of 2020-01-01T00:00:00Z";
    assert!(
        said.starts_with("nothing is sent") && said.contains(wanted),
        "{said}"
    );
    assert_eq!(node.count("broadcast"), 0);
    let usual = Usual {
        status: status("2020-01-01T00:00:00Z", false),
        ..Usual::default()
    };
    let market = market(&[&Node::start(usual, |_, _| None)]).unwrap();
    let block = market.chain.block().unwrap();
    assert_eq!(block.fault(block.seconds + 60), None);
    let said = block.fault(block.seconds + 1_000).unwrap();
    assert!(said.contains("its last block, 100, is of 2020"), "{said}");
}

#[test]
fn a_node_of_another_chain_is_refused() {
    let mut other = status("2999-01-01T00:00:00Z", false);
    other["node_info"]["network"] = "other-1".into();
    let usual = Usual {
        status: other,
        ..Usual::default()
    };
    let node = Node::start(usual, |_, _| None);
    let said = refusal(&[&node]);
    assert!(
        said.contains("is on chain \"other-1\", expected \"pasar-local-1\""),
        "{said}"
    );
    assert_eq!(node.count(""), 1);
}

#[test]
fn an_event_is_its_contracts() {
    let staking = "wasm1lvyzmtlauj6mxmn3fq8ypqjhtch7hj8w5l02nd3ly3jkdqzv4ucq2aqj57";
    let bonded = |contract: &str, amount: &str| {
        json!({"type": "wasm-test", "attributes": [
            {"key": "_contract_address", "value": contract},
            {"key": "contract_address", "value": staking},
            {"key": "amount", "value": amount},
        ]})
    };
    let tx = json!({"jsonrpc": "2.0", "id": 1, "result": {
        "hash": "AB", "height": "101", "tx": "",
        "tx_result": {"code": 0, "gas_used": "1", "events": [bonded("wasm1other", "9"), bonded(staking, "5")]},
    }});
    let node = Node::start(Usual::default(), move |method, _| {
        (method == "tx").then(|| (200, tx.to_string()))
    });
    let market = market(&[&node]).unwrap();
    let signer = Signer::new(&accounts()[0].2, "wasm").unwrap();
    let account = Account {
        market: &market,
        signer,
    };
    let call = account
        .call(Contract::Staking, &json!({"bond": {}}))
        .unwrap();
    let sent = account.send(&[call]).unwrap();
    assert_eq!(sent.events.len(), 1);
    assert_eq!(sent.events[0].contract.as_deref(), Some(staking));
    assert_eq!(sent.events[0].event.attributes.len(), 2);
}
