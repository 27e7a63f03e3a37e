//! Licenses: who may sell and buy, what an offer promises, and what a gateway sees.

use cosmwasm_std::{coins, Api, Uint128};
use cw20::Denom;
use label_escrow::ContractError;
use pasar_common::{
    access::{Role, Unauthorized},
    asset::AssetError,
    label_escrow::{BuyLicense, OfferLicense, MAX_LICENSE_SECONDS},
    packed::Packed,
    raw::{license_key, LicenseRecord, LICENSES, PERPETUAL},
    task_registry::ShareTerms,
    time::DAY,
};
use pasar_testkit::{campaign, denom, offer, Market, Refused, NATIVE};
use rstest::rstest;

use crate::support::Stage;

fn yearly(campaign: u32, price: u128) -> OfferLicense {
    OfferLicense {
        duration_seconds: Some(365 * DAY),
        ..offer(campaign, price)
    }
}

#[test]
fn a_license_is_paid_recorded_and_seen_by_gateways() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    let number = stage.offer_license(&requester, yearly(id, 1_001)).unwrap();
    assert_eq!(number, 1);
    assert!(!stage.has_license(id, &licensee).licensed);

    let before = stage.balance(&licensee);
    stage.buy_license(&licensee, id, number).unwrap();

    assert_eq!(before - stage.balance(&licensee), Uint128::new(1_001));
    let expires = stage.now() + 365 * DAY;
    let seen = stage.has_license(id, &licensee);
    assert!(seen.licensed);
    assert_eq!(seen.offer, Some(1));
    assert_eq!(seen.expires.unwrap().seconds(), expires);
    let held = stage.licenses_of(id, &licensee);
    assert_eq!(held.len(), 1);
    assert!(held[0].valid);
    let dataset = stage.dataset(id);
    assert_eq!((dataset.offers, dataset.licenses), (1, 1));
    // Half of the price, rounded up, is the contributors'; the rest waits for the requester.
    assert_eq!(dataset.income[0].paid, Uint128::new(1_001));
    assert_eq!(dataset.income[0].contributors, Uint128::new(501));
}

#[test]
fn a_gateway_reads_the_license_by_its_raw_key() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();

    let canonical = stage.app.api().addr_canonicalize(licensee.as_str());
    let key = LICENSES.key(&license_key(id, &canonical.unwrap()));
    let raw = stage.app.wrap().query_wasm_raw(&stage.escrow, key);
    let record = LicenseRecord::from_bytes(&raw.unwrap().unwrap()).unwrap();
    let expires = PERPETUAL;
    let wanted = LicenseRecord {
        expires,
        offer: 1,
        gift: false,
    };
    assert_eq!(record, wanted);
    assert_eq!(stage.has_license(id, &licensee).expires, None);
}

#[test]
fn a_license_holds_in_its_last_second_and_not_after() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, yearly(id, 7)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();
    let expires = stage.now() + 365 * DAY;
    stage.pass_to(expires);
    assert!(stage.has_license(id, &licensee).licensed);
    stage.pass(1);
    assert!(!stage.has_license(id, &licensee).licensed);
    assert!(!stage.licenses_of(id, &licensee)[0].valid);
}

#[test]
fn a_license_bought_again_begins_where_the_running_one_ends() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, yearly(id, 7)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();
    let end = stage.now() + 365 * DAY;
    stage.pass(DAY);
    stage.buy_license(&licensee, id, 1).unwrap();
    let seen = stage.has_license(id, &licensee).expires;
    assert_eq!(seen.unwrap().seconds(), end + 365 * DAY);
    // One that ended starts again.
    stage.pass(800 * DAY);
    stage.buy_license(&licensee, id, 1).unwrap();
    let seen = stage.has_license(id, &licensee).expires;
    assert_eq!(seen.unwrap().seconds(), stage.now() + 365 * DAY);
}

#[test]
fn licenses_of_several_offers_stand_beside_each_other_and_gateways_see_the_longest() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    stage.offer_license(&requester, yearly(id, 9)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();
    stage.buy_license(&licensee, id, 2).unwrap();
    let held = stage.licenses_of(id, &licensee);
    let shown: Vec<_> = held
        .iter()
        .map(|l| (l.offer, l.expires.is_none()))
        .collect();
    assert_eq!(shown, [(1, true), (2, false)]);
    assert_eq!(stage.has_license(id, &licensee).offer, Some(1));
}

