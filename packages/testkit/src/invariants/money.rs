//! The escrow: every unit of every deposit is somewhere, and nothing is paid but what was settled.

use std::collections::BTreeMap;

use cosmwasm_std::{Storage, Uint128};
use label_escrow::{
    rules::{
        dataset::Holder,
        ledger::{EscrowTerms, Ledger},
    },
    store::{campaign_prefix, BOOKS, CREDITS, DATASETS, ESCROW_TERMS, HOLDERS, LEDGERS},
};
use pasar_common::{asset::denom_key, packed::Reader};

use super::{hold, tasks::Ended};
use crate::chain::{
    market::Market,
    memory::{Memory, Violation},
};

/// (campaign, holder) -> (shares, pay not yet withdrawn).
type Holders = BTreeMap<(u32, Vec<u8>), (u128, u128)>;

impl Memory {
    /// I1, I4, I5, I14, I22.
    pub(super) fn money_is_where_it_belongs(
        &self,
        market: &Market,
        ended: &BTreeMap<u32, Ended>,
    ) -> Result<(), Violation> {
        let store = market.app.contract_storage(&market.escrow);
        let holders = holders(&*store)?;
        let mut owed: BTreeMap<String, u128> = BTreeMap::new();
        for (&id, ended) in ended {
            let terms = ESCROW_TERMS.load(&*store, &id)?;
            let ledger = LEDGERS.load(&*store, &id)?;
            let reserved = deposit_is_divided(id, &terms, &ledger, ended)?;
            pay_is_what_was_settled(id, &terms, &ledger, ended, &holders)?;
            bonds_are_those_of_challenges(id, &ledger, ended)?;
            let unpaid = holders.range((id, vec![])..(id + 1, vec![]));
            let unpaid: u128 = unpaid.map(|(_, (_, unpaid))| unpaid).sum();
            let refundable = ledger.refundable.u128();
            royalties_are_shared(&*store, id, &terms, &ledger, &mut owed)?;
            let bonds = ledger.bonds.u128();
            *owed.entry(terms.denom).or_default() += reserved + unpaid + refundable + bonds;
        }
        for entry in CREDITS.range(&*store, &[], None) {
            let (suffix, credit) = entry?;
            let mut key = Reader::of_key("credit", &suffix);
            key.address()?;
            let denom = String::from_utf8_lossy(key.rest()).into_owned();
            *owed.entry(denom).or_default() += credit.0.u128();
        }
        self.liabilities_are_the_sum(market, &*store, owed)
    }

    /// I1: what is owed is exactly the sum of ledgers, credits and dues, and the escrow has it.
    fn liabilities_are_the_sum(
        &self,
        market: &Market,
        store: &dyn Storage,
        mut owed: BTreeMap<String, u128>,
    ) -> Result<(), Violation> {
        for entry in market.audit() {
            let denom = denom_key(&entry.denom);
            let books = BOOKS.may_load(store, denom.as_bytes())?.unwrap_or_default();
            let dues = (books.stakers + books.commons).u128();
            let sum = owed.remove(&denom).unwrap_or_default() + dues;
            let liabilities = entry.liabilities.u128();
            hold!(
                liabilities == sum && books.liabilities == entry.liabilities,
                "I1: liabilities are {liabilities} {denom}, ledgers, credits and dues sum up to {sum}"
            );
            let lacks = entry.shortfall;
            let hostile = self.hostile.contains(&denom);
            hold!(
                lacks.is_zero() || hostile,
                "I1: the escrow lacks {lacks} {denom}"
            );
            hold!(
                entry.balance + lacks == entry.liabilities + entry.free,
                "I1: the books of {denom} do not add up: {entry:?}"
            );
        }
        owed.retain(|_, amount| *amount > 0);
        hold!(owed.is_empty(), "I1: the audit leaves out {owed:?}");
        Ok(())
    }
}

fn holders(store: &dyn Storage) -> Result<Holders, Violation> {
    let mut all = Holders::new();
    for entry in HOLDERS.range(store, &[], None) {
        let (suffix, holder) = entry?;
        let mut key = Reader::of_key("holder", &suffix);
        let id = (key.u32()?, key.address()?.to_vec());
        all.insert(id, (holder.shares.u128(), holder.unpaid.u128()));
    }
    Ok(all)
}

/// I4: the deposit is the sum of its parts, and what is reserved belongs to tasks that have not
/// ended. Returns what is reserved.
fn deposit_is_divided(
    id: u32,
    terms: &EscrowTerms,
    ledger: &Ledger,
    ended: &Ended,
) -> Result<u128, Violation> {
    hold!(
        (ledger.tasks_left, ledger.items_left) == ended.left,
        "I4: campaign {id} has {:?} tasks and items left, its escrow {:?}",
        ended.left,
        (ledger.tasks_left, ledger.items_left)
    );
    hold!(
        ledger.closed == (ended.left.0 == 0),
        "I4: registry and escrow disagree whether campaign {id} is closed"
    );
    let reserved = terms.reserve(ended.left.0, ended.left.1);
    let reserved = reserved.map_err(|error| Violation(error.to_string()))?;
    let parts = [
        reserved,
        ledger.pay,
        ledger.commons,
        ledger.fee,
        ledger.tips,
        ledger.refunded,
    ];
    let sum: Uint128 = parts.iter().sum();
    hold!(
        sum == terms.deposited,
        "I4: campaign {id} deposited {}, its parts are {parts:?}",
        terms.deposited
    );
    hold!(
        ledger.refundable <= ledger.refunded,
        "I5: campaign {id} could refund {} of {}",
        ledger.refundable,
        ledger.refunded
    );
    Ok(reserved.u128())
}

