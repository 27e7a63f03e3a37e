//! The embedded chain with what nodes have around it: accounts, signatures, fees, grants, blocks, and an index of
//! transactions.

pub mod accounts;
mod amino;
mod gas;
mod grants;
pub mod included;
pub mod index;
pub mod message;
mod overlay;
pub mod refusal;
mod run;
pub mod search;
pub mod signature;
pub mod tx;

use cosmos_sdk_proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmwasm_std::{
    coins, testing::MockApi, Addr, Api, Binary, BlockInfo, Coin, Event, QueryRequest, Timestamp,
    Uint128, WasmQuery,
};
use cw20::Denom;
use cw_multi_test::CosmosRouter;
use pasar_common::task_registry;
use pasar_testkit::{words_of, Market};

use self::{
    accounts::{address_bytes, Numbers},
    included::Included,
    index::Index,
    overlay::{apply, Overlay},
    refusal::Refusal,
    run::{balance, check_address, Books, Ground},
    tx::Tx,
};

/// The denom that pays for everything, as on the local chain.
pub const DENOM: &str = "stake";
/// Price of a unit of gas, in thousandths of [`DENOM`]'s smallest unit.
pub const GAS_PRICE_MILLI: u64 = 25;
/// Prefix of addresses.
pub const PREFIX: &str = "wasm";
/// Most transactions that wait for a block.
const MAX_POOL: usize = 1_000;
/// Most transactions of a block.
const MAX_OF_BLOCK: usize = 200;
/// Who gets the fees.
const COLLECTOR: &str = "fee collector";
/// Seconds from unbonding to withdrawal, so that it can be watched.
const UNBONDING_SECONDS: u64 = 60;
/// Seconds of an epoch.
const EPOCH_SECONDS: u64 = 3_600;

/// Why a transaction is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// The chain's check refuses it.
    Refused(Refusal),
    /// It is known, or there is no room: what the node says, in its words.
    Node(String),
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The chain.
pub struct Chain {
    /// The suite on it.
    pub market: Market,
    books: Books,
    pool: Vec<Tx>,
    /// Transactions of its blocks.
    pub index: Index,
    id: String,
    first: BlockInfo,
    /// Of all blocks, from the first.
    times: Vec<Timestamp>,
    collector: Addr,
}