#[test]
fn nobody_pays_twice_for_what_holds_forever() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();
    let again = stage.buy_license(&licensee, id, 1);
    let error = ContractError::AlreadyLicensed { licensee, offer: 1 };
    assert_eq!(again.refused_as::<ContractError>(), error);
}

#[test]
fn a_license_can_be_bought_for_somebody_else() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let payer = stage.account("payer");
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    let buy = BuyLicense {
        campaign: id,
        offer: 1,
        licensee: Some(licensee.to_string()),
    };
    stage.buy_license_with(&payer, buy, &denom(), 7).unwrap();
    assert!(stage.has_license(id, &licensee).licensed);
    assert!(!stage.has_license(id, &payer).licensed);
}

#[test]
fn a_withdrawn_offer_is_sold_no_more_and_its_licenses_go_on() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    stage.buy_license(&licensee, id, 1).unwrap();
    stage.withdraw_offer(&requester, id, 1).unwrap();
    let gone = ContractError::OfferWithdrawn {
        campaign: id,
        offer: 1,
    };
    let late = stage.account("late");
    let refused = stage.buy_license(&late, id, 1);
    assert_eq!(refused.refused_as::<ContractError>(), gone);
    let refused = stage.withdraw_offer(&requester, id, 1);
    assert_eq!(refused.refused_as::<ContractError>(), gone);
    assert!(stage.has_license(id, &licensee).licensed);
    assert!(stage.offers(id)[0].withdrawn);
    // A number is never given twice.
    assert_eq!(stage.offer_license(&requester, offer(id, 8)).unwrap(), 2);
}

#[test]
fn licenses_are_sold_only_once_the_campaign_is_closed() {
    let mut stage = Stage::new(3, campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let early = stage.offer_license(&requester, offer(id, 7));
    let error = ContractError::CampaignOpen {
        campaign: id,
        tasks_left: 1,
    };
    assert_eq!(early.refused_as::<ContractError>(), error);
    stage.complete();
    stage.offer_license(&requester, offer(id, 7)).unwrap();
}

#[test]
fn only_the_requester_sells() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    stage.offer_license(&requester, offer(id, 7)).unwrap();
    let owner = stage.market().owner.clone();
    for sender in [stage.labelers[0].clone(), owner] {
        let error = ContractError::from(Unauthorized {
            role: Role::Requester,
            sender: sender.clone(),
        });
        let refused = stage.withdraw_offer(&sender, id, 1);
        assert_eq!(refused.refused_as::<ContractError>(), error);
        let refused = stage.offer_license(&sender, offer(id, 7));
        assert_eq!(refused.refused_as::<ContractError>(), error);
    }
}

#[rstest]
#[case::no_price(|offer: &mut OfferLicense| offer.price = Uint128::zero())]
#[case::no_uri(|offer: &mut OfferLicense| offer.terms_uri = String::new())]
#[case::long_uri(|offer: &mut OfferLicense| offer.terms_uri = "u".repeat(257))]
#[case::short_hash(|offer: &mut OfferLicense| offer.terms_hash = vec![1; 31].into())]
#[case::no_time(|offer: &mut OfferLicense| offer.duration_seconds = Some(0))]
#[case::ages(|offer: &mut OfferLicense| offer.duration_seconds = Some(MAX_LICENSE_SECONDS + 1))]
#[case::denom(|offer: &mut OfferLicense| offer.denom = Denom::Native("uother".into()))]
#[case::campaign(|offer: &mut OfferLicense| offer.campaign = 99)]
fn an_offer_out_of_bounds_is_refused(#[case] spoil: fn(&mut OfferLicense)) {
    let mut stage = Stage::closed(campaign());
    let requester = stage.requester.clone();
    let mut bad = offer(stage.campaign, 7);
    spoil(&mut bad);
    assert!(stage.offer_license(&requester, bad).is_err());
    assert!(stage.offers(stage.campaign).is_empty());
}

