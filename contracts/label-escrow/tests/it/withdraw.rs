//! `Withdraw`: everybody takes their own money out.

use cosmwasm_std::{Addr, StdError};
use cw20::Denom;
use label_escrow::ContractError;
use pasar_common::{
    asset::{denom_key, AssetError},
    label_escrow::{SettleBatch, Withdraw, Withdrawn},
};

use crate::setup::{
    event, events, everything, native, release, seat, tip, Suite, ATOM, PAGE, TIP, TOKEN_TIP,
};

/// The token's reserve of a page.
const TOKEN_PAGE: u128 = PAGE - TIP + TOKEN_TIP;

/// Campaign 1 in [`ATOM`] and 2 in the token; one page of each is settled, in which ada earned
/// 4 000 and 3 000, and kit the tips.
fn settled() -> Suite {
    let mut suite = Suite::opened();
    let ada = suite.ada();
    let kit = suite.kit();
    let token = suite.token_denom();
    suite
        .open(&suite.campaign_in(2, &token, TOKEN_TIP))
        .unwrap();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 4_000)]))
        .unwrap();
    let batch = SettleBatch {
        campaign: 2,
        tips: vec![tip(&kit, TOKEN_TIP)],
        ..suite.page(vec![seat(&ada, 50, 3_000)])
    };
    suite.settle(&batch).unwrap();
    suite
}

/// What an account has outside, in [`ATOM`] and in the token.
fn outside(suite: &Suite, account: &Addr) -> (u128, u128) {
    let atom = suite.balance(account, &native(ATOM));
    (atom, suite.balance(account, &suite.token_denom()))
}

fn nothing(owner: &Addr) -> ContractError {
    ContractError::NothingToWithdraw {
        owner: owner.clone(),
    }
}

#[test]
fn a_labeler_gets_their_pay_of_the_named_campaigns_once() {
    let mut suite = settled();
    let ada = suite.ada();
    let response = suite.withdraw(&ada, &everything(&[1])).unwrap();
    assert_eq!(
        event::<Withdrawn>(&response),
        Withdrawn {
            owner: ada.to_string(),
            to: ada.to_string(),
            denom: ATOM.into(),
            amount: 4_000u128.into(),
        }
    );
    assert_eq!(outside(&suite, &ada), (4_000, 0));
    assert_eq!(suite.holder(1, &ada).shares.u128(), 4_000);
    assert!(suite.holder(1, &ada).withdrawable.is_zero());
    let again = suite.withdraw(&ada, &everything(&[1])).unwrap_err();
    assert_eq!(again, nothing(&ada));
}

#[test]
fn every_denom_is_sent_and_announced_once() {
    let mut suite = settled();
    let ada = suite.ada();
    let response = suite.withdraw(&ada, &everything(&[1, 2])).unwrap();
    let sent = events::<Withdrawn>(&response);
    let sent: Vec<_> = sent
        .iter()
        .map(|event| (event.denom.clone(), event.amount.u128()))
        .collect();
    let token = denom_key(&suite.token_denom());
    assert_eq!(sent, [(token, 3_000), (ATOM.to_owned(), 4_000)]);
    assert_eq!(outside(&suite, &ada), (4_000, 3_000));
}

#[test]
fn a_campaign_that_is_named_twice_pays_once() {
    let mut suite = settled();
    let ada = suite.ada();
    let rita = suite.rita();
    suite.withdraw(&ada, &everything(&[1, 1, 1])).unwrap();
    assert_eq!(outside(&suite, &ada), (4_000, 0));
    suite.withdraw(&rita, &everything(&[1, 1])).unwrap();
    assert_eq!(outside(&suite, &rita), (PAGE - 50 * 105 - TIP, 0));
}

#[test]
fn the_requester_gets_their_refunds_and_nobody_else_does() {
    let mut suite = settled();
    let ben = suite.ben();
    let rita = suite.rita();
    suite.release(&release(1, 1, 50, true)).unwrap();
    suite.release(&release(2, 1, 50, true)).unwrap();
    let refused = suite.withdraw(&ben, &everything(&[1, 2])).unwrap_err();
    assert_eq!(refused, nothing(&ben));
    suite.withdraw(&rita, &everything(&[1, 2])).unwrap();
    let spent = 50 * 105;
    assert_eq!(
        outside(&suite, &rita),
        (2 * PAGE - spent - TIP, 2 * TOKEN_PAGE - spent - TOKEN_TIP)
    );
    let again = suite.withdraw(&rita, &everything(&[1, 2])).unwrap_err();
    assert_eq!(again, nothing(&rita));
}

#[test]
fn tips_are_taken_without_naming_a_campaign() {
    let mut suite = settled();
    let kit = suite.kit();
    suite.withdraw(&kit, &everything(&[])).unwrap();
    assert_eq!(outside(&suite, &kit), (TIP, TOKEN_TIP));
    let again = suite.withdraw(&kit, &everything(&[])).unwrap_err();
    assert_eq!(again, nothing(&kit));
}

