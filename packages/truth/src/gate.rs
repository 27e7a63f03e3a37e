//! The noise gate: pay opens as far as what was shown stands out from luck.
//!
//! Random labels agree with the references by luck, more so on small pages, and half of all luck is
//! good. The measure of luck is a seat's own labels shuffled among its items: `z` is the squared
//! standard score of its agreement against that, to which the record adds its mass times its skill
//! squared, what the same skill shown before would score. Pay is shut up to [`GATE_SHUT`] and wholly open
//! from nine; between the two it grows with `z`.

use crate::agreement::{Agreement, Tally};
use crate::fixed::floor_div_wide;
use crate::skill::ONE;

/// Answers asked from which the gate holds: on fewer nobody can be told from noise.
pub(crate) const GATE_ASKED: u32 = 50;
/// Squared standard score up to which nothing is paid, Q12.
const GATE_SHUT: i64 = 3 * ONE;
/// Most that the task's own labels, or the record, count, Q12.
const GATE_MOST: i64 = 9 * ONE;
/// How far the gate opens, Q12.
const GATE_RANGE: i64 = GATE_MOST - GATE_SHUT;

/// Part of a rate that passes the gate.
pub(crate) fn passed(rate: i64, open: i64) -> i64 {
    rate * open / GATE_RANGE
}

/// How far pay is open for a seat's labels of one question of classes, 0 to [`GATE_RANGE`]. `standing` is
/// the skill that it comes with, 0 to one, and `mass` its record's mass, at most 2^30.
pub(crate) fn open_for_matches(tally: &Tally, standing: i64, mass: i64) -> i64 {
    let above = tally.numerator();
    if above <= 0 || tally.referenced < 2 {
        return 0;
    }
    let variance = tally.shuffled_variance();
    // Below 2^80, 2^100 and 2^112.
    let squared = i128::from(above) * i128::from(above);
    let scaled = squared * i128::from(tally.referenced - 1) * i128::from(ONE);
    opened(ratio(scaled, variance), standing, mass)
}

/// How far pay is open for agreement over several questions.
pub(crate) fn open_for_agreement(shown: &Agreement, standing: i64, mass: i64) -> i64 {
    if shown.skill <= 0 {
        return 0;
    }
    let squared = i128::from(shown.skill) * i128::from(shown.skill);
    opened(ratio(squared, i128::from(shown.variance)), standing, mass)
}

/// The quotient, at most [`GATE_MOST`]; zero where nothing could vary.
fn ratio(numerator: i128, denominator: i128) -> i64 {
    if denominator <= 0 {
        return 0;
    }
    floor_div_wide(numerator, denominator).min(GATE_MOST)
}

fn opened(score: i64, standing: i64, mass: i64) -> i64 {
    // Below 2^42.
    let record = (((standing * standing) >> 12) * mass) >> 12;
    (score + record.min(GATE_MOST) - GATE_SHUT).clamp(0, GATE_RANGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(classes: usize, right: usize, wrong: usize) -> Tally {
        let mut tally = Tally::default();
        for at in 0..right + wrong {
            let label = at % classes;
            let reference = if at < right {
                label
            } else {
                (at + 1) % classes
            };
            tally.add(label, reference);
        }
        tally
    }

    #[test]
    fn perfect_labels_open_it_and_constant_ones_do_not() {
        assert_eq!(open_for_matches(&matched(2, 50, 0), 0, 0), GATE_RANGE);
        assert_eq!(open_for_matches(&matched(1, 50, 0), ONE, 200 * ONE), 0);
        assert_eq!(open_for_matches(&Tally::default(), ONE, 200 * ONE), 0);
    }

    #[test]
    fn a_record_opens_what_a_newcomer_has_to_show() {
        // Right 28 times of 50: a squared standard score below one.
        let luck = matched(2, 28, 22);
        assert_eq!(open_for_matches(&luck, 0, 0), 0);
        assert_eq!(open_for_matches(&luck, ONE, 200 * ONE), GATE_RANGE);
    }

    #[test]
    fn more_matches_open_it_further() {
        let open = |right: usize| open_for_matches(&matched(2, right, 50 - right), 0, 0);
        assert_eq!((open(25), open(30)), (0, 0));
        assert!(open(32) > 0 && open(34) > open(32));
        assert_eq!(open(36), GATE_RANGE);
    }

    #[test]
    fn agreement_that_could_not_vary_is_none() {
        let open = |skill: i64, variance: i64, standing: i64| {
            let shown = Agreement {
                skill,
                variance,
                ..Agreement::default()
            };
            open_for_agreement(&shown, standing, 200 * ONE)
        };
        assert_eq!(open(ONE, 0, 0), 0);
        assert_eq!(open(-ONE, ONE, ONE), 0);
        assert_eq!(open(3 * ONE, ONE, 0), GATE_RANGE);
        assert_eq!(open(i64::MAX, 1, 0), GATE_RANGE);
    }
}
