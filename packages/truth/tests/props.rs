//! Laws that hold for every task and every record.

#![allow(
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use pasar_truth::{
    infer, judge_gold, kappa, leaders, plurality, resolve, History, PayTerms, Seat, Task,
    EVIDENCE_CAP, HISTORY_LIMIT, MASS_CAP, NONE, ONE, TASK_MASS,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// The parts of a task, owned.
#[derive(Clone, Debug)]
struct Parts {
    classes: usize,
    rows: Vec<(Vec<u8>, u32, History)>,
    gold: Vec<u8>,
    pay: PayTerms,
}

impl Parts {
    fn seats(&self) -> Vec<Seat<'_>> {
        self.rows
            .iter()
            .map(|(labels, asked, history)| Seat {
                labels,
                asked: *asked,
                history: *history,
            })
            .collect()
    }
}

fn history() -> impl Strategy<Value = History> {
    let record = |skill, mass, evidence| History {
        skill,
        mass,
        evidence,
    };
    prop_oneof![
        2 => Just(History::default()),
        4 => (-MASS_CAP..=MASS_CAP, 0..=MASS_CAP, -40 * ONE..=EVIDENCE_CAP)
            .prop_map(move |(skill, mass, evidence)| record(skill, mass, evidence)),
        1 => (any::<i64>(), any::<i64>(), any::<i64>())
            .prop_map(move |(skill, mass, evidence)| record(skill, mass, evidence)),
    ]
}

fn label(classes: u8) -> impl Strategy<Value = u8> {
    prop_oneof![4 => 0..classes, 1 => Just(NONE)]
}

/// A label that is mostly class `item % classes`, so that there is something to agree on.
fn row(classes: u8, items: usize) -> impl Strategy<Value = Vec<u8>> {
    (vec((0..5_u8, label(classes)), items), 0..5_u8).prop_map(move |(drawn, errors)| {
        let truth = (0..classes).cycle();
        let labels = drawn.into_iter().zip(truth);
        labels
            .map(|((chance, other), truth)| if chance < errors { other } else { truth })
            .collect()
    })
}

fn parts() -> impl Strategy<Value = Parts> {
    let sizes = (2..=32_u8, 1..40_usize, 1..8_usize);
    sizes.prop_flat_map(|(classes, items, seats)| {
        let asked = prop_oneof![4 => Just(items as u32), 1 => any::<u32>()];
        let rows = vec((row(classes, items), asked, history()), seats);
        let gold = prop_oneof![
            Just(Vec::new()),
            row(classes, items),
            vec(label(classes), items)
        ];
        let pay = (0..10_000_u16).prop_flat_map(|floor| (Just(floor), floor + 1..=10_000));
        (rows, gold, pay).prop_map(move |(rows, gold, (floor_bps, full_bps))| Parts {
            classes: usize::from(classes),
            rows,
            gold,
            pay: PayTerms {
                floor_bps,
                full_bps,
            },
        })
    })
}

fn items(parts: &Parts) -> usize {
    parts.rows[0].0.len()
}

