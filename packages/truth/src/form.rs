//! What a task asks of every item: one question or several, of classes or on a scale.
//!
//! Every question is a **plane** of its own, with its own labels, gold, verdict and chance. Labels and
//! gold are laid out plane by plane: all items' answers to the first question, then all to the second.
//!
//! The bounds of [`crate::task`] hold for a form's answers over all its planes together: at most 2^20
//! given, in at most 2^24 cells.

use alloc::vec::Vec;
use core::fmt;

use crate::gold::GoldJudgement;
use crate::score::Score;
use crate::task::{
    check_pay, check_sizes, first_outside, given_labels, InvalidTask, PayTerms, Seat, Task,
    MAX_CLASSES, MAX_LABELS, NONE,
};

/// Most questions of a form.
pub const MAX_QUESTIONS: usize = 32;
/// Most levels of a scale: 255 is no level but [`NONE`].
pub const MAX_LEVELS: usize = 255;
/// Mass of gold, Q12 labels, from which a task's gold tells a seat's skill from luck: 4.8 labels, which
/// are ten items of two classes at six to four. See [`gold_mass`].
pub const GOLD_MASS: i64 = 19_660;

/// What is asked of every item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which class it is, of 2 to [`MAX_CLASSES`].
    Classes(u8),
    /// Where it lies on a scale.
    Scale {
        /// Levels, 2 to [`MAX_LEVELS`], the lowest being 0.
        levels: u8,
        /// How the value is read out.
        read: Read,
    },
}

impl Question {
    /// Values that an answer may have.
    #[must_use]
    pub fn values(self) -> usize {
        match self {
            Self::Classes(values) | Self::Scale { levels: values, .. } => usize::from(values),
        }
    }
}

/// How the value of an item on a scale is read out of its weighted votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Read {
    /// Their mean: for numbers.
    #[default]
    Mean,
    /// Their median: for grades.
    Median,
}

/// A task of any questions. Checked; see the module's bounds.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    questions: &'a [Question],
    items: usize,
    /// Seats with the labels of the whole form.
    seats: &'a [Seat<'a>],
    /// The same with the labels of one plane each, `[question][seat]`.
    rows: Vec<Seat<'a>>,
    gold: &'a [u8],
    pay: PayTerms,
}

/// One question, with what the seats and the gold say of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane<'a> {
    pub question: Question,
    pub items: usize,
    pub seats: &'a [Seat<'a>],
    /// Empty, or one value for every item.
    pub gold: &'a [u8],
    pay: PayTerms,
}

impl<'a> Plane<'a> {
    /// A plane of classes as the task that it is.
    pub fn task(&self, classes: u8) -> Task<'a> {
        Task::of_checked(
            usize::from(classes),
            self.items,
            self.seats,
            self.gold,
            self.pay,
        )
    }
}

/// The answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The class or level of every item; [`NONE`] where no seat with a vote answered.
    pub verdict: Vec<u8>,
    /// The value of every item of a scale before it is rounded to a level, Q8; empty for classes.
    pub values: Vec<Option<u16>>,
    /// How sure each verdict is, Q12 bits: of classes the lead over the best other class, of a scale how
    /// many times smaller than chance its error is.
    pub margin: Vec<i32>,
    /// How sure each verdict is, Q16: a score, not a probability of being right.
    pub confidence: Vec<u32>,
    /// Weight of every seat, Q12 bits: of classes the one that it brings, of a scale the one that it has
    /// in the end.
    pub weights: Vec<i64>,
    /// Seats that were left out as spam.
    pub excluded: Vec<bool>,
}

/// Everything that the answers to a form decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormResolution {
    /// What the gold may do.
    pub gold: GoldJudgement,
    /// The answers, one entry a question.
    pub answers: Vec<Answers>,
    /// What every seat showed over all questions, and is paid.
    pub scores: Vec<Score>,
    /// What chance leaves to skill, Q16: an answer is worth `chance_room_q16 >> 4` of mass, Q12.
    pub chance_room_q16: i64,
}

