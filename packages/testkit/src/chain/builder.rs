//! Builds the suite: four codes, four predicted addresses, four contracts that know each other from
//! their first moment.

use std::collections::BTreeMap;

use cosmwasm_std::{
    instantiate2_address, testing::MockApi, to_json_binary, Addr, Api, Binary, BlockInfo, Empty,
    Uint128, WasmMsg,
};
use cw20::{Cw20Coin, Denom};
use cw_multi_test::{App, AppBuilder, Contract, ContractWrapper, Executor};
use pasar_common::{
    label_escrow::{self, DenomTerms},
    ratio::Bps,
    reputation_staking, reward_token, task_registry,
    time::DAY,
};

use super::{
    drand::randomness,
    market::Market,
    memory::Memory,
    native::{denom, genesis},
};

/// What a market begins with.
#[must_use]
pub struct MarketBuilder {
    denoms: Vec<DenomTerms>,
    fee: Bps,
    contributors_floor: Bps,
    params: task_registry::Params,
    unbonding_seconds: u64,
    min_fee_stake: u128,
    staked: u128,
    epoch_seconds: u64,
    cap: u128,
    emission: (u128, u16, u128),
    token_balances: Vec<(String, u128)>,
    owner: String,
    commons: String,
    check_every: Option<u32>,
    seed: u64,
    first_block: BlockInfo,
}

impl Default for MarketBuilder {
    fn default() -> Self {
        Self {
            denoms: vec![Market::token_terms(&denom())],
            fee: Bps::new(500),
            contributors_floor: Bps::new(3_000),
            params: task_registry::Params {
                missed_commit: Bps::new(1_000),
                min_token_seat_stake: Uint128::zero(),
                randomness: randomness(),
            },
            unbonding_seconds: 14 * DAY,
            min_fee_stake: 0,
            staked: 0,
            epoch_seconds: 7 * DAY,
            cap: 1_000_000_000_000_000,
            emission: (1_000_000_000_000, 9_900, 1_000_000_000),
            token_balances: vec![],
            owner: "owner".into(),
            commons: "commons".into(),
            check_every: Some(1),
            seed: 1979,
            first_block: genesis(),
        }
    }
}

/// Labels of the contracts, in the order in which they are instantiated.
const LABELS: [&str; 4] = [
    "task-registry",
    "label-escrow",
    "reputation-staking",
    "reward-token",
];

impl MarketBuilder {
    /// Denoms that the escrow begins with; accounts get coins of every native one.
    pub fn denoms(mut self, denoms: Vec<DenomTerms>) -> Self {
        self.denoms = denoms;
        self
    }

    /// Changes the terms of the first denom, which is the native one unless set otherwise.
    pub fn native(mut self, change: impl FnOnce(&mut DenomTerms)) -> Self {
        change(&mut self.denoms[0]);
        self
    }

    /// The protocol fee.
    pub fn fee(mut self, fee: Bps) -> Self {
        self.fee = fee;
        self
    }

    /// Least contributors' share.
    pub fn contributors_floor(mut self, floor: Bps) -> Self {
        self.contributors_floor = floor;
        self
    }

    /// The registry's settings for new campaigns.
    pub fn params(mut self, params: task_registry::Params) -> Self {
        self.params = params;
        self
    }

    /// From unbonding to withdrawal.
    pub fn unbonding_seconds(mut self, seconds: u64) -> Self {
        self.unbonding_seconds = seconds;
        self
    }

    /// Least stake of reward tokens that shares fees; none by default.
    pub fn min_fee_stake(mut self, stake: u128) -> Self {
        self.min_fee_stake = stake;
        self
    }

    /// Length of an epoch.
    pub fn epoch_seconds(mut self, seconds: u64) -> Self {
        self.epoch_seconds = seconds;
        self
    }

    /// The reward token's cap.
    pub fn cap(mut self, cap: u128) -> Self {
        self.cap = cap;
        self
    }

    /// The reward token's emission: budget of the first epoch, basis points that each keeps of the
    /// one before, and the most that a point mints, in millionths. By default 10^12, 9 900 and 10^9.
    pub fn emission(mut self, first_budget: u128, keep: u16, mint_per_point: u128) -> Self {
        self.emission = (first_budget, keep, mint_per_point);
        self
    }

    /// Who starts with reward tokens, by name.
    pub fn token_balance(mut self, name: &str, amount: u128) -> Self {
        self.token_balances.push((name.into(), amount));
        self
    }

