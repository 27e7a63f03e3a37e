//! No message takes native coins.

use cosmwasm_std::coins;
use cw20::Logo;
use cw_utils::PaymentError;
use pasar_common::reward_token::ExecuteMsg;

use crate::setup::Suite;

#[test]
fn coins_are_refused_with_every_message() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let ben = suite.ben.to_string();
    let amount = 1u128.into();
    let owner = ada.to_string();
    let msg = b"{}".into();
    let project = None;
    let description = None;
    let marketing = None;
    let recipient = ben.clone();
    let contract = ben.clone();
    let spender = ben.clone();
    let messages = [
        ExecuteMsg::Transfer { recipient, amount },
        ExecuteMsg::Burn { amount },
        ExecuteMsg::Send {
            contract,
            amount,
            msg,
        },
        ExecuteMsg::IncreaseAllowance {
            spender: spender.clone(),
            amount,
            expires: None,
        },
        ExecuteMsg::DecreaseAllowance {
            spender,
            amount,
            expires: None,
        },
        ExecuteMsg::TransferFrom {
            owner: owner.clone(),
            recipient: ben.clone(),
            amount,
        },
        ExecuteMsg::SendFrom {
            owner: owner.clone(),
            contract: ben,
            amount,
            msg: b"{}".into(),
        },
        ExecuteMsg::BurnFrom { owner, amount },
        ExecuteMsg::UpdateMarketing {
            project,
            description,
            marketing,
        },
        ExecuteMsg::UploadLogo(Logo::Url("https://pasar.example".into())),
    ];
    for msg in messages {
        let refused = suite.execute_with(&ada, &msg, &coins(1, "uatom"));
        let wanted = PaymentError::NonPayable {}.into();
        assert_eq!(refused.unwrap_err(), wanted, "{msg:?}");
    }
}