impl FormResolution {
    /// The margin of every item, Q12 bits: the least of its questions'.
    #[must_use]
    pub fn least_margins(&self) -> Vec<i32> {
        let mut planes = self.answers.iter().map(|answers| &answers.margin);
        let mut least = planes.next().cloned().unwrap_or_default();
        for margins in planes {
            for (least, &margin) in least.iter_mut().zip(margins) {
                *least = margin.min(*least);
            }
        }
        least
    }
}

/// Why something is not a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidForm {
    /// Returned when there is no question, or more than [`MAX_QUESTIONS`].
    Questions {
        /// Questions given.
        found: usize,
    },
    /// Returned when a question has fewer than two classes, or more than [`MAX_CLASSES`].
    Classes {
        /// Index of the question.
        question: usize,
        /// Its classes.
        found: u8,
    },
    /// Returned when a scale has fewer than two levels.
    Levels {
        /// Index of the question.
        question: usize,
        /// Its levels.
        found: u8,
    },
    /// Returned when items, seats, cells, lengths, labels or pay are not those of a task.
    Task(InvalidTask),
    /// Returned when a label is neither a value of its question nor [`NONE`].
    Label {
        /// Index of the question.
        question: usize,
        /// Index of the seat.
        seat: usize,
        /// Index of the item.
        item: usize,
        /// The label.
        found: u8,
        /// Values of the question: a label is below this.
        values: usize,
    },
    /// Returned when a gold value is neither a value of its question nor [`NONE`].
    Gold {
        /// Index of the question.
        question: usize,
        /// Index of the item.
        item: usize,
        /// The value.
        found: u8,
        /// Values of the question: a gold value is below this.
        values: usize,
    },
}

impl fmt::Display for InvalidForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Questions { found } => {
                write!(f, "{found} questions, expected 1 to {MAX_QUESTIONS}")
            }
            Self::Classes { question, found } => write!(
                f,
                "question {question} has {found} classes, expected 2 to {MAX_CLASSES}"
            ),
            Self::Levels { question, found } => write!(
                f,
                "question {question} has {found} levels, expected 2 to {MAX_LEVELS}"
            ),
            Self::Task(invalid) => invalid.fmt(f),
            Self::Label {
                question,
                seat,
                item,
                found,
                values,
            } => write!(
                f,
                "seat {seat} answers question {question} of item {item} with {found}, expected a \
                 value below {values}"
            ),
            Self::Gold {
                question,
                item,
                found,
                values,
            } => write!(
                f,
                "gold of question {question} of item {item} is {found}, expected a value below \
                 {values}"
            ),
        }
    }
}

impl core::error::Error for InvalidForm {}

impl From<InvalidTask> for InvalidForm {
    fn from(invalid: InvalidTask) -> Self {
        Self::Task(invalid)
    }
}