    /// So many reward tokens are staked by an account `staker`, an epoch before anything else happens: fees
    /// have somebody who shares them.
    pub fn staked(mut self, amount: u128) -> Self {
        self.staked = amount;
        self.token_balance("staker", amount)
    }

    /// Name of the account that owns the suite.
    pub fn owner(mut self, name: &str) -> Self {
        self.owner = name.into();
        self
    }

    /// Name of the account that gets everything punitive.
    pub fn commons(mut self, name: &str) -> Self {
        self.commons = name.into();
        self
    }

    /// Whether every message is followed by a check of all invariants; on by default.
    pub fn checks(mut self, checks: bool) -> Self {
        self.check_every = checks.then_some(1);
        self
    }

    /// Checks the invariants only once in this number of messages: for large replays.
    pub fn check_every(mut self, messages: u32) -> Self {
        self.check_every = Some(messages);
        self
    }

    /// Decides the nanoseconds of blocks, and so the draws.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// The chain's id, and height and time of its first block.
    pub fn first_block(mut self, block: BlockInfo) -> Self {
        self.first_block = block;
        self
    }

    /// Deploys the suite.
    pub fn build(self) -> Market {
        let api = MockApi::default().with_prefix("wasm");
        let mut app = AppBuilder::new().with_api(api).build(|_, _, _| {});
        app.set_block(self.first_block.clone());
        let owner = api.addr_make(&self.owner);
        let commons = api.addr_make(&self.commons);
        let codes = codes().map(|code| app.store_code_with_creator(owner.clone(), code));
        let [registry, escrow, staking, token] =
            core::array::from_fn(|n| predict(&app, &owner, codes[n]));
        let suite = Suite {
            registry,
            escrow,
            staking,
            token,
            owner,
            commons,
        };
        let messages = self.messages(&api, &suite);
        for ((code_id, msg), label) in codes.into_iter().zip(messages).zip(LABELS) {
            let instantiate = WasmMsg::Instantiate2 {
                admin: Some(suite.owner.to_string()),
                code_id,
                label: label.into(),
                msg,
                funds: vec![],
                salt: salt(),
            };
            app.execute(suite.owner.clone(), instantiate.into())
                .expect(label);
        }
        let accounts = [
            (self.owner.clone(), suite.owner.clone()),
            (self.commons.clone(), suite.commons.clone()),
        ];
        let market = Market {
            app,
            natives: self.natives(),
            registry: suite.registry,
            escrow: suite.escrow,
            staking: suite.staking,
            token: suite.token,
            owner: suite.owner,
            commons: suite.commons,
            seed: self.seed,
            check_every: self.check_every,
            messages: 0,
            memory: Memory::default(),
            accounts: BTreeMap::from(accounts),
            forms: BTreeMap::new(),
            sealed: BTreeMap::new(),
            panel_labels: BTreeMap::new(),
        };
        market.siblings_agree();
        market.stake_early(self.staked)
    }

    /// The native denoms among those that the escrow begins with.
    fn natives(&self) -> Vec<String> {
        let native = |terms: &DenomTerms| match &terms.denom {
            Denom::Native(native) => Some(native.clone()),
            Denom::Cw20(_) => None,
        };
        self.denoms.iter().filter_map(native).collect()
    }

    /// Instantiate messages, in the order of codes.
    fn messages(&self, api: &MockApi, suite: &Suite) -> [Binary; 4] {
        let balances = self.token_balances.iter().map(|(name, amount)| Cw20Coin {
            address: api.addr_make(name).into_string(),
            amount: Uint128::new(*amount),
        });
        let registry = task_registry::InstantiateMsg {
            owner: suite.owner.to_string(),
            label_escrow: suite.escrow.to_string(),
            reputation_staking: suite.staking.to_string(),
            reward_token: suite.token.to_string(),
            params: self.params.clone(),
        };
        let escrow = label_escrow::InstantiateMsg {
            owner: suite.owner.to_string(),
            task_registry: suite.registry.to_string(),
            reputation_staking: suite.staking.to_string(),
            commons: suite.commons.to_string(),
            fee: self.fee,
            contributors_floor: self.contributors_floor,
            epoch_seconds: self.epoch_seconds,
            denoms: self.denoms.clone(),
        };
        let staking = reputation_staking::InstantiateMsg {
            owner: suite.owner.to_string(),
            task_registry: suite.registry.to_string(),
            label_escrow: suite.escrow.to_string(),
            reward_token: suite.token.to_string(),
            commons: suite.commons.to_string(),
            min_fee_stake: Uint128::new(self.min_fee_stake),
            params: reputation_staking::Params {
                unbonding_seconds: self.unbonding_seconds,
            },
        };
        let token = reward_token::InstantiateMsg {
            name: "Pasar".into(),
            symbol: "PASAR".into(),
            decimals: 6,
            cap: Uint128::new(self.cap),
            initial_balances: balances.collect(),
            label_escrow: suite.escrow.to_string(),
            emission: reward_token::Emission {
                first_budget: Uint128::new(self.emission.0),
                keep: Bps::new(self.emission.1),
                mint_per_point: Uint128::new(self.emission.2),
            },
            marketing: None,
        };
        [
            to_json_binary(&registry).unwrap(),
            to_json_binary(&escrow).unwrap(),
            to_json_binary(&staking).unwrap(),
            to_json_binary(&token).unwrap(),
        ]
    }
}

