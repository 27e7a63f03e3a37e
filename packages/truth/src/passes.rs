//! What seats say to the gold of each question of a form by itself.
//!
//! [`crate::judge_form`] judges gold over all questions together, as the reference does. There gold that is all alike weighs
//! nothing, and light gold little, so that false gold of one question passes beside true gold of another. Whoever resolves
//! for money asks here first what to hear of it.

use alloc::vec::Vec;

use crate::agreement::Agreement;
use crate::form::{Form, Plane};
use crate::gold::gold_items;
use crate::planes::{crowd_of, on_gold};
use crate::task::NONE;

/// What is said to the gold of each question. Everybody agrees with gold that a question does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldPasses {
    /// By seat, then by question, whether the seat passes it: with answers to at least eight tenths of it and a skill of 0.4
    /// on them. Where it is all alike nobody can stand out from chance, so there eight tenths of the answers have to be right.
    pub seats: Vec<Vec<bool>>,
    /// By question, whether the seats' plurality, or their median on a scale, passes it.
    pub crowd: Vec<bool>,
    /// By question, whether some seat agrees with it above chance; where it is all alike, in half of its answers.
    pub agreed: Vec<bool>,
}

impl GoldPasses {
    /// The gold of questions that some seat agrees with, laid out as it was given; [`NONE`] in place of the others'. All of it
    /// where that would leave none: then it hangs as a whole.
    #[must_use]
    pub fn heard(&self, items: usize, gold: &[u8]) -> Vec<u8> {
        let mut heard = gold.to_vec();
        for (plane, agreed) in heard.chunks_mut(items.max(1)).zip(&self.agreed) {
            if !agreed {
                plane.fill(NONE);
            }
        }
        if heard.iter().any(|value| *value != NONE) {
            heard
        } else {
            gold.to_vec()
        }
    }

    /// Whether the crowd passes all gold that is heard.
    #[must_use]
    pub fn crowd_passes(&self) -> bool {
        self.all_heard(&self.crowd)
    }

    /// Whether a seat passes all gold that is heard.
    #[must_use]
    pub fn seat_passes(&self, seat: usize) -> bool {
        self.seats.get(seat).is_some_and(|own| self.all_heard(own))
    }

    fn all_heard(&self, passed: &[bool]) -> bool {
        let mut rows = self.agreed.iter().zip(passed);
        rows.all(|(heard, passed)| *passed || !heard)
    }
}

/// What seats say to the gold of each question.
#[must_use]
pub fn gold_passes(form: &Form<'_>) -> GoldPasses {
    let planes: Vec<Known<'_>> = form.planes().map(Known::of).collect();
    let seats = form.seats().len();
    let own = |seat: usize| {
        let passes = |known: &Known<'_>| known.of_seat(seat).passes();
        planes.iter().map(passes).collect()
    };
    let crowd = |known: &Known<'_>| known.said(|item| crowd_of(&known.plane, item)).passes();
    let agreed = |known: &Known<'_>| (0..seats).any(|seat| known.of_seat(seat).agrees());
    GoldPasses {
        seats: (0..seats).map(own).collect(),
        crowd: planes.iter().map(crowd).collect(),
        agreed: planes.iter().map(agreed).collect(),
    }
}

/// A question with its gold.
struct Known<'a> {
    plane: Plane<'a>,
    /// Items that have gold, with it.
    items: Vec<(usize, usize)>,
}

impl<'a> Known<'a> {
    fn of(plane: Plane<'a>) -> Self {
        let items = gold_items(plane.gold);
        Self { plane, items }
    }

    fn of_seat(&self, seat: usize) -> Said {
        self.said(|item| self.plane.seats[seat].labels[item])
    }

    fn said(&self, label: impl Fn(usize) -> u8) -> Said {
        let given = self.items.iter().filter(|(item, _)| label(*item) != NONE);
        let is_right = |(item, gold): &&(usize, usize)| usize::from(label(*item)) == *gold;
        Said {
            known: self.items.len(),
            given: given.count(),
            right: self.items.iter().filter(is_right).count(),
            shown: on_gold(self.plane.question, &self.items, &label),
        }
    }
}

/// What somebody says to the gold of a question.
struct Said {
    /// Gold answers, and how many somebody answered and had right.
    known: usize,
    given: usize,
    right: usize,
    shown: Agreement,
}

impl Said {
    fn passes(&self) -> bool {
        let passes = if self.shown.mass == 0 {
            self.right * 10 >= self.given * 8
        } else {
            self.shown.passes()
        };
        passes && self.given * 10 >= self.known * 8
    }

    fn agrees(&self) -> bool {
        if self.shown.mass == 0 {
            self.right * 2 >= self.given
        } else {
            self.shown.skill > 0
        }
    }
}
