//! Allows denoms for new campaigns.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::{
    access::only_owner,
    asset::denom_key,
    label_escrow::{DenomAllowed, DenomTerms},
    time,
};

use crate::{
    books::denoms::store_denom,
    error::ContractError,
    store::{CONFIG, WEIGHTS},
};

/// Allows a denom for new campaigns, or changes its settings for them.
///
/// # Errors
/// See `ExecuteMsg::AllowDenom`.
pub fn allow_denom(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    terms: DenomTerms,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_owner::<ContractError>(deps.storage, &info.sender)?;

    store_denom(&mut deps, &terms)?;
    let denom = denom_key(&terms.denom);
    let epoch = CONFIG.load(deps.storage)?.epoch(time::now(&env.block));
    let weight = WEIGHTS
        .may_load(deps.storage, denom.as_bytes())?
        .unwrap_or_default()
        .changed(epoch, terms.emission_weight);
    WEIGHTS.save(deps.storage, denom.as_bytes(), &weight);

    Ok(Response::new().add_event(DenomAllowed {
        denom,
        min_price: terms.min_price,
        min_seat_stake: terms.min_seat_stake,
        tip_per_task: terms.tip_per_task,
        reputation_fee: terms.reputation_fee,
        emission_weight: terms.emission_weight,
    }))
}
