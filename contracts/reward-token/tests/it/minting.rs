//! Nobody mints: not by a CW20's own messages, and not from the address that is the minter.

use cw20::{Cw20ExecuteMsg, MinterResponse};
use pasar_common::reward_token::QueryMsg;

use crate::setup::{Suite, CAP, WEALTH};

#[test]
fn nobody_mints_and_nobody_becomes_a_minter() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let cleo = suite.cleo.clone();
    let token = suite.token.clone();
    let mint = Cw20ExecuteMsg::Mint {
        recipient: ada.to_string(),
        amount: 1u128.into(),
    };
    let change = |new_minter| Cw20ExecuteMsg::UpdateMinter { new_minter };
    for sender in [&ada, &cleo, &token] {
        for msg in [mint.clone(), change(None), change(Some(ada.to_string()))] {
            assert!(suite.send_json(sender, &msg, &[]).is_err(), "{msg:?}");
        }
    }
    assert_eq!(suite.supply().u128(), 2 * WEALTH);
    let minter: MinterResponse = suite.query(&QueryMsg::Minter {});
    assert_eq!(minter.minter, token.to_string());
    assert_eq!(minter.cap, Some(CAP.into()));
}
