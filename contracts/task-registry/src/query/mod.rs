//! Answers about the registry's state.

mod certificate;
mod verdict;

use cosmwasm_std::{to_json_binary, Binary, CanonicalAddr, Deps, Env};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    packed::{key, Reader},
    page::page,
    task_registry::{
        AskedResponse, BeaconResponse, CampaignResponse, CampaignStatus, CampaignsResponse,
        ConfigResponse, ExposureResponse, FrontierEntry, FrontierResponse, GoldResponse,
        LabelerPage, Phase, QueryMsg, QuoteResponse, SeatResponse, SeatsByLabelerResponse,
        SeatsPage, SeatsResponse, TaskResponse, TasksResponse, Terms, Ticket as TicketView,
        TicketResponse,
    },
    time::{self, is_late, timestamp},
};

use crate::{
    asked::Asked,
    beacon,
    campaign::Campaign,
    draw::last_height,
    error::ContractError,
    quote::quote,
    seat::{Seat, SeatState},
    state::{
        account_key, campaign_key, exposure_key, seat_key, seats_of, task_key, CAMPAIGNS, CONFIG,
        DESKS, DOSSIERS, EXPOSURES, FRONTIERS, GOLD, NEXT_CAMPAIGN, PROGRESS, SEATS, TASKS,
    },
    task::Task,
};

/// Answers a query.
///
/// # Errors
/// Where what is asked for does not exist.
pub fn answer(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Q;
    Ok(match msg {
        Q::Config {} => to_json_binary(&config(deps)?),
        Q::Quote(q) => to_json_binary(&quoted(deps, env, &q.terms)?),
        Q::Campaign(q) => to_json_binary(&one_campaign(deps, env, q.campaign)?),
        Q::Campaigns(q) => to_json_binary(&campaigns(deps, env, q.start_after, q.limit)?),
        Q::Task(q) => to_json_binary(&one_task(deps, q.campaign, q.task)?),
        Q::Tasks(q) => to_json_binary(&tasks(deps, q.campaign, q.start_after, q.limit)?),
        Q::Frontier(q) => to_json_binary(&frontier(deps, q.campaign)?),
        Q::Ticket(q) => to_json_binary(&ticket(deps, q.campaign, &q.labeler)?),
        Q::Exposure(q) => to_json_binary(&exposure(deps, &q.labeler, &q.denom)?),
        Q::Seat(q) => to_json_binary(&one_seat(deps, q.campaign, q.task, &q.labeler)?),
        Q::Seats(q) => to_json_binary(&seats(deps, &q)?),
        Q::SeatsByLabeler(q) => to_json_binary(&seats_by_labeler(deps, &q)?),
        Q::Asked(q) => to_json_binary(&asked(deps, q.campaign, q.task, q.wave)?),
        Q::Gold(q) => to_json_binary(&gold(deps, q.campaign, q.task)?),
        Q::Verdict(q) => to_json_binary(&verdict::verdict(deps, q.campaign, q.task)?),
        Q::Labels(q) => to_json_binary(&verdict::labels(deps, q.campaign, q.task, &q.labeler)?),
        Q::Export(q) => to_json_binary(&verdict::export(deps, q.campaign, q.start_after, q.limit)?),
        Q::ChallengeBond(q) => {
            to_json_binary(&verdict::challenge_bond(deps, q.campaign, q.task, q.items)?)
        }
        Q::Challenges(q) => to_json_binary(&verdict::challenges(deps, q.campaign, q.task)?),
        Q::Certificate(q) => to_json_binary(&certificate::certificate(deps, q.campaign)?),
        Q::Beacon {} => to_json_binary(&latest_beacon(deps)?),
        Q::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps<'_>) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        label_escrow: config.label_escrow,
        reputation_staking: config.reputation_staking,
        reward_token: config.reward_token,
        params: config.params,
        mode: config.mode,
    })
}

fn quoted(deps: Deps<'_>, env: &Env, terms: &Terms) -> Result<QuoteResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(quote(deps, &config, terms, time::now(&env.block))?.response)
}

