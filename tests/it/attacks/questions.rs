//! Attacks on campaigns that ask several questions, or ask for a place on a scale.

use pasar_common::task_registry::{GoldOutcome, Question, Read, SeatStatus};
use pasar_testkit::{campaign, CampaignBuilder, GoldBook, DOMAIN};
use pasar_truth::{Question as Asked, ONE, TASK_MASS};

use super::PRICE;
use crate::{
    forms::{looks, scale, tag},
    support::{noise, Stage, STAKE},
};

const ITEMS: u32 = 60;
/// Gold answers to a question: a quarter of the items.
const KNOWN: u16 = 15;
const SEAT: u128 = 10_000;

/// A score, then tags.
fn score_and_tags(tags: usize) -> Vec<Question> {
    let score = scale("score", 101, Read::Mean);
    let tags = (0..tags).map(|n| tag(&n.to_string()));
    core::iter::once(score).chain(tags).collect()
}

fn form_of(questions: &[Question]) -> Vec<Asked> {
    questions.iter().map(Question::asked).collect()
}

fn asks(questions: &[Question], seats: u8) -> CampaignBuilder {
    let terms = campaign().items(ITEMS).overlap(seats);
    terms.questions(questions.to_vec())
}

/// What the first seats say of the form's only task, from their draw to their pay.
fn play(stage: &mut Stage, rows: &[Vec<u8>], book: Option<&GoldBook>) {
    let id = stage.campaign;
    for (n, row) in rows.iter().enumerate() {
        stage.drawn(n);
        let labeler = stage.labelers[n].clone();
        stage.commit(&labeler, id, 0, row).unwrap();
    }
    (0..rows.len()).for_each(|n| stage.revealed(n));
    if let Some(book) = book {
        let requester = stage.requester.clone();
        stage.open_gold(&requester, id, &[book.opening(0)]).unwrap();
    }
    stage.resolve().unwrap();
    stage.settle().unwrap();
}

fn evidence(stage: &Stage, n: usize) -> i64 {
    stage.skill(&stage.labelers[n], DOMAIN).evidence
}

/// What a seat said of a score, and "no" to every tag.
fn says_no(score: &[u8], tags: usize) -> Vec<u8> {
    [score, &vec![0; tags * ITEMS as usize]].concat()
}

/// Everybody looks, and no item has a tag.
fn nothing_is_tagged(seats: usize, tags: usize) -> Vec<Vec<u8>> {
    let score = form_of(&score_and_tags(0));
    let row = |n| says_no(&looks(&score, ITEMS, n as u64 + 1), tags);
    (0..seats).map(row).collect()
}

/// True gold of the score, and for every tag "yes" where there is none.
fn true_score_and_false_tags(tags: u16) -> GoldBook {
    let score = form_of(&score_and_tags(0));
    let right = crate::forms::truth_of(&score, ITEMS);
    let known = (0..KNOWN).map(|item| (item, right[usize::from(item)]));
    let tagged = move |tag: u16| (0..KNOWN).map(move |item| (tag * ITEMS as u16 + item, 1));
    GoldBook::new(&[known.chain((1..=tags).flat_map(tagged)).collect()])
}

/// Attack: gold that is all alike tells nothing of skill, so everybody passes it together with true gold of another
/// question, and each of its answers would be evidence of spam. Two requesters, or one with two names, would take
/// stakes without an account in any task.
#[test]
fn false_gold_of_one_question_beside_true_gold_of_another_touches_no_record_and_no_pay() {
    const TAGS: usize = 3;
    let rows = nothing_is_tagged(5, TAGS);
    let mut plain = Stage::new(5, asks(&score_and_tags(TAGS), 5));
    play(&mut plain, &rows, None);
    let book = true_score_and_false_tags(TAGS as u16);
    let mut stage = Stage::new(5, campaign());
    for name in ["first", "second", "first", "second"] {
        stage.requester = stage.account(name);
        stage.again(asks(&score_and_tags(TAGS), 5).gold(book.terms(0)));
        play(&mut stage, &rows, Some(&book));
        assert_eq!(stage.first().gold, GoldOutcome::Moved);
        for n in 0..5 {
            assert!(evidence(&stage, n) >= 0, "{}", evidence(&stage, n));
            assert!(stage.paid(n) >= plain.paid(n));
        }
        // What did not count decides nothing, and stands in no certificate.
        let verdict = stage.verdict(stage.campaign, 0).labels;
        assert!(verdict[ITEMS as usize..].iter().all(|label| *label == 0));
        let certificate = stage.certificate(stage.campaign);
        assert_eq!(certificate.gold_items, u32::from(KNOWN));
    }
    assert!((0..5).all(|n| stage.staked(n) == STAKE));
}

