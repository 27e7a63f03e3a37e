//! What a wasmd chain charges, with default settings (wasmd 0.54 to 0.60, SDK 0.50 to 0.53), and
//! the meter that adds it up. All in SDK gas, except where VM gas is named.

use std::collections::BTreeSet;

use cosmwasm_std::{Attribute, Checksum, Coin, Event};

/// VM gas in one SDK gas (wasmd's `DefaultGasMultiplier`).
pub const VM_GAS_PER_GAS: u64 = 140_000;

/// A transaction with one empty contract call, all in: signature, accounts, fee, envelope, and the
/// loading of that contract. Measured on wasmd 0.60.8 as 116 030.
pub const TRANSACTION: u64 = 116_000;
/// Each byte of a transaction (the SDK's `TxSizeCostPerByte`).
pub const TX_BYTE: u64 = 10;
/// Envelope of a further message in a transaction: type, sender, contract, tags and lengths.
pub const MESSAGE_ENVELOPE_BYTES: u64 = 160;
/// Envelope of a coin, beyond its denom and digits.
pub const COIN_ENVELOPE_BYTES: u64 = 6;

/// Loading a contract (wasmd's `DefaultInstanceCost`).
pub const INSTANCE: u64 = 60_000;
/// Loading a code that this transaction has loaded before (`DefaultInstanceCostDiscount`).
pub const INSTANCE_AGAIN: u64 = 2_000;
/// Reading a contract's and its code's records before every load: two reads, 250 bytes together.
pub const CONTRACT_LOOKUP: u64 = 2 * READ + 250 * READ_BYTE;
/// Each byte of what a contract returns (`DefaultDeserializationCostPerByte`).
pub const RESULT_BYTE: u64 = 1;

/// A store's read (the SDK's `KVGasConfig`, as are the following).
pub const READ: u64 = 1_000;
/// Each byte of key and value read.
pub const READ_BYTE: u64 = 3;
/// A store's write.
pub const WRITE: u64 = 2_000;
/// Each byte of key and value written.
pub const WRITE_BYTE: u64 = 30;
/// A store's delete.
pub const DELETE: u64 = 1_000;
/// A step of an iterator, beyond the bytes of the entry it arrives at.
pub const ITERATOR_STEP: u64 = 30;
/// What wasmd puts before a contract's keys: one byte and the 32 of its address.
pub const CONTRACT_PREFIX_BYTES: u64 = 33;

/// An event's attribute (wasmd's `DefaultPerAttributeCost`).
pub const ATTRIBUTE: u64 = 10;
/// Each byte of an attribute's key and value, and of an event's type.
pub const EVENT_BYTE: u64 = 1;
/// An event other than the plain `wasm` one (`DefaultPerCustomEventCost`).
pub const CUSTOM_EVENT: u64 = 20;
/// Attribute bytes that are free in each response (`DefaultEventAttributeDataFreeTier`).
pub const FREE_ATTRIBUTE_BYTES: u64 = 100;

/// Moving one coin: on either side a balance read, and it and its index by denom written anew.
/// An estimate: it depends on the length of denoms and on which accounts are new.
pub const BANK_SEND: u64 = 2 * (READ + DELETE + 2 * WRITE + 150 * WRITE_BYTE);
/// Reading a balance.
pub const BANK_BALANCE: u64 = READ + 60 * READ_BYTE;

/// What a block of the tightest live chains holds, and so a transaction.
pub const BLOCK_LIMIT: u64 = 30_000_000;
/// What a query from outside may use (wasmd's `SmartQueryGasLimit`).
pub const QUERY_LIMIT: u64 = 3_000_000;

/// Reading `key` with `value_bytes` of value, 0 where there is none.
pub fn read(key: &[u8], value_bytes: usize) -> u64 {
    READ + READ_BYTE * entry_bytes(key, value_bytes)
}

/// Writing `value_bytes` of value under `key`.
pub fn write(key: &[u8], value_bytes: usize) -> u64 {
    WRITE + WRITE_BYTE * entry_bytes(key, value_bytes)
}

/// An iterator's arrival at an entry, or at its end.
pub fn step(entry: Option<(&[u8], usize)>) -> u64 {
    ITERATOR_STEP
        + entry.map_or(0, |(key, value_bytes)| {
            READ_BYTE * entry_bytes(key, value_bytes)
        })
}

fn entry_bytes(key: &[u8], value_bytes: usize) -> u64 {
    CONTRACT_PREFIX_BYTES + (key.len() + value_bytes) as u64
}

/// The events of one response.
pub fn events(attributes: &[Attribute], events: &[Event]) -> u64 {
    let mut free = FREE_ATTRIBUTE_BYTES;
    let mut of_attributes = |attributes: &[Attribute]| {
        let bytes: u64 = attributes
            .iter()
            .map(|a| (a.key.len() + a.value.len()) as u64)
            .sum();
        let charged = bytes.saturating_sub(free);
        free = free.saturating_sub(bytes);
        charged * EVENT_BYTE + attributes.len() as u64 * ATTRIBUTE
    };
    let plain = of_attributes(attributes);
    let custom = |event: &Event| {
        CUSTOM_EVENT + event.ty.len() as u64 * EVENT_BYTE + of_attributes(&event.attributes)
    };
    plain + events.iter().map(custom).sum::<u64>()
}

