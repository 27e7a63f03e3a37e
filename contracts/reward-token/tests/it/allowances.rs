//! `IncreaseAllowance`, `DecreaseAllowance`, `TransferFrom`, `BurnFrom`.

use cosmwasm_std::Addr;
use cw20::Expiration;
use cw20_base::ContractError as Cw20Error;
use pasar_common::reward_token::ExecuteMsg;

use crate::{
    setup::{Suite, WEALTH},
    transfer::too_little,
};

/// Ada allows Ben to move 300.
fn allowed(expires: Option<Expiration>) -> (Suite, Addr, Addr) {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let ben = suite.ben.clone();
    let msg = ExecuteMsg::IncreaseAllowance {
        spender: ben.to_string(),
        amount: 300u128.into(),
        expires,
    };
    suite.execute(&ada, &msg).unwrap();
    (suite, ada, ben)
}

fn transfer_from(owner: &Addr, recipient: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::TransferFrom {
        owner: owner.to_string(),
        recipient: recipient.to_string(),
        amount: amount.into(),
    }
}

fn burn_from(owner: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::BurnFrom {
        owner: owner.to_string(),
        amount: amount.into(),
    }
}

#[test]
fn an_allowance_is_used_up() {
    let (mut suite, ada, ben) = allowed(None);
    let cleo = suite.cleo.clone();
    suite
        .execute(&ben, &transfer_from(&ada, &cleo, 100))
        .unwrap();
    suite.execute(&ben, &burn_from(&ada, 150)).unwrap();
    assert_eq!(suite.allowance(&ada, &ben).allowance.u128(), 50);
    assert_eq!(suite.balance(&ada), WEALTH - 250);
    assert_eq!(suite.balance(&cleo), 100);
    assert_eq!(suite.supply().u128(), 2 * WEALTH - 150);
    for msg in [transfer_from(&ada, &cleo, 51), burn_from(&ada, 51)] {
        assert_eq!(suite.execute(&ben, &msg).unwrap_err(), too_little());
    }
}

#[test]
fn an_allowance_is_taken_back() {
    let (mut suite, ada, ben) = allowed(None);
    let decrease = |amount: u128| ExecuteMsg::DecreaseAllowance {
        spender: ben.to_string(),
        amount: amount.into(),
        expires: Some(Expiration::AtHeight(u64::MAX)),
    };
    suite.execute(&ada, &decrease(100)).unwrap();
    let found = suite.allowance(&ada, &ben);
    assert_eq!(found.allowance.u128(), 200);
    assert_eq!(found.expires, Expiration::AtHeight(u64::MAX));
    suite.execute(&ada, &decrease(999)).unwrap();
    assert_eq!(suite.allowance(&ada, &ben).allowance.u128(), 0);
    let refused = suite.execute(&ben, &burn_from(&ada, 1)).unwrap_err();
    assert_eq!(refused, Cw20Error::NoAllowance {}.into());
}

#[test]
fn nobody_moves_what_they_were_not_allowed() {
    let (mut suite, ada, ben) = allowed(None);
    let cleo = suite.cleo.clone();
    for (sender, owner) in [(&cleo, &ada), (&ada, &ben)] {
        for msg in [transfer_from(owner, &cleo, 1), burn_from(owner, 1)] {
            let refused = suite.execute(sender, &msg).unwrap_err();
            assert_eq!(refused, Cw20Error::NoAllowance {}.into());
        }
    }
}

#[test]
fn an_allowance_expires() {
    let (mut suite, ada, ben) = allowed(Some(Expiration::AtHeight(20_000)));
    suite.app.update_block(|block| block.height = 20_000);
    let refused = suite.execute(&ben, &burn_from(&ada, 1)).unwrap_err();
    assert_eq!(refused, Cw20Error::Expired {}.into());
}

#[test]
fn nobody_allows_themselves() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let msg = ExecuteMsg::IncreaseAllowance {
        spender: ada.to_string(),
        amount: 1u128.into(),
        expires: None,
    };
    let refused = suite.execute(&ada, &msg).unwrap_err();
    assert_eq!(refused, Cw20Error::CannotSetOwnAccount {}.into());
}
