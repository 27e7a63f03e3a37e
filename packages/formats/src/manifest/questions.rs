//! What a header says of each question: what it means, and how its answers are given.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    member::{quoted, whole, Member, MAX_TITLE_BYTES},
    HeaderError,
};

/// Most bytes of a hint, in each language.
pub const MAX_HINT_BYTES: usize = 1_024;
const MAX_QUESTIONS: usize = 32;
const MAX_QUESTION_NAME_BYTES: usize = 64;
const MAX_CLASSES: usize = 32;
const MAX_CLASS_NAME_BYTES: usize = 64;
const MAX_LEVELS: i64 = 255;
/// Most levels of a scale that are buttons beside each other.
const MAX_BUTTONS: u8 = 11;

/// A question as the terms have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// What can be answered.
    pub answers: Answers,
}

/// What can be answered to a question of the terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Answers {
    /// One of these.
    Classes(Vec<String>),
    /// A place on a scale.
    Scale(Scale),
}

/// A scale of the terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// How many levels.
    pub levels: u8,
    /// What its ends are called, the lowest level's first.
    pub ends: [String; 2],
    /// The same where both are numbers, and two.
    pub numbers: Option<[f64; 2]>,
}

/// A question as a header has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// What can be answered.
    pub kind: Kind,
}

/// What can be answered to a question of a header.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One of these.
    Classes(Vec<String>),
    /// One of so many levels.
    Scale(u8),
}

/// A place on a scale that an example says is right. Whether it is one, only the terms tell.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleNumber {
    member: String,
    question: usize,
    number: f64,
    found: String,
}

/// The questions of a header.
pub(super) fn questions(list: &Member<'_>) -> Result<Vec<Described>, HeaderError> {
    let mut found: Vec<Described> = Vec::new();
    for entry in list.list("questions", 1, MAX_QUESTIONS)? {
        let name = entry.at("name")?;
        let text = name.text(MAX_QUESTION_NAME_BYTES)?.to_owned();
        if found.iter().any(|other| other.name == text) {
            return name.refuse("each name once");
        }
        for title in ["title", "group"] {
            entry
                .at(title)?
                .optional(|title| title.texts(MAX_TITLE_BYTES))?;
        }
        let hint = entry.at("hint")?;
        hint.optional(|hint| hint.texts_of_lines(MAX_HINT_BYTES))?;
        let kind = kind(&entry)?;
        found.push(Described { name: text, kind });
    }
    Ok(found)
}

fn kind(entry: &Member<'_>) -> Result<Kind, HeaderError> {
    let scale = entry.at("scale")?;
    let levels = scale.optional(scale_levels)?;
    let of = entry.at("classes")?;
    if let Some(levels) = levels {
        let both = of.optional(|of| of.refuse::<()>("classes or a scale, not both"));
        return both.map(|_| Kind::Scale(levels));
    }
    if of.optional(|_| Ok(()))?.is_none() {
        return of.refuse("classes or a scale");
    }
    let classes = classes(&of)?;
    let shown: &[&str] = match classes.len() {
        2 => &["buttons", "check"],
        _ => &["buttons"],
    };
    entry.at("show")?.optional(|show| show.word(shown))?;
    Ok(Kind::Classes(classes))
}

/// Levels of a scale; the rest of it is checked.
fn scale_levels(scale: &Member<'_>) -> Result<u8, HeaderError> {
    let levels = scale.at("levels")?;
    let number = levels.value().and_then(whole);
    let number = number.filter(|number| (2..=MAX_LEVELS).contains(number));
    let Some(number) = number.and_then(|number| u8::try_from(number).ok()) else {
        return levels.refuse(format!("2 to {MAX_LEVELS}"));
    };
    for end in ["from", "to"] {
        scale.at(end)?.optional(|end| end.texts(MAX_TITLE_BYTES))?;
    }
    let shown: &[&str] = if number <= MAX_BUTTONS {
        &["buttons", "slider"]
    } else {
        &["slider"]
    };
    scale.at("show")?.optional(|show| show.word(shown))?;
    Ok(number)
}

/// Names of the classes of a question.
pub(super) fn classes(list: &Member<'_>) -> Result<Vec<String>, HeaderError> {
    let mut names = Vec::new();
    let mut keys = BTreeSet::new();
    for class in list.list("classes", 2, MAX_CLASSES)? {
        let name = class.at("name")?;
        let text = name.text(MAX_CLASS_NAME_BYTES)?.to_owned();
        if names.contains(&text) {
            return name.refuse("each name once");
        }
        names.push(text);
        let title = class.at("title")?;
        title.optional(|title| title.texts(MAX_TITLE_BYTES))?;
        let hint = class.at("hint")?;
        hint.optional(|hint| hint.texts_of_lines(MAX_HINT_BYTES))?;
        class.at("key")?.optional(|key| {
            let found = match key.value().and_then(Value::as_str).map(str::as_bytes) {
                Some([byte @ (b'a'..=b'z' | b'1'..=b'9')]) => *byte,
                _ => return key.refuse("a letter from a to z or a digit from 1 to 9"),
            };
            if keys.insert(found) {
                return Ok(());
            }
            key.refuse("each key once")
        })?;
    }
    Ok(names)
}

