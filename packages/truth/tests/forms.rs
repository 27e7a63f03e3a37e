//! What the mechanism promises about forms: scales, several questions, their gold and their pay.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{
    infer_form, judge_form, resolve, resolve_form, score_form, Form, FormResolution, History,
    InvalidForm, InvalidTask, PayTerms, Question, Read, Seat, Task, GOLD_MASS, MASS_CAP,
    MAX_LABELS, MAX_SEATS, NONE, ONE, TASK_MASS,
};
use proptest::collection::vec;
use proptest::prelude::*;
use rstest::rstest;

const PERCENT: Question = Question::Scale {
    levels: 101,
    read: Read::Mean,
};
const GRADE: Question = Question::Scale {
    levels: 5,
    read: Read::Median,
};
const TAG: Question = Question::Classes(2);

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

    fn levels(&mut self, items: usize, levels: u64) -> Vec<u8> {
        (0..items).map(|_| self.below(levels) as u8).collect()
    }

    /// The truth, off by a sum of three draws of up to `width` each way.
    fn near(&mut self, truth: &[u8], levels: i64, width: u64) -> Vec<u8> {
        let off = |draws: &mut Self| draws.below(2 * width + 1) as i64 - width as i64;
        let mut see = |&level: &u8| {
            let off = off(self) + off(self) + off(self);
            (i64::from(level) + off).clamp(0, levels - 1) as u8
        };
        truth.iter().map(&mut see).collect()
    }

    /// Tags of which each is set with a chance of its own.
    fn tags(&mut self, items: usize, percent: &[u64]) -> Vec<Vec<u8>> {
        let plane = |&percent: &u64| {
            (0..items)
                .map(|_| u8::from(self.below(100) < percent))
                .collect()
        };
        percent.iter().map(plane).collect()
    }

    /// The truth, wrong in one of `errors` answers.
    fn tagged(&mut self, truth: &[u8], errors: u64) -> Vec<u8> {
        let mut see = |&tag: &u8| {
            if self.below(errors) == 0 {
                1 - tag
            } else {
                tag
            }
        };
        truth.iter().map(&mut see).collect()
    }
}

fn form_of<T>(
    questions: &[Question],
    rows: &[Vec<u8>],
    gold: &[u8],
    then: impl FnOnce(&Form<'_>) -> T,
) -> T {
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked: labels.len() as u32,
            history: History::default(),
        })
        .collect();
    let items = rows[0].len() / questions.len();
    then(&Form::new(questions, items, &seats, gold, PayTerms::default()).unwrap())
}

fn resolved(questions: &[Question], rows: &[Vec<u8>], gold: &[u8]) -> FormResolution {
    form_of(questions, rows, gold, resolve_form)
}

/// Mean pay of seats, in basis points, over 20 tasks of what `rows` makes.
fn mean_pay(
    questions: &[Question],
    seats: core::ops::Range<usize>,
    rows: impl Fn(&mut Draws) -> Vec<Vec<u8>>,
) -> u64 {
    let mut paid = 0;
    for seed in 0..20 {
        let scores = resolved(questions, &rows(&mut Draws(seed)), &[]).scores;
        let among = scores[seats.clone()].iter();
        paid += among.map(|score| u64::from(score.paid_bps)).sum::<u64>();
    }
    paid / (20 * seats.len() as u64)
}

fn honest_ratings(draws: &mut Draws, truth: &[u8], seats: usize) -> Vec<Vec<u8>> {
    (0..seats).map(|_| draws.near(truth, 101, 8)).collect()
}

#[test]
fn one_question_of_classes_resolves_as_a_task_does() {
    let mut draws = Draws(1);
    let rows: Vec<Vec<u8>> = (0..4).map(|_| draws.levels(60, 3)).collect();
    let gold: Vec<u8> = (0..60)
        .map(|item| if item < 9 { rows[0][item] } else { NONE })
        .collect();
    let form = resolved(&[Question::Classes(3)], &rows, &gold);
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked: 60,
            history: History::default(),
        })
        .collect();
    let task = resolve(&Task::new(3, 60, &seats, &gold, PayTerms::default()).unwrap());
    assert_eq!(form.scores, task.scores);
    assert_eq!(form.answers[0].verdict, task.verdict);
    assert_eq!(form.answers[0].margin, task.margin);
    assert_eq!(form.least_margins(), task.margin);
    assert_eq!(form.chance_room_q16, task.chance_room_q16);
    assert!(form.answers[0].values.is_empty());
}

