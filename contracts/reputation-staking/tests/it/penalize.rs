//! `Penalize`: takes penalties out of stakes.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::reputation_staking::{ExecuteMsg, Penalized, Penalty, PenaltyBatch};
use pasar_common::{asset::AssetError, reputation_staking::MAX_BATCH_LABELERS};
use reputation_staking::{state::BOOKS, ContractError};

use crate::setup::{event, native, Suite, ATOM};

fn staked(amount: u128) -> (Suite, Addr, Addr, Denom) {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.bond(&ada, amount, ATOM).unwrap();
    (suite, ada, ben, native(ATOM))
}

#[test]
fn the_tip_goes_to_the_crank_and_the_rest_to_the_commons() {
    let (mut suite, ada, ben, atom) = staked(100);
    let response = suite.penalize(&ada, &atom, (40, 4), Some(&ben)).unwrap();
    assert_eq!(
        event::<Penalized>(&response),
        Penalized {
            labeler: ada.to_string(),
            denom: ATOM.into(),
            amount: 40u128.into(),
            tip: 4u128.into(),
        }
    );
    assert_eq!(suite.staked(&ada, &atom), 60);
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 4);
    assert_eq!(suite.due_to_commons(), 36);
    assert_eq!(suite.liabilities(&atom), 100);
}

#[test]
fn without_a_crank_everything_goes_to_the_commons() {
    let (mut suite, ada, _, atom) = staked(100);
    let response = suite.penalize(&ada, &atom, (40, 4), None).unwrap();
    assert_eq!(event::<Penalized>(&response).tip.u128(), 0);
    assert_eq!(suite.due_to_commons(), 40);
}

#[test]
fn a_penalty_never_exceeds_the_stake() {
    let (mut suite, ada, ben, atom) = staked(100);
    let response = suite.penalize(&ada, &atom, (400, 40), Some(&ben)).unwrap();
    let penalized = event::<Penalized>(&response);
    assert_eq!((penalized.amount.u128(), penalized.tip.u128()), (100, 10));
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 10);
    assert_eq!(suite.due_to_commons(), 90);
}

#[test]
fn a_tip_never_exceeds_its_penalty() {
    let (mut suite, ada, ben, atom) = staked(100);
    suite
        .penalize(&ada, &atom, (40, u128::MAX), Some(&ben))
        .unwrap();
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 40);
    assert_eq!(suite.due_to_commons(), 0);
    suite
        .penalize(&ada, &atom, (u128::MAX, u128::MAX), Some(&ben))
        .unwrap();
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 100);
}

#[test]
fn what_is_unbonding_is_not_touched() {
    let (mut suite, ada, _, atom) = staked(100);
    suite.unbond(&ada, 30, &atom).unwrap();
    suite.penalize(&ada, &atom, (100, 0), None).unwrap();
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.unbonding(&ada, &atom), [(30, 1_000)]);
}

#[test]
fn who_has_no_stake_pays_nothing_and_stops_nobody() {
    let (mut suite, ada, ben, atom) = staked(100);
    let registry = suite.registry.clone();
    let cleo = suite.stakers[2].clone();
    let penalty = |labeler: &Addr, amount: u128| Penalty {
        labeler: labeler.to_string(),
        amount: amount.into(),
        tip: 10u128.into(),
    };
    let batch = PenaltyBatch {
        denom: atom.clone(),
        tip_to: Some(ben.to_string()),
        penalties: vec![penalty(&cleo, 50), penalty(&ada, 0), penalty(&ada, 50)],
    };
    let response = suite
        .execute(&registry, &ExecuteMsg::Penalize(batch), &[])
        .unwrap();
    let events = response.events.iter();
    let penalized: Vec<_> = events.filter_map(|e| Penalized::try_from(e).ok()).collect();
    assert_eq!(penalized.len(), 1);
    assert_eq!(suite.staked(&ada, &atom), 50);
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 10);

    // In a denom that nobody ever staked there is nothing to take, and no books are opened.
    suite
        .penalize(&ada, &native("uosmo"), (50, 5), Some(&ben))
        .unwrap();
    let storage = suite.app.contract_storage(&suite.staking);
    assert!(!BOOKS.has(storage.as_ref(), b"uosmo"));
}

#[test]
fn penalties_of_one_batch_add_up() {
    let (mut suite, ada, ben, atom) = staked(100);
    let registry = suite.registry.clone();
    let penalties = (0..4).map(|_| Penalty {
        labeler: ada.to_string(),
        amount: 30u128.into(),
        tip: 3u128.into(),
    });
    let batch = PenaltyBatch {
        denom: atom.clone(),
        tip_to: Some(ben.to_string()),
        penalties: penalties.collect(),
    };
    suite
        .execute(&registry, &ExecuteMsg::Penalize(batch), &[])
        .unwrap();
    assert_eq!(suite.staked(&ada, &atom), 0);
    assert_eq!(suite.stake(&ben, &atom).tips.u128(), 3 + 3 + 3 + 1);
    assert_eq!(suite.due_to_commons(), 90);
}

#[test]
fn only_the_registry_penalizes() {
    let (mut suite, ada, ben, atom) = staked(100);
    let batch = PenaltyBatch {
        denom: atom.clone(),
        tip_to: None,
        penalties: vec![],
    };
    for sender in [ada, ben, suite.owner.clone(), suite.escrow.clone()] {
        assert_eq!(
            suite
                .execute(&sender, &ExecuteMsg::Penalize(batch.clone()), &[])
                .unwrap_err(),
            ContractError::Unauthorized {
                role: "task registry",
                sender,
            }
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
        tip: 0u128.into(),
    };
    let batch = |count| {
        ExecuteMsg::Penalize(PenaltyBatch {
            denom: atom.clone(),
            tip_to: None,
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
    let refused = suite.penalize(&ada, &native(&found), (1, 0), None);
    assert_eq!(refused.unwrap_err(), AssetError::Native { found }.into());
}
