//! What relays answer, in drand's own form: hashes and points in hex.

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use crate::{
    chain::{Chain, SCHEME},
    randomness,
    schedule::Schedule,
    Hash, Signature,
};

/// Answer of `/info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Info {
    /// Compressed point, in hex.
    pub public_key: String,
    /// Seconds from one round to the next.
    pub period: NonZeroU64,
    /// When round one comes.
    pub genesis_time: u64,
    /// The chain's hash.
    pub hash: String,
    /// Hash of the group that began the chain.
    #[serde(rename = "groupHash")]
    pub group_hash: String,
    /// Name of the scheme.
    #[serde(rename = "schemeID")]
    pub scheme_id: String,
    /// The chain's name.
    pub metadata: Metadata,
}

/// What drand nests in `/info`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The chain's name.
    #[serde(rename = "beaconID")]
    pub beacon_id: String,
}

/// Answer of `/public/latest` and `/public/ROUND`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Number of the round.
    pub round: u64,
    /// SHA-256 of the signature; newer relays leave it out, and nobody has to believe it.
    #[serde(default)]
    pub randomness: String,
    /// Compressed point, in hex.
    pub signature: String,
}

impl Info {
    /// A chain as relays show it. None where its hash cannot be told.
    pub fn of(chain: &Chain, group: &Hash, id: &str) -> Option<Self> {
        Some(Self {
            public_key: hex::encode(chain.public_key),
            period: chain.schedule.period,
            genesis_time: chain.schedule.genesis,
            hash: hex::encode(chain.hash(group, id)?),
            group_hash: hex::encode(group),
            scheme_id: SCHEME.to_owned(),
            metadata: Metadata {
                beacon_id: id.to_owned(),
            },
        })
    }

    /// The chain that is shown. None where it has another scheme, or its key is no 96 bytes.
    pub fn chain(&self) -> Option<Chain> {
        if self.scheme_id != SCHEME {
            return None;
        }
        let mut public_key = [0; 96];
        hex::decode_to_slice(&self.public_key, &mut public_key).ok()?;
        Some(Chain {
            public_key,
            schedule: Schedule {
                genesis: self.genesis_time,
                period: self.period,
            },
        })
    }
}

impl Round {
    /// A signed round.
    pub fn of(round: u64, signature: &Signature) -> Self {
        Self {
            round,
            randomness: hex::encode(randomness(signature)),
            signature: hex::encode(signature),
        }
    }
}
