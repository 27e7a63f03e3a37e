//! Migration.

use cw_multi_test::Executor;
use pasar_common::reputation_staking::MigrateMsg;
use reputation_staking::ContractError;

use crate::setup::{code, native, Suite, ATOM};

fn migrate(suite: &mut Suite) -> Result<(), ContractError> {
    let code = suite.app.store_code(code());
    let owner = suite.owner.clone();
    let staking = suite.staking.clone();
    suite
        .app
        .migrate_contract(owner, staking, &MigrateMsg {}, code)
        .map(|_| ())
        .map_err(|error| error.downcast().unwrap())
}

fn pretend(suite: &mut Suite, name: &str, version: &str) {
    let staking = suite.staking.clone();
    let mut storage = suite.app.contract_storage_mut(&staking);
    cw2::set_contract_version(storage.as_mut(), name, version).unwrap();
}

#[test]
fn an_older_version_keeps_its_stakes() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 100, ATOM).unwrap();
    pretend(&mut suite, "pasar-reputation-staking", "0.0.1");
    migrate(&mut suite).unwrap();
    suite.check_books();
    assert_eq!(suite.staked(&ada, &atom), 100);
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.staking).unwrap();
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn another_contract_or_a_newer_version_is_refused() {
    for (name, version) in [
        ("pasar-label-escrow", "0.0.1"),
        ("pasar-reputation-staking", "99.0.0"),
    ] {
        let mut suite = Suite::new();
        pretend(&mut suite, name, version);
        let refused = migrate(&mut suite).unwrap_err();
        assert!(matches!(refused, ContractError::Std(_)), "{refused}");
    }
}
