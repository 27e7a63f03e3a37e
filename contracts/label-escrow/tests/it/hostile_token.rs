//! A token that misbehaves harms those who hold it, and nobody else.

use cosmwasm_std::{to_json_binary, Addr, StdError};
use cw20::Denom;
use cw_multi_test::Executor;
use label_escrow::ContractError;
use pasar_common::{
    asset::{denom_key, Shortfall},
    label_escrow::{DenomRef, ExecuteMsg, OpenCampaign, SettleBatch, Withdraw},
};
use rstest::rstest;

use crate::{
    setup::{everything, native, release, seat, tip, Suite, ATOM, PAGE, TIP},
    token::Mood,
};

/// A suite with the campaigns 1 in an honest denom and 2 in a token, a page of each settled: ada
/// earned 4 000, kit a tip, the commons is due 1 125, the stakers 125.
fn settled() -> (Suite, Addr, Denom) {
    let mut suite = Suite::opened();
    let token = suite.hostile_token();
    let denom = Denom::Cw20(token.clone());
    suite.open(&suite.campaign_in(2, &denom, TIP)).unwrap();
    for campaign in [1, 2] {
        let batch = SettleBatch {
            campaign,
            ..suite.page(vec![seat(&suite.ada(), 50, 4_000)])
        };
        suite.settle(&batch).unwrap();
    }
    (suite, token, denom)
}

/// Everybody gets the honest denom to the last unit.
fn honest_denom_is_unharmed(mut suite: Suite) {
    let atom = native(ATOM);
    let only_atom = Withdraw {
        denoms: Some(vec![atom.clone()]),
        ..everything(&[1, 2])
    };
    suite.release(&release(1, 1, 50, true)).unwrap();
    for (account, amount) in [
        (suite.ada(), 4_000),
        (suite.kit(), TIP),
        (suite.rita(), 2 * PAGE - 50 * 105 - TIP),
    ] {
        suite.withdraw(&account, &only_atom).unwrap();
        assert_eq!(suite.balance(&account, &atom), amount);
    }
    suite.flush(&atom).unwrap();
    assert_eq!(suite.balance(&suite.commons, &atom), 1_125);
    assert_eq!(suite.liabilities(&atom), 125);
    assert_eq!(suite.balance(&suite.escrow, &atom), 125);
}

/// Sends a message that the token, not the contract, refuses.
#[track_caller]
fn refused_by_token(suite: &mut Suite, sender: &Addr, msg: &ExecuteMsg) {
    let escrow = suite.escrow.clone();
    let refused = suite
        .app
        .execute_contract(sender.clone(), escrow, msg, &[])
        .unwrap_err();
    assert!(refused.downcast_ref::<ContractError>().is_none());
    assert_eq!(
        refused.downcast::<StdError>().unwrap(),
        StdError::not_found("mercy")
    );
    suite.check_books();
}

#[rstest]
#[case::takes_a_fee(Mood::TakesFee, 2 * PAGE * 99 / 100)]
#[case::moves_nothing(Mood::MovesNothing, 0)]
fn a_deposit_that_does_not_arrive_whole_is_refused(#[case] mood: Mood, #[case] arrives: u128) {
    let (mut suite, token, denom) = settled();
    suite.tell(&token, mood);
    let refused = suite.open(&suite.campaign_in(3, &denom, TIP)).unwrap_err();
    assert_eq!(
        refused,
        ContractError::Shortfall(Shortfall {
            denom: denom_key(&denom),
            balance: (2 * PAGE + arrives).into(),
            liabilities: (4 * PAGE).into(),
        })
    );
    honest_denom_is_unharmed(suite);
}

/// A campaign of one label whose price, fee left out, is nearly all that 128 bits hold.
fn huge(suite: &Suite, denom: &Denom) -> OpenCampaign {
    let price = u128::MAX / 2;
    OpenCampaign {
        price: price.into(),
        items: 1,
        tasks: 1,
        max_overlap: 1,
        deposit: (price + price.div_ceil(20) + TIP + 30).into(),
        ..suite.campaign_in(3, denom, TIP)
    }
}