/// The same with a friend who knows the false gold: it counts, and lowers pay, as false gold of one question does.
#[test]
fn friends_who_know_false_gold_of_one_question_lower_pay_but_touch_no_record() {
    const TAGS: usize = 3;
    let mut rows = nothing_is_tagged(5, TAGS);
    let book = true_score_and_false_tags(TAGS as u16);
    for tag in 1..=TAGS {
        let first = tag * ITEMS as usize;
        rows[4][first..first + usize::from(KNOWN)].fill(1);
    }
    let mut stage = Stage::new(5, asks(&score_and_tags(TAGS), 5).gold(book.terms(5_000)));
    play(&mut stage, &rows, Some(&book));
    assert_eq!(stage.first().gold, GoldOutcome::Counted);
    for n in 0..4 {
        assert_eq!(evidence(&stage, n), 0);
        assert_eq!(stage.skill(&stage.labelers[n], DOMAIN).mass, 0);
    }
    let full = 5 * u128::from(ITEMS) * (TAGS as u128 + 1) * PRICE;
    let ledger = stage.ledger(stage.campaign);
    assert_eq!((ledger.pay + ledger.commons).u128(), full);
}

/// Attack: true gold, most of it of one level. Its distances to each other are mostly none: by a part of them honest
/// labelers, who are a little off, would miss nearly all of it.
#[test]
fn gold_of_mostly_one_level_is_no_evidence_against_those_who_pass_it() {
    let questions = score_and_tags(0);
    let level = |item: u32| match item % 2 {
        0 => 50,
        _ => (noise(u64::from(item)) % 101) as u8,
    };
    let truth: Vec<u8> = (0..ITEMS).map(level).collect();
    let off = |(item, right): (usize, &u8), seat: u64| {
        let off = (noise(seat << 32 | item as u64) % 11) as i64 - 5;
        (i64::from(*right) + off).clamp(0, 100) as u8
    };
    let row = |seat| truth.iter().enumerate().map(|at| off(at, seat)).collect();
    let rows: Vec<Vec<u8>> = (1..=4).map(row).collect();
    let alike = (0..10u16).map(|n| 2 * n);
    let known = alike.chain((0..5).map(|n| 2 * n + 1));
    let mut known: Vec<(u16, u8)> = known.map(|of| (of, truth[usize::from(of)])).collect();
    known.sort_unstable();
    let book = GoldBook::new(&[known]);
    let mut stage = Stage::new(4, campaign());
    for name in ["first", "second", "third"] {
        stage.requester = stage.account(name);
        stage.again(asks(&questions, 4).gold(book.terms(0)));
        play(&mut stage, &rows, Some(&book));
        assert_eq!(stage.first().gold, GoldOutcome::Moved);
        assert!((0..4).all(|n| evidence(&stage, n) >= 0));
    }
    assert!((0..4).all(|n| stage.staked(n) == STAKE));
}

/// Attack: a form of 32 questions, answered by friends, as 32 tasks' worth of a record.
#[test]
fn a_form_of_32_questions_adds_no_more_to_a_record_than_one_question_does() {
    let record = |questions: usize| {
        let tags: Vec<Question> = (0..questions).map(|n| tag(&n.to_string())).collect();
        let row: Vec<u8> = (0..questions as u64 * u64::from(ITEMS))
            .map(|place| u8::from(noise(place).is_multiple_of(2)))
            .collect();
        let mut stage = Stage::new(3, asks(&tags, 3));
        play(&mut stage, &[row.clone(), row.clone(), row], None);
        let record = stage.skill(&stage.labelers[0], DOMAIN);
        (record.skill, record.mass)
    };
    let (one, many) = (record(1), record(32));
    assert_eq!(many.1, TASK_MASS);
    assert!(
        many.0 <= one.0 + ONE && many.1 <= one.1 + ONE,
        "{one:?} {many:?}"
    );
}