#[test]
fn a_license_costs_exactly_its_price() {
    let mut stage = Stage::closed(campaign());
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let licensee = stage.account("licensee");
    stage.offer_license(&requester, offer(id, 100)).unwrap();
    let buy = BuyLicense {
        campaign: id,
        offer: 1,
        licensee: None,
    };
    for paid in [99, 101] {
        let refused = stage.buy_license_with(&licensee, buy.clone(), &denom(), paid);
        let error = AssetError::Payment {
            found: format!("{paid} {NATIVE}"),
            wanted: Uint128::new(100),
            denom: NATIVE.into(),
        };
        assert_eq!(
            refused.refused_as::<ContractError>(),
            ContractError::Asset(error)
        );
    }
    let missing = BuyLicense { offer: 2, ..buy };
    let refused = stage.buy_license_with(&licensee, missing, &denom(), 100);
    let error = ContractError::OfferNotFound {
        campaign: id,
        offer: 2,
    };
    assert_eq!(refused.refused_as::<ContractError>(), error);
}

#[test]
fn a_license_is_bought_with_a_token_where_the_terms_name_it() {
    let mut market = Market::new();
    let licensee = market.account("licensee");
    let token = market.new_allowed_token("PAY", &[(&licensee, 1_000)]);
    let other = market.new_allowed_token("OTHER", &[(&licensee, 1_000)]);
    let named = token.clone();
    let terms = campaign().with(|terms| terms.shares.royalty_denoms = vec![named]);
    let mut stage = Stage::closed_on(market, terms);
    let id = stage.campaign;
    let requester = stage.requester.clone();
    let sale = OfferLicense {
        denom: token.clone(),
        ..offer(id, 100)
    };
    stage.offer_license(&requester, sale).unwrap();
    let buy = BuyLicense {
        campaign: id,
        offer: 1,
        licensee: None,
    };
    let wrong = stage.buy_license_with(&licensee, buy.clone(), &other, 100);
    assert!(wrong.is_err());
    stage.buy_license_with(&licensee, buy, &token, 100).unwrap();
    assert!(stage.has_license(id, &licensee).licensed);
    let owed: u128 = (0..3)
        .map(|n| stage.royalties_in(id, &stage.labelers[n], &token))
        .sum();
    assert!((48..=50).contains(&owed), "{owed}");
}

#[test]
fn royalty_denoms_are_allowed_ones() {
    let mut market = Market::new();
    let requester = market.account("requester");
    let unknown = Denom::Native("uother".into());
    let shares = ShareTerms {
        royalty_denoms: vec![unknown],
        ..campaign_shares()
    };
    let terms = campaign().with(|terms| terms.shares = shares);
    let refused = market.create(&requester, terms);
    assert_eq!(
        refused.refused_as::<ContractError>(),
        ContractError::DenomNotAllowed {
            denom: "uother".into()
        }
    );
}

fn campaign_shares() -> ShareTerms {
    let mut shares = None;
    let _ = campaign().with(|terms| shares = Some(terms.shares.clone()));
    shares.unwrap()
}

#[test]
fn a_coin_attached_to_a_token_hook_is_refused() {
    let mut stage = Stage::closed(campaign());
    let escrow = stage.escrow.clone();
    let labeler = stage.labelers[0].clone();
    let hook = pasar_common::label_escrow::ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: labeler.to_string(),
        amount: Uint128::new(5),
        msg: cosmwasm_std::to_json_binary(&pasar_common::label_escrow::ReceiveMsg::PayRoyalty(
            pasar_common::label_escrow::PayRoyalty {
                campaign: stage.campaign,
            },
        ))
        .unwrap(),
    });
    assert!(stage
        .execute(&labeler, &escrow, &hook, &coins(5, NATIVE))
        .is_err());
    // A contract that is no token of the campaign announces in vain.
    let id = stage.campaign;
    let refused = stage.execute(&labeler, &escrow, &hook, &[]);
    let error = ContractError::IncomeDenom {
        campaign: id,
        denom: format!("cw20:{labeler}"),
    };
    assert_eq!(refused.refused_as::<ContractError>(), error);
}
