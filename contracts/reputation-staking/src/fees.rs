//! Who shares the stakers' half of the protocol fees.
//!
//! The escrow has the money and counts what settled labels pay, by denom and epoch. Here stands who
//! owns it: an index for each denom, fees for one staked token, brought up to date whenever a stake
//! changes or is claimed for. Stake counts from the epoch after its bonding. All stake that was bonded
//! in one epoch is a cohort: when a later epoch is first seen, fees until the end of the cohort's own
//! epoch are shared without it, then it joins, and the index of that moment is kept for its members.
//! So whoever joins just before a payment has no part in it, whenever anybody claims.
//!
//! With less than the minimum stake fees are not shared yet; they wait in the escrow. A penalty asks
//! nobody: fees that were not shared yet are shared without the stake that it took.

use cosmwasm_std::{
    CanonicalAddr, Deps, DepsMut, OverflowError, StdResult, Storage, Uint128, Uint256,
};
use pasar_common::{
    asset::{denom_key, CW20_PREFIX},
    label_escrow::{QueryMsg as EscrowQuery, StakerFeesResponse},
    packed::PackedError,
};

pub use crate::fee_records::{
    due_key, entry_key, share_key, Due, Index, Pool, Share, Wide, DUES, ENTRIES, INDEXES, POOL,
    SHARES,
};
use crate::{
    config::Config,
    error::ContractError,
    fee_records::{too_much, UNIT},
    state::{CONFIG, MAX_STAKED_DENOMS},
};

/// One denom's index.
#[derive(Default)]
struct DenomFees {
    denom: String,
    /// As stored.
    before: Index,
    /// As of now.
    index: Index,
    /// Index at which the cohort joined that joins now.
    entry: Uint256,
    /// All that the escrow has counted.
    accrued: Uint128,
}

/// The pool and all indexes.
pub struct Fees {
    /// The epoch that runs; 0 where the escrow was not asked.
    pub epoch: u32,
    /// All stakes that share fees.
    pub pool: Pool,
    denoms: Vec<DenomFees>,
    /// The cohort that joins now.
    joins: Option<u32>,
}

impl Fees {
    /// As stored.
    ///
    /// # Errors
    /// Where a record is unreadable.
    pub fn load(store: &dyn Storage) -> Result<Self, ContractError> {
        let mut denoms = Vec::new();
        for entry in INDEXES.range(store, &[], None).take(MAX_STAKED_DENOMS) {
            let (denom, index) = entry?;
            denoms.push(DenomFees {
                denom: String::from_utf8_lossy(&denom).into_owned(),
                before: index,
                index,
                entry: index.index,
                accrued: index.seen,
            });
        }
        Ok(Self {
            epoch: 0,
            pool: POOL.may_load(store, &[])?.unwrap_or_default(),
            denoms,
            joins: None,
        })
    }

    /// As of now: what the escrow has counted is shared.
    ///
    /// # Errors
    /// Where a record is unreadable.
    pub fn synced(deps: Deps<'_>, config: &Config) -> Result<Self, ContractError> {
        let mut fees = Self::load(deps.storage)?;
        let through = Some(fees.pool.cohort).filter(|_| !fees.pool.pending.is_zero());
        let counted = deps
            .querier
            .query_wasm_smart(&config.label_escrow, &EscrowQuery::StakerFees { through })?;
        fees.sync(&counted, config.min_fee_stake)?;
        Ok(fees)
    }

