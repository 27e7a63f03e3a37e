//! Migration.

use cosmwasm_std::StdError;
use cw_multi_test::Executor;
use label_escrow::ContractError;
use pasar_common::label_escrow::MigrateMsg;
use rstest::rstest;

use crate::setup::{code, everything, native, seat, Suite, ATOM, PAGE};

fn migrate(suite: &mut Suite) -> Result<(), ContractError> {
    let code = suite.app.store_code(code());
    let owner = suite.owner.clone();
    let escrow = suite.escrow.clone();
    suite
        .app
        .migrate_contract(owner, escrow, &MigrateMsg {}, code)
        .map(|_| ())
        .map_err(|error| error.downcast().unwrap())
}

fn pretend(suite: &mut Suite, name: &str, version: &str) {
    let escrow = suite.escrow.clone();
    let mut storage = suite.app.contract_storage_mut(&escrow);
    cw2::set_contract_version(storage.as_mut(), name, version).unwrap();
}

#[test]
fn an_older_version_keeps_its_money() {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 5_000)]))
        .unwrap();
    let before = suite.ledger(1);
    pretend(&mut suite, "pasar-label-escrow", "0.0.1");
    migrate(&mut suite).unwrap();
    suite.check_books();
    assert_eq!(suite.ledger(1), before);
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.escrow).unwrap();
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
    suite.withdraw(&ada, &everything(&[1])).unwrap();
    assert_eq!(suite.liabilities(&native(ATOM)), 2 * PAGE - 5_000);
}

#[rstest]
#[case::another_contract("pasar-reputation-staking", "0.0.1")]
#[case::a_newer_version("pasar-label-escrow", "99.0.0")]
fn another_contract_or_a_newer_version_is_refused(#[case] name: &str, #[case] version: &str) {
    let mut suite = Suite::new();
    pretend(&mut suite, name, version);
    let refused = migrate(&mut suite).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}
