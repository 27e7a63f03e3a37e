//! Questions as a requester writes them, beside the short form `classes` of a single question.
//!
//! They are checked while they are read, so that a refusal has line and column in TOML and in JSON: in TOML those of
//! the question's table, in JSON those where its object ends.

use std::{fmt, ops::RangeInclusive};

use pasar_common::task_registry::{
    ClassQuestion, Question, Read, ScaleQuestion, MAX_QUESTION_NAME_BYTES,
};
use pasar_formats::packing::CLASSES;
use pasar_truth::{MAX_LEVELS, MAX_QUESTIONS};
use serde::{
    de::{value::MapAccessDeserializer, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
    Deserialize, Deserializer,
};

use super::tags::tag_question;
use crate::{number, whole_number};

/// Columns of tables that say something else than answers.
const TAKEN: [&str; 3] = ["item", "labeler", "gold"];
/// Fewest and most levels of a scale.
const LEVELS: RangeInclusive<usize> = 2..=MAX_LEVELS;
/// Most bytes of the name of a question or a class, and of an end of a scale.
const MOST_BYTES: usize = MAX_QUESTION_NAME_BYTES;

/// Names of the classes of a campaign's only question.
#[derive(Clone, Debug)]
pub struct ClassesFile(Vec<String>);

/// The questions of a campaign, each with its name.
#[derive(Clone, Debug)]
pub struct QuestionsFile(Vec<Question>);

/// What terms ask that have either `classes` or `questions`.
///
/// # Errors
/// That there are both, or neither.
pub fn asked(
    classes: Option<ClassesFile>,
    questions: Option<QuestionsFile>,
) -> Result<Vec<Question>, String> {
    let found = match (classes, questions) {
        (Some(ClassesFile(classes)), None) => return Ok(vec![Question::of_classes(classes)]),
        (None, Some(QuestionsFile(questions))) => return Ok(questions),
        (Some(_), Some(_)) => "found classes and questions",
        (None, None) => "found neither classes nor questions",
    };
    Err(format!("{found}, expected one of them"))
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

/// A question: `classes`, or a scale of `levels` between two ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
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
#[derive(Debug, Deserialize)]
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

impl<'de> Deserialize<'de> for ClassesFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Classes;
        impl<'de> Visitor<'de> for Classes {
            type Value = ClassesFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of classes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ClassesFile, A::Error> {
                let mut classes: Vec<String> = Vec::new();
                while let Some(class) = list.next_element()? {
                    classes.push(class);
                }
                check_classes(&classes).map_err(A::Error::custom)?;
                Ok(ClassesFile(classes))
            }
        }
        from.deserialize_seq(Classes)
    }
}

impl<'de> Deserialize<'de> for QuestionsFile {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Questions;
        impl<'de> Visitor<'de> for Questions {
            type Value = QuestionsFile;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of questions")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<QuestionsFile, A::Error> {
                let mut form = Form::default();
                while list.next_element_seed(Next(&mut form))?.is_some() {}
                let all = form.whole().map_err(A::Error::custom)?;
                Ok(QuestionsFile(all))
            }
        }
        from.deserialize_seq(Questions)
    }
}

/// Questions as far as they were read.
#[derive(Default)]
struct Form {
    all: Vec<Question>,
    names: Vec<String>,
}

/// Reads the next question of a form.
struct Next<'a>(&'a mut Form);

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Next<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a question with a name")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let question = QuestionFile::deserialize(MapAccessDeserializer::new(map))?;
        self.0.add(question).map_err(A::Error::custom)
    }
}

impl Form {
    fn add(&mut self, question: QuestionFile) -> Result<(), String> {
        let name = question.name.clone();
        let of = |reason: String| format!("question {name:?}: {reason}");
        check_name(&name).map_err(of)?;
        if self.names.contains(&name) {
            return Err(format!(
                "question {name:?} stands twice, expected each name once"
            ));
        }
        let read = question.read().map_err(of)?;
        // A tag of one question may be called as another question.
        let is_known = |one: &&Question| self.all.iter().any(|other| other.name() == one.name());
        if let Some(twice) = read.iter().find(is_known) {
            return Err(format!(
                "question {:?} stands twice, by itself and as a tag, expected each name once",
                twice.name()
            ));
        }
        self.names.push(name);
        self.all.extend(read);
        Ok(())
    }