/// The addresses of a market.
struct Suite {
    registry: Addr,
    escrow: Addr,
    staking: Addr,
    token: Addr,
    owner: Addr,
    commons: Addr,
}

/// One salt serves all: their codes differ.
fn salt() -> Binary {
    Binary::from(b"pasar".as_slice())
}

/// The address that a code will get.
fn predict(app: &App, owner: &Addr, code_id: u64) -> Addr {
    let checksum = app.wrap().query_wasm_code_info(code_id).unwrap().checksum;
    let creator = app.api().addr_canonicalize(owner.as_str()).unwrap();
    let canonical = instantiate2_address(checksum.as_slice(), &creator, &salt()).unwrap();
    app.api().addr_humanize(&canonical).unwrap()
}

/// Wraps the entry points of a contract of the suite.
macro_rules! code {
    ($contract:ident) => {
        Box::new(
            ContractWrapper::new(
                ::$contract::contract::execute,
                ::$contract::contract::instantiate,
                ::$contract::contract::query,
            )
            .with_migrate(::$contract::contract::migrate),
        )
    };
}

/// The four contracts.
pub fn codes() -> [Box<dyn Contract<Empty>>; 4] {
    [
        code!(task_registry),
        code!(label_escrow),
        code!(reputation_staking),
        code!(reward_token),
    ]
}

impl Market {
    /// A market with defaults.
    pub fn new() -> Self {
        MarketBuilder::default().build()
    }

    /// A market to be configured.
    pub fn builder() -> MarketBuilder {
        MarketBuilder::default()
    }

    /// Stakes reward tokens, and begins another epoch.
    fn stake_early(mut self, amount: u128) -> Self {
        if amount == 0 {
            return self;
        }
        let staker = self.account("staker");
        self.bond_tokens(&staker, amount)
            .expect("an account that has tokens stakes them");
        self.next_epoch();
        self
    }

    /// Every contract knows its siblings by the addresses that they really have.
    ///
    /// # Panics
    /// Where one does not.
    fn siblings_agree(&self) {
        let registry: task_registry::ConfigResponse =
            self.ask(&self.registry, &task_registry::QueryMsg::Config {});
        let escrow: label_escrow::ConfigResponse =
            self.ask(&self.escrow, &label_escrow::QueryMsg::Config {});
        let staking: reputation_staking::ConfigResponse =
            self.ask(&self.staking, &reputation_staking::QueryMsg::Config {});
        let minter: cw20::MinterResponse =
            self.ask(&self.token, &reward_token::QueryMsg::Minter {});
        let schedule: reward_token::ScheduleResponse =
            self.ask(&self.token, &reward_token::QueryMsg::Schedule {});
        for (contract, known, real) in [
            ("registry", &registry.label_escrow, &self.escrow),
            ("registry", &registry.reputation_staking, &self.staking),
            ("registry", &registry.reward_token, &self.token),
            ("escrow", &escrow.task_registry, &self.registry),
            ("escrow", &escrow.reputation_staking, &self.staking),
            ("escrow", &escrow.commons, &self.commons),
            ("staking", &staking.task_registry, &self.registry),
            ("staking", &staking.label_escrow, &self.escrow),
            ("staking", &staking.reward_token, &self.token),
            ("staking", &staking.commons, &self.commons),
            ("token", &schedule.label_escrow, &self.escrow),
        ] {
            assert_eq!(known, real, "what the {contract} knows");
        }
        assert_eq!(minter.minter, self.token.as_str(), "nobody else mints");
    }
}

impl Default for Market {
    fn default() -> Self {
        Self::new()
    }
}
