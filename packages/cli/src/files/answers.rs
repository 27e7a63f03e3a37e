//! Answers as they are written: classes by name, places on a scale as numbers.

use pasar_common::task_registry::{Question, ScaleQuestion};
use pasar_tables::questions::scale;
use pasar_truth::NONE;
use serde_json::Value;

use super::results::Field;

/// Parts of a level that a value is given in.
const PARTS: f64 = 256.0;

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

/// Questions that tests ask.
#[cfg(test)]
pub mod samples {
    use super::{Question, ScaleQuestion};
    use pasar_common::task_registry::Read;

    pub fn yes_or_no() -> Question {
        Question::of_classes(["no", "yes"])
    }

    pub fn stars() -> Question {
        scale("stars", ["1", "5"], 5)
    }

    pub fn scale(name: &str, [from, to]: [&str; 2], levels: u8) -> Question {
        Question::Scale(ScaleQuestion {
            name: name.to_owned(),
            levels,
            from: from.to_owned(),
            to: to.to_owned(),
            read: Read::Mean,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_written_as_it_is_read() {
        let stars = samples::stars();
        assert_eq!(field(&stars, Some(3)), ("4".to_owned(), 4.0.into()));
        assert_eq!(value_field(&stars, 3 * 256 + 64).unwrap().0, "4.25");
        assert_eq!(field(&stars, Some(NONE)), (String::new(), Value::Null));
        let falling = samples::scale("falling", ["10", "-10"], 201);
        assert_eq!(field(&falling, Some(50)).0, "5");
        let words = samples::scale("much", ["not at all", "very"], 4);
        assert_eq!(field(&words, Some(2)).0, "2");
        let yes = ("yes".to_owned(), "yes".into());
        assert_eq!(field(&samples::yes_or_no(), Some(1)), yes);
    }
}
