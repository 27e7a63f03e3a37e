//! Licenses, offers, and the stakes that share fees.

use std::collections::BTreeMap;

use cosmwasm_std::{Api, CanonicalAddr, Order, Uint128};
use label_escrow::store::{BOOKS, LICENSES, OFFERS, OFFER_LICENSES};
use pasar_common::{
    asset::denom_key,
    packed::Reader,
    raw::{LicenseRecord, STAKES},
};
use reputation_staking::store::{FEE_POOL, SHARES};

use super::hold;
use crate::chain::{
    market::Market,
    memory::{Memory, Violation},
};

impl Memory {
    /// I23: an offer never changes but that it is withdrawn. What gateways see is a license that was
    /// bought; while it holds, only a license that the licensee bought themselves takes its place.
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
        let mut bought: BTreeMap<Vec<u8>, Vec<(u32, u64)>> = BTreeMap::new();
        for entry in OFFER_LICENSES.range(&*store, &[], None) {
            let (mut key, license) = entry?;
            key.truncate(key.len() - 4);
            let own = bought.entry(key).or_default();
            own.push((license.offer, license.expires));
        }
        let seen: BTreeMap<Vec<u8>, LicenseRecord> = LICENSES
            .range(&*store, &[], None)
            .collect::<Result<_, _>>()?;
        hold!(
            seen.keys().eq(bought.keys()),
            "I23: gateways see {seen:?}, licenses are {bought:?}"
        );
        let now = market.now();
        for (key, license) in &seen {
            hold!(
                bought[key].contains(&(license.offer, license.expires)),
                "I23: gateways see {license:?}, licenses are {:?}",
                bought[key]
            );
            let Some(before) = self.licenses.get(key).filter(|before| before.holds(now)) else {
                continue;
            };
            let is_better = !license.gift && (before.gift || license.expires > before.expires);
            let is_longer = license.offer == before.offer && license.expires >= before.expires;
            hold!(
                is_better || is_longer,
                "I23: gateways saw {before:?} and see {license:?}"
            );
        }
        self.licenses = seen;
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
        // The last stake of each staker is that of now.
        let mut shares: BTreeMap<Vec<u8>, Uint128> = BTreeMap::new();
        for entry in SHARES.range(&*store, &[], None) {
            let (suffix, stake) = entry?;
            let staker = Reader::of_key("share", &suffix).address()?;
            shares.insert(staker.to_vec(), stake.0);
        }
        let mut claims: BTreeMap<String, Uint128> = BTreeMap::new();
        for staker in shares.keys() {
            let staker = CanonicalAddr::from(staker.as_slice());
            let human = market.app.api().addr_humanize(&staker);
            for fee in market.fee_share(&human.expect("an address")).fees {
                *claims.entry(denom_key(&fee.denom)).or_default() += fee.amount;
            }
        }
        shares.retain(|_, stake| !stake.is_zero());
        hold!(
            shares == staked,
            "I24: stakes that share fees are {shares:?}, stakes are {staked:?}"
        );
        let pool = FEE_POOL.may_load(&*store, &[])?.unwrap_or_default();
        let sum: Uint128 = shares.values().sum();
        hold!(
            sum == pool.next,
            "I24: the pool is {pool:?}, its shares sum up to {sum}"
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
