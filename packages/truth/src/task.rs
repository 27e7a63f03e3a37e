//! What a task is made of, and the checks that everything else relies on.
//!
//! # Bounds
//!
//! A [`Task`] can only be made by [`Task::new`], so all of this holds everywhere:
//!
//! * 2 <= classes <= 2^5, items <= 2^20, seats <= 2^11, items x seats <= 2^24 cells, given labels
//!   <= 2^20; a label that is not [`NONE`] is below `classes`.
//! * A count of labels in Q12 is at most 2^32, and in Q16 2^36; so is any sum of such counts over
//!   seats, classes or items, since every label is counted once.
//! * A count times a share (Q16) is at most 2^48. A count squared is at most 2^40, times 4096 or
//!   10 000 less than 2^54.
//! * Record values are clamped to 2^30; with four times a task's gold evidence (each <= 2^32) less
//!   than 2^35, shifted by twelve 2^47.
//! * A seat's log-likelihood lies between lg(1024) - lg(2^33) > -23 bits and 0, that is above
//!   -94 208 in Q12; 2^11 seats and a log prior (<= 36 bits) stay within 2 * 10^8 < 2^28. A list of
//!   labels has 2^14 labelers, which stay within 1.6 * 10^9 < 2^31.
//! * A vote weighs less than 2^16, so 2^11 seats less than 2^27, and 2^14 labelers less than 2^30.

use core::fmt;

use crate::skill::History;

/// No label.
pub const NONE: u8 = 255;
/// Most classes of a task.
pub const MAX_CLASSES: usize = 32;
/// Most labels given in a task.
pub const MAX_LABELS: usize = 1 << 20;
/// Most items of a task.
pub const MAX_ITEMS: usize = 1 << 20;
/// Most seats of a task.
pub const MAX_SEATS: usize = 1 << 11;
/// Most labelers of a data set, of which a list of labels is inferred.
pub const MAX_LABELERS: usize = 1 << 14;
/// Most items times seats of a task, labeled or not.
pub const MAX_CELLS: usize = 1 << 24;

/// One labeler's part in a task.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seat<'a> {
    /// A class, or [`NONE`], for every item of the task.
    pub labels: &'a [u8],
    /// Items that the seat was asked to label.
    pub asked: u32,
    /// The labeler's record as it was when they took the ticket, decayed. Values beyond
    /// [`crate::HISTORY_LIMIT`] count as the limit: an odd record must not stop a task.
    pub history: History,
}

/// How skill becomes pay: nothing at `floor_bps` of skill or below, the full price at `full_bps`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayTerms {
    /// Skill that earns nothing, basis points.
    pub floor_bps: u16,
    /// Skill that earns the full price, basis points; above the floor, at most 10 000.
    pub full_bps: u16,
}

impl Default for PayTerms {
    fn default() -> Self {
        Self {
            floor_bps: 1000,
            full_bps: 7500,
        }
    }
}

/// Everything that a verdict, its scores and its pay depend on. Checked; see the module's bounds.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    classes: usize,
    items: usize,
    seats: &'a [Seat<'a>],
    gold: &'a [u8],
    pay: PayTerms,
}

/// Why something is not a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidTask {
    /// Returned when there are fewer than two classes, or more than [`MAX_CLASSES`].
    Classes {
        /// Classes given.
        found: usize,
    },
    /// Returned when there is no item, or more than [`MAX_ITEMS`].
    Items {
        /// Items given.
        found: usize,
    },
    /// Returned when there is no seat, or more than [`MAX_SEATS`].
    Seats {
        /// Seats given.
        found: usize,
    },
    /// Returned when a list of labels has no labeler, or more than [`MAX_LABELERS`].
    Labelers {
        /// Labelers given.
        found: usize,
    },
    /// Returned when items times seats is more than [`MAX_CELLS`].
    Cells {
        /// Items times seats.
        found: usize,
    },
    /// Returned when more labels are given than [`MAX_LABELS`].
    Labels {
        /// Labels given.
        found: usize,
    },
    /// Returned when a seat does not have one value for every item.
    SeatLength {
        /// Index of the seat.
        seat: usize,
        /// Values given.
        found: usize,
        /// Items of the task.
        wanted: usize,
    },
    /// Returned when a label is neither a class nor [`NONE`].
    Label {
        /// Index of the seat.
        seat: usize,
        /// Index of the item.
        item: usize,
        /// The label.
        found: u8,
        /// Classes of the task: a label is below this.
        classes: usize,
    },
    /// Returned when gold is given but not one value for every item.
    GoldLength {
        /// Values given.
        found: usize,
        /// Items of the task.
        wanted: usize,
    },
    /// Returned when a gold value is neither a class nor [`NONE`].
    GoldLabel {
        /// Index of the item.
        item: usize,
        /// The value.
        found: u8,
        /// Classes of the task: a value is below this.
        classes: usize,
    },
    /// Returned when the full price is not above the floor, or above 10 000 basis points.
    Pay {
        /// The terms given.
        found: PayTerms,
    },
}