/// The bytes of a message in a transaction, beyond the envelope of the first.
pub fn message_bytes(first: bool, msg: &[u8], funds: &[Coin]) -> u64 {
    let envelope = if first { 0 } else { MESSAGE_ENVELOPE_BYTES };
    let coin = |coin: &Coin| {
        COIN_ENVELOPE_BYTES + (coin.denom.len() + coin.amount.to_string().len()) as u64
    };
    envelope + msg.len() as u64 + funds.iter().map(coin).sum::<u64>()
}

/// Where the gas of a transaction or a query went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gas {
    /// What every transaction costs, the first contract's loading included.
    pub fixed: u64,
    /// The bytes of the messages.
    pub tx_bytes: u64,
    /// Loading contracts, the first excepted.
    pub instances: u64,
    /// Wasm instructions and what the VM does for the contract.
    pub vm: u64,
    /// Reads and iterators.
    pub storage_read: u64,
    /// Writes and deletes.
    pub storage_write: u64,
    /// Decoding what contracts return.
    pub results: u64,
    /// Events.
    pub events: u64,
    /// Native coins moved or looked up.
    pub bank: u64,
}

impl Gas {
    /// All of it.
    pub fn total(&self) -> u64 {
        self.fixed
            + self.tx_bytes
            + self.instances
            + self.vm
            + self.storage_read
            + self.storage_write
            + self.results
            + self.events
            + self.bank
    }
}

impl core::ops::AddAssign for Gas {
    fn add_assign(&mut self, other: Self) {
        self.fixed += other.fixed;
        self.tx_bytes += other.tx_bytes;
        self.instances += other.instances;
        self.vm += other.vm;
        self.storage_read += other.storage_read;
        self.storage_write += other.storage_write;
        self.results += other.results;
        self.events += other.events;
        self.bank += other.bank;
    }
}

/// Adds up a transaction or a query.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    pub gas: Gas,
    limit: u64,
    loaded: BTreeSet<Vec<u8>>,
}

impl Meter {
    pub fn new(limit: u64) -> Self {
        Meter {
            limit,
            ..Meter::default()
        }
    }

    /// What is left, as the VM counts it.
    pub fn left_for_vm(&self) -> u64 {
        self.limit.saturating_sub(self.gas.total()) * VM_GAS_PER_GAS
    }

    /// Fails where a chain would stop between two calls; inside of one the VM does.
    pub fn check(&self) -> Result<(), String> {
        let used = self.gas.total();
        if used > self.limit {
            return Err(format!("out of gas: {used} of {}", self.limit));
        }
        Ok(())
    }

    /// Charges for loading `code`, unless the fixed part has paid for it, and gives what it took.
    pub fn load(&mut self, code: &Checksum) -> u64 {
        let first = self.loaded.is_empty() && self.gas.fixed > 0;
        let new = self.loaded.insert(code.as_slice().to_vec());
        let gas = match (first, new) {
            (true, _) => 0,
            (_, true) => CONTRACT_LOOKUP + INSTANCE,
            (_, false) => CONTRACT_LOOKUP + INSTANCE_AGAIN,
        };
        self.gas.instances += gas;
        gas
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_contract_prefix_and_the_key() {
        assert_eq!(read(b"abc", 0), 1_000 + 3 * 36);
        assert_eq!(read(b"abc", 10), 1_000 + 3 * 46);
        assert_eq!(write(b"abc", 10), 2_000 + 30 * 46);
        assert_eq!(step(Some((b"abc", 10))), 30 + 3 * 46);
        assert_eq!(step(None), 30);
    }

    #[test]
    fn spreads_the_free_attribute_bytes_over_a_response() {
        let plain = [Attribute::new("k", "v".repeat(79))];
        assert_eq!(events(&plain, &[]), 10);
        let custom = Event::new("noted").add_attribute("k", "v".repeat(29));
        assert_eq!(
            events(&plain, std::slice::from_ref(&custom)),
            10 + 20 + 5 + 10 + 10
        );
        assert_eq!(events(&[], &[custom]), 20 + 5 + 10);
    }

    #[test]
    fn loads_a_code_once_a_transaction() {
        let a = Checksum::generate(b"a");
        let b = Checksum::generate(b"b");
        let mut meter = Meter::new(BLOCK_LIMIT);
        meter.gas.fixed = TRANSACTION;
        assert_eq!(meter.load(&a), 0);
        assert_eq!(meter.load(&a), CONTRACT_LOOKUP + 2_000);
        assert_eq!(meter.load(&b), CONTRACT_LOOKUP + 60_000);
        assert_eq!(meter.load(&b), CONTRACT_LOOKUP + 2_000);
        assert_eq!(Meter::new(QUERY_LIMIT).load(&a), CONTRACT_LOOKUP + 60_000);
    }

    #[test]
    fn stops_at_the_limit() {
        let mut meter = Meter::new(10);
        meter.gas.bank = 10;
        assert_eq!(meter.check(), Ok(()));
        assert_eq!(meter.left_for_vm(), 0);
        meter.gas.bank = 11;
        assert_eq!(meter.check(), Err("out of gas: 11 of 10".to_string()));
    }
}
