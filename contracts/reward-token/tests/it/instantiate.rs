//! Instantiation.

use cosmwasm_std::{coins, StdError, Uint128};
use cw20::{Cw20Coin, Logo, LogoInfo, MarketingInfoResponse, MinterResponse, TokenInfoResponse};
use cw_utils::PaymentError;
use pasar_common::reward_token::{InstantiateMsg, QueryMsg, MAX_INITIAL_BALANCES};
use reward_token::ContractError;

use crate::setup::{app, message, start, Suite, CAP, WEALTH};

/// What a token started with this message is refused for.
fn refused(change: impl FnOnce(&mut InstantiateMsg)) -> ContractError {
    let (mut app, accounts) = app();
    let mut msg = message(&accounts);
    change(&mut msg);
    start(&mut app, &accounts[0], &msg, &[]).unwrap_err()
}

fn balances(amounts: &[u128]) -> Vec<Cw20Coin> {
    let (app, _) = app();
    let named = amounts.iter().enumerate();
    named
        .map(|(n, &amount)| Cw20Coin {
            address: app.api().addr_make(&n.to_string()).into_string(),
            amount: amount.into(),
        })
        .collect()
}

#[test]
fn it_is_what_the_message_says() {
    let suite = Suite::new();
    let info: TokenInfoResponse = suite.query(&QueryMsg::TokenInfo {});
    assert_eq!(
        info,
        TokenInfoResponse {
            name: "Pasar".into(),
            symbol: "PASAR".into(),
            decimals: 6,
            total_supply: (2 * WEALTH).into(),
        }
    );
    assert_eq!(suite.balance(&suite.ada), WEALTH);
    assert_eq!(suite.balance(&suite.cleo), 0);
    let marketing: MarketingInfoResponse = suite.query(&QueryMsg::MarketingInfo {});
    assert_eq!(
        marketing,
        MarketingInfoResponse {
            project: Some("https://pasar.example".into()),
            description: Some("Rewards labels".into()),
            logo: None,
            marketing: Some(suite.cleo.clone()),
        }
    );
    let version = cw2::query_contract_info(&suite.app.wrap(), &suite.token).unwrap();
    assert_eq!(version.contract, "pasar-reward-token");
    assert_eq!(version.version, env!("CARGO_PKG_VERSION"));
}

#[test]
fn its_minter_is_the_token_itself_with_the_cap() {
    let suite = Suite::new();
    let minter: MinterResponse = suite.query(&QueryMsg::Minter {});
    assert_eq!(
        minter,
        MinterResponse {
            minter: suite.token.to_string(),
            cap: Some(CAP.into()),
        }
    );
}

#[test]
fn it_starts_without_balances_and_marketing() {
    let (mut app, accounts) = app();
    let msg = format!(
        r#"{{"name":"Pasar","symbol":"PASAR","decimals":6,"cap":"5","label_escrow":"{}",
        "emission":{{"first_budget":"1","keep":5000,"mint_per_point":"1"}}}}"#,
        accounts[1]
    );
    let msg: InstantiateMsg = serde_json::from_str(&msg).unwrap();
    let token = start(&mut app, &accounts[0], &msg, &[]).unwrap();
    let query = QueryMsg::TokenInfo {};
    let info: TokenInfoResponse = app.wrap().query_wasm_smart(&token, &query).unwrap();
    assert_eq!(info.total_supply, Uint128::zero());
    let query = QueryMsg::MarketingInfo {};
    let info: MarketingInfoResponse = app.wrap().query_wasm_smart(&token, &query).unwrap();
    assert_eq!(info, MarketingInfoResponse::default());
}

#[test]
fn it_starts_with_a_logo() {
    let (mut app, accounts) = app();
    let mut msg = message(&accounts);
    let url = "https://pasar.example/logo.svg".to_owned();
    let marketing = msg.marketing.as_mut().unwrap();
    marketing.logo = Some(Logo::Url(url.clone()));
    let token = start(&mut app, &accounts[0], &msg, &[]).unwrap();
    let query = QueryMsg::MarketingInfo {};
    let info: MarketingInfoResponse = app.wrap().query_wasm_smart(&token, &query).unwrap();
    assert_eq!(info.logo, Some(LogoInfo::Url(url)));
}

#[test]
fn initial_balances_may_reach_the_cap_and_no_more() {
    let (mut app, accounts) = app();
    let mut msg = message(&accounts);
    msg.initial_balances = balances(&[CAP - 1, 1]);
    start(&mut app, &accounts[0], &msg, &[]).unwrap();
    let above = refused(|msg| msg.initial_balances = balances(&[CAP, 1]));
    assert_eq!(
        above,
        ContractError::AboveCap {
            found: (CAP + 1).into(),
            cap: CAP.into(),
        }
    );
}

#[test]
fn balances_that_cannot_be_counted_are_refused() {
    let refused = refused(|msg| {
        msg.cap = Uint128::MAX;
        msg.initial_balances = balances(&[u128::MAX, 1]);
    });
    assert_eq!(refused, ContractError::Overflow);
}

#[test]
fn the_number_of_initial_balances_is_bounded() {
    let (mut app, accounts) = app();
    let mut msg = message(&accounts);
    msg.initial_balances = balances(&[1; MAX_INITIAL_BALANCES]);
    start(&mut app, &accounts[0], &msg, &[]).unwrap();
    let too_many = refused(|msg| msg.initial_balances = balances(&[1; 101]));
    let found = 101;
    let max = 100;
    assert_eq!(too_many, ContractError::TooManyBalances { found, max });
}

#[test]
fn an_account_has_one_initial_balance() {
    let refused = refused(|msg| {
        let first = msg.initial_balances[0].clone();
        msg.initial_balances.push(first);
    });
    let error = cw20_base::ContractError::DuplicateInitialBalanceAddresses {};
    assert_eq!(refused, error.into());
}

#[test]
fn malformed_metadata_is_refused() {
    let malformed: [fn(&mut InstantiateMsg); 4] = [
        |msg| msg.name = "Pa".into(),
        |msg| msg.symbol = "P4SAR".into(),
        |msg| msg.decimals = 19,
        |msg| msg.initial_balances[0].address = "ada".into(),
    ];
    for change in malformed {
        let refused = refused(change);
        assert!(
            matches!(
                refused,
                ContractError::Cw20(cw20_base::ContractError::Std(StdError::GenericErr { .. }))
            ),
            "{refused}"
        );
    }
}

#[test]
fn no_coins_come_with_it() {
    let (mut app, accounts) = app();
    let msg = message(&accounts);
    let funds = coins(1, "uatom");
    let refused = start(&mut app, &accounts[0], &msg, &funds).unwrap_err();
    assert_eq!(refused, PaymentError::NonPayable {}.into());
}
