//! Which labels a panel changes.

use pasar_formats::number::index;
use pasar_truth::{NONE, ONE};

use crate::rules::{labels::Labels, verdict::inference::RevealedSeat};

/// What a panel's judgement of a task is made of.
pub struct Judgement<'a> {
    /// What labels are.
    pub labels: Labels,
    /// The verdict until now.
    pub verdict: &'a [u8],
    /// The inference over the task's seats and this panel's: its labels ...
    pub found: &'a [u8],
    /// ... and their lead, Q12 bits.
    pub margins: &'a [i32],
    /// The revealed seats of the panel.
    pub panel: &'a [RevealedSeat],
}

impl Judgement<'_> {
    /// What an item's label is in the end. It changes where the inference says another one and leads by a bit or more,
    /// and where most of the panel says the same by itself: neither the panel against the evidence of the task's
    /// seats, nor a lead that those had already, flips anything.
    pub fn last(&self, item: u32) -> u8 {
        let place = index(item);
        let before = self.verdict.get(place).copied().unwrap_or(NONE);
        let found = self.found.get(place).copied().unwrap_or(NONE);
        let margin = self.margins.get(place).copied().unwrap_or(0);
        let given = self.panel.iter().filter_map(|seat| seat.labels.get(place));
        let flips = self.labels.is_given(found)
            && !self.labels.same(found, before)
            && i64::from(margin) >= ONE
            && self.labels.plurality(given.copied()) == Some(found);
        if flips {
            found
        } else {
            before
        }
    }
}
