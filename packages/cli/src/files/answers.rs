//! Answers as people write them: classes by name or number, places on a scale as numbers.

use pasar_common::task_registry::{Question, ScaleQuestion};
use pasar_formats::manifest::questions::{self as described, Answers, Asked};
use pasar_tables::{class_numbers, Scale};
use pasar_truth::NONE;
use serde_json::Value;

use super::results::Field;

/// Parts of a level that a value is given in.
const PARTS: f64 = 256.0;

/// The labels that texts say, given with their lines; or which is wrong, and why.
pub fn read(question: &Question, texts: &[(u64, &str)]) -> Result<Vec<u8>, (usize, String)> {
    match question {
        Question::Classes(of) => class_numbers(&of.classes, texts),
        Question::Scale(of) => {
            let level = |(place, (_, text)): (usize, &(u64, &str))| {
                scale(of).level(text).map_err(|reason| (place, reason))
            };
            texts.iter().enumerate().map(level).collect()
        }
    }
}

/// What is told where numbers are read as the nearest level.
pub fn rounded(question: &Question, texts: &[(u64, &str)]) -> Option<String> {
    let Question::Scale(of) = question else {
        return None;
    };
    let mut between = texts.iter().filter(|(_, text)| scale(of).is_rounded(text));
    let (line, first) = between.next()?;
    let count = between.count() + 1;
    let more = if count > 1 {
        format!(" and {} more", count - 1)
    } else {
        String::new()
    };
    Some(format!(
        "line {line}: {first:?}{more} of {:?} lies between two levels and is read as the nearest of {} from {} to {}",
        of.name, of.levels, of.from, of.to
    ))
}

const fn scale(of: &ScaleQuestion) -> Scale<'_> {
    Scale {
        levels: of.levels,
        from: of.from.as_str(),
        to: of.to.as_str(),
    }
}

/// The questions as headers of manifests are compared with them.
pub fn asked(questions: &[Question]) -> Vec<Asked> {
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

/// A label as it is written; nothing where there is none.
pub fn field(question: &Question, label: Option<u8>) -> Field {
    let Some(label) = label.filter(|label| *label != NONE) else {
        return (String::new(), Value::Null);
    };
    match question {
        Question::Classes(of) => {
            let name = of.classes.get(usize::from(label));
            (name.cloned().unwrap_or_default(), name.cloned().into())
        }
        Question::Scale(of) => number_field(of, f64::from(label)),
    }
}

/// A value on a scale, in parts of a level, as it is written.
pub fn value_field(question: &Question, value: u16) -> Option<Field> {
    match question {
        Question::Classes(_) => None,
        Question::Scale(of) => Some(number_field(of, f64::from(value) / PARTS)),
    }
}

/// A place on a scale, in levels, in units of its ends.
fn number_field(of: &ScaleQuestion, levels: f64) -> Field {
    let shown = scale(of).value(levels);
    (shown.to_string(), shown.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::task_registry::Read;

    fn scale(from: &str, to: &str, levels: u8) -> Question {
        Question::Scale(ScaleQuestion {
            name: "q".into(),
            levels,
            from: from.into(),
            to: to.into(),
            read: Read::Mean,
        })
    }

    fn said(of: &Question, text: &str) -> Result<u8, String> {
        let read = read(of, &[(1, text)]);
        read.map(|levels| levels[0]).map_err(|(_, reason)| reason)
    }

    #[test]
    fn a_rating_is_its_number() {
        let stars = scale("1", "5", 5);
        assert_eq!(
            ["1", "4", "5"].map(|text| said(&stars, text)),
            [Ok(0), Ok(3), Ok(4)]
        );
        let wanted = "label \"6\", expected a number from 1 to 5";
        assert_eq!(said(&stars, "6"), Err(wanted.to_owned()));
        assert!(said(&stars, "four").is_err());
        assert_eq!(field(&stars, Some(3)), ("4".to_owned(), 4.0.into()));
        assert_eq!(rounded(&stars, &[(2, "1"), (3, "4.0")]), None);
        let told = rounded(&stars, &[(2, "1"), (3, "1.4"), (5, "1.5")]);
        let wanted = "line 3: \"1.4\" and 1 more of \"q\" lies between two levels and is read as the nearest of 5 \
                      from 1 to 5";
        assert_eq!(told.as_deref(), Some(wanted));
        assert_eq!(value_field(&stars, 3 * 256 + 64).unwrap().0, "4.25");
        assert_eq!(field(&stars, Some(NONE)), (String::new(), Value::Null));
    }

    #[test]
    fn a_measure_is_the_nearest_level() {
        let part = scale("0", "1", 255);
        assert_eq!(
            ["0", "0.5", "1"].map(|text| said(&part, text)),
            [Ok(0), Ok(127), Ok(254)]
        );
        let falling = scale("10", "-10", 201);
        assert_eq!(
            ["10", "0", "-10"].map(|text| said(&falling, text)),
            [Ok(0), Ok(100), Ok(200)]
        );
        assert_eq!(field(&falling, Some(50)).0, "5");
    }

    #[test]
    fn a_scale_between_words_is_answered_by_level() {
        let much = scale("not at all", "very", 4);
        assert_eq!(said(&much, "3"), Ok(3));
        let wanted = "label \"4\", expected a level from 0 (not at all) to 3 (very)";
        assert_eq!(said(&much, "4"), Err(wanted.to_owned()));
        assert_eq!(field(&much, Some(2)).0, "2");
    }
}
