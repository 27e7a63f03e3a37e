//! What answers without a look are paid in forms, and which gold is heard. The numbers stand in
//! docs/fairness.md.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{
    gold_passes, resolve_form, Form, FormResolution, GoldPasses, History, PayTerms, Question, Read,
    Seat, NONE,
};
use rstest::rstest;

const TAG: Question = Question::Classes(2);
const PERCENT: Question = Question::Scale {
    levels: 101,
    read: Read::Mean,
};
/// Tasks over which pay is a mean.
const TASKS: u64 = 40;

/// Draws that are the same on every run.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    /// Off by a sum of three draws of up to `width` each way.
    fn near(&mut self, level: u8, width: u64) -> u8 {
        let off = |draws: &mut Self| draws.below(2 * width + 1) as i64 - width as i64;
        let off = off(self) + off(self) + off(self);
        (i64::from(level) + off).clamp(0, 100) as u8
    }

    /// A tag as somebody sees it who errs in one of so many answers.
    fn seen(&mut self, tag: u8, errors: u64) -> u8 {
        tag ^ u8::from(self.one_in(errors))
    }
}

fn seat(labels: &[u8]) -> Seat<'_> {
    Seat {
        labels,
        asked: labels.len() as u32,
        history: History::default(),
    }
}

fn resolved(questions: &[Question], rows: &[Vec<u8>], gold: &[u8]) -> FormResolution {
    let seats: Vec<Seat<'_>> = rows.iter().map(|row| seat(row)).collect();
    let items = rows[0].len() / questions.len();
    resolve_form(&Form::new(questions, items, &seats, gold, PayTerms::default()).unwrap())
}

/// What the last of five seats is paid, percent of the price, on average.
fn paid_last(form: &[Question], rows: impl Fn(&mut Draws) -> Vec<Vec<u8>>) -> u64 {
    let of = |seed| {
        let rows = rows(&mut Draws(seed));
        u64::from(resolved(form, &rows, &[]).scores[4].paid_bps)
    };
    (0..TASKS).map(of).sum::<u64>() / (TASKS * 100)
}

/// Evidence adds up over questions, so a scale of many levels, on which chance agrees least, carries tags that nearly
/// no item has: whoever answers it well and says "no" beside it is paid as far as the scale outweighs the tags.
#[rstest]
#[case::three_tags_of_10_percent(3, 10, 86)]
#[case::nine_tags_of_10_percent(9, 10, 48)]
#[case::nine_tags_of_5_percent(9, 5, 71)]
#[case::thirty_one_tags_of_2_percent(31, 2, 60)]
#[case::thirty_one_tags_of_10_percent(31, 10, 10)]
fn a_scale_carries_rare_tags_beside_it(
    #[case] tags: usize,
    #[case] percent: u64,
    #[case] most: u64,
) {
    const ITEMS: usize = 100;
    let rows = |draws: &mut Draws| {
        let scores: Vec<u8> = (0..ITEMS).map(|_| draws.below(101) as u8).collect();
        let tag = |draws: &mut Draws| u8::from(draws.below(100) < percent);
        let tags: Vec<u8> = (0..tags * ITEMS).map(|_| tag(draws)).collect();
        let mut row = |looks: bool| -> Vec<u8> {
            let seen: Vec<u8> = scores.iter().map(|&score| draws.near(score, 5)).collect();
            let tagged = |&tag: &u8| match (looks, tag) {
                (false, _) => 0,
                (true, 0) => u8::from(draws.one_in(50)),
                (true, _) => u8::from(!draws.one_in(5)),
            };
            seen.into_iter().chain(tags.iter().map(tagged)).collect()
        };
        [true, true, true, true, false].map(&mut row).to_vec()
    };
    let form: Vec<Question> = core::iter::once(PERCENT)
        .chain(core::iter::repeat_n(TAG, tags))
        .collect();
    let paid = paid_last(&form, rows);
    println!("a scale and {tags} tags of {percent} %: {paid} %");
    assert!(paid <= most, "{paid}");
}

/// The noise gate takes errors on different questions for independent. Where all questions have one answer, the same
/// guess for all of them passes it oftener than guesses do; on pages of a usual size it brings next to nothing.
#[rstest]
#[case::four_questions_of_50_items(4, 50, 6)]
#[case::all_questions_of_50_items(32, 50, 6)]
#[case::eight_questions_of_100_items(8, 100, 3)]
#[case::all_questions_of_250_items(32, 250, 0)]
fn one_guess_for_all_questions_that_mean_the_same_brings_little(
    #[case] questions: usize,
    #[case] items: usize,
    #[case] most: u64,
) {
    let rows = |draws: &mut Draws| {
        let truth: Vec<u8> = (0..items).map(|_| draws.below(2) as u8).collect();
        let every = truth.repeat(questions);
        let mut looks = |_| every.iter().map(|&tag| draws.seen(tag, 10)).collect();
        let mut rows: Vec<Vec<u8>> = (0..4).map(&mut looks).collect();
        let guess: Vec<u8> = (0..items).map(|_| draws.below(2) as u8).collect();
        rows.push(guess.repeat(questions));
        rows
    };
    let paid = paid_last(&vec![TAG; questions], rows);
    println!("{questions} questions, {items} items: {paid} %");
    assert!(paid <= most, "{paid}");
}

/// Gold of a question that nobody passes is not heard, however well everybody passes that of another.
#[test]
fn gold_of_a_question_that_no_seat_passes_is_not_heard() {
    let mut draws = Draws(3);
    let balanced: Vec<u8> = (0..100).map(|_| draws.below(2) as u8).collect();
    let truth = [balanced, vec![0; 300]].concat();
    let mut row = |_| truth.iter().map(|&tag| draws.seen(tag, 20)).collect();
    let rows: Vec<Vec<u8>> = (0..5).map(&mut row).collect();
    let mut gold = vec![NONE; 400];
    for (question, gold) in gold.chunks_mut(100).enumerate() {
        // True gold of the first question, false gold of the next two, true gold that is all alike of the last.
        let value = |item: usize| match question {
            0 => truth[item],
            1 | 2 => 1,
            _ => 0,
        };
        (0..25).for_each(|item| gold[item] = value(item));
    }
    let seats: Vec<Seat<'_>> = rows.iter().map(|row| seat(row)).collect();
    let form = [TAG; 4];
    let form = Form::new(&form, 100, &seats, &gold, PayTerms::default()).unwrap();
    let passes = gold_passes(&form);
    assert_eq!(passes.crowd, [true, false, false, true]);
    assert!(passes
        .seats
        .iter()
        .all(|own| own[..3] == [true, false, false]));
    let heard = passes.heard(100, &gold);
    assert_eq!(heard[..100], gold[..100]);
    assert!(heard[100..300].iter().all(|&value| value == NONE));
    assert_eq!(heard[300..], gold[300..]);
    // Where nobody passes any, all of it hangs.
    let known = vec![vec![true, true], vec![false, true]];
    let none = GoldPasses {
        seats: vec![vec![false, false]; 2],
        crowd: vec![false; 2],
    };
    assert_eq!(none.heard(1, &[1, 0]), [1, 0]);
    let some = GoldPasses {
        seats: known,
        crowd: vec![false; 2],
    };
    assert_eq!(some.heard(1, &[1, 0]), [1, 0]);
}
