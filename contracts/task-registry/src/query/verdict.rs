//! Answers about verdicts, challenges of them, and the labels they come from.

use cosmwasm_std::Deps;
use pasar_common::{
    packed::{key, Reader},
    page::capped,
    task_registry::{
        ChallengeBondResponse, ChallengeResponse, ChallengeStatus, ChallengesResponse, ExportEntry,
        ExportResponse, LabelsResponse, Phase, ScoreResponse, SeatStatus, VerdictResponse,
        MAX_EXPORT,
    },
    time::timestamp,
};
use pasar_truth::Resolution;

use super::{hot, hot_with_task, one_task, seat_of};
use crate::{
    asked::Asked,
    campaign::Campaign,
    challenge::{bond, Outcome},
    error::ContractError,
    inference::{infer, opened_gold, revealed},
    scores::SeatScore,
    seat::{SeatError, SeatState},
    state::{
        campaign_key, challenge_key, seats_of, task_key, CHALLENGES, DOSSIERS, SCORES, TASKS,
        VERDICTS,
    },
    task::TaskError,
};

fn show_score(
    deps: Deps<'_>,
    campaign: &Campaign,
    score: &SeatScore,
) -> Result<ScoreResponse, ContractError> {
    let full = campaign.price.saturating_mul(score.labels.into());
    Ok(ScoreResponse {
        labeler: deps.api.addr_humanize(&score.labeler)?,
        labels: score.labels,
        skill: score.skill,
        rate: score.rate,
        paid: score.paid,
        pay: score.paid.of(full),
        deltas: score.deltas.map(i64::from),
    })
}

pub fn verdict(deps: Deps<'_>, id: u32, index: u32) -> Result<VerdictResponse, ContractError> {
    let campaign = hot_with_task(deps, id, index)?;
    let Some(scores) = SCORES.may_load(deps.storage, &task_key(id, index))? else {
        let found = one_task(deps, id, index)?.phase;
        let reason = TaskError::WrongPhase {
            found,
            wanted: Phase::Resolved,
        };
        return Err(ContractError::Task {
            task: index,
            reason,
        });
    };
    let resolution = last_inference(deps, &campaign, (id, index))?;
    let show = |score| show_score(deps, &campaign, score);
    Ok(VerdictResponse {
        labels: resolution.verdict,
        margins: resolution.margin,
        confidences: resolution.confidence,
        scores: scores.seats.iter().map(show).collect::<Result<_, _>>()?,
    })
}

/// The first verdict, then what each panel changed: the inference over all labels until then, on
/// the items that it was asked for.
fn last_inference(
    deps: Deps<'_>,
    campaign: &Campaign,
    (id, index): (u32, u32),
) -> Result<Resolution, ContractError> {
    let store = deps.storage;
    let task = TASKS.load(store, &task_key(id, index))?;
    let seats = revealed(store, campaign, (id, index), seats_of(store, id, index)?)?;
    let gold = opened_gold(store, campaign, (id, index))?;
    let paid = seats.iter().filter(|seat| !task.is_panel(seat.wave));
    let mut last = infer(campaign, index, paid, &gold)?;
    for number in 1..=task.challenges {
        let challenge = CHALLENGES.load(store, &challenge_key(id, index, number))?;
        if !matches!(challenge.outcome, Outcome::Decided(_)) {
            continue;
        }
        let until = seats.iter().filter(|seat| seat.wave <= challenge.wave);
        let found = infer(campaign, index, until, &gold)?;
        let asked = Asked::load(store, campaign, (id, index, challenge.wave))?;
        for item in asked.items() {
            copy(&mut last.verdict, &found.verdict, item);
            copy(&mut last.margin, &found.margin, item);
            copy(&mut last.confidence, &found.confidence, item);
        }
    }
    Ok(last)
}

fn copy<T: Copy>(to: &mut [T], from: &[T], item: usize) {
    if let (Some(to), Some(from)) = (to.get_mut(item), from.get(item)) {
        *to = *from;
    }
}

pub fn challenge_bond(
    deps: Deps<'_>,
    id: u32,
    index: u32,
    items: u32,
) -> Result<ChallengeBondResponse, ContractError> {
    let campaign = hot_with_task(deps, id, index)?;
    let rule = campaign
        .challenge
        .ok_or(ContractError::NotChallengeable { campaign: id })?;
    let earlier = one_task(deps, id, index)?.challenges;
    let bond = bond(&campaign, rule, earlier, items);
    Ok(ChallengeBondResponse {
        denom: DOSSIERS.load(deps.storage, id)?.terms.denom,
        amount: bond.saturating_add(campaign.tip),
        bond,
        tip: campaign.tip,
    })
}

pub fn challenges(
    deps: Deps<'_>,
    id: u32,
    index: u32,
) -> Result<ChallengesResponse, ContractError> {
    let campaign = hot_with_task(deps, id, index)?;
    let numbers = 1..=one_task(deps, id, index)?.challenges;
    let show = |number| {
        let challenge = CHALLENGES.load(deps.storage, &challenge_key(id, index, number))?;
        let asked = Asked::load(deps.storage, &campaign, (id, index, challenge.wave))?;
        Ok(ChallengeResponse {
            challenge: number,
            challenger: deps.api.addr_humanize(&challenge.challenger)?,
            bond: challenge.bond,
            status: match challenge.outcome {
                Outcome::Live => ChallengeStatus::Live,
                Outcome::Unfilled(_) => ChallengeStatus::Unfilled,
                Outcome::Decided(_) => ChallengeStatus::Decided,
            },
            wave: challenge.wave,
            items: asked.bitmap().into(),
            before: challenge.before.into(),
            opened_at: timestamp(challenge.opened),
        })
    };
    let challenges = numbers.map(show).collect::<Result<_, ContractError>>()?;
    Ok(ChallengesResponse { challenges })
}

pub fn labels(
    deps: Deps<'_>,
    id: u32,
    task: u32,
    labeler: &str,
) -> Result<LabelsResponse, ContractError> {
    let (_, seat) = seat_of(deps, id, task, labeler)?;
    let found = seat.status();
    match seat.state {
        SeatState::Revealed(labels) => Ok(LabelsResponse {
            labels: labels.into(),
        }),
        SeatState::Drawn | SeatState::Sealed(_) | SeatState::Forfeited => {
            let reason = SeatError::WrongStatus {
                found,
                wanted: SeatStatus::Revealed,
            };
            Err(ContractError::Seat {
                task,
                labeler: deps.api.addr_validate(labeler)?,
                reason,
            })
        }
    }
}

pub fn export(
    deps: Deps<'_>,
    id: u32,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<ExportResponse, ContractError> {
    let campaign = hot(deps, id)?;
    let behind = start_after.map(|index| key().u32(index).take());
    let tasks = VERDICTS
        .range(deps.storage, &campaign_key(id), behind)
        .take(capped(limit, MAX_EXPORT))
        .map(|entry| {
            let (suffix, verdict) = entry?;
            let task = Reader::of_key("verdict", &suffix).u32()?;
            Ok(ExportEntry {
                task,
                first_item: task.saturating_mul(campaign.page),
                items: campaign.items_of(task),
                labels: verdict.0.into(),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(ExportResponse { tasks })
}
