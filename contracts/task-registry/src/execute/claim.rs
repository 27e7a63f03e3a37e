//! Draws the sender's ticket and takes a new one.

use cosmwasm_std::{Addr, CanonicalAddr, DepsMut, Env, MessageInfo, Response, Uint128};
use pasar_common::{
    domain::domain_id,
    packed::{Packed, PackedMap},
    ratio::{Bps, WHOLE_BPS},
    raw::{skill_key, stake_key, SkillRecord, StakeRecord, SKILLS, STAKES},
    task_registry::{Claim, Mode, Phase, TermsError, TicketTaken, MAX_BATCH},
};
use pasar_truth::{History, ONE};

use crate::{
    beacon,
    config::Config,
    draw::{end_ticket, last_height},
    error::{ContractError, Ineligible},
    frontier::Frontier,
    state::{account_key, task_key, CONFIG, DESKS, RELATED, TASKS},
    ticket::{Desk, Ticket},
    work::Work,
};

/// Draws the sender's ripe ticket, then takes a new one for `seats`.
///
/// # Errors
/// See `ExecuteMsg::Claim`.
pub fn claim(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Claim,
) -> Result<Response, ContractError> {
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    let labeler = work.sender_canonical.clone();
    let before = work.frontier()?;
    let mut frontier = before.clone();
    let key = account_key(work.id, &labeler);
    let mut desk = DESKS.may_load(work.deps.storage, &key)?.unwrap_or_default();

    if desk.ticket.is_some() || msg.seats == 0 {
        end_ticket(&mut work, &mut frontier, &labeler, &mut desk)?;
    }
    if msg.seats > 0 {
        take_ticket(&mut work, &frontier, &labeler, &mut desk, &msg)?;
    }
    DESKS.save(work.deps.storage, &key, &desk);
    work.save_frontier(&before, &frontier);

    work.finish()
}

/// Checks everything that a ticket needs, and exposes its stake.
fn take_ticket(
    work: &mut Work<'_>,
    frontier: &Frontier,
    labeler: &CanonicalAddr,
    desk: &mut Desk,
    msg: &Claim,
) -> Result<(), ContractError> {
    let config = CONFIG.load(work.deps.storage)?;
    check_open(work, &config, frontier, msg)?;
    close_desk(work, desk)?;
    check_open_seats(work, desk, msg.seats)?;
    let snapshot = check_record(work, &config.reputation_staking, labeler)?;
    check_stake(work, &config.reputation_staking, labeler, msg.seats)?;

    let ticket = Ticket {
        seats: msg.seats,
        height: work.env.block.height,
        beacon: beacon::latest(work.deps.storage)?.number.saturating_add(1),
        snapshot,
    };
    work.emit(TicketTaken {
        campaign: work.id,
        labeler: work.sender.to_string(),
        seats: ticket.seats,
        beacon: ticket.beacon,
        last_height: last_height(&work.campaign, &ticket),
    });
    desk.ticket = Some(ticket);
    Ok(())
}

/// Market and campaign take tickets.
fn check_open(
    work: &Work<'_>,
    config: &Config,
    frontier: &Frontier,
    msg: &Claim,
) -> Result<(), ContractError> {
    if usize::from(msg.seats) > MAX_BATCH {
        let found = usize::from(msg.seats);
        return Err(ContractError::BatchSize {
            what: "seats",
            found,
            min: 0,
            max: MAX_BATCH,
        });
    }
    if msg.issuer.is_some() {
        return Err(TermsError::NotOffered { field: "issuer" }.into());
    }
    if config.mode != Mode::Active {
        return Err(ContractError::ExitOnly);
    }
    if !work.takes_seats(frontier) {
        return Err(ContractError::CampaignEnded { campaign: work.id });
    }
    let (opens_at, height) = (work.campaign.opens_at, work.env.block.height);
    if height < opens_at {
        return Err(ContractError::NotOpenYet {
            campaign: work.id,
            opens_at,
            height,
        });
    }
    Ok(())
}

