//! What the library of truth is asked, and its answer.

use cosmwasm_std::CanonicalAddr;
use pasar_common::task_registry::GoldOutcome;
use pasar_formats::number;
use pasar_truth::{self as truth, GoldJudgement, History, InvalidTask, PayTerms, Resolution};

use crate::rules::{campaign::hot_terms::HotTerms, labels::Labels};

/// A labeler's revealed labels and the record they were drawn with.
#[derive(Clone)]
pub struct RevealedSeat {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Who vouched for them: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// One label, or none, for each item of the task.
    pub labels: Vec<u8>,
    /// Number of items that they were asked for.
    pub asked: u32,
    /// Their record.
    pub history: History,
}

/// Verdict and scores of revealed seats.
///
/// # Errors
/// [`InvalidTask`]; the bounds of terms make that impossible.
pub fn infer<'a>(
    campaign: &HotTerms,
    index: u32,
    seats: impl IntoIterator<Item = &'a RevealedSeat>,
    gold: &[u8],
) -> Result<Resolution, InvalidTask> {
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
    let items = number::index(campaign.items_of(index));
    let task = match campaign.labels {
        Labels::Classes(classes) => truth::Task::new(classes.into(), items, &seats, gold, pay)?,
    };
    Ok(truth::resolve(&task))
}

/// What a panel's inference hears of gold: nothing new. Returns the gold that counts in it, and the panel's seats as
/// it hears them.
///
/// Attack: gold is public when a panel labels. One panelist who repeats false gold that hung would make
/// it count, and panelists who repeat gold would outweigh those who look. So gold stays what the first
/// verdict made of it, and decides its items without the labels of panelists.
pub fn gold_beside_panel(
    outcome: GoldOutcome,
    panel: &[RevealedSeat],
    gold: Vec<u8>,
) -> (Vec<u8>, Vec<RevealedSeat>) {
    let mut heard = panel.to_vec();
    match outcome {
        GoldOutcome::None | GoldOutcome::Closed | GoldOutcome::Hung => return (vec![], heard),
        GoldOutcome::Counted | GoldOutcome::Moved => {}
    }
    for seat in &mut heard {
        for (label, gold) in seat.labels.iter_mut().zip(&gold) {
            if *gold != truth::NONE {
                *label = truth::NONE;
            }
        }
    }
    (gold, heard)
}

/// What became of a task's gold.
pub fn gold_outcome(wanted: bool, gold: &[u8], judged: GoldJudgement) -> GoldOutcome {
    match (wanted, gold.is_empty(), judged) {
        (false, ..) => GoldOutcome::None,
        (true, true, _) => GoldOutcome::Closed,
        (true, false, GoldJudgement { hung: true, .. }) => GoldOutcome::Hung,
        (true, false, GoldJudgement { moves: true, .. }) => GoldOutcome::Moved,
        (true, false, _) => GoldOutcome::Counted,
    }
}
