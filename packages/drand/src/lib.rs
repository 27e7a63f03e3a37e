//! Public randomness by drand: which round comes when, what it signs, and whether a signature is
//! the chain's. What has no feature knows no chain and no curve: the manifest names the rest.
//!
//! A round's message is SHA-256 of its number, its signature is one point of 48 bytes, and its
//! randomness is SHA-256 of that signature. A key has one signature for each message, so nobody
//! chooses a round's randomness, not even those who hold the key.

pub mod chain;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "native")]
pub mod native;
#[cfg(feature = "native")]
pub mod noise;
pub mod schedule;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "chain")]
pub mod verify;
#[cfg(feature = "wire")]
pub mod wire;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// A compressed point of G2.
pub type PublicKey = [u8; 96];
/// A compressed point of G1.
pub type Signature = [u8; 48];
/// SHA-256 of something.
pub type Hash = [u8; 32];

/// The point at infinity of G2, compressed: the key for which infinity signs everything.
#[cfg(any(feature = "chain", feature = "native"))]
const INFINITY: PublicKey = {
    let mut point = [0; 96];
    if let Some(flags) = point.first_mut() {
        *flags = 0xc0;
    }
    point
};

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// The key is the point at infinity.
    #[error("drand's public key is the point at infinity, for which anybody can sign")]
    NoKey,
    /// Key or signature is no point of its group.
    #[error("drand's public key, or the signature of round {0}, is no point of its group")]
    NoPoint(u64),
    /// The signature is another key's, or another round's.
    #[error("the signature is not that of round {0} by drand's public key")]
    Signature(u64),
}

/// What drand signs for a round.
pub fn message(round: u64) -> Hash {
    Sha256::digest(round.to_be_bytes()).into()
}

/// The randomness that a verified signature is worth.
pub fn randomness(signature: &Signature) -> Hash {
    Sha256::digest(signature).into()
}
