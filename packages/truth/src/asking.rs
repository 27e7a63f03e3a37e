//! Sealed waves: which items the reader of sealed labels asks for again, and with how many seats.
//!
//! One policy for `pasar adapt` and for everything that measures it. A wave asks for all items whose
//! margin is thin. The chain takes no wave below some number of items, so a smaller one is filled up
//! with the next thinnest; where less than half of it would be thin, the labels are not worth their
//! price and nothing is asked for.

use alloc::vec::Vec;

use crate::{
    form::{Form, InvalidForm, Question},
    resolve, resolve_form,
    rows::{seats, Row},
    task::{InvalidTask, PayTerms, Task},
    ONE,
};

/// Seats of the first wave, and of three further ones: the items that are left are fewer each time,
/// and harder.
pub const WAVES: [u8; 4] = [3, 3, 5, 7];
/// Margin below which further seats are asked for, bits.
pub const MARGIN: i32 = 8;
/// The same where a question is a scale, whose margins are of another kind and at most eight bits.
pub const SCALE_MARGIN: i32 = 3;

/// When to ask again, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Margin that is enough, Q12 bits.
    pub enough: i32,
    /// Seats of each further wave; the last number goes on.
    pub seats: Vec<u8>,
    /// Fewest items that a wave may ask for.
    pub least: usize,
}

/// A further wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Items of the task, ascending.
    pub items: Vec<u32>,
    /// Seats for each of them.
    pub seats: u8,
}

impl Policy {
    /// Eight bits, and 3, 5, then 7 seats.
    pub fn usual(least: usize) -> Self {
        let [_, further @ ..] = WAVES;
        Self {
            enough: bits(MARGIN),
            seats: further.to_vec(),
            least,
        }
    }

    /// The usual one for what is asked: where a question is a scale, three bits are enough.
    pub fn of(questions: &[Question], least: usize) -> Self {
        let is_scale = |of: &Question| matches!(of, Question::Scale { .. });
        let usual = Self::usual(least);
        if questions.iter().any(is_scale) {
            return Self {
                enough: bits(SCALE_MARGIN),
                ..usual
            };
        }
        usual
    }

    /// What to ask for after wave `wave` of a task that may have `left` seats more; nothing where the
    /// labels are enough, or cannot be more.
    pub fn after(&self, wave: u8, left: u8, margins: &[i32]) -> Option<Wave> {
        let last = self.seats.len().checked_sub(1)?;
        let seats = self.seats.get(usize::from(wave).min(last))?;
        let seats = left.min(*seats);
        let items = if seats > 0 {
            self.items(margins)
        } else {
            Vec::new()
        };
        (!items.is_empty()).then_some(Wave { items, seats })
    }

    /// Items with a thin margin, filled up to the fewest of a wave.
    fn items(&self, margins: &[i32]) -> Vec<u32> {
        let thin = margins
            .iter()
            .filter(|margin| **margin < self.enough)
            .count();
        if thin == 0 || thin.saturating_mul(2) < self.least.min(margins.len()) {
            return Vec::new();
        }
        let mut order: Vec<(i32, u32)> = margins.iter().copied().zip(0..).collect();
        order.sort_unstable();
        order.truncate(thin.max(self.least));
        let mut items: Vec<u32> = order.into_iter().map(|(_, item)| item).collect();
        items.sort_unstable();
        items
    }
}

/// Bits as margins have them, Q12.
fn bits(count: i32) -> i32 {
    count.saturating_mul(i32::try_from(ONE).unwrap_or(i32::MAX))
}

/// Margins of the verdict that the chain would infer now. Without gold, although the requester knows
/// it: which items are asked for must not tell which are gold.
///
/// # Errors
/// [`InvalidTask`], where no task has such rows.
pub fn margins(
    classes: usize,
    items: usize,
    rows: &[Row],
    pay: PayTerms,
) -> Result<Vec<i32>, InvalidTask> {
    Ok(resolve(&Task::new(classes, items, &seats(rows), &[], pay)?).margin)
}

