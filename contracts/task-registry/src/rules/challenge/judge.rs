//! Which labels a panel changes.

use pasar_formats::number::index;
use pasar_truth::{NONE, ONE};

use crate::rules::{
    alike::Alike,
    labels::{is_given, Labels},
    verdict::inference::RevealedSeat,
};

/// What a panel's judgement of a task is made of. Labels are laid out question by question.
pub struct Judgement<'a> {
    /// When two labels of the task say the same.
    pub alike: &'a Alike,
    /// Number of the task's items.
    pub items: u32,
    /// The verdict until now.
    pub verdict: &'a [u8],
    /// The inference over the task's seats and this panel's: its labels ...
    pub found: &'a [u8],
    /// ... and how sure they are, Q12 bits.
    pub margins: &'a [i32],
    /// The revealed seats of the panel.
    pub panel: &'a [RevealedSeat],
}

impl Judgement<'_> {
    /// What a label of the task is in the end, by its number. It changes where the inference says another one and is
    /// sure of it by a bit or more, and where the panel says the same by a plain vote of its own: neither the panel
    /// against the evidence of the task's seats, nor a lead that those had already, flips anything. On a scale a
    /// value a little off is no other one, and the panel's median has to have left the old one, too.
    pub fn last(&self, number: u32) -> u8 {
        let place = index(number);
        let question = Labels::place(self.items, number).question;
        let before = self.verdict.get(place).copied().unwrap_or(NONE);
        let found = self.found.get(place).copied().unwrap_or(NONE);
        let margin = self.margins.get(place).copied().unwrap_or(0);
        let given = || {
            let panel = self.panel.iter();
            panel.filter_map(|seat| seat.labels.get(place)).copied()
        };
        let flips = is_given(found)
            && !self.alike.agree(question, found, before)
            && i64::from(margin) >= ONE
            && self.alike.crowd_says(question, given(), found)
            && !self.alike.crowd_says(question, given(), before);
        if flips {
            found
        } else {
            before
        }
    }
}
