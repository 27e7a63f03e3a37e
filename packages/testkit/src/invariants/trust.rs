//! Staking and the token: stakes are covered, skill changes at settlement only, supply is capped.

use std::collections::BTreeMap;

use cosmwasm_std::{Order, Uint128};
use cw20_base::state::{BALANCES, TOKEN_INFO};
use pasar_common::{
    asset::denom_key,
    packed::Reader,
    raw::{ISSUERS, SKILLS, STAKES},
};
use pasar_truth::{EVIDENCE_CAP, MASS_CAP};
use reputation_staking::store::BOOKS;
use reward_token::store::{ALL_MINTED, CLAIMED, MINTED, SCHEDULE};

use super::hold;
use crate::chain::{
    market::Market,
    memory::{Memory, Violation},
};

impl Memory {
    /// I2, I3, I13.
    pub(super) fn trust_is_covered(&mut self, market: &Market) -> Result<(), Violation> {
        self.stakes_are_covered(market)?;
        self.skill_changes_at_settlement(market)?;
        self.supply_is_the_sum_of_balances(market)
    }

    /// I2: staking owes exactly stakes, issuers' bonds, unbondings and what is due to the commons, and has it.
    fn stakes_are_covered(&self, market: &Market) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.staking);
        let mut owed: BTreeMap<String, u128> = BTreeMap::new();
        for entry in STAKES.range(&*store, &[], None) {
            let (suffix, stake) = entry?;
            let unbonding: Uint128 = stake.unbonding.iter().map(|entry| entry.amount).sum();
            *owed.entry(denom_of(&suffix)?).or_default() += (stake.staked + unbonding).u128();
        }
        for entry in ISSUERS.range(&*store, &[], None) {
            let (_, issuer) = entry?;
            *owed.entry(issuer.denom).or_default() += issuer.bond.u128();
        }
        for entry in market.staking_audit() {
            let denom = denom_key(&entry.denom);
            let books = BOOKS
                .may_load(&*store, denom.as_bytes())?
                .unwrap_or_default();
            let sum = owed.remove(&denom).unwrap_or_default() + books.commons.u128();
            let liabilities = entry.liabilities.u128();
            hold!(
                liabilities == sum,
                "I2: liabilities are {liabilities} {denom}, stakes, bonds and commons {sum}"
            );
            let lacks = entry.shortfall;
            let hostile = self.hostile.contains(&denom);
            hold!(
                lacks.is_zero() || hostile,
                "I2: staking lacks {lacks} {denom}"
            );
            hold!(
                entry.balance + lacks == entry.liabilities + entry.free,
                "I2: the books of {denom} do not add up: {entry:?}"
            );
        }
        owed.retain(|_, amount| *amount > 0);
        hold!(owed.is_empty(), "I2: the audit leaves out {owed:?}");
        Ok(())
    }

    /// I13: records change only where tasks end, and stay within their caps.
    fn skill_changes_at_settlement(&mut self, market: &Market) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.staking);
        let skills: BTreeMap<_, _> = SKILLS.range(&*store, &[], None).collect::<Result<_, _>>()?;
        hold!(
            self.settled || skills == self.skills,
            "I13: a record changed without a settlement"
        );
        for record in skills.values() {
            let history = &record.history;
            hold!(
                (0..=MASS_CAP).contains(&history.mass)
                    && history.skill.abs() <= MASS_CAP
                    && history.evidence <= EVIDENCE_CAP,
                "I13: {record:?} is out of its caps"
            );
        }
        self.skills = skills;
        Ok(())
    }

    /// I3: the reward token's supply is the sum of its balances, within the cap and the schedule.
    fn supply_is_the_sum_of_balances(&mut self, market: &Market) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.token);
        let unreadable = |error: cosmwasm_std::StdError| Violation(error.to_string());
        let info = TOKEN_INFO.load(&*store).map_err(unreadable)?;
        let mut sum = Uint128::zero();
        for entry in BALANCES.range(&*store, None, None, Order::Ascending) {
            sum += entry.map_err(unreadable)?.1;
        }
        let supply = info.total_supply;
        hold!(sum == supply, "I3: balances are {sum}, supply is {supply}");
        hold!(
            info.get_cap().is_some_and(|cap| supply <= cap),
            "I3: supply {supply}"
        );
        // What was minted in all is what the epochs minted, each within its budget; the supply grows
        // by that and by nothing else.
        let schedule = SCHEDULE.load(&*store, &[])?;
        let mut minted = Uint128::zero();
        for entry in MINTED.range(&*store, &[], None) {
            let (epoch, of) = entry?;
            let epoch = Reader::of_key("epoch", &epoch).u32()?;
            let budget = schedule.budget(epoch);
            hold!(
                of.0 <= budget,
                "I3: epoch {epoch} minted {} of {budget}",
                of.0
            );
            let mut claims = Uint128::zero();
            for claim in CLAIMED.range(&*store, &epoch.to_be_bytes(), None) {
                claims += claim?.1 .0;
            }
            hold!(
                claims == of.0,
                "I3: labelers claimed {claims} of epoch {epoch}, which minted {}",
                of.0
            );
            minted += of.0;
        }
        let all = ALL_MINTED.may_load(&*store, &[])?.unwrap_or_default().0;
        hold!(
            all == minted,
            "I3: epochs minted {minted}, {all} in all is booked"
        );
        let rest = supply.u128() as i128 - minted.u128() as i128;
        hold!(
            self.supply.is_none_or(|before| rest <= before),
            "I3: supply grew to {supply}, the emission minted {minted}"
        );
        self.supply = Some(rest);
        Ok(())
    }
}

/// The denom that follows an account in a key.
fn denom_of(suffix: &[u8]) -> Result<String, Violation> {
    let mut key = Reader::of_key("account and denom", suffix);
    key.address()?;
    Ok(String::from_utf8_lossy(key.rest()).into_owned())
}
