//! Who passes the gold of which question of a form, each question by itself.
//!
//! [`crate::judge_form`] judges gold over all questions together, as the reference does. There gold that is all alike weighs
//! nothing, and light gold little. So whoever resolves for money asks here first, and leaves out the gold of questions that
//! nobody passes: false gold of one question must not pass beside true gold of another.

use alloc::vec::Vec;

use crate::form::{Form, Plane};
use crate::gold::gold_items;
use crate::planes::{crowd_of, on_gold};
use crate::task::NONE;

/// Who passes which gold. Gold that a question does not have is passed by everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldPasses {
    /// By seat, then by question.
    pub seats: Vec<Vec<bool>>,
    /// By question, whether the seats' plurality, or their median on a scale, passes it.
    pub crowd: Vec<bool>,
}

impl GoldPasses {
    /// The gold of questions that some seat passes, laid out as it was given; [`NONE`] in place of the others'. All of it
    /// where that would leave none: then it hangs as a whole.
    #[must_use]
    pub fn heard(&self, items: usize, gold: &[u8]) -> Vec<u8> {
        let mut heard = gold.to_vec();
        let planes = heard.chunks_mut(items.max(1)).enumerate();
        for (question, plane) in planes {
            let is_passed = |own: &Vec<bool>| own.get(question).copied().unwrap_or(false);
            if !self.seats.iter().any(is_passed) {
                plane.fill(NONE);
            }
        }
        if heard.iter().any(|value| *value != NONE) {
            heard
        } else {
            gold.to_vec()
        }
    }
}

/// Who passes the gold of each question: with answers to at least eight tenths of it and a skill of 0.4 on them. Where it is
/// all alike nobody can stand out from chance, so there eight tenths of the answers have to be right.
#[must_use]
pub fn gold_passes(form: &Form<'_>) -> GoldPasses {
    let planes: Vec<(Plane<'_>, Vec<(usize, usize)>)> = form
        .planes()
        .map(|plane| {
            let items = gold_items(plane.gold);
            (plane, items)
        })
        .collect();
    let of_seat = |seat: usize| {
        let passes = |(plane, items): &(Plane<'_>, Vec<_>)| {
            passes(plane, items, |item| plane.seats[seat].labels[item])
        };
        planes.iter().map(passes).collect()
    };
    let crowd =
        |(plane, items): &(Plane<'_>, Vec<_>)| passes(plane, items, |item| crowd_of(plane, item));
    GoldPasses {
        seats: (0..form.seats().len()).map(of_seat).collect(),
        crowd: planes.iter().map(crowd).collect(),
    }
}

fn passes(plane: &Plane<'_>, items: &[(usize, usize)], said: impl Fn(usize) -> u8) -> bool {
    let given = items.iter().filter(|(item, _)| said(*item) != NONE).count();
    if given * 10 < items.len() * 8 {
        return false;
    }
    let is_right = |(item, gold): &&(usize, usize)| usize::from(said(*item)) == *gold;
    let right = items.iter().filter(is_right).count();
    let shown = on_gold(plane.question, items, &said);
    if shown.mass == 0 {
        right * 10 >= given * 8
    } else {
        shown.passes()
    }
}