/// A campaign's hot terms.
fn hot(deps: Deps<'_>, campaign: u32) -> Result<Campaign, ContractError> {
    CAMPAIGNS
        .may_load(deps.storage, &campaign_key(campaign))?
        .ok_or(ContractError::CampaignNotFound { campaign })
}

/// The same, where the task exists.
fn hot_with_task(deps: Deps<'_>, campaign: u32, task: u32) -> Result<Campaign, ContractError> {
    let hot = hot(deps, campaign)?;
    if task >= hot.tasks() {
        return Err(ContractError::TaskNotFound {
            campaign,
            task,
            tasks: hot.tasks(),
        });
    }
    Ok(hot)
}

/// An account's canonical address.
fn canonical(deps: Deps<'_>, account: &str) -> Result<CanonicalAddr, ContractError> {
    let account = deps.api.addr_validate(account)?;
    Ok(deps.api.addr_canonicalize(account.as_str())?)
}

/// Numbers of a page: behind `start_after`, or from `first` on, below `end`.
fn numbers(first: u32, start_after: Option<u32>, end: u32) -> core::ops::Range<u32> {
    start_after.map_or(first, |last| last.saturating_add(1).max(first))..end
}

fn one_campaign(deps: Deps<'_>, env: &Env, id: u32) -> Result<CampaignResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let dossier = DOSSIERS.load(deps.storage, id)?;
    let progress = PROGRESS.load(deps.storage, &campaign_key(id))?;
    let frontier = FRONTIERS.load(deps.storage, &campaign_key(id))?;
    let status = if progress.done >= campaign.tasks() {
        CampaignStatus::Closed
    } else if frontier.open && !is_late(time::now(&env.block), campaign.ends_at) {
        CampaignStatus::Open
    } else {
        CampaignStatus::Ended
    };
    Ok(CampaignResponse {
        campaign: id,
        requester: dossier.requester,
        unprotected: dossier.terms.is_unprotected(),
        terms: dossier.terms,
        status,
        cancelled: progress.cancelled,
        tasks: campaign.tasks(),
        tasks_done: progress.done,
        opens_at_height: campaign.opens_at,
        fee_per_label: dossier.fee_per_label,
        tip_per_task: campaign.tip,
        reputation_scale: campaign.reputation_scale,
        params: dossier.params,
    })
}

fn campaigns(
    deps: Deps<'_>,
    env: &Env,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<CampaignsResponse, ContractError> {
    let end = NEXT_CAMPAIGN.may_load(deps.storage)?.unwrap_or(1);
    let page = numbers(1, start_after, end).take(page(limit));
    let campaigns = page
        .map(|id| one_campaign(deps, env, id))
        .collect::<Result<_, _>>()?;
    Ok(CampaignsResponse { campaigns })
}

/// A task as it is shown; fresh where it has no header.
fn show_task(
    deps: Deps<'_>,
    campaign: &Campaign,
    index: u32,
    task: Option<Task>,
) -> Result<TaskResponse, ContractError> {
    let fresh = Task {
        phase: Phase::Fresh,
        ..Task::start(campaign.overlap, time::Seconds::default())
    };
    let task = task.unwrap_or(fresh);
    let waits = matches!(
        task.phase,
        Phase::Collecting
            | Phase::Revealing
            | Phase::Resolved
            | Phase::Panel
            | Phase::PanelRevealing
    );
    let resolver = task.resolver.as_ref();
    Ok(TaskResponse {
        task: index,
        items: campaign.items_of(index),
        phase: task.phase,
        attempt: task.attempt,
        wave: task.wave,
        challenges: task.challenges,
        seats_wanted: task.wanted,
        forfeits: task.forfeits,
        deadline: waits.then(|| timestamp(task.deadline)),
        gold_by: (task.phase == Phase::Revealing)
            .then(|| campaign.gold_of(index))
            .flatten()
            .map(|gold| timestamp(task.gold_by(gold.window))),
        gold: task.gold,
        resolver: resolver
            .map(|resolver| deps.api.addr_humanize(resolver))
            .transpose()?,
    })
}

fn one_task(deps: Deps<'_>, id: u32, index: u32) -> Result<TaskResponse, ContractError> {
    let campaign = hot_with_task(deps, id, index)?;
    let task = TASKS.may_load(deps.storage, &task_key(id, index))?;
    show_task(deps, &campaign, index, task)
}

fn tasks(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<TasksResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let tasks = started(deps, id, start_after)
        .take(page(limit))
        .map(|entry| entry.and_then(|(index, task)| show_task(deps, &campaign, index, Some(task))))
        .collect::<Result<_, _>>()?;
    Ok(TasksResponse { tasks })
}

/// Started tasks in ascending order.
fn started<'a>(
    deps: Deps<'a>,
    id: u32,
    start_after: Option<u32>,
) -> impl Iterator<Item = Result<(u32, Task), ContractError>> + 'a {
    let behind = start_after.map(|index| key().u32(index).take());
    TASKS
        .range(deps.storage, &campaign_key(id), behind)
        .map(|entry| {
            let (suffix, task) = entry?;
            Ok((Reader::of_key("task", &suffix).u32()?, task))
        })
}