#[test]
fn a_token_that_lies_about_balances_can_only_promise_itself() {
    let (mut suite, token, denom) = settled();
    let ada = suite.ada();
    suite.tell(&token, Mood::Lies);
    let first = huge(&suite, &denom);
    suite.open(&first).unwrap();
    let second = OpenCampaign {
        campaign: 4,
        ..first.clone()
    };
    assert_eq!(suite.open(&second).unwrap_err(), ContractError::Overflow);
    let batch = SettleBatch {
        campaign: 3,
        items: 1,
        closes: true,
        ..suite.page(vec![seat(&ada, 1, first.price.u128())])
    };
    let commons = 0u128.into();
    suite.settle(&SettleBatch { commons, ..batch }).unwrap();
    // The truth comes out: the money of the token is missing, nobody else's.
    suite.robbed = true;
    suite.tell(&token, Mood::Honest);
    assert_eq!(suite.audit(&denom).shortfall, first.deposit);
    assert!(suite.audit(&native(ATOM)).shortfall.is_zero());
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_refuses_to_pay_blocks_itself_only() {
    let (mut suite, token, denom) = settled();
    let ada = suite.ada();
    let kit = suite.kit();
    suite.tell(&token, Mood::Refuses);
    let all = ExecuteMsg::Withdraw(everything(&[1, 2]));
    refused_by_token(&mut suite, &ada, &all);
    let tips = ExecuteMsg::Withdraw(everything(&[]));
    refused_by_token(&mut suite, &kit, &tips);
    let flush = ExecuteMsg::FlushCommons(DenomRef {
        denom: denom.clone(),
    });
    refused_by_token(&mut suite, &kit, &flush);
    // Nothing was forgotten: when the token pays again, so does the escrow.
    suite.tell(&token, Mood::Honest);
    suite.withdraw(&ada, &everything(&[2])).unwrap();
    assert_eq!(suite.balance(&ada, &denom), 4_000);
    suite.flush(&denom).unwrap();
    assert_eq!(suite.balance(&suite.commons, &denom), 1_125);
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_refuses_to_pay_stops_no_settlement() {
    let (mut suite, token, denom) = settled();
    let ben = suite.ben();
    suite.tell(&token, Mood::Refuses);
    let last = SettleBatch {
        campaign: 2,
        closes: true,
        ..suite.page(vec![seat(&ben, 50, 5_000)])
    };
    suite.settle(&last).unwrap();
    assert_eq!(suite.earned(&ben, &[2], &denom), 5_000);
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_does_not_answer_hides_no_other_books() {
    let (mut suite, token, denom) = settled();
    suite.robbed = true;
    suite.tell(&token, Mood::Silent);
    let entry = suite.audit(&denom);
    assert!(entry.balance.is_zero());
    assert_eq!(entry.shortfall.u128(), 2 * PAGE);
    assert_eq!(suite.audit(&native(ATOM)).balance.u128(), 2 * PAGE);
    let refused = suite.open(&suite.campaign_in(3, &denom, TIP)).unwrap_err();
    assert!(
        matches!(refused, ContractError::Std(StdError::GenericErr { .. })),
        "{refused}"
    );
    honest_denom_is_unharmed(suite);
}

#[test]
fn a_token_that_takes_money_away_robs_its_own_holders_only() {
    let (mut suite, token, denom) = settled();
    suite.robbed = true;
    let escrow = suite.escrow.clone();
    suite.set_token_balance(&token, &escrow, 5_000);
    let entry = suite.audit(&denom);
    assert!(entry.free.is_zero());
    assert_eq!(entry.shortfall.u128(), 2 * PAGE - 5_000);
    // Nobody pays for the loss with a new deposit.
    let refused = suite.open(&suite.campaign_in(3, &denom, TIP)).unwrap_err();
    assert!(
        matches!(refused, ContractError::Shortfall { .. }),
        "{refused}"
    );
    honest_denom_is_unharmed(suite);
}

/// A suite in which the token itself earned 700 in the campaign 2, and 300 in the campaign 3.
fn token_earned() -> (Suite, Addr, Denom) {
    let (mut suite, token, denom) = settled();
    suite.open(&suite.campaign_in(3, &denom, TIP)).unwrap();
    for (campaign, pay) in [(2, 700), (3, 300)] {
        let batch = SettleBatch {
            campaign,
            tips: vec![tip(&suite.kit(), TIP)],
            closes: campaign == 2,
            ..suite.page(vec![seat(&token, 7, pay)])
        };
        suite.settle(&batch).unwrap();
    }
    (suite, token, denom)
}

fn again(suite: &mut Suite, token: &Addr, msg: &ExecuteMsg) {
    let msg = to_json_binary(msg).unwrap();
    suite.tell(token, Mood::Reenters(msg));
}

#[test]
fn who_withdraws_again_while_being_paid_gets_nothing() {
    let (mut suite, token, denom) = token_earned();
    let before = suite.liabilities(&denom);
    let msg = ExecuteMsg::Withdraw(everything(&[2]));
    again(&mut suite, &token, &msg);
    assert_eq!(
        suite.execute(&token, &msg, &[]).unwrap_err(),
        ContractError::NothingToWithdraw {
            owner: token.clone()
        }
    );
    assert_eq!(suite.liabilities(&denom), before);
    honest_denom_is_unharmed(suite);
}

#[test]
fn who_withdraws_other_pay_while_being_paid_gets_what_is_theirs() {
    let (mut suite, token, denom) = token_earned();
    let before = suite.liabilities(&denom);
    again(
        &mut suite,
        &token,
        &ExecuteMsg::Withdraw(everything(&[2, 3])),
    );
    suite.withdraw(&token, &everything(&[2])).unwrap();
    assert_eq!(suite.balance(&token, &denom), 1_000);
    assert_eq!(suite.liabilities(&denom), before - 1_000);
    honest_denom_is_unharmed(suite);
}

#[test]
fn the_commons_is_paid_once_however_often_a_token_calls_back() {
    let (mut suite, token, denom) = settled();
    let owner = suite.commons.clone();
    let flush = ExecuteMsg::FlushCommons(DenomRef {
        denom: denom.clone(),
    });
    again(&mut suite, &token, &flush);
    let refused = suite.flush(&denom).unwrap_err();
    assert_eq!(refused, ContractError::NothingToWithdraw { owner });
    assert_eq!(suite.due(&denom), (125, 1_125));
    // Called back during another payment, the flush works like any other.
    again(&mut suite, &token, &flush);
    let ada = suite.ada();
    suite.withdraw(&ada, &everything(&[2])).unwrap();
    assert_eq!(suite.balance(&suite.commons, &denom), 1_125);
    assert_eq!(suite.balance(&ada, &denom), 4_000);
    honest_denom_is_unharmed(suite);
}
