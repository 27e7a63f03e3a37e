//! A chain with the contract, stand-ins for its siblings, and a check of the books after each call.

use std::collections::BTreeMap;

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coins, to_json_binary, Addr, Api, Binary, CanonicalAddr, Coin, Empty, Event, Uint128,
};
use cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg, Denom};
use cw_multi_test::{App, AppResponse, ContractWrapper, Executor};
use pasar_common::{
    asset::denom_key,
    label_escrow::{AuditEntry, AuditResponse, DenomRef},
    packed::Reader,
    raw::STAKES,
    reputation_staking::{
        ExecuteMsg, InstantiateMsg, Params, Penalty, PenaltyBatch, QueryMsg, ReceiveMsg,
        SkillDelta, SkillResponse, StakeResponse, TrustBatch, Unbond,
    },
    task_registry::SeatStake,
};
use reputation_staking::{contract, store::BOOKS, ContractError};
use serde::{de::DeserializeOwned, Serialize};

use crate::{
    mocks::{self, ALLOWED, EXPOSURES, SILENT},
    token::{token, Mood, BALANCES, MOOD},
};

/// Unbonding time of the tests.
pub const UNBONDING: u64 = 1_000;
/// What each of [`Suite::stakers`] begins with, of [`ATOM`] and of the reward token.
pub const WEALTH: u128 = 1_000_000;
/// An allowed native denom.
pub const ATOM: &str = "uatom";

pub struct Suite {
    pub app: App,
    pub staking: Addr,
    pub registry: Addr,
    pub escrow: Addr,
    pub reward_token: Addr,
    pub owner: Addr,
    pub commons: Addr,
    /// Three accounts with money.
    pub stakers: [Addr; 3],
    /// Whether a token was told to misbehave so that money is missing.
    pub robbed: bool,
}

/// The n-th requester.
pub fn requester(n: u32) -> Addr {
    MockApi::default().addr_make(&format!("requester {n}"))
}

/// What a seat of the suite's campaigns has at stake.
pub const SEAT: u128 = 100;

pub fn seat_stake() -> SeatStake {
    SeatStake {
        denom: native(ATOM),
        amount: SEAT.into(),
    }
}

pub fn native(denom: &str) -> Denom {
    Denom::Native(denom.to_owned())
}

/// The first event that reads as `T`.
#[track_caller]
pub fn event<T: for<'a> TryFrom<&'a Event>>(response: &AppResponse) -> T {
    let mut events = response.events.iter();
    events.find_map(|event| T::try_from(event).ok()).unwrap()
}

