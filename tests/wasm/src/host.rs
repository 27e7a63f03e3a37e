//! The VM, and a single call into a contract.

use std::rc::Rc;

use cosmwasm_std::{
    Addr, Binary, BlockInfo, Checksum, ContractInfo, ContractResult, Empty, Env, MessageInfo,
    Response, TransactionInfo,
};
use cosmwasm_vm::testing::MockApi;
use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_query_raw, capabilities_from_csv, from_slice,
    to_vec, Backend, Cache, CacheOptions, Instance, InstanceOptions, VmResult,
};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

use crate::call::{CallError, Entry};
use crate::check::{INSTANCE_MEMORY, MODULE_MEMORY, OLD_CHAINS};
use crate::gas::{RESULT_BYTE, VM_GAS_PER_GAS};
use crate::querier::{ChainQuerier, Siblings};
use crate::state::Shared;
use crate::storage::ContractStorage;

/// What the VM takes from a contract at most; wasmd decodes all of it, for gas.
const RESULT_LIMIT: usize = 64 * 1024 * 1024;

type Vm = Cache<MockApi, ContractStorage, ChainQuerier>;
type VmInstance = Instance<MockApi, ContractStorage, ChainQuerier>;

/// Runs contracts on the state that it shares with them.
pub(crate) struct Host {
    vm: Vm,
    pub shared: Rc<Shared>,
    // Where the VM keeps its files; gone with the chain.
    _files: TempDir,
}

impl Host {
    pub fn new(block: BlockInfo) -> Self {
        let files = tempfile::tempdir().unwrap();
        let capabilities = capabilities_from_csv(OLD_CHAINS);
        let options = CacheOptions::new(files.path(), capabilities, MODULE_MEMORY, INSTANCE_MEMORY);
        // SAFETY: the folder is new and nobody else's, so the modules in it are the VM's own.
        let vm = unsafe { Vm::new(options) }.unwrap();
        Host {
            vm,
            shared: Rc::new(Shared::new(block)),
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
        let left = self.shared.meter.borrow().left_for_vm();
        let result = self.call(contract, left, |instance, env| match entry {
            Entry::Instantiate => call_instantiate_raw(instance, env, &info, msg),
            Entry::Execute => call_execute_raw(instance, env, &info, msg),
        })?;
        decode::<Response<Empty>>(&result)
    }

    fn call(
        self: &Rc<Self>,
        contract: &str,
        vm_gas_limit: u64,
        enter: impl FnOnce(&mut VmInstance, &[u8]) -> VmResult<Vec<u8>>,
    ) -> Result<Vec<u8>, CallError> {
        let state = self.shared.state.borrow();
        let code = state
            .contracts
            .get(contract)
            .ok_or(CallError::NoSuchContract)?
            .code;
        drop(state);
        let load = self.shared.meter.borrow_mut().load(&code) * VM_GAS_PER_GAS;
        let gas_limit = vm_gas_limit.checked_sub(load).ok_or(CallError::OutOfGas)?;
        let backend = Backend {
            api: self.shared.api,
            storage: ContractStorage::new(Rc::clone(&self.shared), contract),
            querier: ChainQuerier::new(Rc::clone(&self.shared), Box::new(Rc::clone(self))),
        };
        let mut instance = self
            .vm
            .get_instance(&code, backend, InstanceOptions { gas_limit })?;
        let result = enter(&mut instance, &to_vec(&self.env(contract))?);
        // Storage and queries have put their part on the meter themselves.
        let vm = instance.create_gas_report().used_internally / VM_GAS_PER_GAS;
        let mut meter = self.shared.meter.borrow_mut();
        meter.gas.vm += vm;
        let result = result?;
        meter.gas.results += result.len() as u64 * RESULT_BYTE;
        Ok(result)
    }

    fn env(&self, contract: &str) -> Env {
        Env {
            block: self.shared.block.borrow().clone(),
            transaction: Some(TransactionInfo { index: 0 }),
            contract: ContractInfo {
                address: Addr::unchecked(contract),
            },
        }
    }
}

impl Siblings for Rc<Host> {
    fn query(&self, contract: &str, msg: &[u8], vm_gas_limit: u64) -> Result<Binary, CallError> {
        let result = self.call(contract, vm_gas_limit, |instance, env| {
            call_query_raw(instance, env, msg)
        })?;
        decode(&result)
    }
}

fn decode<T: DeserializeOwned>(result: &[u8]) -> Result<T, CallError> {
    from_slice::<ContractResult<T>>(result, RESULT_LIMIT)?
        .into_result()
        .map_err(CallError::Refused)
}
