//! Mints what labels earned, by the schedule and by nothing else.
//!
//! The escrow counts points; how many tokens they can ever become is decided here alone. Whatever the
//! escrow says, an epoch mints no more than its budget, only once it has ended, and to each labeler
//! once. When epochs begin and end is asked of the escrow once and kept.

use cosmwasm_std::{CanonicalAddr, Deps, DepsMut, Env, MessageInfo, Response, Storage, Uint128};
use cw20_base::contract::execute_mint;
use pasar_common::{
    label_escrow::{self, ConfigResponse, PointsResponse},
    packed::{key, Packed, PackedError, PackedMap, Reader, Writer},
    reward_token::{
        EmissionClaimed, EmissionResponse, PendingEmissionResponse, PendingEpoch, ScheduleResponse,
        MAX_CLAIM_EPOCHS,
    },
    time::{self, timestamp, Seconds},
};

use crate::error::ContractError;
pub use crate::schedule::Schedule;

/// The schedule; one record; written by instantiate.
pub const SCHEDULE: PackedMap<Schedule> = PackedMap::new("s");
/// When epochs begin; one record; written by the first claim.
pub const EPOCHS: PackedMap<Epochs> = PackedMap::new("e");
/// epoch -> what was minted of it; written by claims.
pub const MINTED: PackedMap<Minted> = PackedMap::new("m");
/// All that was minted; one record; written by claims.
pub const ALL_MINTED: PackedMap<Minted> = PackedMap::new("M");
/// (epoch, labeler) -> what he claimed; written by claims.
pub const CLAIMED: PackedMap<Minted> = PackedMap::new("c");

/// When epochs begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epochs {
    /// Begin of epoch 0.
    pub zero: Seconds,
    /// Length of an epoch.
    pub seconds: Seconds,
}

impl Epochs {
    /// First second behind an epoch.
    fn end(self, epoch: u32) -> Seconds {
        let epochs = u64::from(epoch).saturating_add(1);
        self.zero
            .saturating_add(self.seconds.saturating_mul(epochs))
    }

