//! `Unbond`: begins to take stake out.

use cosmwasm_std::{from_json, Addr, StdError};
use cw20::Denom;
use pasar_common::{
    asset::AssetError,
    packed::{PackedError, Versions},
    raw::{stake_key, STAKES},
    reputation_staking::{ExecuteMsg, Params, UnbondingStarted},
};
use reputation_staking::ContractError;

use crate::setup::{event, native, Suite, ATOM, UNBONDING};

fn staked(amount: u128) -> (Suite, Addr, Denom) {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, amount, ATOM).unwrap();
    (suite, ada, native(ATOM))
}

#[test]
fn free_stake_begins_to_leave_and_is_owed_until_it_has_left() {
    let (mut suite, ada, atom) = staked(100);
    let response = suite.unbond(&ada, 30, &atom).unwrap();
    assert_eq!(
        event::<UnbondingStarted>(&response),
        UnbondingStarted {
            staker: ada.to_string(),
            denom: ATOM.into(),
            amount: 30u128.into(),
            ready_at: suite.now() + UNBONDING,
        }
    );
    assert_eq!(suite.staked(&ada, &atom), 70);
    assert_eq!(suite.unbonding(&ada, &atom), [(30, 1_000)]);
    assert_eq!(suite.liabilities(&atom), 100);
}

#[test]
fn exposed_stake_cannot_unbond() {
    let (mut suite, ada, atom) = staked(100);
    suite.expose(&ada, &atom, 60);
    assert_eq!(
        suite.unbond(&ada, 41, &atom).unwrap_err(),
        ContractError::Exposed {
            denom: ATOM.into(),
            staked: 100u128.into(),
            exposed: 60u128.into(),
            free: 40u128.into(),
            wanted: 41u128.into(),
        }
    );
    suite.unbond(&ada, 40, &atom).unwrap();
    assert!(suite.unbond(&ada, 1, &atom).is_err());
    suite.expose(&ada, &atom, 0);
    suite.unbond(&ada, 60, &atom).unwrap();
}

#[test]
fn exposure_above_the_stake_leaves_nothing_free() {
    let (mut suite, ada, atom) = staked(100);
    suite.expose(&ada, &atom, 101);
    assert_eq!(
        suite.unbond(&ada, 1, &atom).unwrap_err(),
        ContractError::Exposed {
            denom: ATOM.into(),
            staked: 100u128.into(),
            exposed: 101u128.into(),
            free: 0u128.into(),
            wanted: 1u128.into(),
        }
    );
}

#[test]
fn exposure_counts_in_its_own_denom_and_for_its_own_labeler() {
    let (mut suite, ada, atom) = staked(100);
    let ben = suite.ben();
    let token = suite.token_denom();
    suite.expose(&ada, &token, 100);
    suite.expose(&ben, &atom, 100);
    suite.unbond(&ada, 100, &atom).unwrap();
}

#[test]
fn no_more_than_the_stake_unbonds() {
    let (mut suite, ada, atom) = staked(100);
    let ben = suite.ben();
    for (staker, wanted, staked) in [(&ada, 101u128, 100u128), (&ben, 1, 0)] {
        assert_eq!(
            suite.unbond(staker, wanted, &atom).unwrap_err(),
            ContractError::Exposed {
                denom: ATOM.into(),
                staked: staked.into(),
                exposed: 0u128.into(),
                free: staked.into(),
                wanted: wanted.into(),
            }
        );
    }
}

#[test]
fn nothing_does_not_unbond() {
    let (mut suite, ada, atom) = staked(100);
    let refused = suite.unbond(&ada, 0, &atom).unwrap_err();
    assert_eq!(refused, ContractError::ZeroAmount {});
}

#[test]
fn nothing_unbonds_while_the_registry_does_not_answer() {
    let (mut suite, ada, atom) = staked(100);
    suite.silence_registry();
    let refused = suite.unbond(&ada, 1, &atom).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}

#[test]
fn a_native_denom_cannot_name_a_token() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    suite.send(&ada, 100, &token).unwrap();
    let found = format!("cw20:{token}");
    let refused = suite.unbond(&ada, 1, &native(&found)).unwrap_err();
    assert_eq!(refused, AssetError::Native { found }.into());
}

#[test]
fn the_ninth_unbonding_merges_into_the_last_and_waits_with_it() {
    let (mut suite, ada, atom) = staked(100);
    for n in 1..=8u128 {
        suite.unbond(&ada, n, &atom).unwrap();
        suite.wait(10);
    }
    let response = suite.unbond(&ada, 9, &atom).unwrap();
    let ready_at = event::<UnbondingStarted>(&response).ready_at;
    assert_eq!(ready_at, suite.now() + UNBONDING);
    let entries = suite.unbonding(&ada, &atom);
    assert_eq!(entries.len(), 8);
    assert_eq!(entries[0], (1, 920));
    assert_eq!(entries[6], (7, 980));
    assert_eq!(entries[7], (8 + 9, 1_000));
}

#[test]
fn merging_never_delays_what_is_ripe() {
    let (mut suite, ada, atom) = staked(100);
    for n in 1..=8u128 {
        suite.unbond(&ada, n, &atom).unwrap();
    }
    suite.wait(UNBONDING);
    suite.unbond(&ada, 9, &atom).unwrap();
    assert_eq!(suite.unbonding(&ada, &atom), [(36, 0), (9, 1_000)]);
    suite.withdraw(&ada, &atom).unwrap();
    assert_eq!(suite.unbonding(&ada, &atom), [(9, 1_000)]);
}

#[test]
fn one_staker_cannot_delay_another() {
    let (mut suite, ada, atom) = staked(100);
    let ben = suite.ben();
    suite.bond(&ben, 100, ATOM).unwrap();
    suite.unbond(&ada, 50, &atom).unwrap();
    suite.wait(UNBONDING);
    for _ in 0..20 {
        suite.unbond(&ben, 1, &atom).unwrap();
    }
    assert_eq!(suite.unbonding(&ada, &atom), [(50, 0)]);
    suite.withdraw(&ada, &atom).unwrap();
}

#[test]
fn a_shorter_time_holds_for_later_unbondings_only() {
    let (mut suite, ada, atom) = staked(100);
    let owner = suite.owner.clone();
    suite.unbond(&ada, 1, &atom).unwrap();
    let params = ExecuteMsg::UpdateParams(Params {
        unbonding_seconds: 60,
    });
    suite.execute(&owner, &params, &[]).unwrap();
    suite.unbond(&ada, 2, &atom).unwrap();
    assert_eq!(suite.unbonding(&ada, &atom), [(2, 60), (1, 1_000)]);
}

#[test]
fn a_record_of_an_unknown_version_is_an_error_and_no_empty_stake() {
    let (mut suite, ada, atom) = staked(100);
    let key = STAKES.key(&stake_key(&suite.canonical(&ada), ATOM));
    suite
        .app
        .contract_storage_mut(&suite.staking.clone())
        .set(&key, &[2, 1, 100]);
    let refused = suite.unbond(&ada, 1, &atom).unwrap_err();
    assert_eq!(
        refused,
        PackedError::Version {
            record: "stake",
            found: 2,
            wanted: Versions::only(1),
        }
        .into()
    );
}

#[test]
fn a_malformed_token_is_refused() {
    let (mut suite, ada, _) = staked(100);
    let denom: Denom = from_json(br#"{"cw20":"token"}"#).unwrap();
    let refused = suite.unbond(&ada, 1, &denom).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}
