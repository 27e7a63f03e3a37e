//! Gives drawn seats back.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, Tasks};

use crate::{error::ContractError, session::Session};

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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.check_tasks(&msg.tasks)?;
    let labeler = session.sender.clone();

    for index in msg.tasks {
        let seat = session.seat(session.id.task(index), &labeler)?;
        let mut task = session.open_task(index, Phase::Collecting)?;
        session.forfeit(&mut task, &labeler, seat)?;
        task.save(&mut session);
    }

    session.finish()
}