    /// The epoch of a time.
    fn at(self, now: Seconds) -> u32 {
        let since = now.saturating_sub(self.zero);
        u32::try_from(since.checked_div(self.seconds).unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// As kept, or as the escrow says.
    fn load(deps: Deps<'_>, schedule: &Schedule) -> Result<Self, ContractError> {
        if let Some(epochs) = EPOCHS.may_load(deps.storage, &[])? {
            return Ok(epochs);
        }
        let config: ConfigResponse = deps
            .querier
            .query_wasm_smart(&schedule.label_escrow, &label_escrow::QueryMsg::Config {})?;
        Ok(Self {
            zero: config.epoch_zero.seconds(),
            seconds: config.epoch_seconds,
        })
    }
}

/// An amount by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minted(pub Uint128);

/// Mints what the sender's labels earned in epochs that ended.
///
/// # Errors
/// See `ExecuteMsg::ClaimEmission`.
pub fn claim(
    deps: DepsMut<'_>,
    env: Env,
    info: &MessageInfo,
    epochs: &[u32],
) -> Result<Response, ContractError> {
    check_count(epochs)?;
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = Epochs::load(deps.as_ref(), &schedule)?;
    EPOCHS.save(deps.storage, &[], &calendar);

    let labeler = deps.api.addr_canonicalize(info.sender.as_str())?;
    let now = time::now(&env.block);
    let (mut sum, mut events) = (Uint128::zero(), Vec::new());
    for &epoch in epochs {
        let ends_at = calendar.end(epoch);
        if now < ends_at {
            return Err(ContractError::EpochRuns { epoch, ends_at });
        }
        if CLAIMED.has(deps.storage, &claim_key(epoch, &labeler)) {
            let labeler = info.sender.clone();
            return Err(ContractError::AlreadyClaimed { epoch, labeler });
        }
        let points = points(deps.as_ref(), &schedule, epoch, info.sender.as_str())?;
        let amount = schedule.reward(epoch, points.points, points.total);
        if amount.is_zero() {
            continue;
        }
        book(deps.storage, &schedule, epoch, &labeler, amount)?;
        sum = sum.checked_add(amount)?;
        events.push(EmissionClaimed {
            labeler: info.sender.to_string(),
            epoch,
            points: points.points,
            amount,
        });
    }
    if sum.is_zero() {
        let labeler = info.sender.clone();
        return Err(ContractError::NothingToClaim { labeler });
    }

    // The token is its own minter; cw20-base checks the cap once more.
    let minter = MessageInfo {
        sender: env.contract.address.clone(),
        funds: vec![],
    };
    let response = execute_mint(deps, env, minter, info.sender.to_string(), sum)?;
    Ok(response.add_events(events))
}

fn check_count(epochs: &[u32]) -> Result<(), ContractError> {
    let (found, max) = (epochs.len(), MAX_CLAIM_EPOCHS);
    match found <= max {
        true => Ok(()),
        false => Err(ContractError::TooManyEpochs { found, max }),
    }
}

fn points(
    deps: Deps<'_>,
    schedule: &Schedule,
    epoch: u32,
    labeler: &str,
) -> Result<PointsResponse, ContractError> {
    let labeler = labeler.to_owned();
    let query = label_escrow::QueryMsg::Points { epoch, labeler };
    Ok(deps
        .querier
        .query_wasm_smart(&schedule.label_escrow, &query)?)
}

/// Books what a labeler gets of an epoch. The budget holds whatever the points say.
fn book(
    store: &mut dyn Storage,
    schedule: &Schedule,
    epoch: u32,
    labeler: &CanonicalAddr,
    amount: Uint128,
) -> Result<(), ContractError> {
    let epoch_key = key().u32(epoch).take();
    let minted = MINTED.may_load(store, &epoch_key)?.unwrap_or_default().0;
    let (wanted, budget) = (minted.checked_add(amount)?, schedule.budget(epoch));
    if wanted > budget {
        return Err(ContractError::BudgetExceeded {
            epoch,
            wanted,
            budget,
        });
    }
    MINTED.save(store, &epoch_key, &Minted(wanted));
    let all = ALL_MINTED.may_load(store, &[])?.unwrap_or_default().0;
    ALL_MINTED.save(store, &[], &Minted(all.checked_add(amount)?));
    CLAIMED.save(store, &claim_key(epoch, labeler), &Minted(amount));
    Ok(())
}

fn claim_key(epoch: u32, labeler: &CanonicalAddr) -> Vec<u8> {
    key().u32(epoch).address(labeler).take()
}

/// The schedule, and what was minted until now.
///
/// # Errors
/// Where the escrow does not answer.
pub fn schedule(deps: Deps<'_>, env: &Env) -> Result<ScheduleResponse, ContractError> {
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = Epochs::load(deps, &schedule)?;
    let epoch = calendar.at(time::now(&env.block));
    let minted = ALL_MINTED.may_load(deps.storage, &[])?.unwrap_or_default();
    Ok(ScheduleResponse {
        budget: schedule.budget(epoch),
        label_escrow: schedule.label_escrow,
        first_budget: schedule.first,
        keep: schedule.keep,
        mint_per_point: schedule.mint_per_point,
        epoch_zero: timestamp(calendar.zero),
        epoch_seconds: calendar.seconds,
        epoch,
        minted: minted.0,
    })
}

/// One epoch of the emission.
///
/// # Errors
/// Where the escrow does not answer.
pub fn emission(deps: Deps<'_>, env: &Env, epoch: u32) -> Result<EmissionResponse, ContractError> {
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let ends_at = Epochs::load(deps, &schedule)?.end(epoch);
    let own = env.contract.address.as_str();
    let minted = MINTED.may_load(deps.storage, &key().u32(epoch).take())?;
    Ok(EmissionResponse {
        epoch,
        budget: schedule.budget(epoch),
        points: points(deps, &schedule, epoch, own)?.total,
        minted: minted.unwrap_or_default().0,
        ends_at: timestamp(ends_at),
        ended: time::now(&env.block) >= ends_at,
    })
}

/// What a labeler could claim.
///
/// # Errors
/// Where there are too many epochs, or the escrow does not answer.
pub fn pending(
    deps: Deps<'_>,
    env: &Env,
    labeler: &str,
    epochs: &[u32],
) -> Result<PendingEmissionResponse, ContractError> {
    check_count(epochs)?;
    let schedule = SCHEDULE.load(deps.storage, &[])?;
    let calendar = Epochs::load(deps, &schedule)?;
    let account = deps.api.addr_validate(labeler)?;
    let account = deps.api.addr_canonicalize(account.as_str())?;
    let mut all = Vec::<PendingEpoch>::new();
    let mut claimable = Uint128::zero();
    for &epoch in epochs {
        let points = points(deps, &schedule, epoch, labeler)?;
        let claimed = CLAIMED.may_load(deps.storage, &claim_key(epoch, &account))?;
        let amount = match claimed {
            Some(claimed) => claimed.0,
            None => schedule.reward(epoch, points.points, points.total),
        };
        let ended = time::now(&env.block) >= calendar.end(epoch);
        let seen = all.iter().any(|other| other.epoch == epoch);
        if ended && claimed.is_none() && !seen {
            claimable = claimable.checked_add(amount)?;
        }
        all.push(PendingEpoch {
            epoch,
            points: points.points,
            amount,
            ended,
            claimed: claimed.is_some(),
        });
    }
    Ok(PendingEmissionResponse {
        epochs: all,
        claimable,
    })
}

impl Packed for Epochs {
    const RECORD: &'static str = "epochs";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u64(self.zero).u64(self.seconds);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            zero: from.u64()?,
            seconds: from.u64()?,
        })
    }
}

impl Packed for Minted {
    const RECORD: &'static str = "minted";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        from.amount().map(Self)
    }
}
