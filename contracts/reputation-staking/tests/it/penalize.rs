//! `Penalize`: takes penalties out of stakes.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::{
    access::{Role, Unauthorized},
    reputation_staking::{ExecuteMsg, Penalized, Penalty, PenaltyBatch},
};
use pasar_common::{asset::AssetError, reputation_staking::MAX_BATCH_LABELERS};
use reputation_staking::{store::BOOKS, ContractError};

use crate::setup::{event, native, Suite, ATOM};

fn staked(amount: u128) -> (Suite, Addr, Addr, Denom) {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.bond(&ada, amount, ATOM).unwrap();
    (suite, ada, ben, native(ATOM))
}

#[test]
fn the_whole_penalty_goes_to_the_commons() {
    let (mut suite, ada, ben, atom) = staked(100);
    let response = suite.penalize(&ada, &atom, 40).unwrap();
    assert_eq!(
        event::<Penalized>(&response),
        Penalized {
            labeler: ada.to_string(),
            denom: ATOM.into(),
            amount: 40u128.into(),
        }
    );
    assert_eq!(suite.staked(&ada, &atom), 60);
    assert_eq!(suite.staked(&ben, &atom), 0);
    assert_eq!(suite.due_to_commons(), 40);
    assert_eq!(suite.liabilities(&atom), 100);
}

#[test]
fn a_penalty_never_exceeds_the_stake() {
    let (mut suite, ada, _, atom) = staked(100);
    let response = suite.penalize(&ada, &atom, 400).unwrap();
    assert_eq!(event::<Penalized>(&response).amount.u128(), 100);
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.due_to_commons(), 100);
}

#[test]
fn what_is_unbonding_is_not_touched() {
    let (mut suite, ada, _, atom) = staked(100);
    suite.unbond(&ada, 30, &atom).unwrap();
    suite.penalize(&ada, &atom, 100).unwrap();
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.unbonding(&ada, &atom), [(30, 1_000)]);
}

#[test]
fn who_has_no_stake_pays_nothing_and_stops_nobody() {
    let (mut suite, ada, _, atom) = staked(100);
    let registry = suite.registry.clone();
    let cleo = suite.stakers[2].clone();
    let penalty = |labeler: &Addr, amount: u128| Penalty {
        labeler: labeler.to_string(),
        amount: amount.into(),
    };
    let batch = PenaltyBatch {
        denom: atom.clone(),
        penalties: vec![penalty(&cleo, 50), penalty(&ada, 0), penalty(&ada, 50)],
    };
    let response = suite
        .execute(&registry, &ExecuteMsg::Penalize(batch), &[])
        .unwrap();
    let events = response.events.iter();
    let penalized: Vec<_> = events.filter_map(|e| Penalized::try_from(e).ok()).collect();
    assert_eq!(penalized.len(), 1);
    assert_eq!(suite.staked(&ada, &atom), 50);
    assert_eq!(suite.due_to_commons(), 50);

    // In a denom that nobody ever staked there is nothing to take, and no books are opened.
    suite.penalize(&ada, &native("uosmo"), 50).unwrap();
    let storage = suite.app.contract_storage(&suite.staking);
    assert!(!BOOKS.has(storage.as_ref(), b"uosmo"));
}

#[test]
fn penalties_of_one_batch_add_up() {
    let (mut suite, ada, _, atom) = staked(100);
    let registry = suite.registry.clone();
    let penalties = (0..4).map(|_| Penalty {
        labeler: ada.to_string(),
        amount: 30u128.into(),
    });
    let batch = PenaltyBatch {
        denom: atom.clone(),
        penalties: penalties.collect(),
    };
    suite
        .execute(&registry, &ExecuteMsg::Penalize(batch), &[])
        .unwrap();
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.due_to_commons(), 100);
}

#[test]
fn only_the_registry_penalizes() {
    let (mut suite, ada, ben, atom) = staked(100);
    let batch = PenaltyBatch {
        denom: atom.clone(),
        penalties: vec![],
    };
    for sender in [ada, ben, suite.owner.clone(), suite.escrow.clone()] {
        assert_eq!(
            suite
                .execute(&sender, &ExecuteMsg::Penalize(batch.clone()), &[])
                .unwrap_err(),
            ContractError::from(Unauthorized {
                role: Role::TaskRegistry,
                sender,
            })
        );
    }
}

#[test]
fn a_batch_is_bounded() {
    let (mut suite, ada, _, atom) = staked(10_000);
    let registry = suite.registry.clone();
    let penalty = Penalty {
        labeler: ada.to_string(),
        amount: 1u128.into(),
    };
    let batch = |count| {
        ExecuteMsg::Penalize(PenaltyBatch {
            denom: atom.clone(),
            penalties: vec![penalty.clone(); count],
        })
    };
    let max = MAX_BATCH_LABELERS;
    assert_eq!(
        suite.execute(&registry, &batch(max + 1), &[]).unwrap_err(),
        ContractError::BatchTooLarge {
            found: max + 1,
            max
        }
    );
    suite.execute(&registry, &batch(max), &[]).unwrap();
    assert_eq!(suite.staked(&ada, &atom), 10_000 - 1_024);
}

#[test]
fn a_native_denom_cannot_name_a_token() {
    let (mut suite, ada, _, _) = staked(100);
    let found = format!("cw20:{}", suite.reward_token);
    let refused = suite.penalize(&ada, &native(&found), 1);
    assert_eq!(refused.unwrap_err(), AssetError::Native { found }.into());
}
