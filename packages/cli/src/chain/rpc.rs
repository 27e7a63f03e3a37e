//! JSON-RPC of CometBFT nodes. What is no such answer, as gateways and proxies give them, is never
//! taken for one: it is asked for again, of the next node where there is one, and then said as what
//! it is.

use std::{cell::Cell, thread::sleep, time::Duration};

use anyhow::Result;
use serde_json::{json, Value};

use crate::random;

/// Longest time for one answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How often a question is asked, of all nodes together.
const ATTEMPTS: u32 = 5;
/// Wait before the second attempt; every further one waits twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// Longest wait that a node may ask for.
const MOST_PATIENCE: Duration = Duration::from_secs(20);
/// Most bytes of an answer: a page of a hundred full transactions.
const MAX_ANSWER: u64 = 256 << 20;
/// Most characters that are quoted of an answer that is none.
const MAX_QUOTE: usize = 160;
/// JSON-RPC's code for "too many requests", as gateways use it.
const LIMIT_EXCEEDED: i64 = -32_005;

/// The nodes of a chain, of which one is asked until it fails.
pub struct Rpc {
    nodes: Vec<Node>,
    chain_id: String,
    current: Cell<usize>,
    agent: ureq::Agent,
    pause: Duration,
}

struct Node {
    url: String,
    /// Whether it said that it is on the chain.
    known: Cell<bool>,
}

impl Rpc {
    /// Nodes at `http://…`, `https://…` or `tcp://…`; the first is asked first.
    pub fn at(urls: &[String], chain_id: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .build();
        let node = |url: &String| Node {
            url: url.replacen("tcp://", "http://", 1),
            known: Cell::new(false),
        };
        Self {
            nodes: urls.iter().map(node).collect(),
            chain_id: chain_id.to_owned(),
            current: Cell::new(0),
            agent: config.into(),
            pause: PAUSE,
        }
    }

    /// The same, but with hardly a pause between attempts.
    #[cfg(test)]
    pub fn impatient(self) -> Self {
        Self {
            pause: Duration::from_millis(1),
            ..self
        }
    }

    /// Address of the node that is asked now.
    pub fn url(&self) -> &str {
        self.nodes
            .get(self.current.get())
            .map_or("", |node| node.url.as_str())
    }

    /// Asks, with patience.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value, CallError> {
        let mut may_have_arrived = false;
        for attempt in 1.. {
            let silent = match self.ask_known(method, params) {
                Err(CallError::Silent(silent)) => silent,
                answered => return answered,
            };
            may_have_arrived |= silent.may_have_arrived;
            if attempt == ATTEMPTS {
                return Err(CallError::Silent(Silent {
                    may_have_arrived,
                    ..silent
                }));
            }
            self.turn();
            sleep(self.wait(attempt, silent.retry_after));
        }
        Err(CallError::Refused("nothing was asked".to_owned()))
    }

    /// Turns to the next node.
    pub fn turn(&self) {
        let next = self.current.get() + 1;
        self.current.set(next % self.nodes.len().max(1));
    }

    /// Asks once, the node that answered last.
    pub fn call_once(&self, method: &str, params: &Value) -> Result<Value, CallError> {
        self.ask_known(method, params)
    }

    /// The wait after an attempt: longer each time, and never the same for many who wait.
    fn wait(&self, attempt: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.pause * 2u32.saturating_pow(attempt - 1);
        let [jitter] = random::bytes::<1>();
        let jittered = doubled.mul_f64(0.5 + f64::from(jitter) / 256.0);
        jittered.max(asked.unwrap_or_default().min(MOST_PATIENCE))
    }

    /// Asks the current node; before its first answer counts, it has to be on the chain: seals for
    /// another one would never open.
    fn ask_known(&self, method: &str, params: &Value) -> Result<Value, CallError> {
        let Some(node) = self.nodes.get(self.current.get()) else {
            return Err(CallError::Refused("the profile names no node".to_owned()));
        };
        if !node.known.get() {
            let status = self.ask(node, "status", &json!({}))?;
            let found = status["node_info"]["network"].as_str().unwrap_or_default();
            if found != self.chain_id {
                return Err(CallError::OtherChain {
                    url: node.url.clone(),
                    found: found.to_owned(),
                    wanted: self.chain_id.clone(),
                });
            }
            node.known.set(true);
            if method == "status" {
                return Ok(status);
            }
        }
        self.ask(node, method, params)
    }

    fn ask(&self, node: &Node, method: &str, params: &Value) -> Result<Value, CallError> {
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let reply = self.post(node, &request)?;
        let silent = |what: String| {
            CallError::Silent(Silent {
                url: node.url.clone(),
                what,
                retry_after: reply.retry_after,
                may_have_arrived: reply.may_have_arrived(),
            })
        };
        // A gateway that is busy may say so in JSON-RPC, too.
        if reply.is_gateway() {
            return Err(silent(format!("answers {}", reply.said())));
        }
        let answer = serde_json::from_str::<Value>(&reply.body);
        let Ok(mut answer) = answer else {
            return Err(silent(format!("answers {}", reply.said())));
        };
        let error = &answer["error"];
        if let (Some(code), Some(message)) = (error["code"].as_i64(), error["message"].as_str()) {
            let data = error["data"].as_str().unwrap_or_default();
            let text = format!("{message} {data}").trim().to_owned();
            return Err(if code == LIMIT_EXCEEDED {
                silent(format!("answers {}: {text}", reply.status))
            } else {
                CallError::Refused(text)
            });
        }
        let result = answer["result"].take();
        if !is_answer(method, &result) {
            return Err(silent(format!("answers {}", reply.said())));
        }
        Ok(result)
    }

    fn post(&self, node: &Node, request: &Value) -> Result<Reply, CallError> {
        let post = || -> Result<Reply, ureq::Error> {
            let sent = self.agent.post(&node.url).content_type("application/json");
            let mut response = sent.send(request.to_string())?;
            let retry_after = response
                .headers()
                .get("retry-after")
                .and_then(|value| value.to_str().ok()?.trim().parse().ok())
                .map(Duration::from_secs);
            let body = response
                .body_mut()
                .with_config()
                .limit(MAX_ANSWER)
                .lossy_utf8(true)
                .read_to_string()?;
            Ok(Reply {
                status: response.status().as_u16(),
                reason: response.status().canonical_reason().unwrap_or_default(),
                retry_after,
                body,
            })
        };
        post().map_err(|error| {
            CallError::Silent(Silent {
                url: node.url.clone(),
                what: format!("does not answer: {error}"),
                retry_after: None,
                may_have_arrived: !never_sent(&error),
            })
        })
    }
}

