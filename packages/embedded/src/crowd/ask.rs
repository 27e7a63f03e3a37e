//! Questions to the contracts.

use anyhow::{Context as _, Result};
use cosmwasm_std::{from_json, Addr};
use pasar_common::task_registry::{
    CampaignResponse, CampaignsPage, CampaignsResponse, LabelerPage, QueryMsg, SeatResponse,
    SeatsByLabelerResponse, SeatsPage, SeatsResponse, TaskRef, TaskResponse, TasksPage,
    TasksResponse,
};
use serde::{de::DeserializeOwned, Serialize};

use crate::chain::Chain;

/// Entries of a page.
const PAGE: u32 = 50;
/// Most pages of a list.
const MAX_PAGES: usize = 40;

/// Asks a contract.
pub fn contract<T: DeserializeOwned>(
    chain: &Chain,
    at: &Addr,
    query: &impl Serialize,
) -> Result<T> {
    let answer = chain.smart(at.as_str(), &serde_json::to_vec(query)?)?;
    from_json(answer).context("the contract's answer is not understood")
}

/// Asks the registry.
pub fn registry<T: DeserializeOwned>(chain: &Chain, query: &QueryMsg) -> Result<T> {
    contract(chain, &chain.market.registry, query)
}

/// All campaigns.
pub fn campaigns(chain: &Chain) -> Result<Vec<CampaignResponse>> {
    let mut all: Vec<CampaignResponse> = Vec::new();
    for _ in 0..MAX_PAGES {
        let start_after = all.last().map(|last| last.campaign);
        let limit = Some(PAGE);
        let page = CampaignsPage { start_after, limit };
        let found: CampaignsResponse = registry(chain, &QueryMsg::Campaigns(page))?;
        if found.campaigns.is_empty() {
            break;
        }
        all.extend(found.campaigns);
    }
    Ok(all)
}

/// All tasks of a campaign that have started.
pub fn tasks(chain: &Chain, campaign: u32) -> Result<Vec<TaskResponse>> {
    let mut all: Vec<TaskResponse> = Vec::new();
    for _ in 0..MAX_PAGES {
        let page = TasksPage {
            campaign,
            start_after: all.last().map(|last| last.task),
            limit: Some(PAGE),
        };
        let found: TasksResponse = registry(chain, &QueryMsg::Tasks(page))?;
        if found.tasks.is_empty() {
            break;
        }
        all.extend(found.tasks);
    }
    Ok(all)
}

/// One task.
pub fn task(chain: &Chain, campaign: u32, task: u32) -> Result<TaskResponse> {
    registry(chain, &QueryMsg::Task(TaskRef { campaign, task }))
}

/// The seats of a task; there are never more than a page.
pub fn seats(chain: &Chain, campaign: u32, task: u32) -> Result<Vec<SeatResponse>> {
    let page = SeatsPage {
        campaign,
        task,
        start_after: None,
        limit: Some(PAGE),
    };
    let found: SeatsResponse = registry(chain, &QueryMsg::Seats(page))?;
    Ok(found.seats)
}

/// A labeler's seats in a campaign.
pub fn seats_of(chain: &Chain, campaign: u32, labeler: &str) -> Result<Vec<SeatResponse>> {
    let mut all = Vec::new();
    let mut start_after = None;
    for _ in 0..MAX_PAGES {
        let page = LabelerPage {
            campaign,
            labeler: labeler.to_owned(),
            start_after,
            limit: Some(PAGE),
        };
        let found: SeatsByLabelerResponse = registry(chain, &QueryMsg::SeatsByLabeler(page))?;
        all.extend(found.seats);
        start_after = found.scanned_to;
        if start_after.is_none() {
            break;
        }
    }
    Ok(all)
}
