//! `PayRoyalty` and `Receive`: whatever pretends to be money is none.

use cosmwasm_std::{coins, to_json_binary, Addr};
use cw20::{Cw20ReceiveMsg, Denom};
use label_escrow::ContractError;
use pasar_common::{
    asset::{AssetError, Shortfall},
    label_escrow::{
        ExecuteMsg, OfferLicense, PayRoyalty, QueryMsg, ReceiveMsg, RoyaltyPaid, SharesTransferred,
        TransferShares,
    },
};

use crate::setup::{event, native, seat, Suite, ATOM, OSMO, WEALTH};

/// Campaign 1 is closed; ada and ben share its dataset three to one.
fn closed() -> Suite {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let ben = suite.ben();
    let rita = suite.rita();
    suite.mint(&rita, 10_000, ATOM);
    suite.mint(&rita, 10_000, OSMO);
    let mut page = suite.page(vec![seat(&ada, 50, 3_000), seat(&ben, 50, 1_000)]);
    suite.settle(&page).unwrap();
    page.seats.clear();
    (page.commons, page.closes) = (0u128.into(), true);
    suite.settle(&page).unwrap();
    suite
}

fn pay(campaign: u32) -> ExecuteMsg {
    ExecuteMsg::PayRoyalty(PayRoyalty { campaign })
}

fn hook(sender: &Addr, amount: u128, msg: &ReceiveMsg) -> ExecuteMsg {
    ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: sender.to_string(),
        amount: amount.into(),
        msg: to_json_binary(msg).unwrap(),
    })
}

#[test]
fn six_parts_of_ten_are_the_holders_by_shares() {
    let mut suite = closed();
    let rita = suite.rita();
    let response = suite.execute(&rita, &pay(1), &coins(1_001, ATOM)).unwrap();
    let paid: RoyaltyPaid = event(&response);
    assert_eq!((paid.amount.u128(), paid.contributors.u128()), (1_001, 601));
    let due = |who: &Addr| suite.holder(1, who).royalties[0].amount.u128();
    assert_eq!((due(&suite.ada()), due(&suite.ben())), (450, 150));
}

#[test]
fn a_coin_named_like_the_token_pays_nothing_and_sells_nothing() {
    let mut suite = closed();
    let rita = suite.rita();
    let token = suite.token_denom();
    let name = format!("cw20:{}", suite.token);
    suite.mint(&rita, 1_000, &name);
    let refused = suite.execute(&rita, &pay(1), &coins(1_000, &name));
    let error = AssetError::Native {
        found: name.clone(),
    };
    assert_eq!(refused.unwrap_err(), ContractError::Asset(error));
    assert_eq!(suite.liabilities(&token), 0);
    let offer = ExecuteMsg::OfferLicense(OfferLicense {
        campaign: 1,
        price: 5u128.into(),
        denom: Denom::Native(name.clone()),
        duration_seconds: None,
        terms_uri: "ipfs://terms".into(),
        terms_hash: vec![8; 32].into(),
    });
    let refused = suite.execute(&rita, &offer, &[]);
    let error = AssetError::Native { found: name };
    assert_eq!(refused.unwrap_err(), ContractError::Asset(error));
}

#[test]
fn a_token_that_announces_and_brings_nothing_pays_nothing() {
    let mut suite = closed();
    let token = suite.token.clone();
    let rita = suite.rita();
    let campaign = 1;
    let royalty = ReceiveMsg::PayRoyalty(PayRoyalty { campaign });
    let refused = suite.execute(&token, &hook(&rita, 7, &royalty), &[]);
    let error = ContractError::Shortfall(Shortfall {
        denom: format!("cw20:{token}"),
        balance: 0u128.into(),
        liabilities: 7u128.into(),
    });
    assert_eq!(refused.unwrap_err(), error);
    let refused = suite.execute(&token, &hook(&rita, 0, &royalty), &[]);
    let error = ContractError::ZeroAmount { what: "amount" };
    assert_eq!(refused.unwrap_err(), error);
    // What lay there before is a gift, and can be announced by the token alone.
    let refused = suite.execute(&rita, &hook(&rita, 7, &royalty), &[]);
    assert!(matches!(
        refused.unwrap_err(),
        ContractError::IncomeDenom { .. }
    ));
}

#[test]
fn only_one_coin_of_a_denom_of_the_terms_is_income() {
    let mut suite = closed();
    let rita = suite.rita();
    suite.mint(&rita, 10, "uother");
    for funds in [vec![], vec![cosmwasm_std::coin(5, "uother")]] {
        assert!(suite.execute(&rita, &pay(1), &funds).is_err());
    }
    let two = vec![cosmwasm_std::coin(5, ATOM), cosmwasm_std::coin(5, OSMO)];
    assert!(suite.execute(&rita, &pay(1), &two).is_err());
    let missing = suite.execute(&rita, &pay(9), &coins(5, ATOM));
    let error = ContractError::CampaignNotFound { campaign: 9 };
    assert_eq!(missing.unwrap_err(), error);
    suite.execute(&rita, &pay(1), &coins(5, OSMO)).unwrap();
    let due = suite.earned(&rita, &[1], &native(OSMO));
    assert_eq!(due, 2);
}

#[test]
fn a_transfer_leaves_royalties_in_every_denom_to_those_who_held_the_shares() {
    let mut suite = closed();
    let ada = suite.ada();
    let ben = suite.ben();
    let rita = suite.rita();
    for denom in [ATOM, OSMO] {
        suite.execute(&rita, &pay(1), &coins(1_000, denom)).unwrap();
    }
    let give = ExecuteMsg::TransferShares(TransferShares {
        campaign: 1,
        to: ben.to_string(),
        shares: 3_000u128.into(),
    });
    let response = suite.execute(&ada, &give, &[]).unwrap();
    let moved: SharesTransferred = event(&response);
    assert_eq!(moved.shares.u128(), 3_000);
    for who in [(&ada, 450), (&ben, 150)] {
        let royalties = suite.holder(1, who.0).royalties;
        let amounts = royalties.iter().map(|royalty| royalty.amount.u128());
        assert_eq!(amounts.collect::<Vec<_>>(), [who.1, who.1]);
    }
    assert_eq!(suite.earned(&ada, &[1], &native(ATOM)), 450 + 3_000);
    suite.execute(&rita, &pay(1), &coins(10, ATOM)).unwrap();
    assert_eq!(suite.holder(1, &ben).royalties[0].amount.u128(), 150 + 6);
    assert_eq!(suite.holder(1, &ada).royalties[0].amount.u128(), 450);
}

#[test]
fn the_whole_wealth_of_a_payer_is_counted() {
    let mut suite = closed();
    let rita = suite.rita();
    suite.mint(&rita, WEALTH, ATOM);
    suite.execute(&rita, &pay(1), &coins(WEALTH, ATOM)).unwrap();
    let dataset: pasar_common::label_escrow::DatasetResponse =
        suite.query(&QueryMsg::Dataset { campaign: 1 });
    assert_eq!(dataset.income[0].paid.u128(), WEALTH);
    assert_eq!(dataset.income.len(), 3);
}
