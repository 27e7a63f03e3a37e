//! Takes a challenge's bond.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use cw20::Denom;
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_of_key, Payment},
    label_escrow::{BondTaken, PostBond},
};

use crate::{
    books::{campaign::Campaign, config::only_registry, denoms::take_in},
    error::ContractError,
    store::LEDGERS,
};

/// Takes a challenge's bond in the campaign's denom.
///
/// # Errors
/// See `ExecuteMsg::Bond`.
pub fn bond(
    mut deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: PostBond,
) -> Result<Response, ContractError> {
    only_registry(deps.storage, &info.sender)?;
    let Campaign { terms, ledger, .. } = Campaign::load(deps.as_ref(), msg.campaign)?;
    let denom = denom_of_key(deps.api, &terms.denom)?;
    let payment = match &denom {
        Denom::Native(_) => Payment::native(&info.sender, &info.funds)?,
        // The registry transferred the tokens just before; the balance shows whether.
        Denom::Cw20(_) => {
            nonpayable(info)?;
            Payment {
                denom: denom.clone(),
                amount: msg.amount,
                payer: info.sender.clone(),
            }
        }
    };
    payment.exactly(&denom, msg.amount)?;
    let ledger = ledger
        .bond(msg.amount)
        .map_err(|reason| reason.of(msg.campaign))?;

    take_in(&mut deps, env, &denom, msg.amount)?;
    LEDGERS.save(deps.storage, &msg.campaign, &ledger);

    Ok(Response::new().add_event(BondTaken {
        campaign: msg.campaign,
        denom: terms.denom,
        amount: msg.amount,
    }))
}
