//! Labels of seats, each a row over all items of the task, of which a seat was asked for some.

use alloc::{vec, vec::Vec};

use crate::{skill::History, task::Seat, NONE};

/// What one seat said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A label, or [`NONE`], for every item of the task, question by question.
    pub labels: Vec<u8>,
    /// Labels that the seat was asked for.
    pub asked: u32,
    /// The labeler's record when they took the ticket.
    pub history: History,
}

impl Row {
    /// Labels of all items, each of which was asked for, by somebody without a record.
    pub fn of_all(labels: Vec<u8>) -> Self {
        Self {
            asked: u32::try_from(labels.len()).unwrap_or(u32::MAX),
            labels,
            history: History::default(),
        }
    }

    /// A wave's labels, in the order of the items it asked for and question by question, put where these
    /// items are. What is beyond the task's items is left out.
    pub fn spread(items: usize, asked: impl IntoIterator<Item = u32>, labels: &[u8]) -> Self {
        let asked: Vec<u32> = asked.into_iter().collect();
        let questions = labels.len().div_ceil(asked.len().max(1)).max(1);
        let mut all = vec![NONE; items.saturating_mul(questions)];
        for (plane, given) in all
            .chunks_mut(items.max(1))
            .zip(labels.chunks(asked.len().max(1)))
        {
            for (item, label) in asked.iter().zip(given) {
                let place = usize::try_from(*item).ok();
                if let Some(place) = place.and_then(|item| plane.get_mut(item)) {
                    *place = *label;
                }
            }
        }
        let count = asked.len().saturating_mul(questions);
        Self {
            labels: all,
            asked: u32::try_from(count).unwrap_or(u32::MAX),
            history: History::default(),
        }
    }

    /// The same with a record.
    pub fn with_history(self, history: History) -> Self {
        Self { history, ..self }
    }
}

/// The seats of a task, out of their rows.
pub fn seats(rows: &[Row]) -> Vec<Seat<'_>> {
    rows.iter()
        .map(|row| Seat {
            labels: &row.labels,
            asked: row.asked,
            history: row.history,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_a_wave_stand_where_their_items_are() {
        let row = Row::spread(6, [1, 4], &[3, 0]);
        assert_eq!(row.labels, [NONE, 3, NONE, NONE, 0, NONE]);
        assert_eq!(row.asked, 2);
        let row = Row::spread(3, [0, 2], &[3, 0, 1, 2]);
        assert_eq!(row.labels, [3, NONE, 0, 1, NONE, 2]);
        assert_eq!(row.asked, 4);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(Row::spread(2, [0, 7], &[1, 2]).labels, [1, NONE]);
        assert_eq!(Row::spread(3, [0, 1, 2], &[1]).labels, [1, NONE, NONE]);
    }

    #[test]
    fn seats_are_what_the_rows_say() {
        let rows = [Row::of_all(vec![0, NONE, 1]), Row::spread(3, [2], &[1])];
        let seats = seats(&rows);
        assert_eq!((seats[0].labels, seats[0].asked), (&[0, NONE, 1][..], 3));
        assert_eq!((seats[1].labels, seats[1].asked), (&[NONE, NONE, 1][..], 1));
    }
}
