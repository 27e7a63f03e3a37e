//! No message but `Open` takes native coins.

use cosmwasm_std::coins;
use cw_ownable::Action;
use cw_utils::PaymentError;
use label_escrow::ContractError;
use pasar_common::{
    label_escrow::{DenomRef, ExecuteMsg, Fees},
    ratio::Bps,
};

use crate::setup::{everything, native, release, terms, Suite, ATOM};

#[test]
fn coins_come_with_a_deposit_only() {
    let mut suite = Suite::opened();
    let denom = || DenomRef {
        denom: native(ATOM),
    };
    let fees = Fees {
        fee: Bps::ZERO,
        contributors_floor: Bps::ZERO,
    };
    let messages = [
        ExecuteMsg::Settle(suite.page(vec![])),
        ExecuteMsg::Release(release(1, 2, 100, true)),
        ExecuteMsg::Withdraw(everything(&[1])),
        ExecuteMsg::FlushCommons(denom()),
        ExecuteMsg::AllowDenom(terms(&native(ATOM), 1, 0, 0)),
        ExecuteMsg::DisallowDenom(denom()),
        ExecuteMsg::UpdateFees(fees),
        ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
    ];
    // No matter who sends them, even those who may call.
    for sender in [suite.registry.clone(), suite.owner.clone()] {
        suite.mint(&sender, 1, ATOM);
        for msg in &messages {
            assert_eq!(
                suite.execute(&sender, msg, &coins(1, ATOM)).unwrap_err(),
                ContractError::Payment(PaymentError::NonPayable {}),
                "{msg:?}"
            );
        }
    }
}
