//! `Open`: takes a campaign's deposit and freezes its prices.

use cosmwasm_std::{coin, coins, Coin, StdError, Uint128};
use cw20::Denom;
use cw_utils::PaymentError;
use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    asset::{denom_key, AssetError, Shortfall},
    label_escrow::{DepositTaken, ExecuteMsg, LedgerResponse, OpenCampaign},
    ratio::Bps,
};
use rstest::rstest;

use crate::setup::{
    event, native, release, seat, terms, Suite, ATOM, FLOOR, OSMO, PAGE, TIP, TOKEN_TIP,
};

/// Opens what `change` makes of the suite's campaign.
fn refused(change: impl FnOnce(&mut OpenCampaign)) -> ContractError {
    let mut suite = Suite::new();
    let mut msg = suite.campaign(1);
    change(&mut msg);
    suite.open(&msg).unwrap_err()
}

#[rstest]
#[case::native_coin(|_: &Suite| native(ATOM), TIP)]
#[case::coin_without_tips(|_: &Suite| native(OSMO), 0)]
#[case::token(Suite::token_denom, TOKEN_TIP)]
fn a_deposit_is_reserved_to_the_last_unit(#[case] denom: fn(&Suite) -> Denom, #[case] tip: u128) {
    let mut suite = Suite::new();
    let denom = denom(&suite);
    let msg = suite.campaign_in(1, &denom, tip);
    let response = suite.open(&msg).unwrap();
    assert_eq!(
        event::<DepositTaken>(&response),
        DepositTaken {
            campaign: 1,
            requester: suite.rita().to_string(),
            denom: denom_key(&denom),
            amount: msg.deposit,
        }
    );
    let ledger = suite.ledger(1);
    assert_eq!(ledger.reserved, msg.deposit);
    assert_eq!(ledger.deposited, msg.deposit);
    assert_eq!(ledger.tip_per_task.u128(), tip);
    assert_eq!(suite.liabilities(&denom), msg.deposit.u128());
    assert_eq!(suite.balance(&suite.escrow, &denom), msg.deposit.u128());
}

#[test]
fn a_campaign_shows_what_it_froze() {
    let suite = Suite::opened();
    let zero = Uint128::zero();
    assert_eq!(
        suite.ledger(1),
        LedgerResponse {
            campaign: 1,
            requester: suite.rita(),
            denom: native(ATOM),
            price: 100u128.into(),
            fee_per_label: 5u128.into(),
            tip_per_task: TIP.into(),
            shares: suite.campaign(1).shares,
            deposited: (2 * PAGE).into(),
            reserved: (2 * PAGE).into(),
            labels: 0,
            labelers: 0,
            pay: zero,
            commons: zero,
            bonds: zero,
            fee: zero,
            tips: zero,
            refunded: zero,
            refundable: zero,
            closed: false,
        }
    );
}

#[rstest]
#[case::one_label(1, 1, 1, 20, 0, 21 + TIP)]
#[case::fee_rounded_up(10, 2, 3, 39, 0, 30 * (39 + 2) + 2 * TIP)]
#[case::bonds(16, 4, 32, 1_000, 77, 16 * 32 * 1_050 + 4 * (TIP + 77))]
fn a_deposit_is_items_times_overlap_times_price_and_fee_and_tasks_times_tip_and_bond(
    #[case] items: u32,
    #[case] tasks: u32,
    #[case] max_overlap: u8,
    #[case] price: u128,
    #[case] bond: u128,
    #[case] wanted: u128,
) {
    let mut suite = Suite::new();
    let msg = OpenCampaign {
        price: price.into(),
        items,
        tasks,
        max_overlap,
        gold_bond: bond.into(),
        ..suite.campaign(1)
    };
    for found in [wanted - 1, wanted + 1] {
        let found = found.into();
        let wanted = wanted.into();
        let msg = OpenCampaign {
            deposit: found,
            ..msg.clone()
        };
        let refused = suite.open(&msg).unwrap_err();
        assert_eq!(refused, ContractError::Deposit { found, wanted });
    }
    let deposit = wanted.into();
    suite.open(&OpenCampaign { deposit, ..msg }).unwrap();
}

#[test]
fn only_the_registry_opens() {
    let mut suite = Suite::new();
    let msg = ExecuteMsg::Open(suite.campaign(1));
    let owner = suite.owner.clone();
    for sender in [owner, suite.rita(), suite.staking.clone()] {
        suite.mint(&sender, 2 * PAGE, ATOM);
        assert_eq!(
            suite
                .execute(&sender, &msg, &coins(2 * PAGE, ATOM))
                .unwrap_err(),
            ContractError::from(Unauthorized {
                role: Role::TaskRegistry,
                sender,
            })
        );
    }
}

