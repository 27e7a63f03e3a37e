//! Does what time alone allows.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{Phase, TaskRefilled, TaskRevealing, Tasks, MAX_LATE_SEATS};

use super::panel::give_up;
use crate::{
    error::ContractError,
    frontier::Frontier,
    seat::{Seat, SeatState},
    state::seats_of,
    task::{Ending, Tally, Task, TaskError},
    work::Work,
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
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    let before = work.frontier()?;
    let mut frontier = before.clone();

    if msg.tasks.is_empty() {
        if work.takes_seats(&before) || !work.release_unstarted(&mut frontier)? {
            return Err(ContractError::NothingToRelease {
                campaign: msg.campaign,
            });
        }
    } else {
        work.check_tasks(&msg.tasks)?;
        let mut late = 0u64;
        for task in msg.tasks {
            late = late.saturating_add(advance_task(&mut work, &mut frontier, task)?);
        }
        if late > MAX_LATE_SEATS {
            let (what, found, max) = ("late seats", late, MAX_LATE_SEATS);
            return Err(ContractError::TooMuchWork { what, found, max });
        }
    }
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// What time alone allows for one task. Returns the seats that it forfeits.
fn advance_task(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    index: u32,
) -> Result<u64, ContractError> {
    let refused = |reason| ContractError::Task {
        task: index,
        reason,
    };
    let mut task = work.task(index, Phase::Collecting)?;
    task.expect_collecting().map_err(refused)?;
    let (tally, forfeited) = forfeit_overdue(work, frontier, (index, &mut task))?;

    match task.ending(tally, work.now(), work.takes_seats(frontier)) {
        Ending::Wait if forfeited == 0 => {
            let (until, drawn) = (task.deadline, tally.drawn);
            return Err(refused(TaskError::NothingDue { until, drawn }));
        }
        Ending::Wait => work.save_task(index, &task),
        Ending::Refill => {
            task.refill(work.in_seconds(work.campaign.fill_seconds));
            work.save_task(index, &task);
            let (attempt, fill_by) = (task.attempt, task.deadline);
            work.emit(TaskRefilled {
                campaign: work.id,
                task: index,
                attempt,
                fill_by,
            });
        }
        Ending::Reveal => begin_revealing(work, frontier, (index, &mut task), tally.sealed),
        Ending::Unfilled => give_up(work, (index, &mut task))?,
        Ending::Void => {
            work.void(index, &mut task);
            work.leave_frontier(frontier, index);
        }
    }
    Ok(forfeited)
}

/// Forfeits the seats whose commit is overdue, and counts them; tallies the others.
fn forfeit_overdue(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    (index, task): (u32, &mut Task),
) -> Result<(Tally, u64), ContractError> {
    let (mut tally, mut forfeited) = (Tally::default(), 0u64);
    for (labeler, seat) in seats_of(work.deps.storage, work.id, index)? {
        if seat.is_overdue(work.now()) {
            work.forfeit(frontier, (index, task), &labeler, seat)?;
            forfeited = forfeited.saturating_add(1);
        } else {
            count(&mut tally, task, &seat);
        }
    }
    Ok((tally, forfeited))
}

/// Counts a seat that concerns what the task does now.
pub fn count(tally: &mut Tally, task: &Task, seat: &Seat) {
    match &seat.state {
        _ if !task.concerns(seat.wave) => {}
        SeatState::Drawn => tally.drawn = tally.drawn.saturating_add(1),
        SeatState::Sealed(_) => tally.sealed = tally.sealed.saturating_add(1),
        SeatState::Revealed(_) | SeatState::Forfeited => {}
    }
}

/// Ends a task's collecting.
pub fn begin_revealing(
    work: &mut Work<'_>,
    frontier: &mut Frontier,
    (index, task): (u32, &mut Task),
    sealed: u8,
) {
    task.begin_revealing(work.in_seconds(work.campaign.reveal_seconds));
    work.save_task(index, task);
    work.leave_frontier(frontier, index);
    let (campaign, reveal_by) = (work.id, task.deadline);
    work.emit(TaskRevealing {
        campaign,
        task: index,
        sealed,
        reveal_by,
    });
}
