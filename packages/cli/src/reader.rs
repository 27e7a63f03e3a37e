//! The requester as reader of sealed labels: asks again where the margin is thin.

use anyhow::{anyhow, Result};
use pasar_common::task_registry::{SeatResponse, TaskResponse, MIN_WAVE_ITEMS};
use pasar_testkit::Market;
use pasar_truth::{resolve, History, PayTerms, Seat, Task, NONE, ONE};

/// Seats of the first wave, and of three further ones: the items that are left are fewer each time, and
/// harder.
pub const WAVES: [usize; 4] = [3, 3, 5, 7];
/// Margin below which further seats are asked for, bits.
pub const MARGIN: i32 = 8;

/// What the requester decides, who can read what is sealed: further seats on items whose margin
/// is thin, or that there are enough. Tells whether he asked.
///
/// # Errors
/// Where the market refuses a message.
pub fn asks_again(
    market: &mut Market,
    id: u32,
    task: &TaskResponse,
    classes: usize,
) -> Result<bool> {
    let campaign = market.campaign(id);
    let (requester, most) = (campaign.requester, campaign.terms.overlap.max);
    let left = most.saturating_sub(task.seats_wanted);
    let next = WAVES.get(usize::from(task.wave) + 1);
    let items = match next.is_some() && left > 0 {
        true => thin(market, id, task, classes)?,
        false => vec![],
    };
    if items.is_empty() {
        market.close(&requester, id, &[task.task])?;
        return Ok(false);
    }
    let seats = left.min(next.map_or(0, |seats| *seats as u8));
    market.ask_wave(&requester, (id, task.task), &items, seats)?;
    Ok(true)
}

/// Items with a thin margin, filled up with the next ones to the fewest that a wave may have;
/// none where they are less than half of that.
fn thin(market: &Market, id: u32, task: &TaskResponse, classes: usize) -> Result<Vec<u32>> {
    let rows: Vec<(Vec<u8>, u32, History)> = market
        .seats(id, task.task)
        .iter()
        .filter_map(|seat| sealed_row(market, id, task, seat))
        .collect();
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|(labels, asked, history)| Seat {
            labels,
            asked: *asked,
            history: *history,
        })
        .collect();
    let pay = PayTerms {
        floor_bps: 1_000,
        full_bps: 7_500,
    };
    let inferred = Task::new(classes, task.items as usize, &seats, &[], pay)
        .map_err(|error| anyhow!("{error}"))?;
    let margins = resolve(&inferred).margin;
    let mut order: Vec<u32> = (0..task.items).collect();
    order.sort_by_key(|item| margins[*item as usize]);
    let thin = margins
        .iter()
        .filter(|margin| **margin < MARGIN * ONE as i32);
    let (thin, least) = (thin.count(), MIN_WAVE_ITEMS as usize);
    order.truncate(if 2 * thin < least { 0 } else { thin.max(least) });
    Ok(order)
}

/// What a reader finds in a sealed seat: its labels of all items, how many it was asked for, and
/// the record it came with.
fn sealed_row(
    market: &Market,
    id: u32,
    task: &TaskResponse,
    seat: &SeatResponse,
) -> Option<(Vec<u8>, u32, History)> {
    let work = market.remembered(id, task.task, &seat.labeler)?;
    let asked = match seat.wave {
        0 => (0..task.items).collect(),
        wave => market.asked(id, task.task, wave),
    };
    let mut labels = vec![NONE; task.items as usize];
    for (item, label) in asked.iter().zip(&work.labels) {
        labels[*item as usize] = *label;
    }
    let [skill, mass, evidence] = seat.snapshot;
    let history = History {
        skill,
        mass,
        evidence,
    };
    Some((labels, asked.len() as u32, history))
}
