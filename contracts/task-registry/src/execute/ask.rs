//! What the reader of sealed labels decides: further seats, or that there are enough.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    item_set::ItemSet,
    task_registry::{Ask, Phase, Tasks, WaveAsked, MIN_WAVE_ITEMS},
};

use super::advance::{begin_revealing, count};
use crate::{
    error::ContractError,
    state::{seats_of, wave_key, ASKED, DOSSIERS},
    task::{Tally, Task, Waves},
    work::Work,
};

/// Asks for further seats on named items of a task whose seats are all sealed.
///
/// # Errors
/// See `ExecuteMsg::Ask`.
pub fn ask(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Ask,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    only_reader(&work)?;
    work.check_tasks(&[msg.task])?;
    let before = work.frontier()?;
    if !work.takes_seats(&before) {
        return Err(ContractError::CampaignEnded {
            campaign: msg.campaign,
        });
    }
    let mut frontier = before.clone();
    let items = work.campaign.items_of(msg.task);
    let set = item_set(&msg, items)?;

    let refused = |reason| ContractError::Task {
        task: msg.task,
        reason,
    };
    let mut task = work.task(msg.task, Phase::Collecting)?;
    let tally = tally(&work, (msg.task, &task))?;
    let waves = Waves {
        max_waves: work.campaign.max_waves,
        max_seats: work.campaign.max_overlap,
    };
    let times = (work.now(), work.in_seconds(work.campaign.fill_seconds));
    task.ask(tally, msg.seats, waves, times).map_err(refused)?;
    work.save_task(msg.task, &task);
    let key = wave_key(work.id, msg.task, task.wave);
    ASKED.save(work.deps.storage, &key, &set);
    if let Some(slot) = frontier.slot(msg.task) {
        slot.ask(msg.seats, work.env.block.height);
    }
    work.save_frontier(&before, &frontier);
    work.emit(WaveAsked {
        campaign: msg.campaign,
        task: msg.task,
        wave: task.wave,
        items: set.len(),
        seats: msg.seats,
        fill_by: task.deadline,
    });

    work.finish()
}

/// Ends the collecting of tasks whose seats are all sealed.
///
/// # Errors
/// See `ExecuteMsg::Close`.
pub fn close(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Tasks,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    only_reader(&work)?;
    work.check_tasks(&msg.tasks)?;
    let before = work.frontier()?;
    let mut frontier = before.clone();

    for index in msg.tasks {
        let refused = |reason| ContractError::Task {
            task: index,
            reason,
        };
        let mut task = work.task(index, Phase::Collecting)?;
        task.expect(Phase::Collecting).map_err(refused)?;
        let tally = tally(&work, (index, &task))?;
        task.all_sealed(tally).map_err(refused)?;
        begin_revealing(&mut work, &mut frontier, (index, &mut task), tally.sealed);
    }
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// The requester, or whom the terms name as reader.
fn only_reader(work: &Work<'_>) -> Result<(), ContractError> {
    if work.sender_canonical == work.campaign.requester {
        return Ok(());
    }
    let terms = DOSSIERS.load(work.deps.storage, work.id)?.terms;
    if terms.reader.as_deref() == Some(work.sender.as_str()) {
        return Ok(());
    }
    Err(ContractError::Unauthorized {
        role: "requester or reader",
        sender: work.sender.clone(),
    })
}

/// Counts the seats of a task.
///
/// # Errors
/// Where a record is unreadable.
pub fn tally(work: &Work<'_>, (index, task): (u32, &Task)) -> Result<Tally, ContractError> {
    let mut tally = Tally::default();
    for (_, seat) in seats_of(work.deps.storage, work.id, index)? {
        count(&mut tally, task, &seat);
    }
    Ok(tally)
}

/// At least 30 items, or all of a smaller task: few items would tell little of a labeler.
fn item_set(msg: &Ask, items: u32) -> Result<ItemSet, ContractError> {
    let refused = |reason| ContractError::Items {
        task: msg.task,
        reason,
    };
    let set = ItemSet::parse(&msg.items, items).map_err(refused)?;
    let (found, min) = (set.len(), MIN_WAVE_ITEMS.min(items));
    if found < min {
        return Err(ContractError::WaveTooSmall { found, min });
    }
    Ok(set)
}
