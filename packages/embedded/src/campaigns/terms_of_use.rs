//! The text that the demo's licenses are sold under. It is served beside the campaigns, so that whoever buys can
//! compare its hash.

use cosmwasm_std::HexBinary;
use sha2::{Digest, Sha256};

/// The text.
const TEXT: &str = "Terms of use of this demonstration

These data sets are examples. A license of them is paid with coins that are worth nothing, is gone when the program
ends, and gives no rights beyond the license of the program that they come with.
";

/// A text, and what an offer says of it.
#[derive(Clone, Debug)]
pub struct TermsOfUse {
    /// Where it is.
    pub uri: String,
    /// Its SHA-256.
    pub hash: HexBinary,
}

impl TermsOfUse {
    /// Its path below the address of the campaigns.
    pub const PATH: &str = "terms-of-use.txt";

    /// To be served below an address.
    pub fn of(base: &str) -> Self {
        Self {
            uri: format!("{base}/{}", Self::PATH),
            hash: Sha256::digest(TEXT).to_vec().into(),
        }
    }

    /// What is served.
    pub fn bytes() -> Vec<u8> {
        TEXT.as_bytes().to_vec()
    }
}
