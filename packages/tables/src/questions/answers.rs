//! Answers as people write them: classes by name or number, places on a scale as numbers.

use pasar_common::task_registry::{Question, ScaleQuestion};
use pasar_formats::manifest::questions::{self as header, Answers, Asked};

use crate::{class_numbers, Scale};

/// A question's scale.
#[must_use]
pub const fn scale(of: &ScaleQuestion) -> Scale<'_> {
    Scale {
        levels: of.levels,
        from: of.from.as_str(),
        to: of.to.as_str(),
    }
}

/// The questions as headers of manifests are compared with them.
#[must_use]
pub fn described(questions: &[Question]) -> Vec<Asked> {
    let described = |question: &Question| Asked {
        name: question.name().to_owned(),
        answers: match question {
            Question::Classes(of) => Answers::Classes(of.classes.clone()),
            Question::Scale(of) => Answers::Scale(header::Scale {
                levels: of.levels,
                ends: [of.from.clone(), of.to.clone()],
                numbers: scale(of).ends(),
            }),
        },
    };
    questions.iter().map(described).collect()
}

/// The labels that texts say, given with their lines.
///
/// # Errors
/// The place of the first text that says none, with what was found and what is wanted.
pub fn labels(question: &Question, texts: &[(u64, &str)]) -> Result<Vec<u8>, (usize, String)> {
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
#[must_use]
pub fn rounded(question: &Question, texts: &[(u64, &str)]) -> Option<String> {
    let Question::Scale(of) = question else {
        return None;
    };
    let mut between = texts.iter().filter(|(_, text)| scale(of).is_rounded(text));
    let (line, first) = between.next()?;
    let more = match between.count() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    Some(format!(
        "line {line}: {first:?}{more} of {:?} lies between two levels and is read as the nearest of {} from {} to {}",
        of.name, of.levels, of.from, of.to
    ))
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
        let read = labels(of, &[(1, text)]);
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
        assert_eq!(rounded(&stars, &[(2, "1"), (3, "4.0")]), None);
        let told = rounded(&stars, &[(2, "1"), (3, "1.4"), (5, "1.5")]);
        let wanted = "line 3: \"1.4\" and 1 more of \"q\" lies between two levels and is read as the nearest of 5 \
                      from 1 to 5";
        assert_eq!(told.as_deref(), Some(wanted));
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
    }

    #[test]
    fn a_scale_between_words_is_answered_by_level() {
        let much = scale("not at all", "very", 4);
        assert_eq!(said(&much, "3"), Ok(3));
        let wanted = "label \"4\", expected a level from 0 (not at all) to 3 (very)";
        assert_eq!(said(&much, "4"), Err(wanted.to_owned()));
    }

    #[test]
    fn a_header_is_compared_with_the_numbers_of_a_scale() {
        let of = |from, to| {
            let Answers::Scale(scale) = described(&[scale(from, to, 5)]).remove(0).answers else {
                panic!("a scale is described as one");
            };
            (scale.levels, scale.numbers)
        };
        assert_eq!(of("1", "5"), (5, Some([1.0, 5.0])));
        assert_eq!(of("never", "always"), (5, None));
    }
}
