//! `Transfer`.

use cosmwasm_std::{OverflowError, OverflowOperation, StdError};
use pasar_common::reward_token::ExecuteMsg;
use reward_token::ContractError;

use crate::setup::{Suite, WEALTH};

/// What cw20-base says where a balance or an allowance is too small.
pub fn too_little() -> ContractError {
    let error = OverflowError::new(OverflowOperation::Sub);
    cw20_base::ContractError::Std(StdError::overflow(error)).into()
}

#[test]
fn tokens_move_with_the_attributes_of_a_cw20() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let cleo = suite.cleo.clone();
    let msg = ExecuteMsg::Transfer {
        recipient: cleo.to_string(),
        amount: 300u128.into(),
    };
    let response = suite.execute(&ada, &msg).unwrap();
    assert_eq!(suite.balance(&ada), WEALTH - 300);
    assert_eq!(suite.balance(&cleo), 300);
    let event = response.events.iter().find(|event| event.ty == "wasm");
    let attributes = event.unwrap().attributes.iter();
    let found: Vec<_> = attributes
        .map(|attribute| (attribute.key.as_str(), attribute.value.as_str()))
        .collect();
    let wanted = [
        ("_contract_address", suite.token.as_str()),
        ("action", "transfer"),
        ("from", ada.as_str()),
        ("to", cleo.as_str()),
        ("amount", "300"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn nobody_moves_more_than_they_have() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let cleo = suite.cleo.clone();
    for (sender, amount) in [(&ada, WEALTH + 1), (&cleo, 1)] {
        let msg = ExecuteMsg::Transfer {
            recipient: suite.ben.to_string(),
            amount: amount.into(),
        };
        assert_eq!(suite.execute(sender, &msg).unwrap_err(), too_little());
    }
}

#[test]
fn a_malformed_recipient_is_refused() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let msg = ExecuteMsg::Transfer {
        recipient: "cleo".into(),
        amount: 1u128.into(),
    };
    let refused = suite.execute(&ada, &msg).unwrap_err();
    assert!(
        matches!(
            refused,
            ContractError::Cw20(cw20_base::ContractError::Std(_))
        ),
        "{refused}"
    );
}
