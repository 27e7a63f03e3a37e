//! Who shares the stakers' half of the protocol fees.
//!
//! The escrow has the money, and counts by epoch what a staked reward token earns. The fees of an epoch are
//! shared by the stake at its start; where that is less than the minimum, the stakers' half is the
//! commons'. So nobody shares in fees that came before their stake did. What a stake is, and from which
//! epoch on, is one record here whenever it changes: a penalty, a slash or an unbonding asks nobody and
//! costs the same however many denoms pay fees. Epochs that are over are worked off when the staker
//! claims.

use std::collections::BTreeMap;

use cosmwasm_std::{CanonicalAddr, Deps, StdResult, Storage, Uint128, Uint256};
use pasar_common::{
    amount::{StoredAmount, WideAmount},
    asset::{denom_key, CW20_PREFIX},
    epochs::Epochs,
    fee_pool::{FeePool, FEE_POOL},
    label_escrow::{FEE_UNIT, MAX_FEE_EPOCHS},
    packed::Reader,
    siblings::LabelEscrow,
    time::Seconds,
};

use crate::{
    error::ContractError,
    rules::fees::{whole_units, Past},
    store::{
        due_key, dues_prefix, share_key, shares_prefix, CONFIG, DUES, EPOCHS, MAX_STAKED_DENOMS,
        SHARES,
    },
};

/// Most stretches of equal stake that a claim works off.
const MAX_STRETCHES: usize = MAX_FEE_EPOCHS - 1;

/// Whether a denom is the reward token.
pub fn is_reward_token(store: &dyn Storage, denom: &str) -> StdResult<bool> {
    match denom.strip_prefix(CW20_PREFIX) {
        Some(token) => Ok(CONFIG.load(store)?.reward_token.as_str() == token),
        None => Ok(false),
    }
}

/// When epochs start: as kept, or as the escrow says, which never changes.
pub fn epochs(deps: Deps<'_>) -> Result<Epochs, ContractError> {
    if let Some(epochs) = EPOCHS.may_load(deps.storage, &[])? {
        return Ok(epochs);
    }
    let escrow = CONFIG.load(deps.storage)?.label_escrow;
    Ok(LabelEscrow(&escrow).epochs(&deps.querier)?)
}

/// The stake that shares fees.
pub fn pool(store: &dyn Storage) -> Result<FeePool, ContractError> {
    if let Some(pool) = FEE_POOL.may_load(store, &[])? {
        return Ok(pool);
    }
    Ok(FeePool {
        min: CONFIG.load(store)?.min_fee_stake,
        ..FeePool::default()
    })
}

/// Changes a stake of reward tokens, from the next epoch on. [`EPOCHS`] is stored by then: whoever has
/// such a stake has bonded it.
pub fn restake(
    store: &mut dyn Storage,
    account: &CanonicalAddr,
    from: Uint128,
    to: Uint128,
    now: Seconds,
) -> Result<(), ContractError> {
    if from == to {
        return Ok(());
    }
    let epoch = EPOCHS.load(store, &[])?.at(now);
    let mut pool = pool(store)?;
    pool.change(epoch, from, to)?;
    FEE_POOL.save(store, &[], &pool);
    let key = share_key(account, epoch.saturating_add(1));
    SHARES.save(store, &key, &StoredAmount(to));
    Ok(())
}

/// A staker's stake at the start of an epoch that is not worked off.
pub fn stake_at(
    store: &dyn Storage,
    account: &CanonicalAddr,
    epoch: u32,
) -> Result<Uint128, ContractError> {
    let last = SHARES.last(store, &shares_prefix(account), &epoch)?;
    Ok(last.map_or(Uint128::zero(), |(_, stake)| stake.0))
}

/// What a staker may claim, epochs that are over worked off.
pub struct Staker {
    account: CanonicalAddr,
    past: Past,
    /// By denom, in parts of [`FEE_UNIT`].
    dues: BTreeMap<String, Uint256>,
}

impl Staker {
    /// Works off the staker's epochs that are over.
    pub fn load(
        deps: Deps<'_>,
        account: &CanonicalAddr,
        epoch: u32,
    ) -> Result<Self, ContractError> {
        let mut stakes = Vec::new();
        // One stretch more than is worked off, and the stake after it.
        for entry in SHARES
            .range(deps.storage, &shares_prefix(account), None)
            .take(MAX_FEE_EPOCHS.saturating_add(1))
        {
            let (from, stake) = entry?;
            stakes.push((Reader::of_key("share", &from).u32()?, stake.0));
        }
        let mut dues = BTreeMap::new();
        for entry in DUES
            .range(deps.storage, &dues_prefix(account), None)
            .take(MAX_STAKED_DENOMS)
        {
            let (denom, due) = entry?;
            dues.insert(String::from_utf8_lossy(&denom).into_owned(), due.0);
        }
        let mut staker = Self {
            account: account.clone(),
            past: Past::of(&stakes, epoch, MAX_STRETCHES),
            dues,
        };
        staker.work_off(deps)?;
        Ok(staker)
    }

    fn work_off(&mut self, deps: Deps<'_>) -> Result<(), ContractError> {
        let epochs = self.past.epochs();
        if epochs.is_empty() {
            return Ok(());
        }
        let escrow = CONFIG.load(deps.storage)?.label_escrow;
        for fees in LabelEscrow(&escrow).staker_fees(&deps.querier, epochs)? {
            let earned = self.past.earned(&fees.indexes)?;
            if !earned.is_zero() {
                let due = self.dues.entry(denom_key(&fees.denom)).or_default();
                *due = due.checked_add(earned)?;
            }
        }
        Ok(())
    }

    /// Whether more of their epochs are over than were worked off.
    pub const fn has_more(&self) -> bool {
        self.past.is_cut
    }

    /// Takes whole units that are due in the wanted denoms.
    pub fn take(
        &mut self,
        wants: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<(String, Uint128)>, ContractError> {
        let mut taken = Vec::new();
        for (denom, due) in &mut self.dues {
            let units = whole_units(*due)?;
            if !units.is_zero() && wants(denom) {
                *due = due.checked_sub(units.full_mul(FEE_UNIT))?;
                taken.push((denom.clone(), units));
            }
        }
        Ok(taken)
    }

    /// Writes it: what is due, and their stake from the first epoch that is not worked off.
    pub fn save(&self, store: &mut dyn Storage) -> Result<(), ContractError> {
        for (denom, due) in &self.dues {
            let key = due_key(&self.account, denom);
            if due.is_zero() {
                DUES.remove(store, &key);
            } else {
                DUES.save(store, &key, &WideAmount(*due));
            }
        }
        let Some(until) = self.past.until() else {
            return Ok(());
        };
        for stretch in &self.past.stretches {
            SHARES.remove(store, &share_key(&self.account, stretch.from));
        }
        let key = share_key(&self.account, until);
        let stake = self.past.last_stake();
        if !stake.is_zero() && !SHARES.has(store, &key) {
            SHARES.save(store, &key, &StoredAmount(stake));
        }
        Ok(())
    }
}
