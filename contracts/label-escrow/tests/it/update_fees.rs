//! `UpdateFees`: changes the fee and the contributors' floor for new campaigns.

use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    label_escrow::{ConfigResponse, ExecuteMsg, Fees, FeesUpdated, QueryMsg},
    ratio::Bps,
};
use rstest::rstest;

use crate::setup::{event, Suite, FEE, FLOOR};

fn fees(fee: u16, floor: u16) -> Fees {
    Fees {
        fee: Bps::new(fee),
        contributors_floor: Bps::new(floor),
    }
}

fn config(suite: &Suite) -> ConfigResponse {
    suite.query(&QueryMsg::Config {})
}

#[rstest]
#[case(0, 0)]
#[case(1_000, 9_000)]
fn the_owner_changes_the_fees_within_their_caps_and_nothing_else(
    #[case] fee: u16,
    #[case] contributors_floor: u16,
) {
    let mut suite = Suite::new();
    let before = config(&suite);
    let response = suite.update_fees(fee, contributors_floor).unwrap();
    assert_eq!(
        event::<FeesUpdated>(&response),
        FeesUpdated {
            fee,
            contributors_floor
        }
    );
    let fees = fees(fee, contributors_floor);
    assert_eq!(config(&suite), ConfigResponse { fees, ..before });
}

#[rstest]
#[case("fee", 1_001, FLOOR, 1_001, 1_000)]
#[case("contributors_floor", FEE, 9_001, 9_001, 9_000)]
fn fees_above_their_caps_are_refused(
    #[case] param: &'static str,
    #[case] fee: u16,
    #[case] floor: u16,
    #[case] found: u64,
    #[case] max: u64,
) {
    let mut suite = Suite::new();
    let min = 0;
    assert_eq!(
        suite.update_fees(fee, floor).unwrap_err(),
        ContractError::ParamOutOfRange {
            param,
            found,
            min,
            max
        }
    );
    assert_eq!(config(&suite).fees, fees(FEE, FLOOR));
}

#[test]
fn only_the_owner_changes_the_fees() {
    let mut suite = Suite::new();
    let msg = ExecuteMsg::UpdateFees(fees(0, 0));
    for sender in [suite.rita(), suite.registry.clone()] {
        let refused = suite.execute(&sender, &msg, &[]).unwrap_err();
        let role = Role::Owner;
        assert_eq!(refused, ContractError::from(Unauthorized { role, sender }));
    }
}
