//! Queries; the simple ones are asked all over these tests.

use cosmwasm_std::StdResult;
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, DownloadLogoResponse,
};
use pasar_common::reward_token::{ExecuteMsg, QueryMsg};

use crate::setup::Suite;

#[test]
fn allowances_are_listed_by_owner_and_by_spender() {
    let mut suite = Suite::new();
    let ada = suite.ada.clone();
    let ben = suite.ben.clone();
    let cleo = suite.cleo.clone();
    for (owner, spender, amount) in [(&ada, &ben, 1u128), (&ada, &cleo, 2), (&cleo, &ben, 3)] {
        let msg = ExecuteMsg::IncreaseAllowance {
            spender: spender.to_string(),
            amount: amount.into(),
            expires: None,
        };
        suite.execute(owner, &msg).unwrap();
    }
    let of = |start_after| -> AllAllowancesResponse {
        suite.query(&QueryMsg::AllAllowances {
            owner: ada.to_string(),
            start_after,
            limit: Some(1),
        })
    };
    let first = of(None).allowances.remove(0);
    let second = of(Some(first.spender.clone())).allowances.remove(0);
    let mut amounts = [first.allowance.u128(), second.allowance.u128()];
    amounts.sort_unstable();
    assert_eq!(amounts, [1, 2]);
    assert!(of(Some(second.spender)).allowances.is_empty());

    let for_ben: AllSpenderAllowancesResponse = suite.query(&QueryMsg::AllSpenderAllowances {
        spender: ben.to_string(),
        start_after: None,
        limit: None,
    });
    let mut amounts: Vec<_> = for_ben
        .allowances
        .iter()
        .map(|entry| entry.allowance.u128())
        .collect();
    amounts.sort_unstable();
    assert_eq!(amounts, [1, 3]);
}

#[test]
fn accounts_are_listed_once() {
    let suite = Suite::new();
    let page = |start_after| -> AllAccountsResponse {
        suite.query(&QueryMsg::AllAccounts {
            start_after,
            limit: Some(1),
        })
    };
    let first = page(None).accounts.remove(0);
    let second = page(Some(first.clone())).accounts.remove(0);
    assert!(page(Some(second.clone())).accounts.is_empty());
    let mut found = [first, second];
    found.sort();
    let mut wanted = [suite.ada.to_string(), suite.ben.to_string()];
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn questions_without_an_answer_are_refused() {
    let suite = Suite::new();
    let ask = |msg: QueryMsg| -> StdResult<DownloadLogoResponse> {
        suite.app.wrap().query_wasm_smart(&suite.token, &msg)
    };
    assert!(ask(QueryMsg::DownloadLogo {}).is_err());
    let address = "ada".to_owned();
    assert!(ask(QueryMsg::Balance { address }).is_err());
}