    /// Shares what the escrow has counted, at most 32 denoms; a cohort whose epoch is over joins
    /// between its epoch and the next.
    ///
    /// # Errors
    /// Where it cannot be counted.
    pub fn sync(
        &mut self,
        counted: &StakerFeesResponse,
        min: Uint128,
    ) -> Result<(), ContractError> {
        self.epoch = counted.epoch;
        let before = self.pool;
        if !before.pending.is_zero() && counted.epoch > before.cohort {
            self.joins = Some(before.cohort);
            self.pool.active = before.active.checked_add(before.pending)?;
            self.pool.pending = Uint128::zero();
        }
        for fees in &counted.fees {
            let (after, joins) = (self.pool, self.joins.is_some());
            let denom = denom_key(&fees.denom);
            let mut denom = match self.denoms.iter().position(|own| own.denom == denom) {
                Some(place) => self.denoms.remove(place),
                None => DenomFees {
                    denom,
                    ..DenomFees::default()
                },
            };
            if joins {
                denom.index.share(fees.through, &before, min)?;
            }
            denom.entry = denom.index.index;
            denom.index.share(fees.accrued, &after, min)?;
            denom.accrued = fees.accrued;
            self.denoms.push(denom);
        }
        Ok(())
    }

    /// What waits for enough stake.
    pub fn waiting(&self) -> Vec<(String, Uint128)> {
        let waits = |fees: &DenomFees| {
            let waits = fees.accrued.saturating_sub(fees.index.seen);
            (fees.denom.clone(), waits)
        };
        let waiting = self.denoms.iter().map(waits);
        waiting.filter(|(_, amount)| !amount.is_zero()).collect()
    }

    /// Writes it.
    pub fn save(&self, store: &mut dyn Storage) {
        POOL.save(store, &[], &self.pool);
        for fees in &self.denoms {
            let key = fees.denom.as_bytes();
            if fees.index != fees.before {
                INDEXES.save(store, key, &fees.index);
            }
            if let Some(cohort) = self.joins.filter(|_| !fees.entry.is_zero()) {
                ENTRIES.save(store, &entry_key(cohort, &fees.denom), &Wide(fees.entry));
            }
        }
    }

    /// Index at which a cohort joined.
    fn entry(
        &self,
        store: &dyn Storage,
        cohort: u32,
        fees: &DenomFees,
    ) -> Result<Uint256, PackedError> {
        if self.joins == Some(cohort) {
            return Ok(fees.entry);
        }
        let entry = ENTRIES.may_load(store, &entry_key(cohort, &fees.denom))?;
        Ok(entry.unwrap_or_default().0)
    }

    /// Whether a share's pending stake has joined: it waits only as long as the pool waits for the
    /// same cohort.
    fn has_joined(&self, share: &Share) -> bool {
        let waits = !self.pool.pending.is_zero() && self.pool.cohort == share.cohort;
        !share.pending.is_zero() && !waits
    }
}

/// A staker's share, and what he may claim, counted up to the indexes of [`Fees`].
pub struct Staker {
    account: CanonicalAddr,
    /// His part of the pool.
    pub share: Share,
    dues: Vec<StakerDue>,
}

/// What he may claim in one denom.
struct StakerDue {
    denom: String,
    before: Option<Due>,
    now: Due,
}

impl Staker {
    /// Counts it.
    ///
    /// # Errors
    /// Where a record is unreadable.
    pub fn load(
        store: &dyn Storage,
        account: &CanonicalAddr,
        fees: &Fees,
    ) -> Result<Self, ContractError> {
        let stored = SHARES.may_load(store, &share_key(account))?;
        let stored = stored.unwrap_or_default();
        let mut share = stored;
        let joined = fees.has_joined(&stored);
        if joined {
            share.active = share.active.checked_add(stored.pending)?;
            share.pending = Uint128::zero();
        }
        let mut dues = Vec::new();
        for denom in &fees.denoms {
            let now = denom.index.index;
            let before = DUES.may_load(store, &due_key(account, &denom.denom))?;
            let Due { mark, mut due } = before.unwrap_or_default();
            due = due.checked_add(gain(stored.active, mark, now)?)?;
            if joined {
                let entry = fees.entry(store, stored.cohort, denom)?;
                due = due.checked_add(gain(stored.pending, entry, now)?)?;
            }
            dues.push(StakerDue {
                denom: denom.denom.clone(),
                before,
                now: Due { mark: now, due },
            });
        }
        Ok(Self {
            account: account.clone(),
            share,
            dues,
        })
    }

