//! `UpdateOwnership`: transfers, accepts or renounces ownership.

use cosmwasm_std::Addr;
use cw_ownable::{Action, Ownership, OwnershipError};
use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    label_escrow::{ExecuteMsg, OwnershipUpdated, QueryMsg},
};

use crate::setup::{event, native, release, terms, Suite, ATOM};

const RENOUNCE: ExecuteMsg = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
const ACCEPT: ExecuteMsg = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);

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
    let response = suite.execute(&ada, &ACCEPT, &[]).unwrap();
    assert_eq!(
        event::<OwnershipUpdated>(&response),
        OwnershipUpdated {
            owner: ada.to_string(),
            pending_owner: "none".into(),
        }
    );
    let ownership: Ownership<String> = suite.query(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(ada.to_string()));
    // The one before may do nothing any more.
    let role = Role::Owner;
    assert_eq!(
        suite.update_fees(0, 0).unwrap_err(),
        ContractError::from(Unauthorized {
            role,
            sender: owner
        })
    );
}

#[test]
fn a_renounced_escrow_has_no_owner_and_goes_on() {
    let mut suite = Suite::opened();
    let owner = suite.owner.clone();
    let response = suite.execute(&owner, &RENOUNCE, &[]).unwrap();
    assert_eq!(event::<OwnershipUpdated>(&response).owner, "none");
    let role = Role::Owner;
    let sender = owner;
    assert_eq!(
        suite.allow(&terms(&native(ATOM), 1, 0, 0)).unwrap_err(),
        ContractError::from(Unauthorized { role, sender })
    );
    suite.open(&suite.campaign(2)).unwrap();
    suite.release(&release(1, 2, 100, true)).unwrap();
}

#[test]
fn only_the_owner_gives_ownership_away_and_only_the_chosen_one_takes_it() {
    let mut suite = Suite::new();
    let owner = suite.owner.clone();
    let ada = suite.ada();
    let ben = suite.ben();
    for msg in [transfer_to(&ada), RENOUNCE] {
        let refused = suite.execute(&ada, &msg, &[]).unwrap_err();
        assert_eq!(refused, OwnershipError::NotOwner.into());
    }
    suite.execute(&owner, &transfer_to(&ada), &[]).unwrap();
    let refused = suite.execute(&ben, &ACCEPT, &[]).unwrap_err();
    assert_eq!(refused, OwnershipError::NotPendingOwner.into());
}
