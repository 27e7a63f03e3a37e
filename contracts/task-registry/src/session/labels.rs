//! Labels in the store: what was asked, revealed, inferred and opened as gold.

use cosmwasm_std::Storage;
use pasar_common::packed::PackedError;
use pasar_formats::number::index;

use crate::{
    error::{AtTask, ContractError},
    rules::{
        campaign::hot_terms::HotTerms,
        ids::TaskId,
        task::{
            asked::Asked,
            seat::{SeatState, Seated},
        },
        verdict::inference::RevealedSeat,
    },
    store::{ASKED, GOLD, VERDICTS},
};

/// What a wave of a task asks for.
///
/// # Errors
/// [`PackedError`] where the record is unreadable.
pub fn asked(
    store: &dyn Storage,
    campaign: &HotTerms,
    task: TaskId,
    wave: u8,
) -> Result<Asked, PackedError> {
    let items = campaign.items_of(task.index);
    if wave == 0 {
        return Ok(Asked::all(items));
    }
    let set = ASKED.load(store, &(task, wave))?;
    Ok(Asked::some(items, set))
}

/// The revealed seats of a task.
pub fn revealed(
    store: &dyn Storage,
    campaign: &HotTerms,
    task: TaskId,
    seats: Vec<Seated>,
) -> Result<Vec<RevealedSeat>, ContractError> {
    let mut found = Vec::new();
    for (labeler, seat) in seats {
        if let SeatState::Revealed(packed) = &seat.state {
            let asked = asked(store, campaign, task, seat.wave)?;
            let labels = campaign.labels.unpack_stored(asked.size(), packed)?;
            found.push(RevealedSeat {
                labeler,
                wave: seat.wave,
                issuer: seat.issuer,
                labels: asked.spread(labels),
                asked: campaign.labels.of_items(asked.count()),
                history: seat.snapshot,
            });
        }
    }
    Ok(found)
}

/// A task's verdict, one label for each item, question by question.
pub fn verdict(
    store: &dyn Storage,
    campaign: &HotTerms,
    task: TaskId,
) -> Result<Vec<u8>, ContractError> {
    let packed = VERDICTS.load(store, &task)?;
    let items = index(campaign.items_of(task.index));
    Ok(campaign.labels.unpack_stored(items, &packed.0)?)
}

/// A task's opened gold, laid out as its labels are; empty where there is none.
pub fn opened_gold(
    store: &dyn Storage,
    campaign: &HotTerms,
    task: TaskId,
) -> Result<Vec<u8>, ContractError> {
    let Some(opened) = GOLD.may_load(store, &task)? else {
        return Ok(Vec::new());
    };
    let items = campaign.items_of(task.index);
    campaign.labels.read_gold(&opened.0, items).at(task)
}
