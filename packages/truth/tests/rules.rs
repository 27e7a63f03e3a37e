//! What the mechanism promises about whole tasks, rule by rule.
#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{
    infer, judge_gold, missed_mass, resolve, score, History, PayTerms, Resolution, Seat, Task,
    EVIDENCE_CAP, NEWCOMER_SKILL, NONE, ONE, TASK_MASS,
};
use rstest::rstest;

const CLASSES: u64 = 4;
const NEWCOMER: History = History {
    skill: 0,
    mass: 0,
    evidence: 0,
};
const FARMED: History = History {
    skill: 198 * ONE,
    mass: 200 * ONE,
    evidence: 3 * ONE,
};
const SPAM: History = History {
    skill: 0,
    mass: 100 * ONE,
    evidence: -9 * ONE,
};

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

    fn classes(&mut self, items: usize) -> Vec<u8> {
        (0..items).map(|_| self.below(CLASSES) as u8).collect()
    }

    /// Labels that see the item four times out of five.
    fn honest(&mut self, truth: &[u8]) -> Vec<u8> {
        let mut label = |&class: &u8| match self.below(5) {
            0 => self.below(CLASSES) as u8,
            _ => class,
        };
        truth.iter().map(&mut label).collect()
    }
}

type Row = (Vec<u8>, History);

fn with_task<T>(rows: &[Row], gold: &[u8], then: impl FnOnce(&Task<'_>) -> T) -> T {
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|(labels, history)| Seat {
            labels,
            asked: labels.len() as u32,
            history: *history,
        })
        .collect();
    let classes = CLASSES as usize;
    let items = rows[0].0.len();
    then(&Task::new(classes, items, &seats, gold, PayTerms::default()).unwrap())
}

fn resolved(rows: &[Row], gold: &[u8]) -> Resolution {
    with_task(rows, gold, resolve)
}

/// Mean pay of the first `seats` seats over 40 tasks of 50 items, in basis points.
fn mean_pay(seats: usize, rows: impl Fn(&mut Draws, &[u8]) -> Vec<Row>) -> u64 {
    let mut paid = 0;
    for seed in 0..40 {
        let mut draws = Draws(seed);
        let truth = draws.classes(50);
        let rows = rows(&mut draws, &truth);
        let scores = resolved(&rows, &[]).scores;
        paid += scores[..seats]
            .iter()
            .map(|score| u64::from(score.paid_bps))
            .sum::<u64>();
    }
    paid / (40 * seats as u64)
}

fn newcomers(draws: &mut Draws, truth: &[u8], seats: usize) -> Vec<Row> {
    (0..seats)
        .map(|_| (draws.honest(truth), NEWCOMER))
        .collect()
}

/// The first ten items as gold.
fn gold_of(answers: &[u8]) -> Vec<u8> {
    let gold = answers.iter().enumerate();
    gold.map(|(item, &class)| if item < 10 { class } else { NONE })
        .collect()
}

fn shifted(classes: &[u8]) -> Vec<u8> {
    classes.iter().map(|class| (class + 1) % 4).collect()
}

#[test]
fn honest_newcomers_alone_are_paid_nearly_all() {
    let paid = mean_pay(5, |draws, truth| newcomers(draws, truth, 5));
    assert!(paid >= 9_700, "{paid}");
}

#[test]
fn a_constant_labeler_earns_nothing_and_costs_nothing() {
    let rows = |draws: &mut Draws, truth: &[u8]| {
        let mut rows = vec![(vec![0; truth.len()], NEWCOMER); 2];
        rows.extend(newcomers(draws, truth, 3));
        rows
    };
    let spam = mean_pay(2, rows);
    assert!(spam <= 100, "{spam}");
    let honest = mean_pay(5, rows) * 5 - spam * 2;
    assert!(honest / 3 >= 9_500, "{honest}");
}

#[test]
fn a_random_labeler_earns_next_to_nothing() {
    let spam = mean_pay(2, |draws, truth| {
        let random = |draws: &mut Draws| (draws.classes(truth.len()), NEWCOMER);
        let mut rows = vec![random(draws), random(draws)];
        rows.extend(newcomers(draws, truth, 3));
        rows
    });
    assert!(spam <= 600, "{spam}");
}

