//! Questions as a requester writes them, beside the short form `classes` of a single question.

use std::ops::RangeInclusive;

use anyhow::{bail, ensure, Context as _, Result};
use pasar_common::task_registry::{ClassQuestion, Question, Read, ScaleQuestion};
use pasar_tables::{number, whole_number};
use serde::Deserialize;

use super::tags::tag_question;

/// Columns of tables that say something else than answers.
const TAKEN: [&str; 3] = ["item", "labeler", "gold"];
/// Most questions of a campaign.
const MOST_QUESTIONS: usize = pasar_truth::MAX_QUESTIONS;
/// Fewest and most classes of a question.
const CLASSES: RangeInclusive<usize> = 2..=pasar_truth::MAX_CLASSES;
/// Fewest and most levels of a scale.
const LEVELS: RangeInclusive<i64> = 2..=255;
/// Most bytes of the name of a question or a class, and of an end of a scale.
const MOST_BYTES: usize = 64;

/// A question: `classes`, or a scale of `levels` between two ends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    name: String,
    classes: Option<Vec<String>>,
    /// Two classes, `no` and `yes`, each with a question of its own.
    tags: Option<Vec<String>>,
    levels: Option<i64>,
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
        (Some(classes), None) => {
            check_classes(&classes)?;
            Ok(vec![Question::of_classes(classes)])
        }
        (None, Some(questions)) => form(questions),
        (Some(_), Some(_)) => bail!("found classes and questions, expected one of them"),
        (None, None) => bail!("found neither classes nor questions, expected one of them"),
    }
}

/// Several questions, each with its name.
fn form(questions: Vec<QuestionFile>) -> Result<Vec<Question>> {
    let mut all: Vec<Question> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for question in questions {
        let name = question.name.clone();
        let of = || format!("question {name:?}");
        check_name(&name).with_context(of)?;
        ensure!(
            !names.contains(&name),
            "question {name:?} stands twice, expected each name once"
        );
        let read = question.read().with_context(of)?;
        // A tag of one question may be called as another question.
        if let Some(twice) = read
            .iter()
            .find(|one| all.iter().any(|other| other.name() == one.name()))
        {
            bail!(
                "question {:?} stands twice, by itself and as a tag, expected each name once",
                twice.name()
            );
        }
        names.push(name);
        all.extend(read);
    }
    let count = all.len();
    ensure!(
        (1..=MOST_QUESTIONS).contains(&count),
        "questions: found {count} of them, expected 1 to {MOST_QUESTIONS}; each tag is one"
    );
    Ok(all)
}

/// The name of a question is that of a column in tables of labels and of gold.
fn check_name(name: &str) -> Result<()> {
    check_text("its name", name)?;
    ensure!(
        !TAKEN.iter().any(|taken| name.eq_ignore_ascii_case(taken)),
        "a column of this name says something else; expected another name than {}",
        TAKEN.join(", ")
    );
    Ok(())
}

/// Texts without spaces around them, as fields of tables are read; and as short as the chain takes them.
fn check_text(what: &str, text: &str) -> Result<()> {
    let bytes = text.len();
    ensure!(
        bytes > 0,
        "{what} is empty, expected 1 to {MOST_BYTES} bytes"
    );
    ensure!(
        bytes <= MOST_BYTES,
        "{what} is {text:?} with {bytes} bytes, expected 1 to {MOST_BYTES}"
    );
    ensure!(
        text.trim() == text,
        "{what} is {text:?}, expected no spaces around it"
    );
    Ok(())
}

fn check_classes(classes: &[String]) -> Result<()> {
    let count = classes.len();
    ensure!(
        CLASSES.contains(&count),
        "classes: found {count} of them, expected {} to {}",
        CLASSES.start(),
        CLASSES.end()
    );
    only_once("class", classes)
}

fn only_once(what: &str, names: &[String]) -> Result<()> {
    for (place, name) in names.iter().enumerate() {
        check_text(&format!("a {what}"), name)?;
        ensure!(
            !names.iter().take(place).any(|before| before == name),
            "{what} {name:?} stands twice, expected each once"
        );
    }
    Ok(())
}

