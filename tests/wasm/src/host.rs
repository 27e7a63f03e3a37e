//! The VM, the chain's state, and a single call into a contract.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use cosmwasm_std::{
    Addr, Binary, BlockInfo, Checksum, ContractInfo, ContractResult, Empty, Env, MessageInfo,
    Response, TransactionInfo,
};
use cosmwasm_vm::testing::MockApi;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_query_raw, capabilities_from_csv, from_slice,
    to_vec, Backend, Cache, CacheOptions, Instance, InstanceOptions, Size, VmError, VmResult,
};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::gas::{Meter, RESULT_BYTE, VM_GAS_PER_GAS};
use crate::querier::ChainQuerier;
use crate::storage::{ContractStorage, Store};

/// What the oldest live chains offer: the contracts must need nothing else.
const CAPABILITIES: &str =
    "iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4";
/// An instance's memory, and the memory for compiled modules: wasmd's defaults.
const INSTANCE_MEMORY: Size = Size::mebi(32);
const MODULE_MEMORY: Size = Size::mebi(100);
/// What the VM takes from a contract at most; wasmd decodes all of it, for gas.
const RESULT_LIMIT: usize = 64 * 1024 * 1024;

type Vm = Cache<MockApi, ContractStorage, ChainQuerier>;
type VmInstance = Instance<MockApi, ContractStorage, ChainQuerier>;

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

/// Why a call gave nothing.
#[derive(Debug)]
pub(crate) enum CallError {
    NoSuchContract,
    /// The contract's own error.
    Refused(String),
    OutOfGas,
    /// Everything that the contract did not choose: traps, missing entry points, bad results.
    Broken(String),
}

impl From<VmError> for CallError {
    fn from(error: VmError) -> Self {
        match error {
            VmError::GasDepletion { .. } => CallError::OutOfGas,
            other => CallError::Broken(other.to_string()),
        }
    }
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CallError::NoSuchContract => f.write_str("no such contract"),
            CallError::Refused(reason) | CallError::Broken(reason) => f.write_str(reason),
            CallError::OutOfGas => f.write_str("out of gas"),
        }
    }
}

/// The two entry points that change state.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    Instantiate,
    Execute,
}

/// Shared by the chain and every running call's storage and querier.
pub(crate) struct Host {
    vm: Vm,
    pub api: MockApi,
    pub block: RefCell<BlockInfo>,
    pub state: RefCell<State>,
    pub meter: RefCell<Meter>,
    // Where the VM keeps its files; gone with the chain.
    _files: TempDir,
}

impl Host {
    pub fn new(block: BlockInfo) -> Self {
        let files = tempfile::tempdir().unwrap();
        let capabilities = capabilities_from_csv(CAPABILITIES);
        let options = CacheOptions::new(files.path(), capabilities, MODULE_MEMORY, INSTANCE_MEMORY);
        // SAFETY: the folder is new and nobody else's, so the modules in it are the VM's own.
        let vm = unsafe { Vm::new(options) }.unwrap();
        Host {
            vm,
            api: MockApi::default().with_prefix("wasm"),
            block: RefCell::new(block),
            state: RefCell::default(),
            meter: RefCell::new(Meter::default()),
            _files: files,
        }
    }

    /// Checks, compiles and keeps a code.
    pub fn store(&self, wasm: &[u8]) -> VmResult<Checksum> {
        let checksum = self.vm.store_code(wasm, true, true)?;
        self.vm.pin(&checksum)?;
        Ok(checksum)
    }

    /// Runs an entry point and decodes the response; messages in it are the caller's to send.
    pub fn enter(
        self: &Rc<Self>,
        entry: Entry,
        contract: &str,
        info: &MessageInfo,
        msg: &[u8],
    ) -> Result<Response, CallError> {
        let info = to_vec(info)?;
        let left = self.meter.borrow().left_for_vm();
        let result = self.call(contract, left, |instance, env| match entry {
            Entry::Instantiate => call_instantiate_raw(instance, env, &info, msg),
            Entry::Execute => call_execute_raw(instance, env, &info, msg),
        })?;
        decode::<Response<Empty>>(&result)
    }

    /// Runs a query with at most `vm_gas_limit` of VM gas.
    pub fn query(
        self: &Rc<Self>,
        contract: &str,
        msg: &[u8],
        vm_gas_limit: u64,
    ) -> Result<Binary, CallError> {
        let result = self.call(contract, vm_gas_limit, |instance, env| {
            call_query_raw(instance, env, msg)
        })?;
        decode(&result)
    }

    fn call(
        self: &Rc<Self>,
        contract: &str,
        vm_gas_limit: u64,
        enter: impl FnOnce(&mut VmInstance, &[u8]) -> VmResult<Vec<u8>>,
    ) -> Result<Vec<u8>, CallError> {
        let state = self.state.borrow();
        let code = state
            .contracts
            .get(contract)
            .ok_or(CallError::NoSuchContract)?
            .code;
        drop(state);
        let load = self.meter.borrow_mut().load(&code) * VM_GAS_PER_GAS;
        let gas_limit = vm_gas_limit.checked_sub(load).ok_or(CallError::OutOfGas)?;
        let backend = Backend {
            api: self.api,
            storage: ContractStorage::new(Rc::clone(self), contract),
            querier: ChainQuerier::new(Rc::clone(self)),
        };
        let mut instance = self
            .vm
            .get_instance(&code, backend, InstanceOptions { gas_limit })?;
        let result = enter(&mut instance, &to_vec(&self.env(contract))?);
        // Storage and queries have put their part on the meter themselves.
        let vm = instance.create_gas_report().used_internally / VM_GAS_PER_GAS;
        let mut meter = self.meter.borrow_mut();
        meter.gas.vm += vm;
        let result = result?;
        meter.gas.results += result.len() as u64 * RESULT_BYTE;
        Ok(result)
    }

    fn env(&self, contract: &str) -> Env {
        Env {
            block: self.block.borrow().clone(),
            transaction: Some(TransactionInfo { index: 0 }),
            contract: ContractInfo {
                address: Addr::unchecked(contract),
            },
        }
    }
}

fn decode<T: DeserializeOwned>(result: &[u8]) -> Result<T, CallError> {
    from_slice::<ContractResult<T>>(result, RESULT_LIMIT)?
        .into_result()
        .map_err(CallError::Refused)
}