impl Suite {
    pub fn new() -> Self {
        let mut app = App::default();
        let [a, b, c, owner, commons] =
            ["ada", "ben", "cleo", "owner", "commons"].map(|name| app.api().addr_make(name));
        let stakers = [a, b, c];
        app.init_modules(|router, _, storage| {
            for staker in &stakers {
                let funds = coins(WEALTH, ATOM);
                router.bank.init_balance(storage, staker, funds).unwrap();
            }
        });
        let registry = app.store_code(mocks::registry());
        let registry = start(&mut app, registry, &owner, &Empty {});
        let escrow = app.store_code(mocks::escrow());
        let escrow = start(&mut app, escrow, &owner, &Empty {});
        let reward_token = reward_token(&mut app, &owner, &stakers);
        let code = app.store_code(code());
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            task_registry: registry.to_string(),
            label_escrow: escrow.to_string(),
            reward_token: reward_token.to_string(),
            commons: commons.to_string(),
            min_fee_stake: Uint128::new(100),
            params: Params {
                unbonding_seconds: UNBONDING,
            },
        };
        let staking = start(&mut app, code, &owner, &msg);
        let mut suite = Self {
            app,
            staking,
            registry,
            escrow,
            reward_token,
            owner,
            commons,
            stakers,
            robbed: false,
        };
        suite.allow(&native(ATOM));
        suite
    }

    pub fn token_denom(&self) -> Denom {
        Denom::Cw20(self.reward_token.clone())
    }

    pub fn ada(&self) -> Addr {
        self.stakers[0].clone()
    }

    pub fn ben(&self) -> Addr {
        self.stakers[1].clone()
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// What is due to the commons in ATOM.
    pub fn due_to_commons(&self) -> u128 {
        let storage = self.app.contract_storage(&self.staking);
        let books = BOOKS.load(storage.as_ref(), ATOM.as_bytes()).unwrap();
        books.commons.u128()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    // What the stand-ins answer.

    pub fn allow(&mut self, denom: &Denom) {
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        ALLOWED
            .save(storage.as_mut(), &denom_key(denom), &true)
            .unwrap();
    }

    pub fn disallow(&mut self, denom: &Denom) {
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        ALLOWED
            .save(storage.as_mut(), &denom_key(denom), &false)
            .unwrap();
    }

    pub fn never_allowed(&mut self, denom: &Denom) {
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        ALLOWED.remove(storage.as_mut(), &denom_key(denom));
    }

    pub fn expose(&mut self, labeler: &Addr, denom: &Denom, amount: u128) {
        let mut storage = self.app.contract_storage_mut(&self.registry);
        let labeler = labeler.as_str();
        let denom = denom_key(denom);
        EXPOSURES
            .save(storage.as_mut(), (labeler, &denom), &amount.into())
            .unwrap();
    }

    pub fn silence_registry(&mut self) {
        let mut storage = self.app.contract_storage_mut(&self.registry);
        SILENT.save(storage.as_mut(), &true).unwrap();
    }

    /// An allowed token that misbehaves when told so; every staker has some.
    pub fn hostile_token(&mut self) -> Addr {
        let code = self.app.store_code(token());
        let token = start(&mut self.app, code, &self.owner, &Empty {});
        self.allow(&Denom::Cw20(token.clone()));
        let mut storage = self.app.contract_storage_mut(&token);
        for account in self.stakers.iter().chain([&token]) {
            BALANCES
                .save(storage.as_mut(), account, &WEALTH.into())
                .unwrap();
        }
        drop(storage);
        token
    }

    pub fn tell(&mut self, token: &Addr, mood: Mood) {
        let mut storage = self.app.contract_storage_mut(token);
        MOOD.save(storage.as_mut(), &mood).unwrap();
    }

    // Messages.

    /// Sends a message, and adds the books up whether it was refused or not.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let staking = self.staking.clone();
        self.call(sender, &staking, msg, funds)
    }

    #[track_caller]
    fn call(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let result = self
            .app
            .execute_contract(sender.clone(), contract.clone(), msg, funds);
        self.check_books();
        result.map_err(|error| error.downcast::<ContractError>().unwrap())
    }

    #[track_caller]
    pub fn bond(
        &mut self,
        staker: &Addr,
        amount: u128,
        denom: &str,
    ) -> Result<AppResponse, ContractError> {
        self.execute(staker, &ExecuteMsg::Bond {}, &coins(amount, denom))
    }

    #[track_caller]
    pub fn send(
        &mut self,
        staker: &Addr,
        amount: u128,
        token: &Addr,
    ) -> Result<AppResponse, ContractError> {
        let hook = to_json_binary(&ReceiveMsg::Bond {}).unwrap();
        self.send_with(staker, amount, token, hook)
    }

    #[track_caller]
    pub fn send_with(
        &mut self,
        staker: &Addr,
        amount: u128,
        token: &Addr,
        msg: Binary,
    ) -> Result<AppResponse, ContractError> {
        let msg = Cw20ExecuteMsg::Send {
            contract: self.staking.to_string(),
            amount: amount.into(),
            msg,
        };
        self.call(staker, token, &msg, &[])
    }

    #[track_caller]
    pub fn unbond(
        &mut self,
        staker: &Addr,
        amount: u128,
        denom: &Denom,
    ) -> Result<AppResponse, ContractError> {
        let msg = Unbond {
            denom: denom.clone(),
            amount: amount.into(),
        };
        self.execute(staker, &ExecuteMsg::Unbond(msg), &[])
    }

    #[track_caller]
    pub fn withdraw(&mut self, staker: &Addr, denom: &Denom) -> Result<AppResponse, ContractError> {
        let denom = denom.clone();
        self.execute(staker, &ExecuteMsg::Withdraw(DenomRef { denom }), &[])
    }

    #[track_caller]
    pub fn flush(&mut self, sender: &Addr, denom: &Denom) -> Result<AppResponse, ContractError> {
        let denom = denom.clone();
        self.execute(sender, &ExecuteMsg::FlushCommons(DenomRef { denom }), &[])
    }

    /// One penalty, sent by the registry.
    #[track_caller]
    pub fn penalize(
        &mut self,
        labeler: &Addr,
        denom: &Denom,
        amount: u128,
    ) -> Result<AppResponse, ContractError> {
        let batch = PenaltyBatch {
            denom: denom.clone(),
            penalties: vec![Penalty {
                labeler: labeler.to_string(),
                amount: amount.into(),
            }],
        };
        let registry = self.registry.clone();
        self.execute(&registry, &ExecuteMsg::Penalize(batch), &[])
    }

    /// One delta in the domain `radiology`, from a campaign of a requester, sent by the registry.
    #[track_caller]
    pub fn settle(
        &mut self,
        from: u32,
        labeler: &Addr,
        [skill, mass, evidence]: [i64; 3],
    ) -> Result<AppResponse, ContractError> {
        let batch = TrustBatch {
            seat_stake: seat_stake(),
            requester: requester(from).into_string(),
            domain: "radiology".into(),
            deltas: vec![SkillDelta {
                labeler: labeler.to_string(),
                skill,
                mass,
                evidence,
                issuer: None,
            }],
        };
        let registry = self.registry.clone();
        self.execute(&registry, &ExecuteMsg::Settle(batch), &[])
    }

    // Questions.

    #[track_caller]
    pub fn query<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app
            .wrap()
            .query_wasm_smart(&self.staking, msg)
            .unwrap()
    }

    #[track_caller]
    pub fn stake(&self, staker: &Addr, denom: &Denom) -> StakeResponse {
        self.query(&QueryMsg::Stake {
            staker: staker.to_string(),
            denom: denom.clone(),
        })
    }

    #[track_caller]
    pub fn staked(&self, staker: &Addr, denom: &Denom) -> u128 {
        self.stake(staker, denom).staked.u128()
    }

    /// Amounts on their way out, and in how many seconds they are ready.
    #[track_caller]
    pub fn unbonding(&self, staker: &Addr, denom: &Denom) -> Vec<(u128, i64)> {
        let now = i64::try_from(self.now()).unwrap();
        let entries = self.stake(staker, denom).unbonding.into_iter();
        entries
            .map(|entry| {
                let ready_at = i64::try_from(entry.ready_at.seconds()).unwrap();
                (entry.amount.u128(), ready_at - now)
            })
            .collect()
    }

    #[track_caller]
    pub fn skill(&self, labeler: &Addr) -> SkillResponse {
        self.query(&QueryMsg::Skill {
            labeler: labeler.to_string(),
            domain: "radiology".into(),
        })
    }

    #[track_caller]
    pub fn audit(&self, denom: &Denom) -> AuditEntry {
        let audit: AuditResponse = self.query(&QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        });
        let mut entries = audit.denoms.into_iter();
        entries.find(|entry| entry.denom == *denom).unwrap()
    }

    #[track_caller]
    pub fn liabilities(&self, denom: &Denom) -> u128 {
        self.audit(denom).liabilities.u128()
    }

    /// What an account has outside of the contract; nothing where a token does not say.
    pub fn balance(&self, account: &Addr, denom: &Denom) -> u128 {
        match denom {
            Denom::Native(denom) => {
                let coin = self.app.wrap().query_balance(account, denom).unwrap();
                coin.amount.u128()
            }
            Denom::Cw20(token) => {
                let query = Cw20QueryMsg::Balance {
                    address: account.to_string(),
                };
                let answer = self.app.wrap().query_wasm_smart(token, &query);
                answer.map_or(0, |BalanceResponse { balance }| balance.u128())
            }
        }
    }

    pub fn canonical(&self, account: &Addr) -> CanonicalAddr {
        self.app.api().addr_canonicalize(account.as_str()).unwrap()
    }

    /// Adds up what is stored: in every denom, stakes, unbondings and commons are exactly the
    /// liabilities; and the audit says the same, and what the contract really has.
    #[track_caller]
    pub fn check_books(&self) {
        let storage = self.app.contract_storage(&self.staking);
        let mut owed: BTreeMap<String, Uint128> = BTreeMap::new();
        for entry in BOOKS.range(storage.as_ref(), &[], None) {
            let (denom, books) = entry.unwrap();
            let denom = String::from_utf8(denom).unwrap();
            *owed.entry(denom).or_default() += books.commons;
        }
        for entry in STAKES.range(storage.as_ref(), &[], None) {
            let Ok((key, stake)) = entry else { return };
            let sum = owed.get_mut(&denom_part(&key)).unwrap();
            *sum += stake.staked;
            *sum += stake
                .unbonding
                .iter()
                .map(|entry| entry.amount)
                .sum::<Uint128>();
            assert!(stake.unbonding.len() <= 8);
            assert!(stake
                .unbonding
                .windows(2)
                .all(|pair| pair[0].ready_at <= pair[1].ready_at));
        }
        let audit: AuditResponse = self.query(&QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        });
        assert_eq!(audit.denoms.len(), owed.len());
        for (entry, (denom, sum)) in audit.denoms.iter().zip(owed) {
            assert_eq!(denom_key(&entry.denom), denom);
            assert_eq!(entry.liabilities, sum, "{denom}");
            assert_eq!(
                entry.balance.u128(),
                self.balance(&self.staking, &entry.denom)
            );
            assert_eq!(
                entry.balance + entry.shortfall,
                entry.liabilities + entry.free
            );
            assert!(entry.shortfall.is_zero() || entry.free.is_zero());
            assert!(self.robbed || entry.shortfall.is_zero(), "{denom}");
        }
    }
}

/// The denom in a key of stakes.
fn denom_part(key: &[u8]) -> String {
    let mut reader = Reader::of_key("stake", key);
    reader.address().unwrap();
    String::from_utf8(reader.rest().to_vec()).unwrap()
}

pub fn code() -> Box<dyn cw_multi_test::Contract<Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_migrate(contract::migrate),
    )
}

fn start(app: &mut App, code: u64, owner: &Addr, msg: &impl Serialize) -> Addr {
    app.instantiate_contract(code, owner.clone(), msg, &[], "it", Some(owner.to_string()))
        .unwrap()
}

fn reward_token(app: &mut App, owner: &Addr, stakers: &[Addr]) -> Addr {
    use cw20_base::contract::{execute, instantiate, query};
    let code = app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
    let balances = stakers.iter().map(|staker| Cw20Coin {
        address: staker.to_string(),
        amount: WEALTH.into(),
    });
    let msg = cw20_base::msg::InstantiateMsg {
        name: "Reward".into(),
        symbol: "RWD".into(),
        decimals: 6,
        initial_balances: balances.collect(),
        mint: None,
        marketing: None,
    };
    start(app, code, owner, &msg)
}
