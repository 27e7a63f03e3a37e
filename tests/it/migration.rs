//! Migration: an older version of the same contract is taken over as it is, anything else refused.

use cosmwasm_std::{Addr, Empty};
use cw_multi_test::Executor;
use pasar_testkit::{campaign, denom, Market};
use rstest::rstest;

use crate::support::{Stage, STAKE};

/// The four contracts and the names in their version records.
fn contracts(market: &Market) -> [(Addr, &'static str); 4] {
    [
        (market.registry.clone(), "pasar-task-registry"),
        (market.escrow.clone(), "pasar-label-escrow"),
        (market.staking.clone(), "pasar-reputation-staking"),
        (market.token.clone(), "pasar-reward-token"),
    ]
}

/// Writes a contract's version record.
fn set_version(market: &mut Market, contract: &Addr, name: &str, version: &str) {
    let mut store = market.app.contract_storage_mut(contract);
    cw2::set_contract_version(&mut *store, name, version).unwrap();
}

fn migrate(market: &mut Market, sender: &Addr, contract: &Addr) -> pasar_testkit::Outcome {
    let code = market.app.contract_data(contract).unwrap().code_id;
    market
        .app
        .migrate_contract(sender.clone(), contract.clone(), &Empty {}, code)
}

#[rstest]
#[case::registry(0)]
#[case::escrow(1)]
#[case::staking(2)]
#[case::token(3)]
fn an_older_version_is_taken_over_and_another_contract_or_a_newer_one_is_not(#[case] n: usize) {
    let mut market = Market::new();
    let (contract, name) = contracts(&market)[n].clone();
    let owner = market.owner.clone();
    set_version(&mut market, &contract, name, "0.0.1");
    migrate(&mut market, &owner, &contract).unwrap();
    let version = cw2::query_contract_info(&market.app.wrap(), &contract).unwrap();
    assert_eq!(
        (version.contract.as_str(), version.version.as_str()),
        (name, "0.1.0")
    );
    // The same version again changes nothing.
    migrate(&mut market, &owner, &contract).unwrap();

    for (name, version) in [
        (name, "99.0.0"),
        ("cw20-base", "0.0.1"),
        (name, "not a version"),
    ] {
        set_version(&mut market, &contract, name, version);
        assert!(
            migrate(&mut market, &owner, &contract).is_err(),
            "{name} {version}"
        );
    }
}

#[test]
fn nobody_but_the_chain_s_admin_migrates() {
    let mut market = Market::new();
    let stranger = market.account("stranger");
    for (contract, _) in contracts(&market) {
        assert!(migrate(&mut market, &stranger, &contract).is_err());
    }
}

#[test]
fn a_migration_in_the_middle_of_everything_keeps_all_balances_and_all_work() {
    let mut stage = Stage::new(3, campaign());
    let id = stage.campaign;
    let owner = stage.market().owner.clone();
    (0..3).for_each(|n| stage.sealed(n));
    stage.revealed(0);
    let audits = (stage.audit(), stage.staking_audit());
    for (contract, name) in contracts(stage.market()) {
        let before = stage.app.dump_wasm_raw(&contract);
        set_version(stage.market(), &contract, name, "0.0.9");
        migrate(stage.market(), &owner, &contract).unwrap();
        assert_eq!(stage.app.dump_wasm_raw(&contract), before);
    }
    stage.check_invariants().unwrap();
    assert_eq!((stage.audit(), stage.staking_audit()), audits);
    stage.revealed(1);
    stage.revealed(2);
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let labeler = stage.labelers[0].clone();
    stage.withdraw(&labeler, &[id]).unwrap();
    stage.unbond_in(&labeler, &denom(), STAKE).unwrap();
}
