//! What each path answers.

use std::{collections::BTreeMap, io::Read};

use anyhow::{Context as _, Result};
use oxhttp::model::{
    header::{
        ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE,
    },
    response::Builder,
    Body, Method, Request, Response, StatusCode,
};
use pasar_drand::server::Server as Drand;
use serde_json::{json, Value};

use super::{faucet, files::Files, page::Page};
use crate::{
    chain::{Chain, DENOM, GAS_PRICE_MILLI, PREFIX},
    node::Node,
    rpc,
};

/// Name of the network, as the page shows it.
const NETWORK: &str = "demo";
const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

/// What is served.
pub struct Site {
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
    /// The page.
    pub page: Page,
    /// Files of the campaigns, by `FOLDER/PATH`.
    pub campaigns: BTreeMap<String, Vec<u8>>,
    /// Files of the person who runs it, where they named a folder.
    pub files: Option<Files>,
    /// The demo's own drand.
    pub drand: Drand,
}

/// What answers requests.
pub struct Routes {
    site: Site,
    node: Node,
    /// What the page is told of the network.
    networks: Value,
}

impl Routes {
    /// Serves a site on a chain.
    pub fn new(site: Site, node: Node) -> Result<Self> {
        let origin = site.origin.clone();
        let network = node.ask(move |chain| network(&origin, chain));
        Ok(Self {
            networks: json!([network.context("the chain does not answer")?]),
            node,
            site,
        })
    }

    /// Answers a request.
    pub fn answer(&self, request: &mut Request<Body>) -> Response<Body> {
        let path = request.uri().path().to_owned();
        let is_post = *request.method() == Method::POST;
        match (request.method().as_str(), path.as_str()) {
            ("OPTIONS", _) => reply(StatusCode::NO_CONTENT, TEXT, Vec::new()),
            ("POST", "/rpc") => self.rpc(request),
            ("POST", "/faucet") => self.credit(request),
            ("GET", "/rpc" | "/faucet") => {
                let body = format!("{path} takes POST alone\n");
                reply(StatusCode::METHOD_NOT_ALLOWED, TEXT, body.into_bytes())
            }
            ("GET", "/networks.json") => reply_json(StatusCode::OK, &self.networks),
            ("GET", "/deployment.json") => {
                let one = self.networks.get(0).unwrap_or(&Value::Null);
                reply_json(StatusCode::OK, one)
            }
            ("GET", "/network.toml") => reply(StatusCode::OK, TEXT, self.profile().into_bytes()),
            ("GET", path) => self.get(path, request),
            _ => {
                let wanted = if is_post {
                    "/rpc and /faucet take POST"
                } else {
                    "GET and POST are taken"
                };
                let body = format!("{} {path}: {wanted}\n", request.method());
                reply(StatusCode::METHOD_NOT_ALLOWED, TEXT, body.into_bytes())
            }
        }
    }

    /// The network as `pasar` takes it: the same facts in a profile's form.
    fn profile(&self) -> String {
        let one = self.networks.get(0).unwrap_or(&Value::Null);
        let rpc = one.get("rpc").and_then(|list| list.get(0));
        let facts = [
            ("kind", one.get("kind")),
            ("chain_id", one.get("chain_id")),
            ("rpc", rpc),
            ("prefix", one.get("prefix")),
            ("gas_price", one.get("gas_price")),
            ("relays", one.get("relays")),
        ];
        // Texts and lists of texts are written alike in JSON and in TOML.
        let line = |(name, value): (&str, Option<&Value>)| {
            let value = value.unwrap_or(&Value::Null);
            format!("{name} = {value}\n")
        };
        facts.into_iter().map(line).collect()
    }

    fn rpc(&self, request: &mut Request<Body>) -> Response<Body> {
        let body = match body(request) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        match self.node.ask(move |chain| rpc::answer(chain, &body)) {
            Some(answer) => reply_json(StatusCode::OK, &answer),
            None => broken(),
        }
    }

    fn credit(&self, request: &mut Request<Body>) -> Response<Body> {
        let body = match body(request) {
            Ok(body) => body,
            Err(refused) => return *refused,
        };
        match self.node.ask(move |chain| faucet::credit(chain, &body)) {
            Some(Ok(given)) => reply_json(StatusCode::OK, &given),
            Some(Err(why)) => reply_json(StatusCode::BAD_REQUEST, &json!({"error": why})),
            None => broken(),
        }
    }

    /// Answers a call that an address names, as nodes do for whoever looks with a browser or `curl`.
    fn rpc_by_address(&self, method: &str, request: &Request<Body>) -> Response<Body> {
        if !rpc::BY_ADDRESS.contains(&method) {
            let there = rpc::BY_ADDRESS.join(", ");
            let body =
                format!("GET /rpc/{method}: there are {there}; /rpc takes all calls by POST\n");
            return reply(StatusCode::NOT_FOUND, TEXT, body.into_bytes());
        }
        let method = method.to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let answer = move |chain: &mut Chain| rpc::answer_address(chain, &method, &query);
        match self.node.ask(answer) {
            Some(Ok(answer)) => reply_json(StatusCode::OK, &answer),
            Some(Err(answer)) => reply_json(StatusCode::INTERNAL_SERVER_ERROR, &answer),
            None => broken(),
        }
    }

