//! Further seats, where the reader of sealed labels needs them.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Ask, Phase, WaveAsked, MIN_WAVE_ITEMS};
use pasar_formats::item_set::ItemSet;

use crate::{
    error::{AtTask, ContractError},
    rules::{ids::TaskId, task::header::Waves},
    session::Session,
    store::ASKED,
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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.only_reader()?;
    session.check_tasks(&[msg.task])?;
    session.expect_open()?;
    let items = session.campaign.items_of(msg.task);
    let set = item_set(session.id.task(msg.task), &msg.items, items)?;
    let mut task = session.open_task(msg.task, Phase::Collecting)?;
    let tally = task.tally(&session)?;

    let waves = Waves {
        max_waves: session.campaign.max_waves,
        max_seats: session.campaign.max_overlap,
    };
    let now = session.now();
    let fill_by = session.in_seconds(session.campaign.fill_seconds);
    task.header
        .ask(tally, msg.seats, waves, now, fill_by)
        .at(task.id)?;
    task.save(&mut session);
    let key = (task.id, task.header.wave);
    ASKED.save(session.deps.storage, &key, &set);
    let next = session.next_opening();
    if let Some(slot) = session.frontier()?.slot(msg.task) {
        slot.ask(msg.seats, next);
    }
    session.emit(WaveAsked {
        campaign: msg.campaign,
        task: msg.task,
        wave: task.header.wave,
        items: set.len(),
        seats: msg.seats,
        fill_by,
    });

    session.finish()
}

/// At least 30 items, or all of a smaller task: few items would tell little of a labeler.
fn item_set(task: TaskId, bitmap: &[u8], items: u32) -> Result<ItemSet, ContractError> {
    let set = ItemSet::parse(bitmap, items).at(task)?;
    let found = set.len();
    let min = MIN_WAVE_ITEMS.min(items);
    if found < min {
        return Err(ContractError::WaveTooSmall { found, min });
    }
    Ok(set)
}