/// Forgets tasks that stopped collecting.
fn close_desk(work: &Work<'_>, desk: &mut Desk) -> Result<(), ContractError> {
    let mut open = Vec::new();
    for &task in &desk.open {
        let header = TASKS.may_load(work.deps.storage, &task_key(work.id, task))?;
        if header.is_some_and(|header| header.phase == Phase::Collecting) {
            open.push(task);
        }
    }
    desk.open = open;
    Ok(())
}

/// A labeler may hold a small part of what collects only: otherwise a few fast accounts hold most
/// seats of most tasks, whatever the draw says.
fn check_open_seats(work: &Work<'_>, desk: &Desk, wanted: u8) -> Result<(), Ineligible> {
    let (open, cap) = (desk.open.len(), work.campaign.open_seat_cap());
    let together = open.saturating_add(usize::from(wanted));
    if u32::try_from(together).is_ok_and(|together| together <= cap) {
        return Ok(());
    }
    Err(Ineligible::OpenSeats { open, wanted, cap })
}

/// Who he is and what he has shown; returns his record for weights and pay.
fn check_record(
    work: &Work<'_>,
    staking: &Addr,
    labeler: &CanonicalAddr,
) -> Result<History, ContractError> {
    if RELATED.has(work.deps.storage, &account_key(work.id, labeler)) {
        return Err(Ineligible::Related {
            labeler: work.sender.clone(),
        }
        .into());
    }
    let domain = domain_id(&work.campaign.domain).map_err(TermsError::from)?;
    let record: SkillRecord =
        read_raw(work, staking, &SKILLS, &skill_key(domain, labeler))?.unwrap_or_default();
    let history = record.history_at(work.now());
    if history.is_suspended() || record.suspended_until > work.now() {
        return Err(Ineligible::Suspended {
            until: record.suspended_until,
        }
        .into());
    }
    let campaign = &work.campaign;
    let skill = history.standing().saturating_mul(i64::from(WHOLE_BPS));
    let found = skill.checked_div(ONE).unwrap_or(0);
    // Standing skill can be below zero; a campaign that asks for none takes everybody.
    if campaign.min_skill > Bps::ZERO && found < i64::from(campaign.min_skill.get()) {
        return Err(Ineligible::Skill {
            found,
            min: campaign.min_skill,
        }
        .into());
    }
    let found = history.mass.checked_div(ONE).unwrap_or(0);
    if found < i64::from(campaign.min_mass) {
        return Err(Ineligible::Mass {
            found,
            min: campaign.min_mass,
        }
        .into());
    }
    Ok(history)
}

/// Stake covers the campaign's minimum and the ticket; the ticket's part is exposed from now on.
fn check_stake(
    work: &mut Work<'_>,
    staking: &Addr,
    labeler: &CanonicalAddr,
    seats: u8,
) -> Result<(), ContractError> {
    if !work.campaign.is_staked() && work.campaign.min_stake.is_zero() {
        return Ok(());
    }
    let denom = work.campaign.seat_stake_denom.clone();
    let record: StakeRecord =
        read_raw(work, staking, &STAKES, &stake_key(labeler, &denom))?.unwrap_or_default();
    let (staked, min) = (record.staked, work.campaign.min_stake);
    if staked < min {
        return Err(Ineligible::MinStake {
            found: staked,
            min,
            denom,
        }
        .into());
    }
    work.expose(labeler, |exposure, campaign| {
        let wanted = campaign.seat_stake.saturating_mul(Uint128::from(seats));
        let free = staked.saturating_sub(exposure.amount);
        if free < wanted {
            return Some(Ineligible::FreeStake {
                free,
                wanted,
                denom,
            });
        }
        exposure.amount = exposure.amount.saturating_add(wanted);
        None
    })?
    .map_or(Ok(()), |reason| Err(reason.into()))
}

/// A record of reputation-staking, by its raw key: a smart query would cost fifty times as much.
fn read_raw<T: Packed>(
    work: &Work<'_>,
    staking: &Addr,
    map: &PackedMap<T>,
    key: &[u8],
) -> Result<Option<T>, ContractError> {
    let bytes = work.deps.querier.query_wasm_raw(staking, map.key(key))?;
    Ok(bytes.map(|bytes| T::from_bytes(&bytes)).transpose()?)
}