#[test]
fn two_farmed_records_cost_newcomers_nothing() {
    let alone = mean_pay(5, |draws, truth| newcomers(draws, truth, 5));
    let beside = mean_pay(5, |draws, truth| {
        let mut rows = newcomers(draws, truth, 5);
        rows.push((draws.classes(truth.len()), FARMED));
        rows.push((draws.classes(truth.len()), FARMED));
        rows
    });
    assert!(beside >= alone, "{beside} beside them, {alone} alone");
}

#[test]
fn hung_gold_moves_no_record() {
    let mut draws = Draws(1);
    let truth = draws.classes(40);
    let mut rows = newcomers(&mut draws, &truth, 4);
    rows.push((draws.honest(&truth), FARMED));
    let found = resolved(&rows, &gold_of(&shifted(&truth)));
    assert!(found.gold.hung && !found.gold.counts && !found.gold.moves);
    for score in &found.scores {
        assert_eq!((score.d_skill, score.d_mass, score.d_evidence), (0, 0, 0));
    }
}

#[test]
fn hung_gold_pays_the_skill_that_one_came_with_and_no_lift() {
    let mut draws = Draws(2);
    let truth = draws.classes(40);
    let mut rows = newcomers(&mut draws, &truth, 4);
    rows.push((draws.honest(&truth), FARMED));
    let found = resolved(&rows, &gold_of(&shifted(&truth)));
    for (score, (_, history)) in found.scores.iter().zip(&rows) {
        assert_eq!(score.skill, history.standing());
        assert_eq!(score.paid_bps, score.rate_bps);
        assert!(!score.shown);
    }
    assert_eq!(found.scores[4].paid_bps, 10_000);
}

#[test]
fn hung_gold_decides_no_item() {
    let mut draws = Draws(3);
    let truth = draws.classes(40);
    let rows = newcomers(&mut draws, &truth, 5);
    let with = resolved(&rows, &gold_of(&shifted(&truth)));
    assert_eq!(with.verdict, resolved(&rows, &[]).verdict);
}

#[test]
fn counted_gold_decides_its_items() {
    let mut draws = Draws(4);
    let truth = draws.classes(40);
    let gold = gold_of(&truth);
    let found = resolved(&newcomers(&mut draws, &truth, 3), &gold);
    assert!(found.gold.counts && found.gold.moves);
    assert_eq!(found.verdict[..10], gold[..10]);
    assert_eq!(found.confidence[..10], [65_536; 10]);
}

#[test]
fn a_friend_who_knows_false_gold_moves_no_record() {
    let mut draws = Draws(5);
    let truth = draws.classes(40);
    let false_gold = gold_of(&shifted(&truth));
    let mut rows = newcomers(&mut draws, &truth, 4);
    rows.push((shifted(&truth), NEWCOMER));
    let found = resolved(&rows, &false_gold);
    assert!(found.gold.counts && !found.gold.moves);
    for score in &found.scores {
        assert_eq!((score.d_skill, score.d_mass, score.d_evidence), (0, 0, 0));
    }
}

#[test]
fn one_honest_seat_keeps_a_ring_from_hanging_gold() {
    let mut draws = Draws(6);
    let truth = draws.classes(40);
    let ring = (draws.classes(40), NEWCOMER);
    let rows = [ring.clone(), ring.clone(), ring, (truth.clone(), NEWCOMER)];
    let found = resolved(&rows, &gold_of(&truth));
    assert!(found.gold.counts);
    assert_eq!(found.verdict[..10], truth[..10]);
    assert!(found.scores[3].rate_bps > found.scores[0].rate_bps);
}

#[test]
fn counted_gold_is_evidence_for_and_against() {
    let mut draws = Draws(7);
    let truth = draws.classes(40);
    let mut rows = newcomers(&mut draws, &truth, 4);
    rows.push((vec![0; 40], NEWCOMER));
    let found = resolved(&rows, &gold_of(&truth));
    assert!(found.gold.moves);
    assert!(found.scores[0].d_evidence > 0);
    assert!(found.scores[4].d_evidence < 0);
    assert!(found.scores[4].d_evidence >= -5 * ONE);
}

#[test]
fn an_excluded_seat_has_no_vote_and_still_a_score() {
    let mut draws = Draws(8);
    let truth = draws.classes(40);
    let mut rows = newcomers(&mut draws, &truth, 3);
    let without = resolved(&rows, &[]);
    rows.push((truth.clone(), SPAM));
    let found = resolved(&rows, &[]);
    assert_eq!(found.excluded, [false, false, false, true]);
    assert_eq!(found.weights[3], 0);
    assert_eq!(found.verdict, without.verdict);
    assert!(found.scores[3].shown);
    assert!(found.scores[3].d_skill > 0);
}

