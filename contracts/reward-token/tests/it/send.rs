//! `Send`: moves tokens to a contract and tells it.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::{ContractWrapper, Executor};
use pasar_common::{
    reputation_staking::{ExecuteMsg as StakingMsg, ReceiveMsg},
    reward_token::ExecuteMsg,
};

use crate::setup::{Suite, WEALTH};

/// A contract that takes what staking takes, and repeats in attributes what it was told.
fn receiver(suite: &mut Suite) -> Addr {
    fn instantiate(_: DepsMut<'_>, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn execute(_: DepsMut<'_>, _: Env, info: MessageInfo, msg: StakingMsg) -> StdResult<Response> {
        let StakingMsg::Receive(Cw20ReceiveMsg {
            sender,
            amount,
            msg,
        }) = msg
        else {
            return Err(StdError::not_found("message"));
        };
        let ReceiveMsg::Bond {} = cosmwasm_std::from_json(msg)?;
        Ok(Response::new()
            .add_attribute("told_by", info.sender)
            .add_attribute("sender", sender)
            .add_attribute("received", amount))
    }
    fn query(_: Deps<'_>, _: Env, _: Empty) -> StdResult<Binary> {
        Err(StdError::not_found("query"))
    }
    let wrapper = ContractWrapper::new(execute, instantiate, query);
    let code = suite.app.store_code(Box::new(wrapper));
    let owner = suite.ada.clone();
    suite
        .app
        .instantiate_contract(code, owner, &Empty {}, &[], "receiver", None)
        .unwrap()
}

fn hook() -> Binary {
    to_json_binary(&ReceiveMsg::Bond {}).unwrap()
}

#[test]
fn a_contract_gets_the_tokens_and_is_told_of_them() {
    let mut suite = Suite::new();
    let receiver = receiver(&mut suite);
    let ada = suite.ada.clone();
    let msg = ExecuteMsg::Send {
        contract: receiver.to_string(),
        amount: 300u128.into(),
        msg: hook(),
    };
    let response = suite.execute(&ada, &msg).unwrap();
    assert_eq!(suite.balance(&receiver), 300);
    assert_eq!(suite.balance(&ada), WEALTH - 300);
    let told = response.events.last().unwrap().attributes.clone();
    let told: Vec<_> = told.into_iter().map(|attribute| attribute.value).collect();
    let wanted = [receiver.as_str(), suite.token.as_str(), ada.as_str(), "300"];
    assert_eq!(told, wanted);
}

#[test]
fn tokens_that_a_contract_refuses_stay() {
    let mut suite = Suite::new();
    let receiver = receiver(&mut suite);
    let ada = suite.ada.clone();
    let msg = ExecuteMsg::Send {
        contract: receiver.to_string(),
        amount: 300u128.into(),
        msg: b"{}".into(),
    };
    assert!(suite.send_json(&ada, &msg, &[]).is_err());
    assert_eq!(suite.balance(&ada), WEALTH);
}

#[test]
fn the_token_itself_receives_nothing() {
    let mut suite = Suite::new();
    let token = suite.token.clone();
    let ada = suite.ada.clone();
    let msg = ExecuteMsg::Send {
        contract: token.to_string(),
        amount: 300u128.into(),
        msg: hook(),
    };
    assert!(suite.send_json(&ada, &msg, &[]).is_err());
    assert_eq!(suite.balance(&token), 0);
}

#[test]
fn an_allowance_sends_for_its_owner_in_the_name_of_the_spender() {
    let mut suite = Suite::new();
    let receiver = receiver(&mut suite);
    let ada = suite.ada.clone();
    let ben = suite.ben.clone();
    let allow = ExecuteMsg::IncreaseAllowance {
        spender: ben.to_string(),
        amount: 300u128.into(),
        expires: None,
    };
    suite.execute(&ada, &allow).unwrap();
    let msg = ExecuteMsg::SendFrom {
        owner: ada.to_string(),
        contract: receiver.to_string(),
        amount: 200u128.into(),
        msg: hook(),
    };
    let response = suite.execute(&ben, &msg).unwrap();
    assert_eq!(suite.balance(&receiver), 200);
    assert_eq!(suite.balance(&ada), WEALTH - 200);
    assert_eq!(suite.allowance(&ada, &ben).allowance.u128(), 100);
    let told = &response.events.last().unwrap().attributes;
    assert_eq!(told[2].value, ben.to_string());
}
