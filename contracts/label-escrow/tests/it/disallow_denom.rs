//! `DisallowDenom`: stops new campaigns in a denom; running ones go on.

use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    asset::{denom_key, AssetError},
    label_escrow::{DenomDisallowed, DenomRef, DenomsResponse, ExecuteMsg, QueryMsg},
};

use crate::setup::{event, native, release, seat, Suite, ATOM, PAGE};

fn not_allowed(denom: &str) -> ContractError {
    let denom = denom.to_owned();
    ContractError::DenomNotAllowed { denom }
}

#[test]
fn no_campaign_begins_in_a_disallowed_denom() {
    let mut suite = Suite::new();
    let atom = native(ATOM);
    let response = suite.disallow(&atom).unwrap();
    assert_eq!(
        event::<DenomDisallowed>(&response),
        DenomDisallowed { denom: ATOM.into() }
    );
    let refused = suite.open(&suite.campaign(1)).unwrap_err();
    assert_eq!(refused, not_allowed(ATOM));
}

#[test]
fn a_running_campaign_goes_on() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.disallow(&atom).unwrap();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 5_000)]))
        .unwrap();
    suite.release(&release(1, 1, 50, true)).unwrap();
    assert_eq!(suite.earned(&ada, &[1], &atom), 5_000);
    assert_eq!(suite.liabilities(&atom), 2 * PAGE);
}

#[test]
fn a_disallowed_denom_keeps_its_settings_and_stays_in_the_list_and_the_audit() {
    let mut suite = Suite::opened();
    let list = |suite: &Suite| -> DenomsResponse {
        let start_after = None;
        let limit = None;
        suite.query(&QueryMsg::Denoms { start_after, limit })
    };
    let mut wanted = list(&suite);
    suite.disallow(&native(ATOM)).unwrap();
    for entry in &mut wanted.denoms {
        entry.allowed = entry.terms.denom != native(ATOM);
    }
    assert_eq!(list(&suite), wanted);
    assert_eq!(suite.audit(&native(ATOM)).balance.u128(), 2 * PAGE);
}

#[test]
fn only_an_allowed_denom_is_disallowed() {
    let mut suite = Suite::new();
    let refused = suite.disallow(&native("unew")).unwrap_err();
    assert_eq!(refused, not_allowed("unew"));
    suite.disallow(&native(ATOM)).unwrap();
    let refused = suite.disallow(&native(ATOM)).unwrap_err();
    assert_eq!(refused, not_allowed(ATOM));
}

#[test]
fn a_coin_that_is_named_like_a_token_is_not_the_token() {
    let mut suite = Suite::new();
    let found = denom_key(&suite.token_denom());
    let refused = suite.disallow(&native(&found)).unwrap_err();
    assert_eq!(refused, ContractError::Asset(AssetError::Native { found }));
}

#[test]
fn only_the_owner_disallows_denoms() {
    let mut suite = Suite::new();
    let denom = native(ATOM);
    let msg = ExecuteMsg::DisallowDenom(DenomRef { denom });
    for sender in [suite.rita(), suite.registry.clone()] {
        let refused = suite.execute(&sender, &msg, &[]).unwrap_err();
        let role = Role::Owner;
        assert_eq!(refused, ContractError::from(Unauthorized { role, sender }));
    }
}
