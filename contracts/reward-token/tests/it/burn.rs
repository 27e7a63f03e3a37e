//! `Burn`.

use pasar_common::reward_token::ExecuteMsg;

use crate::{
    setup::{Suite, WEALTH},
    transfer::too_little,
};

#[test]
fn burnt_tokens_are_gone_forever() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let amount = 300u128.into();
    suite.execute(&ada, &ExecuteMsg::Burn { amount }).unwrap();
    assert_eq!(suite.balance(&ada), WEALTH - 300);
    assert_eq!(suite.supply().u128(), 2 * WEALTH - 300);
}

#[test]
fn nobody_burns_more_than_they_have() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let amount = (WEALTH + 1).into();
    let refused = suite.execute(&ada, &ExecuteMsg::Burn { amount });
    assert_eq!(refused.unwrap_err(), too_little());
}
