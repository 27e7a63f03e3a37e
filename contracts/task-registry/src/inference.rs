//! What the library of truth is asked, and its answer.

use cosmwasm_std::{CanonicalAddr, Storage};
use pasar_common::{gold, packing::unpack, task_registry::GoldOutcome};
use pasar_truth::{self as truth, GoldJudgement, History, PayTerms, Resolution};

use crate::{
    asked::Asked,
    campaign::Campaign,
    error::ContractError,
    seat::SeatState,
    state::{task_key, Seated, GOLD},
};

/// A labeler's revealed labels and the record he was drawn with.
pub struct RevealedSeat {
    /// Who sat there.
    pub labeler: CanonicalAddr,
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
            let labels = unpack(usize::from(campaign.classes), asked.labels(), packed)
                .map_err(|error| cosmwasm_std::StdError::parse_err("labels", error))?;
            found.push(RevealedSeat {
                labeler,
                labels: asked.spread(labels),
                asked: asked.count(),
                history: seat.snapshot,
            });
        }
    }
    Ok(found)
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
pub fn infer(
    campaign: &Campaign,
    index: u32,
    seats: &[RevealedSeat],
    gold: &[u8],
) -> Result<Resolution, ContractError> {
    let seats: Vec<truth::Seat<'_>> = seats
        .iter()
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