/// I4: bonds are those of live challenges.
fn bonds_are_those_of_challenges(id: u32, ledger: &Ledger, ended: &Ended) -> Result<(), Violation> {
    hold!(
        ledger.bonds.u128() == ended.challenge_bonds,
        "I4: the escrow has {} of bonds for campaign {id}, its challenges say {}",
        ledger.bonds,
        ended.challenge_bonds
    );
    Ok(())
}

/// I5: pay is what settled tasks say, nothing before and nothing twice. I22: what the requester
/// pays for them follows from their revealed labels alone.
fn pay_is_what_was_settled(
    id: u32,
    terms: &EscrowTerms,
    ledger: &Ledger,
    ended: &Ended,
    holders: &Holders,
) -> Result<(), Violation> {
    let pay: u128 = ended.pay.values().sum();
    let found = [
        ledger.labels.into(),
        ledger.pay.u128(),
        ledger.commons.u128(),
        ledger.fee.u128(),
        ledger.tips.u128(),
    ];
    let labels = u128::from(ended.labels);
    let unrevealed = u128::from(ended.unrevealed) * terms.price.u128();
    let bonds = u128::from(ended.bonds) * terms.gold_bond.u128();
    let wanted = [
        labels,
        pay,
        ended.unearned + unrevealed + bonds,
        labels * terms.fee_per_label.u128(),
        u128::from(ended.tasks) * terms.tip.u128(),
    ];
    hold!(
        found == wanted,
        "I5: labels, pay, commons, fee and tips of campaign {id} are {found:?}; its settled tasks say {wanted:?}"
    );
    hold!(
        pay + ended.unearned == labels * terms.price.u128(),
        "I22: campaign {id} does not pay the full price of {labels} labels"
    );
    let of = |all: &Holders| -> BTreeMap<Vec<u8>, (u128, u128)> {
        let own = all.range((id, vec![])..(id + 1, vec![]));
        own.map(|((_, holder), entry)| (holder.clone(), *entry))
            .collect()
    };
    let found = of(holders);
    for (holder, (_, unpaid)) in &found {
        let paid = ended.pay.get(holder).copied().unwrap_or_default();
        hold!(
            *unpaid <= paid,
            "I5: {unpaid} waits for a labeler of campaign {id} who was paid {paid}"
        );
    }
    let shares = found
        .into_iter()
        .map(|(holder, (shares, _))| (holder, shares));
    let shares: BTreeMap<Vec<u8>, u128> = shares.filter(|(_, shares)| *shares > 0).collect();
    let wanted = ended.pay.iter().filter(|(_, pay)| **pay > 0);
    let wanted: BTreeMap<Vec<u8>, u128> = wanted.map(|(who, pay)| (who.clone(), *pay)).collect();
    hold!(
        shares.values().sum::<u128>() == pay && (terms.transferable || shares == wanted),
        "I5: shares of campaign {id} are {shares:?}, expected {wanted:?}"
    );
    Ok(())
}

/// I14: holders are credited no more than came in for them, what they could claim now included; and
/// income that nobody owns is the commons'. Adds what waits to what is owed.
fn royalties_are_shared(
    store: &dyn Storage,
    id: u32,
    terms: &EscrowTerms,
    ledger: &Ledger,
    owed: &mut BTreeMap<String, u128>,
) -> Result<(), Violation> {
    let Some(dataset) = DATASETS.may_load(store, &id)? else {
        return Ok(());
    };
    let holders: Vec<Holder> = HOLDERS
        .range(store, &campaign_prefix(id), None)
        .map(|entry| entry.map(|(_, holder)| holder))
        .collect::<Result<_, _>>()?;
    for (place, denom) in terms.denoms().enumerate() {
        let income = dataset.income[place];
        let mut due = 0;
        for holder in holders.iter().filter(|_| ledger.closed) {
            let part = holder.due(&dataset, place, ledger.pay);
            due += part.map_err(|error| Violation(error.to_string()))?.u128();
        }
        let waits = income.contributors.u128().checked_sub(income.taken.u128());
        hold!(
            income.contributors <= income.paid && waits.is_some_and(|waits| due <= waits),
            "I14: holders of campaign {id} could take {due} of {income:?} in {denom}"
        );
        hold!(
            !ledger.closed || !ledger.pay.is_zero() || waits == Some(0),
            "I14: campaign {id} closed without shares and keeps {income:?} in {denom}"
        );
        *owed.entry(denom.clone()).or_default() += waits.unwrap_or_default();
    }
    Ok(())
}
