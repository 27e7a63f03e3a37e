//! A drand of the market's own: a key pair that signs rounds by the chain's time.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex},
};

use cosmwasm_std::Binary;
use pasar_common::task_registry::Randomness;
use pasar_drand::{native::Beacon, Signature};

use super::{
    market::Market,
    native::{BLOCK_SECONDS, GENESIS},
};

/// The key pair of a seed, and what it signed: signing costs milliseconds, and markets of one
/// process begin at the same time, so they ask for the same rounds.
static BEACON: LazyLock<Beacon> = LazyLock::new(|| Beacon::new(b"pasar-testkit"));
static SIGNED: Mutex<BTreeMap<u64, Signature>> = Mutex::new(BTreeMap::new());

/// The setting of markets that set none: a round each second, of which each decides, so that the next
/// block draws what this one fixed.
pub fn randomness() -> Randomness {
    Randomness {
        public_key: BEACON.public_key().as_slice().into(),
        // A year before the chain's.
        genesis: GENESIS - 365 * 86_400,
        period_seconds: 1,
        stride: 1,
        delay_seconds: BLOCK_SECONDS as u16,
    }
}

/// The signature of a round, whether or not it has come.
///
/// # Panics
/// Where another thread panicked meanwhile.
pub fn signature_of(round: u64) -> Binary {
    let mut signed = SIGNED.lock().expect("nobody panics with it");
    let signature = signed.entry(round).or_insert_with(|| BEACON.sign(round));
    signature.as_slice().into()
}

impl Market {
    /// The signature of a round by the market's drand, whether or not it has come.
    pub fn signature_of(&self, round: u64) -> Binary {
        signature_of(round)
    }

    /// When a round of the market's drand comes, Unix seconds.
    pub fn time_of(&self, round: u64) -> u64 {
        let Randomness {
            genesis,
            period_seconds,
            ..
        } = self.config().params.randomness;
        genesis + (round - 1) * u64::from(period_seconds)
    }
}