#[test]
fn honest_ratings_are_paid_in_full_and_noise_is_not() {
    let rows = |bad: fn(&mut Draws) -> Vec<u8>| {
        move |draws: &mut Draws| {
            let truth = draws.levels(100, 101);
            let mut rows = vec![bad(draws), bad(draws)];
            rows.extend(honest_ratings(draws, &truth, 3));
            rows
        }
    };
    let constant = rows(|_| vec![50; 100]);
    assert_eq!(mean_pay(&[PERCENT], 0..2, constant), 0);
    assert!(mean_pay(&[PERCENT], 2..5, constant) >= 9_900);
    let random = rows(|draws| draws.levels(100, 101));
    assert!(mean_pay(&[PERCENT], 0..2, random) <= 100);
    assert!(mean_pay(&[PERCENT], 2..5, random) >= 9_900);
}

#[test]
fn two_of_five_who_oppose_everything_leave_the_others_their_pay() {
    let rows = |draws: &mut Draws| {
        let truth = draws.levels(100, 101);
        let against: Vec<u8> = truth.iter().map(|level| 100 - level).collect();
        let mut rows = vec![against.clone(), against];
        rows.extend(honest_ratings(draws, &truth, 3));
        rows
    };
    assert!(mean_pay(&[PERCENT], 2..5, rows) >= 9_500);
    assert!(mean_pay(&[PERCENT], 0..2, rows) <= 100);
}

/// Rates without the lift, so that nothing hides a difference.
#[rstest]
#[case::huddling(1, 2)]
#[case::stretching(3, 2)]
#[case::stretching_far(9, 1)]
fn neither_stretching_nor_huddling_pays(#[case] by: i64, #[case] of: i64) {
    let mut plain = 0;
    let mut scaled = 0;
    for seed in 0..20 {
        let mut draws = Draws(seed);
        let truth = draws.near(&[50; 100], 101, 20);
        let mut rows: Vec<Vec<u8>> = (0..5).map(|_| draws.near(&truth, 101, 14)).collect();
        plain += resolved(&[PERCENT], &rows, &[]).scores[0].skill;
        let turn = |level: &u8| (50 + (i64::from(*level) - 50) * by / of).clamp(0, 100) as u8;
        rows[0] = rows[0].iter().map(turn).collect();
        scaled += resolved(&[PERCENT], &rows, &[]).scores[0].skill;
    }
    assert!(
        scaled < plain,
        "{scaled} for {by}/{of}, {plain} as they were"
    );
}

#[test]
fn a_mean_lies_between_levels_and_a_median_on_them() {
    let rows = [vec![10, 40, NONE], vec![20, 40, NONE], vec![60, 40, NONE]];
    let mean = resolved(&[PERCENT], &rows, &[]);
    let value = mean.answers[0].values[0].unwrap();
    assert!(value > 20 << 8 && value < 40 << 8, "{value}");
    assert_eq!(mean.answers[0].values[1..], [Some(40 << 8), None]);
    assert_eq!(mean.answers[0].verdict[2], NONE);
    assert_eq!(mean.answers[0].confidence[2], 0);
    let question = Question::Scale {
        levels: 101,
        read: Read::Median,
    };
    let median = resolved(&[question], &rows, &[]);
    assert_eq!(median.answers[0].values[0], Some(20 << 8));
}

#[test]
fn agreement_gives_a_scale_its_margin() {
    let mut draws = Draws(3);
    let truth = draws.levels(80, 101);
    let mut rows = honest_ratings(&mut draws, &truth, 5);
    for (seat, row) in rows.iter_mut().enumerate() {
        row[0] = truth[0];
        row[1] = if seat % 2 == 0 { 0 } else { 100 };
    }
    let answers = &resolved(&[PERCENT], &rows, &[]).answers[0];
    assert!(answers.margin[0] > answers.margin[1] + 2 * ONE as i32);
    assert!(answers.confidence[0] > answers.confidence[1]);
    assert!(answers
        .margin
        .iter()
        .all(|&margin| (0..=8 * ONE as i32).contains(&margin)));
}

