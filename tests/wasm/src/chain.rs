//! Transactions: calls, the messages they lead to, and all or nothing.

use std::{cell::RefCell, rc::Rc};

use cosmwasm_std::{
    from_json, instantiate2_address, to_json_vec, Addr, Attribute, BankMsg, Binary, BlockInfo,
    CanonicalAddr, Checksum, Coin, CosmosMsg, Event, MessageInfo, ReplyOn, Timestamp, WasmMsg,
};
use cosmwasm_vm::BackendApi;
use serde::de::DeserializeOwned;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::call::Entry;
use crate::gas::{self, Gas, Meter, BLOCK_LIMIT, QUERY_LIMIT, VM_GAS_PER_GAS};
use crate::host::Host;
use crate::journal::{variant, Noted};
use crate::querier::Siblings;
use crate::state::Contract;

/// The chain's id.
pub const CHAIN_ID: &str = "pasar-wasm-1";
/// Time of the first block.
pub const GENESIS: Timestamp = Timestamp::from_nanos(1_700_000_000_000_000_000);
const NANOS_PER_SECOND: u64 = 1_000_000_000;

/// A chain in memory, with contracts, native balances and a clock.
pub struct Chain {
    host: Rc<Host>,
    journal: RefCell<Vec<Noted>>,
}

/// One message of a transaction.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which contract.
    pub contract: String,
    /// What it is told, JSON.
    pub msg: Vec<u8>,
    /// What is attached.
    pub funds: Vec<Coin>,
}

impl Call {
    /// Executes `msg` on `contract`, without funds.
    pub fn new(contract: &str, msg: &impl Serialize) -> Self {
        Call {
            contract: contract.to_string(),
            msg: to_json_vec(msg).unwrap(),
            funds: Vec::new(),
        }
    }

    /// Executes a message that is JSON already.
    pub fn raw(contract: &str, msg: Vec<u8>) -> Self {
        Call {
            contract: contract.to_string(),
            msg,
            funds: Vec::new(),
        }
    }

    /// Attaches native coins.
    pub fn with_funds(mut self, funds: &[Coin]) -> Self {
        self.funds = funds.to_vec();
        self
    }
}

/// What a transaction that went through did.
#[derive(Clone, Debug)]
pub struct TxReport {
    /// What it cost.
    pub gas: Gas,
    /// Its contracts' events, in the order and with the names that wasmd gives them.
    pub events: Vec<Event>,
    /// What its first message returned.
    pub data: Option<Binary>,
}

impl Default for Chain {
    fn default() -> Self {
        Chain::new()
    }
}

impl Chain {
    /// An empty chain at height 1.
    pub fn new() -> Self {
        Chain::named(CHAIN_ID)
    }

    /// The same with another id.
    pub fn named(chain_id: &str) -> Self {
        let block = BlockInfo {
            height: 1,
            time: GENESIS,
            chain_id: chain_id.to_string(),
        };
        Chain {
            host: Rc::new(Host::new(block)),
            journal: RefCell::default(),
        }
    }

    /// What was executed since this was last asked.
    pub fn take_journal(&mut self) -> Vec<Noted> {
        self.journal.take()
    }

    /// The current block.
    pub fn block(&self) -> BlockInfo {
        self.host.shared.block.borrow().clone()
    }

    /// Begins a new block, `seconds` and a fraction later. The fraction differs from block to
    /// block, as on a chain: the contracts draw from it.
    pub fn next_block(&mut self, seconds: u64) {
        let mut block = self.host.shared.block.borrow_mut();
        block.height += 1;
        let hash = Sha256::digest(block.height.to_be_bytes());
        let jitter = u64::from_be_bytes(hash[..8].try_into().unwrap()) % NANOS_PER_SECOND;
        block.time = block.time.plus_seconds(seconds).plus_nanos(jitter);
    }

    /// Sets height and time outright.
    pub fn set_block(&mut self, height: u64, time: Timestamp) {
        let mut block = self.host.shared.block.borrow_mut();
        block.height = height;
        block.time = time;
    }

    /// A person's address, 20 bytes long as on a chain.
    pub fn account(&self, name: &str) -> String {
        self.humanize(&Sha256::digest(name)[..20])
    }

    /// Gives native coins to an address out of nothing.
    pub fn mint(&mut self, address: &str, coins: &[Coin]) {
        let mut state = self.host.shared.state.borrow_mut();
        for coin in coins {
            let key = (address.to_string(), coin.denom.clone());
            *state.balances.entry(key).or_default() += coin.amount.u128();
        }
    }

