//! Many messages, a few in each transaction.

use anyhow::Result;

use crate::{
    chain::{
        account::{Account, Call, Sent},
        refusal::Refused,
    },
    output::Say,
};

/// What became of many messages.
#[derive(Default)]
pub struct Delivered {
    /// The transactions.
    pub sent: Vec<Sent>,
    /// Places of the messages that are in them.
    pub taken: Vec<usize>,
    /// Places of the messages that were refused, and why.
    pub refused: Vec<(usize, Refused)>,
}

impl Delivered {
    /// Says what happened, and what was refused.
    pub fn tell(&self, say: Say, what: impl Fn(usize) -> String) {
        for sent in &self.sent {
            say.sent(sent);
        }
        for (place, why) in &self.refused {
            say.warn(format_args!("{}: {why}", what(*place)));
        }
    }
}

/// Sends messages, at most `at_once` in a transaction; one that is refused leaves the rest alone.
pub fn deliver(
    say: Say,
    account: &Account<'_>,
    calls: &[Call],
    at_once: usize,
) -> Result<Delivered> {
    let mut delivered = Delivered::default();
    let progress = say.progress("messages", calls.len());
    let mut first = 0;
    for part in calls.chunks(at_once.max(1)) {
        let attempt = account.try_send(part)?;
        delivered.sent.extend(attempt.sent);
        delivered
            .taken
            .extend(attempt.taken.iter().map(|place| first + place));
        let refused = attempt.refused.into_iter();
        delivered
            .refused
            .extend(refused.map(|(place, why)| (first + place, why)));
        first += part.len();
        progress.inc(part.len() as u64);
    }
    progress.finish_and_clear();
    Ok(delivered)
}