impl Chain {
    /// A chain with an id, whose first block is of a time, and whose draws are by rounds of a beacon.
    pub fn new(id: &str, now: Timestamp, randomness: task_registry::Randomness) -> Self {
        let first = BlockInfo {
            height: 1,
            time: now,
            chain_id: id.to_owned(),
        };
        let denom = Denom::Native(DENOM.to_owned());
        let market = Market::builder()
            .denoms(vec![Market::token_terms(&denom)])
            .params(task_registry::Params {
                missed_commit: pasar_common::ratio::Bps::new(1_000),
                min_token_seat_stake: Uint128::zero(),
                randomness,
            })
            .unbonding_seconds(UNBONDING_SECONDS)
            .epoch_seconds(EPOCH_SECONDS)
            .checks(false)
            .first_block(first.clone())
            .build();
        let collector = market.app.api().addr_make(COLLECTOR);
        Self {
            market,
            books: Books::default(),
            pool: Vec::new(),
            index: Index::default(),
            id: id.to_owned(),
            first,
            times: vec![now],
            collector,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The latest block.
    pub fn block(&self) -> BlockInfo {
        self.market.app.block_info()
    }

    /// The first block.
    pub fn first(&self) -> &BlockInfo {
        &self.first
    }

    /// When a block was; none where there is no such block.
    pub fn time_of(&self, height: u64) -> Option<Timestamp> {
        let place = usize::try_from(height.checked_sub(self.first.height)?).ok()?;
        self.times.get(place).copied()
    }

    /// The next block, with what waits for one. A clock that goes back does not take the chain with it.
    pub fn next_block(&mut self, now: Timestamp) {
        let last = self.block().time;
        let time = now.max(last.plus_nanos(1));
        self.times.push(time);
        self.market.app.update_block(|block| {
            block.height = block.height.saturating_add(1);
            block.time = time;
        });
        let count = self.pool.len().min(MAX_OF_BLOCK);
        let waiting: Vec<Tx> = self.pool.drain(..count).collect();
        for (place, tx) in waiting.into_iter().enumerate() {
            self.deliver(tx, place);
        }
    }

    /// Takes a signed transaction for the next block; its name.
    pub fn submit(&mut self, bytes: &[u8]) -> Result<String, NotTaken> {
        let tx = Tx::read(bytes)?;
        let hash = tx.hash();
        let known = self.pool.iter().any(|other| other.bytes == tx.bytes);
        if known || self.index.get(&hash).is_some() {
            return Err(NotTaken::Node("tx already exists in cache".to_owned()));
        }
        if self.pool.len() >= MAX_POOL {
            let full = format!("mempool is full: number of txs {MAX_POOL} (max: {MAX_POOL})");
            return Err(NotTaken::Node(full));
        }
        let ahead = self.pool.iter().filter(|other| other.signer == tx.signer);
        let ahead = u64::try_from(ahead.count()).unwrap_or(u64::MAX);
        let account = self.check(&tx, ahead)?;
        signature::check(&tx, &self.id, account)?;
        self.check_fee(&tx)?;
        self.pool.push(tx);
        Ok(hash)
    }

    /// Whether a transaction of an account waits for a block.
    pub fn waits_for(&self, address: &str) -> bool {
        self.pool.iter().any(|tx| tx.signer == address)
    }

    /// What a transaction would take in a block now; nothing of it stays, and nobody has to sign it.
    pub fn simulate(&mut self, bytes: &[u8]) -> Result<(u64, Vec<Event>), Refusal> {
        let tx = Tx::read(bytes)?;
        let ahead = self.pool.iter().filter(|other| other.signer == tx.signer);
        let ahead = u64::try_from(ahead.count()).unwrap_or(u64::MAX);
        self.check(&tx, ahead)?;
        let (gas, outcome) = self.run(&tx, false);
        Ok((gas, outcome?))
    }

    /// Whether the account is who the transaction says, and this one is its next.
    fn check(&mut self, tx: &Tx, ahead: u64) -> Result<Numbers, Refusal> {
        let height = self.block().height;
        let timeout = tx.body.timeout_height;
        if timeout > 0 && timeout < height {
            return Err(Refusal::late(&format!(
                "block height: {height}, timeout height: {timeout}"
            )));
        }
        let signer = check_address(self.market.app.api(), &tx.signer)?;
        if let Some(key) = &tx.key {
            let own = self.address_of(&address_bytes(key))?;
            if own != signer {
                return Err(Refusal::key(&format!(
                    "the key is of {own}, the messages are of {signer}"
                )));
            }
        }
        let mut account = self.account(&tx.signer)?;
        account.sequence = account.sequence.saturating_add(ahead);
        if tx.sequence != account.sequence {
            return Err(Refusal::sequence(account.sequence, tx.sequence));
        }
        Ok(account)
    }

    /// Whether the fee is what the gas costs, and the payer has it.
    fn check_fee(&mut self, tx: &Tx) -> Result<(), Refusal> {
        let gas = tx.fee.gas_limit;
        let least = u128::from(gas)
            .saturating_mul(GAS_PRICE_MILLI.into())
            .div_ceil(1_000);
        let given = run::coins(&tx.fee.amount)?;
        let enough = given
            .iter()
            .any(|coin| coin.denom == DENOM && coin.amount.u128() >= least);
        if !enough && least > 0 {
            let got: Vec<String> = given.iter().map(Coin::to_string).collect();
            return Err(Refusal::fee(&got.join(","), &format!("{least}{DENOM}")));
        }
        if tx.payer() != tx.signer {
            let now = i64::try_from(self.block().time.seconds()).unwrap_or(i64::MAX);
            let spent = (tx.fee.amount.as_slice(), tx.messages.as_slice());
            let mut books = self.books.clone();
            books.grants.spend((tx.payer(), &tx.signer), spent, now)?;
        }
        for Coin { denom, amount } in given {
            let have = self.balance(tx.payer(), &denom)?;
            if have < amount {
                let found =
                    format!("spendable balance {have}{denom} is smaller than {amount}{denom}");
                return Err(Refusal::funds(&found));
            }
        }
        Ok(())
    }

    /// Runs a transaction that waited. What it paid for is paid whatever comes of it.
    fn deliver(&mut self, tx: Tx, place: usize) {
        let height = self.block().height;
        let charged = self.check(&tx, 0).and_then(|_| self.charge(&tx));
        let (gas_used, refusal, events) = match charged {
            Err(refusal) => (0, Some(refusal), Vec::new()),
            Ok(mut events) => {
                self.books.accounts.sent(&tx.signer);
                let (gas, outcome) = self.run(&tx, true);
                match outcome {
                    Err(refusal) => (gas, Some(refusal), events),
                    Ok(said) => {
                        events.extend(said);
                        (gas, None, events)
                    }
                }
            }
        };
        self.index.add(Included {
            hash: tx.hash(),
            height,
            place,
            gas_wanted: tx.fee.gas_limit,
            bytes: tx.bytes,
            refusal,
            events,
            gas_used,
        });
    }

    /// Takes the fee.
    fn charge(&mut self, tx: &Tx) -> Result<Vec<Event>, Refusal> {
        self.check_fee(tx)?;
        let fee = run::coins(&tx.fee.amount)?;
        let payer = tx.payer().to_owned();
        let shown: Vec<String> = fee.iter().map(Coin::to_string).collect();
        if payer != tx.signer {
            let now = i64::try_from(self.block().time.seconds()).unwrap_or(i64::MAX);
            let spent = (tx.fee.amount.as_slice(), tx.messages.as_slice());
            self.books.grants.spend((&payer, &tx.signer), spent, now)?;
        }
        if !fee.is_empty() {
            let collector = self.collector.to_string();
            let (_, outcome) =
                self.on_ground(true, |ground| ground.transfer(&payer, &collector, fee));
            outcome?;
        }
        let sequence = format!("{}/{}", tx.signer, tx.sequence);
        Ok(vec![
            Event::new("tx")
                .add_attribute("fee", shown.join(","))
                .add_attribute("fee_payer", payer),
            Event::new("tx").add_attribute("acc_seq", sequence),
        ])
    }

    /// Runs a transaction's messages: gas, and what was said. Kept only where all succeed.
    fn run(&mut self, tx: &Tx, keep: bool) -> (u64, Result<Vec<Event>, Refusal>) {
        let limit = keep.then_some(tx.fee.gas_limit);
        self.on_ground(keep, |ground| {
            ground.storage.meter.transaction(tx.bytes.len());
            let said = ground.all(&tx.messages)?;
            let used = ground.storage.meter.used();
            match limit {
                Some(limit) if used > limit => Err(Refusal::gas(limit, used)),
                Some(_) | None => Ok(numbered(said)),
            }
        })
    }

    fn on_ground<T>(
        &mut self,
        keep: bool,
        work: impl FnOnce(&mut Ground<'_, '_>) -> Result<T, Refusal>,
    ) -> (u64, Result<T, Refusal>) {
        let block = self.block();
        let mut books = self.books.clone();
        let (gas, outcome) = self.market.app.init_modules(|router, api, storage| {
            let mut overlay = Overlay::new(&*storage);
            let outcome = work(&mut Ground {
                router,
                api,
                storage: &mut overlay,
                block: &block,
                books: &mut books,
            });
            let gas = overlay.meter.used();
            let changes = overlay.into_changes();
            if keep && outcome.is_ok() {
                apply(changes, storage);
            }
            (gas, outcome)
        });
        if keep && outcome.is_ok() {
            self.books = books;
        }
        (gas, outcome)
    }

    /// Numbers of an account. One that contracts have paid is known from its first question on.
    pub fn account(&mut self, address: &str) -> Result<Numbers, Refusal> {
        if let Some(numbers) = self.books.accounts.get(address) {
            return Ok(numbers);
        }
        if self.balance(address, DENOM)?.is_zero() {
            return Err(Refusal::account(address));
        }
        Ok(self.books.accounts.make(address))
    }

    /// What an account has of a native denom.
    pub fn balance(&self, address: &str, denom: &str) -> Result<Uint128, Refusal> {
        let block = self.block();
        self.market.app.read_module(|router, api, storage| {
            balance(router, api, storage, &block, (address, denom))
        })
    }

    /// Coins out of nothing, as a faucet gives them.
    pub fn give(&mut self, address: &str, amount: u128) -> Result<(), Refusal> {
        let to = check_address(self.market.app.api(), address)?;
        let to_address = to.to_string();
        let amount = coins(amount, DENOM);
        let mint = cw_multi_test::BankSudo::Mint { to_address, amount };
        let minted = self.market.app.sudo(cw_multi_test::SudoMsg::Bank(mint));
        minted.map_err(|error| Refusal::request(&words_of(&error)))?;
        self.books.accounts.make(address);
        Ok(())
    }

    /// A contract's answer.
    pub fn smart(&self, contract: &str, msg: &[u8]) -> Result<Binary, Refusal> {
        let contract_addr = check_address(self.market.app.api(), contract)?.into_string();
        let msg = msg.into();
        self.query(WasmQuery::Smart { contract_addr, msg })
    }

    /// A contract's stored value; empty where there is none.
    pub fn raw(&self, contract: &str, key: &[u8]) -> Result<Binary, Refusal> {
        let contract_addr = check_address(self.market.app.api(), contract)?.into_string();
        let key = key.into();
        self.query(WasmQuery::Raw { contract_addr, key })
    }

    fn query(&self, request: WasmQuery) -> Result<Binary, Refusal> {
        let block = self.block();
        let answer = self.market.app.read_module(|router, api, storage| {
            router.query(api, storage, &block, QueryRequest::Wasm(request))
        });
        answer.map_err(|error| Refusal::queried(&words_of(&error)))
    }

    /// The address that bytes have here.
    pub fn address_of(&self, bytes: &[u8]) -> Result<Addr, Refusal> {
        let api: &MockApi = self.market.app.api();
        let address = api.addr_humanize(&bytes.into());
        address.map_err(|error| Refusal::address(&error.to_string()))
    }
}

/// Events of all messages, each with its message's number.
fn numbered(said: Vec<Vec<Event>>) -> Vec<Event> {
    let mut all = Vec::new();
    for (index, events) in said.into_iter().enumerate() {
        let number = |event: Event| event.add_attribute("msg_index", index.to_string());
        all.extend(events.into_iter().map(number));
    }
    all
}

/// A coin of [`DENOM`] as transactions carry it.
pub fn coin(amount: u128) -> ProtoCoin {
    ProtoCoin {
        denom: DENOM.to_owned(),
        amount: amount.to_string(),
    }
}
