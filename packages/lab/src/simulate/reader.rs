//! The requester as reader of sealed labels: asks again where the margin is thin.

use anyhow::{anyhow, Result};
use pasar_common::task_registry::{SeatResponse, TaskResponse, MIN_WAVE_ITEMS};
use pasar_testkit::Market;
use pasar_truth::{
    asking::{margins, Policy},
    rows::Row,
    PayTerms,
};

/// What the requester decides, who can read what is sealed: further seats on items whose margin
/// is thin, or that there are enough. Tells whether they asked.
pub fn asks_again(
    market: &mut Market,
    id: u32,
    task: &TaskResponse,
    classes: usize,
) -> Result<bool> {
    let campaign = market.campaign(id);
    let requester = campaign.requester;
    let terms = campaign.terms;
    let is_last = task.wave + 1 >= terms.max_waves;
    let left = if is_last {
        0
    } else {
        terms.overlap.max.saturating_sub(task.seats_wanted)
    };
    let pay = PayTerms {
        floor_bps: terms.pay.floor.get(),
        full_bps: terms.pay.full.get(),
    };
    let seats = market.seats(id, task.task);
    let rows: Vec<Row> = seats
        .iter()
        .filter_map(|seat| sealed_row(market, id, task, seat))
        .collect();
    let margins =
        margins(classes, task.items as usize, &rows, pay).map_err(|error| anyhow!("{error}"))?;
    let policy = Policy::usual(MIN_WAVE_ITEMS as usize);
    let Some(wave) = policy.after(task.wave, left, &margins) else {
        market.close(&requester, id, &[task.task])?;
        return Ok(false);
    };
    market.ask_wave(&requester, (id, task.task), &wave.items, wave.seats)?;
    Ok(true)
}

/// What a reader finds in a sealed seat, with the record it came with.
fn sealed_row(market: &Market, id: u32, task: &TaskResponse, seat: &SeatResponse) -> Option<Row> {
    let work = market.remembered(id, task.task, &seat.labeler)?;
    let asked = match seat.wave {
        0 => (0..task.items).collect(),
        wave => market.asked(id, task.task, wave),
    };
    let row = Row::spread(task.items as usize, asked, &work.labels);
    Some(row.with_history(seat.snapshot.into()))
}
