//! The market on a chain: typed questions to its contracts.

use anyhow::Result;
use cosmrs::AccountId;
use cw20::Denom;
use pasar_common::{label_escrow, reputation_staking, reward_token, task_registry};
use pasar_formats::seal::SealContext;
use serde::de::DeserializeOwned;
use task_registry::{
    CampaignResponse, ChallengeResponse, ChallengesResponse, RegistrationResponse,
    RegistrationsResponse, SeatResponse, SeatsByLabelerResponse, SeatsResponse, TaskResponse,
    TasksResponse,
};

use crate::chain::{
    network::{Contract, Deployment},
    node::Chain,
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
        let mut all = Vec::new();
        let mut start_after = None;
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

    /// All challenges of a task.
    pub fn challenges(&self, campaign: u32, task: u32) -> Result<Vec<ChallengeResponse>> {
        let mut all: Vec<ChallengeResponse> = Vec::new();
        loop {
            let last = all.last().map(|challenge| challenge.challenge);
            let page = self.challenges_after(campaign, task, (last, PAGE))?;
            let done = page.is_empty();
            all.extend(page);
            if done {
                return Ok(all);
            }
        }
    }

    /// A challenge of a task by its number.
    pub fn challenge(
        &self,
        campaign: u32,
        task: u32,
        number: u16,
    ) -> Result<Option<ChallengeResponse>> {
        let found = self.challenges_after(campaign, task, (number.checked_sub(1), 1))?;
        Ok(found.into_iter().find(|of| of.challenge == number))
    }

    /// The live challenge of a task.
    pub fn live_challenge(
        &self,
        campaign: u32,
        task: &TaskResponse,
    ) -> Result<Option<ChallengeResponse>> {
        if !task.challenged {
            return Ok(None);
        }
        self.challenge(campaign, task.task, task.challenges)
    }

    fn challenges_after(
        &self,
        campaign: u32,
        task: u32,
        (start_after, limit): (Option<u16>, u32),
    ) -> Result<Vec<ChallengeResponse>> {
        let query = task_registry::QueryMsg::Challenges(task_registry::ChallengesPage {
            campaign,
            task,
            start_after,
            limit: Some(limit),
        });
        let page: ChallengesResponse = self.registry(&query)?;
        Ok(page.challenges)
    }

    /// The seats of a challenge's panel.
    pub fn panel(&self, campaign: u32, task: u32, challenge: u16) -> Result<Vec<SeatResponse>> {
        let query = task_registry::QueryMsg::Panel(task_registry::ChallengeRef {
            campaign,
            task,
            challenge,
        });
        let found: SeatsResponse = self.registry(&query)?;
        Ok(found.seats)
    }

    /// An account's registrations for panels, by the denom of the stake.
    pub fn registrations(&self, labeler: &str, denom: &Denom) -> Result<Vec<RegistrationResponse>> {
        let query = task_registry::QueryMsg::Registrations(task_registry::StakeRef {
            labeler: labeler.to_owned(),
            denom: denom.clone(),
        });
        let found: RegistrationsResponse = self.registry(&query)?;
        Ok(found.registrations)
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
