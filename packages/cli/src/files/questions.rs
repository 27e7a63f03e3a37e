//! Questions as a requester writes them, beside the short form `classes` of a single question.

use anyhow::{bail, Context as _, Result};
use pasar_common::task_registry::{ClassQuestion, Question, Read, ScaleQuestion};
use pasar_tables::whole_number;
use serde::Deserialize;

use super::tags::tag_question;

/// A question: `classes`, or a scale of `levels` between two ends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    name: String,
    classes: Option<Vec<String>>,
    /// Two classes, `no` and `yes`, each with a question of its own.
    tags: Option<Vec<String>>,
    levels: Option<u8>,
    from: Option<End>,
    to: Option<End>,
    read: Option<Read>,
}

/// An end of a scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum End {
    Whole(i64),
    Decimal(f64),
    Text(String),
}

impl End {
    fn text(&self) -> String {
        match self {
            Self::Whole(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The questions of a file that has either `classes` or `questions`.
pub fn questions(
    classes: Option<Vec<String>>,
    questions: Option<Vec<QuestionFile>>,
) -> Result<Vec<Question>> {
    match (classes, questions) {
        (Some(classes), None) => Ok(vec![Question::of_classes(classes)]),
        (None, Some(questions)) => {
            let mut all = Vec::new();
            for question in questions {
                let name = question.name.clone();
                all.extend(
                    question
                        .read()
                        .with_context(|| format!("question {name:?}"))?,
                );
            }
            Ok(all)
        }
        (Some(_), Some(_)) => bail!("found classes and questions, expected one of them"),
        (None, None) => bail!("found neither classes nor questions, expected one of them"),
    }
}

impl QuestionFile {
    fn read(self) -> Result<Vec<Question>> {
        let is_scale = self.levels.is_some() || self.from.is_some() || self.to.is_some();
        let wanted = "expected classes, tags, or a scale with from and to";
        if !is_scale && self.read.is_some() {
            bail!("found read, which a scale has; {wanted}");
        }
        match (&self.classes, &self.tags, is_scale) {
            (Some(_), None, false) => {
                let classes = self.classes.unwrap_or_default();
                let name = self.name;
                Ok(vec![Question::Classes(ClassQuestion { name, classes })])
            }
            (None, Some(tags), false) => Ok(tags
                .iter()
                .map(|tag| tag_question(&self.name, tag))
                .collect()),
            (None, None, true) => Ok(vec![self.scale()?]),
            (None, None, false) => bail!("found none of them; {wanted}"),
            _ => bail!("found several of them; {wanted}"),
        }
    }

    fn scale(self) -> Result<Question> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else {
            bail!("a scale has from and to, such as from = 1, to = 5");
        };
        let (from, to) = (from.text(), to.text());
        let levels = match self.levels {
            Some(levels) => levels,
            None => whole_levels(&from, &to).with_context(|| {
                format!(
                    "from {from:?} to {to:?}: expected levels, as they are no whole numbers with 2 to 255 \
                     levels between them"
                )
            })?,
        };
        Ok(Question::Scale(ScaleQuestion {
            name: self.name,
            levels,
            from,
            to,
            read: self.read.unwrap_or(Read::Mean),
        }))
    }
}

/// Levels of a scale of whole numbers, one each.
fn whole_levels(from: &str, to: &str) -> Option<u8> {
    let whole = |text: &str| match text.strip_prefix('-') {
        Some(text) => whole_number(text).map(|number| -i64::from(number)),
        None => whole_number(text).map(i64::from),
    };
    let between = whole(from)?.abs_diff(whole(to)?);
    u8::try_from(between.checked_add(1)?)
        .ok()
        .filter(|levels| *levels >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        classes: Option<Vec<String>>,
        questions: Option<Vec<QuestionFile>>,
    }

    fn read(text: &str) -> Result<Vec<Question>> {
        let file: File = toml::from_str(text).unwrap();
        questions(file.classes, file.questions)
    }

    #[test]
    fn a_form_is_written_question_by_question() {
        let form = read(
            r#"
            questions = [
                { name = "stars", from = 1, to = 5, read = "median" },
                { name = "share", from = 0.0, to = 1.0, levels = 101 },
                { name = "mood", tags = ["calm", "loud"] },
                { name = "kind", classes = ["a", "b", "c"] },
            ]
            "#,
        )
        .unwrap();
        let names: Vec<&str> = form.iter().map(Question::name).collect();
        assert_eq!(names, ["stars", "share", "mood/calm", "mood/loud", "kind"]);
        let values: Vec<usize> = form.iter().map(|of| of.asked().values()).collect();
        assert_eq!(values, [5, 101, 2, 2, 3]);
        let Question::Scale(stars) = &form[0] else {
            panic!("stars are a scale");
        };
        assert_eq!((stars.from.as_str(), stars.read), ("1", Read::Median));
    }

    #[test]
    fn classes_are_the_short_form_of_one_question() {
        let short = read(r#"classes = ["cat", "dog"]"#).unwrap();
        assert_eq!(short, [Question::of_classes(["cat", "dog"])]);
    }

    #[test]
    fn what_is_no_question_is_refused_in_words() {
        for (text, wanted) in [
            ("", "found neither classes nor questions, expected one of them"),
            (
                "classes = []\nquestions = []",
                "found classes and questions, expected one of them",
            ),
            (
                r#"questions = [{ name = "a" }]"#,
                "question \"a\": found none of them; expected classes, tags, or a scale with from and to",
            ),
            (
                r#"questions = [{ name = "a", classes = ["x", "y"], from = 1 }]"#,
                "question \"a\": found several of them; expected classes, tags, or a scale with from and to",
            ),
            (
                r#"questions = [{ name = "a", classes = ["x", "y"], read = "mean" }]"#,
                "question \"a\": found read, which a scale has; expected classes, tags, or a scale with from and to",
            ),
            (
                r#"questions = [{ name = "a", from = 1 }]"#,
                "question \"a\": a scale has from and to, such as from = 1, to = 5",
            ),
            (
                r#"questions = [{ name = "a", from = "low", to = "high" }]"#,
                "question \"a\": from \"low\" to \"high\": expected levels, as they are no whole numbers with 2 to \
                 255 levels between them",
            ),
        ] {
            assert_eq!(format!("{:#}", read(text).unwrap_err()), wanted);
        }
    }
}