    /// Takes whole units that are due in the wanted denoms.
    ///
    /// # Errors
    /// Where they cannot be counted.
    pub fn take(
        &mut self,
        wants: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, Uint128)>, ContractError> {
        let mut taken = Vec::new();
        for StakerDue { denom, now, .. } in &mut self.dues {
            let whole = now.due.checked_div(UNIT.into()).map_err(|_| too_much())?;
            let whole = Uint128::try_from(whole).map_err(|_| too_much())?;
            if !whole.is_zero() && wants(denom) {
                now.due = now.due.checked_sub(whole.full_mul(UNIT))?;
                taken.push((denom.clone(), whole));
            }
        }
        Ok(taken)
    }

    /// Writes it. Who has no active stake has no marks to keep.
    pub fn save(&self, store: &mut dyn Storage) {
        let key = share_key(&self.account);
        match self.share.active.is_zero() && self.share.pending.is_zero() {
            true => SHARES.remove(store, &key),
            false => SHARES.save(store, &key, &self.share),
        }
        for StakerDue { denom, before, now } in &self.dues {
            let key = due_key(&self.account, denom);
            let keeps = !self.share.active.is_zero() || !now.due.is_zero();
            match before {
                Some(_) if !keeps => DUES.remove(store, &key),
                before if keeps && before.as_ref() != Some(now) => DUES.save(store, &key, now),
                Some(_) | None => {}
            }
        }
    }
}

/// What stake gained between two indexes.
fn gain(stake: Uint128, from: Uint256, to: Uint256) -> Result<Uint256, OverflowError> {
    Uint256::from(stake).checked_mul(to.checked_sub(from)?)
}

/// Whether a denom is the reward token.
///
/// # Errors
/// Where the configuration is unreadable.
pub fn is_reward_token(store: &dyn Storage, denom: &str) -> StdResult<bool> {
    match denom.strip_prefix(CW20_PREFIX) {
        Some(token) => Ok(CONFIG.load(store)?.reward_token.as_str() == token),
        None => Ok(false),
    }
}

/// Shares what the escrow has counted until now.
///
/// # Errors
/// Where a record is unreadable.
pub fn sync(deps: DepsMut<'_>) -> Result<Fees, ContractError> {
    let fees = Fees::synced(deps.as_ref(), &CONFIG.load(deps.storage)?)?;
    fees.save(deps.storage);
    Ok(fees)
}

/// Adds stake, which shares fees from the next epoch on.
///
/// # Errors
/// Where it cannot be counted.
pub fn join(
    deps: DepsMut<'_>,
    account: &CanonicalAddr,
    amount: Uint128,
) -> Result<(), ContractError> {
    let mut fees = Fees::synced(deps.as_ref(), &CONFIG.load(deps.storage)?)?;
    let mut staker = Staker::load(deps.storage, account, &fees)?;
    for share in [&mut fees.pool, &mut staker.share] {
        share.pending = share.pending.checked_add(amount)?;
        share.cohort = fees.epoch;
    }
    fees.save(deps.storage);
    staker.save(deps.storage);
    Ok(())
}

/// Takes stake out down to what is left: what has not joined yet goes first.
///
/// # Errors
/// Where a record is unreadable.
pub fn leave(
    store: &mut dyn Storage,
    account: &CanonicalAddr,
    left: Uint128,
) -> Result<(), ContractError> {
    let stored = SHARES.may_load(store, &share_key(account))?;
    let stored = stored.unwrap_or_default();
    let leaves = stored.active.checked_add(stored.pending)?;
    let leaves = leaves.saturating_sub(left);
    if leaves.is_zero() {
        return Ok(());
    }
    let mut fees = Fees::load(store)?;
    let mut staker = Staker::load(store, account, &fees)?;
    let pending = leaves.min(staker.share.pending);
    let active = leaves.checked_sub(pending)?;
    for share in [&mut fees.pool, &mut staker.share] {
        share.pending = share.pending.checked_sub(pending)?;
        share.active = share.active.checked_sub(active)?;
    }
    fees.save(store);
    staker.save(store);
    Ok(())
}
