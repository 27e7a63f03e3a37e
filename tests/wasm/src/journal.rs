//! What was executed, message by message.

/// A message that went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Address of the contract; of the first one where a transaction has several messages.
    pub contract: String,
    /// Its variant; several are joined by a plus sign.
    pub message: String,
    /// What it cost: the whole transaction, or what an inner message and all that followed from it
    /// added to one.
    pub gas: u64,
    /// Whether a contract sent it.
    pub inner: bool,
}

/// The variant of a JSON message: its only key.
pub fn variant(msg: &[u8]) -> &str {
    let mut parts = msg.split(|byte| *byte == b'"');
    let name = parts.nth(1).unwrap_or_default();
    std::str::from_utf8(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variant_is_the_first_key() {
        assert_eq!(variant(br#"{"claim":{"seats":4}}"#), "claim");
        assert_eq!(variant(br#"{"resolve":{}}"#), "resolve");
        assert_eq!(variant(b"{}"), "");
    }
}
