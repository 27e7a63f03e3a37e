//! Does for a challenge what time or its seals allow.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::PanelRef;

use crate::{
    error::{AtTask, ContractError},
    rules::challenge::{
        challenge_error::ChallengeError,
        record::{Filling, State},
    },
    session::{panel::OpenChallenge, Session},
};

/// Forfeits late seats, ends the filling of a panel, decides or gives up.
///
/// # Errors
/// See `ExecuteMsg::AdvancePanel`.
pub fn advance_panel(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: &PanelRef,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    let open = session.open_challenge(msg.task)?;
    if open.record.state == State::Filling {
        fill(&mut session, open)?;
        return session.finish();
    }
    let seats = open.seats(&session)?;
    let still_sealed = open.tally(&seats).sealed;
    open.record
        .revealing_is_over(still_sealed, session.now())
        .at(open.task)?;
    open.end(&mut session, seats)?;

    session.finish()
}

/// Forfeits late seats; ends the filling where seals or time do.
fn fill(session: &mut Session<'_>, mut open: OpenChallenge) -> Result<(), ContractError> {
    let now = session.now();
    let (late, seats): (Vec<_>, Vec<_>) = open
        .seats(session)?
        .into_iter()
        .partition(|(_, seat)| seat.is_overdue(now));
    let forfeited = late.len();
    for seat in late {
        open.forfeit(session, seat)?;
    }
    let tally = open.tally(&seats);
    match open.record.filling(tally, now) {
        Filling::Wait if forfeited == 0 => {
            return Err(ChallengeError::NothingDue {
                until: open.record.deadline,
                drawn: tally.drawn,
            })
            .at(open.task);
        }
        Filling::Wait => open.save(session),
        Filling::Reveal => open.begin_revealing(session, tally.sealed),
        Filling::GiveUp => open.end(session, seats)?,
    }
    Ok(())
}
