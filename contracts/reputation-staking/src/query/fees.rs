//! Answers about the fees that stakers share.

use cosmwasm_std::{Deps, Env, Uint128};
use cw20::Denom;
use pasar_common::{
    account::Account,
    asset::{denom_key, denom_of_key},
    label_escrow::Amount,
    reputation_staking::{FeePoolResponse, FeeShareResponse},
    time,
};

use crate::{
    books::{
        fees::{epochs, pool, stake_at, Staker},
        stakes::stake,
    },
    error::ContractError,
    store::CONFIG,
};

/// A staker's part of the fees.
pub fn fee_share(
    deps: Deps<'_>,
    env: &Env,
    staker: &str,
) -> Result<FeeShareResponse, ContractError> {
    let account = Account::of(deps.api, staker)?.canonical;
    let epoch = epochs(deps)?.at(time::now(&env.block));
    let token = denom_key(&Denom::Cw20(CONFIG.load(deps.storage)?.reward_token));
    let mut staker = Staker::load(deps, &account, epoch)?;
    Ok(FeeShareResponse {
        active: stake_at(deps.storage, &account, epoch)?,
        next: stake(deps.storage, &account, &token)?.staked,
        fees: show(deps, staker.take(&|_| true)?)?,
    })
}

/// The stake that shares fees.
pub fn fee_pool(deps: Deps<'_>, env: &Env) -> Result<FeePoolResponse, ContractError> {
    let epoch = epochs(deps)?.at(time::now(&env.block));
    let pool = pool(deps.storage)?;
    Ok(FeePoolResponse {
        epoch,
        active: pool.at(epoch),
        next: pool.next,
        min_fee_stake: pool.min,
    })
}

fn show(deps: Deps<'_>, amounts: Vec<(String, Uint128)>) -> Result<Vec<Amount>, ContractError> {
    let show = |(denom, amount): (String, Uint128)| {
        let denom = denom_of_key(deps.api, &denom)?;
        Ok(Amount { denom, amount })
    };
    amounts.into_iter().map(show).collect()
}
