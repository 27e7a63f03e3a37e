//! What answers without a look are paid in forms, and what gold makes of those who are honest. The numbers stand in
//! docs/fairness.md.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{
    resolve_form, Form, FormResolution, History, PayTerms, Question, Read, Seat, NONE,
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

fn resolved(questions: &[Question], rows: &[Vec<u8>], gold: &[u8]) -> FormResolution {
    let seat = |labels| Seat {
        labels,
        asked: rows[0].len() as u32,
        history: History::default(),
    };
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

/// Most gold of one level, so that a label hits at that level alone; and gold of which nothing is alike.
#[rstest]
#[case::mostly_one_level(15)]
#[case::nothing_alike(0)]
fn who_passes_gold_has_no_evidence_against_them(#[case] alike: usize) {
    let mut draws = Draws(7);
    let level = |item: usize, draws: &mut Draws| match item {
        0..30 => 50,
        _ => draws.below(101) as u8,
    };
    let truth: Vec<u8> = (0..100).map(|item| level(item, &mut draws)).collect();
    let mut row = |width| truth.iter().map(|&of| draws.near(of, width)).collect();
    let rows: Vec<Vec<u8>> = [2, 4, 4, 6].map(&mut row).into();
    let mut gold = vec![NONE; 100];
    gold[..alike].copy_from_slice(&truth[..alike]);
    gold[50..75 - alike].copy_from_slice(&truth[50..75 - alike]);
    let found = resolved(&[PERCENT], &rows, &gold);
    assert!(found.gold.moves);
    assert!(found.scores.iter().all(|score| score.d_evidence >= 0));
    // Who says one level of everything still has some.
    let constant = [rows, vec![vec![20; 100]]].concat();
    let found = resolved(&[PERCENT], &constant, &gold);
    assert!(found.scores[4].d_evidence < 0);
}

/// Gold of a question that nobody passes is none, however well everybody passes that of another.
#[test]
fn gold_of_a_question_that_no_seat_passes_is_ignored() {
    let mut draws = Draws(3);
    let balanced: Vec<u8> = (0..100).map(|_| draws.below(2) as u8).collect();
    let truth = [balanced, vec![0; 300]].concat();
    let mut row = |_| truth.iter().map(|&tag| draws.seen(tag, 20)).collect();
    let rows: Vec<Vec<u8>> = (0..5).map(&mut row).collect();
    let mut gold = vec![NONE; 400];
    for (question, gold) in gold.chunks_mut(100).enumerate() {
        let value = |item: usize| if question == 0 { truth[item] } else { 1 };
        (0..25).for_each(|item| gold[item] = value(item));
    }
    let form = [TAG; 4];
    let found = resolved(&form, &rows, &gold);
    let counts: Vec<bool> = found.questions.iter().map(|of| of.counts).collect();
    assert_eq!(counts, [true, false, false, false]);
    let known = found.counted_gold(100, &gold);
    assert_eq!(known[..100], gold[..100]);
    assert!(known[100..].iter().all(|&value| value == NONE));
    // All is as if the others had no gold.
    let alone = resolved(&form, &rows, &known);
    assert_eq!(found.answers, alone.answers);
    for (found, alone) in found.scores.iter().zip(&alone.scores) {
        assert_eq!(found.paid_bps, alone.paid_bps);
        assert_eq!(found.d_evidence, alone.d_evidence);
        assert!(found.d_evidence >= 0);
    }
}