    fn get(&self, path: &str, request: &Request<Body>) -> Response<Body> {
        if let Some(method) = path.strip_prefix("/rpc/") {
            return self.rpc_by_address(method, request);
        }
        if let Some(target) = path.strip_prefix("/drand") {
            return drand(&self.site.drand, target);
        }
        if let Some(file) = path.strip_prefix("/campaigns/") {
            return match self.site.campaigns.get(file) {
                Some(bytes) => reply(StatusCode::OK, content_type(file), bytes.clone()),
                None => missing(path),
            };
        }
        if let Some(file) = path.strip_prefix("/files/") {
            let own = self.site.files.as_ref();
            return match own.and_then(|files| files.get(file)) {
                Some(bytes) => reply(StatusCode::OK, content_type(file), bytes),
                None => missing(path),
            };
        }
        let name = path.trim_start_matches('/');
        let name = if name.is_empty() { "index.html" } else { name };
        match self.site.page.get(name) {
            Some(packed) => compressed(name, packed, request),
            None => missing(path),
        }
    }
}

/// What the page is told of the network.
fn network(origin: &str, chain: &Chain) -> Value {
    let market = &chain.market;
    let contract = |address: &cosmwasm_std::Addr| json!({"address": address});
    let whole = GAS_PRICE_MILLI / 1_000;
    let part = GAS_PRICE_MILLI % 1_000;
    json!({
        "name": NETWORK,
        "kind": "local",
        "embedded": true,
        "chain_id": chain.id(),
        "prefix": PREFIX,
        "gas_price": format!("{whole}.{part:03}{DENOM}"),
        "rpc": [format!("{origin}/rpc")],
        "relays": [format!("{origin}/drand")],
        "faucet": format!("{origin}/faucet"),
        "contracts": {
            "task_registry": contract(&market.registry),
            "label_escrow": contract(&market.escrow),
            "reputation_staking": contract(&market.staking),
            "reward_token": contract(&market.token),
        },
    })
}

/// The body of a request, where it is not too large.
fn body(request: &mut Request<Body>) -> Result<Vec<u8>, Box<Response<Body>>> {
    let most = rpc::MAX_BYTES;
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = request.body_mut().take(limit).read_to_end(&mut bytes);
    if read.is_err() {
        let body = b"the request broke off\n".to_vec();
        return Err(reply(StatusCode::BAD_REQUEST, TEXT, body).into());
    }
    if bytes.len() > most {
        let body = format!("the request has more than {most} bytes\n").into_bytes();
        return Err(reply(StatusCode::PAYLOAD_TOO_LARGE, TEXT, body).into());
    }
    Ok(bytes)
}

fn drand(drand: &Drand, target: &str) -> Response<Body> {
    let answer = drand.at(target);
    let number = answer
        .status
        .split(' ')
        .next()
        .and_then(|number| number.parse().ok());
    let status = number.and_then(|number| StatusCode::from_u16(number).ok());
    let builder = start(
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        answer.content,
    );
    finish(
        builder.header(CACHE_CONTROL, answer.cache),
        answer.body.into_bytes(),
    )
}

fn compressed(name: &str, packed: &[u8], request: &Request<Body>) -> Response<Body> {
    let accepted = request.headers().get(ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !accepted.contains("gzip") {
        let body = b"the page is kept compressed: ask with Accept-Encoding: gzip\n".to_vec();
        return reply(StatusCode::NOT_ACCEPTABLE, TEXT, body);
    }
    let builder = start(StatusCode::OK, content_type(name)).header(CONTENT_ENCODING, "gzip");
    finish(builder.header(CACHE_CONTROL, "no-cache"), packed.to_vec())
}

fn broken() -> Response<Body> {
    let body = b"the chain could not answer this\n".to_vec();
    reply(StatusCode::INTERNAL_SERVER_ERROR, TEXT, body)
}

fn missing(path: &str) -> Response<Body> {
    let body = format!("there is no {path}\n").into_bytes();
    reply(StatusCode::NOT_FOUND, TEXT, body)
}

fn reply_json(status: StatusCode, value: &Value) -> Response<Body> {
    reply(status, JSON, value.to_string().into_bytes())
}

fn reply(status: StatusCode, content: &str, body: Vec<u8>) -> Response<Body> {
    finish(
        start(status, content).header(CACHE_CONTROL, "no-cache"),
        body,
    )
}

/// Pages of other hosts may ask as well: there is nothing here to be guarded.
fn start(status: StatusCode, content: &str) -> Builder {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content)
        .header(ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS")
        .header(ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
}

fn finish(builder: Builder, body: Vec<u8>) -> Response<Body> {
    builder.body(Body::from(body)).unwrap_or_else(|_| {
        // A header that is none; all of them are constant or our own.
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => JSON,
        "jsonl" => "application/jsonl",
        "svg" => "image/svg+xml",
        "txt" => TEXT,
        _ => "application/octet-stream",
    }
}
