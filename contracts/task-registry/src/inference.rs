//! What the library of truth is asked, and its answer.

use cosmwasm_std::{CanonicalAddr, StdError, Storage};
use pasar_common::{gold, packing::unpack, task_registry::GoldOutcome};
use pasar_truth::{self as truth, GoldJudgement, History, PayTerms, Resolution};

use crate::{
    asked::Asked,
    campaign::Campaign,
    error::ContractError,
    seat::SeatState,
    state::{task_key, Seated, GOLD, VERDICTS},
};

/// A labeler's revealed labels and the record he was drawn with.
pub struct RevealedSeat {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// Wave, 0 for the first; panels have the last ones.
    pub wave: u8,
    /// Who vouched for him: the place in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// One label, or none, for each item of the task.
    pub labels: Vec<u8>,
    /// Number of items that he was asked for.
    pub asked: u32,
    /// His record.
    pub history: History,
}

/// The revealed seats of a task.
///
/// # Errors
/// Where stored labels do not unpack; reveals make that impossible.
pub fn revealed(
    store: &dyn Storage,
    campaign: &Campaign,
    (id, task): (u32, u32),
    seats: Vec<Seated>,
) -> Result<Vec<RevealedSeat>, ContractError> {
    let mut found = Vec::new();
    for (labeler, seat) in seats {
        if let SeatState::Revealed(packed) = &seat.state {
            let asked = Asked::load(store, campaign, (id, task, seat.wave))?;
            let labels = stored_labels(campaign, asked.labels(), packed)?;
            found.push(RevealedSeat {
                labeler,
                wave: seat.wave,
                issuer: seat.issuer,
                labels: asked.spread(labels),
                asked: asked.count(),
                history: seat.snapshot,
            });
        }
    }
    Ok(found)
}

/// Labels as they are stored.
///
/// # Errors
/// Where they do not unpack; what was checked before they were stored makes that impossible.
pub fn stored_labels(
    campaign: &Campaign,
    count: usize,
    packed: &[u8],
) -> Result<Vec<u8>, ContractError> {
    let labels = unpack(usize::from(campaign.classes), count, packed);
    Ok(labels.map_err(|error| StdError::parse_err("labels", error))?)
}

/// A task's verdict, one label for each item.
///
/// # Errors
/// Where the task has none.
pub fn verdict(
    store: &dyn Storage,
    campaign: &Campaign,
    (id, task): (u32, u32),
) -> Result<Vec<u8>, ContractError> {
    let packed = VERDICTS.load(store, &task_key(id, task))?;
    let items = usize::try_from(campaign.items_of(task)).unwrap_or(usize::MAX);
    stored_labels(campaign, items, &packed.0)
}

/// Those of a task's labels that a wave asks for, in ascending order of items.
pub fn named(labels: &[u8], asked: &Asked) -> Vec<u8> {
    let label = |item: usize| labels.get(item).copied().unwrap_or(truth::NONE);
    asked.items().into_iter().map(label).collect()
}

/// A task's opened gold, one class an item; empty where there is none.
///
/// # Errors
/// Where the record is unreadable.
pub fn opened_gold(
    store: &dyn Storage,
    campaign: &Campaign,
    (id, task): (u32, u32),
) -> Result<Vec<u8>, ContractError> {
    match GOLD.may_load(store, &task_key(id, task))? {
        None => Ok(Vec::new()),
        Some(opened) => gold::read(&opened.0, campaign.items_of(task), campaign.classes)
            .map_err(|reason| ContractError::Gold { task, reason }),
    }
}

/// Verdict and scores of revealed seats.
///
/// # Errors
/// [`ContractError::Inference`]; the bounds of terms make that impossible.
pub fn infer<'a>(
    campaign: &Campaign,
    index: u32,
    seats: impl IntoIterator<Item = &'a RevealedSeat>,
    gold: &[u8],
) -> Result<Resolution, ContractError> {
    let seats: Vec<truth::Seat<'_>> = seats
        .into_iter()
        .map(|seat| truth::Seat {
            labels: &seat.labels,
            asked: seat.asked,
            history: seat.history,
        })
        .collect();
    let pay = PayTerms {
        floor_bps: campaign.pay_floor.get(),
        full_bps: campaign.pay_full.get(),
    };
    let items = usize::try_from(campaign.items_of(index)).unwrap_or(usize::MAX);
    let task = truth::Task::new(usize::from(campaign.classes), items, &seats, gold, pay)?;
    Ok(truth::resolve(&task))
}

/// What became of a task's gold.
pub fn outcome(wanted: bool, gold: &[u8], judged: GoldJudgement) -> GoldOutcome {
    match (wanted, gold.is_empty(), judged) {
        (false, ..) => GoldOutcome::None,
        (true, true, _) => GoldOutcome::Closed,
        (true, false, GoldJudgement { hung: true, .. }) => GoldOutcome::Hung,
        (true, false, GoldJudgement { moves: true, .. }) => GoldOutcome::Moved,
        (true, false, _) => GoldOutcome::Counted,
    }
}
