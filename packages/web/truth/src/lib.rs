//! What `pasar adapt` would ask for again, for the requester's page: `pasar_truth` as WebAssembly.
//!
//! The page writes words with [`put`], calls [`wave`], and reads that many words with [`get`]: no pointer
//! crosses the border, so that nothing here is unsafe. Input:
//!
//! ```text
//! questions                           how many, and for each of them:
//!   kind values                       0 classes, 1 a scale read by its mean, 2 by its median; classes or levels
//! items floor_bps full_bps            the task
//! least wave left                     fewest items of a wave, the last wave, and seats that may still be asked
//! count                               of seats, and for each of them:
//!   skill mass evidence               the labeler's record when they took the ticket, Q12
//!   asked                             items that the seat was asked for,
//!   item ...                          the place of each in the task,
//!   label ...                         and the labels of these items, question by question, 255 for none
//! ```
//!
//! Output: 1, the seats to ask for, how many items, the items, then the margin of each item of the task in
//! Q12 bits, the least of its questions'; no seats and no items where nothing is to be asked for. Or 0, then
//! what is wrong, a byte a word.

use std::cell::RefCell;

use pasar_truth::{
    asking::{least_margins, Policy},
    rows::Row,
    History, PayTerms, Question, Read, MAX_ITEMS, MAX_QUESTIONS,
};

/// Most words of an input: two for every label of 128 seats of 16 384 items, and as many for all else.
pub const MOST_WORDS: usize = 1 << 23;

#[derive(Default)]
struct State {
    input: Vec<i32>,
    output: Vec<i32>,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Adds a word to the input.
#[no_mangle]
pub extern "C" fn put(word: i32) {
    STATE.with_borrow_mut(|state| {
        if state.input.len() <= MOST_WORDS {
            state.input.push(word);
        }
    });
}

/// Infers from the input, which is empty afterwards; how many words the answer has.
#[no_mangle]
pub extern "C" fn wave() -> u32 {
    STATE.with_borrow_mut(|state| {
        let input = std::mem::take(&mut state.input);
        state.output = answer(&input).unwrap_or_else(|wrong| {
            let bytes = wrong.bytes().map(i32::from);
            std::iter::once(0).chain(bytes).collect()
        });
        u32::try_from(state.output.len()).unwrap_or(u32::MAX)
    })
}

/// A word of the answer; 0 beyond its end.
#[no_mangle]
pub extern "C" fn get(at: u32) -> i32 {
    STATE.with_borrow(|state| {
        let at = usize::try_from(at).ok();
        at.and_then(|at| state.output.get(at)).copied().unwrap_or(0)
    })
}

/// Words of an input, one after the other.
struct Words<'a> {
    left: std::slice::Iter<'a, i32>,
}

impl Words<'_> {
    fn word(&mut self, what: &str) -> Result<i32, String> {
        let word = self.left.next().copied();
        word.ok_or_else(|| format!("the input ends before {what}"))
    }

    fn number<T: TryFrom<i32>>(&mut self, what: &str) -> Result<T, String> {
        let word = self.word(what)?;
        T::try_from(word).map_err(|_| format!("{what} is {word}"))
    }
}

/// What [`wave`] answers, or what is wrong with the input.
pub fn answer(input: &[i32]) -> Result<Vec<i32>, String> {
    if input.len() > MOST_WORDS {
        return Err(format!("the input has more than {MOST_WORDS} words"));
    }
    let mut words = Words { left: input.iter() };
    let questions = questions(&mut words)?;
    let items = words.number("the number of items")?;
    if items > MAX_ITEMS {
        return Err(format!("{items} items, expected at most {MAX_ITEMS}"));
    }
    let pay = PayTerms {
        floor_bps: words.number("the floor of pay")?,
        full_bps: words.number("the full skill of pay")?,
    };
    let policy = Policy::of(&questions, words.number("the fewest items of a wave")?);
    let last: u8 = words.number("the wave")?;
    let left: u8 = words.number("the seats that are left")?;
    let rows = rows(&mut words, items, questions.len())?;
    let found = least_margins(&questions, items, &rows, pay).map_err(|wrong| wrong.to_string())?;
    let (seats, asked) = match policy.after(last, left, &found) {
        Some(wave) => (i32::from(wave.seats), wave.items),
        None => (0, Vec::new()),
    };
    let mut output = vec![1, seats, i32::try_from(asked.len()).unwrap_or(i32::MAX)];
    output.extend(
        asked
            .into_iter()
            .map(|item| i32::try_from(item).unwrap_or(i32::MAX)),
    );
    output.extend(found);
    Ok(output)
}

fn questions(words: &mut Words<'_>) -> Result<Vec<Question>, String> {
    let count: usize = words.number("the number of questions")?;
    if count > MAX_QUESTIONS {
        return Err(format!(
            "{count} questions, expected at most {MAX_QUESTIONS}"
        ));
    }
    (0..count).map(|_| question(words)).collect()
}

fn question(words: &mut Words<'_>) -> Result<Question, String> {
    let kind = words.word("the kind of a question")?;
    let values = words.number("the number of classes or levels")?;
    let scale = |read| Question::Scale {
        levels: values,
        read,
    };
    match kind {
        0 => Ok(Question::Classes(values)),
        1 => Ok(scale(Read::Mean)),
        2 => Ok(scale(Read::Median)),
        _ => Err(format!("the kind of a question is {kind}")),
    }
}

