//! Pages of offers and licenses.

use cosmwasm_std::{coins, Addr};
use pasar_common::label_escrow::{
    BuyLicense, ExecuteMsg, LicenseCursor, LicensesResponse, OfferLicense, OffersResponse, QueryMsg,
};

use crate::setup::{native, release, Suite, ATOM};

/// Campaign 1 is closed and has five offers; three addresses have licenses under the first two.
fn sold() -> (Suite, Vec<Addr>) {
    let mut suite = Suite::opened();
    suite.release(&release(1, 2, 100, true)).unwrap();
    let rita = suite.rita();
    suite.mint(&rita, 1_000, ATOM);
    for price in 1..=5u128 {
        let offer = ExecuteMsg::OfferLicense(OfferLicense {
            campaign: 1,
            price: price.into(),
            denom: native(ATOM),
            duration_seconds: Some(100),
            terms_uri: "ipfs://terms".into(),
            terms_hash: vec![8; 32].into(),
        });
        suite.execute(&rita, &offer, &[]).unwrap();
    }
    let mut people = vec![suite.ada(), suite.ben(), suite.kit()];
    for licensee in &people {
        for offer in 1..=2 {
            let buy = ExecuteMsg::BuyLicense(BuyLicense {
                campaign: 1,
                offer,
                licensee: Some(licensee.to_string()),
            });
            let price = coins(offer.into(), ATOM);
            suite.execute(&rita, &buy, &price).unwrap();
        }
    }
    people.sort_by_key(|who| suite.canonical(who).to_vec());
    (suite, people)
}

#[test]
fn pages_of_offers_return_each_once() {
    let (suite, _) = sold();
    let mut all = Vec::new();
    let mut start_after = None;
    loop {
        let page: OffersResponse = suite.query(&QueryMsg::Offers {
            campaign: 1,
            start_after,
            limit: Some(2),
        });
        let Some(last) = page.offers.last() else {
            break;
        };
        start_after = Some(last.offer);
        all.extend(page.offers.iter().map(|offer| offer.offer));
    }
    assert_eq!(all, [1, 2, 3, 4, 5]);
}

#[test]
fn pages_of_licenses_return_each_once_and_those_of_one_address_alone() {
    let (suite, people) = sold();
    let mut all = Vec::new();
    let mut start_after = None;
    loop {
        let page: LicensesResponse = suite.query(&QueryMsg::Licenses {
            campaign: 1,
            start_after,
            limit: Some(4),
        });
        let Some(last) = page.licenses.last() else {
            break;
        };
        start_after = Some(LicenseCursor {
            licensee: last.licensee.to_string(),
            offer: last.offer,
        });
        all.extend(page.licenses.into_iter().map(|l| (l.licensee, l.offer)));
    }
    let wanted: Vec<_> = people
        .iter()
        .flat_map(|who| [(who.clone(), 1), (who.clone(), 2)])
        .collect();
    assert_eq!(all, wanted);
    let of: LicensesResponse = suite.query(&QueryMsg::LicensesOf {
        campaign: 1,
        licensee: people[1].to_string(),
        start_after: Some(1),
        limit: None,
    });
    assert_eq!(of.licenses.len(), 1);
    assert_eq!(
        (&of.licenses[0].licensee, of.licenses[0].offer),
        (&people[1], 2)
    );
    assert!(of.licenses[0].valid);
    assert_eq!(of.licenses[0].expires.unwrap().seconds(), suite.now() + 100);
}
