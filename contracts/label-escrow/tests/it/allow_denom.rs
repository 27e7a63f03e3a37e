//! `AllowDenom`: allows a denom for new campaigns, or changes its settings for them.

use cosmwasm_std::{Addr, StdError};
use cw20::Denom;
use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    asset::AssetError,
    label_escrow::{DenomAllowed, DenomEntry, DenomTerms, DenomsResponse, ExecuteMsg, QueryMsg},
};
use rstest::rstest;

use crate::setup::{event, native, terms, Suite, ATOM};

fn settings(suite: &Suite, denom: &Denom) -> DenomTerms {
    let denom = denom.clone();
    let entry: DenomEntry = suite.query(&QueryMsg::Denom { denom });
    entry.terms
}

fn listed(suite: &Suite) -> Vec<DenomEntry> {
    let start_after = None;
    let limit = Some(50);
    let found: DenomsResponse = suite.query(&QueryMsg::Denoms { start_after, limit });
    found.denoms
}

#[test]
fn the_owner_allows_a_denom_with_its_settings() {
    let mut suite = Suite::new();
    let wanted = DenomTerms {
        denom: native("unew"),
        min_price: 11u128.into(),
        min_seat_stake: 12u128.into(),
        tip_per_task: 13u128.into(),
        reputation_fee: 14u128.into(),
        emission_weight: 15,
    };
    let response = suite.allow(&wanted).unwrap();
    assert_eq!(
        event::<DenomAllowed>(&response),
        DenomAllowed {
            denom: "unew".into(),
            min_price: 11u128.into(),
            min_seat_stake: 12u128.into(),
            tip_per_task: 13u128.into(),
            reputation_fee: 14u128.into(),
            emission_weight: 15,
        }
    );
    assert_eq!(settings(&suite, &native("unew")), wanted);
}

#[test]
fn a_known_denom_gets_new_settings_and_no_second_entry() {
    let mut suite = Suite::new();
    let before = listed(&suite).len();
    let wanted = terms(&native(ATOM), 77, 7, 7);
    suite.allow(&wanted).unwrap();
    assert_eq!(settings(&suite, &native(ATOM)), wanted);
    assert_eq!(listed(&suite).len(), before);
}

#[test]
fn a_disallowed_denom_is_allowed_again() {
    let mut suite = Suite::new();
    let atom = native(ATOM);
    suite.disallow(&atom).unwrap();
    let again = terms(&atom, 1, 2, 3);
    suite.allow(&again).unwrap();
    assert_eq!(settings(&suite, &atom), again);
}

#[test]
fn at_most_thirty_two_denoms_are_ever_allowed() {
    let mut suite = Suite::new();
    let more = 32 - listed(&suite).len();
    for n in 0..more {
        suite
            .allow(&terms(&native(&format!("u{n}")), 1, 0, 0))
            .unwrap();
    }
    // A denom that was stopped still counts: it may still be owed.
    suite.disallow(&native("u0")).unwrap();
    let denom = "unew".to_owned();
    let max = 32;
    let refused = suite.allow(&terms(&native("unew"), 1, 0, 0)).unwrap_err();
    assert_eq!(refused, ContractError::TooManyDenoms { denom, max });
    suite.allow(&terms(&native("u0"), 5, 0, 0)).unwrap();
    assert_eq!(listed(&suite).len(), 32);
}

#[rstest]
#[case::empty("")]
#[case::like_a_token("cw20:token")]
#[case::too_long("u".repeat(129))]
fn a_malformed_native_denom_is_refused(#[case] denom: String) {
    let mut suite = Suite::new();
    let refused = suite.allow(&terms(&native(&denom), 1, 0, 0)).unwrap_err();
    let found: String = denom.chars().take(128).collect();
    assert_eq!(refused, ContractError::Asset(AssetError::Native { found }));
}

#[test]
fn a_token_with_a_malformed_address_is_refused() {
    let mut suite = Suite::new();
    #[allow(
        clippy::disallowed_methods,
        reason = "an address that does not validate"
    )]
    let token = Denom::Cw20(Addr::unchecked("token"));
    let refused = suite.allow(&terms(&token, 1, 0, 0)).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}

#[test]
fn only_the_owner_allows_denoms() {
    let mut suite = Suite::new();
    let msg = ExecuteMsg::AllowDenom(terms(&native("unew"), 1, 0, 0));
    for sender in [suite.rita(), suite.registry.clone()] {
        let refused = suite.execute(&sender, &msg, &[]).unwrap_err();
        let role = Role::Owner;
        assert_eq!(refused, ContractError::from(Unauthorized { role, sender }));
    }
}
