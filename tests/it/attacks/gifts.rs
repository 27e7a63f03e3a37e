//! Nobody changes what another holds. Licenses and shares may be given to accounts that do not ask for
//! them; what these had stays as good as it was.

use cosmwasm_std::Addr;
use pasar_common::{
    label_escrow::{BuyLicense, OfferLicense},
    time::DAY,
};
use pasar_testkit::{campaign, denom, offer};

use crate::support::Stage;

/// A closed campaign with two offers: 1, which the holder pays 1 000 000 for, and 2, which costs a unit
/// and whose terms of use allow nothing.
fn two_offers(duration_seconds: Option<u64>) -> (Stage, Addr) {
    let mut stage = Stage::closed(campaign());
    let requester = stage.requester.clone();
    let wide = OfferLicense {
        duration_seconds,
        ..offer(stage.campaign, 1_000_000)
    };
    let narrow = OfferLicense {
        terms_uri: "ipfs://look-and-do-not-touch".into(),
        ..offer(stage.campaign, 1)
    };
    stage.offer_license(&requester, wide).unwrap();
    stage.offer_license(&requester, narrow).unwrap();
    let holder = stage.account("licensee");
    (stage, holder)
}

/// The requester buys the second offer for the holder: most of the price is their own.
fn gift(stage: &mut Stage, holder: &Addr) {
    let requester = stage.requester.clone();
    let gift = BuyLicense {
        campaign: stage.campaign,
        offer: 2,
        licensee: Some(holder.to_string()),
    };
    stage
        .buy_license_with(&requester, gift, &denom(), 1)
        .unwrap();
}

#[test]
fn a_license_given_to_a_holder_does_not_replace_the_one_that_they_paid_for() {
    for duration in [None, Some(30 * DAY)] {
        let (mut stage, holder) = two_offers(duration);
        let id = stage.campaign;
        stage.buy_license(&holder, id, 1).unwrap();
        gift(&mut stage, &holder);
        assert_eq!(stage.has_license(id, &holder).offer, Some(1));
    }
}

#[test]
fn a_license_given_in_advance_does_not_stand_before_the_one_that_the_holder_buys() {
    let (mut stage, holder) = two_offers(Some(30 * DAY));
    let id = stage.campaign;
    gift(&mut stage, &holder);
    assert_eq!(stage.has_license(id, &holder).offer, Some(2));
    stage.buy_license(&holder, id, 1).unwrap();
    assert_eq!(stage.has_license(id, &holder).offer, Some(1));
}

#[test]
fn a_gateway_that_names_the_offers_it_takes_sees_them_whatever_else_there_is() {
    let (mut stage, holder) = two_offers(Some(30 * DAY));
    let id = stage.campaign;
    stage.buy_license(&holder, id, 1).unwrap();
    gift(&mut stage, &holder);
    let takes = |stage: &Stage, offers: &[u32]| {
        let seen = stage.has_license_under(id, &holder, Some(offers.to_vec()));
        (seen.licensed, seen.offer)
    };
    assert_eq!(takes(&stage, &[1]), (true, Some(1)));
    assert_eq!(takes(&stage, &[2]), (true, Some(2)));
    assert_eq!(takes(&stage, &[3]), (false, None));
    stage.pass(31 * DAY);
    assert_eq!(takes(&stage, &[1]), (false, Some(1)));
    assert_eq!(takes(&stage, &[1, 2]), (true, Some(2)));
}

/// Where a transfer of shares rounds, a stranger sends one share after every small payment, and rounds the
/// holder's part of each to nothing.
#[test]
fn a_holder_who_is_sent_shares_gets_no_less_than_without_them() {
    let run = |attacked: bool| {
        let mut stage = Stage::closed(campaign().with(|terms| terms.shares.transferable = true));
        let id = stage.campaign;
        let payer = stage.account("payer");
        let [stranger, holder] = [stage.labelers[0].clone(), stage.labelers[1].clone()];
        let before = stage.earnings(&holder, &[id]);
        for _ in 0..100 {
            stage.pay_royalty(&payer, id, 4).unwrap();
            if attacked {
                stage.transfer_shares(&stranger, id, &holder, 1).unwrap();
            }
        }
        stage.earnings(&holder, &[id]) - before
    };
    let alone = run(false);
    let attacked = run(true);
    assert!(alone > 0);
    assert!(attacked >= alone, "{attacked} of {alone}");
}
