//! Moves dataset shares.

use cosmwasm_std::{CanonicalAddr, DepsMut, MessageInfo, Response, Storage};
use cw_utils::nonpayable;
use pasar_common::{
    account::Account,
    label_escrow::{SharesTransferred, TransferShares},
};

use crate::{
    books::holding::Holding,
    error::ContractError,
    rules::dataset::Holder,
    store::{holder_key, HOLDERS},
};

/// Moves shares. Pay stays with the labeler who earned it, and royalties until now with those who held
/// the shares, to the last part.
///
/// # Errors
/// See `ExecuteMsg::TransferShares`.
pub fn transfer_shares(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: TransferShares,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    let to = Account::of(deps.api, &msg.to)?;
    if to.addr == info.sender {
        return Err(ContractError::SelfTransfer { holder: to.addr });
    }
    if msg.shares.is_zero() {
        return Err(ContractError::ZeroAmount { what: "shares" });
    }

    let from = deps.api.addr_canonicalize(info.sender.as_str())?;
    let giver = Holding::load(deps.as_ref(), msg.campaign, &from)?;
    if !giver.terms.transferable {
        return Err(ContractError::SharesNotTransferable {
            campaign: msg.campaign,
        });
    }
    let taker = HOLDERS.may_load(deps.storage, &holder_key(msg.campaign, &to.canonical))?;
    let mut gives = giver.holder.unwrap_or_default();
    let mut takes = taker.unwrap_or_default();
    if giver.ledger.closed {
        gives.count_income(&giver.dataset)?;
        takes.count_income(&giver.dataset)?;
    }
    gives.give(&mut takes, msg.shares)?;

    save(deps.storage, msg.campaign, &from, &gives);
    save(deps.storage, msg.campaign, &to.canonical, &takes);

    Ok(Response::new().add_event(SharesTransferred {
        campaign: msg.campaign,
        from: info.sender.to_string(),
        to: to.addr.into_string(),
        shares: msg.shares,
    }))
}

/// Writes a holder; one who has nothing and was never paid leaves no record.
fn save(store: &mut dyn Storage, campaign: u32, owner: &CanonicalAddr, holder: &Holder) {
    let key = holder_key(campaign, owner);
    if holder.is_empty() {
        HOLDERS.remove(store, &key);
    } else {
        HOLDERS.save(store, &key, holder);
    }
}
