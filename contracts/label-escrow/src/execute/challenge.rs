//! Bonds of challenges: taken, and divided when their tasks are settled.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::Denom;
use cw_utils::nonpayable;
use pasar_common::{
    asset::{denom_of_key, Payment},
    label_escrow::{BondTaken, BondsSettled, ChallengeBatch, PostBond},
};

use super::{campaign, only_registry};
use crate::{
    denoms::{books, credit, take_in},
    error::ContractError,
    ledger::LedgerError,
    state::{campaign_key, BOOKS, LEDGERS},
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
    only_registry(deps.as_ref(), &info.sender)?;
    let (frozen, ledger) = campaign(deps.as_ref(), msg.campaign)?;
    let denom = denom_of_key(deps.api, &frozen.denom)?;
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
        .map_err(|reason| refused(msg.campaign, reason))?;

    take_in(&mut deps, env, &payment)?;
    LEDGERS.save(deps.storage, &campaign_key(msg.campaign), &ledger);

    Ok(Response::new().add_event(BondTaken {
        campaign: msg.campaign,
        denom: frozen.denom,
        amount: msg.amount,
    }))
}

/// Divides bonds and bounties. Everything is a credit: nothing is sent, and what is owed in all
/// stays the same.
///
/// # Errors
/// See `ExecuteMsg::SettleChallenges`.
pub fn settle_challenges(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    batch: ChallengeBatch,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    only_registry(deps.as_ref(), &info.sender)?;
    let (frozen, ledger) = campaign(deps.as_ref(), batch.campaign)?;
    let ledger = ledger
        .settle_challenges(&batch)
        .map_err(|reason| refused(batch.campaign, reason))?;
    let denom = frozen.denom;
    let mut books = books(deps.storage, &denom)?;
    // Bounties are part of what a settlement has just given the commons.
    books.commons = books
        .commons
        .checked_add(batch.commons)?
        .checked_sub(batch.bounties)?;

    LEDGERS.save(deps.storage, &campaign_key(batch.campaign), &ledger);
    BOOKS.save(deps.storage, denom.as_bytes(), &books);
    let mut credited = Uint128::zero();
    for entry in &batch.credits {
        let to = deps.api.addr_validate(&entry.to)?;
        let to = deps.api.addr_canonicalize(to.as_str())?;
        credit(deps.storage, &to, &denom, entry.amount)?;
        credited = credited.checked_add(entry.amount)?;
    }

    Ok(Response::new().add_event(BondsSettled {
        campaign: batch.campaign,
        bonds: batch.bonds,
        bounties: batch.bounties,
        credited,
        commons: batch.commons,
    }))
}

fn refused(campaign: u32, reason: LedgerError) -> ContractError {
    ContractError::Ledger { campaign, reason }
}
