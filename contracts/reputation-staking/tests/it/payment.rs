//! No message but `Bond` takes native coins.

use cosmwasm_std::{coins, to_json_binary};
use cw20::Cw20ReceiveMsg;
use cw_ownable::Action;
use cw_utils::PaymentError;
use pasar_common::{
    label_escrow::DenomRef,
    reputation_staking::{ExecuteMsg, Params, PenaltyBatch, ReceiveMsg, TrustBatch, Unbond},
};
use reputation_staking::ContractError;

use crate::setup::{native, requester, seat_stake, Suite, ATOM, WEALTH};

#[test]
fn coins_come_with_a_bond_only() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let denom = native(ATOM);
    let messages = [
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: ada.to_string(),
            amount: 1u128.into(),
            msg: to_json_binary(&ReceiveMsg::Bond {}).unwrap(),
        }),
        ExecuteMsg::Unbond(Unbond {
            denom: denom.clone(),
            amount: 1u128.into(),
        }),
        ExecuteMsg::Withdraw(DenomRef {
            denom: denom.clone(),
        }),
        ExecuteMsg::Settle(TrustBatch {
            seat_stake: seat_stake(),
            requester: requester(1).into_string(),
            domain: "law".into(),
            deltas: vec![],
        }),
        ExecuteMsg::Penalize(PenaltyBatch {
            denom: denom.clone(),
            penalties: vec![],
        }),
        ExecuteMsg::FlushCommons(DenomRef {
            denom: denom.clone(),
        }),
        ExecuteMsg::UpdateParams(Params {
            unbonding_seconds: 60,
        }),
        ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
    ];
    for msg in messages {
        assert_eq!(
            suite.execute(&ada, &msg, &coins(1, ATOM)).unwrap_err(),
            ContractError::Payment(PaymentError::NonPayable {}),
            "{msg:?}"
        );
    }
    assert_eq!(suite.balance(&ada, &denom), WEALTH);
}