impl fmt::Display for InvalidTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Classes { found } => {
                write!(f, "{found} classes, expected 2 to {MAX_CLASSES}")
            }
            Self::Items { found } => write!(f, "{found} items, expected 1 to {MAX_ITEMS}"),
            Self::Seats { found } => write!(f, "{found} seats, expected 1 to {MAX_SEATS}"),
            Self::Labelers { found } => {
                write!(f, "{found} labelers, expected 1 to {MAX_LABELERS}")
            }
            Self::Cells { found } => {
                write!(f, "{found} items times seats, expected at most {MAX_CELLS}")
            }
            Self::Labels { found } => {
                write!(f, "{found} labels, expected at most {MAX_LABELS}")
            }
            Self::SeatLength {
                seat,
                found,
                wanted,
            } => write!(f, "seat {seat} has {found} values, expected {wanted}"),
            Self::Label {
                seat,
                item,
                found,
                classes,
            } => write!(
                f,
                "seat {seat} labels item {item} {found}, expected a class below {classes}"
            ),
            Self::GoldLength { found, wanted } => {
                write!(f, "gold has {found} values, expected {wanted}")
            }
            Self::GoldLabel {
                item,
                found,
                classes,
            } => write!(
                f,
                "gold of item {item} is {found}, expected a class below {classes}"
            ),
            Self::Pay { found } => write!(
                f,
                "pay floor {} and full {} basis points, expected floor below full, full at most 10000",
                found.floor_bps, found.full_bps
            ),
        }
    }
}

impl core::error::Error for InvalidTask {}

impl<'a> Task<'a> {
    /// Checks the parts of a task. `gold` is empty where there is none, else one value per item.
    pub fn new(
        classes: usize,
        items: usize,
        seats: &'a [Seat<'a>],
        gold: &'a [u8],
        pay: PayTerms,
    ) -> Result<Self, InvalidTask> {
        if !(2..=MAX_CLASSES).contains(&classes) {
            return Err(InvalidTask::Classes { found: classes });
        }
        check_sizes(items, items, seats.len())?;
        if !gold.is_empty() && gold.len() != items {
            return Err(InvalidTask::GoldLength {
                found: gold.len(),
                wanted: items,
            });
        }
        if let Some((item, found)) = first_outside(gold, classes) {
            return Err(InvalidTask::GoldLabel {
                item,
                found,
                classes,
            });
        }
        check_pay(pay)?;
        check_seats(classes, items, seats)?;
        Ok(Self::of_checked(classes, items, seats, gold, pay))
    }

    /// A task of parts that were checked as [`Task::new`] does.
    pub(crate) fn of_checked(
        classes: usize,
        items: usize,
        seats: &'a [Seat<'a>],
        gold: &'a [u8],
        pay: PayTerms,
    ) -> Self {
        Self {
            classes,
            items,
            seats,
            gold,
            pay,
        }
    }

    /// Classes, 2 to [`MAX_CLASSES`].
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Items, at least one.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Seats, at least one.
    #[must_use]
    pub fn seats(&self) -> &'a [Seat<'a>] {
        self.seats
    }

    /// Opened gold: empty, or a class or [`NONE`] for every item.
    #[must_use]
    pub fn gold(&self) -> &'a [u8] {
        self.gold
    }

    /// How skill becomes pay.
    #[must_use]
    pub fn pay(&self) -> PayTerms {
        self.pay
    }

    /// Number of classes, for arithmetic.
    pub(crate) fn classes_i64(&self) -> i64 {
        self.classes as i64
    }
}

/// Checks items and seats, and the cells that they make with this number of answers a seat.
pub(crate) fn check_sizes(items: usize, answers: usize, seats: usize) -> Result<(), InvalidTask> {
    if !(1..=MAX_ITEMS).contains(&items) {
        return Err(InvalidTask::Items { found: items });
    }
    if !(1..=MAX_SEATS).contains(&seats) {
        return Err(InvalidTask::Seats { found: seats });
    }
    // At most 2^36, which 32 bits do not hold.
    let cells = answers.saturating_mul(seats);
    if cells > MAX_CELLS {
        return Err(InvalidTask::Cells { found: cells });
    }
    Ok(())
}

pub(crate) fn check_pay(pay: PayTerms) -> Result<(), InvalidTask> {
    if pay.floor_bps >= pay.full_bps || pay.full_bps > 10_000 {
        return Err(InvalidTask::Pay { found: pay });
    }
    Ok(())
}

