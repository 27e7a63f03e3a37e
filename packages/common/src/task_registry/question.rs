//! What a campaign asks of every item, and the bounds of it.

use cosmwasm_schema::cw_serde;
use pasar_formats::packing::CLASSES;
use pasar_truth::{self as truth, MAX_LEVELS, MAX_QUESTIONS};

use super::terms_error::{length, only_once, within, TermsError};

/// Most bytes of a class's name.
pub const MAX_CLASS_NAME_BYTES: usize = 64;
/// Most bytes of a question's name, and of what an end of a scale is called.
pub const MAX_QUESTION_NAME_BYTES: usize = MAX_CLASS_NAME_BYTES;
/// Most bytes of all names of a campaign's questions, of their classes and of the ends of scales.
pub const MAX_QUESTIONS_BYTES: usize = 8_192;

/// What is asked of every item. An answer to one question is what a label is, and what `price` buys.
#[cw_serde]
pub enum Question {
    /// Which of some classes it is.
    Classes(ClassQuestion),
    /// Where it lies on a scale.
    Scale(ScaleQuestion),
}

/// Which of some classes an item is.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ClassQuestion {
    /// Its name, of which every question has another: at most 64 bytes.
    pub name: String,
    /// Names of the 2 to 32 classes, each at most 64 bytes; a label is an index into them.
    pub classes: Vec<String>,
}

/// Where an item lies on a scale.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ScaleQuestion {
    /// Its name, of which every question has another: at most 64 bytes.
    pub name: String,
    /// Levels of the scale, 2 to 255; a label is a level, from 0 on.
    pub levels: u8,
    /// What the lowest level is called, such as `0` or `not at all`: at most 64 bytes.
    pub from: String,
    /// What the highest level is called: at most 64 bytes.
    pub to: String,
    /// How the value of an item is read out of its labels.
    pub read: Read,
}

/// How the value of an item is read out of its weighted labels.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Read {
    /// Their mean: for numbers.
    Mean,
    /// Their median: for grades.
    Median,
}

impl Question {
    /// The one question of a campaign that asks for a class, as programs name it where nobody did.
    pub fn of_classes(classes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::Classes(ClassQuestion {
            name: "label".to_owned(),
            classes: classes.into_iter().map(Into::into).collect(),
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Classes(of) => &of.name,
            Self::Scale(of) => &of.name,
        }
    }

    /// The same as labels are inferred by it.
    pub fn asked(&self) -> truth::Question {
        match self {
            Self::Classes(of) => {
                truth::Question::Classes(u8::try_from(of.classes.len()).unwrap_or(u8::MAX))
            }
            Self::Scale(of) => truth::Question::Scale {
                levels: of.levels,
                read: match of.read {
                    Read::Mean => truth::Read::Mean,
                    Read::Median => truth::Read::Median,
                },
            },
        }
    }

    /// Number of classes; none of a scale.
    pub(super) fn classes(&self) -> usize {
        match self {
            Self::Classes(of) => of.classes.len(),
            Self::Scale(_) => 0,
        }
    }

    /// Bytes of all its names.
    fn bytes(&self) -> usize {
        let more: usize = match self {
            Self::Classes(of) => of.classes.iter().map(String::len).sum(),
            Self::Scale(of) => of.from.len().saturating_add(of.to.len()),
        };
        self.name().len().saturating_add(more)
    }
}

/// Checks a campaign's questions. An error names the question where there are several.
pub(super) fn check_questions(questions: &[Question]) -> Result<(), TermsError> {
    within(
        "questions",
        length(questions.len()),
        1u8,
        length(MAX_QUESTIONS),
    )?;
    for (index, question) in questions.iter().enumerate() {
        let checked = check_question(question);
        checked.map_err(|reason| match questions {
            [_] => reason,
            _ => TermsError::Question {
                question: index,
                reason: Box::new(reason),
            },
        })?;
    }
    only_once("questions", questions.iter().map(Question::name))?;
    let bytes = questions.iter().map(Question::bytes).sum();
    let max = length(MAX_QUESTIONS_BYTES);
    within("bytes of all questions' names", length(bytes), 1u8, max)
}

fn check_question(question: &Question) -> Result<(), TermsError> {
    let name_bytes = |field, name: &str, max| within(field, length(name.len()), 1u8, length(max));
    let max = MAX_QUESTION_NAME_BYTES;
    name_bytes("question name bytes", question.name(), max)?;
    match question {
        Question::Classes(of) => {
            let min = length(*CLASSES.start());
            let max = length(*CLASSES.end());
            within("classes", length(of.classes.len()), min, max)?;
            for class in &of.classes {
                name_bytes("class name bytes", class, MAX_CLASS_NAME_BYTES)?;
            }
            only_once("classes", of.classes.iter().map(String::as_str))
        }
        Question::Scale(of) => {
            within("levels", of.levels, 2u8, length(MAX_LEVELS))?;
            name_bytes("bytes of a scale's from", &of.from, max)?;
            name_bytes("bytes of a scale's to", &of.to, max)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(name: &str) -> Question {
        let Question::Classes(of) = Question::of_classes(["no", "yes"]) else {
            return Question::of_classes(["no", "yes"]);
        };
        Question::Classes(ClassQuestion {
            name: name.to_owned(),
            ..of
        })
    }

    fn scale(change: impl FnOnce(&mut ScaleQuestion)) -> Question {
        let mut of = ScaleQuestion {
            name: "score".to_owned(),
            levels: 101,
            from: "0".to_owned(),
            to: "100".to_owned(),
            read: Read::Mean,
        };
        change(&mut of);
        Question::Scale(of)
    }

    #[test]
    fn a_form_mixes_questions() {
        let form = [tag("cat"), tag("dog"), scale(|_| ())];
        assert_eq!(check_questions(&form), Ok(()));
        let asked = form.map(|question| question.asked().values());
        assert_eq!(asked, [2, 2, 101]);
    }

    #[test]
    fn questions_out_of_bounds_are_refused_in_words() {
        let many: Vec<Question> = (0..33).map(|n| tag(&n.to_string())).collect();
        let long = |n: usize| {
            let classes = (0..32).map(|class| format!("{class:064}"));
            Question::Classes(ClassQuestion {
                name: n.to_string(),
                classes: classes.collect(),
            })
        };
        let long: Vec<Question> = (0..4).map(long).collect();
        for (questions, wanted) in [
            (vec![], "questions is 0, expected 1 to 32"),
            (many, "questions is 33, expected 1 to 32"),
            (vec![tag("cat"), tag("cat")], "questions has cat twice"),
            (vec![tag("")], "question name bytes is 0, expected 1 to 64"),
            (
                vec![tag("cat"), scale(|of| of.levels = 1)],
                "question 1: levels is 1, expected 2 to 255",
            ),
            (
                vec![scale(|of| of.to = String::new())],
                "bytes of a scale's to is 0, expected 1 to 64",
            ),
            (
                vec![Question::of_classes(["one"])],
                "classes is 1, expected 2 to 32",
            ),
            (
                vec![tag("dog"), Question::of_classes(["a", "a"])],
                "question 1: classes has a twice",
            ),
            (
                long,
                "bytes of all questions' names is 8196, expected 1 to 8192",
            ),
        ] {
            let refused = check_questions(&questions).map_err(|error| error.to_string());
            assert_eq!(refused, Err(wanted.to_owned()));
        }
    }
}
