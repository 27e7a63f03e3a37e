//! What `pasar adapt` would ask for again, for the requester's page: `pasar_truth` as WebAssembly.
//!
//! The page writes words with [`put`], calls [`wave`], and reads that many words with [`get`]: no pointer
//! crosses the border, so that nothing here is unsafe. Input:
//!
//! ```text
//! classes items floor_bps full_bps    the task
//! least wave left                     fewest items of a wave, the last wave, and seats that may still be asked
//! count                               of seats, and for each of them:
//!   skill mass evidence               the labeler's record when they took the ticket, Q12
//!   asked                             items that the seat was asked for, and for each of them:
//!     item label                      its place in the task, and a class, or 255 for none
//! ```
//!
//! Output: 1, the seats to ask for, how many items, the items, then the margin of each item of the task in
//! Q12 bits; no seats and no items where nothing is to be asked for. Or 0, then what is wrong, a byte a word.

use std::cell::RefCell;

use pasar_truth::{
    asking::{margins, Policy},
    rows::Row,
    History, PayTerms, MAX_ITEMS,
};

/// Most words of an input: 128 seats of 16 384 items.
pub const MOST_WORDS: usize = 1 << 22;

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
    let classes = words.number("the number of classes")?;
    let items = words.number("the number of items")?;
    if items > MAX_ITEMS {
        return Err(format!("{items} items, expected at most {MAX_ITEMS}"));
    }
    let pay = PayTerms {
        floor_bps: words.number("the floor of pay")?,
        full_bps: words.number("the full skill of pay")?,
    };
    let policy = Policy::usual(words.number("the fewest items of a wave")?);
    let last: u8 = words.number("the wave")?;
    let left: u8 = words.number("the seats that are left")?;
    let rows = rows(&mut words, items)?;
    let found = margins(classes, items, &rows, pay).map_err(|wrong| wrong.to_string())?;
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

fn rows(words: &mut Words<'_>, items: usize) -> Result<Vec<Row>, String> {
    let count: u32 = words.number("the number of seats")?;
    (0..count).map(|_| row(words, items)).collect()
}

fn row(words: &mut Words<'_>, items: usize) -> Result<Row, String> {
    let history = History {
        skill: words.number("a record's skill")?,
        mass: words.number("a record's mass")?,
        evidence: words.number("a record's evidence")?,
    };
    let count: u32 = words.number("the items of a seat")?;
    let mut asked = Vec::new();
    let mut labels = Vec::new();
    for _ in 0..count {
        asked.push(words.number("an item")?);
        labels.push(words.number("a label")?);
    }
    Ok(Row::spread(items, asked, &labels).with_history(history))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]
mod tests {
    use super::*;

    /// Forty items of two classes, and seats of newcomers; each turns every third item, and each another one.
    fn input(seats: i32) -> Vec<i32> {
        let mut words = vec![2, 40, 1_000, 7_500, 30, 0, 4, seats];
        for seat in 0..seats {
            words.extend([0, 0, 0, 40]);
            for item in 0..40 {
                let turned = i32::from(item % 3 == seat);
                words.extend([item, (item + turned) % 2]);
            }
        }
        words
    }

    #[test]
    fn the_answer_is_that_of_the_policy_on_the_same_margins() {
        let words = input(3);
        let answer = answer(&words).unwrap();
        let rows: Vec<Row> = (0..3)
            .map(|seat| {
                let label = |item: u8| (item + u8::from(item % 3 == seat)) % 2;
                Row::of_all((0..40).map(label).collect())
            })
            .collect();
        let pay = PayTerms {
            floor_bps: 1_000,
            full_bps: 7_500,
        };
        let expected = margins(2, 40, &rows, pay).unwrap();
        let wave = Policy::usual(30).after(0, 4, &expected).unwrap();
        let count = wave.items.len();
        assert_eq!(
            answer[..3],
            [1, i32::from(wave.seats), i32::try_from(count).unwrap()]
        );
        assert!(answer[3..3 + count]
            .iter()
            .zip(&wave.items)
            .all(|(one, other)| u32::try_from(*one) == Ok(*other)));
        assert_eq!(answer[3 + count..], expected);
    }

    #[test]
    fn whatever_is_missing_or_beyond_is_said() {
        let words = input(2);
        for end in 0..words.len() {
            let wrong = answer(&words[..end]).unwrap_err();
            assert!(wrong.starts_with("the input ends before"), "{end}: {wrong}");
        }
        let mut many = words.clone();
        many[0] = -1;
        assert_eq!(answer(&many), Err("the number of classes is -1".to_owned()));
        many[0] = 33;
        assert!(answer(&many).unwrap_err().contains("33"));
    }

    #[test]
    fn words_go_in_and_come_out() {
        for word in input(3) {
            put(word);
        }
        let length = wave();
        let read: Vec<i32> = (0..length).map(|at| get(at)).collect();
        assert_eq!(read, answer(&input(3)).unwrap());
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
