//! Builds the suite: four codes, four predicted addresses, four contracts that know each other from
//! their first moment.

use std::collections::BTreeMap;

use cosmwasm_std::{
    instantiate2_address, testing::MockApi, to_json_binary, Addr, Api, Binary, Uint128, WasmMsg,
};
use cw20::Cw20Coin;
use cw_multi_test::{App, AppBuilder, Contract, ContractWrapper, Executor};
use pasar_common::{
    label_escrow::{self, DenomTerms},
    ratio::Bps,
    reputation_staking, reward_token, task_registry,
};

use crate::{clock::genesis, denom, market::Market};

/// What a market begins with.
pub struct MarketBuilder {
    denoms: Vec<DenomTerms>,
    fee: Bps,
    token_balances: Vec<(String, u128)>,
    checks: bool,
    seed: u64,
    penalty_tip: Bps,
}

impl Default for MarketBuilder {
    fn default() -> Self {
        Self {
            denoms: vec![DenomTerms {
                denom: denom(),
                min_price: Uint128::new(100),
                min_seat_stake: Uint128::zero(),
                tip_per_task: Uint128::new(901),
                reputation_fee: Uint128::new(50),
                emission_weight: 1_000_000,
            }],
            fee: Bps::new(500),
            token_balances: vec![],
            checks: true,
            seed: 1979,
            penalty_tip: Bps::new(1_000),
        }
    }
}

impl MarketBuilder {
    /// Denoms that the escrow begins with.
    #[must_use]
    pub fn denoms(mut self, denoms: Vec<DenomTerms>) -> Self {
        self.denoms = denoms;
        self
    }

    /// The protocol fee.
    #[must_use]
    pub fn fee(mut self, fee: Bps) -> Self {
        self.fee = fee;
        self
    }

    /// Whoever begins with reward tokens.
    #[must_use]
    pub fn token_balance(mut self, name: &str, amount: u128) -> Self {
        self.token_balances.push((name.into(), amount));
        self
    }

    /// Whether every message is followed by a check of all invariants; on by default.
    #[must_use]
    pub fn checks(mut self, checks: bool) -> Self {
        self.checks = checks;
        self
    }

    /// Decides the nanoseconds of blocks, and so the draws.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Deploys the suite.
    pub fn build(self) -> Market {
        let api = MockApi::default().with_prefix("wasm");
        let mut app = AppBuilder::new().with_api(api).build(|_, _, _| {});
        app.set_block(genesis());
        let (owner, commons) = (api.addr_make("owner"), api.addr_make("commons"));
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
        let labels = [
            "task-registry",
            "label-escrow",
            "reputation-staking",
            "reward-token",
        ];
        for ((code_id, msg), label) in codes.into_iter().zip(messages).zip(labels) {
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
        Market {
            app,
            registry: suite.registry,
            escrow: suite.escrow,
            staking: suite.staking,
            token: suite.token,
            owner: suite.owner,
            commons: suite.commons,
            seed: self.seed,
            checks: self.checks,
            accounts: BTreeMap::new(),
            campaigns: 0,
            seen: BTreeMap::new(),
            work: BTreeMap::new(),
        }
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
            params: task_registry::Params {
                missed_commit: Bps::new(1_000),
                penalty_tip: self.penalty_tip,
                min_token_seat_stake: Uint128::zero(),
            },
        };
        let escrow = label_escrow::InstantiateMsg {
            owner: suite.owner.to_string(),
            task_registry: suite.registry.to_string(),
            reputation_staking: suite.staking.to_string(),
            commons: suite.commons.to_string(),
            fee: self.fee,
            contributors_floor: Bps::new(3_000),
            epoch_seconds: 7 * 86_400,
            denoms: self.denoms.clone(),
        };
        let staking = reputation_staking::InstantiateMsg {
            owner: suite.owner.to_string(),
            task_registry: suite.registry.to_string(),
            label_escrow: suite.escrow.to_string(),
            reward_token: suite.token.to_string(),
            commons: suite.commons.to_string(),
            params: reputation_staking::Params {
                unbonding_seconds: 14 * 86_400,
            },
        };
        let token = reward_token::InstantiateMsg {
            name: "Pasar".into(),
            symbol: "PASAR".into(),
            decimals: 6,
            cap: Uint128::new(1_000_000_000_000_000),
            initial_balances: balances.collect(),
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

/// The four contracts.
fn codes() -> [Box<dyn Contract<cosmwasm_std::Empty>>; 4] {
    [
        Box::new(
            ContractWrapper::new(
                ::task_registry::contract::execute,
                ::task_registry::contract::instantiate,
                ::task_registry::contract::query,
            )
            .with_migrate(::task_registry::contract::migrate),
        ),
        Box::new(
            ContractWrapper::new(
                ::label_escrow::contract::execute,
                ::label_escrow::contract::instantiate,
                ::label_escrow::contract::query,
            )
            .with_migrate(::label_escrow::contract::migrate),
        ),
        Box::new(
            ContractWrapper::new(
                ::reputation_staking::contract::execute,
                ::reputation_staking::contract::instantiate,
                ::reputation_staking::contract::query,
            )
            .with_migrate(::reputation_staking::contract::migrate),
        ),
        Box::new(
            ContractWrapper::new(
                ::reward_token::contract::execute,
                ::reward_token::contract::instantiate,
                ::reward_token::contract::query,
            )
            .with_migrate(::reward_token::contract::migrate),
        ),
    ]
}
