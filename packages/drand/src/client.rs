//! A client of drand's relays: each is asked in turn, and nothing is returned that its chain's key
//! did not sign.

use std::time::{Duration, SystemTime};

use thiserror::Error;
use ureq::Agent;

use crate::{
    chain::{Chain, QUICKNET, QUICKNET_HASH},
    native,
    wire::Round,
    Hash, Refused, Signature,
};

/// Longest time for one relay's answer; a round that comes next is waited for.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Most bytes of an answer.
const MAX_ANSWER: u64 = 16 << 10;
/// Rounds that the newest one may lack, for clocks that differ and relays that are slow.
const LATE: u64 = 5;

/// Relays of one chain, of which each is asked until one answers.
pub struct Relays {
    /// Up to where the names of pages begin.
    urls: Vec<String>,
    chain: Chain,
    agent: Agent,
}

/// A round whose signature was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Number of the round.
    pub round: u64,
    /// Its signature.
    pub signature: Signature,
    /// Its randomness.
    pub randomness: Hash,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum Failed {
    /// The chain has no such round.
    #[error("drand has no round {0}")]
    NoRound(u64),
    /// Its time has not come by this machine's clock.
    #[error("round {round} of drand comes in {seconds} s")]
    Early {
        /// The round that was asked for.
        round: u64,
        /// Until it comes.
        seconds: u64,
    },
    /// No relay had it.
    #[error("no relay of drand answered: {}", .0.join("; "))]
    Relays(Vec<String>),
    /// There is none to ask.
    #[error("no relay of drand was given")]
    NoRelay,
    /// The newest round of all relays should have been followed by others.
    #[error(
        "drand is stale: its newest round is {round}, {seconds} s old, where one comes every {period} s"
    )]
    Stale {
        /// The newest round that any relay had.
        round: u64,
        /// Its age.
        seconds: u64,
        /// What its age should be at most, but for delays.
        period: u64,
    },
}

impl Relays {
    /// Relays of a chain, at `http://…` or `https://…`. Those of quicknet serve other chains too, and are
    /// asked by its name; all others are asked for the chain that they serve, or that is in their address.
    pub fn new(urls: &[String], chain: Chain) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .build();
        let name = if chain == QUICKNET {
            format!("/{}", hex::encode(QUICKNET_HASH))
        } else {
            String::new()
        };
        let named = |url: &String| format!("{}{name}", url.trim_end_matches('/'));
        Self {
            urls: urls.iter().map(named).collect(),
            chain,
            agent: config.into(),
        }
    }

    /// A round whose time has come, or comes next. Where no relay has it because drand is stale, the
    /// refusal says how old its newest round is.
    pub fn round(&self, round: u64) -> Result<Verified, Failed> {
        let schedule = self.chain.schedule;
        let due = schedule.time_of(round).ok_or(Failed::NoRound(round))?;
        let now = now();
        if round > schedule.round_at(now).saturating_add(1) {
            let seconds = due.saturating_sub(now);
            return Err(Failed::Early { round, seconds });
        }
        if self.urls.is_empty() {
            return Err(Failed::NoRelay);
        }
        let mut refusals = Vec::new();
        for url in &self.urls {
            match self.ask(url, &round.to_string()) {
                Ok(found) if found.round == round => return Ok(found),
                Ok(found) => refusals.push(format!("{url} answered round {}", found.round)),
                Err(refusal) => refusals.push(format!("{url} {refusal}")),
            }
        }
        match self.latest() {
            Err(stale @ Failed::Stale { round: newest, .. }) if newest < round => Err(stale),
            _ => Err(Failed::Relays(refusals)),
        }
    }

    /// The newest round. A relay that is stale is passed over for one that is not; where all are,
    /// the refusal says how old the newest of them is.
    pub fn latest(&self) -> Result<Verified, Failed> {
        if self.urls.is_empty() {
            return Err(Failed::NoRelay);
        }
        let mut refusals = Vec::new();
        let mut newest = None;
        for url in &self.urls {
            match self.ask(url, "latest") {
                Ok(found) => match self.fresh(found.round) {
                    Ok(()) => return Ok(found),
                    Err(_) => newest = newest.max(Some(found.round)),
                },
                Err(refusal) => refusals.push(format!("{url} {refusal}")),
            }
        }
        match newest {
            Some(round) => self.fresh(round).and(Err(Failed::Relays(refusals))),
            None => Err(Failed::Relays(refusals)),
        }
    }

    /// Whether a round may be the newest one at this time.
    fn fresh(&self, round: u64) -> Result<(), Failed> {
        let schedule = self.chain.schedule;
        let now = now();
        let expected = schedule.round_at(now);
        if round.saturating_add(LATE) >= expected {
            return Ok(());
        }
        Err(Failed::Stale {
            round,
            seconds: now.saturating_sub(schedule.time_of(round).unwrap_or_default()),
            period: schedule.period.get(),
        })
    }

    /// One relay's answer, verified; or what was wrong with it, after its address.
    fn ask(&self, url: &str, which: &str) -> Result<Verified, String> {
        let mut answer = self
            .agent
            .get(format!("{url}/public/{which}"))
            .call()
            .map_err(|error| error.to_string())?;
        let status = answer.status();
        let body = answer
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_string()
            .map_err(|error| error.to_string())?;
        if !status.is_success() {
            return Err(format!("answered {status}: {}", quoted(&body)));
        }
        let round: Round = serde_json::from_str(&body)
            .map_err(|_| format!("answered what is no round: {}", quoted(&body)))?;
        self.verified(&round)
    }

    fn verified(&self, found: &Round) -> Result<Verified, String> {
        let mut signature = [0; 48];
        hex::decode_to_slice(&found.signature, &mut signature)
            .map_err(|_| "answered a signature that is not 48 bytes in hex".to_owned())?;
        let randomness = native::verify_round(&self.chain.public_key, found.round, &signature)
            .map_err(|refused: Refused| format!("lied: {refused}"))?;
        Ok(Verified {
            round: found.round,
            signature,
            randomness,
        })
    }
}

/// The beginning of what a relay said.
fn quoted(body: &str) -> String {
    body.trim().chars().take(120).collect()
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}
