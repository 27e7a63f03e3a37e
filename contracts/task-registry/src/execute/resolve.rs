//! Infers verdicts and scores seats.

use cosmwasm_std::{Binary, CanonicalAddr, DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    packing::pack,
    ratio::Bps,
    task_registry::{
        GoldOutcome, Phase, SeatMissed, TaskResolved, Tasks, MAX_CELLS_PER_TASK,
        MAX_LABELS_PER_TASK,
    },
};
use pasar_truth::Resolution;

use super::panel::decide;
use crate::{
    asked::Asked,
    campaign::Campaign,
    certificate::TaskQuality,
    error::ContractError,
    inference::{infer, opened_gold, outcome, revealed},
    scores::{Scores, SeatScore},
    seat::SeatState,
    state::{seats_of, task_key, Bytes, Seated, SCORES, VERDICTS},
    task::Task,
    work::Work,
};

/// Largest page whose margins and confidences are announced; those of larger ones are queried.
pub const MAX_ANNOUNCED_ITEMS: u32 = 4_096;

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
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.check_tasks(&msg.tasks)?;

    let mut labels = 0u64;
    for index in msg.tasks {
        let mut task = work.task(index, Phase::Revealing)?;
        let seats = seats_of(work.deps.storage, work.id, index)?;
        let refused = |reason| ContractError::Task {
            task: index,
            reason,
        };
        let still_sealed = seats
            .iter()
            .filter(|(_, seat)| task.concerns(seat.wave) && is_sealed(&seat.state))
            .count();
        task.revealing_is_over(still_sealed, work.now())
            .map_err(refused)?;
        labels = labels.saturating_add(check_work(&work.campaign, index, &seats, labels)?);
        match task.has_panel() {
            true => decide(&mut work, (index, &mut task), seats)?,
            false => resolve_task(&mut work, (index, &mut task), seats)?,
        }
    }

    work.finish()
}

/// Whether a seat waits for its reveal.
pub fn is_sealed(state: &SeatState) -> bool {
    matches!(state, SeatState::Sealed(_))
}

/// One message infers no more labels than the largest task has. Returns those of this task.
///
/// # Errors
/// [`ContractError::TooMuchWork`].
pub fn check_work(
    campaign: &Campaign,
    index: u32,
    seats: &[Seated],
    before: u64,
) -> Result<u64, ContractError> {
    // Seats that were never opened count too: each costs a penalty.
    let done = seats
        .iter()
        .filter(|(_, seat)| matches!(seat.state, SeatState::Revealed(_) | SeatState::Sealed(_)));
    let done = u64::try_from(done.count()).unwrap_or(u64::MAX);
    let labels = u64::from(campaign.items_of(index)).saturating_mul(done);
    let found = before.saturating_add(labels);
    if found > MAX_LABELS_PER_TASK {
        return Err(ContractError::TooMuchWork {
            what: "labels",
            found,
            max: MAX_LABELS_PER_TASK,
        });
    }
    let found = found.saturating_mul(u64::from(campaign.classes));
    if found > MAX_CELLS_PER_TASK {
        let what = "classes x labels";
        return Err(ContractError::TooMuchWork {
            what,
            found,
            max: MAX_CELLS_PER_TASK,
        });
    }
    Ok(labels)
}

