//! Pays seats and writes reputation.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, TaskSettled, Tasks, MAX_SETTLED_LABELERS};

use crate::{
    error::{AtTask, ContractError},
    session::{OpenTask, Session},
    store::SCORES,
};

/// Pays the seats of resolved tasks, writes reputation and mints shares.
///
/// # Errors
/// See `ExecuteMsg::Settle`.
pub fn settle(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Tasks,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.check_tasks(&msg.tasks)?;

    for index in msg.tasks {
        settle_task(&mut session, index)?;
    }
    let found = session.settlement.accounts();
    if found > MAX_SETTLED_LABELERS {
        return Err(ContractError::TooManyLabelers {
            found,
            max: MAX_SETTLED_LABELERS,
        });
    }

    session.finish()
}

/// Settles one task.
fn settle_task(session: &mut Session<'_>, index: u32) -> Result<(), ContractError> {
    let mut task = session.open_task(index, Phase::Resolved)?;
    task.header.settle().at(task.id)?;
    task.save(session);
    let scores = SCORES.load(session.deps.storage, &task.id)?;

    let items = task.items(session);
    let labels = session.campaign.labels_of(index);
    session.settlement.end_task(labels);
    session
        .certificate
        .add_task(items, scores.quality, &scores.seats);
    if task.header.gold.is_forfeited() {
        session.settlement.forfeit_bond();
    }
    let paid = session
        .settlement
        .add_seats(&session.campaign, &scores.seats)?;
    tip(session, &task)?;
    session.emit(TaskSettled {
        campaign: session.id.0,
        task: index,
        labels: paid.labels,
        pay: paid.pay,
        unearned: paid.unearned,
    });
    Ok(())
}

/// Half of the tip to who resolved the task, the rest to the sender.
fn tip(session: &mut Session<'_>, task: &OpenTask) -> Result<(), ContractError> {
    let tip = session.campaign.tip;
    let half = tip.multiply_ratio(1u8, 2u8);
    let sender = &session.sender.canonical;
    let resolver = task.header.resolver.as_ref().unwrap_or(sender);
    session.settlement.tip(resolver, half)?;
    session.settlement.tip(sender, tip.checked_sub(half)?)?;
    Ok(())
}
