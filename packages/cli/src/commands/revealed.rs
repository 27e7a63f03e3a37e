//! Revealed labels, as anybody reads them who works out more of them than the chain does.

use anyhow::Result;
use pasar_common::task_registry::{
    CampaignResponse, GoldOutcome, GoldResponse, LabelsResponse, QueryMsg, SeatResponse,
    SeatStatus, TaskRef, TaskResponse, TaskSeat,
};
use pasar_formats::{form::unpack, gold};
use pasar_truth::rows::Row;

use super::sealed_labels::asked;
use crate::chain::market::Market;

/// A seat with its labels.
pub struct Revealed {
    /// The seat.
    pub seat: SeatResponse,
    /// Its labels on all items of the task, and the record it was drawn with.
    pub row: Row,
}

/// The revealed seats of a task.
pub fn revealed(
    market: &Market,
    campaign: &CampaignResponse,
    task: &TaskResponse,
) -> Result<Vec<Revealed>> {
    let id = campaign.campaign;
    let form = campaign.terms.form();
    let items = usize::try_from(task.items)?;
    let mut found = Vec::new();
    for seat in market.seats(id, task.task)? {
        if seat.status != SeatStatus::Revealed {
            continue;
        }
        let asked = asked(market, id, (task.task, task.items), seat.wave)?;
        let packed: LabelsResponse = market.registry(&QueryMsg::Labels(TaskSeat {
            campaign: id,
            task: task.task,
            labeler: seat.labeler.to_string(),
        }))?;
        let labels = unpack(&form, usize::try_from(asked.len())?, &packed.labels)?;
        let row = Row::spread(items, asked.iter(), &labels);
        let row = row.with_history(seat.snapshot.into());
        found.push(Revealed { seat, row });
    }
    Ok(found)
}

/// The gold that counts in a task, laid out as its labels are; empty where none does.
pub fn counted_gold(
    market: &Market,
    campaign: &CampaignResponse,
    task: &TaskResponse,
) -> Result<Vec<u8>> {
    match task.gold {
        GoldOutcome::None | GoldOutcome::Closed | GoldOutcome::Hung => return Ok(Vec::new()),
        GoldOutcome::Counted | GoldOutcome::Moved => {}
    }
    let opened: GoldResponse = market.registry(&QueryMsg::Gold(TaskRef {
        campaign: campaign.campaign,
        task: task.task,
    }))?;
    Ok(gold::read(
        &opened.gold,
        task.items,
        &campaign.terms.form(),
    )?)
}
