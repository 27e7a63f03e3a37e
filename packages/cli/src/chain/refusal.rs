//! What the chain said about a refused call, in the contract's own words.

use std::fmt;

/// A refused transaction, simulation or query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The contract's own words, or the chain's where no contract refused.
    pub reason: String,
    /// Index of the message that was refused; none where none is to blame.
    pub index: Option<usize>,
    /// The sequence that the chain expects, where that was the reason.
    pub sequence: Option<u64>,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refused {}

/// How wasmd ends what a contract answered.
const TAILS: [&str; 4] = [
    ": execute wasm contract failed",
    ": query wasm contract failed",
    ": instantiate wasm contract failed",
    ": migrate wasm contract failed",
];
/// How a contract's messages to its siblings begin.
const NESTED: [&str; 2] = ["dispatch: ", "submessages: "];

impl Refused {
    /// Reads a raw log.
    pub fn of(raw: &str) -> Self {
        let mut text = raw;
        if let Some((head, rest)) = text.split_once("desc = ") {
            if head.starts_with("rpc error") {
                text = rest;
            }
        }
        let mut index = None;
        if let Some(rest) = text.strip_prefix("failed to execute message; message index: ") {
            if let Some((number, rest)) = rest.split_once(": ") {
                (index, text) = (number.parse().ok(), rest);
            }
        }
        while let Some(rest) = NESTED.iter().find_map(|head| text.strip_prefix(head)) {
            text = rest;
        }
        let end = TAILS.iter().filter_map(|tail| text.find(tail)).min();
        let reason = match end {
            Some(end) => &text[..end],
            None => without_source(text),
        };
        Self {
            reason: reason.to_owned(),
            index,
            sequence: expected_sequence(raw),
        }
    }
}

/// Leaves out where in the chain's own code it happened, and what follows.
fn without_source(text: &str) -> &str {
    let end = [" [", " with gas used", " with gas wanted"].map(|mark| text.find(mark));
    let end = end.into_iter().flatten().min();
    end.map_or(text, |end| &text[..end])
}

fn expected_sequence(raw: &str) -> Option<u64> {
    let rest = raw.split_once("account sequence mismatch, expected ")?.1;
    rest.split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_speaks_for_itself() {
        let raw = "failed to execute message; message index: 2: dispatch: submessages: task 3 is \
                   resolved, expected revealing: execute wasm contract failed: execute wasm \
                   contract failed [CosmWasm/wasmd@v0.60.8/x/wasm/keeper/keeper.go:391] with gas \
                   used: '123': unknown request";
        let refused = Refused::of(raw);
        assert_eq!(refused.reason, "task 3 is resolved, expected revealing");
        assert_eq!(refused.index, Some(2));
    }

    #[test]
    fn so_does_the_chain() {
        let raw = "account sequence mismatch, expected 7, got 6: incorrect account sequence \
                   [cosmos/cosmos-sdk@v0.53.6/x/auth/ante/sigverify.go:353]";
        let refused = Refused::of(raw);
        assert_eq!(refused.sequence, Some(7));
        assert!(refused.reason.ends_with("incorrect account sequence"));
        let raw = "campaign 9 not found: query wasm contract failed: unknown request";
        assert_eq!(Refused::of(raw).reason, "campaign 9 not found");
    }
}
