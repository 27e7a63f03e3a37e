//! Answers about verdicts.

use std::collections::BTreeMap;

use cosmwasm_std::Deps;
use pasar_common::{
    packed::{key, Reader},
    page::capped,
    task_registry::{
        ExportEntry, ExportResponse, HistoryResponse, Phase, ScoreResponse, TasksPage,
        VerdictChange, VerdictResponse, MAX_EXPORT,
    },
};
use pasar_formats::number::{byte_count, count, index};
use pasar_truth::NONE;

use super::{
    lookup::{hot, hot_with_task},
    task::{dispute, one_task},
};
use crate::{
    error::{AtTask, ContractError},
    rules::{
        campaign::hot_terms::HotTerms,
        ids::{CampaignId, TaskId},
        labels::Labels,
        task::task_error::TaskError,
        verdict::{
            inference::{infer, Verdict},
            scores::SeatScore,
        },
    },
    session::labels::{opened_gold, revealed, verdict as stored},
    store::{seats_of, CHANGED, FIRST_VERDICTS, SCORES, VERDICTS},
};

fn show_score(
    deps: Deps<'_>,
    campaign: &HotTerms,
    score: &SeatScore,
) -> Result<ScoreResponse, ContractError> {
    let full = campaign.price.checked_mul(score.labels.into())?;
    let [skill, mass, evidence] = score.deltas;
    Ok(ScoreResponse {
        labeler: deps.api.addr_humanize(&score.labeler)?,
        labels: score.labels,
        skill: score.skill,
        rate: score.rate,
        paid: score.paid,
        pay: score.paid.of(full),
        change: HistoryResponse {
            skill: skill.into(),
            mass: mass.into(),
            evidence: evidence.into(),
        },
    })
}

pub fn verdict(deps: Deps<'_>, id: TaskId) -> Result<VerdictResponse, ContractError> {
    let campaign = hot_with_task(deps, id)?;
    let Some(scores) = SCORES.may_load(deps.storage, &id)? else {
        return Err(TaskError::WrongPhase {
            found: one_task(deps, id)?.phase,
            wanted: Phase::Resolved,
        })
        .at(id);
    };
    let first = first_inference(deps, &campaign, id)?;
    let show = |score| show_score(deps, &campaign, score);
    Ok(VerdictResponse {
        labels: stored(deps.storage, &campaign, id)?,
        values: first.values,
        changes: changes(deps, &campaign, id)?,
        margins: first.margins,
        confidences: first.confidences,
        scores: scores.seats.iter().map(show).collect::<Result<_, _>>()?,
    })
}

/// The first verdict's inference, over the task's own seats.
fn first_inference(
    deps: Deps<'_>,
    campaign: &HotTerms,
    id: TaskId,
) -> Result<Verdict, ContractError> {
    let store = deps.storage;
    let seats = revealed(store, campaign, id, seats_of(store, id)?)?;
    let gold = opened_gold(store, campaign, id)?;
    let resolution = infer(campaign, &campaign.labels, id.index, &seats, &gold)?;
    Ok(Verdict::of(resolution.answers))
}

/// The labels that panels changed, with those of the first verdict. At most 32 challenges changed any.
fn changes(
    deps: Deps<'_>,
    campaign: &HotTerms,
    id: TaskId,
) -> Result<Vec<VerdictChange>, ContractError> {
    let Some(first) = FIRST_VERDICTS.may_load(deps.storage, &id)? else {
        return Ok(Vec::new());
    };
    let items = campaign.items_of(id.index);
    let first = campaign.labels.unpack_stored(index(items), &first.0)?;
    let mut changes: BTreeMap<u32, VerdictChange> = BTreeMap::new();
    for challenge in dispute(deps, id)?.changed {
        for number in CHANGED.load(deps.storage, &(id, challenge))?.iter() {
            let place = Labels::place(items, number);
            let change = VerdictChange {
                item: count(place.item),
                question: byte_count(place.question),
                first: first.get(index(number)).copied().unwrap_or(NONE),
                challenge,
            };
            changes.insert(number, change);
        }
    }
    Ok(changes.into_values().collect())
}

pub fn export(deps: Deps<'_>, asked: &TasksPage) -> Result<ExportResponse, ContractError> {
    let id = CampaignId(asked.campaign);
    let campaign = hot(deps, id)?;
    let after = asked.start_after.map(|index| key().u32(index).take());
    let tasks = VERDICTS
        .range(deps.storage, &id.prefix(), after)
        .take(capped(asked.limit, MAX_EXPORT))
        .map(|entry| {
            let (suffix, verdict) = entry?;
            let task = Reader::of_key("verdict", &suffix).u32()?;
            let task_id = id.task(task);
            let first = FIRST_VERDICTS.may_load(deps.storage, &task_id)?;
            Ok(ExportEntry {
                task,
                first_item: task.saturating_mul(campaign.page),
                items: campaign.items_of(task),
                labels: verdict.0.into(),
                decided: dispute(deps, task_id)?.decided,
                first: first.map(|first| first.0.into()),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(ExportResponse { tasks })
}
