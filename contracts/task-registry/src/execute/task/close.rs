//! Ends collecting where the reader has enough seats.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, Tasks};

use crate::{
    error::{AtTask, ContractError},
    session::Session,
};

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
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.only_reader()?;
    session.check_tasks(&msg.tasks)?;

    for index in msg.tasks {
        let mut task = session.open_task(index, Phase::Collecting)?;
        task.header.expect(Phase::Collecting).at(task.id)?;
        let tally = task.tally(&session)?;
        task.header.all_sealed(tally).at(task.id)?;
        task.begin_revealing(&mut session, tally.sealed)?;
    }

    session.finish()
}