/// Fourteen tags, most of them rare. "The usual tags and no other" would look skilled to one task of
/// all answers.
#[test]
fn knowing_which_tags_are_common_is_no_skill() {
    const SHARES: [u64; 14] = [60, 50, 30, 20, 10, 10, 10, 8, 8, 5, 5, 5, 5, 5];
    let rows = |draws: &mut Draws| {
        let truth = draws.tags(50, &SHARES).concat();
        let usual: Vec<u8> = (0..14 * 50).map(|at| u8::from(at < 50)).collect();
        let mut rows = vec![usual, vec![0; 14 * 50]];
        rows.extend((0..3).map(|_| draws.tagged(&truth, 12)));
        rows
    };
    assert_eq!(mean_pay(&[TAG; 14], 0..2, rows), 0);
    assert!(mean_pay(&[TAG; 14], 2..5, rows) >= 9_500);
}

#[test]
fn evidence_adds_up_over_questions() {
    let mut draws = Draws(5);
    let truth = draws.levels(40, 5);
    let tags = draws.tags(40, &[50]).concat();
    let mut rows: Vec<Vec<u8>> = (0..4)
        .map(|_| [draws.near(&truth, 5, 1), draws.tagged(&tags, 8)].concat())
        .collect();
    // Right in the one question, at random in the other.
    rows.push([draws.near(&truth, 5, 0), draws.tags(40, &[50]).concat()].concat());
    let found = resolved(&[GRADE, TAG], &rows, &[]);
    let score = found.scores[4];
    assert_eq!(score.labels, 80);
    assert!(score.referenced > 60 && score.referenced <= 80);
    assert!(
        score.skill > ONE / 4 && score.skill < 3 * ONE / 4,
        "{score:?}"
    );
    let room = found.chance_room_q16;
    assert!((32_768..65_536).contains(&room), "{room}");
}

#[test]
fn gold_counts_over_all_questions_together() {
    let mut draws = Draws(6);
    let truth = [draws.levels(60, 101), draws.tags(60, &[30]).concat()].concat();
    let gold: Vec<u8> = (0..120)
        .map(|at| if at % 60 < 8 { truth[at] } else { NONE })
        .collect();
    assert!(pasar_truth::gold_mass(60, &gold) > GOLD_MASS);
    let mut rows: Vec<Vec<u8>> = (0..4)
        .map(|_| {
            [
                draws.near(&truth[..60], 101, 4),
                draws.tagged(&truth[60..], 10),
            ]
            .concat()
        })
        .collect();
    rows.push([vec![50; 60], vec![0; 60]].concat());
    let found = resolved(&[PERCENT, TAG], &rows, &gold);
    assert!(found.gold.counts && found.gold.moves && !found.gold.hung);
    for item in 0..8 {
        assert_eq!(found.answers[0].verdict[item], truth[item]);
        assert_eq!(found.answers[1].verdict[item], truth[60 + item]);
    }
    assert!(found.scores[0].d_evidence > 0);
    assert!(found.scores[4].d_evidence < 0);
    assert_eq!(found.scores[4].paid_bps, 0);
    let against: Vec<u8> = (0..120)
        .map(|at| match gold[at] {
            NONE => NONE,
            level if at < 60 => 100 - level,
            tag => 1 - tag,
        })
        .collect();
    let hung = resolved(&[PERCENT, TAG], &rows, &against);
    assert!(hung.gold.hung && !hung.gold.moves);
    assert!(hung
        .scores
        .iter()
        .all(|score| !score.shown && score.d_mass == 0));
}

#[test]
fn an_inference_of_another_form_gives_no_references() {
    let mut draws = Draws(7);
    let rows: Vec<Vec<u8>> = (0..3).map(|_| draws.levels(20, 5)).collect();
    let other = form_of(&[GRADE], &rows[..2], &[], |form| {
        infer_form(form, &judge_form(form))
    });
    let scores = form_of(&[GRADE], &rows, &[], |form| {
        score_form(form, &judge_form(form), &other)
    });
    assert!(scores
        .seats
        .iter()
        .all(|score| score.referenced == 0 && !score.shown));
}

