//! Spammers among the labelers of a data set: some of them, who never look, say something else instead.

use pasar_truth::Question;
use rand::{rngs::StdRng, seq::SliceRandom, Rng, SeedableRng};

use super::sheet::{Label, Sheet};

/// Spammers' share of the labels.
pub const SHARE: f64 = 0.26;
/// Draws of spammers over which results are averaged.
pub const DRAWS: u64 = 20;
/// How far from the median somebody goes who wants to look busy: this part of the levels.
const NEAR: usize = 10;

/// A way to answer without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spam {
    /// Always the same, and the same as all others: on a scale one of all answers, of tags none.
    Constant,
    /// Always what is in the middle of all answers.
    Median,
    /// Up to a tenth of the scale beside it.
    NearMedian,
    /// Any answer.
    Random,
    /// Answers as often as they are given.
    Prior,
    /// Always the tags that are set most often, so many of them.
    Usual(usize),
}

impl Spam {
    /// What people do on scales.
    pub const ON_SCALES: [Self; 5] = [
        Self::Constant,
        Self::Median,
        Self::NearMedian,
        Self::Random,
        Self::Prior,
    ];
    /// What people do with tags.
    pub const WITH_TAGS: [Self; 5] = [
        Self::Constant,
        Self::Usual(1),
        Self::Usual(3),
        Self::Random,
        Self::Prior,
    ];

    /// Its name in tables and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Median => "median",
            Self::NearMedian => "near_median",
            Self::Random => "random",
            Self::Prior => "prior",
            Self::Usual(1) => "usual_tag",
            Self::Usual(_) => "usual_tags",
        }
    }
}

/// What is usually said to a question.
struct Habit {
    /// How often each level is said.
    counts: Vec<usize>,
    total: usize,
    median: usize,
    /// Whether its tag is among the most frequent; for [`Spam::Usual`].
    usual: bool,
}

impl Habit {
    /// One of all answers.
    fn draw(&self, rng: &mut StdRng) -> usize {
        level_at(&self.counts, rng.random_range(0..self.total.max(1)))
    }

    fn near(&self, rng: &mut StdRng) -> usize {
        let levels = self.counts.len();
        let reach = (levels / NEAR).max(1);
        let low = self.median.saturating_sub(reach);
        rng.random_range(low..=(self.median + reach).min(levels - 1))
    }
}

/// Somebody who does not look at a data set's items.
pub struct Spammer<'a> {
    sheet: &'a Sheet,
    spam: Spam,
    habits: Vec<Habit>,
    /// What all say who always say the same, by question.
    common: Vec<usize>,
}

impl<'a> Spammer<'a> {
    /// Who knows what is usually said in a data set.
    pub fn new(sheet: &'a Sheet, spam: Spam, rng: &mut StdRng) -> Self {
        let habits = habits(sheet, spam);
        let common = habits.iter().map(|habit| habit.draw(rng)).collect();
        Self {
            sheet,
            spam,
            habits,
            common,
        }
    }

    /// The level that they say to a question.
    pub fn level(&self, question: usize, rng: &mut StdRng) -> u8 {
        let habit = &self.habits[question];
        let level = match self.spam {
            Spam::Constant => match self.sheet.questions[question].question {
                Question::Classes(_) => 0,
                Question::Scale { .. } => self.common[question],
            },
            Spam::Median => habit.median,
            Spam::NearMedian => habit.near(rng),
            Spam::Random => rng.random_range(0..habit.counts.len()),
            Spam::Prior => habit.draw(rng),
            Spam::Usual(_) => usize::from(habit.usual),
        };
        // At most 255 levels.
        level as u8
    }
}

/// A data set in which some labelers spam.
pub struct Spammed {
    /// All labels, theirs among them.
    pub labels: Vec<Label>,
    /// Who spams.
    pub spammers: Vec<bool>,
}

/// Lets labelers spam, in a drawn order, until their share of the labels is [`SHARE`].
pub fn spammed(sheet: &Sheet, spam: Spam, draw: u64) -> Spammed {
    let mut rng = StdRng::seed_from_u64(draw);
    let spammers = spammers(sheet, &mut rng);
    let spammer = Spammer::new(sheet, spam, &mut rng);
    let mut say = |label: &Label| {
        if !spammers[label.labeler] {
            return *label;
        }
        let question = sheet.question_of(label.cell);
        let level = spammer.level(question, &mut rng);
        Label {
            level,
            value: sheet.questions[question].value(f64::from(level)),
            ..*label
        }
    };
    let labels = sheet.labels.iter().map(&mut say).collect();
    Spammed { labels, spammers }
}

fn spammers(sheet: &Sheet, rng: &mut StdRng) -> Vec<bool> {
    let mut given = vec![0_usize; sheet.labelers];
    for label in &sheet.labels {
        given[label.labeler] += 1;
    }
    let mut order: Vec<usize> = (0..sheet.labelers).collect();
    order.shuffle(rng);
    let wanted = (SHARE * sheet.labels.len() as f64).round() as usize;
    let mut spammers = vec![false; sheet.labelers];
    let mut count = 0;
    for labeler in order {
        if count >= wanted {
            break;
        }
        spammers[labeler] = true;
        count += given[labeler];
    }
    spammers
}

