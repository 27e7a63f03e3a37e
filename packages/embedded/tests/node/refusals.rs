//! What is refused, and in which words; and what is answered.

use cosmos_sdk_proto::{
    cosmos::{
        authz::v1beta1::MsgExec, bank::v1beta1::MsgSend, gov::v1beta1::MsgVote, tx::v1beta1::TxRaw,
    },
    prost::Message,
    Any,
};
use pasar_embedded::{
    account::Account,
    campaigns::TermsOfUse,
    chain::{accounts::Numbers, coin, message::pack},
};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::visitor::{Visitor, GAS};

fn transfer(of: &Visitor, amount: u128) -> Any {
    let to = of
        .running
        .node
        .ask(|chain| Account::new(chain, 0).unwrap())
        .unwrap();
    pack(&MsgSend {
        from_address: of.account.address.clone(),
        to_address: to.address,
        amount: vec![coin(amount)],
    })
}

fn refused(answer: &Value) -> (u64, String) {
    let result = &answer["result"];
    assert!(result["hash"].as_str().unwrap().len() == 64, "{answer}");
    (
        result["code"].as_u64().unwrap(),
        result["log"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn transactions_that_are_wrong_are_refused_in_the_chains_words() {
    let visitor = Visitor::with_coins(false);
    let message = [transfer(&visitor, 5)];
    let numbers = visitor.numbers().unwrap();
    let sign = |chain: &str, numbers: Numbers, gas: u64| {
        visitor.account.sign(chain, numbers, &message, gas).unwrap()
    };
    let chain = visitor.chain_id();

    let mut raw = TxRaw::decode(sign(chain, numbers, GAS).as_slice()).unwrap();
    raw.signatures[0][3] ^= 1;
    let (code, log) = refused(&visitor.broadcast(&raw.encode_to_vec()));
    assert_eq!(code, 4, "{log}");
    assert!(
        log.starts_with("signature verification failed; please verify account number"),
        "{log}"
    );

    let (code, _) = refused(&visitor.broadcast(&sign("other-1", numbers, GAS)));
    assert_eq!(code, 4);

    let late = Numbers {
        sequence: numbers.sequence + 1,
        ..numbers
    };
    let (code, log) = refused(&visitor.broadcast(&sign(chain, late, GAS)));
    assert_eq!(
        (code, log.as_str()),
        (
            32,
            "account sequence mismatch, expected 0, got 1: incorrect account sequence"
        )
    );

    let (code, log) = refused(&visitor.broadcast(&visitor.signed(&[pack(&MsgVote::default())])));
    assert_eq!(code, 6);
    assert!(
        log.starts_with("\"/cosmos.gov.v1beta1.MsgVote\" is no message of this chain"),
        "{log}"
    );

    let (code, log) = refused(&visitor.broadcast(b"no transaction"));
    assert_eq!(code, 2);
    assert!(log.ends_with(": tx parse error"), "{log}");

    let tx = sign(chain, numbers, GAS);
    assert_eq!(refused(&visitor.broadcast(&tx)).0, 0);
    let again = visitor.broadcast(&tx);
    assert_eq!(again["error"]["data"], "tx already exists in cache");
}

#[test]
fn fees_are_those_of_the_gas_and_come_from_the_signer() {
    let visitor = Visitor::at(false);
    let message = [transfer(&visitor, 5)];
    let error = visitor.numbers().unwrap_err();
    assert!(error.contains("not found"), "{error}");

    let poor = Numbers {
        number: 0,
        sequence: 0,
    };
    let tx = visitor
        .account
        .sign(visitor.chain_id(), poor, &message, GAS)
        .unwrap();
    assert_eq!(refused(&visitor.broadcast(&tx)).0, 9);

    let body = json!({"address": visitor.account.address}).to_string();
    let (status, given) = visitor.post("/faucet", &body);
    assert_eq!(status, 200, "{given}");
    assert_eq!(visitor.balance(), 10_000_000);
    let (status, error) = visitor.post("/faucet", &body);
    let enough = r#"{"error":"the account has 10000000 stake, which is enough"}"#;
    assert_eq!((status, error.as_str()), (400, enough));
    let (status, error) = visitor.post("/faucet", "{\"address\":\"wasm1x\"}");
    assert_eq!(
        (status, error.contains("invalid address")),
        (400, true),
        "{error}"
    );

    let before = visitor.balance();
    let sent = visitor.send(&message);
    assert_eq!(sent["tx_result"]["code"], 0, "{sent}");
    assert_eq!(before - visitor.balance(), 5 + u128::from(GAS) * 25 / 1_000);

    let too_much = [transfer(&visitor, 1_000_000_000)];
    let error = visitor.simulate(&too_much).unwrap_err();
    assert!(
        error.contains("is smaller than 1000000000stake: insufficient funds"),
        "{error}"
    );
    let before = visitor.balance();
    let failed = visitor.send(&too_much);
    assert_eq!(
        (&failed["tx_result"]["code"], before - visitor.balance()),
        (&json!(5), 75_000)
    );

    let signed = visitor.signed(&message);
    let mut raw = TxRaw::decode(signed.as_slice()).unwrap();
    let mut info =
        cosmos_sdk_proto::cosmos::tx::v1beta1::AuthInfo::decode(raw.auth_info_bytes.as_slice())
            .unwrap();
    info.fee.as_mut().unwrap().amount = vec![coin(1)];
    raw.auth_info_bytes = info.encode_to_vec();
    let (code, _) = refused(&visitor.broadcast(&raw.encode_to_vec()));
    assert_eq!(code, 4, "a fee that was not signed");
}

#[test]
fn contracts_refuse_in_their_own_words() {
    let visitor = Visitor::with_coins(false);
    let registry = visitor.contract("task_registry");
    let wrong = json!({"claim": {"campaign": 99, "seats": 1}});
    let call = visitor.account.call(registry, &wrong, 0).unwrap();
    let error = visitor
        .simulate(&[transfer(&visitor, 1), call.clone()])
        .unwrap_err();
    assert_eq!(
        error,
        "failed to execute message; message index: 1: campaign 99 does not exist: execute wasm contract failed"
    );
    let failed = visitor.send(&[transfer(&visitor, 1), call]);
    assert_eq!(failed["tx_result"]["log"], error.as_str());
    let query = json!({"campaign": {"campaign": 99}});
    let error = visitor.smart::<Value>("task_registry", &query).unwrap_err();
    assert_eq!(
        error,
        "campaign 99 does not exist: query wasm contract failed"
    );
    // What was refused left nothing behind, the coins of the message before it neither.
    let search = |query: &str| visitor.rpc("tx_search", json!({"query": query, "order_by": "asc"}));
    assert_eq!(
        search("transfer.amount='1stake'")["result"]["total_count"],
        "0"
    );
}

#[test]
fn what_is_refused_in_somebodys_name_is_told_with_the_message() {
    let visitor = Visitor::with_coins(false);
    let wrong = json!({"claim": {"campaign": 99, "seats": 1}});
    let registry = visitor.contract("task_registry");
    let call = visitor.account.call(registry, &wrong, 0).unwrap();
    // In one's own name, which needs no grant.
    let exec = pack(&MsgExec {
        grantee: visitor.account.address.clone(),
        msgs: vec![call],
    });
    let error = visitor.simulate(&[exec]).unwrap_err();
    let wanted = format!(
        "failed to execute message; message index: 0: failed to execute message; message sender:\"{}\" \
         contract:\"{registry}\" msg:\"{{\\\"claim\\\":{{\\\"campaign\\\":99,\\\"seats\\\":1}}}}\" : \
         campaign 99 does not exist: execute wasm contract failed",
        visitor.account.address
    );
    assert_eq!(error, wanted);
}

#[test]
fn transactions_are_found_by_what_they_did() {
    let visitor = Visitor::with_coins(false);
    for amount in [3, 4, 5] {
        visitor.send(&[transfer(&visitor, amount)]);
    }
    let search = |query: &str, page: u32, per_page: u32| {
        let params = json!({
            "query": query, "page": page.to_string(), "per_page": per_page.to_string(), "order_by": "asc",
        });
        visitor.rpc("tx_search", params)
    };
    let sender = format!("transfer.sender='{}'", visitor.account.address);
    let first = search(&sender, 1, 2);
    assert_eq!(first["result"]["total_count"], "3");
    assert_eq!(first["result"]["txs"].as_array().unwrap().len(), 2);
    let second = search(&sender, 2, 2);
    assert_eq!(second["result"]["txs"].as_array().unwrap().len(), 1);
    let height = second["result"]["txs"][0]["height"].as_str().unwrap();
    let later = search(&format!("{sender} AND tx.height>={height}"), 1, 100);
    assert_eq!(later["result"]["txs"], second["result"]["txs"]);
    let error = search(&sender, 3, 2);
    assert_eq!(
        error["error"]["data"],
        "page should be within [1, 2] range, given 3"
    );
    assert!(search("nonsense", 1, 2)["error"]["data"]
        .as_str()
        .unwrap()
        .starts_with("\"nonsense\""));
    let block = visitor.rpc("block", json!({"height": height}));
    assert_eq!(
        block["result"]["block"]["data"]["txs"][0],
        second["result"]["txs"][0]["tx"]
    );
    let results = visitor.rpc("block_results", json!({"height": height}));
    assert_eq!(
        results["result"]["txs_results"][0],
        second["result"]["txs"][0]["tx_result"]
    );
}

#[test]
fn what_the_node_does_not_know_it_says() {
    let visitor = Visitor::at(false);
    let unknown = visitor.rpc("genesis", json!({}));
    assert_eq!(unknown["error"]["code"], -32_601);
    assert!(unknown["error"]["data"]
        .as_str()
        .unwrap()
        .contains("there are abci_info, abci_query"));
    let data = |params: Value, method: &str| visitor.rpc(method, params)["error"]["data"].clone();
    assert_eq!(
        data(json!({"tx": 5}), "broadcast_tx_sync"),
        "tx is 5, expected a text"
    );
    assert_eq!(
        data(json!(["a"]), "tx"),
        "[\"a\"]: expected them by name, in an object"
    );
    assert_eq!(
        data(json!({"height": "900"}), "block"),
        "height 900 is not available, the blocks are 1 to 1"
    );
    let params = json!({"path": "/cosmos.gov.v1.Query/Proposals", "data": ""});
    let answer = visitor.rpc("abci_query", params);
    assert_eq!(answer["result"]["response"]["code"], 6);

    let list = r#"[{"id":1,"method":"health"},{"id":2,"method":"status"},{"id":3,"method":"no"}]"#;
    let (_, text) = visitor.post("/rpc", list);
    let answers: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(
        answers
            .iter()
            .map(|answer| answer["id"].as_u64().unwrap())
            .collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(
        answers[1]["result"]["node_info"]["network"],
        visitor.chain_id()
    );
    let many = format!("[{}]", vec!["{}"; 21].join(","));
    assert!(visitor
        .post("/rpc", &many)
        .1
        .contains("21 calls in a list, 1 to 20 wanted"));
    assert!(visitor.post("/rpc", "{").1.contains("-32700"));
    assert_eq!(visitor.post("/elsewhere", "").0, 405);
    assert_eq!(visitor.text("/rpc").0, 405);
    assert_eq!(visitor.text("/nowhere").0, 404);
    assert_eq!(visitor.text("/campaigns/../Cargo.toml").0, 404);
    let (status, said) = visitor.text("/");
    assert_eq!(
        (status, said.contains("Accept-Encoding: gzip")),
        (406, true),
        "{said}"
    );
}

#[test]
fn an_address_asks_what_needs_no_text() {
    let visitor = Visitor::at(false);
    let by_post = visitor.rpc("status", json!({}));
    let by_address = visitor.get("/rpc/status");
    assert_eq!(
        by_address["result"]["node_info"],
        by_post["result"]["node_info"]
    );
    let health = json!({"jsonrpc": "2.0", "id": -1, "result": {}});
    assert_eq!(visitor.get("/rpc/health"), health);
    let block = visitor.get("/rpc/block?height=1");
    assert_eq!(block["result"]["block"]["header"]["height"], "1");

    let (status, text) = visitor.text("/rpc/block?height=one");
    let wanted = r#"height is \"one\", expected a whole number"#;
    assert_eq!((status, text.contains(wanted)), (500, true), "{text}");
    let (status, text) = visitor.text("/rpc/tx_search");
    assert_eq!(
        (status, text.as_str()),
        (
            404,
            "GET /rpc/tx_search: there are abci_info, block, block_results, health, status; \
             /rpc takes all calls by POST\n"
        )
    );
}

#[test]
fn the_command_line_gets_the_network_as_a_profile() {
    let visitor = Visitor::at(false);
    let (status, text) = visitor.text("/network.toml");
    assert_eq!(status, 200);
    let profile: Value = toml::from_str(&text).unwrap();
    for name in ["kind", "chain_id", "prefix", "gas_price", "relays"] {
        assert_eq!(profile[name], visitor.network[name], "{name}");
    }
    assert_eq!(profile["rpc"], visitor.network["rpc"][0]);
}

#[test]
fn a_port_that_is_taken_is_named() {
    let visitor = Visitor::at(false);
    let port = visitor
        .running
        .origin
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let options = pasar_embedded::Options {
        port,
        crowd: false,
        files: None,
    };
    let error = format!("{:#}", pasar_embedded::start(options).err().unwrap());
    let wanted = format!(
        "port {port} of 127.0.0.1 is taken by another program: name another one with --port"
    );
    assert_eq!(error, wanted);
}

#[test]
fn the_terms_of_use_that_offers_bind_are_served() {
    let visitor = Visitor::at(false);
    let terms = TermsOfUse::of(&format!("{}/campaigns", visitor.running.origin));
    let path = terms.uri.strip_prefix(&visitor.running.origin).unwrap();
    let (status, text) = visitor.text(path);
    assert_eq!(status, 200);
    assert_eq!(terms.hash.as_slice(), &Sha256::digest(text)[..]);
}
