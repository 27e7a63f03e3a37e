//! `UpdateOwnership`: transfers, accepts or renounces ownership.

use cosmwasm_std::Addr;
use cw_ownable::{Action, Ownership, OwnershipError};
use pasar_common::{
    access::{Role, Unauthorized},
    reputation_staking::{ExecuteMsg, OwnershipUpdated, Params, QueryMsg},
};
use reputation_staking::ContractError;

use crate::setup::{event, Suite};

fn transfer_to(new_owner: &Addr) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: new_owner.to_string(),
        expiry: None,
    })
}

#[test]
fn ownership_passes_on_when_it_is_accepted() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let ada = suite.ada();
    let response = suite.execute(&owner, &transfer_to(&ada), &[]).unwrap();
    assert_eq!(
        event::<OwnershipUpdated>(&response),
        OwnershipUpdated {
            owner: owner.to_string(),
            pending_owner: ada.to_string(),
        }
    );
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    let response = suite.execute(&ada, &accept, &[]).unwrap();
    assert_eq!(
        event::<OwnershipUpdated>(&response),
        OwnershipUpdated {
            owner: ada.to_string(),
            pending_owner: "none".into(),
        }
    );
    let ownership: Ownership<String> = suite.query(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(ada.to_string()));
}

#[test]
fn a_renounced_contract_has_no_owner_and_goes_on() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let ada = suite.ada();
    let renounce = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
    suite.execute(&owner, &renounce, &[]).unwrap();
    let params = ExecuteMsg::UpdateParams(Params {
        unbonding_seconds: 60,
    });
    assert_eq!(
        suite.execute(&owner, &params, &[]).unwrap_err(),
        ContractError::from(Unauthorized {
            role: Role::Owner,
            sender: owner,
        })
    );
    suite.bond(&ada, 1, crate::setup::ATOM).unwrap();
}

#[test]
fn only_the_owner_gives_ownership_away_and_only_the_chosen_one_takes_it() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let ada = suite.ada();
    let ben = suite.ben();
    let renounce = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
    for msg in [transfer_to(&ada), renounce] {
        let refused = suite.execute(&ada, &msg, &[]).unwrap_err();
        assert_eq!(refused, OwnershipError::NotOwner.into());
    }
    suite.execute(&owner, &transfer_to(&ada), &[]).unwrap();
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    let refused = suite.execute(&ben, &accept, &[]).unwrap_err();
    assert_eq!(refused, OwnershipError::NotPendingOwner.into());
}