/// The least margin of every item over all questions, as the chain would infer them now.
///
/// # Errors
/// [`InvalidForm`], where no form has such rows.
pub fn least_margins(
    questions: &[Question],
    items: usize,
    rows: &[Row],
    pay: PayTerms,
) -> Result<Vec<i32>, InvalidForm> {
    let seats = seats(rows);
    let form = Form::new(questions, items, &seats, &[], pay)?;
    Ok(resolve_form(&form).least_margins())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Item `n` of a hundred has a margin of `99 - n` thousand.
    fn margins() -> Vec<i32> {
        (0..100).map(|item| (99 - item) * 1_000).collect()
    }

    fn policy(enough: i32) -> Policy {
        Policy {
            enough,
            ..Policy::usual(30)
        }
    }

    fn asked(enough: i32) -> Vec<u32> {
        let wave = policy(enough).after(0, 9, &margins());
        wave.map_or(Vec::new(), |wave| wave.items)
    }

    #[test]
    fn a_wave_has_the_thin_items_and_is_filled_up_to_the_fewest() {
        assert_eq!(asked(40_000), (60..100).collect::<Vec<u32>>());
        assert_eq!(asked(15_000), (70..100).collect::<Vec<u32>>());
    }

    #[test]
    fn a_wave_that_would_be_mostly_filling_is_not_worth_it() {
        assert_eq!(asked(14_000), [0; 0]);
        assert_eq!(asked(0), [0; 0]);
    }

    #[test]
    fn a_task_below_the_fewest_is_asked_for_whole() {
        let wave = policy(6).after(0, 9, &[5, 1, 9]).unwrap();
        assert_eq!(wave.items, [0, 1, 2]);
        assert_eq!(policy(1).after(0, 9, &[5, 1, 9]), None);
    }

    #[test]
    fn an_item_is_as_sure_as_the_least_sure_of_its_answers() {
        let said = |wrong: usize| -> Vec<u8> {
            let right = (0..40).map(|item| u8::from(item % 2 == 0));
            let other = (0..40).map(|item| u8::from((item % 2 == 0) ^ (item == wrong)));
            right.chain(other).collect()
        };
        let rows: Vec<Row> = [7, 7, 9, 99].map(|wrong| Row::of_all(said(wrong))).into();
        let questions = [Question::Classes(2), Question::Classes(2)];
        let pay = PayTerms::default();
        let least = least_margins(&questions, 40, &rows, pay).unwrap();
        assert_eq!(least.iter().min(), Some(&least[7]));
        assert!(least[8] > least[9]);
    }

    #[test]
    fn less_is_enough_where_a_question_is_a_scale() {
        let scale = Question::Scale {
            levels: 5,
            read: crate::Read::Mean,
        };
        let enough = |questions: &[Question]| Policy::of(questions, 30).enough;
        assert_eq!(enough(&[Question::Classes(2)]), 8 * 4_096);
        assert_eq!(enough(&[Question::Classes(2), scale]), 3 * 4_096);
        assert_eq!(Policy::of(&[Question::Classes(2)], 30), Policy::usual(30));
    }

    #[test]
    fn seats_are_those_of_the_wave_as_far_as_there_are_any_left() {
        let seats = |wave, left| policy(40_000).after(wave, left, &margins());
        let of = |wave, left| seats(wave, left).map_or(0, |wave| wave.seats);
        assert_eq!([0, 1, 2, 3, 9].map(|wave| of(wave, 99)), [3, 5, 7, 7, 7]);
        assert_eq!([0, 1, 2].map(|wave| of(wave, 4)), [3, 4, 4]);
        assert_eq!(seats(0, 0), None);
        let none = Policy {
            seats: Vec::new(),
            ..policy(40_000)
        };
        assert_eq!(none.after(0, 9, &margins()), None);
    }
}