#[test]
fn an_item_without_votes_has_no_verdict() {
    let rows = [
        (vec![0, 1, NONE, NONE], NEWCOMER),
        (vec![0, 1, NONE, NONE], NEWCOMER),
        (vec![0, 1, NONE, 2], SPAM),
    ];
    let found = resolved(&rows, &[]);
    assert_eq!(found.verdict, [0, 1, NONE, NONE]);
    assert_eq!(found.margin[2..], [0, 0]);
    assert_eq!(found.confidence[2..], [0, 0]);
}

#[test]
fn a_tie_goes_to_the_class_given_more_often_then_to_the_smaller() {
    let rows = [(vec![2, 2, 2, 2], NEWCOMER), (vec![3, 2, 3, 2], NEWCOMER)];
    assert_eq!(resolved(&rows, &[]).verdict[0], 2);
    let rows = [(vec![3, 1], NEWCOMER), (vec![1, 3], NEWCOMER)];
    assert_eq!(resolved(&rows, &[]).verdict, [1, 1]);
}

#[rstest]
#[case::newcomer(NEWCOMER, NEWCOMER_SKILL)]
#[case::known(FARMED, NEWCOMER_SKILL)]
#[case::spammer(SPAM, SPAM.standing())]
fn a_lone_seat_shows_nothing(#[case] history: History, #[case] skill: i64) {
    let found = resolved(&[(vec![0, 1, 2, 3, 0, 1], history)], &[]);
    assert!(!found.scores[0].shown);
    assert_eq!(found.scores[0].referenced, 0);
    assert_eq!(found.scores[0].skill, skill);
    assert_eq!(found.chance_room_q16, 65_536);
}

#[test]
fn saying_what_everyone_says_of_everything_shows_nothing() {
    let rows = vec![(vec![0; 50], NEWCOMER); 5];
    for score in resolved(&rows, &[]).scores {
        assert!(!score.shown);
        assert_eq!((score.d_skill, score.d_mass), (0, 0));
    }
}

#[test]
fn whoever_skips_more_than_a_fifth_comes_with_nothing() {
    let labels = [0, 1, 2, 3, 0, 1, 2, 3];
    let rate = |asked: u32| {
        let seats = [Seat {
            labels: &labels,
            asked,
            history: FARMED,
        }];
        let task = Task::new(4, 8, &seats, &[], PayTerms::default()).unwrap();
        resolve(&task).scores[0].skill
    };
    assert_eq!(rate(8), NEWCOMER_SKILL);
    assert_eq!(rate(10), NEWCOMER_SKILL);
    assert_eq!(rate(11), 0);
    assert_eq!(rate(u32::MAX), 0);
}

#[test]
fn the_room_of_chance_prices_a_labels_mass() {
    let mut draws = Draws(9);
    let truth = draws.classes(30);
    let found = resolved(&newcomers(&mut draws, &truth, 5), &[]);
    for score in &found.scores {
        let mass = (i64::from(score.referenced) * found.chance_room_q16) >> 4;
        assert_eq!(score.d_mass, mass);
        assert!(mass < TASK_MASS);
        assert_eq!(missed_mass(score.referenced, found.chance_room_q16), mass);
    }
}

#[test]
fn a_won_task_makes_no_veteran() {
    let mut draws = Draws(12);
    let key = draws.classes(400);
    let found = resolved(&vec![(key, NEWCOMER); 5], &[]);
    for score in &found.scores {
        assert_eq!(score.rate_bps, 10_000);
        assert_eq!(score.d_mass, TASK_MASS);
        let record = NEWCOMER.settled(score.d_skill, score.d_mass, score.d_evidence);
        assert!(record.standing() < ONE / 2, "{record:?}");
    }
}

#[test]
fn a_lost_task_counts_in_full() {
    let mut draws = Draws(13);
    let truth = draws.classes(400);
    let mut rows = newcomers(&mut draws, &truth, 4);
    rows.push((shifted(&truth), FARMED));
    let score = resolved(&rows, &[]).scores[4];
    assert_eq!(score.d_mass, TASK_MASS);
    assert!(score.d_skill < -TASK_MASS / 4, "{score:?}");
}

