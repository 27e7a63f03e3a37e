//! The invariants of ownership, each broken once by writing to storage what no message writes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests stop at the first surprise"
)]

use cosmwasm_std::{Addr, Api, CanonicalAddr, Storage, Uint128};
use label_escrow::store::{license_key, DATASETS, HOLDERS, LICENSES, OFFERS};
use pasar_common::amount::{StoredAmount, WideAmount};
use pasar_testkit::{campaign, offer, Market, Row};
use reputation_staking::store::{due_key, share_key, shares_prefix, DUES, SHARES};
use reward_token::store::{ALL_MINTED, CLAIMED, MINTED};

/// A market whose campaign 1 has income, an offer and a license, and whose first labeler claimed an
/// emission and stakes what they got.
struct World {
    market: Market,
    labeler: CanonicalAddr,
}

impl World {
    fn new() -> Self {
        let mut market = Market::new();
        let requester = market.account("requester");
        let payer = market.account("payer");
        let labels: Vec<u8> = (0..60).map(|item| item % 3).collect();
        let rows: Vec<Row> = market
            .labelers(3, 1_000_000)
            .into_iter()
            .map(|labeler| (labeler, labels.clone()))
            .collect();
        market.run_single(&requester, campaign(), &rows);
        market.pay_royalty(&payer, 1, 1_000).unwrap();
        market.offer_license(&requester, offer(1, 10)).unwrap();
        market.buy_license(&payer, 1, 1).unwrap();
        market.next_epoch();
        let first = rows[0].0.clone();
        market.claim_emission(&first, &[0]).unwrap();
        let tokens = market.tokens(&first);
        market.bond_tokens(&first, tokens).unwrap();
        market.next_epoch();
        market.run_single(&requester, campaign(), &rows);
        market.next_epoch();
        market.claim_fees(&first).unwrap();
        let labeler = market.app.api().addr_canonicalize(first.as_str()).unwrap();
        Self { market, labeler }
    }

    fn tamper(&mut self, contract: &Addr, change: impl FnOnce(&mut dyn Storage)) {
        change(&mut *self.market.app.contract_storage_mut(contract));
    }

    fn escrow(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.escrow.clone(), change);
    }

    fn staking(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.staking.clone(), change);
    }

    fn token(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.token.clone(), change);
    }
}

#[track_caller]
fn is_seen(invariant: &str, change: impl FnOnce(&mut World)) {
    let mut world = World::new();
    world.market.check_invariants().unwrap();
    change(&mut world);
    let violation = world.market.check_invariants().unwrap_err().0;
    assert!(violation.starts_with(invariant), "{violation}");
}

#[test]
fn income_that_nobody_paid_is_seen() {
    is_seen("I14", |world| {
        world.escrow(|store| {
            let mut dataset = DATASETS.load(store, &1).unwrap();
            dataset.income[0].contributors += Uint128::new(10_000);
            DATASETS.save(store, &1, &dataset);
        });
    });
}

#[test]
fn a_holder_who_could_take_more_than_there_is_is_seen() {
    is_seen("I14", |world| {
        world.escrow(|store| {
            let mut dataset = DATASETS.load(store, &1).unwrap();
            dataset.income[0].taken += Uint128::new(100);
            DATASETS.save(store, &1, &dataset);
        });
    });
}

#[test]
fn pay_that_waits_without_having_been_earned_is_seen() {
    is_seen("I5", |world| {
        let key = label_escrow::store::holder_key(1, &world.labeler);
        world.escrow(|store| {
            let mut holder = HOLDERS.load(store, &key).unwrap();
            holder.unpaid += Uint128::one();
            HOLDERS.save(store, &key, &holder);
        });
    });
}

#[test]
fn an_offer_that_changes_or_goes_is_seen() {
    is_seen("I23", |world| {
        world.escrow(|store| {
            let mut offer = OFFERS.load(store, (1, 1)).unwrap();
            offer.price += Uint128::one();
            OFFERS.save(store, (1, 1), &offer).unwrap();
        });
    });
    is_seen("I23", |world| {
        world.escrow(|store| OFFERS.remove(store, (1, 1)));
    });
}

#[test]
fn a_license_that_gateways_see_and_nobody_bought_is_seen() {
    is_seen("I23", |world| {
        let key = license_key(1, &world.labeler);
        world.escrow(|store| LICENSES.save(store, &key, &Default::default()));
    });
}

#[test]
fn a_share_of_the_fees_without_stake_is_seen() {
    is_seen("I24", |world| {
        let labeler = world.labeler.clone();
        world.staking(|store| {
            let (_, mut stake) = SHARES
                .last(store, &shares_prefix(&labeler), &u32::MAX)
                .unwrap()
                .unwrap();
            stake.0 += Uint128::one();
            SHARES.save(store, &share_key(&labeler, u32::MAX), &stake);
        });
    });
}

#[test]
fn fees_that_nobody_paid_are_seen() {
    is_seen("I24", |world| {
        let key = due_key(&world.labeler, pasar_testkit::NATIVE);
        world.staking(|store| {
            let due = Uint128::MAX.full_mul(1u128 << 64);
            DUES.save(store, &key, &WideAmount(due));
        });
    });
}

#[test]
fn an_emission_beyond_its_budget_or_its_claims_is_seen() {
    is_seen("I3", |world| {
        world.token(|store| {
            MINTED.save(store, &0, &StoredAmount(Uint128::MAX));
        });
    });
    is_seen("I3", |world| {
        let claim = (0, world.labeler.clone());
        world.token(|store| CLAIMED.remove(store, &claim));
    });
    is_seen("I3", |world| {
        world.token(|store| ALL_MINTED.save(store, &[], &StoredAmount(Uint128::one())));
    });
}
