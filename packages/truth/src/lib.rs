//! How labels become truth, pay and reputation, in integers alone.
//!
//! One quantity does everything: **skill**, agreement above chance. It weighs the votes
//! ([`infer`]), it sets the pay ([`score`]), and it is the record that a labeler carries to the
//! next task ([`History`]). [`resolve`] does all of it for a task that asks one class of every item,
//! [`resolve_form`] for one that asks several questions, of classes or on scales.
//!
//! Integers in, integers out: the same input gives the same output on every machine, and the order
//! of the seats changes nothing. No chain type, no float, no dependency, no panic.
//!
//! Units: Q12 is fixed point with 4096 ([`ONE`]) as one (logarithms in bits, skill, counts of
//! labels), Q16 with 65 536 as one (shares, confidence), bps are parts of 10 000.
//!
//! ```
//! use pasar_truth::{resolve, History, PayTerms, Seat, Task, NONE};
//!
//! let votes = [[0, 1, 1, 0, 1], [0, 1, 1, 0, 1], [0, 0, 1, 0, NONE]];
//! let seats = votes.each_ref().map(|labels| Seat {
//!     labels,
//!     asked: 5,
//!     history: History::default(),
//! });
//! let task = Task::new(2, 5, &seats, &[], PayTerms::default())?;
//! let resolution = resolve(&task);
//! assert_eq!(resolution.verdict, [0, 1, 1, 0, 1]);
//! assert!(resolution.scores[0].paid_bps > resolution.scores[2].paid_bps);
//! # Ok::<(), pasar_truth::InvalidTask>(())
//! ```
//!
//! A form has its answers plane by plane: here five grades from 0 to 4, then five tags.
//!
//! ```
//! use pasar_truth::{resolve_form, Form, History, PayTerms, Question, Read, Seat};
//!
//! let grade = Question::Scale { levels: 5, read: Read::Median };
//! let questions = [grade, Question::Classes(2)];
//! let answers = [
//!     [4, 0, 2, 1, 3, 0, 1, 1, 0, 1],
//!     [4, 1, 2, 0, 3, 0, 1, 1, 0, 1],
//!     [2, 2, 2, 2, 2, 0, 0, 0, 0, 0],
//! ];
//! let seats = answers.each_ref().map(|labels| Seat {
//!     labels,
//!     asked: 10,
//!     history: History::default(),
//! });
//! let form = Form::new(&questions, 5, &seats, &[], PayTerms::default())?;
//! let resolution = resolve_form(&form);
//! assert_eq!(resolution.answers[1].verdict, [0, 1, 1, 0, 1]);
//! assert_eq!(resolution.answers[0].verdict[0], 4);
//! assert!(resolution.scores[0].paid_bps > resolution.scores[2].paid_bps);
//! # Ok::<(), pasar_truth::InvalidForm>(())
//! ```

#![no_std]
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "checked inputs bound every index and product: the proof is in `task`; overflow \
              checks are on in every profile that a contract is built with"
)]

extern crate alloc;
#[cfg(any(test, feature = "baselines"))]
extern crate std;

mod agreement;
pub mod asking;
mod cells;
mod concordance;
mod crowd;
mod fixed;
mod form;
mod gate;
mod gold;
mod infer;
mod passes;
mod planes;
mod plurality;
pub mod rows;
mod scale;
mod score;
mod skill;
mod standing;
mod support;
mod tables;
mod task;

#[cfg(feature = "baselines")]
pub mod classic;
#[cfg(feature = "export")]
mod ranking;
#[cfg(feature = "export")]
mod refined;
#[cfg(feature = "vectors")]
pub mod vectors;

use alloc::vec::Vec;

pub use form::{
    gold_mass, Answers, Form, FormResolution, InvalidForm, Question, Read, GOLD_MASS, MAX_LEVELS,
    MAX_QUESTIONS,
};
pub use gold::{judge_gold, GoldJudgement, Judgement};
#[cfg(feature = "baselines")]
pub use infer::sparse;
pub use infer::{infer, Inference};
pub use passes::{gold_passes, GoldPasses};
pub use planes::{infer_form, judge_form, resolve_form, score_form, FormInference};
pub use plurality::{leaders, plurality};
#[cfg(feature = "export")]
pub use ranking::{
    ranking, strengths, InvalidRanking, Preference, Preferred, MAX_OBJECTS, MAX_VOTES,
};
#[cfg(feature = "export")]
pub use refined::{refine, Refined};
pub use scale::{scale_differs, scale_median, scale_variance};
pub use score::{score, Score, Scores};
pub use skill::{
    kappa, missed_mass, History, EVIDENCE_CAP, HISTORY_LIMIT, MASS_CAP, NEWCOMER_MASS,
    NEWCOMER_SKILL, ONE, PRIOR_MASS, RESTART_EVIDENCE, SLASH_EVIDENCE, SUSPEND_EVIDENCE,
    TASK_EVIDENCE, TASK_MASS,
};
pub use task::{
    InvalidTask, PayTerms, Seat, Task, MAX_CELLS, MAX_CLASSES, MAX_ITEMS, MAX_LABELERS, MAX_LABELS,
    MAX_SEATS, NONE,
};

/// Everything that a task's labels decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// What the gold may do.
    pub gold: GoldJudgement,
    /// The class of every item; [`NONE`] where no seat with a vote labeled it.
    pub verdict: Vec<u8>,
    /// Lead of the verdict over the best other class, Q12 bits.
    pub margin: Vec<i32>,
    /// How sure the verdict is, Q16: a score, not a probability of being right.
    pub confidence: Vec<u32>,
    /// Weight of every seat's votes, Q12 bits.
    pub weights: Vec<i64>,
    /// Seats that were left out of the inference as spam.
    pub excluded: Vec<bool>,
    /// What every seat showed and is paid.
    pub scores: Vec<Score>,
    /// What chance leaves to skill, Q16: a label is worth `chance_room_q16 >> 4` of mass, Q12.
    pub chance_room_q16: i64,
}

/// Judges the gold, infers the verdict and scores every seat of a task.
#[must_use]
pub fn resolve(task: &Task<'_>) -> Resolution {
    let judgement = judge_gold(task);
    let inference = infer(task, &judgement);
    let scores = score(task, &judgement, &inference);
    Resolution {
        gold: judgement.gold,
        verdict: inference.verdict,
        margin: inference.margin,
        confidence: inference.confidence,
        weights: inference.weights,
        excluded: inference.excluded,
        scores: scores.seats,
        chance_room_q16: scores.chance_room_q16,
    }
}
