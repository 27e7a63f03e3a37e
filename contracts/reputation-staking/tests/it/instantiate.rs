//! Instantiation.

use cosmwasm_std::{coins, Addr, StdError, Uint128};
use cw_multi_test::Executor;
use cw_ownable::Ownership;
use cw_utils::PaymentError;
use pasar_common::reputation_staking::{ConfigResponse, InstantiateMsg, Params, QueryMsg};
use reputation_staking::ContractError;

use crate::setup::{code, Suite, ATOM, UNBONDING};

fn message(suite: &Suite) -> InstantiateMsg {
    InstantiateMsg {
        owner: suite.owner.to_string(),
        task_registry: suite.registry.to_string(),
        label_escrow: suite.escrow.to_string(),
        reward_token: suite.reward_token.to_string(),
        commons: suite.commons.to_string(),
        min_fee_stake: Uint128::new(100),
        params: Params {
            unbonding_seconds: UNBONDING,
        },
    }
}

fn start(suite: &mut Suite, msg: &InstantiateMsg, funds: u128) -> Result<Addr, ContractError> {
    let code = suite.app.store_code(code());
    let funds = match funds {
        0 => vec![],
        funds => coins(funds, ATOM),
    };
    suite
        .app
        .instantiate_contract(code, suite.ada(), msg, &funds, "it", None)
        .map_err(|error| error.downcast().unwrap())
}

#[test]
fn it_remembers_siblings_commons_settings_and_owner() {
    let suite = Suite::new();
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!(
        config,
        ConfigResponse {
            task_registry: suite.registry.clone(),
            label_escrow: suite.escrow.clone(),
            reward_token: suite.reward_token.clone(),
            commons: suite.commons.clone(),
            min_fee_stake: Uint128::new(100),
            params: Params {
                unbonding_seconds: UNBONDING
            },
        }
    );
    let ownership: Ownership<String> = suite.query(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(suite.owner.to_string()));
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.staking).unwrap();
    assert_eq!(version.contract, "pasar-reputation-staking");
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_commons_is_no_contract_of_the_suite() {
    let mut suite = Suite::new();
    for commons in [
        suite.registry.clone(),
        suite.escrow.clone(),
        suite.reward_token.clone(),
    ] {
        let msg = InstantiateMsg {
            commons: commons.to_string(),
            ..message(&suite)
        };
        let refused = start(&mut suite, &msg, 0).unwrap_err();
        assert_eq!(refused, ContractError::CommonsInSuite { commons });
    }
}

#[test]
fn the_commons_is_not_the_contract_itself() {
    let mut suite = Suite::new();
    let msg = message(&suite);
    // The address of the next contract: its number comes from how many there are.
    let own = start(&mut suite, &msg, 0).unwrap();
    let mut fresh = Suite::new();
    let msg = InstantiateMsg {
        commons: own.to_string(),
        ..message(&fresh)
    };
    let refused = start(&mut fresh, &msg, 0).unwrap_err();
    assert_eq!(refused, ContractError::CommonsInSuite { commons: own });
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let mut suite = Suite::new();
    let msg = InstantiateMsg {
        params: Params {
            unbonding_seconds: 59,
        },
        ..message(&suite)
    };
    assert_eq!(
        start(&mut suite, &msg, 0).unwrap_err(),
        ContractError::ParamOutOfRange {
            param: "unbonding_seconds",
            found: 59,
            min: 60,
            max: 90 * 86_400,
        }
    );
}

#[test]
fn a_malformed_address_is_refused() {
    let mut suite = Suite::new();
    let msg = InstantiateMsg {
        label_escrow: "escrow".into(),
        ..message(&suite)
    };
    let refused = start(&mut suite, &msg, 0).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}

#[test]
fn no_coins_come_with_it() {
    let mut suite = Suite::new();
    let msg = message(&suite);
    let refused = start(&mut suite, &msg, 1).unwrap_err();
    assert_eq!(refused, PaymentError::NonPayable {}.into());
}
