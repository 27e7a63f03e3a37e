//! Answers about challenges of verdicts, their panels and who registered for them.

use cosmwasm_std::{Binary, Deps, Env};
use pasar_common::{
    asset::denom_key,
    page::page,
    task_registry::{
        panel_wave, ChallengeBondResponse, ChallengeRef, ChallengeResponse, ChallengeSize,
        ChallengesPage, ChallengesResponse, LabelsResponse, PanelSeat, RegistrationResponse,
        RegistrationsResponse, SeatsResponse, StakeRef,
    },
    time::{self, timestamp},
};

use super::{
    lookup::{account, hot_with_task, numbers},
    seat::{revealed, show_seat},
    task::dispute,
};
use crate::{
    error::ContractError,
    rules::{
        challenge::{record::bond, registrations::Registration},
        ids::{CampaignId, TaskId},
    },
    session::registrations::registrations as registrations_of,
    store::{panel_seats_of, CHALLENGED, CHALLENGES, CHANGED, FULL_TERMS, PANEL_SEATS},
};

pub fn challenge_bond(
    deps: Deps<'_>,
    asked: &ChallengeSize,
) -> Result<ChallengeBondResponse, ContractError> {
    let task = CampaignId(asked.campaign).task(asked.task);
    let campaign = hot_with_task(deps, task)?;
    let id = task.campaign.0;
    let rule = campaign
        .challenge
        .ok_or(ContractError::NotChallengeable { campaign: id })?;
    Ok(ChallengeBondResponse {
        denom: FULL_TERMS.load(deps.storage, id)?.terms.denom,
        amount: bond(&campaign, rule, asked.items)?,
    })
}

pub fn challenges(
    deps: Deps<'_>,
    env: &Env,
    asked: &ChallengesPage,
) -> Result<ChallengesResponse, ContractError> {
    let task = CampaignId(asked.campaign).task(asked.task);
    hot_with_task(deps, task)?;
    let all = u32::from(dispute(deps, task)?.challenges).saturating_add(1);
    let after = asked.start_after.map(u32::from);
    let challenges = numbers(1, after, all)
        .take(page(asked.limit))
        .map(|number| one(deps, env, task, u16::try_from(number).unwrap_or(u16::MAX)))
        .collect::<Result<_, ContractError>>()?;
    Ok(ChallengesResponse { challenges })
}

fn one(
    deps: Deps<'_>,
    env: &Env,
    task: TaskId,
    number: u16,
) -> Result<ChallengeResponse, ContractError> {
    let key = (task, number);
    let challenge = CHALLENGES.load(deps.storage, &key)?;
    let bitmap = CHALLENGED.load(deps.storage, &key)?;
    let changed = CHANGED.may_load(deps.storage, &key)?;
    Ok(ChallengeResponse {
        challenge: number,
        challenger: deps.api.addr_humanize(&challenge.challenger)?,
        bond: challenge.bond,
        status: challenge.status(time::now(&env.block)),
        seats: challenge.seats,
        taken: challenge.taken,
        wave: panel_wave(number),
        items: bitmap.as_bytes().into(),
        opened_at: timestamp(challenge.opened),
        register_by: timestamp(challenge.register_by),
        round: challenge.round,
        drawn_at: timestamp(challenge.drawn),
        randomness: challenge
            .randomness
            .map(|bytes| Binary::from(bytes.as_slice())),
        deadline: timestamp(challenge.deadline),
        changed: changed.map(|items| items.as_bytes().into()),
    })
}

pub fn panel(deps: Deps<'_>, of: &ChallengeRef) -> Result<SeatsResponse, ContractError> {
    let task = CampaignId(of.campaign).task(of.task);
    hot_with_task(deps, task)?;
    let seats = panel_seats_of(deps.storage, task, of.challenge)?;
    let show = |(labeler, seat)| show_seat(deps, task.index, labeler, seat);
    let seats = seats
        .iter()
        .map(|(labeler, seat)| show((labeler, seat)))
        .collect::<Result<_, _>>()?;
    Ok(SeatsResponse { seats })
}

pub fn panel_labels(deps: Deps<'_>, of: &PanelSeat) -> Result<LabelsResponse, ContractError> {
    let task = CampaignId(of.campaign).task(of.task);
    hot_with_task(deps, task)?;
    let labeler = account(deps, &of.labeler)?;
    let key = ((task, of.challenge), &labeler.canonical);
    let seat = PANEL_SEATS.may_load(deps.storage, &key)?;
    let seat = seat.ok_or_else(|| ContractError::SeatNotFound {
        task: task.index,
        labeler: labeler.addr.clone(),
    })?;
    revealed(task, &labeler, seat)
}

pub fn registrations(
    deps: Deps<'_>,
    env: &Env,
    of: &StakeRef,
) -> Result<RegistrationsResponse, ContractError> {
    let labeler = account(deps, &of.labeler)?.canonical;
    let now = time::now(&env.block);
    let show = |own: Registration| {
        let challenge = CHALLENGES.load(deps.storage, &(own.task, own.challenge))?;
        let place = (own.task, own.challenge);
        let from = |randomness| challenge.sits_from(place, &randomness, &labeler);
        Ok(RegistrationResponse {
            campaign: own.task.campaign.0,
            task: own.task.index,
            challenge: own.challenge,
            stake: own.stake,
            sits_from: challenge.randomness.map(from).map(timestamp),
            over: challenge.is_over_for_the_unseated(now),
        })
    };
    let own = registrations_of(deps.storage, &labeler, &denom_key(&of.denom))?;
    let registrations = own.0.into_iter().map(show);
    Ok(RegistrationsResponse {
        registrations: registrations.collect::<Result<_, ContractError>>()?,
    })
}
