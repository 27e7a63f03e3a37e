//! Does what time alone allows.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, TaskRefilled, Tasks, MAX_LATE_SEATS};

use crate::{
    error::{AtTask, ContractError},
    rules::{
        task::{header::Ending, tally::Tally, task_error::TaskError},
        verdict::bounds::TooMuchWork,
    },
    session::{OpenTask, Session},
};

/// Forfeits late seats, ends collecting, refills or voids; with no tasks, releases what never
/// started after the campaign ended.
///
/// # Errors
/// See `ExecuteMsg::Advance`.
pub fn advance(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Tasks,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;

    if msg.tasks.is_empty() {
        if session.takes_seats()? || !session.abandon_unstarted()? {
            return Err(ContractError::NothingToRelease {
                campaign: msg.campaign,
            });
        }
        return session.finish();
    }
    session.check_tasks(&msg.tasks)?;
    let mut late = 0u64;
    for index in msg.tasks {
        late = late.saturating_add(advance_task(&mut session, index)?);
    }
    TooMuchWork::check("late seats", late, MAX_LATE_SEATS)?;

    session.finish()
}

/// What time alone allows for one task. Returns the seats that it forfeits.
fn advance_task(session: &mut Session<'_>, index: u32) -> Result<u64, ContractError> {
    let mut task = session.open_task(index, Phase::Collecting)?;
    task.header.expect(Phase::Collecting).at(task.id)?;
    let (tally, forfeited) = forfeit_overdue(session, &mut task)?;
    let is_open = session.takes_seats()?;

    match task.header.ending(tally, session.now(), is_open) {
        Ending::Wait if forfeited == 0 => {
            return Err(TaskError::NothingDue {
                until: task.header.deadline,
                drawn: tally.drawn,
            })
            .at(task.id);
        }
        Ending::Wait => task.save(session),
        Ending::Refill => {
            let fill_by = session.in_seconds(session.campaign.fill_seconds);
            task.header.refill(fill_by);
            task.save(session);
            let next = session.next_opening();
            if let Some(slot) = session.frontier()?.slot(index) {
                slot.reopen(next);
            }
            session.emit(TaskRefilled {
                campaign: session.id.0,
                task: index,
                attempt: task.header.attempt,
                fill_by,
            });
        }
        Ending::Reveal => task.begin_revealing(session, tally.sealed)?,
        Ending::Void => {
            task.void(session)?;
            session.leave_frontier(index)?;
        }
    }
    Ok(forfeited)
}

/// Forfeits the seats whose commit is overdue, and counts them; tallies the others.
fn forfeit_overdue(
    session: &mut Session<'_>,
    task: &mut OpenTask,
) -> Result<(Tally, u64), ContractError> {
    let mut tally = Tally::default();
    let mut forfeited = 0u64;
    for (labeler, seat) in task.seats(session)? {
        if seat.is_overdue(session.now()) {
            let labeler = session.account(labeler)?;
            session.forfeit(task, &labeler, seat)?;
            forfeited = forfeited.saturating_add(1);
        } else {
            tally.count(&seat);
        }
    }
    Ok((tally, forfeited))
}
