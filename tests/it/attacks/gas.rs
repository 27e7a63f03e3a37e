//! Every call stays below 5 M gas, whatever is staked. Storage alone is counted here, at the prices of the
//! SDK; `tests/wasm` counts the rest.

use std::{cell::Cell, collections::BTreeMap};

use cosmwasm_std::{
    from_json,
    testing::{message_info, mock_env, MockApi, MockQuerier},
    to_json_binary, Addr, ContractResult, Empty, Env, Order, OwnedDeps, Record, Storage,
    SystemResult, Timestamp, Uint128, Uint256, WasmQuery,
};
use cw20::{BalanceResponse, Cw20ReceiveMsg, Denom};
use pasar_common::{
    label_escrow::{ConfigResponse, Fees, QueryMsg, StakerFees, StakerFeesResponse},
    ratio::Bps,
    reputation_staking::{
        ClaimFees, ExecuteMsg, InstantiateMsg, Params, Penalty, PenaltyBatch, ReceiveMsg,
    },
};
use reputation_staking::contract::{execute, instantiate};

/// Most gas of a call.
const MOST: u64 = 5_000_000;
const EPOCH: u64 = 86_400;

/// A store that charges what the SDK does.
#[derive(Default)]
struct Metered {
    data: BTreeMap<Vec<u8>, Vec<u8>>,
    gas: Cell<u64>,
}

impl Metered {
    fn charge(&self, flat: u64, byte: u64, key: usize, value: usize) {
        // wasmd puts 33 bytes before a contract's keys.
        let bytes = (33 + key + value) as u64;
        self.gas.set(self.gas.get() + flat + byte * bytes);
    }
}

impl Storage for Metered {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.data.get(key).cloned();
        self.charge(1_000, 3, key.len(), value.as_ref().map_or(0, Vec::len));
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let inside = |key: &Vec<u8>| {
            start.is_none_or(|start| key.as_slice() >= start)
                && end.is_none_or(|end| key.as_slice() < end)
        };
        let mut found: Vec<Record> = self
            .data
            .iter()
            .filter(|(key, _)| inside(key))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        if order == Order::Descending {
            found.reverse();
        }
        Box::new(found.into_iter().inspect(|(key, value)| {
            self.charge(30, 3, key.len(), value.len());
        }))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.charge(2_000, 30, key.len(), value.len());
        self.data.insert(key.to_vec(), value.to_vec());
    }

    fn remove(&mut self, key: &[u8]) {
        self.gas.set(self.gas.get() + 1_000);
        self.data.remove(key);
    }
}

type Deps = OwnedDeps<Metered, MockApi, MockQuerier, Empty>;

/// The escrow says that a staked unit got so much in each denom before every epoch.
fn escrow_says(deps: &mut Deps, denoms: usize) {
    deps.querier.update_wasm(move |query| {
        let WasmQuery::Smart { msg, .. } = query else {
            panic!("{query:?}")
        };
        let answer = match from_json::<QueryMsg>(msg) {
            Ok(QueryMsg::Config {}) => to_json_binary(&config()),
            Ok(QueryMsg::StakerFees { epochs }) => {
                let fees = (0..denoms).map(|n| StakerFees {
                    // As long as a denom of IBC is.
                    denom: Denom::Native(format!("ibc/{n:064}")),
                    indexes: epochs
                        .iter()
                        .map(|epoch| Uint256::from(u128::from(*epoch) << 80))
                        .collect(),
                    accrued: Uint128::MAX,
                });
                let fees = fees.collect();
                to_json_binary(&StakerFeesResponse { epoch: 0, fees })
            }
            _ => to_json_binary(&BalanceResponse {
                balance: Uint128::new(1 << 100),
            }),
        };
        SystemResult::Ok(ContractResult::Ok(answer.unwrap()))
    });
}