#[test]
fn an_account_that_is_labeler_requester_and_crank_gets_it_in_one_transfer() {
    let mut suite = Suite::opened();
    let rita = suite.rita();
    let batch = SettleBatch {
        tips: vec![tip(&rita, TIP)],
        ..suite.page(vec![seat(&rita, 50, 4_000)])
    };
    suite.settle(&batch).unwrap();
    let response = suite.withdraw(&rita, &everything(&[1])).unwrap();
    let sent = events::<Withdrawn>(&response);
    // Everything but the fee and what their labels cost and did not earn.
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].amount.u128(), PAGE - 1_000 - 250);
    assert_eq!(outside(&suite, &rita), (PAGE - 1_250, 0));
}

#[test]
fn only_the_wanted_denoms_are_taken() {
    let mut suite = settled();
    let ada = suite.ada();
    let kit = suite.kit();
    let token = suite.token_denom();
    let only = |denom: &Denom, campaigns: &[u32]| Withdraw {
        denoms: Some(vec![denom.clone()]),
        ..everything(campaigns)
    };
    suite.withdraw(&ada, &only(&token, &[1, 2])).unwrap();
    assert_eq!(outside(&suite, &ada), (0, 3_000));
    assert_eq!(suite.earned(&ada, &[1, 2], &native(ATOM)), 4_000);
    suite.withdraw(&kit, &only(&native(ATOM), &[])).unwrap();
    assert_eq!(outside(&suite, &kit), (TIP, 0));
    assert_eq!(suite.earned(&kit, &[], &token), TOKEN_TIP);
    let refused = suite.withdraw(&ada, &only(&token, &[1, 2])).unwrap_err();
    assert_eq!(refused, nothing(&ada));
    let none = Withdraw {
        denoms: Some(vec![]),
        ..everything(&[1, 2])
    };
    assert_eq!(suite.withdraw(&ada, &none).unwrap_err(), nothing(&ada));
}

#[test]
fn a_coin_that_is_named_like_a_token_does_not_stand_for_it() {
    let mut suite = settled();
    let ada = suite.ada();
    let found = denom_key(&suite.token_denom());
    let msg = Withdraw {
        denoms: Some(vec![native(&found)]),
        ..everything(&[2])
    };
    let refused = suite.withdraw(&ada, &msg).unwrap_err();
    assert_eq!(refused, ContractError::Asset(AssetError::Native { found }));
}

#[test]
fn money_goes_where_its_owner_says() {
    let mut suite = settled();
    let ada = suite.ada();
    let ben = suite.ben();
    let to_ben = Withdraw {
        to: Some(ben.to_string()),
        ..everything(&[1])
    };
    let response = suite.withdraw(&ada, &to_ben).unwrap();
    let sent = event::<Withdrawn>(&response);
    assert_eq!((sent.owner, sent.to), (ada.to_string(), ben.to_string()));
    assert_eq!(outside(&suite, &ada), (0, 0));
    assert_eq!(outside(&suite, &ben), (4_000, 0));
}

#[test]
fn money_sent_to_the_escrow_itself_is_a_gift() {
    let mut suite = settled();
    let ada = suite.ada();
    let atom = native(ATOM);
    let to_escrow = Withdraw {
        to: Some(suite.escrow.to_string()),
        ..everything(&[1])
    };
    suite.withdraw(&ada, &to_escrow).unwrap();
    assert_eq!(suite.audit(&atom).free.u128(), 4_000);
    assert_eq!(suite.liabilities(&atom), 2 * PAGE - 4_000);
}

#[test]
fn a_malformed_address_is_refused() {
    let mut suite = settled();
    let ada = suite.ada();
    let msg = Withdraw {
        to: Some("ben".into()),
        ..everything(&[1])
    };
    let refused = suite.withdraw(&ada, &msg).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
}

#[test]
fn only_campaigns_that_exist_are_named() {
    let mut suite = settled();
    let ada = suite.ada();
    let refused = suite.withdraw(&ada, &everything(&[1, 3])).unwrap_err();
    assert_eq!(refused, ContractError::CampaignNotFound { campaign: 3 });
    assert_eq!(outside(&suite, &ada), (0, 0));
}

#[test]
fn at_most_thirty_two_campaigns_are_named() {
    let mut suite = settled();
    let ada = suite.ada();
    let found = 33;
    let max = 32;
    assert_eq!(
        suite.withdraw(&ada, &everything(&[1; 33])).unwrap_err(),
        ContractError::TooManyCampaigns { found, max }
    );
    suite.withdraw(&ada, &everything(&[1; 32])).unwrap();
}

#[test]
fn pay_that_comes_after_a_withdrawal_is_withdrawn_too() {
    let mut suite = settled();
    let ada = suite.ada();
    suite.withdraw(&ada, &everything(&[1])).unwrap();
    let last = SettleBatch {
        closes: true,
        ..suite.page(vec![seat(&ada, 7, 700)])
    };
    suite.settle(&last).unwrap();
    assert_eq!(suite.holder(1, &ada).withdrawable.u128(), 700);
    suite.withdraw(&ada, &everything(&[1])).unwrap();
    assert_eq!(outside(&suite, &ada), (4_700, 0));
}

#[test]
fn a_disallowed_denom_is_still_paid_out() {
    let mut suite = settled();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.disallow(&atom).unwrap();
    let last = SettleBatch {
        closes: true,
        ..suite.page(vec![seat(&ada, 7, 700)])
    };
    suite.settle(&last).unwrap();
    suite.withdraw(&ada, &everything(&[1])).unwrap();
    assert_eq!(outside(&suite, &ada), (4_700, 0));
    suite.flush(&atom).unwrap();
}