/// Attack: a requester asks 31 questions whose answer everybody knows beside one that takes work, so that nobody
/// shows anything on most.
#[test]
fn questions_that_have_one_answer_cut_nobodys_pay() {
    let tags: Vec<Question> = (0..32).map(|n| tag(&n.to_string())).collect();
    let worked = form_of(&tags[..1]);
    let rows: Vec<Vec<u8>> = (1..=5)
        .map(|n| says_no(&looks(&worked, ITEMS, n), 31))
        .collect();
    let first: Vec<Vec<u8>> = rows.iter().map(|row| row[..60].to_vec()).collect();
    let mut alone = Stage::new(5, asks(&tags[..1], 5));
    play(&mut alone, &first, None);
    let mut many = Stage::new(5, asks(&tags, 5));
    play(&mut many, &rows, None);
    let of = |stage: &Stage| stage.verdict(stage.campaign, 0).scores;
    for (alone, many) in of(&alone).iter().zip(of(&many)) {
        let apart = alone.rate.get().abs_diff(many.rate.get());
        // The record weighs as eight labels, of 60 or of 1 920.
        assert!(apart < 900, "{} {}", alone.rate, many.rate);
        assert_eq!(many.labels, 32 * ITEMS);
    }
    let ledger = many.ledger(many.campaign);
    let full = 5 * 32 * u128::from(ITEMS) * PRICE;
    assert_eq!((ledger.pay + ledger.commons).u128(), full);
}

/// Attack: the easiest questions of every item alone. They are paid for what they answered, and below half of all
/// answers they pay what giving the seat back costs.
#[test]
fn answers_to_the_easiest_questions_alone_are_paid_alone() {
    let tags: Vec<Question> = (0..4).map(|n| tag(&n.to_string())).collect();
    let form = form_of(&tags);
    for (answered, penalty) in [(2usize, 0), (1, SEAT / 10)] {
        let mut rows: Vec<Vec<u8>> = (1..=5).map(|n| looks(&form, ITEMS, n)).collect();
        rows[4][answered * ITEMS as usize..].fill(255);
        let mut stage = Stage::new(5, asks(&tags, 5));
        play(&mut stage, &rows, None);
        assert!(stage.paid(4) <= answered as u128 * u128::from(ITEMS) * PRICE);
        assert_eq!(STAKE - stage.staked(4), penalty);
        let seats = stage.seats(stage.campaign, 0);
        assert!(seats.iter().all(|seat| seat.status == SeatStatus::Revealed));
    }
}

/// Attack: one question of 32 answered well, and anything said to the others.
#[test]
fn one_question_of_many_that_is_answered_well_pays_for_no_other() {
    let tags: Vec<Question> = (0..16).map(|n| tag(&n.to_string())).collect();
    let form = form_of(&tags);
    let guess = |place: u64| u8::from(noise(9 << 32 | place).is_multiple_of(4));
    for lazy in [|_| 0, guess] {
        let mut rows: Vec<Vec<u8>> = (1..=5).map(|n| looks(&form, ITEMS, n)).collect();
        for (place, label) in (0..).zip(&mut rows[4]).skip(ITEMS as usize) {
            *label = lazy(place);
        }
        let mut stage = Stage::new(5, asks(&tags, 5));
        play(&mut stage, &rows, None);
        let full = 16 * u128::from(ITEMS) * PRICE;
        assert!(
            stage.paid(4) * 100 < full * 5,
            "{} of {full}",
            stage.paid(4)
        );
        assert!((0..4).all(|n| stage.paid(n) * 10 > full * 9));
    }
}