fn config() -> ConfigResponse {
    let nobody = MockApi::default().addr_make("nobody");
    ConfigResponse {
        task_registry: nobody.clone(),
        reputation_staking: nobody.clone(),
        commons: nobody,
        fees: Fees {
            fee: Bps::ZERO,
            contributors_floor: Bps::ZERO,
        },
        epoch_seconds: EPOCH,
        epoch_zero: Timestamp::from_seconds(0),
    }
}

/// A time in an epoch.
fn at(epoch: u64) -> Env {
    let mut env = mock_env();
    env.block.time = Timestamp::from_seconds(epoch * EPOCH);
    env
}

struct World {
    deps: Deps,
    registry: Addr,
    token: Addr,
    labelers: Vec<Addr>,
}

impl World {
    /// So many labelers staked reward tokens, and every denom has paid fees for two epochs.
    fn new(labelers: usize, denoms: usize) -> Self {
        let api = MockApi::default();
        let [owner, registry, escrow, token, commons] =
            ["owner", "registry", "escrow", "token", "commons"].map(|name| api.addr_make(name));
        let mut deps: Deps = OwnedDeps {
            storage: Metered::default(),
            api,
            querier: MockQuerier::default(),
            custom_query_type: std::marker::PhantomData,
        };
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            task_registry: registry.to_string(),
            label_escrow: escrow.to_string(),
            reward_token: token.to_string(),
            commons: commons.to_string(),
            min_fee_stake: Uint128::new(1),
            params: Params {
                unbonding_seconds: 21 * 86_400,
            },
        };
        instantiate(deps.as_mut(), at(0), message_info(&owner, &[]), msg).unwrap();
        escrow_says(&mut deps, denoms);
        let labelers: Vec<Addr> = (0..labelers)
            .map(|n| api.addr_make(&format!("labeler {n}")))
            .collect();
        let mut world = Self {
            deps,
            registry,
            token,
            labelers,
        };
        for labeler in world.labelers.clone() {
            let hook = Cw20ReceiveMsg {
                sender: labeler.to_string(),
                amount: Uint128::new(1_000_000),
                msg: to_json_binary(&ReceiveMsg::Bond {}).unwrap(),
            };
            let token = world.token.clone();
            world.gas(0, &token, ExecuteMsg::Receive(hook));
        }
        world
    }

    /// Gas of a message's storage.
    fn gas(&mut self, epoch: u64, sender: &Addr, msg: ExecuteMsg) -> u64 {
        self.deps.storage.gas.set(0);
        let info = message_info(sender, &[]);
        execute(self.deps.as_mut(), at(epoch), info, msg).unwrap();
        self.deps.storage.gas.get()
    }

    /// Every labeler is silent.
    fn penalties(&mut self, epoch: u64) -> u64 {
        let penalty = |labeler: &Addr| Penalty {
            labeler: labeler.to_string(),
            amount: Uint128::new(10_000),
        };
        let batch = PenaltyBatch {
            denom: Denom::Cw20(self.token.clone()),
            penalties: self.labelers.iter().map(penalty).collect(),
        };
        let registry = self.registry.clone();
        self.gas(epoch, &registry, ExecuteMsg::Penalize(batch))
    }
}

#[test]
fn a_silent_task_of_32_seats_costs_the_same_in_however_many_denoms_fees_are_paid() {
    let [none, all] = [0, 32].map(|denoms| World::new(32, denoms).penalties(2));
    assert_eq!(none, all);
    assert!(all < MOST / 5, "{all} gas for the penalties of one task");
}

#[test]
fn a_claim_of_every_denom_stays_below_5_m_gas_after_penalties_in_many_epochs() {
    let mut world = World::new(32, 32);
    for epoch in 1..=20 {
        world.penalties(epoch);
    }
    let staker = world.labelers[0].clone();
    let claim = ClaimFees {
        denoms: None,
        to: None,
    };
    let most = world.gas(21, &staker, ExecuteMsg::ClaimFees(claim));
    assert!(most < MOST / 5, "{most} gas for a claim");
}