    /// A native balance.
    pub fn balance(&self, address: &str, denom: &str) -> u128 {
        self.host.shared.state.borrow().balance(address, denom)
    }

    /// Checks and compiles a code; its checksum is what it is called by.
    pub fn store(&mut self, wasm: &[u8]) -> Result<Checksum, String> {
        self.host.store(wasm).map_err(|error| error.to_string())
    }

    /// The address at which [`Chain::instantiate`] puts a contract, known before it exists.
    pub fn predict(&self, code: &Checksum, creator: &str, salt: &[u8]) -> String {
        let creator = self.host.shared.api.addr_canonicalize(creator).0.unwrap();
        let creator = CanonicalAddr::from(creator);
        self.humanize(&instantiate2_address(code.as_slice(), &creator, salt).unwrap())
    }

    /// Instantiates a code at its predicted address.
    pub fn instantiate(
        &mut self,
        creator: &str,
        code: &Checksum,
        salt: &[u8],
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Result<(String, TxReport), String> {
        let contract = self.predict(code, creator, salt);
        let call = Call::new(&contract, msg).with_funds(funds);
        let report = self.instantiate_all(creator, &[(*code, call)])?;
        Ok((contract, report))
    }

    /// Instantiates codes at the addresses that the calls name, in one transaction.
    pub fn instantiate_all(
        &mut self,
        creator: &str,
        new: &[(Checksum, Call)],
    ) -> Result<TxReport, String> {
        self.atomically(|chain| {
            for (code, call) in new {
                let mut state = chain.host.shared.state.borrow_mut();
                if state.contracts.contains_key(&call.contract) {
                    return Err(format!("a contract is at {} already", call.contract));
                }
                let code = *code;
                let store = Default::default();
                let contract = Contract { code, store };
                state.add_contract(&call.contract, contract);
            }
            let calls: Vec<Call> = new.iter().map(|(_, call)| call.clone()).collect();
            chain.transact(Entry::Instantiate, creator, &calls)
        })
    }

    /// A transaction of one message.
    pub fn execute(
        &mut self,
        sender: &str,
        contract: &str,
        msg: &impl Serialize,
        funds: &[Coin],
    ) -> Result<TxReport, String> {
        self.execute_all(sender, &[Call::new(contract, msg).with_funds(funds)])
    }

    /// A transaction of several messages.
    pub fn execute_all(&mut self, sender: &str, calls: &[Call]) -> Result<TxReport, String> {
        self.atomically(|chain| chain.transact(Entry::Execute, sender, calls))
    }

    /// Asks a contract from outside.
    pub fn query<T: DeserializeOwned>(
        &self,
        contract: &str,
        msg: &impl Serialize,
    ) -> Result<T, String> {
        let (data, _) = self.query_raw(contract, msg)?;
        from_json(data).map_err(|error| error.to_string())
    }

    /// The same, undecoded and with its gas.
    pub fn query_raw(&self, contract: &str, msg: &impl Serialize) -> Result<(Binary, Gas), String> {
        *self.host.shared.meter.borrow_mut() = Meter::new(QUERY_LIMIT);
        let msg = to_json_vec(msg).unwrap();
        let result = self
            .host
            .query(contract, &msg, QUERY_LIMIT * VM_GAS_PER_GAS);
        let gas = self.host.shared.meter.borrow().gas;
        result
            .map(|data| (data, gas))
            .map_err(|error| error.to_string())
    }

    /// A value in a contract's store, as anybody may read it.
    pub fn raw(&self, contract: &str, key: &[u8]) -> Option<Vec<u8>> {
        self.host
            .shared
            .state
            .borrow()
            .contracts
            .get(contract)?
            .store
            .get(key)
            .cloned()
    }

    fn humanize(&self, canonical: &[u8]) -> String {
        self.host.shared.api.addr_humanize(canonical).0.unwrap()
    }

    fn atomically<T>(
        &mut self,
        transaction: impl FnOnce(&Self) -> Result<T, String>,
    ) -> Result<T, String> {
        self.host.shared.state.borrow_mut().begin();
        let noted = self.journal.borrow().len();
        let result = transaction(self);
        if result.is_err() {
            self.host.shared.state.borrow_mut().undo();
            self.journal.borrow_mut().truncate(noted);
        }
        result
    }

    fn transact(&self, entry: Entry, sender: &str, calls: &[Call]) -> Result<TxReport, String> {
        let mut meter = Meter::new(BLOCK_LIMIT);
        meter.gas.fixed = gas::TRANSACTION;
        for (index, call) in calls.iter().enumerate() {
            let bytes = gas::message_bytes(index == 0, &call.msg, &call.funds);
            meter.gas.tx_bytes += bytes * gas::TX_BYTE;
        }
        *self.host.shared.meter.borrow_mut() = meter;

        let mut events = Vec::new();
        let mut data = None;
        for (index, call) in calls.iter().enumerate() {
            let returned = self.enter(entry, sender, call, &mut events)?;
            if index == 0 {
                data = returned;
            }
        }
        self.host.shared.meter.borrow().check()?;
        let gas = self.host.shared.meter.borrow().gas;
        if let (Entry::Execute, [first, ..]) = (entry, calls) {
            let names: Vec<&str> = calls.iter().map(|call| variant(&call.msg)).collect();
            self.note(first, names.join("+"), gas.total(), false);
        }
        Ok(TxReport { gas, events, data })
    }

    fn note(&self, call: &Call, message: String, gas: u64, inner: bool) {
        self.journal.borrow_mut().push(Noted {
            contract: call.contract.clone(),
            message,
            gas,
            inner,
        });
    }

    /// Enters a contract, then sends its messages one after the other, each with all that follows
    /// from it before the next.
    fn enter(
        &self,
        entry: Entry,
        sender: &str,
        call: &Call,
        events: &mut Vec<Event>,
    ) -> Result<Option<Binary>, String> {
        self.send(sender, &call.contract, &call.funds)?;
        let info = MessageInfo {
            sender: Addr::unchecked(sender),
            funds: call.funds.clone(),
        };
        let response = self
            .host
            .enter(entry, &call.contract, &info, &call.msg)
            .map_err(|error| error.to_string())?;
        self.host.shared.meter.borrow_mut().gas.events +=
            gas::events(&response.attributes, &response.events);
        self.host.shared.meter.borrow().check()?;
        emit(&call.contract, response.attributes, response.events, events);
        for message in response.messages {
            if message.reply_on != ReplyOn::Never {
                return Err("the suite uses no replies, nor does this chain".to_string());
            }
            self.dispatch(&call.contract, message.msg, events)?;
        }
        Ok(response.data)
    }

    fn dispatch(
        &self,
        sender: &str,
        msg: CosmosMsg,
        events: &mut Vec<Event>,
    ) -> Result<(), String> {
        match msg {
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => {
                self.send(sender, &to_address, &amount)
            }
            CosmosMsg::Wasm(WasmMsg::Execute {
                contract_addr,
                msg,
                funds,
            }) => {
                let call = Call {
                    contract: contract_addr,
                    msg: msg.into(),
                    funds,
                };
                let before = self.host.shared.meter.borrow().gas.total();
                self.enter(Entry::Execute, sender, &call, events)?;
                let gas = self.host.shared.meter.borrow().gas.total() - before;
                self.note(&call, variant(&call.msg).to_string(), gas, true);
                Ok(())
            }
            other => Err(format!("this chain does not know {other:?}")),
        }
    }

    fn send(&self, from: &str, to: &str, coins: &[Coin]) -> Result<(), String> {
        let mut state = self.host.shared.state.borrow_mut();
        for coin in coins {
            let amount = coin.amount.u128();
            if amount == 0 {
                return Err(format!("invalid coins: zero {}", coin.denom));
            }
            let has = state.balance(from, &coin.denom);
            let left = has.checked_sub(amount).ok_or_else(|| {
                format!(
                    "insufficient funds: {from} has {has}{}, sends {coin}",
                    coin.denom
                )
            })?;
            state.set_balance(from, &coin.denom, left);
            let more = state.balance(to, &coin.denom) + amount;
            state.set_balance(to, &coin.denom, more);
            self.host.shared.meter.borrow_mut().gas.bank += gas::BANK_SEND;
        }
        Ok(())
    }
}

/// Puts a response's events where a client finds them, named and marked as wasmd does.
fn emit(contract: &str, plain: Vec<Attribute>, custom: Vec<Event>, events: &mut Vec<Event>) {
    let marked = |name: String| {
        let mut event = Event::new(name);
        // `add_attribute` refuses the underscore, which is for chains to use.
        event.attributes.push(Attribute {
            key: "_contract_address".to_string(),
            value: contract.to_string(),
        });
        event
    };
    if !plain.is_empty() {
        events.push(marked("wasm".to_string()).add_attributes(plain));
    }
    for event in custom {
        events.push(marked(format!("wasm-{}", event.ty)).add_attributes(event.attributes));
    }
}
