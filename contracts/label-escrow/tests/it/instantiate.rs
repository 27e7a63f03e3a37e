//! Instantiation.

use cosmwasm_std::{coins, Addr, StdError, Timestamp};
use cw20::Denom;
use cw_multi_test::Executor;
use cw_ownable::Ownership;
use cw_utils::PaymentError;
use label_escrow::ContractError;
use pasar_common::{
    asset::AssetError,
    label_escrow::{ConfigResponse, DenomTerms, Fees, InstantiateMsg, QueryMsg},
    ratio::Bps,
};
use rstest::rstest;

use crate::setup::{code, native, terms, Suite, ATOM, EPOCH, FEE, FLOOR};

fn message(suite: &Suite) -> InstantiateMsg {
    InstantiateMsg {
        owner: suite.owner.to_string(),
        task_registry: suite.registry.to_string(),
        reputation_staking: suite.staking.to_string(),
        commons: suite.commons.to_string(),
        fee: Bps::new(FEE),
        contributors_floor: Bps::new(FLOOR),
        epoch_seconds: EPOCH,
        denoms: vec![],
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
        .instantiate_contract(code, suite.registry.clone(), msg, &funds, "it", None)
        .map_err(|error| error.downcast().unwrap())
}

/// Tries the message that `change` makes of the suite's own.
fn refused(change: impl FnOnce(&Suite, &mut InstantiateMsg)) -> ContractError {
    let mut suite = Suite::new();
    let mut msg = message(&suite);
    change(&suite, &mut msg);
    start(&mut suite, &msg, 0).unwrap_err()
}

fn many(count: usize) -> Vec<DenomTerms> {
    let denoms = (0..count).map(|n| native(&format!("u{n:02}")));
    denoms.map(|denom| terms(&denom, 1, 0, 0)).collect()
}

#[test]
fn it_remembers_siblings_commons_fees_epochs_and_owner() {
    let suite = Suite::new();
    let config: ConfigResponse = suite.query(&QueryMsg::Config {});
    assert_eq!(
        config,
        ConfigResponse {
            task_registry: suite.registry.clone(),
            reputation_staking: suite.staking.clone(),
            commons: suite.commons.clone(),
            fees: Fees {
                fee: Bps::new(FEE),
                contributors_floor: Bps::new(FLOOR),
            },
            epoch_seconds: EPOCH,
            epoch_zero: Timestamp::from_seconds(suite.now()),
        }
    );
    let ownership: Ownership<String> = suite.query(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(suite.owner.to_string()));
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.escrow).unwrap();
    assert_eq!(version.contract, "pasar-label-escrow");
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
}

#[rstest]
#[case::registry(|suite: &Suite| suite.registry.clone())]
#[case::staking(|suite: &Suite| suite.staking.clone())]
fn the_commons_is_no_contract_of_the_suite(#[case] sibling: fn(&Suite) -> Addr) {
    let commons = sibling(&Suite::new());
    let wanted = ContractError::CommonsInSuite {
        commons: commons.clone(),
    };
    assert_eq!(refused(|_, msg| msg.commons = commons.to_string()), wanted);
}

#[test]
fn the_commons_is_not_the_contract_itself() {
    let mut suite = Suite::new();
    let msg = message(&suite);
    // The address of the next contract: its number comes from how many there are.
    let own = start(&mut suite, &msg, 0).unwrap();
    assert_eq!(
        refused(|_, msg| msg.commons = own.to_string()),
        ContractError::CommonsInSuite { commons: own }
    );
}

#[rstest]
#[case::fee("fee", 1_001, 0, 1_000)]
#[case::floor("contributors_floor", 9_001, 0, 9_000)]
#[case::short("epoch_seconds", 3_599, 3_600, 7_776_000)]
#[case::long("epoch_seconds", 7_776_001, 3_600, 7_776_000)]
fn settings_out_of_bounds_are_refused(
    #[case] param: &'static str,
    #[case] found: u64,
    #[case] min: u64,
    #[case] max: u64,
) {
    let bps = || Bps::new(u16::try_from(found).unwrap());
    let error = refused(|_, msg| match param {
        "fee" => msg.fee = bps(),
        "contributors_floor" => msg.contributors_floor = bps(),
        _ => msg.epoch_seconds = found,
    });
    assert_eq!(
        error,
        ContractError::ParamOutOfRange {
            param,
            found,
            min,
            max
        }
    );
}

#[rstest]
#[case(0, 0, 3_600)]
#[case(1_000, 9_000, 7_776_000)]
fn settings_on_their_bounds_are_taken(
    #[case] fee: u16,
    #[case] floor: u16,
    #[case] epoch_seconds: u64,
) {
    let mut suite = Suite::new();
    let msg = InstantiateMsg {
        fee: Bps::new(fee),
        contributors_floor: Bps::new(floor),
        epoch_seconds,
        ..message(&suite)
    };
    start(&mut suite, &msg, 0).unwrap();
}

#[rstest]
#[case::owner(|msg: &mut InstantiateMsg| msg.owner = "owner".into())]
#[case::registry(|msg: &mut InstantiateMsg| msg.task_registry = "registry".into())]
#[case::staking(|msg: &mut InstantiateMsg| msg.reputation_staking = "staking".into())]
#[case::commons(|msg: &mut InstantiateMsg| msg.commons = "commons".into())]
fn a_malformed_address_is_refused(#[case] change: fn(&mut InstantiateMsg)) {
    let error = refused(|_, msg| change(msg));
    let invalid = matches!(
        error,
        ContractError::Std(StdError::GenericErr { .. })
            | ContractError::Ownership(cw_ownable::OwnershipError::Std(_))
    );
    assert!(invalid, "{error}");
}

#[test]
fn a_malformed_denom_is_refused() {
    let error = refused(|_, msg| msg.denoms = vec![terms(&native(""), 1, 0, 0)]);
    let found = String::new();
    assert_eq!(error, ContractError::Asset(AssetError::Native { found }));
    #[allow(
        clippy::disallowed_methods,
        reason = "an address that would not validate"
    )]
    let token = Denom::Cw20(Addr::unchecked("token"));
    let error = refused(|_, msg| msg.denoms = vec![terms(&token, 1, 0, 0)]);
    assert!(matches!(error, ContractError::Std(_)), "{error}");
}

#[test]
fn it_begins_with_as_many_denoms_as_one_audit_can_show() {
    let mut suite = Suite::new();
    let msg = InstantiateMsg {
        denoms: many(32),
        ..message(&suite)
    };
    start(&mut suite, &msg, 0).unwrap();
    assert_eq!(
        refused(|_, msg| msg.denoms = many(33)),
        ContractError::TooManyDenoms {
            denom: "u32".into(),
            max: 32,
        }
    );
}

#[test]
fn no_coins_come_with_it() {
    let mut suite = Suite::new();
    let msg = message(&suite);
    let refused = start(&mut suite, &msg, 1).unwrap_err();
    assert_eq!(refused, PaymentError::NonPayable {}.into());
}