/// Whether a request cannot have arrived.
fn never_sent(error: &ureq::Error) -> bool {
    use ureq::Error::{BadUri, ConnectionFailed, HostNotFound, Io};
    matches!(error, BadUri(_) | ConnectionFailed | HostNotFound)
        || matches!(error, Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused)
}

/// What came back, whatever it is.
struct Reply {
    status: u16,
    reason: &'static str,
    retry_after: Option<Duration>,
    body: String,
}

impl Reply {
    /// Whether this is from somebody between us and the node.
    fn is_gateway(&self) -> bool {
        matches!(self.status, 401..=404 | 408 | 413 | 429 | 502..=504)
    }

    /// Whether the node may have got the request all the same: a gateway that lost its answer.
    fn may_have_arrived(&self) -> bool {
        matches!(self.status, 200..=299 | 408 | 500..=599)
    }

    /// The status, and the beginning of what was said.
    fn said(&self) -> String {
        let quote = self.quote();
        let status = format!("{}: {}", self.status, self.reason);
        let number = self.status.to_string();
        let rest = quote.trim_start_matches(&number).trim();
        match (self.status, quote.as_str()) {
            (200, "") => "nothing".to_owned(),
            (200, quote) => format!("something that is no answer of a node: {quote}"),
            _ if rest.is_empty() || rest.eq_ignore_ascii_case(self.reason) => status,
            _ => format!("{status} ({quote})"),
        }
    }

    /// What people should read of the body: the message of an object, the text of a page.
    fn quote(&self) -> String {
        let json = serde_json::from_str::<Value>(&self.body).unwrap_or_default();
        let named = ["error", "message", "detail", "error_description"];
        let named = named.iter().find_map(|name| {
            json[*name]
                .as_str()
                .or_else(|| json[*name]["message"].as_str())
        });
        let text = named.map_or_else(|| without_tags(&self.body), str::to_owned);
        let words: Vec<&str> = text.split_whitespace().collect();
        let line: String = words.join(" ");
        let short: String = line
            .chars()
            .filter(|c| !c.is_control())
            .take(MAX_QUOTE)
            .collect();
        if short.len() < line.len() {
            short + "…"
        } else {
            short
        }
    }
}

/// A page's text, roughly.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in page.chars().take(4_096) {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if in_tag => {}
            _ => text.push(c),
        }
    }
    text
}

/// Whether a result is one that a node gives to this method.
fn is_answer(method: &str, result: &Value) -> bool {
    match method {
        "status" => result["node_info"]["network"].is_string() && result["sync_info"].is_object(),
        "abci_query" => result["response"].is_object(),
        "broadcast_tx_sync" => result["code"].is_number() && result["hash"].is_string(),
        "tx" => result["tx_result"].is_object() && result["tx"].is_string(),
        "tx_search" => result["txs"].is_array() || result["txs"].is_null() && result.is_object(),
        "block" => result["block"]["data"].is_object(),
        _ => !result.is_null(),
    }
}

/// A node that gave no answer.
#[derive(Clone, Debug)]
pub struct Silent {
    /// Its address.
    pub url: String,
    /// What it did instead.
    pub what: String,
    /// When it wants to be asked again.
    pub retry_after: Option<Duration>,
    /// Whether it may have got the request all the same.
    pub may_have_arrived: bool,
}

/// Why a call has no result.
#[derive(Debug)]
pub enum CallError {
    /// No node answers, or what answers is no node.
    Silent(Silent),
    /// The node refuses.
    Refused(String),
    /// The node is on another chain.
    OtherChain {
        /// Its address.
        url: String,
        /// Its chain.
        found: String,
        /// The profile's.
        wanted: String,
    },
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Silent(Silent { url, what, .. }) => write!(f, "the node at {url} {what}"),
            Self::Refused(text) => f.write_str(text),
            Self::OtherChain { url, found, wanted } => write!(
                f,
                "the node at {url} is on chain {found:?}, expected {wanted:?}"
            ),
        }
    }
}

impl std::error::Error for CallError {}
