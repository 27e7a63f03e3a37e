//! Infers verdicts and scores seats.

use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{GoldOutcome, Phase, TaskResolved, Tasks};
use pasar_formats::number::{byte_count, index};
use pasar_truth::Score;

use crate::{
    error::{AtTask, ContractError},
    rules::{
        task::seat::Seated,
        verdict::{
            bounds::{check_questions, check_work},
            bytes::Bytes,
            inference::{gold_outcome, infer_with_gold, RevealedSeat, Verdict},
            scores::{missed_scores, MissedSeat, Scores, SeatScore, TaskQuality, MOST_CHANCE_ROOM},
        },
    },
    session::{OpenTask, Session},
    store::{SCORES, VERDICTS},
};

/// Most labels of a verdict whose margins and confidences are announced; those of larger ones are queried.
pub const MAX_ANNOUNCED_LABELS: u32 = 4_096;

/// Infers the verdict of tasks and scores their seats.
///
/// # Errors
/// See `ExecuteMsg::Resolve`.
pub fn resolve(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Tasks,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.check_tasks(&msg.tasks)?;
    check_questions(&session.campaign, msg.tasks.len())?;

    let mut labels = 0u64;
    for index in msg.tasks {
        let mut task = session.open_task(index, Phase::Revealing)?;
        let seats = task.seats(&session)?;
        let still_sealed = seats.iter().filter(|(_, seat)| seat.is_sealed()).count();
        task.header
            .revealing_is_over(still_sealed, session.now())
            .at(task.id)?;
        labels = check_work(&session.campaign, index, &seats, labels)?;
        resolve_task(&mut session, &mut task, seats)?;
    }

    session.finish()
}

/// Resolves one task, or voids it where nobody revealed. A seal that was never opened costs the
/// whole stake of its seat.
fn resolve_task(
    session: &mut Session<'_>,
    task: &mut OpenTask,
    seats: Vec<Seated>,
) -> Result<(), ContractError> {
    let missed = punish_missed(session, task, &seats)?;
    let seats = task.revealed(session, seats)?;
    if seats.is_empty() {
        task.void(session)?;
        // Nobody revealed, so there is no reference either.
        let scores = missed_scores(missed, MOST_CHANCE_ROOM);
        session.settlement.add_seats(&session.campaign, &scores)?;
        return Ok(());
    }
    let gold = task.gold(session)?;
    let rule = session.campaign.gold_of(task.id.index);
    if let Some(rule) = rule {
        task.header
            .waits_for_gold(!gold.is_empty(), rule.window, session.now())
            .at(task.id)?;
    }
    let (resolution, gold) = infer_with_gold(&session.campaign, task.id.index, &seats, gold)?;
    let outcome = gold_outcome(rule.is_some(), &gold, resolution.gold);
    let labels = &session.campaign.labels;
    let items = task.items(session);
    let found = Verdict::of(resolution.answers);
    let quality = TaskQuality::of(labels, items, &found, (&gold, outcome), &seats);
    let mut scores = score(seats, &resolution.scores);
    let announced = announce(session, task, &scores, &found, outcome);
    scores.extend(missed_scores(missed, resolution.chance_room_q16));

    let key = task.id;
    let verdict = Bytes(labels.pack_verdict(index(items), &found.labels)?);
    VERDICTS.save(session.deps.storage, &key, &verdict);
    let scores = Scores {
        quality,
        seats: scores,
    };
    SCORES.save(session.deps.storage, &key, &scores);
    let resolver = session.sender.canonical.clone();
    let challenge_by = session.in_seconds(session.campaign.challenge_window());
    task.header.resolve(outcome, resolver, challenge_by);
    task.save(session);
    session.emit(announced);
    Ok(())
}

/// Punishes the silence of every seat whose seal was never opened.
fn punish_missed(
    session: &mut Session<'_>,
    task: &OpenTask,
    seats: &[Seated],
) -> Result<Vec<MissedSeat>, ContractError> {
    let mut missed = Vec::new();
    for (labeler, seat) in seats.iter().filter(|(_, seat)| seat.is_sealed()) {
        missed.push(MissedSeat {
            labeler: labeler.clone(),
            asked: {
                let items = task.asked(session, seat.wave)?.count();
                session.campaign.labels.of_items(items)
            },
        });
        session.punish_silence(task.id, labeler)?;
    }
    Ok(missed)
}

/// The scores of revealed seats.
fn score(seats: Vec<RevealedSeat>, scores: &[Score]) -> Vec<SeatScore> {
    let scored = seats.into_iter().zip(scores);
    scored
        .map(|(seat, score)| SeatScore::of(seat, score))
        .collect()
}

/// The verdict's event.
fn announce(
    session: &Session<'_>,
    task: &OpenTask,
    scores: &[SeatScore],
    found: &Verdict,
    gold: GoldOutcome,
) -> TaskResolved {
    let base64 = |bytes: Vec<u8>| Binary::from(bytes).to_base64();
    let byte = |value: i64| u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX);
    let quarter_bits = |margin: &i32| byte(i64::from(*margin) >> 10u32);
    let of_255 = |confidence: &u32| byte(i64::from(*confidence).saturating_mul(255) >> 16u32);
    let mut margins = String::new();
    let mut confidences = String::new();
    if session.campaign.labels_of(task.id.index) <= MAX_ANNOUNCED_LABELS {
        margins = base64(found.margins.iter().map(quarter_bits).collect());
        confidences = base64(found.confidences.iter().map(of_255).collect());
    }
    TaskResolved {
        campaign: session.id.0,
        task: task.id.index,
        seats: byte_count(scores.len()),
        labels: scores.iter().map(|seat| seat.labels).sum(),
        gold: gold.to_string(),
        margins,
        confidences,
    }
}