fn frontier(deps: Deps<'_>, id: u32) -> Result<FrontierResponse, ContractError> {
    hot(deps, id)?;
    let frontier = FRONTIERS.load(deps.storage, &campaign_key(id))?;
    let show = |slot: crate::frontier::Slot| FrontierEntry {
        task: slot.task,
        opened_at: slot.opened_at,
        free: slot.free,
        newcomers: slot.newcomers,
    };
    Ok(FrontierResponse {
        tasks: frontier.slots.into_iter().map(show).collect(),
        next: frontier.next,
    })
}

fn ticket(deps: Deps<'_>, id: u32, labeler: &str) -> Result<TicketResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let key = account_key(id, &canonical(deps, labeler)?);
    let desk = DESKS.may_load(deps.storage, &key)?.unwrap_or_default();
    let mut open = Vec::new();
    for task in desk.open {
        let header = TASKS.may_load(deps.storage, &task_key(id, task))?;
        if header.is_some_and(|header| header.phase == Phase::Collecting) {
            open.push(task);
        }
    }
    let show = |ticket: crate::ticket::Ticket| TicketView {
        seats: ticket.seats,
        height: ticket.height,
        last_height: last_height(&campaign, &ticket),
        beacon: ticket.beacon,
    };
    Ok(TicketResponse {
        ticket: desk.ticket.map(show),
        open,
        cap: campaign.open_seat_cap(),
    })
}

fn exposure(
    deps: Deps<'_>,
    labeler: &str,
    denom: &Denom,
) -> Result<ExposureResponse, ContractError> {
    let key = exposure_key(&canonical(deps, labeler)?, &denom_key(denom));
    let exposure = EXPOSURES.may_load(deps.storage, &key)?.unwrap_or_default();
    Ok(ExposureResponse {
        amount: exposure.amount,
        misses: exposure.misses,
    })
}

fn show_seat(
    deps: Deps<'_>,
    task: u32,
    labeler: &CanonicalAddr,
    seat: &Seat,
) -> Result<SeatResponse, ContractError> {
    let seal = match &seat.state {
        SeatState::Sealed(seal) => Some(Binary::from(seal.as_slice())),
        SeatState::Drawn | SeatState::Revealed(_) | SeatState::Forfeited => None,
    };
    Ok(SeatResponse {
        task,
        labeler: deps.api.addr_humanize(labeler)?,
        status: seat.status(),
        wave: seat.wave,
        commit_by: timestamp(seat.commit_by),
        seal,
        snapshot: [
            seat.snapshot.skill,
            seat.snapshot.mass,
            seat.snapshot.evidence,
        ],
    })
}

