//! Migration.

use cw_multi_test::Executor;
use pasar_common::reward_token::MigrateMsg;
use reward_token::ContractError;

use crate::setup::{code, Suite, WEALTH};

fn migrate_from(name: &str, version: &str) -> (Suite, Result<(), ContractError>) {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let token = suite.token.clone();
    let mut storage = suite.app.contract_storage_mut(&token);
    cw2::set_contract_version(storage.as_mut(), name, version).unwrap();
    drop(storage);
    let code = suite.app.store_code(code());
    let result = suite.app.migrate_contract(ada, token, &MigrateMsg {}, code);
    let result = result.map(|_| ());
    (suite, result.map_err(|error| error.downcast().unwrap()))
}

#[test]
fn an_older_version_keeps_its_balances() {
    let (suite, result) = migrate_from("pasar-reward-token", "0.0.1");
    assert_eq!(result, Ok(()));
    assert_eq!(suite.balance(&suite.ada), WEALTH);
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.token).unwrap();
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn another_contract_or_a_newer_version_is_refused() {
    for (name, version) in [
        ("crates.io:cw20-base", "0.0.1"),
        ("pasar-reward-token", "99.0.0"),
    ] {
        let (_, result) = migrate_from(name, version);
        assert!(matches!(result, Err(ContractError::Std(_))), "{result:?}");
    }
}
