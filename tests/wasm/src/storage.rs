//! A contract's store as the VM sees it: the chain's state, with every access charged.

use std::ops::Bound;
use std::rc::Rc;
use std::vec::IntoIter;

use cosmwasm_std::{Order, Record};
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Storage};

use crate::gas::{self, VM_GAS_PER_GAS};
use crate::state::{Shared, Store};

/// One contract's store, for the time of one call.
pub(crate) struct ContractStorage {
    shared: Rc<Shared>,
    contract: String,
    iterators: Vec<Iter>,
}

struct Iter {
    next: Option<Record>,
    rest: IntoIter<Record>,
}

impl Iter {
    /// Moves on by one entry; gives the one it stood at.
    fn advance(&mut self) -> Option<Record> {
        let next = self.rest.next();
        std::mem::replace(&mut self.next, next)
    }

    fn step_gas(&self) -> u64 {
        gas::step(
            self.next
                .as_ref()
                .map(|(key, value)| (key.as_slice(), value.len())),
        )
    }
}

impl ContractStorage {
    pub fn new(shared: Rc<Shared>, contract: &str) -> Self {
        ContractStorage {
            shared,
            contract: contract.to_string(),
            iterators: Vec::new(),
        }
    }

    fn with<T>(&self, f: impl FnOnce(&Store) -> T) -> T {
        f(&self.shared.state.borrow().contracts[&self.contract].store)
    }

    fn charge_read(&self, gas: u64) -> GasInfo {
        self.shared.meter.borrow_mut().gas.storage_read += gas;
        charged(gas)
    }

    fn charge_write(&self, gas: u64) -> GasInfo {
        self.shared.meter.borrow_mut().gas.storage_write += gas;
        charged(gas)
    }
}

/// Gas that was put on the meter here, so that the VM only lowers what is left.
pub(crate) fn charged(gas: u64) -> GasInfo {
    GasInfo::with_externally_used(gas * VM_GAS_PER_GAS)
}

impl Storage for ContractStorage {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        let value = self.with(|store| store.get(key).cloned());
        let gas = gas::read(key, value.as_ref().map_or(0, Vec::len));
        (Ok(value), self.charge_read(gas))
    }

    fn scan(
        &mut self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> BackendResult<u32> {
        let records = self.with(|store| range(store, start, end, order));
        let mut iter = Iter {
            next: None,
            rest: records.into_iter(),
        };
        iter.advance();
        let gas = iter.step_gas();
        self.iterators.push(iter);
        let id = u32::try_from(self.iterators.len() - 1).unwrap();
        (Ok(id), self.charge_read(gas))
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let Some(iter) = self.iterators.get_mut(iterator_id as usize) else {
            return (
                Err(BackendError::iterator_does_not_exist(iterator_id)),
                GasInfo::free(),
            );
        };
        // The end was charged for when the iterator arrived there.
        let Some(record) = iter.advance() else {
            return (Ok(None), GasInfo::free());
        };
        let gas = iter.step_gas();
        (Ok(Some(record)), self.charge_read(gas))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        let mut state = self.shared.state.borrow_mut();
        state.put(&self.contract, key, Some(value));
        drop(state);
        (Ok(()), self.charge_write(gas::write(key, value.len())))
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        let mut state = self.shared.state.borrow_mut();
        state.put(&self.contract, key, None);
        drop(state);
        (Ok(()), self.charge_write(gas::DELETE))
    }
}

fn range(store: &Store, start: Option<&[u8]>, end: Option<&[u8]>, order: Order) -> Vec<Record> {
    if matches!((start, end), (Some(start), Some(end)) if start >= end) {
        return Vec::new();
    }
    let from = start.map_or(Bound::Unbounded, Bound::Included);
    let to = end.map_or(Bound::Unbounded, Bound::Excluded);
    let found = store
        .range::<[u8], _>((from, to))
        .map(|(key, value)| (key.clone(), value.clone()));
    match order {
        Order::Ascending => found.collect(),
        Order::Descending => found.rev().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_include_the_start_and_exclude_the_end() {
        let store: Store = [b"a", b"b", b"c"].map(|k| (k.to_vec(), vec![])).into();
        let keys = |start, end, order| -> Vec<u8> {
            range(&store, start, end, order)
                .into_iter()
                .map(|(key, _)| key[0])
                .collect()
        };
        assert_eq!(keys(None, None, Order::Ascending), b"abc");
        assert_eq!(keys(Some(b"a"), Some(b"c"), Order::Descending), b"ba");
        assert_eq!(keys(Some(b"b"), None, Order::Ascending), b"bc");
        assert!(keys(Some(b"c"), Some(b"a"), Order::Ascending).is_empty());
        assert!(keys(Some(b"a"), Some(b"a"), Order::Ascending).is_empty());
    }
}
