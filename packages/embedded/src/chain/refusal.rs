//! Why the chain refuses something, with the numbers and the words that nodes of the Cosmos SDK have for it: clients
//! read them.

use thiserror::Error;

/// Module of refusals that every transaction may meet.
const SDK: &str = "sdk";
/// Module of refusals by contracts.
const WASM: &str = "wasm";

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{log}")]
pub struct Refusal {
    /// The module that refuses.
    pub codespace: &'static str,
    /// Its number for the reason.
    pub code: u32,
    /// The reason.
    pub log: String,
}

impl Refusal {
    const fn sdk(code: u32, log: String) -> Self {
        Self {
            codespace: SDK,
            code,
            log,
        }
    }

    /// Bytes that are no transaction, or no message of their type.
    pub fn unreadable(what: &str) -> Self {
        Self::sdk(2, format!("{what}: tx parse error"))
    }

    /// A signature or a right that is not there.
    pub fn unauthorized(what: &str) -> Self {
        Self::sdk(4, format!("{what}: unauthorized"))
    }

    /// Money that is not there.
    pub fn funds(what: &str) -> Self {
        Self::sdk(5, format!("{what}: insufficient funds"))
    }

    /// What this chain does not have.
    pub fn unknown(what: &str) -> Self {
        Self::sdk(6, format!("{what}: unknown request"))
    }

    /// A text that is no address.
    pub fn address(what: &str) -> Self {
        Self::sdk(7, format!("{what}: invalid address"))
    }

    /// A key that is none, or another account's.
    pub fn key(what: &str) -> Self {
        Self::sdk(8, format!("{what}: invalid pubkey"))
    }

    /// An account that nobody has sent anything.
    pub fn account(address: &str) -> Self {
        Self::sdk(
            9,
            format!("account {address} does not exist: unknown address"),
        )
    }

    /// More gas than was paid for.
    pub fn gas(wanted: u64, used: u64) -> Self {
        let log = format!("out of gas; gasWanted: {wanted}, gasUsed: {used}: out of gas");
        Self::sdk(11, log)
    }

    /// A memo that is too long.
    pub fn memo(most: usize, found: usize) -> Self {
        let log = format!(
            "maximum number of characters is {most} but received {found} characters: memo too large"
        );
        Self::sdk(12, log)
    }

    /// A fee below the price.
    pub fn fee(got: &str, wanted: &str) -> Self {
        let log = format!("insufficient fees; got: {got} required: {wanted}: insufficient fee");
        Self::sdk(13, log)
    }

    /// What makes no sense.
    pub fn request(what: &str) -> Self {
        Self::sdk(18, format!("{what}: invalid request"))
    }

    /// A key of the chain's state that has nothing.
    pub fn not_found(what: &str) -> Self {
        Self::sdk(
            22,
            format!("rpc error: code = NotFound desc = {what} not found: key not found"),
        )
    }

    /// A height that has passed.
    pub fn late(what: &str) -> Self {
        Self::sdk(30, format!("{what}: tx timeout height"))
    }

    /// A sequence that was used already, or is not yet due.
    pub fn sequence(wanted: u64, got: u64) -> Self {
        let log = format!(
            "account sequence mismatch, expected {wanted}, got {got}: incorrect account sequence"
        );
        Self::sdk(32, log)
    }

    /// A contract's own refusal of a message, in its words.
    pub fn executed(words: &str) -> Self {
        Self {
            codespace: WASM,
            code: 5,
            log: format!("{words}: execute wasm contract failed"),
        }
    }

    /// A contract's own refusal of a query, in its words.
    pub fn queried(words: &str) -> Self {
        Self {
            codespace: WASM,
            code: 9,
            log: format!("{words}: query wasm contract failed"),
        }
    }

    /// The same, of a message in somebody's name: chains write the whole message, and clients look for it.
    pub fn of_granted(self, sender: &str, contract: &str, msg: &[u8]) -> Self {
        let msg = String::from_utf8_lossy(msg);
        let msg = msg.replace('\\', "\\\\").replace('"', "\\\"");
        let log = format!(
            "failed to execute message; message sender:\"{sender}\" contract:\"{contract}\" msg:\"{msg}\" : {}",
            self.log
        );
        Self { log, ..self }
    }

    /// The same, of a message of a transaction.
    pub fn of_message(self, index: usize) -> Self {
        let log = format!(
            "failed to execute message; message index: {index}: {}",
            self.log
        );
        Self { log, ..self }
    }
}
