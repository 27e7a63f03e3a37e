//! A check of the books, added up from the stored records after every call.

use std::collections::BTreeMap;

use cosmwasm_std::{Storage, Uint128};
use label_escrow::{
    rules::books::Books,
    store::{BOOKS, CREDITS, DATASETS, ESCROW_TERMS, HOLDERS, LEDGERS},
};
use pasar_common::{
    asset::denom_key,
    label_escrow::{AuditResponse, QueryMsg},
    packed::Reader,
};

use crate::setup::Suite;

/// Denom, and what is owed in it.
type Owed = BTreeMap<String, Uint128>;

impl Suite {
    /// In every campaign every unit of the deposit is somewhere; in every denom reserves, pay,
    /// refunds, tips, fees and commons are exactly the liabilities; and the audit says the same,
    /// and what the contract really has.
    #[track_caller]
    pub fn check_books(&self) {
        let storage = self.app.contract_storage(&self.escrow);
        let storage = storage.as_ref();
        let mut owed = campaigns(storage);
        tips(storage, &mut owed);
        for entry in BOOKS.range(storage, &[], None) {
            let (denom, books) = entry.unwrap();
            let denom = String::from_utf8(denom).unwrap();
            let sum = owed.remove(&denom).unwrap_or_default() + books.stakers + books.commons;
            assert_eq!(books.liabilities, sum, "{denom}");
        }
        assert!(owed.values().all(|amount| amount.is_zero()), "{owed:?}");
        self.check_audit(storage);
    }

    /// The audit of every denom is what the contract owes and has.
    #[track_caller]
    fn check_audit(&self, storage: &dyn Storage) {
        let audit: AuditResponse = self.query(&QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        });
        for entry in audit.denoms {
            let denom = denom_key(&entry.denom);
            let books = BOOKS.may_load(storage, denom.as_bytes()).unwrap();
            let Books { liabilities, .. } = books.unwrap_or_default();
            assert_eq!(entry.liabilities, liabilities, "{denom}");
            let balance = self.balance(&self.escrow, &entry.denom);
            assert_eq!(entry.balance.u128(), balance, "{denom}");
            assert_eq!(
                entry.balance + entry.shortfall,
                entry.liabilities + entry.free,
                "{denom}"
            );
            assert!(entry.shortfall.is_zero() || entry.free.is_zero());
            assert!(self.robbed || entry.shortfall.is_zero(), "{denom}");
        }
    }
}

/// Reserves, refunds, pay and royalties of all campaigns.
#[track_caller]
fn campaigns(storage: &dyn Storage) -> Owed {
    let mut owed = Owed::new();
    for entry in ESCROW_TERMS.range(storage, &[], None) {
        let (key, terms) = entry.unwrap();
        let id = u32::from_be_bytes(key.clone().try_into().unwrap());
        let ledger = LEDGERS.load(storage, &id).unwrap();
        let reserved = terms.reserve(ledger.tasks_left, ledger.items_left).unwrap();
        let gone = ledger.pay + ledger.commons + ledger.fee + ledger.tips + ledger.refunded;
        assert_eq!(reserved + gone, terms.deposited, "{key:?}");
        assert!(ledger.refundable <= ledger.refunded, "{key:?}");
        assert_eq!(ledger.closed, ledger.tasks_left == 0, "{key:?}");
        assert!(!ledger.closed || reserved.is_zero(), "{key:?}");
        let (shares, pay) = holders(storage, &key);
        assert_eq!(shares, ledger.pay, "{key:?}");
        let dataset = DATASETS.may_load(storage, &id).unwrap();
        for (denom, income) in terms.denoms().zip(dataset.unwrap_or_default().income) {
            *owed.entry(denom.clone()).or_default() += income.contributors - income.taken;
        }
        *owed.entry(terms.denom).or_default() += reserved + ledger.refundable + pay;
    }
    owed
}

/// All shares of a campaign, and what of its pay is not withdrawn.
#[track_caller]
fn holders(storage: &dyn Storage, campaign: &[u8]) -> (Uint128, Uint128) {
    let mut sums = (Uint128::zero(), Uint128::zero());
    for entry in HOLDERS.range(storage, campaign, None) {
        let (_, holder) = entry.unwrap();
        sums.0 += holder.shares;
        sums.1 += holder.unpaid;
    }
    sums
}

/// Adds everybody's tips.
#[track_caller]
fn tips(storage: &dyn Storage, owed: &mut Owed) {
    for entry in CREDITS.range(storage, &[], None) {
        let (key, tips) = entry.unwrap();
        let mut reader = Reader::of_key("credit", &key);
        reader.address().unwrap();
        let denom = String::from_utf8(reader.rest().to_vec()).unwrap();
        assert!(!tips.0.is_zero(), "{denom}");
        *owed.entry(denom).or_default() += tips.0;
    }
}