fn habits(sheet: &Sheet, spam: Spam) -> Vec<Habit> {
    let mut habits: Vec<Habit> = sheet
        .questions
        .iter()
        .map(|asked| Habit {
            counts: vec![0; asked.question.values()],
            total: 0,
            median: 0,
            usual: false,
        })
        .collect();
    for label in &sheet.labels {
        let habit = &mut habits[sheet.question_of(label.cell)];
        habit.counts[usize::from(label.level)] += 1;
        habit.total += 1;
    }
    for habit in &mut habits {
        habit.median = level_at(&habit.counts, habit.total / 2);
    }
    if let Spam::Usual(count) = spam {
        let mut order: Vec<usize> = (0..habits.len()).collect();
        order.sort_by_key(|question| std::cmp::Reverse(habits[*question].counts[1]));
        for question in order.into_iter().take(count) {
            habits[question].usual = true;
        }
    }
    habits
}

/// The level of one of all answers, in rising order.
fn level_at(counts: &[usize], place: usize) -> usize {
    let mut below = 0;
    let reached = |&count: &usize| {
        below += count;
        below > place
    };
    counts.iter().position(reached).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sheet::Asked;
    use pasar_truth::Read;

    /// Twenty labelers of 30 items on two questions: the first is mostly answered 7, the second 1.
    fn sheet(question: Question) -> Sheet {
        let asked = Asked {
            question,
            from: -5.0,
            step: 0.5,
        };
        let top = question.values() - 1;
        let cells = (0..60).flat_map(|cell| (0..20).map(move |labeler| (cell, labeler)));
        let label = |(cell, labeler): (usize, usize)| {
            let usual = if cell < 30 { 7.min(top) } else { 1 };
            let level = if (cell + labeler) % 4 == 0 { 0 } else { usual };
            Label {
                cell,
                labeler,
                level: level as u8,
                value: asked.value(level as f64),
            }
        };
        Sheet {
            questions: vec![asked; 2],
            items: 30,
            labelers: 20,
            names: vec![],
            labels: cells.map(label).collect(),
            truth: vec![],
        }
    }

    const SCALE: Question = Question::Scale {
        levels: 21,
        read: Read::Mean,
    };

    #[test]
    fn spammers_take_their_share_and_the_others_say_what_they_said() {
        let sheet = sheet(SCALE);
        for spam in Spam::ON_SCALES {
            let found = spammed(&sheet, spam, 3);
            assert_eq!(found.spammers.iter().filter(|spams| **spams).count(), 6);
            let mut changed = 0;
            for (old, new) in sheet.labels.iter().zip(&found.labels) {
                assert_eq!((old.cell, old.labeler), (new.cell, new.labeler));
                assert!(found.spammers[old.labeler] || old == new);
                assert_eq!(new.value, -5.0 + 0.5 * f64::from(new.level));
                changed += usize::from(old != new);
            }
            assert!(changed > 60, "{spam:?}: {changed}");
        }
    }

    #[test]
    fn each_kind_says_what_its_name_says() {
        let sheet = sheet(SCALE);
        let levels = |spam: Spam| -> Vec<Vec<u8>> {
            let found = spammed(&sheet, spam, 5);
            let first = found.spammers.iter().position(|spams| *spams).unwrap();
            let labels = found.labels.iter().filter(|label| label.labeler == first);
            let mut levels = vec![vec![]; 2];
            labels.for_each(|label| levels[label.cell / 30].push(label.level));
            levels
        };
        assert_eq!(levels(Spam::Median), [[7; 30], [1; 30]]);
        let constant = spammed(&sheet, Spam::Constant, 5);
        for question in 0..2 {
            let labels = constant.labels.iter();
            let labels = labels.filter(|label| label.cell / 30 == question);
            let mut said = labels.filter(|label| constant.spammers[label.labeler]);
            let first = said.next().unwrap().level;
            assert!(said.all(|label| label.level == first));
        }
        let near = levels(Spam::NearMedian);
        assert!(near[0].iter().all(|level| (5..=9).contains(level)));
        assert!(near[1].contains(&3), "{near:?}");
        assert!(levels(Spam::Prior)[0]
            .iter()
            .all(|level| [0, 7].contains(level)));
        assert!(levels(Spam::Random)[0].iter().any(|level| *level > 9));
    }

    #[test]
    fn usual_tags_are_those_that_are_set_most_often() {
        let mut sheet = sheet(Question::Classes(2));
        for label in &mut sheet.labels {
            label.level &= u8::from(label.cell >= 30);
        }
        let found = spammed(&sheet, Spam::Usual(1), 5);
        for label in &found.labels {
            if found.spammers[label.labeler] {
                assert_eq!(label.level, u8::from(label.cell >= 30));
            }
        }
    }
}
