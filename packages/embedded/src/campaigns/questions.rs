//! Questions as terms of the examples write them, and answers to them as their tables do.

use anyhow::{anyhow, bail, Context as _, Result};
use pasar_common::task_registry::{ClassQuestion, Question, Read, ScaleQuestion};
use pasar_formats::manifest::questions::{self as described, Answers, Asked};
use pasar_tables::{class_numbers, Scale};
use serde::Deserialize;

/// Classes of a tag: that an item does not have it, and that it does.
const NO_YES: [&str; 2] = ["no", "yes"];

/// A question: of classes, of tags, which are a question each, or of whole numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    name: String,
    classes: Option<Vec<String>>,
    tags: Option<Vec<String>>,
    from: Option<u8>,
    to: Option<u8>,
    read: Option<Read>,
}

impl QuestionFile {
    /// The questions as the chain knows them.
    fn asked(&self) -> Result<Vec<Question>> {
        let of_classes = |name: String, classes: &[String]| {
            let classes = classes.to_vec();
            Question::Classes(ClassQuestion { name, classes })
        };
        match (&self.classes, &self.tags, self.from, self.to) {
            (Some(classes), None, None, None) => Ok(vec![of_classes(self.name.clone(), classes)]),
            (None, Some(tags), None, None) => {
                let classes = NO_YES.map(str::to_owned);
                let tag = |tag| of_classes(format!("{}/{tag}", self.name), &classes);
                Ok(tags.iter().map(tag).collect())
            }
            (None, None, Some(from), Some(to)) => {
                let between = to.checked_sub(from).and_then(|steps| steps.checked_add(1));
                Ok(vec![Question::Scale(ScaleQuestion {
                    name: self.name.clone(),
                    levels: between.context("expected from below to, at most 254 apart")?,
                    from: from.to_string(),
                    to: to.to_string(),
                    read: self.read.unwrap_or(Read::Mean),
                })])
            }
            _ => bail!("expected one of classes, tags, or from and to"),
        }
    }
}

/// The questions of terms, which have either `classes` or `questions`.
pub fn questions(
    classes: Option<&[String]>,
    questions: Option<&[QuestionFile]>,
) -> Result<Vec<Question>> {
    match (classes, questions) {
        (Some(classes), None) => Ok(vec![Question::of_classes(classes)]),
        (None, Some(questions)) => {
            let mut all = Vec::new();
            for question in questions {
                let name = &question.name;
                let asked = question.asked();
                all.extend(asked.with_context(|| format!("question {name:?}"))?);
            }
            Ok(all)
        }
        _ => bail!("expected one of classes and questions"),
    }
}

/// The questions as a header is compared with them.
pub fn described(questions: &[Question]) -> Vec<Asked> {
    let asked = |question: &Question| Asked {
        name: question.name().to_owned(),
        answers: match question {
            Question::Classes(of) => Answers::Classes(of.classes.clone()),
            Question::Scale(of) => Answers::Scale(described::Scale {
                levels: of.levels,
                ends: [of.from.clone(), of.to.clone()],
                numbers: scale(of).ends(),
            }),
        },
    };
    questions.iter().map(asked).collect()
}

/// The labels that texts say, given with their lines; none where there is no text.
pub fn labels(question: &Question, said: &[Option<(u64, String)>]) -> Result<Vec<Option<u8>>> {
    let texts = said.iter().flatten();
    let texts: Vec<(u64, &str)> = texts.map(|(line, text)| (*line, text.as_str())).collect();
    let labels = match question {
        Question::Classes(of) => class_numbers(&of.classes, &texts),
        Question::Scale(of) => {
            let level = |(place, (_, text)): (usize, &(u64, &str))| {
                scale(of).level(text).map_err(|reason| (place, reason))
            };
            texts.iter().enumerate().map(level).collect()
        }
    };
    let labels = labels.map_err(|(place, reason)| {
        let line = texts.get(place).map_or(0, |(line, _)| *line);
        anyhow!("line {line}, question {:?}: {reason}", question.name())
    })?;
    let mut labels = labels.into_iter();
    let label = |text: &Option<_>| text.as_ref().and_then(|_| labels.next());
    Ok(said.iter().map(label).collect())
}

const fn scale(of: &ScaleQuestion) -> Scale<'_> {
    Scale {
        levels: of.levels,
        from: of.from.as_str(),
        to: of.to.as_str(),
    }
}