/// An example's answers to some questions, by their names: the names of classes, and numbers on scales.
pub(super) fn example_labels(
    labels: &Member<'_>,
    questions: &[Described],
) -> Result<Vec<ExampleNumber>, HeaderError> {
    let wanted = "answers by the names of questions";
    let found = labels.object(wanted)?;
    if found.is_empty() {
        return labels.refuse_found("0 of them", wanted);
    }
    let is_named = |name: &String| questions.iter().any(|one| one.name == *name);
    let mut unknown: Vec<&String> = found.keys().filter(|name| !is_named(name)).collect();
    unknown.sort();
    if let Some(unknown) = unknown.first() {
        return labels.refuse_found(format!("the question {}", quoted(unknown)), wanted);
    }
    let mut numbers = Vec::new();
    for (question, described) in questions.iter().enumerate() {
        let label = labels.at(&described.name)?;
        let Some(value) = label.value() else {
            continue;
        };
        match &described.kind {
            Kind::Classes(names) => {
                if !names.iter().any(|name| value.as_str() == Some(name)) {
                    return label.refuse("the name of a class");
                }
            }
            Kind::Scale(_) => {
                let Some(number) = value.as_f64() else {
                    return label.refuse("a number");
                };
                numbers.push(ExampleNumber {
                    member: label.path().to_owned(),
                    question,
                    number,
                    found: label.found(),
                });
            }
        }
    }
    Ok(numbers)
}

fn of_terms<T>(
    member: impl Into<String>,
    found: impl Into<String>,
    wanted: &str,
) -> Result<T, HeaderError> {
    Err(HeaderError {
        member: member.into(),
        found: found.into(),
        wanted: format!("{wanted} as in the terms"),
    })
}

/// Refuses classes of a header without questions that are not those of the terms' only question.
pub(super) fn check_classes(found: &[String], asked: &[Asked]) -> Result<(), HeaderError> {
    match asked {
        [Asked {
            answers: Answers::Classes(wanted),
            ..
        }] => same_classes("classes", found, wanted),
        _ => of_terms(
            "questions",
            "nothing",
            &match asked.len() {
                1 => "a scale".to_owned(),
                count => format!("{count} questions"),
            },
        ),
    }
}

fn same_classes(member: &str, found: &[String], wanted: &[String]) -> Result<(), HeaderError> {
    if found.len() != wanted.len() {
        let found = format!("{} of them", found.len());
        return of_terms(member, found, &wanted.len().to_string());
    }
    for (index, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        if found != wanted {
            let member = format!("{member}[{index}].name");
            return of_terms(member, quoted(found), &quoted(wanted));
        }
    }
    Ok(())
}

/// Refuses questions that are not those of the terms, and examples' numbers that are on no scale of theirs.
pub(super) fn check_questions(
    found: &[Described],
    numbers: &[ExampleNumber],
    asked: &[Asked],
) -> Result<(), HeaderError> {
    if found.len() != asked.len() {
        let found = format!("{} of them", found.len());
        return of_terms("questions", found, &asked.len().to_string());
    }
    for (index, (found, asked)) in found.iter().zip(asked).enumerate() {
        let member = format!("questions[{index}]");
        if found.name != asked.name {
            let member = format!("{member}.name");
            return of_terms(member, quoted(&found.name), &quoted(&asked.name));
        }
        match (&found.kind, &asked.answers) {
            (Kind::Classes(found), Answers::Classes(wanted)) => {
                same_classes(&format!("{member}.classes"), found, wanted)?;
            }
            (Kind::Scale(found), Answers::Scale(scale)) if *found == scale.levels => {}
            (Kind::Scale(found), Answers::Scale(scale)) => {
                let member = format!("{member}.scale.levels");
                return of_terms(member, found.to_string(), &scale.levels.to_string());
            }
            (Kind::Classes(_), Answers::Scale(_)) => return of_terms(member, "classes", "a scale"),
            (Kind::Scale(_), Answers::Classes(_)) => return of_terms(member, "a scale", "classes"),
        }
    }
    for said in numbers {
        if let Some(Answers::Scale(scale)) = asked.get(said.question).map(|asked| &asked.answers) {
            check_number(said, scale)?;
        }
    }
    Ok(())
}

fn check_number(said: &ExampleNumber, scale: &Scale) -> Result<(), HeaderError> {
    let [from, to] = &scale.ends;
    let number = said.number;
    if let Some([low, high]) = scale.numbers {
        if (low.min(high)..=low.max(high)).contains(&number) {
            return Ok(());
        }
        let wanted = format!("a number from {from} to {to}");
        return of_terms(&said.member, &said.found, &wanted);
    }
    let last = scale.levels.saturating_sub(1);
    if number.fract() == 0.0 && (0.0..=f64::from(last)).contains(&number) {
        return Ok(());
    }
    let wanted = format!("a level from 0 ({from}) to {last} ({to})");
    of_terms(&said.member, &said.found, &wanted)
}
