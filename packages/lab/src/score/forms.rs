//! Data sets of scales and of tags: verdict and pay by the library, beside the plain mean, median and
//! majority, with spammers where that is asked for.

use std::collections::BTreeMap;

use anyhow::Result;
use pasar_truth::{Answers, FormResolution, Question};
use serde::Serialize;

use super::{
    sheet::{mean, median, Asked, Label, Sheet},
    spam::{spammed, Spam, DRAWS},
};

/// Numbers by their names.
pub type Measures = BTreeMap<&'static str, f64>;

/// How a data set was scored.
#[derive(Serialize)]
pub struct FormScore {
    /// The folder's name.
    pub name: String,
    /// `scale` or `tags`.
    pub kind: &'static str,
    /// Items.
    pub items: usize,
    /// Labelers.
    pub labelers: usize,
    /// Answers that were compared with a known one.
    pub compared: usize,
    /// Answers given.
    pub labels: usize,
    /// Without spammers.
    #[serde(flatten)]
    pub measures: Measures,
    /// Each question of a set of several scales.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionScore>,
    /// With spammers of each kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spam: Vec<SpamScore>,
}

/// How one of several scales was scored.
#[derive(Serialize)]
pub struct QuestionScore {
    /// The lower end of the scale.
    pub from: f64,
    /// Its upper end.
    pub to: f64,
    /// Its levels.
    pub levels: usize,
    /// Items that were compared.
    pub compared: usize,
    /// Errors in units of the scale.
    #[serde(flatten)]
    pub errors: Measures,
}

/// How a data set was scored in which some labelers spam.
#[derive(Serialize)]
pub struct SpamScore {
    /// What they do.
    pub kind: &'static str,
    /// The mean over draws of spammers.
    #[serde(flatten)]
    pub measures: Measures,
}

/// Scores a data set.
pub fn score(name: String, sheet: &Sheet, with_spam: bool) -> Result<FormScore> {
    let resolution = sheet.resolve(&sheet.labels, &[])?;
    let is_scale = matches!(
        sheet.questions.first().map(|asked| asked.question),
        Some(Question::Scale { .. })
    );
    let mut measures = measure(sheet, &sheet.labels, &resolution.answers);
    measures.extend(pay(
        &sheet.labels,
        &resolution,
        &vec![false; sheet.labelers],
    ));
    measures.retain(|name, _| !name.starts_with("spam_"));
    let questions = if is_scale && sheet.questions.len() > 1 {
        questions(sheet, &resolution.answers)
    } else {
        Vec::new()
    };
    let kinds = match (with_spam, is_scale) {
        (false, _) => &[][..],
        (true, true) => &Spam::ON_SCALES,
        (true, false) => &Spam::WITH_TAGS,
    };
    let spam = kinds.iter().map(|kind| score_spam(sheet, *kind));
    Ok(FormScore {
        name,
        kind: if is_scale { "scale" } else { "tags" },
        items: sheet.items,
        labelers: sheet.labelers,
        compared: sheet.truth.len(),
        labels: sheet.labels.len(),
        measures,
        questions,
        spam: spam.collect::<Result<_>>()?,
    })
}

fn score_spam(sheet: &Sheet, kind: Spam) -> Result<SpamScore> {
    let mut sums = Measures::new();
    for draw in 0..DRAWS {
        let found = spammed(sheet, kind, draw);
        let resolution = sheet.resolve(&found.labels, &[])?;
        let mut measures = measure(sheet, &found.labels, &resolution.answers);
        measures.extend(pay(&found.labels, &resolution, &found.spammers));
        for (name, value) in measures {
            *sums.entry(name).or_default() += value / DRAWS as f64;
        }
    }
    Ok(SpamScore {
        kind: kind.name(),
        measures: sums,
    })
}

/// Who is paid how much: spammers' share of the labels and of the pay, and what an honest label brings
/// of its price.
fn pay(labels: &[Label], resolution: &FormResolution, spammers: &[bool]) -> Measures {
    let mut given = [0.0; 2];
    let mut paid = [0.0; 2];
    for label in labels {
        let group = usize::from(spammers[label.labeler]);
        given[group] += 1.0;
        paid[group] += f64::from(resolution.scores[label.labeler].paid_bps) / 10_000.0;
    }
    let share = |of: [f64; 2]| of[1] / (of[0] + of[1]).max(f64::MIN_POSITIVE);
    Measures::from([
        ("spam_labels", share(given)),
        ("spam_pay", share(paid)),
        ("honest_pay", paid[0] / given[0].max(f64::MIN_POSITIVE)),
    ])
}

