//! Moves dataset shares.

use cosmwasm_std::{CanonicalAddr, DepsMut, MessageInfo, Response, Storage};
use cw_utils::nonpayable;
use pasar_common::label_escrow::{SharesTransferred, TransferShares};

use crate::{
    dataset::Holder,
    denoms::credit,
    error::ContractError,
    holding::{Amounts, Holding},
    state::{campaign_key, holder_key, DATASETS, HOLDERS},
};

/// Moves shares. Pay stays with whoever earned it, and royalties until now with whoever held the
/// shares: they become credits of both sides.
///
/// # Errors
/// See `ExecuteMsg::TransferShares`.
pub fn transfer_shares(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: TransferShares,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let to_addr = deps.api.addr_validate(&msg.to)?;
    if to_addr == info.sender {
        return Err(ContractError::SelfTransfer { holder: to_addr });
    }
    if msg.shares.is_zero() {
        return Err(ContractError::ZeroAmount { what: "shares" });
    }

    let from = deps.api.addr_canonicalize(info.sender.as_str())?;
    let to = deps.api.addr_canonicalize(to_addr.as_str())?;
    let mut giver = Holding::load(deps.as_ref(), msg.campaign, &from)?;
    if !giver.frozen.transferable {
        let campaign = msg.campaign;
        return Err(ContractError::SharesNotTransferable { campaign });
    }
    let mut taker = Holding::load(deps.as_ref(), msg.campaign, &to)?;
    credit_royalties(deps.storage, &mut giver)?;
    // One dataset: what the giver took is taken when the taker takes.
    taker.dataset = giver.dataset.clone();
    credit_royalties(deps.storage, &mut taker)?;
    let mut gives = giver.holder.unwrap_or_default();
    let mut takes = taker.holder.unwrap_or_default();
    gives.give(&mut takes, msg.shares)?;
    if giver.ledger.closed {
        gives.begin_anew(&taker.dataset, giver.ledger.pay)?;
        takes.begin_anew(&taker.dataset, giver.ledger.pay)?;
    }

    save(deps.storage, msg.campaign, &from, &gives);
    save(deps.storage, msg.campaign, &to, &takes);
    if taker.dataset != Default::default() {
        DATASETS.save(deps.storage, &campaign_key(msg.campaign), &taker.dataset);
    }

    Ok(Response::new().add_event(SharesTransferred {
        campaign: msg.campaign,
        from: info.sender.to_string(),
        to: to_addr.into_string(),
        shares: msg.shares,
    }))
}

/// Turns royalties until now into credits, in at most four denoms.
fn credit_royalties(store: &mut dyn Storage, holding: &mut Holding) -> Result<(), ContractError> {
    let mut amounts = Amounts::new();
    holding.take_royalties(&|_| true, &mut amounts)?;
    for (denom, amount) in amounts {
        credit(store, &holding.owner, &denom, amount)?;
    }
    Ok(())
}

/// Writes a holder; one who has nothing left leaves no record.
fn save(store: &mut dyn Storage, campaign: u32, owner: &CanonicalAddr, holder: &Holder) {
    let key = holder_key(campaign, owner);
    match holder.shares.is_zero() && holder.unpaid.is_zero() {
        true => HOLDERS.remove(store, &key),
        false => HOLDERS.save(store, &key, holder),
    }
}
