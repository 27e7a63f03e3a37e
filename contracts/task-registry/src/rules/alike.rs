//! When two labels of a task say the same, and what a crowd says by a plain vote.

use pasar_truth::{scale_differs, scale_median, scale_variance, Question, MAX_CLASSES};

use super::labels::{is_given, Labels};

/// When two labels of a task say the same: the same class, or on a scale values that are no more than half a
/// standard deviation of the task's verdicts apart.
#[derive(Debug)]
pub struct Alike(Vec<Kind>);

/// What a question's labels are.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Classes,
    /// Levels, with the variance of their verdicts.
    Levels(i64),
}

impl Alike {
    /// By the verdict of a task of so many items.
    pub fn by_verdict(labels: &Labels, items: usize, verdict: &[u8]) -> Self {
        let kind = |(question, verdict): (&Question, &[u8])| match question {
            Question::Classes(_) => Kind::Classes,
            Question::Scale { .. } => {
                let level = |label: &u8| is_given(*label).then(|| value_of(*label));
                let values: Vec<Option<u16>> = verdict.iter().map(level).collect();
                Kind::Levels(scale_variance(&values))
            }
        };
        let planes = verdict.chunks(items.max(1));
        Self(labels.questions().iter().zip(planes).map(kind).collect())
    }

    /// Whether a label says what another one says; nothing agrees with none.
    pub fn agree(&self, question: usize, label: u8, with: u8) -> bool {
        is_given(label)
            && is_given(with)
            && match self.0.get(question) {
                Some(Kind::Levels(variance)) => {
                    !scale_differs(value_of(label), value_of(with), *variance)
                }
                Some(Kind::Classes) | None => label == with,
            }
    }

    /// Whether a crowd says a label by a plain vote: most of them, where one class has most alone; on a scale their
    /// median.
    pub fn crowd_says(&self, question: usize, given: impl Iterator<Item = u8>, label: u8) -> bool {
        if !is_given(label) {
            return false;
        }
        match self.0.get(question) {
            Some(Kind::Levels(variance)) => {
                let median = scale_median(&given.collect::<Vec<_>>());
                median.is_some_and(|said| !scale_differs(said, value_of(label), *variance))
            }
            Some(Kind::Classes) | None => most_frequent_class(given) == Some(label),
        }
    }
}

/// A level as a value, in 256 parts of a level.
fn value_of(level: u8) -> u16 {
    u16::from(level) << 8u32
}

/// The class with most votes, where one has them alone.
fn most_frequent_class(given: impl Iterator<Item = u8>) -> Option<u8> {
    // Terms have at most MAX_CLASSES, and an item at most as many seats and panelists as fit a byte.
    let mut votes = [0u8; MAX_CLASSES];
    for label in given {
        if let Some(votes) = votes.get_mut(usize::from(label)) {
            *votes = votes.saturating_add(1);
        }
    }
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    let mut first = votes
        .iter()
        .enumerate()
        .filter(|(_, votes)| **votes == most);
    let class = first.next().and_then(|(class, _)| u8::try_from(class).ok());
    class.filter(|_| first.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_truth::{Read, NONE};

    /// Four classes, then a score whose verdicts are 0 and 100: a standard deviation of 50.
    fn alike() -> Alike {
        let score = Question::Scale {
            levels: 101,
            read: Read::Mean,
        };
        let labels = Labels::of(vec![Question::Classes(4), score]);
        Alike::by_verdict(&labels, 3, &[0, 1, 2, 0, 100, NONE])
    }

    #[test]
    fn no_label_agrees_with_nothing() {
        assert!(alike().agree(0, 2, 2));
        assert!(!alike().agree(0, 2, 3));
        assert!(!alike().agree(0, NONE, NONE));
        assert!(!alike().agree(1, NONE, NONE));
    }

    #[test]
    fn values_agree_within_half_a_deviation() {
        assert!(alike().agree(1, 40, 65));
        assert!(alike().agree(1, 65, 40));
        assert!(!alike().agree(1, 40, 66));
    }

    #[test]
    fn a_plurality_is_one_class_alone_and_a_median_one_value() {
        let says = |question, given: &[u8], label| {
            alike().crowd_says(question, given.iter().copied(), label)
        };
        assert!(says(0, &[1, 2, 1], 1));
        assert!(!says(0, &[1, 2], 1));
        assert!(!says(0, &[NONE, NONE], NONE));
        assert!(says(1, &[90, 10, NONE, 60], 35));
        assert!(!says(1, &[90, 10, NONE, 60], 34));
        assert!(!says(1, &[NONE], NONE));
    }
}
