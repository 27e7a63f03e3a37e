//! Who labels in a simulation of scales and tags: the labelers of a data set, and spammers who never look.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use pasar_truth::{Question, NONE};
use rand::{rngs::StdRng, Rng};

use crate::{
    score::{
        sheet::Sheet,
        spam::{Spam, Spammer},
    },
    simulate::population::MAX_HONEST,
};

/// Own answers from which on somebody's errors are their own; below they are those of all.
const ENOUGH: usize = 8;

/// How far answers were from the truth, in levels, of each question; of classes by the true class.
type Errors = BTreeMap<(usize, u8), Vec<i16>>;

/// The labelers of a data set.
pub struct People<'a> {
    /// The data set.
    pub sheet: &'a Sheet,
    /// What is true of every cell: what is known, else what all labels together say.
    truth: Vec<u8>,
    own: Vec<BTreeMap<usize, u8>>,
    errors: Vec<Errors>,
    crowd: Errors,
}

impl<'a> People<'a> {
    /// Those with most labels of a data set.
    pub fn of(sheet: &'a Sheet) -> Result<Self> {
        let answers = sheet.resolve(&sheet.labels, &[])?.answers;
        let mut truth: Vec<u8> = answers.into_iter().flat_map(|of| of.verdict).collect();
        for &(cell, value) in &sheet.truth {
            let asked = &sheet.questions[sheet.question_of(cell)];
            let top = asked.question.values() - 1;
            // Between 0 and 254.
            truth[cell] = ((value - asked.from) / asked.step)
                .round()
                .clamp(0.0, top as f64) as u8;
        }
        ensure!(
            !truth.contains(&NONE),
            "{} items of the set have no answer, expected answers to every question",
            truth.iter().filter(|level| **level == NONE).count()
        );
        let mut own = vec![BTreeMap::new(); sheet.labelers];
        for label in &sheet.labels {
            own[label.labeler].insert(label.cell, label.level);
        }
        own.sort_by_key(|labels| core::cmp::Reverse(labels.len()));
        own.truncate(MAX_HONEST);
        let mut people = Self {
            sheet,
            truth,
            own,
            errors: Vec::new(),
            crowd: Errors::new(),
        };
        for own in &people.own {
            let mut errors = Errors::new();
            for (&cell, &level) in own {
                let error = i16::from(level) - i16::from(people.truth[cell]);
                let kind = people.kind(cell);
                errors.entry(kind).or_default().push(error);
                people.crowd.entry(kind).or_default().push(error);
            }
            people.errors.push(errors);
        }
        Ok(people)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.own.len()
    }

    /// Somebody who spams beside them.
    pub fn spammer(&self, spam: Spam, rng: &mut StdRng) -> Spammer<'a> {
        Spammer::new(self.sheet, spam, rng)
    }

    /// What a labeler says of some items, question by question: what they said; where they said nothing, the
    /// truth with an error that they made elsewhere.
    pub fn says(&self, labeler: usize, items: &[usize], rng: &mut StdRng) -> Vec<u8> {
        let mut say = |cell: usize| match self.own[labeler].get(&cell) {
            Some(level) => *level,
            None => self.guess(labeler, cell, rng),
        };
        self.cells(items).map(&mut say).collect()
    }

    /// What a spammer says of some items.
    pub fn spams(&self, spammer: &Spammer<'_>, items: &[usize], rng: &mut StdRng) -> Vec<u8> {
        let mut say = |cell: usize| spammer.level(self.sheet.question_of(cell), rng);
        self.cells(items).map(&mut say).collect()
    }

    fn guess(&self, labeler: usize, cell: usize, rng: &mut StdRng) -> u8 {
        let kind = self.kind(cell);
        let own = self.errors[labeler].get(&kind);
        let own = own.filter(|errors| errors.len() >= ENOUGH);
        let error = match own.or(self.crowd.get(&kind)) {
            Some(errors) => errors[rng.random_range(0..errors.len())],
            None => 0,
        };
        let top = self.sheet.questions[self.sheet.question_of(cell)]
            .question
            .values()
            - 1;
        // Between 0 and 254.
        (i16::from(self.truth[cell]) + error).clamp(0, top as i16) as u8
    }

    /// What an error depends on.
    fn kind(&self, cell: usize) -> (usize, u8) {
        let question = self.sheet.question_of(cell);
        match self.sheet.questions[question].question {
            Question::Classes(_) => (question, self.truth[cell]),
            Question::Scale { .. } => (question, 0),
        }
    }

    fn cells<'b>(&self, items: &'b [usize]) -> impl Iterator<Item = usize> + use<'b> {
        let all = self.sheet.items;
        let questions = 0..self.sheet.questions.len();
        questions.flat_map(move |question| items.iter().map(move |item| question * all + item))
    }
}
