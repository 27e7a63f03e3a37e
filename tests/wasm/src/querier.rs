//! What a contract can ask of the chain: its siblings and native balances.

use std::rc::Rc;

use cosmwasm_std::{
    coin, from_json, to_json_binary, BalanceResponse, BankQuery, Binary, ContractResult, Empty,
    QueryRequest, SystemError, SystemResult, WasmQuery,
};
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Querier};

use crate::call::CallError;
use crate::gas;
use crate::state::Shared;
use crate::storage::charged;

/// Who answers what a contract asks of another.
pub(crate) trait Siblings {
    /// Runs a query with at most `vm_gas_limit` of VM gas.
    fn query(&self, contract: &str, msg: &[u8], vm_gas_limit: u64) -> Result<Binary, CallError>;
}

/// Answers the queries of one call.
pub(crate) struct ChainQuerier {
    shared: Rc<Shared>,
    siblings: Box<dyn Siblings>,
}

type Answer = SystemResult<ContractResult<Binary>>;

impl ChainQuerier {
    pub fn new(shared: Rc<Shared>, siblings: Box<dyn Siblings>) -> Self {
        ChainQuerier { shared, siblings }
    }

    fn balance(&self, address: &str, denom: String) -> (Answer, GasInfo) {
        let amount = self.shared.state.borrow().balance(address, &denom);
        self.shared.meter.borrow_mut().gas.bank += gas::BANK_BALANCE;
        let response = BalanceResponse::new(coin(amount, denom));
        (
            answer(to_json_binary(&response).unwrap()),
            charged(gas::BANK_BALANCE),
        )
    }

    /// One read of another contract's store, which need not be there, as on a chain.
    fn raw(&self, contract: &str, key: &[u8]) -> (Answer, GasInfo) {
        let state = self.shared.state.borrow();
        let value = state.contracts.get(contract).and_then(|c| c.store.get(key));
        let value = value.cloned().unwrap_or_default();
        let gas = gas::read(key, value.len());
        self.shared.meter.borrow_mut().gas.storage_read += gas;
        (answer(value.into()), charged(gas))
    }

    fn smart(&self, contract: String, msg: &[u8], gas_limit: u64) -> BackendResult<Answer> {
        let before = self.shared.meter.borrow().gas.total();
        let result = self.siblings.query(&contract, msg, gas_limit);
        let gas = charged(self.shared.meter.borrow().gas.total() - before);
        let answer = match result {
            Ok(data) => answer(data),
            Err(CallError::NoSuchContract) => {
                SystemResult::Err(SystemError::NoSuchContract { addr: contract })
            }
            Err(CallError::Refused(reason)) => SystemResult::Ok(ContractResult::Err(reason)),
            Err(CallError::OutOfGas) => return (Err(BackendError::out_of_gas()), gas),
            Err(CallError::Broken(reason)) => return (Err(BackendError::unknown(reason)), gas),
        };
        (Ok(answer), gas)
    }
}

fn answer(data: Binary) -> Answer {
    SystemResult::Ok(ContractResult::Ok(data))
}

fn unsupported(kind: &str) -> (Answer, GasInfo) {
    let kind = kind.to_string();
    (
        SystemResult::Err(SystemError::UnsupportedRequest { kind }),
        GasInfo::free(),
    )
}

impl Querier for ChainQuerier {
    fn query_raw(&self, request: &[u8], gas_limit: u64) -> BackendResult<Answer> {
        let (answer, gas) = match from_json::<QueryRequest<Empty>>(request) {
            Ok(QueryRequest::Bank(BankQuery::Balance { address, denom })) => {
                self.balance(&address, denom)
            }
            Ok(QueryRequest::Wasm(WasmQuery::Raw { contract_addr, key })) => {
                self.raw(&contract_addr, &key)
            }
            Ok(QueryRequest::Wasm(WasmQuery::Smart { contract_addr, msg })) => {
                return self.smart(contract_addr, &msg, gas_limit)
            }
            Ok(_) => unsupported("this harness answers Balance, Raw and Smart only"),
            Err(error) => {
                let error = error.to_string();
                let request = request.into();
                (
                    SystemResult::Err(SystemError::InvalidRequest { error, request }),
                    GasInfo::free(),
                )
            }
        };
        (Ok(answer), gas)
    }
}
