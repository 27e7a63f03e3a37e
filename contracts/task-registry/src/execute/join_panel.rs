//! Takes a seat of a panel.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{JoinPanel, Phase, SeatDrawn};

use crate::{
    beacon,
    challenge::{turn, Challenge},
    eligibility::{check_credential, check_record, check_stake, Bar},
    error::{ContractError, Ineligible},
    seat::{Seat, SeatState},
    state::{challenge_key, seats_of, CHALLENGES, CONFIG},
    task::{Task, MAX_PANEL_FORFEITS},
    work::Work,
};

/// Seats the sender in a panel. A panel runs whatever became of its campaign and of the market: it
/// ends something that has begun.
///
/// # Errors
/// See `ExecuteMsg::JoinPanel`.
pub fn join_panel(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: JoinPanel,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.check_tasks(&[msg.task])?;
    let task = work.task(msg.task, Phase::Panel)?;
    task.takes_panelists(work.now())
        .map_err(|reason| ContractError::Task {
            task: msg.task,
            reason,
        })?;
    let key = challenge_key(work.id, msg.task, task.challenges);
    let mut challenge = CHALLENGES.load(work.deps.storage, &key)?;
    if challenge.challenger == work.sender_canonical {
        return Err(Ineligible::Challenger.into());
    }
    check_place(&work, (msg.task, &task))?;
    check_turn(&work, msg.task, &mut challenge)?;
    let staking = CONFIG.load(work.deps.storage)?.reputation_staking;
    let snapshot = check_record(&work, &staking, Bar::of_panelists(&work.campaign))?;
    let issuer = check_credential(&work, &staking, msg.issuer.as_deref())?;
    check_stake(&mut work, &staking, 1)?;

    CHALLENGES.save(work.deps.storage, &key, &challenge);
    let commit_by = work.in_seconds(work.campaign.commit_seconds);
    let labeler = work.sender_canonical.clone();
    let seat = Seat::draw(task.wave, commit_by, issuer, snapshot);
    work.save_seat(msg.task, &labeler, &seat);
    work.emit(SeatDrawn {
        campaign: msg.campaign,
        task: msg.task,
        wave: task.wave,
        labeler: info.sender.to_string(),
        commit_by,
    });

    work.finish()
}

/// There is a seat, and the sender never had one in the task.
fn check_place(work: &Work<'_>, (index, task): (u32, &Task)) -> Result<(), ContractError> {
    let (mut taken, mut all) = (0u8, 0u8);
    for (labeler, seat) in seats_of(work.deps.storage, work.id, index)? {
        if labeler == work.sender_canonical {
            let labeler = work.sender.clone();
            return Err(ContractError::AlreadySeated {
                task: index,
                labeler,
            });
        }
        if seat.wave == task.wave {
            let holds = seat.state != SeatState::Forfeited;
            taken = taken.saturating_add(u8::from(holds));
            all = all.saturating_add(1);
        }
    }
    let seats = task.wanted;
    if taken >= seats || all >= seats.saturating_add(MAX_PANEL_FORFEITS) {
        return Err(ContractError::PanelFull { task: index, seats });
    }
    Ok(())
}

/// The lot lets the sender in by now. It is kept once it is known, as beacons are forgotten.
fn check_turn(work: &Work<'_>, task: u32, challenge: &mut Challenge) -> Result<(), ContractError> {
    if challenge.lot.is_none() {
        challenge.lot = beacon::numbered(work.deps.storage, challenge.beacon)?;
    }
    let place = (work.id, task);
    let fill = work.campaign.fill_seconds;
    let sender = &work.sender_canonical;
    let at = turn(challenge, challenge.lot, fill, place, sender);
    match work.now() < at {
        true => Err(ContractError::PanelTurn {
            task,
            at,
            now: work.now(),
        }),
        false => Ok(()),
    }
}