#[test]
fn a_panel_joins_the_answers_to_a_form() {
    let mut draws = Draws(8);
    let truth = draws.levels(40, 101);
    let mut rows: Vec<Vec<u8>> = (0..3).map(|_| draws.levels(40, 101)).collect();
    let judgement = form_of(&[PERCENT], &rows, &[], judge_form);
    rows.extend((0..6).map(|_| draws.near(&truth, 101, 2)));
    let found = form_of(&[PERCENT], &rows, &[], |form| infer_form(form, &judgement));
    let off = |(a, b): (&u8, &u8)| u64::from(a.abs_diff(*b));
    let error: u64 = found.answers[0].verdict.iter().zip(&truth).map(off).sum();
    assert!(error < 40 * 5, "{error}");
    assert_eq!(found.answers[0].weights.len(), 9);
}

#[test]
fn the_largest_scales_do_not_overflow() {
    let items = MAX_LABELS / MAX_SEATS;
    let question = [Question::Scale {
        levels: 255,
        read: Read::Median,
    }];
    let rows: Vec<Vec<u8>> = (0..MAX_SEATS)
        .map(|seat| {
            let end = |item: usize| {
                if (item + usize::from(seat == 0)).is_multiple_of(2) {
                    254
                } else {
                    0
                }
            };
            (0..items).map(end).collect()
        })
        .collect();
    let history = History {
        skill: MASS_CAP,
        mass: 0,
        evidence: i64::MAX,
    };
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|labels| Seat {
            labels,
            asked: u32::MAX,
            history,
        })
        .collect();
    let form = Form::new(&question, items, &seats, &[], PayTerms::default());
    let found = resolve_form(&form.unwrap());
    assert_eq!(found.scores[0].paid_bps, 0);
    assert_eq!(found.scores[1].paid_bps, 10_000);
    let all: Vec<u8> = (0..MAX_LABELS).map(|item| (item % 255) as u8).collect();
    let seats = [Seat {
        labels: &all,
        asked: MAX_LABELS as u32,
        history,
    }];
    let form = Form::new(&question, MAX_LABELS, &seats, &all, PayTerms::default());
    let found = resolve_form(&form.unwrap());
    assert_eq!(found.answers[0].verdict, all);
    assert_eq!(found.scores[0].paid_bps, 10_000);
}

#[test]
fn refuses_more_cells_than_a_task_has() {
    let row = vec![NONE; 32 << 13];
    let seats = vec![
        Seat {
            labels: &row,
            ..Seat::default()
        };
        65
    ];
    let found = Form::new(&[TAG; 32], 1 << 13, &seats, &[], PayTerms::default()).unwrap_err();
    let cells = InvalidTask::Cells { found: 65 << 18 };
    assert_eq!(found, InvalidForm::Task(cells));
}

/// The parts of a form, owned.
#[derive(Clone, Debug)]
struct Parts {
    questions: Vec<Question>,
    items: usize,
    rows: Vec<(Vec<u8>, u32, History)>,
    gold: Vec<u8>,
}

fn question() -> impl Strategy<Value = Question> {
    let read = prop_oneof![Just(Read::Mean), Just(Read::Median)];
    prop_oneof![
        (2..=32_u8).prop_map(Question::Classes),
        (2..=255_u8, read).prop_map(|(levels, read)| Question::Scale { levels, read }),
    ]
}

/// Answers of one seat, mostly those that all seats would give.
fn answers(questions: &[Question], items: usize) -> impl Strategy<Value = Vec<u8>> {
    let values: Vec<usize> = questions.iter().map(|question| question.values()).collect();
    let drawn = vec((0..6_u8, any::<u8>()), questions.len() * items);
    (drawn, 0..6_u8).prop_map(move |(drawn, errors)| {
        let answer = |(at, (chance, other)): (usize, (u8, u8))| {
            let values = values[at / items];
            match chance {
                0 if other % 3 == 0 => NONE,
                chance if chance < errors => (usize::from(other) % values) as u8,
                _ => ((at * 37) % values) as u8,
            }
        };
        drawn.into_iter().enumerate().map(answer).collect()
    })
}

