//! Licenses, offers, and the stakes that share fees.

use std::collections::BTreeMap;

use cosmwasm_std::{Api, Order, Uint128};
use label_escrow::state::{BOOKS, LICENSES, OFFERS, OFFER_LICENSES};
use pasar_common::{asset::denom_key, packed::Reader, raw::STAKES};
use reputation_staking::fees::{POOL, SHARES};

use super::{hold, Memory, Violation};
use crate::market::Market;

impl Memory {
    /// I23: an offer never changes but that it is withdrawn, and what gateways read is the license that
    /// holds longest.
    pub(super) fn licenses_hold(&mut self, market: &Market) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.escrow);
        let mut offers = BTreeMap::new();
        for entry in OFFERS.range(&*store, None, None, Order::Ascending) {
            let (key, offer) = entry.map_err(|error| Violation(error.to_string()))?;
            if let Some(before) = self.offers.get(&key) {
                let mut frozen = offer.clone();
                frozen.withdrawn = before.withdrawn;
                hold!(
                    frozen == *before && offer.withdrawn >= before.withdrawn,
                    "I23: offer {key:?} changed from {before:?} to {offer:?}"
                );
            }
            offers.insert(key, offer);
        }
        hold!(
            offers.len() >= self.offers.len(),
            "I23: an offer disappeared"
        );
        self.offers = offers;
        let mut longest: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for entry in OFFER_LICENSES.range(&*store, &[], None) {
            let (mut key, license) = entry?;
            key.truncate(key.len() - 4);
            let longest = longest.entry(key).or_default();
            *longest = license.expires.max(*longest);
        }
        let seen: BTreeMap<Vec<u8>, u64> = LICENSES
            .range(&*store, &[], None)
            .map(|entry| entry.map(|(key, license)| (key, license.expires)))
            .collect::<Result<_, _>>()?;
        hold!(
            seen == longest,
            "I23: gateways see {seen:?}, licenses are {longest:?}"
        );
        Ok(())
    }

    /// I24: the stakes that share fees are the staked reward tokens, and nobody could claim what the
    /// escrow does not have for stakers.
    pub(super) fn fees_are_shared(&self, market: &Market) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.staking);
        let token = denom_key(&market.token_denom());
        let mut staked: BTreeMap<Vec<u8>, Uint128> = BTreeMap::new();
        for entry in STAKES.range(&*store, &[], None) {
            let (suffix, stake) = entry?;
            let mut key = Reader::of_key("stake", &suffix);
            let staker = key.address()?;
            if key.rest() == token.as_bytes() && !stake.staked.is_zero() {
                staked.insert(staker.to_vec(), stake.staked);
            }
        }
        let (mut shares, mut sums) = (BTreeMap::new(), [Uint128::zero(); 2]);
        let mut claims: BTreeMap<String, Uint128> = BTreeMap::new();
        for entry in SHARES.range(&*store, &[], None) {
            let (suffix, share) = entry?;
            let staker = Reader::of_key("share", &suffix).address()?;
            shares.insert(staker.to_vec(), share.active + share.pending);
            sums = [sums[0] + share.active, sums[1] + share.pending];
            let human = market.app.api().addr_humanize(&staker);
            for fee in market.fee_share(&human.expect("an address")).fees {
                *claims.entry(denom_key(&fee.denom)).or_default() += fee.amount;
            }
        }
        hold!(
            shares == staked,
            "I24: stakes that share fees are {shares:?}, stakes are {staked:?}"
        );
        let pool = POOL.may_load(&*store, &[])?.unwrap_or_default();
        hold!(
            sums[0] + sums[1] == pool.active + pool.pending,
            "I24: the pool is {pool:?}, its shares sum up to {sums:?}"
        );
        let escrow = market.app.contract_storage(&market.escrow);
        for (denom, claims) in claims {
            let books = BOOKS.may_load(&*escrow, denom.as_bytes())?;
            let has = books.unwrap_or_default().stakers;
            hold!(
                claims <= has,
                "I24: stakers could claim {claims} {denom}, {has} is theirs"
            );
        }
        Ok(())
    }
}
