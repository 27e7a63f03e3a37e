//! `UpdateParams`: changes the settings for what begins from now on.

use pasar_common::{
    access::{Role, Unauthorized},
    reputation_staking::{
        ConfigResponse, ExecuteMsg, Params, ParamsUpdated, QueryMsg, MAX_UNBONDING_SECONDS,
        MIN_UNBONDING_SECONDS,
    },
};
use reputation_staking::ContractError;

use crate::setup::{event, Suite};

fn params(unbonding_seconds: u64) -> ExecuteMsg {
    ExecuteMsg::UpdateParams(Params { unbonding_seconds })
}

#[test]
fn the_owner_changes_settings_within_their_bounds() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    for unbonding_seconds in [MIN_UNBONDING_SECONDS, MAX_UNBONDING_SECONDS] {
        let response = suite
            .execute(&owner, &params(unbonding_seconds), &[])
            .unwrap();
        assert_eq!(
            event::<ParamsUpdated>(&response),
            ParamsUpdated { unbonding_seconds }
        );
        let config: ConfigResponse = suite.query(&QueryMsg::Config {});
        assert_eq!(config.params.unbonding_seconds, unbonding_seconds);
    }
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let min = MIN_UNBONDING_SECONDS;
    let max = MAX_UNBONDING_SECONDS;
    for found in [0, min - 1, max + 1, u64::MAX] {
        assert_eq!(
            suite.execute(&owner, &params(found), &[]).unwrap_err(),
            ContractError::ParamOutOfRange {
                param: "unbonding_seconds",
                found,
                min,
                max,
            }
        );
    }
}

#[test]
fn only_the_owner_changes_settings() {
    let mut suite = Suite::new();
    for sender in [suite.ada(), suite.registry.clone(), suite.commons.clone()] {
        assert_eq!(
            suite.execute(&sender, &params(60), &[]).unwrap_err(),
            ContractError::from(Unauthorized {
                role: Role::Owner,
                sender,
            })
        );
    }
}