fn rows(words: &mut Words<'_>, items: usize, questions: usize) -> Result<Vec<Row>, String> {
    let count: u32 = words.number("the number of seats")?;
    (0..count).map(|_| row(words, items, questions)).collect()
}

fn row(words: &mut Words<'_>, items: usize, questions: usize) -> Result<Row, String> {
    let history = History {
        skill: words.number("a record's skill")?,
        mass: words.number("a record's mass")?,
        evidence: words.number("a record's evidence")?,
    };
    let count: usize = words.number("the items of a seat")?;
    let asked = list(words, "an item", count)?;
    let labels = list(words, "a label", count.saturating_mul(questions))?;
    Ok(Row::spread(items, asked, &labels).with_history(history))
}

/// So many numbers; no more room is taken for them than there are words.
fn list<T: TryFrom<i32>>(
    words: &mut Words<'_>,
    what: &str,
    count: usize,
) -> Result<Vec<T>, String> {
    (0..count).map(|_| words.number(what)).collect()
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "tests"
)]
mod tests {
    use super::*;

    /// A question of two classes, and one of five levels that is read by its median.
    const FORM: [i32; 5] = [2, 0, 2, 2, 5];

    /// What a seat says of an item: each turns every third one, and each another one.
    fn label(seat: i32, item: i32, values: i32) -> i32 {
        (item + i32::from(item % 3 == seat)) % values
    }

    /// Forty items and seats of newcomers, after these words for the questions.
    fn input(questions: &[i32], seats: i32) -> Vec<i32> {
        let mut words = questions.to_vec();
        words.extend([40, 1_000, 7_500, 30, 0, 4, seats]);
        for seat in 0..seats {
            words.extend([0, 0, 0, 40]);
            words.extend(0..40);
            for values in questions.iter().skip(2).step_by(2) {
                words.extend((0..40).map(|item| label(seat, item, *values)));
            }
        }
        words
    }

    /// What the shared functions say of the same labels: words of an answer.
    fn expected(questions: &[Question]) -> Vec<i32> {
        let said = |seat: i32| -> Vec<u8> {
            let values = questions.iter().map(|of| of.values());
            let plane = |values: usize| (0..40).map(move |item| label(seat, item, values as i32));
            values.flat_map(plane).map(|label| label as u8).collect()
        };
        let rows: Vec<Row> = (0..3).map(|seat| Row::of_all(said(seat))).collect();
        let pay = PayTerms {
            floor_bps: 1_000,
            full_bps: 7_500,
        };
        let margins = least_margins(questions, 40, &rows, pay).unwrap();
        let wave = Policy::of(questions, 30).after(0, 4, &margins).unwrap();
        let mut words = vec![1, i32::from(wave.seats), wave.items.len() as i32];
        words.extend(wave.items.iter().map(|item| *item as i32));
        words.extend(margins);
        words
    }

    #[test]
    fn the_answer_is_that_of_the_policy_on_the_same_margins() {
        let median = Question::Scale {
            levels: 5,
            read: Read::Median,
        };
        let two = Question::Classes(2);
        assert_eq!(answer(&input(&[1, 0, 2], 3)), Ok(expected(&[two])));
        assert_eq!(answer(&input(&FORM, 3)), Ok(expected(&[two, median])));
    }

    #[test]
    fn whatever_is_missing_or_beyond_is_said() {
        let words = input(&FORM, 2);
        for end in 0..words.len() {
            let wrong = answer(&words[..end]).unwrap_err();
            assert!(wrong.starts_with("the input ends before"), "{end}: {wrong}");
        }
        for (place, word, wanted) in [
            (0, -1, "the number of questions is -1"),
            (0, 33, "33 questions, expected at most 32"),
            (1, 3, "the kind of a question is 3"),
            (2, 256, "the number of classes or levels is 256"),
            (2, 33, "question 0 has 33 classes, expected 2 to 32"),
            (
                5,
                MAX_ITEMS as i32 + 1,
                "1048577 items, expected at most 1048576",
            ),
            (
                56,
                9,
                "seat 0 answers question 0 of item 0 with 9, expected a value below 2",
            ),
        ] {
            let mut words = words.clone();
            words[place] = word;
            assert_eq!(answer(&words), Err(wanted.to_owned()));
        }
        let many = vec![0; MOST_WORDS + 1];
        assert!(answer(&many).unwrap_err().starts_with("the input has more"));
    }

    #[test]
    fn words_go_in_and_come_out() {
        for word in input(&FORM, 3) {
            put(word);
        }
        let length = wave();
        let read: Vec<i32> = (0..length).map(|at| get(at)).collect();
        assert_eq!(read, answer(&input(&FORM, 3)).unwrap());
        assert_eq!(get(length), 0);
        // The input is gone.
        let length = wave();
        let said: Vec<u8> = (1..length)
            .map(|at| u8::try_from(get(at)).unwrap())
            .collect();
        assert_eq!(get(0), 0);
        assert!(String::from_utf8(said)
            .unwrap()
            .starts_with("the input ends before"));
    }
}
