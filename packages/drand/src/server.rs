//! A drand of one's own over HTTP, for local chains: the paths and the answers of drand's relays,
//! so that clients speak the real protocol with it.
//!
//! * `/info`, `/public/latest`, `/public/ROUND`, each also below `/CHAIN_HASH`; `/chains`.
//! * Round zero is the latest one, as relays have it.
//! * The round that comes next is waited for. A later one is refused with 425 (too early) and how
//!   long that answer may be kept; so is everything before the genesis.
//! * What is no round is refused with 400. Another chain's hash is refused with 404, where a relay
//!   passes on what its node said.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    native::Beacon,
    schedule::Schedule,
    wire::{Info, Round},
};

/// Name of the chain, as `/info` gives it.
const BEACON_ID: &str = "local";
/// How long a connection may take to ask, and to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of a question with its headers.
const MAX_QUESTION: u64 = 16 << 10;
/// What relays say of answers that never change.
const FOREVER: &str = "public, max-age=604800, immutable";
/// What relays say of answers that count only once.
const NEVER: &str = "no-cache";

/// A beacon with its times.
pub struct Server {
    beacon: Beacon,
    schedule: Schedule,
    info: Info,
}

/// An answer, before it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Number and name, `200 OK`.
    pub status: &'static str,
    /// How long it may be kept: `Cache-Control`.
    pub cache: String,
    /// `Content-Type`.
    pub content: &'static str,
    /// What it says.
    pub body: String,
}

/// What a path asks for.
enum Asked {
    Answer(Answer),
    /// A round that comes next: to be answered when it has come.
    Next(u64),
}

impl Server {
    /// A beacon that signs by the schedule. None where the period does not fit drand's four bytes.
    pub fn new(beacon: Beacon, schedule: Schedule) -> Option<Self> {
        let chain = beacon.chain(schedule);
        let group = Sha256::digest(chain.public_key).into();
        Some(Self {
            info: Info::of(&chain, &group, BEACON_ID)?,
            beacon,
            schedule,
        })
    }

    /// Its chain, as it shows it.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// Answers every connection in a thread of its own, without end.
    pub fn serve(self, listener: &TcpListener) {
        let server = Arc::new(self);
        for stream in listener.incoming().flatten() {
            let server = Arc::clone(&server);
            // A connection that breaks is nobody's loss but its own.
            thread::spawn(move || drop(server.answer(stream)));
        }
    }

    fn answer(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut reader = BufReader::new(stream.try_clone()?).take(MAX_QUESTION);
        let mut question = String::new();
        reader.read_line(&mut question)?;
        // The headers say nothing that matters, but to close over unread bytes would reset the answer.
        let mut header = String::new();
        while reader.read_line(&mut header)? > 2 {
            header.clear();
        }
        let mut words = question.split_whitespace();
        let answer = match (words.next(), words.next()) {
            (Some("GET"), Some(target)) => self.at(target),
            (Some(_), Some(_)) => refuse("405 Method Not Allowed", "only GET is answered"),
            _ => refuse("400 Bad Request", "that is no HTTP"),
        };
        answer.write(stream)
    }

    /// What a relay answers at an address, for servers that have one among their own. The round that comes next is waited
    /// for.
    pub fn at(&self, target: &str) -> Answer {
        let path = target.split('?').next().unwrap_or_default();
        match self.asked(path, now()) {
            Asked::Answer(answer) => answer,
            Asked::Next(round) => {
                self.wait_for(round);
                self.signed(round, NEVER.to_owned())
            }
        }
    }

    fn asked(&self, path: &str, now: u64) -> Asked {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let rest = match parts.as_slice() {
            [hash, rest @ ..] if hash.len() == self.info.hash.len() => {
                if !hash.eq_ignore_ascii_case(&self.info.hash) {
                    let found = format!("no chain {hash} here: it is {}", self.info.hash);
                    return Asked::Answer(refuse("404 Not Found", &found));
                }
                rest
            }
            whole => whole,
        };
        match rest {
            ["chains"] => Asked::Answer(json(&[&self.info.hash], FOREVER.to_owned())),
            ["info"] => Asked::Answer(json(&self.info, FOREVER.to_owned())),
            ["public", "latest"] => self.round(0, now),
            ["public", round] => match round.parse() {
                Ok(round) => self.round(round, now),
                Err(_) => {
                    let found = format!("{round:?} is no number of a round");
                    Asked::Answer(refuse("400 Bad Request", &found))
                }
            },
            _ => Asked::Answer(refuse("404 Not Found", &format!("no page {path}"))),
        }
    }

    fn round(&self, round: u64, now: u64) -> Asked {
        let latest = self.schedule.round_at(now);
        let next = latest.saturating_add(1);
        let wait = self.wait(next, now);
        if round > next || latest == 0 {
            let body = format!("round {round} is in the future: the next one is {next}");
            return Asked::Answer(Answer {
                cache: format!("must-revalidate, public, max-age={wait}"),
                ..refuse("425 Too Early", &body)
            });
        }
        if round == next {
            return Asked::Next(round);
        }
        Asked::Answer(match round {
            0 => self.signed(latest, format!("public, must-revalidate, max-age={wait}")),
            round => self.signed(round, FOREVER.to_owned()),
        })
    }

    /// Seconds until a round.
    fn wait(&self, round: u64, now: u64) -> u64 {
        let due = self.schedule.time_of(round).unwrap_or(u64::MAX);
        due.saturating_sub(now)
    }

    /// The time of a round has come when this returns.
    fn wait_for(&self, round: u64) {
        let due = Duration::from_secs(self.schedule.time_of(round).unwrap_or(u64::MAX));
        let rest = due.saturating_sub(since_unix());
        thread::sleep(rest);
    }

    fn signed(&self, round: u64, cache: String) -> Answer {
        json(&Round::of(round, &self.beacon.sign(round)), cache)
    }
}

impl Answer {
    fn write(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n\
             Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
            self.status,
            self.content,
            self.body.len(),
            self.cache,
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(self.body.as_bytes())?;
        stream.flush()
    }
}

fn json<T: Serialize>(body: &T, cache: String) -> Answer {
    match serde_json::to_string(body) {
        Ok(body) => Answer {
            status: "200 OK",
            cache,
            content: "application/json",
            body,
        },
        Err(error) => refuse("500 Internal Server Error", &error.to_string()),
    }
}

fn refuse(status: &'static str, body: &str) -> Answer {
    Answer {
        status,
        cache: NEVER.to_owned(),
        content: "text/plain; charset=utf-8",
        body: format!("{body}\n"),
    }
}

fn now() -> u64 {
    since_unix().as_secs()
}

fn since_unix() -> Duration {
    // A clock before 1970 has no round at all.
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}
