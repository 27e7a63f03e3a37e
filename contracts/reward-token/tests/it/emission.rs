//! The token mints by its schedule alone, whatever the escrow says.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Timestamp, Uint128,
};
use cw_multi_test::{App, Contract, ContractWrapper, Executor};
use pasar_common::{
    label_escrow::{self, ConfigResponse, Fees, PointsResponse},
    ratio::Bps,
    reward_token::{
        ClaimEmission, Emission, EmissionResponse, ExecuteMsg, PendingEmissionResponse, QueryMsg,
        ScheduleResponse,
    },
    time::DAY,
};
use reward_token::ContractError;

use crate::setup::{app, message, Suite, WEALTH};

const ZERO: u64 = 1_700_000_000;
const WEEK: u64 = 7 * DAY;
const BUDGET: u128 = 1_000;

/// An escrow that counts ten points in all and says that everybody has all of them. In epoch 7 it
/// says that everybody has twice as many.
fn liar() -> Box<dyn Contract<Empty>> {
    fn nothing(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn query(_: Deps<'_>, env: Env, msg: label_escrow::QueryMsg) -> StdResult<Binary> {
        if let label_escrow::QueryMsg::Points { epoch, .. } = msg {
            return to_json_binary(&PointsResponse {
                points: Uint128::new(if epoch == 7 { 20 } else { 10 }),
                total: Uint128::new(10),
            });
        }
        let label_escrow::QueryMsg::Config {} = msg else {
            return Err(StdError::not_found("query"));
        };
        to_json_binary(&ConfigResponse {
            task_registry: env.contract.address.clone(),
            reputation_staking: env.contract.address.clone(),
            commons: env.contract.address,
            fees: Fees {
                fee: Bps::ZERO,
                contributors_floor: Bps::ZERO,
            },
            epoch_seconds: WEEK,
            epoch_zero: Timestamp::from_seconds(ZERO),
        })
    }
    Box::new(ContractWrapper::new(nothing, nothing, query))
}

fn suite() -> Suite {
    let (mut app, accounts) = app();
    at(&mut app, ZERO);
    let code = app.store_code(liar());
    let escrow = app
        .instantiate_contract(code, accounts[0].clone(), &Empty {}, &[], "escrow", None)
        .unwrap();
    let mut msg = message(&accounts);
    msg.label_escrow = escrow.into_string();
    msg.emission = Emission {
        first_budget: BUDGET.into(),
        keep: Bps::new(5_000),
        mint_per_point: Uint128::new(1_000_000_000),
    };
    Suite::with(app, accounts, &msg)
}

fn at(app: &mut App, seconds: u64) {
    app.update_block(|block| block.time = Timestamp::from_seconds(seconds));
}

impl Suite {
    #[track_caller]
    fn claim(&mut self, who: &Addr, epochs: &[u32], mints: u128) -> Result<u128, ContractError> {
        self.minted = mints;
        let before = self.balance(who);
        let epochs = epochs.to_vec();
        self.execute(who, &ExecuteMsg::ClaimEmission(ClaimEmission { epochs }))?;
        Ok(self.balance(who) - before)
    }
}

#[test]
fn an_epoch_mints_its_budget_and_no_more_whatever_the_escrow_says() {
    let mut suite = suite();
    at(&mut suite.app, ZERO + 20 * WEEK);
    let ada = suite.ada.clone();
    let ben = suite.ben.clone();
    assert_eq!(suite.claim(&ada, &[0], 1_000), Ok(1_000));
    let error = ContractError::BudgetExceeded {
        epoch: 0,
        wanted: Uint128::new(2_000),
        budget: Uint128::new(1_000),
    };
    assert_eq!(suite.claim(&ben, &[0], 0), Err(error));
    // More points than there are in all do not help either.
    let error = ContractError::BudgetExceeded {
        epoch: 7,
        wanted: Uint128::new(14),
        budget: Uint128::new(7),
    };
    assert_eq!(suite.claim(&ben, &[7], 0), Err(error));
    let schedule: ScheduleResponse = suite.query(&QueryMsg::Schedule {});
    assert_eq!(schedule.minted, Uint128::new(1_000));
    assert_eq!(suite.supply().u128(), 2 * WEALTH + 1_000);
}

#[test]
fn an_epoch_is_claimed_once_it_has_ended_and_once() {
    let mut suite = suite();
    let ada = suite.ada.clone();
    at(&mut suite.app, ZERO + WEEK - 1);
    let runs = ContractError::EpochRuns {
        epoch: 0,
        ends_at: ZERO + WEEK,
    };
    assert_eq!(suite.claim(&ada, &[0], 0), Err(runs));
    at(&mut suite.app, ZERO + WEEK);
    assert_eq!(suite.claim(&ada, &[0], 1_000), Ok(1_000));
    let again = ContractError::AlreadyClaimed {
        epoch: 0,
        labeler: ada.clone(),
    };
    assert_eq!(suite.claim(&ada, &[0], 0), Err(again));
    at(&mut suite.app, ZERO + 2 * WEEK);
    // Named twice in a message it is refused as well, and nothing of the message holds.
    let twice = ContractError::AlreadyClaimed {
        epoch: 1,
        labeler: ada.clone(),
    };
    assert_eq!(suite.claim(&ada, &[1, 1], 0), Err(twice));
    assert_eq!(suite.claim(&ada, &[1], 500), Ok(500));
}

#[test]
fn many_epochs_are_claimed_in_one_message() {
    let mut suite = suite();
    let ada = suite.ada.clone();
    at(&mut suite.app, ZERO + 30 * WEEK);
    let epochs: Vec<u32> = (0..16).filter(|epoch| *epoch != 7).collect();
    // 1 000, 500, 250, 125, 62, 31, 15, then 3, 1 and nothing any more.
    let sum = 1_000 + 500 + 250 + 125 + 62 + 31 + 15 + 3 + 1;
    assert_eq!(suite.claim(&ada, &epochs, sum), Ok(sum));
    let error = ContractError::TooManyEpochs { found: 17, max: 16 };
    let many: Vec<u32> = (0..17).collect();
    assert_eq!(suite.claim(&ada, &many, 0), Err(error));
    for epochs in [vec![20], vec![]] {
        let labeler = ada.clone();
        let error = ContractError::NothingToClaim { labeler };
        assert_eq!(suite.claim(&ada, &epochs, 0), Err(error));
    }
}

#[test]
fn queries_show_schedule_epochs_and_what_is_pending() {
    let mut suite = suite();
    let ada = suite.ada.clone();
    at(&mut suite.app, ZERO + WEEK + 5);
    let schedule: ScheduleResponse = suite.query(&QueryMsg::Schedule {});
    assert_eq!((schedule.epoch, schedule.budget.u128()), (1, 500));
    assert_eq!(schedule.first_budget.u128(), BUDGET);
    assert_eq!(schedule.minted, Uint128::zero());
    let pending = |suite: &Suite| -> PendingEmissionResponse {
        suite.query(&QueryMsg::PendingEmission {
            labeler: ada.to_string(),
            epochs: vec![0, 0, 1],
        })
    };
    let shown = pending(&suite);
    let shown: Vec<_> = shown
        .epochs
        .iter()
        .map(|e| (e.amount.u128(), e.ended))
        .collect();
    assert_eq!(shown, [(1_000, true), (1_000, true), (500, false)]);
    assert_eq!(pending(&suite).claimable.u128(), 1_000);
    suite.claim(&ada.clone(), &[0], 1_000).unwrap();
    assert_eq!(pending(&suite).claimable, Uint128::zero());
    assert!(pending(&suite).epochs[0].claimed);
    let epoch: EmissionResponse = suite.query(&QueryMsg::Emission { epoch: 0 });
    assert_eq!((epoch.minted.u128(), epoch.budget.u128()), (1_000, 1_000));
    assert_eq!(epoch.ends_at.seconds(), ZERO + WEEK);
    assert!(epoch.ended);
}
