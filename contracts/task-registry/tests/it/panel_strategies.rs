//! What a panelist earns who looks at the items, and one who repeats the public verdict, by
//! simulation: real inference, real division of the bond, hundreds of challenged tasks.

use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_truth::{resolve, History, PayTerms, Seat, Task, NONE};
use task_registry::challenge::{divide, Case, Panelist};

const CLASSES: u64 = 4;
const ITEMS: usize = 60;
const FIRST_SEATS: usize = 5;
const PANEL: usize = 3;
const TASKS: u64 = 300;
const PRICE: u128 = 1_000;

/// How the panelist under test labels; the others of his panel look.
#[derive(Clone, Copy)]
enum Strategy {
    Looks,
    Repeats,
}

/// Random numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }

    fn class(&mut self) -> u8 {
        u8::try_from(self.below(CLASSES)).unwrap()
    }

    /// Labels of somebody who sees the true class in so many of a hundred items, else any.
    fn labels(&mut self, truth: &[u8], sees: u64) -> Vec<u8> {
        let mut label = |&class: &u8| match self.below(100) < sees {
            true => class,
            false => self.class(),
        };
        truth.iter().map(&mut label).collect()
    }
}

fn verdict(rows: &[Vec<u8>]) -> Vec<u8> {
    let given = |row: &Vec<u8>| row.iter().filter(|&&label| label != NONE).count();
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|row| Seat {
            labels: row,
            asked: u32::try_from(given(row)).unwrap(),
            history: History::default(),
        })
        .collect();
    let classes = usize::try_from(CLASSES).unwrap();
    let task = Task::new(classes, ITEMS, &seats, &[], PayTerms::default()).unwrap();
    resolve(&task).verdict
}

/// What the panelist under test earns for a label that he is asked for, part of the price.
fn income(strategy: Strategy, right_of_named: usize) -> f64 {
    let (mut earned, mut asked) = (0, 0);
    for task in 0..TASKS {
        let mut random = Random(task);
        let truth: Vec<u8> = (0..ITEMS).map(|_| random.class()).collect();
        let mut rows: Vec<Vec<u8>> = (0..FIRST_SEATS)
            .map(|_| random.labels(&truth, 60))
            .collect();
        let public = verdict(&rows);
        // The challenger names every error, and as many right items as said for each of them.
        let is_wrong = |&item: &usize| public[item] != truth[item];
        let (wrong, right): (Vec<usize>, Vec<usize>) = (0..ITEMS).partition(is_wrong);
        let doubted = right.len().min(wrong.len() * right_of_named);
        let mut named = [wrong, right[..doubted].to_vec()].concat();
        named.sort_unstable();
        if named.is_empty() {
            continue;
        }
        let only_named = |row: Vec<u8>| -> Vec<u8> {
            let mut kept = vec![NONE; ITEMS];
            named.iter().for_each(|&item| kept[item] = row[item]);
            kept
        };
        let subject = match strategy {
            Strategy::Looks => random.labels(&truth, 85),
            Strategy::Repeats => public.clone(),
        };
        rows.push(only_named(subject));
        for _ in 1..PANEL {
            let row = random.labels(&truth, 85);
            rows.push(only_named(row));
        }
        let last = verdict(&rows);
        let of_named = |row: &[u8]| named.iter().map(|&item| row[item]).collect::<Vec<u8>>();
        let panel: Vec<Panelist> = (0..PANEL)
            .map(|n| Panelist {
                labeler: CanonicalAddr::from([u8::try_from(n).unwrap(); 20]),
                labels: of_named(&rows[FIRST_SEATS + n]),
            })
            .collect();
        let cost = PRICE * u128::try_from(PANEL * named.len()).unwrap();
        let division = divide(&Case {
            bond: Uint128::new(cost),
            price: Uint128::new(PRICE),
            before: &of_named(&public),
            last: &of_named(&last),
            panel: &panel,
            // Of a task whose crowd errs, much pay is left.
            unearned: Uint128::new(PRICE * 100),
        });
        earned += (division.panel[0] + division.found[0]).u128();
        asked += PRICE * u128::try_from(named.len()).unwrap();
    }
    earned as f64 / asked as f64
}

#[test]
fn repeating_the_public_verdict_earns_less_than_looking() {
    // Challengers lose their bond where they are wrong, so that one item in two is a poor one.
    for right_of_named in [0, 1] {
        let looks = income(Strategy::Looks, right_of_named);
        let repeats = income(Strategy::Repeats, right_of_named);
        assert!(looks > repeats, "{right_of_named}: {looks} {repeats}");
    }
}