proptest! {
    #[test]
    fn every_task_resolves_within_its_ranges(parts in parts()) {
        let seats = parts.seats();
        let task = Task::new(parts.classes, items(&parts), &seats, &parts.gold, parts.pay).unwrap();
        let found = resolve(&task);
        prop_assert!(!(found.gold.counts && found.gold.hung));
        prop_assert!((0..=65_536).contains(&found.chance_room_q16));
        for item in 0..items(&parts) {
            let class = found.verdict[item];
            let gold = found.gold.counts && parts.gold[item] != NONE;
            prop_assert!(class == NONE || usize::from(class) < parts.classes);
            prop_assert!(found.confidence[item] <= 65_536);
            prop_assert!(gold || found.margin[item] >= 0);
            prop_assert!(!gold || class == parts.gold[item]);
        }
        for (weight, excluded) in found.weights.iter().zip(&found.excluded) {
            prop_assert_eq!(*excluded, *weight == 0);
            prop_assert!((0..1 << 16).contains(weight));
        }
        for score in &found.scores {
            prop_assert!(score.matches <= score.referenced && score.referenced <= score.labels);
            prop_assert!((0..=ONE).contains(&score.skill));
            prop_assert!(score.num <= score.den && score.den >= 0);
            prop_assert!((0..=TASK_MASS).contains(&score.d_mass));
        }
    }

    #[test]
    fn no_task_pays_more_than_its_price(parts in parts()) {
        let seats = parts.seats();
        let task = Task::new(parts.classes, items(&parts), &seats, &parts.gold, parts.pay).unwrap();
        let mut withheld = 0;
        let mut lifted = 0;
        for score in resolve(&task).scores {
            prop_assert!(score.rate_bps <= score.paid_bps && score.paid_bps <= 10_000);
            prop_assert!(score.shown || score.paid_bps == score.rate_bps);
            prop_assert!(u32::from(score.paid_bps) <= 3 * u32::from(score.rate_bps));
            withheld += u64::from(score.labels) * u64::from(10_000 - score.rate_bps);
            lifted += u64::from(score.labels) * u64::from(score.paid_bps - score.rate_bps);
        }
        prop_assert!(lifted <= withheld);
    }

    #[test]
    fn the_order_of_seats_changes_nothing(parts in parts(), turn in 0..8_usize) {
        let mut other = parts.clone();
        let turn = turn % parts.rows.len();
        other.rows.rotate_left(turn);
        other.rows[..turn.max(1)].reverse();
        let order: Vec<usize> = other
            .rows
            .iter()
            .map(|row| parts.rows.iter().position(|own| own == row).unwrap())
            .collect();
        let seats = parts.seats();
        let other_seats = other.seats();
        let pay = parts.pay;
        let task = Task::new(parts.classes, items(&parts), &seats, &parts.gold, pay).unwrap();
        let moved = Task::new(parts.classes, items(&parts), &other_seats, &parts.gold, pay).unwrap();
        let first = resolve(&task);
        let second = resolve(&moved);
        prop_assert_eq!(first.gold, second.gold);
        prop_assert_eq!(&first.verdict, &second.verdict);
        prop_assert_eq!(&first.margin, &second.margin);
        prop_assert_eq!(&first.confidence, &second.confidence);
        for (place, &from) in order.iter().enumerate() {
            prop_assert_eq!(first.scores[from], second.scores[place]);
            prop_assert_eq!(first.weights[from], second.weights[place]);
            prop_assert_eq!(first.excluded[from], second.excluded[place]);
        }
    }

    #[test]
    fn more_seats_than_were_judged_still_infer(parts in parts()) {
        let seats = parts.seats();
        let few = &seats[..seats.len().div_ceil(2)];
        let gold = &parts.gold;
        let first = Task::new(parts.classes, items(&parts), few, gold, parts.pay).unwrap();
        let all = Task::new(parts.classes, items(&parts), &seats, gold, parts.pay).unwrap();
        let inference = infer(&all, &judge_gold(&first));
        prop_assert_eq!(inference.weights.len(), seats.len());
        prop_assert_eq!(inference.verdict.len(), items(&parts));
    }

    #[test]
    fn anything_is_a_task_or_refused(
        classes in 0..40_usize,
        items in 0..6_usize,
        rows in vec(vec(any::<u8>(), 0..6), 0..4),
        gold in vec(any::<u8>(), 0..6),
        pay in any::<(u16, u16)>(),
    ) {
        let seats: Vec<Seat<'_>> = rows
            .iter()
            .map(|labels| Seat { labels, ..Seat::default() })
            .collect();
        let pay = PayTerms { floor_bps: pay.0, full_bps: pay.1 };
        if let Ok(task) = Task::new(classes, items, &seats, &gold, pay) {
            prop_assert_eq!(resolve(&task).verdict.len(), items);
        }
        let votes = leaders(classes, items, &seats);
        for (class, set) in plurality(classes, items, &seats).into_iter().zip(votes) {
            prop_assert!(class == NONE && set == 0 || set & (1 << class) != 0);
        }
    }

    #[test]
    fn two_decays_are_one(record in history(), first in 0..70_u32, second in 0..70_u32) {
        let twice = record.decayed(first).decayed(second);
        prop_assert_eq!(twice, record.decayed(first + second));
    }

    #[test]
    fn decay_moves_nothing_away_from_zero(record in history(), periods in any::<u32>()) {
        let after = record.decayed(periods);
        prop_assert!(after.skill.unsigned_abs() <= record.skill.unsigned_abs());
        prop_assert!(after.mass >= 0 && after.mass <= record.mass.max(0));
        prop_assert!(after.evidence.unsigned_abs() <= record.evidence.unsigned_abs());
        prop_assert!(after.skill.signum() * record.skill.signum() >= 0);
    }

    #[test]
    fn a_settled_record_is_within_its_caps(
        record in history(),
        deltas in any::<(i64, i64, i64)>(),
    ) {
        let after = record.settled(deltas.0, deltas.1, deltas.2);
        prop_assert!((0..=MASS_CAP).contains(&after.mass));
        prop_assert!((-MASS_CAP..=MASS_CAP).contains(&after.skill));
        prop_assert!((-HISTORY_LIMIT..=EVIDENCE_CAP).contains(&after.evidence));
        prop_assert_eq!(after.settled(0, 0, 0), after);
    }

    #[test]
    fn below_the_caps_settling_adds_up_in_any_order(
        start in (-20 * ONE..20 * ONE, 20 * ONE..40 * ONE, -4 * ONE..0),
        deltas in vec((-20 * ONE..20 * ONE, 0..20 * ONE, -ONE..ONE), 2),
    ) {
        let record = History { skill: start.0, mass: start.1, evidence: start.2 };
        let [(g, h, e), (g2, h2, e2)] = [deltas[0], deltas[1]];
        let one_way = record.settled(g, h, e).settled(g2, h2, e2);
        prop_assert_eq!(one_way, record.settled(g2, h2, e2).settled(g, h, e));
        prop_assert_eq!(one_way, record.settled(g + g2, h + h2, e + e2));
    }

    #[test]
    fn standing_skill_is_defined_for_all_records(skill in any::<i64>(), mass in any::<i64>()) {
        prop_assert!((-2048..=4055).contains(&kappa(skill, mass)));
        prop_assert!(kappa(skill.saturating_add(1), mass) >= kappa(skill, mass));
    }
}
