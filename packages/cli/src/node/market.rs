//! The market on a chain: typed questions to its contracts.

use anyhow::Result;
use cosmrs::AccountId;
use cosmwasm_std::Uint128;
use cw20::Denom;
use pasar_common::{
    label_escrow, reputation_staking, reward_token, seal::SealContext, task_registry,
};
use serde::de::DeserializeOwned;
use task_registry::{
    CampaignResponse, SeatResponse, SeatsByLabelerResponse, SeatsResponse, TaskResponse,
    TasksResponse,
};

use super::{
    chain::Chain,
    network::{Contract, Deployment},
};

/// Entries of a page.
const PAGE: u32 = 50;

/// The market.
pub struct Market {
    /// Its chain.
    pub chain: Chain,
    /// Its contracts.
    pub at: Deployment,
}

impl Market {
    /// Asks the registry.
    pub fn registry<T: DeserializeOwned>(&self, query: &task_registry::QueryMsg) -> Result<T> {
        self.chain.smart(&self.at.registry, query)
    }

    /// Asks the escrow.
    pub fn escrow<T: DeserializeOwned>(&self, query: &label_escrow::QueryMsg) -> Result<T> {
        self.chain.smart(&self.at.escrow, query)
    }

    /// Asks the staking contract.
    pub fn staking<T: DeserializeOwned>(&self, query: &reputation_staking::QueryMsg) -> Result<T> {
        self.chain.smart(&self.at.staking, query)
    }

    /// Asks the reward token.
    pub fn token<T: DeserializeOwned>(&self, query: &reward_token::QueryMsg) -> Result<T> {
        self.chain.smart(&self.at.token, query)
    }

    /// A contract's address.
    pub fn address(&self, contract: Contract) -> &AccountId {
        self.at.address(contract)
    }

    /// A campaign.
    pub fn campaign(&self, campaign: u32) -> Result<CampaignResponse> {
        self.registry(&task_registry::QueryMsg::Campaign(
            task_registry::CampaignRef { campaign },
        ))
    }

    /// A task.
    pub fn task(&self, campaign: u32, task: u32) -> Result<TaskResponse> {
        self.registry(&task_registry::QueryMsg::Task(task_registry::TaskRef {
            campaign,
            task,
        }))
    }

    /// All campaigns.
    pub fn campaigns(&self) -> Result<Vec<CampaignResponse>> {
        let mut all: Vec<CampaignResponse> = Vec::new();
        loop {
            let start_after = all.last().map(|campaign| campaign.campaign);
            let query = task_registry::QueryMsg::Campaigns(task_registry::CampaignsPage {
                start_after,
                limit: Some(PAGE),
            });
            let page: task_registry::CampaignsResponse = self.registry(&query)?;
            let done = page.campaigns.is_empty();
            all.extend(page.campaigns);
            if done {
                return Ok(all);
            }
        }
    }

    /// All tasks of a campaign that have started.
    pub fn tasks(&self, campaign: u32) -> Result<Vec<TaskResponse>> {
        let mut all: Vec<TaskResponse> = Vec::new();
        loop {
            let query = task_registry::QueryMsg::Tasks(task_registry::TasksPage {
                campaign,
                start_after: all.last().map(|task| task.task),
                limit: Some(PAGE),
            });
            let page: TasksResponse = self.registry(&query)?;
            let done = page.tasks.is_empty();
            all.extend(page.tasks);
            if done {
                return Ok(all);
            }
        }
    }

    /// All seats of a task.
    pub fn seats(&self, campaign: u32, task: u32) -> Result<Vec<SeatResponse>> {
        let mut all: Vec<SeatResponse> = Vec::new();
        loop {
            let query = task_registry::QueryMsg::Seats(task_registry::SeatsPage {
                campaign,
                task,
                start_after: all.last().map(|seat| seat.labeler.to_string()),
                limit: Some(PAGE),
            });
            let page: SeatsResponse = self.registry(&query)?;
            let done = page.seats.len() < PAGE as usize;
            all.extend(page.seats);
            if done {
                return Ok(all);
            }
        }
    }

    /// All seats of a labeler in a campaign, in every task that has started.
    pub fn seats_of(&self, campaign: u32, labeler: &str) -> Result<Vec<SeatResponse>> {
        let frontier = task_registry::QueryMsg::Frontier(task_registry::CampaignRef { campaign });
        let frontier: task_registry::FrontierResponse = self.registry(&frontier)?;
        let (mut all, mut start_after) = (Vec::new(), None);
        loop {
            let query = task_registry::QueryMsg::SeatsByLabeler(task_registry::LabelerPage {
                campaign,
                labeler: labeler.to_owned(),
                start_after,
                limit: Some(PAGE),
            });
            let page: SeatsByLabelerResponse = self.registry(&query)?;
            all.extend(page.seats);
            start_after = page.scanned_to;
            // The tasks from `next` on have not started: nobody has a seat there.
            if start_after.is_none_or(|scanned| scanned + 1 >= frontier.next) {
                return Ok(all);
            }
        }
    }

    /// The place that a seal is good for, and for whom.
    pub fn place<'a>(&'a self, campaign: u32, seat: &'a SeatResponse) -> SealContext<'a> {
        SealContext {
            chain_id: &self.chain.network.chain_id,
            registry: self.at.registry.as_ref(),
            campaign,
            task: seat.task,
            wave: seat.wave,
            labeler: seat.labeler.as_str(),
        }
    }
}

/// A denom as people write it: a native one, or `cw20:` and the token's address.
pub fn parse_denom(text: &str) -> Result<Denom> {
    let (kind, name) = match text.strip_prefix(pasar_common::asset::CW20_PREFIX) {
        Some(token) => ("cw20", super::network::parse_address(token)?.to_string()),
        None => ("native", text.to_owned()),
    };
    let denom = serde_json::from_value(serde_json::json!({ kind: name }))?;
    pasar_common::asset::check_native(&denom)?;
    Ok(denom)
}

/// An amount and a denom as people write them: `1000stake`, `5cw20:wasm1…`.
pub fn parse_coin(text: &str) -> Result<(Uint128, Denom)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (amount, denom) = text.split_at(end);
    let wanted = || format!("{text:?}: expected an amount and a denom, as 1000stake");
    let amount: u128 = anyhow::Context::with_context(amount.parse(), wanted)?;
    let denom = anyhow::Context::with_context(parse_denom(denom), wanted)?;
    Ok((amount.into(), denom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::asset::denom_key;

    #[test]
    fn coins_are_read_as_people_write_them() {
        let token = "wasm1jffew4z4vlyy8p2jzlvanps6x90n82ldje95ng";
        for (text, amount, denom) in [
            ("5stake", 5u128, "stake"),
            ("7ibc/27A", 7, "ibc/27A"),
            (&format!("9cw20:{token}"), 9, &format!("cw20:{token}")),
        ] {
            let (found, of) = parse_coin(text).unwrap();
            assert_eq!((found.u128(), denom_key(&of).as_str()), (amount, denom));
        }
        for bad in ["stake", "5", "", "5cw20:nobody"] {
            assert!(parse_coin(bad).is_err(), "{bad}");
        }
    }
}
