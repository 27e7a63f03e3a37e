//! What a transaction takes. Contracts run as native code here, so their own steps cost nothing: what is counted is
//! what the SDK counts beside them, at the SDK's prices. A real chain takes more; docs/gas.md has what was measured.

use std::cell::Cell;

/// Of a transaction's byte.
const TX_BYTE: u64 = 10;
/// Of a signature by secp256k1.
const SIGNATURE: u64 = 1_000;
/// Of calling a contract.
const CALL: u64 = 60_000;
/// Of looking for a key.
const READ: u64 = 1_000;
/// Of a byte that is read.
const READ_BYTE: u64 = 3;
/// Of writing a value.
const WRITE: u64 = 2_000;
/// Of a byte that is written.
const WRITE_BYTE: u64 = 30;
/// Of removing a key.
const REMOVE: u64 = 1_000;
/// Of going on to the next key.
const NEXT: u64 = 30;

/// Adds up what is used.
#[derive(Debug, Default)]
pub struct Meter(Cell<u64>);

impl Meter {
    fn add(&self, gas: u64) {
        self.0.set(self.0.get().saturating_add(gas));
    }

    /// What was used until now.
    pub fn used(&self) -> u64 {
        self.0.get()
    }

    /// A transaction of so many bytes, before its messages.
    pub fn transaction(&self, bytes: usize) {
        self.add(times(bytes, TX_BYTE).saturating_add(SIGNATURE));
    }

    /// So many calls of contracts.
    pub fn calls(&self, calls: usize) {
        self.add(times(calls, CALL));
    }

    /// A key was looked for, and so many bytes were found.
    pub fn read(&self, bytes: usize) {
        self.add(times(bytes, READ_BYTE).saturating_add(READ));
    }

    /// An entry of so many bytes was met on the way.
    pub fn next(&self, bytes: usize) {
        self.add(times(bytes, READ_BYTE).saturating_add(NEXT));
    }

    /// So many bytes were written.
    pub fn write(&self, bytes: usize) {
        self.add(times(bytes, WRITE_BYTE).saturating_add(WRITE));
    }

    /// A key was removed.
    pub fn remove(&self) {
        self.add(REMOVE);
    }
}

fn times(count: usize, price: u64) -> u64 {
    u64::try_from(count)
        .unwrap_or(u64::MAX)
        .saturating_mul(price)
}
