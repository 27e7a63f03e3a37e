//! Stops a campaign's new seats.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{CampaignCancelled, CampaignRef};

use crate::{error::ContractError, session::Session};

/// Stops new seats and gives up what never started; what is in progress finishes and is paid.
///
/// # Errors
/// See `ExecuteMsg::CancelCampaign`.
pub fn cancel(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: CampaignRef,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.only_requester()?;
    session.expect_open()?;

    session.emit(CampaignCancelled {
        campaign: msg.campaign,
    });
    session.abandon_unstarted()?;
    session.progress()?.cancelled = true;

    session.finish()
}