/// Three of one key among seven, against four who are right four times of five.
#[test]
fn a_ring_with_one_key_loses_to_a_majority() {
    let mut lost = 0;
    for seed in 0..20 {
        let mut draws = Draws(100 + seed);
        let truth = draws.classes(60);
        let key = draws.classes(60);
        let mut rows = newcomers(&mut draws, &truth, 4);
        rows.extend(vec![(key, NEWCOMER); 3]);
        let verdict = resolved(&rows, &[]).verdict;
        let right = verdict.iter().zip(&truth).filter(|(a, b)| a == b).count();
        lost += usize::from(right < 50);
    }
    assert!(lost <= 1, "{lost} of 20 tasks lost to the ring");
}

#[test]
fn the_gate_holds_from_fifty_answers_asked() {
    let mut draws = Draws(14);
    let truth = draws.classes(50);
    let mut rows = newcomers(&mut draws, &truth, 4);
    let luck: Vec<u8> = truth
        .iter()
        .map(|&class| match draws.below(8) {
            0 => class,
            _ => draws.below(CLASSES) as u8,
        })
        .collect();
    rows.push((luck, NEWCOMER));
    let rate = |asked: u32| {
        let seats: Vec<Seat<'_>> = rows
            .iter()
            .map(|(labels, history)| Seat {
                labels,
                asked,
                history: *history,
            })
            .collect();
        let task = Task::new(4, 50, &seats, &[], PayTerms::default()).unwrap();
        let scores = resolve(&task).scores;
        assert!(scores[4].shown && scores[4].skill > ONE / 10, "{scores:?}");
        scores
            .iter()
            .map(|score| score.rate_bps)
            .collect::<Vec<_>>()
    };
    let few = rate(49);
    let enough = rate(50);
    assert!(enough[4] * 10 < few[4], "{few:?} {enough:?}");
    assert_eq!(few[..4], enough[..4]);
}

#[test]
fn a_record_vouches_for_a_lucky_look() {
    let mut draws = Draws(15);
    let truth = draws.classes(50);
    let others = newcomers(&mut draws, &truth, 4);
    let weak: Vec<u8> = truth
        .iter()
        .map(|&class| match draws.below(4) {
            0 => class,
            _ => draws.below(CLASSES) as u8,
        })
        .collect();
    let rate = |history: History| {
        let mut rows = others.clone();
        rows.push((weak.clone(), history));
        resolved(&rows, &[]).scores[4].rate_bps
    };
    let good = History {
        skill: 60 * ONE,
        mass: 100 * ONE,
        evidence: 0,
    };
    assert!(rate(good) > rate(NEWCOMER));
    assert!(rate(good) > 1_000);
}

#[test]
fn records_grow_toward_the_skill_that_is_shown() {
    let mut record = NEWCOMER;
    for seed in 0..20 {
        let mut draws = Draws(seed);
        let truth = draws.classes(50);
        let mut rows = newcomers(&mut draws, &truth, 4);
        rows.push((draws.honest(&truth), record));
        let score = resolved(&rows, &gold_of(&truth)).scores[4];
        record = record.settled(score.d_skill, score.d_mass, score.d_evidence);
    }
    assert!(!record.is_newcomer());
    assert_eq!(record.evidence, EVIDENCE_CAP);
    let expected = ONE * 4 / 5;
    assert!((record.standing() - expected).abs() < ONE / 8);
}

#[test]
fn a_panel_joins_an_inference_and_may_change_it() {
    let mut draws = Draws(10);
    let truth = draws.classes(40);
    let first = newcomers(&mut draws, &truth, 3);
    let mut all = first.clone();
    all.extend((0..5).map(|_| (truth.clone(), FARMED)));
    assert_ne!(resolved(&first, &gold_of(&truth)).verdict, truth);
    let judgement = with_task(&first, &gold_of(&truth), judge_gold);
    let later = with_task(&all, &gold_of(&truth), |task| infer(task, &judgement));
    assert_eq!(later.verdict, truth);
    assert_eq!(later.weights.len(), 8);
}

#[test]
fn an_inference_of_another_task_gives_no_references() {
    let mut draws = Draws(11);
    let truth = draws.classes(40);
    let rows = newcomers(&mut draws, &truth, 3);
    let other = with_task(&rows[..2], &[], |task| infer(task, &judge_gold(task)));
    let scores = with_task(&rows, &[], |task| score(task, &judge_gold(task), &other));
    for score in scores.seats {
        assert_eq!(score.referenced, 0);
        assert!(!score.shown);
    }
}