/// Scales whose lowest level is the higher number, which is easily a mistake.
pub fn falling(questions: &[Question]) -> impl Iterator<Item = &ScaleQuestion> {
    questions.iter().filter_map(|question| match question {
        Question::Scale(of) => {
            let falls = number(&of.from)? > number(&of.to)?;
            falls.then_some(of)
        }
        Question::Classes(_) => None,
    })
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
                check_classes(&classes)?;
                let name = self.name;
                Ok(vec![Question::Classes(ClassQuestion { name, classes })])
            }
            (None, Some(tags), false) => {
                ensure!(!tags.is_empty(), "tags: found none, expected one or more");
                only_once("tag", tags)?;
                let tags = tags.iter().map(|tag| tag_question(&self.name, tag));
                let tags: Vec<Question> = tags.collect();
                for tag in &tags {
                    check_text("a tag with its question", tag.name())?;
                }
                Ok(tags)
            }
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
        check_text("from", &from)?;
        check_text("to", &to)?;
        let is_one = match (number(&from), number(&to)) {
            (Some(from), Some(to)) => from == to,
            _ => from == to,
        };
        ensure!(
            !is_one,
            "from {from:?} to {to:?}: the ends are one, expected two"
        );
        let levels = match self.levels {
            Some(levels) => u8::try_from(levels)
                .ok()
                .filter(|_| LEVELS.contains(&levels))
                .with_context(|| {
                    format!(
                        "levels {levels}, expected {} to {}",
                        LEVELS.start(),
                        LEVELS.end()
                    )
                })?,
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

    fn refuses(cases: &[(&str, &str)]) {
        for (text, wanted) in cases {
            assert_eq!(format!("{:#}", read(text).unwrap_err()), *wanted);
        }
    }

    #[test]
    fn what_is_no_question_is_refused_in_words() {
        refuses(&[
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
        ]);
    }

    #[test]
    fn what_is_no_scale_is_refused_in_words() {
        refuses(&[
            (
                r#"questions = [{ name = "a", from = 1 }]"#,
                "question \"a\": a scale has from and to, such as from = 1, to = 5",
            ),
            (
                r#"questions = [{ name = "a", from = 1, to = 5, levels = 256 }]"#,
                "question \"a\": levels 256, expected 2 to 255",
            ),
            (
                r#"questions = [{ name = "a", from = 1, to = 5, levels = 1 }]"#,
                "question \"a\": levels 1, expected 2 to 255",
            ),
            (
                r#"questions = [{ name = "a", from = 5, to = 5.0, levels = 5 }]"#,
                "question \"a\": from \"5\" to \"5\": the ends are one, expected two",
            ),
            (
                r#"questions = [{ name = "a", from = "x", to = "x", levels = 5 }]"#,
                "question \"a\": from \"x\" to \"x\": the ends are one, expected two",
            ),
            (
                r#"questions = [{ name = " stars ", from = 1, to = 5 }]"#,
                "question \" stars \": its name is \" stars \", expected no spaces around it",
            ),
            (
                r#"questions = [{ name = "a", from = "low", to = "high" }]"#,
                "question \"a\": from \"low\" to \"high\": expected levels, as they are no whole numbers with 2 to \
                 255 levels between them",
            ),
        ]);
    }

    /// Questions that the command line takes, or refuses in words. The page is held to the same.
    #[derive(Deserialize)]
    struct Vector {
        rule: String,
        terms: File,
        names: Option<Vec<String>>,
        refusal: Option<String>,
    }

    #[test]
    fn questions_are_taken_and_refused_as_the_published_vectors_say() {
        let text = include_str!("../../vectors/questions.json");
        let vectors: Vec<Vector> = serde_json::from_str(text).unwrap();
        assert!(!vectors.is_empty());
        for Vector {
            rule,
            terms,
            names,
            refusal,
        } in vectors
        {
            let read = questions(terms.classes, terms.questions);
            let found: Result<Vec<String>, String> = read
                .map(|all| all.iter().map(|of| of.name().to_owned()).collect())
                .map_err(|error| format!("{error:#}"));
            let wanted = refusal.map_or_else(|| Ok(names.unwrap()), Err);
            assert_eq!(found, wanted, "{rule}");
        }
    }
}
