//! Gives drawn seats back.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, Tasks};

use crate::{error::ContractError, work::Work};

/// Gives drawn seats back, at the penalty of a missed commit.
///
/// # Errors
/// See `ExecuteMsg::Release`.
pub fn release(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Tasks,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.check_tasks(&msg.tasks)?;
    let before = work.frontier()?;
    let mut frontier = before.clone();
    let (labeler, shown) = (work.sender_canonical.clone(), work.sender.clone());

    for index in msg.tasks {
        let seat = work.seat(index, &labeler, &shown)?;
        let mut task = work.task(index, Phase::Collecting)?;
        work.forfeit(&mut frontier, (index, &mut task), &labeler, seat)?;
        work.save_task(index, &task);
    }
    work.save_frontier(&before, &frontier);

    work.finish()
}
