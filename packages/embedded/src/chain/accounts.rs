//! Accounts: their number, and how many transactions they have sent.

use std::collections::BTreeMap;

use k256::ecdsa::VerifyingKey;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};

/// What a transaction must name of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Its own.
    pub number: u64,
    /// Of its next transaction.
    pub sequence: u64,
}

/// All accounts that sent or got something.
#[derive(Clone, Debug, Default)]
pub struct Accounts(BTreeMap<String, Numbers>);

impl Accounts {
    /// The numbers of an account; none where the chain does not know it.
    pub fn get(&self, address: &str) -> Option<Numbers> {
        self.0.get(address).copied()
    }

    /// The same; whoever is not known gets the next number.
    pub fn make(&mut self, address: &str) -> Numbers {
        let number = u64::try_from(self.0.len()).unwrap_or(u64::MAX);
        let new = Numbers {
            number,
            sequence: 0,
        };
        *self.0.entry(address.to_owned()).or_insert(new)
    }

    /// The account's transaction is in a block.
    pub fn sent(&mut self, address: &str) {
        if let Some(numbers) = self.0.get_mut(address) {
            numbers.sequence = numbers.sequence.saturating_add(1);
        }
    }
}

/// The bytes of the address of a key, as all chains of the SDK make them.
pub fn address_bytes(key: &VerifyingKey) -> [u8; 20] {
    Ripemd160::digest(Sha256::digest(key.to_encoded_point(true).as_bytes())).into()
}