impl<'a> Form<'a> {
    /// Checks the parts of a form. The labels of a seat are laid out plane by plane, one value for every
    /// item of every question; what it was asked is counted in answers. `gold` is empty where there is
    /// none, else laid out in the same way.
    pub fn new(
        questions: &'a [Question],
        items: usize,
        seats: &'a [Seat<'a>],
        gold: &'a [u8],
        pay: PayTerms,
    ) -> Result<Self, InvalidForm> {
        check_questions(questions)?;
        // At most 2^25 times 32, which 32 bits hold.
        let answers = items.saturating_mul(questions.len());
        check_sizes(items, answers, seats.len())?;
        check_pay(pay)?;
        if !gold.is_empty() && gold.len() != answers {
            return Err(InvalidForm::Task(InvalidTask::GoldLength {
                found: gold.len(),
                wanted: answers,
            }));
        }
        let mut given = 0;
        for (index, seat) in seats.iter().enumerate() {
            if seat.labels.len() != answers {
                return Err(InvalidForm::Task(InvalidTask::SeatLength {
                    seat: index,
                    found: seat.labels.len(),
                    wanted: answers,
                }));
            }
            given += given_labels(seat.labels);
        }
        if given > MAX_LABELS {
            return Err(InvalidForm::Task(InvalidTask::Labels { found: given }));
        }
        let mut rows = Vec::with_capacity(questions.len() * seats.len());
        for (index, question) in questions.iter().enumerate() {
            let plane = index * items..(index + 1) * items;
            check_gold(
                index,
                question.values(),
                gold.get(plane.clone()).unwrap_or(&[]),
            )?;
            for seat in seats {
                let labels = &seat.labels[plane.clone()];
                rows.push(Seat { labels, ..*seat });
            }
            check_labels(index, question.values(), &rows[index * seats.len()..])?;
        }
        Ok(Self {
            questions,
            items,
            seats,
            rows,
            gold,
            pay,
        })
    }

    /// Questions, 1 to [`MAX_QUESTIONS`].
    #[must_use]
    pub fn questions(&self) -> &'a [Question] {
        self.questions
    }

    /// Items, at least one.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Seats, at least one, with their labels of all questions.
    #[must_use]
    pub fn seats(&self) -> &'a [Seat<'a>] {
        self.seats
    }

    /// How skill becomes pay.
    #[must_use]
    pub fn pay(&self) -> PayTerms {
        self.pay
    }

    /// The form as a task, where it asks a single question of classes.
    pub(crate) fn as_task(&self) -> Option<Task<'_>> {
        match *self.questions {
            [Question::Classes(classes)] => self.planes().next().map(|plane| plane.task(classes)),
            _ => None,
        }
    }

    /// Every question with its answers.
    pub(crate) fn planes(&self) -> impl Iterator<Item = Plane<'_>> {
        let rows = self.rows.chunks_exact(self.seats.len());
        let planes = self.questions.iter().zip(rows).enumerate();
        planes.map(|(index, (&question, seats))| Plane {
            question,
            items: self.items,
            seats,
            gold: self
                .gold
                .get(index * self.items..(index + 1) * self.items)
                .unwrap_or(&[]),
            pay: self.pay,
        })
    }
}

fn check_questions(questions: &[Question]) -> Result<(), InvalidForm> {
    if !(1..=MAX_QUESTIONS).contains(&questions.len()) {
        return Err(InvalidForm::Questions {
            found: questions.len(),
        });
    }
    for (question, asked) in questions.iter().enumerate() {
        match *asked {
            Question::Classes(found) if !(2..=MAX_CLASSES).contains(&usize::from(found)) => {
                return Err(InvalidForm::Classes { question, found });
            }
            Question::Scale { levels, .. } if levels < 2 => {
                return Err(InvalidForm::Levels {
                    question,
                    found: levels,
                });
            }
            Question::Classes(_) | Question::Scale { .. } => {}
        }
    }
    Ok(())
}

fn check_gold(question: usize, values: usize, gold: &[u8]) -> Result<(), InvalidForm> {
    match first_outside(gold, values) {
        None => Ok(()),
        Some((item, found)) => Err(InvalidForm::Gold {
            question,
            item,
            found,
            values,
        }),
    }
}