#[test]
fn a_campaign_opens_once_even_after_it_closed() {
    let mut suite = Suite::opened();
    let exists = ContractError::CampaignExists { campaign: 1 };
    let again = suite.campaign(1);
    assert_eq!(suite.open(&again).unwrap_err(), exists);
    suite.release(&release(1, 2, 100, true)).unwrap();
    assert_eq!(suite.open(&again).unwrap_err(), exists);
}

#[rstest]
#[case::nothing(vec![], AssetError::OneCoin { found: "nothing".into() })]
#[case::two_coins(
    vec![coin(2 * PAGE, ATOM), coin(1, OSMO)],
    AssetError::OneCoin { found: format!("{}uatom, 1uosmo", 2 * PAGE) }
)]
#[case::less(
    coins(2 * PAGE - 1, ATOM),
    AssetError::Payment {
        found: format!("{} uatom", 2 * PAGE - 1),
        wanted: (2 * PAGE).into(),
        denom: ATOM.into(),
    }
)]
#[case::more(
    coins(2 * PAGE + 1, ATOM),
    AssetError::Payment {
        found: format!("{} uatom", 2 * PAGE + 1),
        wanted: (2 * PAGE).into(),
        denom: ATOM.into(),
    }
)]
#[case::another_coin(
    coins(2 * PAGE, OSMO),
    AssetError::Payment {
        found: format!("{} uosmo", 2 * PAGE),
        wanted: (2 * PAGE).into(),
        denom: ATOM.into(),
    }
)]
fn coins_are_exactly_the_deposit(#[case] funds: Vec<Coin>, #[case] wanted: AssetError) {
    let mut suite = Suite::new();
    let refused = suite.open_with(&suite.campaign(1), &funds).unwrap_err();
    assert_eq!(refused, ContractError::Asset(wanted));
}

#[test]
fn no_coins_come_with_a_deposit_of_tokens() {
    let mut suite = Suite::new();
    let msg = suite.campaign_in(1, &suite.token_denom(), TOKEN_TIP);
    let refused = suite.open_with(&msg, &coins(1, ATOM)).unwrap_err();
    assert_eq!(refused, PaymentError::NonPayable {}.into());
}

#[test]
fn tokens_come_before_the_call_and_count_once() {
    let mut suite = Suite::new();
    let denom = suite.token_denom();
    let deposit = 2 * (PAGE - TIP + TOKEN_TIP);
    let shortfall = |balance: u128, liabilities: u128| {
        ContractError::Shortfall(Shortfall {
            denom: denom_key(&denom),
            balance: balance.into(),
            liabilities: liabilities.into(),
        })
    };
    let msg = suite.campaign_in(1, &denom, TOKEN_TIP);
    let refused = suite.open_with(&msg, &[]).unwrap_err();
    assert_eq!(refused, shortfall(0, deposit));
    suite.open(&msg).unwrap();
    let msg = suite.campaign_in(2, &denom, TOKEN_TIP);
    let refused = suite.open_with(&msg, &[]).unwrap_err();
    assert_eq!(refused, shortfall(deposit, 2 * deposit));
}

#[test]
fn a_denom_must_be_allowed() {
    let unknown = |denom: &str| ContractError::DenomNotAllowed {
        denom: denom.into(),
    };
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    suite.mint(&registry, 2 * PAGE, "unew");
    let msg = suite.campaign_in(1, &native("unew"), TIP);
    assert_eq!(suite.open(&msg).unwrap_err(), unknown("unew"));
    suite.disallow(&native(ATOM)).unwrap();
    let msg = suite.campaign(1);
    assert_eq!(suite.open(&msg).unwrap_err(), unknown(ATOM));
    suite
        .allow(&terms(&native(ATOM), 10, TIP, 1_000_000))
        .unwrap();
    suite.open(&msg).unwrap();
}

#[test]
fn a_coin_that_is_named_like_a_token_does_not_open_a_campaign_that_pays_in_the_token() {
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    let found = denom_key(&suite.token_denom());
    suite.mint(&registry, 2 * PAGE, &found);
    let msg = suite.campaign_in(1, &native(&found), TOKEN_TIP);
    let refused = suite.open(&msg).unwrap_err();
    assert_eq!(refused, ContractError::Asset(AssetError::Native { found }));
}