fn check_seats(classes: usize, items: usize, seats: &[Seat<'_>]) -> Result<(), InvalidTask> {
    let mut given = 0;
    for (index, seat) in seats.iter().enumerate() {
        if seat.labels.len() != items {
            return Err(InvalidTask::SeatLength {
                seat: index,
                found: seat.labels.len(),
                wanted: items,
            });
        }
        if let Some((item, found)) = first_outside(seat.labels, classes) {
            return Err(InvalidTask::Label {
                seat: index,
                item,
                found,
                classes,
            });
        }
        given += given_labels(seat.labels);
    }
    if given > MAX_LABELS {
        return Err(InvalidTask::Labels { found: given });
    }
    Ok(())
}

/// The first value that is neither a class nor [`NONE`], with its place.
pub(crate) fn first_outside(values: &[u8], classes: usize) -> Option<(usize, u8)> {
    values
        .iter()
        .position(|&value| value != NONE && usize::from(value) >= classes)
        .map(|at| (at, values[at]))
}

/// How many values are not [`NONE`].
pub(crate) fn given_labels(values: &[u8]) -> usize {
    values.iter().filter(|&&value| value != NONE).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;
    use rstest::rstest;

    fn seat(labels: &[u8]) -> Seat<'_> {
        Seat {
            labels,
            ..Seat::default()
        }
    }

    #[rstest]
    #[case(1, "1 classes, expected 2 to 32")]
    #[case(33, "33 classes, expected 2 to 32")]
    fn refuses_classes_out_of_range(#[case] found: usize, #[case] message: &str) {
        let seats = [seat(&[0])];
        let error = Task::new(found, 1, &seats, &[], PayTerms::default()).unwrap_err();
        assert_eq!(error, InvalidTask::Classes { found });
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn refuses_no_items_and_no_seats() {
        let pay = PayTerms::default();
        let empty = Task::new(2, 0, &[seat(&[])], &[], pay).unwrap_err();
        assert_eq!(empty, InvalidTask::Items { found: 0 });
        let nobody = Task::new(2, 1, &[], &[], pay).unwrap_err();
        assert_eq!(nobody, InvalidTask::Seats { found: 0 });
    }

    #[rstest]
    #[case(MAX_ITEMS + 1, 1, InvalidTask::Items { found: MAX_ITEMS + 1 })]
    #[case(1, MAX_SEATS + 1, InvalidTask::Seats { found: MAX_SEATS + 1 })]
    #[case(MAX_ITEMS, 17, InvalidTask::Cells { found: 17 * MAX_ITEMS })]
    fn refuses_more_than_the_bounds(
        #[case] items: usize,
        #[case] seats: usize,
        #[case] wanted: InvalidTask,
    ) {
        let seats = vec![seat(&[]); seats];
        let error = Task::new(2, items, &seats, &[], PayTerms::default()).unwrap_err();
        assert_eq!(error, wanted);
    }

    #[test]
    fn counts_labels_given_and_not_cells() {
        let full = vec![0; MAX_ITEMS];
        let none = vec![NONE; MAX_ITEMS];
        let mut one_more = none.clone();
        one_more[0] = 1;
        let pay = PayTerms::default();
        assert!(Task::new(2, MAX_ITEMS, &[seat(&full), seat(&none)], &[], pay).is_ok());
        let seats = [seat(&full), seat(&one_more)];
        let error = Task::new(2, MAX_ITEMS, &seats, &[], pay).unwrap_err();
        let found = MAX_LABELS + 1;
        assert_eq!(error, InvalidTask::Labels { found });
    }

    #[test]
    fn refuses_a_seat_of_another_length() {
        let seats = [seat(&[0, 1]), seat(&[0])];
        let error = Task::new(2, 2, &seats, &[], PayTerms::default()).unwrap_err();
        assert_eq!(error.to_string(), "seat 1 has 1 values, expected 2");
    }

    #[test]
    fn refuses_a_label_that_is_no_class() {
        let seats = [seat(&[0, NONE, 2])];
        let error = Task::new(2, 3, &seats, &[], PayTerms::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "seat 0 labels item 2 2, expected a class below 2"
        );
    }

    #[test]
    fn refuses_gold_that_does_not_fit() {
        let seats = [seat(&[0, 1])];
        let pay = PayTerms::default();
        let short = Task::new(2, 2, &seats, &[0], pay).unwrap_err();
        assert_eq!(short.to_string(), "gold has 1 values, expected 2");
        let outside = Task::new(2, 2, &seats, &[NONE, 2], pay).unwrap_err();
        assert_eq!(
            outside.to_string(),
            "gold of item 1 is 2, expected a class below 2"
        );
        assert!(Task::new(2, 2, &seats, &[NONE, 1], pay).is_ok());
    }

    #[rstest]
    #[case(1000, 1000)]
    #[case(5000, 1000)]
    #[case(0, 10_001)]
    fn refuses_pay_terms_without_a_slope(#[case] floor_bps: u16, #[case] full_bps: u16) {
        let found = PayTerms {
            floor_bps,
            full_bps,
        };
        let error = Task::new(2, 1, &[seat(&[0])], &[], found).unwrap_err();
        assert_eq!(error, InvalidTask::Pay { found });
    }
}
