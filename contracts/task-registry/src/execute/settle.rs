//! Pays seats and writes reputation.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use pasar_common::task_registry::{GoldOutcome, Phase, TaskSettled, Tasks, MAX_SETTLED_LABELERS};

use super::panel::settle_challenges;
use crate::{
    error::ContractError,
    state::{task_key, SCORES},
    work::Work,
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
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.check_tasks(&msg.tasks)?;

    let mut labels = 0u64;
    for index in msg.tasks {
        labels = labels.saturating_add(settle_task(&mut work, index, labels)?);
    }
    let labelers = work.settlement.accounts().max(work.bonds.accounts());
    let (found, max) = (labelers, MAX_SETTLED_LABELERS);
    if found > max {
        return Err(ContractError::TooManyLabelers { found, max });
    }

    work.finish()
}

/// Settles one task: half of its tip to whoever resolved it, the rest to the sender.
/// Returns the labels that the division of its challenges' bonds reads, with `labels` before.
fn settle_task(work: &mut Work<'_>, index: u32, labels: u64) -> Result<u64, ContractError> {
    let mut task = work.task(index, Phase::Resolved)?;
    let reason = |reason| ContractError::Task {
        task: index,
        reason,
    };
    let challenges = work.campaign.challenge.map_or(0, |rule| rule.max);
    task.settle(work.now(), challenges).map_err(reason)?;
    work.save_task(index, &task);
    let scores = SCORES.load(work.deps.storage, &task_key(work.id, index))?;

    let items = work.campaign.items_of(index);
    work.settlement.end_task(items);
    work.certificate
        .add_task(items, scores.quality, &scores.seats);
    if task.gold.is_forfeited() {
        work.settlement.forfeit_bond();
    }
    let paid = work.settlement.add_seats(&work.campaign, &scores.seats);
    let half = work.campaign.tip.multiply_ratio(1u8, 2u8);
    let sender = work.sender_canonical.clone();
    let resolver = task.resolver.as_ref().unwrap_or(&sender);
    work.settlement.tip(resolver, half);
    work.settlement
        .tip(&sender, work.campaign.tip.saturating_sub(half));
    work.emit(TaskSettled {
        campaign: work.id,
        task: index,
        labels: paid.labels,
        pay: paid.pay,
        unearned: paid.unearned,
    });
    match task.challenges {
        0 => Ok(0),
        _ => settle_challenges(
            work,
            (index, &task),
            bounties(task.gold, paid.unearned),
            labels,
        ),
    }
}

/// What the bounties of a task's challenges may take of the pay that nobody earned.
///
/// Attack: a requester opens false gold, alone or with one accomplice in the task. Honest seats earn
/// little or nothing by it; then he challenges what the false gold spoiled, his accounts sit in the
/// panel, and bounties bring the price of honest labels back to him. So where gold made the pay small,
/// without a plurality of the seats that passed it too, what is left is the commons'.
const fn bounties(gold: GoldOutcome, unearned: Uint128) -> Uint128 {
    match gold {
        GoldOutcome::Hung | GoldOutcome::Counted => Uint128::zero(),
        GoldOutcome::None | GoldOutcome::Closed | GoldOutcome::Moved => unearned,
    }
}
