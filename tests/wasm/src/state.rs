//! What the chain remembers, and what every running call reads and changes of it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use cosmwasm_std::{BlockInfo, Checksum};
use cosmwasm_vm::testing::MockApi;

use crate::gas::Meter;

/// The keys and values of one contract.
pub(crate) type Store = BTreeMap<Vec<u8>, Vec<u8>>;

/// Shared by the chain and every running call's storage and querier.
pub(crate) struct Shared {
    pub api: MockApi,
    pub block: RefCell<BlockInfo>,
    pub state: RefCell<State>,
    pub meter: RefCell<Meter>,
}

impl Shared {
    pub fn new(block: BlockInfo) -> Self {
        Shared {
            api: MockApi::default().with_prefix("wasm"),
            block: RefCell::new(block),
            state: RefCell::default(),
            meter: RefCell::new(Meter::default()),
        }
    }
}

/// A contract and what it has stored.
pub(crate) struct Contract {
    pub code: Checksum,
    pub store: Store,
}

/// All that a failed transaction must leave as it was.
#[derive(Default)]
pub(crate) struct State {
    pub contracts: BTreeMap<String, Contract>,
    pub balances: BTreeMap<(String, String), u128>,
    /// What the transaction that runs has changed, the latest last.
    changes: Vec<Change>,
}

/// What something was before.
enum Change {
    Entry {
        contract: String,
        key: Vec<u8>,
        before: Option<Vec<u8>>,
    },
    Balance {
        key: (String, String),
        before: Option<u128>,
    },
    NewContract(String),
}

impl State {
    /// From here on changes can be undone.
    pub fn begin(&mut self) {
        self.changes.clear();
    }

    /// Undoes all changes since the beginning.
    pub fn undo(&mut self) {
        while let Some(change) = self.changes.pop() {
            match change {
                Change::Entry {
                    contract,
                    key,
                    before,
                } => {
                    let Some(contract) = self.contracts.get_mut(&contract) else {
                        continue;
                    };
                    match before {
                        Some(value) => contract.store.insert(key, value),
                        None => contract.store.remove(&key),
                    };
                }
                Change::Balance { key, before } => {
                    match before {
                        Some(amount) => self.balances.insert(key, amount),
                        None => self.balances.remove(&key),
                    };
                }
                Change::NewContract(address) => {
                    self.contracts.remove(&address);
                }
            }
        }
    }

    /// Writes an entry of a contract's store, or removes it.
    pub fn put(&mut self, contract: &str, key: &[u8], value: Option<&[u8]>) {
        let Some(found) = self.contracts.get_mut(contract) else {
            return;
        };
        let before = match value {
            Some(value) => found.store.insert(key.to_vec(), value.to_vec()),
            None => found.store.remove(key),
        };
        self.changes.push(Change::Entry {
            contract: contract.to_string(),
            key: key.to_vec(),
            before,
        });
    }

    pub fn add_contract(&mut self, address: &str, contract: Contract) {
        self.contracts.insert(address.to_string(), contract);
        let change = Change::NewContract(address.to_string());
        self.changes.push(change);
    }

    pub fn set_balance(&mut self, address: &str, denom: &str, amount: u128) {
        let key = (address.to_string(), denom.to_string());
        let before = self.balances.insert(key.clone(), amount);
        self.changes.push(Change::Balance { key, before });
    }

    pub fn balance(&self, address: &str, denom: &str) -> u128 {
        let key = (address.to_string(), denom.to_string());
        self.balances.get(&key).copied().unwrap_or_default()
    }
}
