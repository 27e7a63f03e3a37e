//! Takes an offer off sale.

use cosmwasm_std::{DepsMut, MessageInfo, Response};
use cw_utils::nonpayable;
use pasar_common::label_escrow::{OfferEnded, OfferRef};

use crate::{
    books::{campaign::Campaign, license::on_sale},
    error::ContractError,
    store::OFFERS,
};

/// Sells an offer no more.
///
/// # Errors
/// See `ExecuteMsg::WithdrawOffer`.
pub fn withdraw_offer(
    deps: DepsMut<'_>,
    info: &MessageInfo,
    msg: OfferRef,
) -> Result<Response, ContractError> {
    nonpayable(info)?;
    Campaign::of_requester(deps.as_ref(), msg.campaign, &info.sender)?;

    let OfferRef { campaign, offer } = msg;
    let mut stored = on_sale(deps.storage, campaign, offer)?;
    stored.withdrawn = true;

    OFFERS.save(deps.storage, (campaign, offer), &stored)?;

    Ok(Response::new().add_event(OfferEnded { campaign, offer }))
}
