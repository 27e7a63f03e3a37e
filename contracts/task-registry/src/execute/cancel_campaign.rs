//! Stops a campaign's new seats.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{CampaignCancelled, CampaignRef};

use crate::{
    error::ContractError,
    state::{campaign_key, PROGRESS},
    work::Work,
};

/// Stops new seats and gives up what never started; what is in progress finishes and is paid.
///
/// # Errors
/// See `ExecuteMsg::CancelCampaign`.
pub fn cancel_campaign(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: CampaignRef,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.only_requester()?;

    let before = work.frontier()?;
    if !work.takes_seats(&before) {
        return Err(ContractError::CampaignEnded {
            campaign: msg.campaign,
        });
    }
    let mut frontier = before.clone();
    work.emit(CampaignCancelled {
        campaign: msg.campaign,
    });
    work.release_unstarted(&mut frontier)?;
    work.save_frontier(&before, &frontier);
    let key = campaign_key(msg.campaign);
    let mut progress = PROGRESS.load(work.deps.storage, &key)?;
    progress.cancelled = true;
    PROGRESS.save(work.deps.storage, &key, &progress);

    work.finish()
}