#[test]
fn a_price_is_at_least_the_denoms_minimum() {
    let mut suite = Suite::new();
    suite.allow(&terms(&native(ATOM), 101, TIP, 0)).unwrap();
    assert_eq!(
        suite.open(&suite.campaign(1)).unwrap_err(),
        ContractError::PriceTooLow {
            found: 100u128.into(),
            min: 101u128.into(),
        }
    );
    suite.allow(&terms(&native(ATOM), 100, TIP, 0)).unwrap();
    suite.open(&suite.campaign(1)).unwrap();
}

#[rstest]
#[case(1, 1, 1)]
#[case(1, 10_000, 1)]
#[case(300, 33, 1)]
#[case(300, 34, 2)]
#[case(1_000, 19, 2)]
fn no_small_price_pays_less_than_the_rate(
    #[case] rate: u16,
    #[case] price: u128,
    #[case] fee: u128,
) {
    let mut suite = Suite::new();
    suite.update_fees(rate, FLOOR).unwrap();
    suite.allow(&terms(&native(ATOM), 0, 0, 0)).unwrap();
    let msg = |fee: u128| OpenCampaign {
        price: price.into(),
        gold_bond: Uint128::zero(),
        deposit: (300 * (price + fee)).into(),
        ..suite.campaign(1)
    };
    let less = msg(fee - 1);
    let whole = msg(fee);
    assert_eq!(
        suite.open(&less).unwrap_err(),
        ContractError::Deposit {
            found: less.deposit,
            wanted: whole.deposit,
        }
    );
    suite.open(&whole).unwrap();
    assert_eq!(suite.ledger(1).fee_per_label.u128(), fee);
}

#[test]
fn without_a_fee_the_least_price_is_the_denoms() {
    let mut suite = Suite::new();
    suite.update_fees(0, FLOOR).unwrap();
    let msg = |price: u128| OpenCampaign {
        price: price.into(),
        deposit: (300 * price + 2 * (PAGE - 50 * 3 * 105)).into(),
        ..suite.campaign(1)
    };
    let below = msg(9);
    let enough = msg(10);
    assert_eq!(
        suite.open(&below).unwrap_err(),
        ContractError::PriceTooLow {
            found: 9u128.into(),
            min: 10u128.into(),
        }
    );
    suite.open(&enough).unwrap();
    assert!(suite.ledger(1).fee_per_label.is_zero());
}

#[test]
fn contributors_get_at_least_the_floor() {
    let below = Bps::new(FLOOR - 1);
    assert_eq!(
        refused(|msg| msg.shares.contributors = below),
        ContractError::ContributorsTooLow {
            found: below,
            min: Bps::new(FLOOR),
        }
    );
    let mut suite = Suite::new();
    let mut msg = suite.campaign(1);
    msg.shares.contributors = Bps::new(FLOOR);
    suite.open(&msg).unwrap();
}

#[test]
fn a_malformed_requester_is_refused() {
    let error = refused(|msg| msg.requester = "rita".into());
    assert!(
        matches!(error, ContractError::Std(StdError::GenericErr { .. })),
        "{error}"
    );
}

#[rstest]
#[case::price(|msg: &mut OpenCampaign| msg.price = Uint128::MAX)]
#[case::labels(|msg: &mut OpenCampaign| msg.price = (u128::MAX / 300).into())]
#[case::bond(|msg: &mut OpenCampaign| msg.gold_bond = Uint128::MAX)]
#[case::bonds(|msg: &mut OpenCampaign| msg.gold_bond = (u128::MAX / 2).into())]
fn a_deposit_beyond_128_bits_is_refused(#[case] change: fn(&mut OpenCampaign)) {
    assert_eq!(refused(change), ContractError::Overflow);
}

#[test]
fn running_campaigns_keep_the_fees_and_settings_of_their_beginning() {
    let mut suite = Suite::opened();
    let before = suite.ledger(1);
    suite.update_fees(1_000, 9_000).unwrap();
    suite
        .allow(&terms(&native(ATOM), 1_000, 9, 9_000_000))
        .unwrap();
    assert_eq!(suite.ledger(1), before);
    let ada = suite.ada();
    suite
        .settle(&suite.page(vec![seat(&ada, 50, 5_000)]))
        .unwrap();
    assert_eq!(suite.ledger(1).fee.u128(), 50 * 5);
    assert_eq!(suite.ledger(1).tips.u128(), TIP);
    assert_eq!(suite.points(0, &ada), (250, 250));
}