    fn whole(self) -> Result<Vec<Question>, String> {
        let count = self.all.len();
        if (1..=MAX_QUESTIONS).contains(&count) {
            return Ok(self.all);
        }
        Err(format!(
            "questions: found {count} of them, expected 1 to {MAX_QUESTIONS}; each tag is one"
        ))
    }
}

/// The name of a question is that of a column in tables of labels and of gold.
fn check_name(name: &str) -> Result<(), String> {
    check_text("its name", name)?;
    if TAKEN.iter().any(|taken| name.eq_ignore_ascii_case(taken)) {
        return Err(format!(
            "a column of this name says something else; expected another name than {}",
            TAKEN.join(", ")
        ));
    }
    Ok(())
}

/// Texts without spaces around them, as fields of tables are read; and as short as the chain takes them.
fn check_text(what: &str, text: &str) -> Result<(), String> {
    let bytes = text.len();
    if bytes == 0 {
        return Err(format!("{what} is empty, expected 1 to {MOST_BYTES} bytes"));
    }
    if bytes > MOST_BYTES {
        return Err(format!(
            "{what} is {text:?} with {bytes} bytes, expected 1 to {MOST_BYTES}"
        ));
    }
    if text.trim() != text {
        return Err(format!("{what} is {text:?}, expected no spaces around it"));
    }
    Ok(())
}

fn check_classes(classes: &[String]) -> Result<(), String> {
    let count = classes.len();
    if !CLASSES.contains(&count) {
        return Err(format!(
            "classes: found {count} of them, expected {} to {}",
            CLASSES.start(),
            CLASSES.end()
        ));
    }
    only_once("class", classes)
}

fn only_once(what: &str, names: &[String]) -> Result<(), String> {
    for (place, name) in names.iter().enumerate() {
        check_text(&format!("a {what}"), name)?;
        if names.iter().take(place).any(|before| before == name) {
            return Err(format!("{what} {name:?} stands twice, expected each once"));
        }
    }
    Ok(())
}

impl QuestionFile {
    fn read(self) -> Result<Vec<Question>, String> {
        let is_scale = self.levels.is_some() || self.from.is_some() || self.to.is_some();
        let wanted = "expected classes, tags, or a scale with from and to";
        if !is_scale && self.read.is_some() {
            return Err(format!("found read, which a scale has; {wanted}"));
        }
        match (&self.classes, &self.tags, is_scale) {
            (Some(_), None, false) => {
                let classes = self.classes.unwrap_or_default();
                check_classes(&classes)?;
                let name = self.name;
                Ok(vec![Question::Classes(ClassQuestion { name, classes })])
            }
            (None, Some(tags), false) => {
                if tags.is_empty() {
                    return Err("tags: found none, expected one or more".to_owned());
                }
                only_once("tag", tags)?;
                let tags = tags.iter().map(|tag| tag_question(&self.name, tag));
                let tags: Vec<Question> = tags.collect();
                for tag in &tags {
                    check_text("a tag with its question", tag.name())?;
                }
                Ok(tags)
            }
            (None, None, true) => Ok(vec![self.scale()?]),
            (None, None, false) => Err(format!("found none of them; {wanted}")),
            _ => Err(format!("found several of them; {wanted}")),
        }
    }