fn check_labels(question: usize, values: usize, seats: &[Seat<'_>]) -> Result<(), InvalidForm> {
    for (seat, row) in seats.iter().enumerate() {
        if let Some((item, found)) = first_outside(row.labels, values) {
            return Err(InvalidForm::Label {
                question,
                seat,
                item,
                found,
                values,
            });
        }
    }
    Ok(())
}

/// What the gold of a task with this number of items is worth, Q12 labels: for every question, its gold
/// items times what chance leaves to skill among them, summed. `gold` is laid out plane by plane. The
/// gold of a task is big enough from [`GOLD_MASS`].
///
/// Takes anything: of a question at most 2^20 values count.
#[must_use]
pub fn gold_mass(items: usize, gold: &[u8]) -> i64 {
    let plane = |gold: &[u8]| {
        let mut counts = [0_i64; 256];
        for &value in gold.iter().take(MAX_LABELS) {
            counts[usize::from(value)] += 1;
        }
        counts[usize::from(NONE)] = 0;
        let total = counts.iter().sum::<i64>();
        let alike: i64 = counts.iter().map(|count| count * count).sum();
        ((total * total - alike) << 12) / total.max(1)
    };
    gold.chunks(items.max(1)).map(plane).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use alloc::vec;
    use rstest::rstest;

    const TAGS: [Question; 2] = [Question::Classes(2), Question::Classes(3)];
    const RATING: Question = Question::Scale {
        levels: 5,
        read: Read::Median,
    };

    fn refusal(questions: &[Question], items: usize, labels: &[u8], gold: &[u8]) -> InvalidForm {
        let seats = [Seat {
            labels,
            ..Seat::default()
        }];
        Form::new(questions, items, &seats, gold, PayTerms::default()).unwrap_err()
    }

    #[rstest]
    #[case(&[], "0 questions, expected 1 to 32")]
    #[case(&[RATING; 33], "33 questions, expected 1 to 32")]
    #[case(&[RATING, Question::Classes(1)], "question 1 has 1 classes, expected 2 to 32")]
    #[case(&[Question::Classes(33)], "question 0 has 33 classes, expected 2 to 32")]
    #[case(
        &[Question::Scale { levels: 1, read: Read::Mean }],
        "question 0 has 1 levels, expected 2 to 255"
    )]
    fn refuses_questions_out_of_range(#[case] questions: &[Question], #[case] message: &str) {
        assert_eq!(refusal(questions, 1, &[0], &[]).to_string(), message);
    }

    #[rstest]
    #[case(0, &[], &[], "0 items, expected 1 to 1048576")]
    #[case(2, &[0, 1, 2], &[], "seat 0 has 3 values, expected 4")]
    #[case(2, &[0, 1, 2, 2], &[0, 1], "gold has 2 values, expected 4")]
    #[case(
        2, &[0, 1, 2, 3], &[],
        "seat 0 answers question 1 of item 1 with 3, expected a value below 3"
    )]
    #[case(
        2, &[0, 2, 2, 2], &[],
        "seat 0 answers question 0 of item 1 with 2, expected a value below 2"
    )]
    #[case(
        2, &[0, NONE, 2, 2], &[1, NONE, 3, 0],
        "gold of question 1 of item 0 is 3, expected a value below 3"
    )]
    fn refuses_what_does_not_fit(
        #[case] items: usize,
        #[case] labels: &[u8],
        #[case] gold: &[u8],
        #[case] message: &str,
    ) {
        assert_eq!(refusal(&TAGS, items, labels, gold).to_string(), message);
    }

    #[test]
    fn counts_the_labels_of_all_questions() {
        let questions = [RATING; 32];
        let labels = vec![0; MAX_LABELS + 32];
        let found = refusal(&questions, labels.len() / 32, &labels, &[]);
        let wanted = InvalidTask::Labels {
            found: MAX_LABELS + 32,
        };
        assert_eq!(found, InvalidForm::Task(wanted));
    }

    #[test]
    fn ten_gold_items_at_six_to_four_are_enough() {
        let even = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, NONE];
        assert_eq!(gold_mass(11, &even), GOLD_MASS);
        let rare = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, NONE];
        assert!(gold_mass(11, &rare) < GOLD_MASS);
        assert!(gold_mass(11, &[rare, rare].concat()) > GOLD_MASS);
        assert_eq!(gold_mass(11, &[NONE; 22]), 0);
        assert_eq!(gold_mass(0, &[]), 0);
    }
}
