//! A message's session on one campaign: opened at its start, finished at its end.

use cosmwasm_std::{Addr, CanonicalAddr, DepsMut, Env, Event, MessageInfo, Storage};
use cw_utils::nonpayable;
use pasar_common::{
    access::{Role, Unauthorized},
    account::Account,
    reputation_staking::Penalty,
    time::{self, Seconds},
};

use super::{batch::check_batch, loaded::Loaded};
use crate::{
    error::ContractError,
    rules::{
        campaign::{hot_terms::HotTerms, progress::Progress},
        challenge::bonds::Bonds,
        draw::frontier::Frontier,
        ids::{CampaignId, TaskId},
        verdict::{certificate::Certificate, settlement::Settlement},
    },
    store::{CAMPAIGNS, FULL_TERMS},
};

/// One message's session on one campaign.
pub struct Session<'a> {
    /// The chain.
    pub deps: DepsMut<'a>,
    /// Block and own address.
    pub env: Env,
    /// Who sent the message.
    pub sender: Account,
    /// The campaign.
    pub id: CampaignId,
    /// Its frozen terms.
    pub campaign: HotTerms,
    /// Tasks that end.
    pub settlement: Settlement,
    /// Bonds of challenges that end.
    pub bonds: Bonds,
    /// What they add to the campaign's certificate.
    pub certificate: Certificate,
    /// What never started and is given up.
    pub(super) abandoned: Abandoned,
    pub(super) frontier: Loaded<Frontier>,
    pub(super) progress: Loaded<Progress>,
    pub(super) penalties: Vec<Penalty>,
    pub(super) events: Vec<Event>,
}

/// What never started and is given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abandoned {
    /// Tasks.
    pub tasks: u32,
    /// Items in them.
    pub items: u32,
}

impl<'a> Session<'a> {
    /// Refuses funds and loads the campaign.
    ///
    /// # Errors
    /// [`ContractError::Payment`], [`ContractError::CampaignNotFound`].
    pub fn open(
        deps: DepsMut<'a>,
        env: &Env,
        info: &MessageInfo,
        campaign: u32,
    ) -> Result<Self, ContractError> {
        nonpayable(info)?;
        Self::begin(deps, env, &info.sender, campaign)
    }

    /// The same for a sender whose funds are dealt with elsewhere.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`].
    pub fn begin(
        deps: DepsMut<'a>,
        env: &Env,
        sender: &Addr,
        campaign: u32,
    ) -> Result<Self, ContractError> {
        let id = CampaignId(campaign);
        let terms = hot_terms(deps.storage, id)?;
        Ok(Self {
            sender: Account::of_addr(deps.api, sender.clone())?,
            deps,
            env: env.clone(),
            id,
            campaign: terms,
            settlement: Settlement::default(),
            bonds: Bonds::default(),
            certificate: Certificate::default(),
            abandoned: Abandoned::default(),
            frontier: Loaded::default(),
            progress: Loaded::default(),
            penalties: Vec::new(),
            events: Vec::new(),
        })
    }

    /// Refuses everybody but the campaign's requester.
    ///
    /// # Errors
    /// [`ContractError::Unauthorized`].
    pub fn only_requester(&self) -> Result<(), ContractError> {
        if self.sender.canonical == self.campaign.requester {
            return Ok(());
        }
        Err(self.lacks(Role::Requester))
    }

    /// Refuses everybody but the requester and the reader that the terms name.
    ///
    /// # Errors
    /// [`ContractError::Unauthorized`].
    pub fn only_reader(&self) -> Result<(), ContractError> {
        if self.sender.canonical == self.campaign.requester {
            return Ok(());
        }
        let terms = FULL_TERMS.load(self.deps.storage, self.id.0)?.terms;
        if terms.reader.as_deref() == Some(self.sender.addr.as_str()) {
            return Ok(());
        }
        Err(self.lacks(Role::RequesterOrReader))
    }

    fn lacks(&self, role: Role) -> ContractError {
        Unauthorized {
            role,
            sender: self.sender.addr.clone(),
        }
        .into()
    }

    /// The block's time in seconds.
    pub fn now(&self) -> Seconds {
        time::now(&self.env.block)
    }

    /// The time that is a number of seconds from now.
    pub fn in_seconds(&self, seconds: u32) -> Seconds {
        self.now().saturating_add(Seconds::from(seconds))
    }

    /// Adds an event.
    pub fn emit(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }

    /// The account of a canonical address.
    pub fn account(&self, canonical: CanonicalAddr) -> Result<Account, ContractError> {
        Ok(Account::of_canonical(self.deps.api, canonical)?)
    }

    /// Checks the tasks of a message: 1 to 32, each once, each existing.
    ///
    /// # Errors
    /// [`ContractError::BatchSize`], [`ContractError::DuplicateTask`],
    /// [`ContractError::TaskNotFound`].
    pub fn check_tasks(&self, tasks: &[u32]) -> Result<(), ContractError> {
        check_batch("tasks", tasks.len())?;
        for (n, &task) in tasks.iter().enumerate() {
            self.check_task(task)?;
            if tasks.iter().take(n).any(|&earlier| earlier == task) {
                return Err(ContractError::DuplicateTask { task });
            }
        }
        Ok(())
    }

    /// Refuses a task that the campaign does not have.
    ///
    /// # Errors
    /// [`ContractError::TaskNotFound`].
    pub fn check_task(&self, task: u32) -> Result<(), ContractError> {
        check_exists(&self.campaign, self.id.task(task))
    }
}

/// A campaign's hot terms.
///
/// # Errors
/// [`ContractError::CampaignNotFound`].
pub fn hot_terms(store: &dyn Storage, id: CampaignId) -> Result<HotTerms, ContractError> {
    CAMPAIGNS
        .may_load(store, &id)?
        .ok_or(ContractError::CampaignNotFound { campaign: id.0 })
}

/// Refuses a task that its campaign does not have.
///
/// # Errors
/// [`ContractError::TaskNotFound`].
pub fn check_exists(campaign: &HotTerms, task: TaskId) -> Result<(), ContractError> {
    let tasks = campaign.tasks();
    if task.index < tasks {
        return Ok(());
    }
    Err(ContractError::TaskNotFound {
        campaign: task.campaign.0,
        task: task.index,
        tasks,
    })
}
