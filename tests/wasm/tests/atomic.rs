//! A transaction that fails leaves nothing behind.

use cosmwasm_std::coins;
use pasar_common::{
    label_escrow::{self, Withdraw},
    reputation_staking::{ExecuteMsg, QueryMsg, StakeResponse},
};
use pasar_wasm_tests::{
    suite::{Suite, NATIVE},
    Call,
};

#[test]
fn a_transaction_whose_second_message_fails_has_done_nothing() {
    let mut suite = Suite::deploy();
    let labeler = suite.account("labeler");
    let before = suite.chain.balance(&labeler, NATIVE);
    let bond = Call::new(&suite.staking, &ExecuteMsg::Bond {}).with_funds(&coins(1_000, NATIVE));
    let nothing = label_escrow::ExecuteMsg::Withdraw(Withdraw {
        campaigns: vec![],
        denoms: None,
        to: None,
    });
    let fails = Call::new(&suite.escrow, &nothing);
    let refused = suite.chain.execute_all(&labeler, &[bond.clone(), fails]);
    assert!(refused.is_err());
    assert_eq!(suite.chain.balance(&labeler, NATIVE), before);
    assert_eq!(staked(&suite, &labeler), 0);

    suite.chain.execute_all(&labeler, &[bond]).unwrap();
    assert_eq!(suite.chain.balance(&labeler, NATIVE), before - 1_000);
    assert_eq!(staked(&suite, &labeler), 1_000);
}

fn staked(suite: &Suite, staker: &str) -> u128 {
    let query = QueryMsg::Stake {
        staker: staker.into(),
        denom: cw20::Denom::Native(NATIVE.into()),
    };
    let stake: StakeResponse = suite.chain.query(&suite.staking, &query).unwrap();
    stake.staked.u128()
}
