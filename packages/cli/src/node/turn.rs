//! Many messages, a few in each transaction.

use anyhow::Result;

use super::{
    account::{Account, Call, Sent},
    refusal::Refused,
    say::Say,
};

/// What became of many messages.
#[derive(Default)]
pub struct Turned {
    /// The transactions.
    pub sent: Vec<Sent>,
    /// Places of the messages that are in them.
    pub taken: Vec<usize>,
    /// Places of the messages that were refused, and why.
    pub refused: Vec<(usize, Refused)>,
}

/// Sends messages, so many in a transaction; one that is refused leaves the rest alone.
pub fn try_all(say: Say, account: &Account<'_>, calls: &[Call], at_once: usize) -> Result<Turned> {
    let mut turned = Turned::default();
    let progress = say.progress("messages", calls.len());
    let mut first = 0;
    for part in calls.chunks(at_once.max(1)) {
        let attempt = account.try_send(part)?;
        turned.sent.extend(attempt.sent);
        turned
            .taken
            .extend(attempt.taken.iter().map(|place| first + place));
        let refused = attempt.refused.into_iter();
        turned
            .refused
            .extend(refused.map(|(place, why)| (first + place, why)));
        first += part.len();
        progress.inc(part.len() as u64);
    }
    progress.finish_and_clear();
    Ok(turned)
}