/// A labeler's seat in a task.
fn seat_of(
    deps: Deps<'_>,
    id: u32,
    task: u32,
    labeler: &str,
) -> Result<(CanonicalAddr, Seat), ContractError> {
    hot_with_task(deps, id, task)?;
    let address = canonical(deps, labeler)?;
    let seat = SEATS.may_load(deps.storage, &seat_key(id, task, &address))?;
    let labeler = deps.api.addr_validate(labeler)?;
    Ok((
        address,
        seat.ok_or(ContractError::SeatNotFound { task, labeler })?,
    ))
}

fn one_seat(
    deps: Deps<'_>,
    id: u32,
    task: u32,
    labeler: &str,
) -> Result<SeatResponse, ContractError> {
    let (labeler, seat) = seat_of(deps, id, task, labeler)?;
    show_seat(deps, task, &labeler, &seat)
}

fn seats(deps: Deps<'_>, asked: &SeatsPage) -> Result<SeatsResponse, ContractError> {
    let (id, task) = (asked.campaign, asked.task);
    hot_with_task(deps, id, task)?;
    let behind = asked
        .start_after
        .as_ref()
        .map(|labeler| canonical(deps, labeler))
        .transpose()?;
    let seats = seats_of(deps.storage, id, task)?
        .iter()
        .filter(|(labeler, _)| {
            behind
                .as_ref()
                .is_none_or(|last| address_order(labeler, last))
        })
        .take(page(asked.limit))
        .map(|(labeler, seat)| show_seat(deps, task, labeler, seat))
        .collect::<Result<_, _>>()?;
    Ok(SeatsResponse { seats })
}

/// Whether an address stands behind another in storage: shorter ones first, then byte by byte.
fn address_order(address: &CanonicalAddr, last: &CanonicalAddr) -> bool {
    (address.len(), address.as_slice()) > (last.len(), last.as_slice())
}

fn seats_by_labeler(
    deps: Deps<'_>,
    asked: &LabelerPage,
) -> Result<SeatsByLabelerResponse, ContractError> {
    let id = asked.campaign;
    let campaign = hot(deps, id)?;
    let address = canonical(deps, &asked.labeler)?;
    let (mut seats, mut last) = (Vec::new(), None);
    for task in numbers(0, asked.start_after, campaign.tasks()).take(page(asked.limit)) {
        if let Some(seat) = SEATS.may_load(deps.storage, &seat_key(id, task, &address))? {
            seats.push(show_seat(deps, task, &address, &seat)?);
        }
        last = Some(task);
    }
    let more = |task: &u32| task.saturating_add(1) < campaign.tasks();
    Ok(SeatsByLabelerResponse {
        seats,
        scanned_to: last.filter(more),
    })
}

fn asked(deps: Deps<'_>, id: u32, task: u32, wave: u8) -> Result<AskedResponse, ContractError> {
    let campaign = hot_with_task(deps, id, task)?;
    let waves = one_task(deps, id, task)?.wave;
    if wave > waves {
        return Err(ContractError::WaveNotFound { task, wave, waves });
    }
    let asked = Asked::load(deps.storage, &campaign, (id, task, wave))?;
    Ok(AskedResponse {
        items: asked.count(),
        bitmap: asked.bitmap().into(),
    })
}

fn gold(deps: Deps<'_>, id: u32, task: u32) -> Result<GoldResponse, ContractError> {
    hot_with_task(deps, id, task)?;
    let gold = GOLD.may_load(deps.storage, &task_key(id, task))?;
    let gold = gold.map(|opened| opened.0).unwrap_or_default().into();
    Ok(GoldResponse { gold })
}

fn latest_beacon(deps: Deps<'_>) -> Result<BeaconResponse, ContractError> {
    let beacon = beacon::latest(deps.storage)?;
    let time = cosmwasm_std::Timestamp::from_nanos(beacon.nanos);
    Ok(BeaconResponse {
        number: beacon.number,
        height: beacon.height,
        time,
    })
}