/// How good answers are, beside mean, median and majority of the labels.
pub fn measure(sheet: &Sheet, labels: &[Label], answers: &[Answers]) -> Measures {
    if matches!(sheet.questions[0].question, Question::Classes(_)) {
        return marks(sheet, labels, answers);
    }
    let said = sheet.said(labels);
    let mut found = Measures::new();
    let mut questions = 0.0;
    for question in 0..sheet.questions.len() {
        let errors = errors(sheet, &said, answers, question);
        let percent = 100.0 / sheet.questions[question].range();
        for (part, whole) in [
            ("verdict_mae", "verdict_percent"),
            ("mean_mae", "mean_percent"),
            ("median_mae", "median_percent"),
        ] {
            if let Some(error) = errors.get(part) {
                *found.entry(whole).or_default() += percent * error;
            }
        }
        questions += f64::from(u8::from(!errors.is_empty()));
        if sheet.questions.len() == 1 {
            found.extend(errors);
        }
    }
    for (name, value) in &mut found {
        if name.ends_with("_percent") {
            *value /= questions;
        }
    }
    found
}

/// How good the answers to each question of a set of scales are.
pub fn questions(sheet: &Sheet, answers: &[Answers]) -> Vec<QuestionScore> {
    let said = sheet.said(&sheet.labels);
    let score = |(index, asked): (usize, &Asked)| {
        let known = sheet.truth.iter();
        let compared = known.filter(|(cell, _)| sheet.question_of(*cell) == index);
        QuestionScore {
            from: asked.from,
            to: asked.from + asked.range(),
            levels: asked.question.values(),
            compared: compared.count(),
            errors: errors(sheet, &said, answers, index),
        }
    };
    sheet.questions.iter().enumerate().map(score).collect()
}

/// Errors of one question in units of its scale; nothing where no answer is known.
fn errors(sheet: &Sheet, said: &[Vec<f64>], answers: &[Answers], question: usize) -> Measures {
    let values = &answers[question].values;
    // Absolute, and squared.
    let mut sums = [[0.0; 2]; 3];
    let mut compared = 0.0;
    for &(cell, truth) in &sheet.truth {
        let found = (
            mean(&said[cell]),
            median(&said[cell]),
            values[cell % sheet.items],
        );
        let (true, (Some(mean), Some(median), Some(value))) =
            (sheet.question_of(cell) == question, found)
        else {
            continue;
        };
        let verdict = sheet.questions[question].value(f64::from(value) / 256.0);
        compared += 1.0;
        for (sums, found) in sums.iter_mut().zip([verdict, mean, median]) {
            let error = (found - truth).abs();
            sums[0] += error;
            sums[1] += error * error;
        }
    }
    if compared == 0.0 {
        return Measures::new();
    }
    let names = [
        ["verdict_mae", "verdict_rmse"],
        ["mean_mae", "mean_rmse"],
        ["median_mae", "median_rmse"],
    ];
    let named = names.iter().zip(sums).flat_map(|(names, sums)| {
        let [absolute, squared] = sums.map(|sum| sum / compared);
        [(names[0], absolute), (names[1], squared.sqrt())]
    });
    named.collect()
}

/// Answers about single tags that are right, and the harmonic mean of precision and recall.
#[derive(Default)]
struct Marks {
    right: f64,
    all: f64,
    hits: f64,
    wrong: f64,
}

impl Marks {
    fn add(&mut self, found: bool, truth: bool) {
        self.all += 1.0;
        self.right += f64::from(u8::from(found == truth));
        self.hits += f64::from(u8::from(found && truth));
        self.wrong += f64::from(u8::from(found != truth));
    }

    fn accuracy(&self) -> f64 {
        self.right / self.all.max(1.0)
    }

    fn f1(&self) -> f64 {
        2.0 * self.hits / (2.0 * self.hits + self.wrong).max(1.0)
    }
}

fn marks(sheet: &Sheet, labels: &[Label], answers: &[Answers]) -> Measures {
    let said = sheet.said(labels);
    let mut verdict = Marks::default();
    let mut majority = Marks::default();
    for &(cell, truth) in &sheet.truth {
        let question = sheet.question_of(cell);
        let found = answers[question].verdict[cell % sheet.items];
        verdict.add(found == 1, truth == 1.0);
        // A tag that half of all set is not set.
        let set = mean(&said[cell]).is_some_and(|share| share > 0.5);
        majority.add(set, truth == 1.0);
    }
    Measures::from([
        ("verdict", verdict.accuracy()),
        ("verdict_f1", verdict.f1()),
        ("majority", majority.accuracy()),
        ("majority_f1", majority.f1()),
    ])
}