fn history() -> impl Strategy<Value = History> {
    let record = |(skill, mass, evidence)| History {
        skill,
        mass,
        evidence,
    };
    prop_oneof![
        Just(History::default()),
        (-MASS_CAP..=MASS_CAP, 0..=MASS_CAP, -9 * ONE..=3 * ONE).prop_map(record),
        any::<(i64, i64, i64)>().prop_map(record),
    ]
}

fn parts() -> impl Strategy<Value = Parts> {
    let sizes = (vec(question(), 1..5), 1..20_usize, 1..7_usize);
    sizes.prop_flat_map(|(questions, items, seats)| {
        let asked = prop_oneof![Just(20_u32), Just(50), any::<u32>()];
        let rows = vec((answers(&questions, items), asked, history()), seats);
        let gold = prop_oneof![Just(Vec::new()), answers(&questions, items)];
        (Just(questions), Just(items), rows, gold).prop_map(|(questions, items, rows, gold)| {
            Parts {
                questions,
                items,
                rows,
                gold,
            }
        })
    })
}

fn resolve_parts(parts: &Parts) -> FormResolution {
    let seats: Vec<Seat<'_>> = parts
        .rows
        .iter()
        .map(|(labels, asked, history)| Seat {
            labels,
            asked: *asked,
            history: *history,
        })
        .collect();
    let form = Form::new(
        &parts.questions,
        parts.items,
        &seats,
        &parts.gold,
        PayTerms::default(),
    );
    resolve_form(&form.unwrap())
}

proptest! {
    #[test]
    fn every_form_resolves_within_its_ranges(parts in parts()) {
        let found = resolve_parts(&parts);
        prop_assert!((0..=65_536).contains(&found.chance_room_q16));
        for (answers, question) in found.answers.iter().zip(&parts.questions) {
            prop_assert!(answers
                .verdict
                .iter()
                .all(|&value| value == NONE || usize::from(value) < question.values()));
            prop_assert!(answers.confidence.iter().all(|&confidence| confidence <= 65_536));
        }
        let mut withheld = 0;
        let mut lifted = 0;
        for score in &found.scores {
            prop_assert!((0..=ONE).contains(&score.skill));
            prop_assert!((0..=TASK_MASS).contains(&score.d_mass));
            prop_assert!(score.referenced <= score.labels);
            prop_assert!(score.rate_bps <= score.paid_bps && score.paid_bps <= 10_000);
            withheld += u64::from(score.labels) * u64::from(10_000 - score.rate_bps);
            lifted += u64::from(score.labels) * u64::from(score.paid_bps - score.rate_bps);
        }
        prop_assert!(lifted <= withheld);
    }

    #[test]
    fn the_order_of_seats_changes_nothing_in_a_form(parts in parts(), turn in 0..8_usize) {
        let mut other = parts.clone();
        let turn = turn % parts.rows.len();
        other.rows.rotate_left(turn);
        other.rows[..turn.max(1)].reverse();
        let mut order: Vec<usize> = (0..parts.rows.len()).collect();
        order.rotate_left(turn);
        order[..turn.max(1)].reverse();
        let first = resolve_parts(&parts);
        let second = resolve_parts(&other);
        prop_assert_eq!(first.gold, second.gold);
        prop_assert_eq!(first.chance_room_q16, second.chance_room_q16);
        for (one, two) in first.answers.iter().zip(&second.answers) {
            prop_assert_eq!(&one.verdict, &two.verdict);
            prop_assert_eq!(&one.values, &two.values);
            prop_assert_eq!(&one.margin, &two.margin);
            prop_assert_eq!(&one.confidence, &two.confidence);
            for (place, &from) in order.iter().enumerate() {
                prop_assert_eq!(one.weights[from], two.weights[place]);
                prop_assert_eq!(one.excluded[from], two.excluded[place]);
            }
        }
        for (place, &from) in order.iter().enumerate() {
            prop_assert_eq!(first.scores[from], second.scores[place]);
        }
    }
}
