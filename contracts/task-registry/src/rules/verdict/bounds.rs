//! How much work one message may do.

use pasar_common::task_registry::{
    MAX_CELLS_PER_TASK, MAX_LABELS_PER_TASK, MAX_RESOLVED_QUESTIONS,
};
use pasar_formats::number::count;

use crate::rules::{
    campaign::hot_terms::HotTerms,
    task::seat::{SeatState, Seated},
};

/// More work than one message may do.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMuchWork {
    /// What is counted.
    pub what: &'static str,
    /// How many.
    pub found: u64,
    /// Most.
    pub max: u64,
}

impl TooMuchWork {
    /// Refuses more than the most.
    ///
    /// # Errors
    /// [`TooMuchWork`].
    pub const fn check(what: &'static str, found: u64, max: u64) -> Result<(), Self> {
        if found > max {
            return Err(Self { what, found, max });
        }
        Ok(())
    }
}

/// One message infers no more questions than two tasks of the largest form have.
///
/// # Errors
/// [`TooMuchWork`].
pub fn check_questions(campaign: &HotTerms, tasks: usize) -> Result<(), TooMuchWork> {
    let questions = u64::from(count(campaign.labels.questions().len()));
    let found = u64::from(count(tasks)) * questions;
    TooMuchWork::check("questions of tasks", found, MAX_RESOLVED_QUESTIONS)
}

/// One message infers no more labels than the largest task has. Returns those of this task and of
/// the ones before.
///
/// # Errors
/// [`TooMuchWork`].
pub fn check_work(
    campaign: &HotTerms,
    index: u32,
    seats: &[Seated],
    before: u64,
) -> Result<u64, TooMuchWork> {
    // Seats that were never opened count too: each costs a penalty.
    let done = seats
        .iter()
        .filter(|(_, seat)| matches!(seat.state, SeatState::Revealed(_) | SeatState::Sealed(_)));
    check_panel_work(campaign, index, done.count(), before)
}

/// The same for a number of seats.
///
/// # Errors
/// [`TooMuchWork`].
pub fn check_panel_work(
    campaign: &HotTerms,
    index: u32,
    seats: usize,
    before: u64,
) -> Result<u64, TooMuchWork> {
    let seats = u64::from(count(seats));
    let found = before + u64::from(campaign.labels_of(index)) * seats;
    TooMuchWork::check("labels", found, MAX_LABELS_PER_TASK)?;
    // Labels of whole items, each of which has as many cells.
    let items = found.checked_div(campaign.labels.of_items(1).into());
    let cells = items.unwrap_or(0) * campaign.labels.cells_per_item();
    TooMuchWork::check("classes x labels", cells, MAX_CELLS_PER_TASK)?;
    Ok(found)
}