    fn scale(self) -> Result<Question, String> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else {
            return Err("a scale has from and to, such as from = 1, to = 5".to_owned());
        };
        let (from, to) = (from.text(), to.text());
        check_text("from", &from)?;
        check_text("to", &to)?;
        let is_one = match (number(&from), number(&to)) {
            (Some(from), Some(to)) => from == to,
            _ => from == to,
        };
        if is_one {
            return Err(format!(
                "from {from:?} to {to:?}: the ends are one, expected two"
            ));
        }
        let levels = match self.levels {
            Some(levels) => level_count(levels)?,
            None => whole_levels(&from, &to).ok_or_else(|| {
                format!(
                    "from {from:?} to {to:?}: expected levels, as they are no whole numbers with {} to {} levels \
                     between them",
                    LEVELS.start(),
                    LEVELS.end()
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

fn level_count(levels: i64) -> Result<u8, String> {
    let count = u8::try_from(levels).ok();
    let count = count.filter(|count| LEVELS.contains(&usize::from(*count)));
    count.ok_or_else(|| {
        format!(
            "levels {levels}, expected {} to {}",
            LEVELS.start(),
            LEVELS.end()
        )
    })
}

/// Levels of a scale of whole numbers, one each.
fn whole_levels(from: &str, to: &str) -> Option<u8> {
    let whole = |text: &str| match text.strip_prefix('-') {
        Some(text) => whole_number(text).and_then(|number| i64::from(number).checked_neg()),
        None => whole_number(text).map(i64::from),
    };
    let between = whole(from)?.abs_diff(whole(to)?);
    u8::try_from(between.checked_add(1)?)
        .ok()
        .filter(|levels| LEVELS.contains(&usize::from(*levels)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        classes: Option<ClassesFile>,
        questions: Option<QuestionsFile>,
    }

    fn read(text: &str) -> Result<Vec<Question>, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        asked(file.classes, file.questions)
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
            assert_eq!(read(text).unwrap_err(), *wanted);
        }
    }

    #[test]
    fn a_refusal_of_toml_has_the_questions_line() {
        let stars = "questions = [\n    { name = \"stars\", from = 1, to = 5 },\n";
        for (text, wanted) in [
            (
                format!("{stars}    {{ name = \"share\", from = 0.0, to = 1.5 }},\n]"),
                "TOML parse error at line 3, column 5",
            ),
            (
                format!("{stars}    {{ name = \"stars\", tags = [\"new\"] }},\n]"),
                "TOML parse error at line 3, column 5",
            ),
            (
                "[[questions]]\nname = \"a\"\ntags = [\"x\"]\n\n[[questions]]\nname = \"b\""
                    .to_owned(),
                "TOML parse error at line 5, column 1",
            ),
            (
                "\n\nclasses = [\"x\", \"x\"]".to_owned(),
                "TOML parse error at line 3, column 11",
            ),
            (
                "\nquestions = []".to_owned(),
                "TOML parse error at line 2, column 13",
            ),
        ] {
            let refused = toml::from_str::<File>(&text).map(|_| ()).unwrap_err();
            let refused = refused.to_string();
            assert_eq!(refused.lines().next(), Some(wanted), "{refused}");
        }
    }

    #[test]
    fn a_refusal_of_json_has_the_line_where_the_question_ends() {
        let text = "{\n  \"questions\": [\n    {\"name\": \"a\", \"tags\": [\"x\"]},\n    {\"name\": \"b\"}\n  ]\n}";
        let refused = serde_json::from_str::<File>(text).map(|_| ()).unwrap_err();
        let wanted = "question \"b\": found none of them; expected classes, tags, or a scale with from and to at \
                      line 4 column 17";
        assert_eq!(refused.to_string(), wanted);
    }

    #[test]
    fn what_is_no_question_is_refused_in_words() {
        refuses(&[
            ("", "found neither classes nor questions, expected one of them"),
            (
                "classes = [\"x\", \"y\"]\nquestions = [{ name = \"a\", tags = [\"t\"] }]",
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
        terms: serde_json::Value,
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
            let file: Result<File, _> = serde_json::from_value(terms);
            let read = file.map_err(|error| error.to_string());
            let read = read.and_then(|file| asked(file.classes, file.questions));
            let found: Result<Vec<String>, String> =
                read.map(|all| all.iter().map(|of| of.name().to_owned()).collect());
            let wanted = refusal.map_or_else(|| Ok(names.unwrap()), Err);
            assert_eq!(found, wanted, "{rule}");
        }
    }
}
