//! Answers about tasks, what they ask for, and their gold.

use cosmwasm_std::Deps;
use pasar_common::{
    packed::{key, Reader},
    page::page,
    task_registry::{
        AskedResponse, GoldResponse, Phase, TaskResponse, TasksPage, TasksResponse, WaveRef,
    },
    time::{self, timestamp},
};

use super::lookup::{hot, hot_with_task};
use crate::{
    error::ContractError,
    rules::{
        campaign::hot_terms::HotTerms,
        challenge::dispute::Dispute,
        ids::{CampaignId, TaskId},
        task::header::Task,
    },
    session::labels,
    store::{DISPUTES, GOLD, TASKS},
};

/// A task as it is shown; fresh where it has no header.
fn show_task(
    deps: Deps<'_>,
    campaign: &HotTerms,
    id: TaskId,
    task: Option<Task>,
) -> Result<TaskResponse, ContractError> {
    let fresh = Task {
        phase: Phase::Fresh,
        ..Task::start(campaign.overlap, time::Seconds::default())
    };
    let task = task.unwrap_or(fresh);
    let waits = matches!(task.phase, Phase::Collecting | Phase::Revealing);
    let has_verdict = task.expect_verdict().is_ok();
    let dispute = DISPUTES
        .may_load(deps.storage, &id)?
        .unwrap_or(Dispute::new(task.deadline));
    let challengeable = has_verdict && campaign.challenge.is_some();
    let resolver = task.resolver.as_ref();
    Ok(TaskResponse {
        task: id.index,
        items: campaign.items_of(id.index),
        phase: task.phase,
        attempt: task.attempt,
        wave: task.wave,
        challenges: dispute.challenges,
        challenged: dispute.live,
        challenge_by: challengeable.then(|| timestamp(dispute.until)),
        seats_wanted: task.wanted,
        forfeits: task.forfeits,
        deadline: waits.then(|| timestamp(task.deadline)),
        gold_by: (task.phase == Phase::Revealing)
            .then(|| campaign.gold_of(id.index))
            .flatten()
            .map(|gold| timestamp(task.gold_by(gold.window))),
        gold: task.gold,
        resolver: resolver
            .map(|resolver| deps.api.addr_humanize(resolver))
            .transpose()?,
    })
}

pub fn one_task(deps: Deps<'_>, id: TaskId) -> Result<TaskResponse, ContractError> {
    let campaign = hot_with_task(deps, id)?;
    let task = TASKS.may_load(deps.storage, &id)?;
    show_task(deps, &campaign, id, task)
}

/// The challenges of a task so far; none where it has no verdict.
pub fn dispute(deps: Deps<'_>, id: TaskId) -> Result<Dispute, ContractError> {
    let found = DISPUTES.may_load(deps.storage, &id)?;
    Ok(found.unwrap_or(Dispute::new(time::Seconds::default())))
}

pub fn tasks(deps: Deps<'_>, asked: &TasksPage) -> Result<TasksResponse, ContractError> {
    let id = CampaignId(asked.campaign);
    let campaign = hot(deps, id)?;
    let tasks = started(deps, id, asked.start_after)
        .take(page(asked.limit))
        .map(|entry| {
            entry.and_then(|(index, task)| show_task(deps, &campaign, id.task(index), Some(task)))
        })
        .collect::<Result<_, _>>()?;
    Ok(TasksResponse { tasks })
}

/// Started tasks in ascending order.
fn started<'a>(
    deps: Deps<'a>,
    id: CampaignId,
    start_after: Option<u32>,
) -> impl Iterator<Item = Result<(u32, Task), ContractError>> + 'a {
    let after = start_after.map(|index| key().u32(index).take());
    TASKS.range(deps.storage, &id.prefix(), after).map(|entry| {
        let (suffix, task) = entry?;
        Ok((Reader::of_key("task", &suffix).u32()?, task))
    })
}

pub fn asked(deps: Deps<'_>, of: &WaveRef) -> Result<AskedResponse, ContractError> {
    let id = CampaignId(of.campaign).task(of.task);
    let wave = of.wave;
    let campaign = hot_with_task(deps, id)?;
    let waves = one_task(deps, id)?.wave;
    if wave > waves {
        return Err(ContractError::WaveNotFound {
            task: id.index,
            wave,
            waves,
        });
    }
    let asked = labels::asked(deps.storage, &campaign, id, wave)?;
    Ok(AskedResponse {
        items: asked.count(),
        bitmap: asked.bitmap().into(),
    })
}

pub fn gold(deps: Deps<'_>, id: TaskId) -> Result<GoldResponse, ContractError> {
    hot_with_task(deps, id)?;
    let gold = GOLD.may_load(deps.storage, &id)?;
    let gold = gold.map(|opened| opened.0).unwrap_or_default().into();
    Ok(GoldResponse { gold })
}
