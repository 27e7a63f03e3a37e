//! JSON-RPC of a CometBFT node.

use std::{thread::sleep, time::Duration};

use anyhow::{bail, Context, Result};
use serde_json::{json, Value};

/// Longest time for one answer.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How often a node that does not answer is asked.
const ATTEMPTS: u32 = 3;
/// Most bytes of an answer: a page of a hundred full transactions.
const MAX_ANSWER: u64 = 256 << 20;

/// A node.
pub struct Rpc {
    url: String,
    agent: ureq::Agent,
}

impl Rpc {
    /// A node at `http://…`, `https://…` or `tcp://…`.
    pub fn at(url: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .build();
        Self {
            url: url.replacen("tcp://", "http://", 1),
            agent: config.into(),
        }
    }

    /// Asks the node something that changes nothing; again where it does not answer.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value> {
        let mut attempt = 1;
        loop {
            match self.call_once(method, params) {
                Err(CallError::Unreachable(_)) if attempt < ATTEMPTS => {
                    sleep(Duration::from_millis(500) * attempt);
                    attempt += 1;
                }
                answered => return Ok(answered?),
            }
        }
    }

    /// Asks the node once.
    pub fn call_once(&self, method: &str, params: &Value) -> Result<Value, CallError> {
        let request = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let text = self.post(&request).map_err(CallError::Unreachable)?;
        let mut answer: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} answers no JSON", self.url))
            .map_err(CallError::Unreachable)?;
        if let Some(error) = answer.get("error").filter(|error| !error.is_null()) {
            let text = |key: &str| error[key].as_str().unwrap_or_default().to_owned();
            return Err(CallError::Refused(format!(
                "{} {}",
                text("message"),
                text("data")
            )));
        }
        Ok(answer["result"].take())
    }

    fn post(&self, request: &Value) -> Result<String> {
        let bytes = serde_json::to_vec(request)?;
        let sent = self.agent.post(&self.url).content_type("application/json");
        let mut response = sent
            .send(&bytes)
            .with_context(|| format!("no answer from the node at {}", self.url))?;
        let body = response
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_string();
        let body = body.with_context(|| format!("no answer from the node at {}", self.url))?;
        let status = response.status();
        // Nodes answer errors with status 500 and JSON.
        if !status.is_success() && !body.starts_with('{') {
            bail!("the node at {} answers {status}", self.url);
        }
        Ok(body)
    }
}

/// Why a call has no result.
#[derive(Debug)]
pub enum CallError {
    /// The node does not answer, or not in its language.
    Unreachable(anyhow::Error),
    /// The node refuses.
    Refused(String),
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreachable(error) => write!(f, "{error:#}"),
            Self::Refused(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for CallError {}