/// Resolves one task, or voids it where nobody revealed. A seal that was never opened costs the
/// whole stake of its seat.
fn resolve_task(
    work: &mut Work<'_>,
    (index, task): (u32, &mut Task),
    seats: Vec<Seated>,
) -> Result<(), ContractError> {
    let mut missed = Vec::new();
    for (labeler, seat) in seats.iter().filter(|(_, seat)| is_sealed(&seat.state)) {
        let asked = Asked::load(
            work.deps.storage,
            &work.campaign,
            (work.id, index, seat.wave),
        )?;
        missed.push((labeler.clone(), asked.count()));
        punish_silence(work, index, labeler)?;
    }
    let place = (work.id, index);
    let seats = revealed(work.deps.storage, &work.campaign, place, seats)?;
    if seats.is_empty() {
        work.void(index, task);
        // Nobody revealed, so there is no reference either: a label's mass is at its largest.
        let scores = missed_scores(missed, i64::from(u16::MAX).saturating_add(1));
        work.settlement.add_seats(&work.campaign, &scores);
        return Ok(());
    }
    let gold = opened_gold(work.deps.storage, &work.campaign, place)?;
    let rule = work.campaign.gold_of(index);
    if let Some(rule) = rule {
        task.waits_for_gold(!gold.is_empty(), rule.window, work.now())
            .map_err(|reason| ContractError::Task {
                task: index,
                reason,
            })?;
    }
    let resolution = infer(&work.campaign, index, &seats, &gold)?;
    let became = outcome(rule.is_some(), &gold, resolution.gold);
    let quality = TaskQuality::of(&resolution.margin, (&gold, became), &seats);
    let mut scores: Vec<SeatScore> = seats
        .into_iter()
        .zip(&resolution.scores)
        .map(|(seat, score)| SeatScore::of(seat, score))
        .collect();
    let announced = announce(work, index, &scores, &resolution, became);
    scores.extend(missed_scores(missed, resolution.chance_room_q16));

    let verdict = pack(usize::from(work.campaign.classes), &resolution.verdict)
        .map_err(|error| cosmwasm_std::StdError::parse_err("verdict", error))?;
    let key = task_key(work.id, index);
    VERDICTS.save(work.deps.storage, &key, &Bytes(verdict));
    SCORES.save(
        work.deps.storage,
        &key,
        &Scores {
            quality,
            seats: scores,
        },
    );
    let window = work.campaign.challenge.map_or(0, |rule| rule.window);
    task.resolve(
        became,
        work.sender_canonical.clone(),
        work.in_seconds(window),
    );
    work.save_task(index, task);
    work.emit(announced);
    Ok(())
}

/// A missed reveal costs the whole stake of the seat. Nobody is tipped out of it: whoever resolves has
/// a tip, and windows that are too short must not pay whoever set them.
///
/// # Errors
/// Where a record is unreadable.
pub fn punish_silence(
    work: &mut Work<'_>,
    index: u32,
    labeler: &CanonicalAddr,
) -> Result<(), ContractError> {
    let shown = work.human(labeler)?;
    let penalty = work.expose(labeler, |exposure, campaign| {
        exposure.release(1, campaign.seat_stake);
        campaign.seat_stake
    })?;
    work.penalize(&shown, penalty, Bps::ZERO);
    let (campaign, labeler) = (work.id, shown.into_string());
    work.emit(SeatMissed {
        campaign,
        task: index,
        labeler,
        penalty,
    });
    Ok(())
}

/// Scores of seats that were never opened: the mass of the labels they were asked for.
fn missed_scores(missed: Vec<(CanonicalAddr, u32)>, chance_room: i64) -> Vec<SeatScore> {
    let score = |(labeler, asked): (CanonicalAddr, u32)| {
        let mass = i64::from(asked).saturating_mul(chance_room) >> 4u32;
        SeatScore::missed(labeler, asked, mass)
    };
    missed.into_iter().map(score).collect()
}

/// The verdict's event.
fn announce(
    work: &Work<'_>,
    index: u32,
    scores: &[SeatScore],
    resolution: &Resolution,
    gold: GoldOutcome,
) -> TaskResolved {
    let base64 = |bytes: Vec<u8>| Binary::from(bytes).to_base64();
    let byte = |value: i64| u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX);
    let announced = work.campaign.items_of(index) <= MAX_ANNOUNCED_ITEMS;
    let quarter_bits = |margin: &i32| byte(i64::from(*margin) >> 10u32);
    let of_255 = |confidence: &u32| byte(i64::from(*confidence).saturating_mul(255) >> 16u32);
    let (margins, confidences) = match announced {
        true => (
            base64(resolution.margin.iter().map(quarter_bits).collect()),
            base64(resolution.confidence.iter().map(of_255).collect()),
        ),
        false => Default::default(),
    };
    TaskResolved {
        campaign: work.id,
        task: index,
        seats: u8::try_from(scores.len()).unwrap_or(u8::MAX),
        labels: scores
            .iter()
            .map(|seat| seat.labels)
            .fold(0, u32::saturating_add),
        gold: gold.to_string(),
        margins,
        confidences,
    }
}
