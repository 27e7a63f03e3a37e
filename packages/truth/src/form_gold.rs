//! The gold of forms: judged over all questions together, and of each question alone.

use alloc::vec;
use alloc::vec::Vec;

use crate::agreement::Agreement;
use crate::concordance::{Concordance, VALUES};
use crate::fixed::floor_div;
use crate::form::{Form, Plane, Question};
use crate::gold::{
    gold_items, hit_bits, judge_gold, miss_bits, sole_leader, tally, weigh_evidence, Evidence,
    GoldJudgement, Judgement,
};
use crate::scale::{level, scale_differs, scale_median, scale_variance};
use crate::skill::TASK_EVIDENCE;
use crate::task::{Seat, NONE};

/// Judges the opened gold of a form by its seats, over all questions together and that of each alone.
///
/// A seat passes with answers to at least eight tenths of the gold and a skill of 0.4 on them. The gold of a
/// question counts where a seat passes it alone, too, and it moves records where the crowd does.
///
/// Attack: true gold of one question, and "yes" as the known answer to thirty others where all say "no".
/// Everybody passes them together, since gold that is all alike leaves chance no room and so weighs nothing there,
/// while each of its answers would be evidence of spam.
#[must_use]
pub fn judge_form(form: &Form<'_>) -> Judgement {
    if let Some(task) = form.as_task() {
        return judge_gold(&task);
    }
    let planes: Vec<Known<'_>> = form.planes().map(Known::of).collect();
    let cells = planes.iter().map(|known| known.items.len()).sum();
    if cells == 0 {
        return Judgement::without_gold();
    }
    let mut passed = false;
    let mut passes = Vec::with_capacity(form.seats().len());
    for seat in 0..form.seats().len() {
        let own = |known: &Known<'_>| known.said(|item| known.plane.seats[seat].labels[item]);
        let own: Vec<Said> = planes.iter().map(own).collect();
        let together = Said::together(&own);
        passed |= together.is_of_most(cells) && together.shown.passes();
        let alone =
            |(own, known): (&Said, &Known<'_>)| own.is_of_most(known.items.len()) && own.passes();
        passes.push(own.iter().zip(&planes).map(alone).collect::<Vec<bool>>());
    }
    let counted = |question: usize| passed && passes.iter().any(|own| own[question]);
    let counts = (0..planes.len()).any(counted);
    let crowd = |known: &Known<'_>| known.said(|item| crowd_of(&known.plane, item));
    let crowd: Vec<Said> = planes.iter().map(crowd).collect();
    let moves = counts && Said::together(&crowd).shown.passes();
    let rows = planes.iter().zip(&crowd).enumerate();
    let questions: Vec<GoldJudgement> = rows
        .map(|(question, (known, crowd))| known.judged(counted(question), crowd))
        .collect();
    Judgement {
        gold: GoldJudgement {
            counts,
            hung: !counts,
            moves,
        },
        evidence: if counts {
            weigh_planes(&planes, &questions, &passes)
        } else {
            Vec::new()
        },
        questions,
    }
}

/// One question with its gold.
struct Known<'a> {
    plane: Plane<'a>,
    /// Items that have gold, with it.
    items: Vec<(usize, usize)>,
}

impl<'a> Known<'a> {
    fn of(plane: Plane<'a>) -> Self {
        let items = gold_items(plane.gold);
        Self { plane, items }
    }

    /// What somebody says of the gold items.
    fn said(&self, label: impl Fn(usize) -> u8) -> Said {
        let right = |&&(item, gold): &&(usize, usize)| usize::from(label(item)) == gold;
        Said {
            right: self.items.iter().filter(right).count() as i64,
            shown: match self.plane.question {
                Question::Classes(_) => tally(&self.items, &label).agreement(),
                Question::Scale { .. } => concordance(&self.items, &label).agreement(),
            },
        }
    }

    /// What its gold may do, where a seat passes it or not.
    fn judged(&self, counts: bool, crowd: &Said) -> GoldJudgement {
        if self.items.is_empty() {
            return GoldJudgement::NONE;
        }
        GoldJudgement {
            counts,
            hung: !counts,
            moves: counts && crowd.passes(),
        }
    }
}

/// What somebody says of gold.
#[derive(Default)]
struct Said {
    shown: Agreement,
    /// Answers that are the gold's.
    right: i64,
}

impl Said {
    fn together(planes: &[Self]) -> Self {
        let mut sum = Self::default();
        for plane in planes {
            sum.shown.add(plane.shown);
            sum.right += plane.right;
        }
        sum
    }

    /// Whether it answers at least eight tenths of so much gold.
    fn is_of_most(&self, cells: usize) -> bool {
        self.shown.pairs * 10 >= cells as i64 * 8
    }

    /// Whether it passes the gold of one question. Where that is all alike, nobody can stand out from chance, so
    /// every answer has to be right.
    fn passes(&self) -> bool {
        let is_right = self.right > 0 && self.right == self.shown.pairs;
        self.shown.passes() || (self.shown.mass == 0 && is_right)
    }
}

/// What the gold that counts says of every seat, and which of it may move records. `passes` tells of every seat
/// which questions' gold it passes: on a scale agreement and hits are two measures, and where the first is good enough
/// the second is no evidence against anybody.
fn weigh_planes(
    planes: &[Known<'_>],
    questions: &[GoldJudgement],
    passes: &[Vec<bool>],
) -> Vec<Evidence> {
    let mut evidence = vec![Evidence::default(); passes.len()];
    for (question, (known, judged)) in planes.iter().zip(questions).enumerate() {
        if !judged.counts {
            continue;
        }
        let parts = weigh_plane(&known.plane, &known.items);
        for ((sum, part), passes) in evidence.iter_mut().zip(parts).zip(passes) {
            // Who passes is no spammer.
            let least = if passes[question] { 0 } else { i64::MIN };
            let bits = part.bits.max(least);
            sum.skill += part.skill;
            sum.mass += part.mass;
            sum.labels += part.labels;
            sum.bits += bits;
            sum.moved += if judged.moves { bits } else { 0 };
        }
    }
    for sum in &mut evidence {
        sum.bits = sum.bits.clamp(-TASK_EVIDENCE, TASK_EVIDENCE);
        sum.moved = sum.moved.clamp(-TASK_EVIDENCE, TASK_EVIDENCE);
    }
    evidence
}

fn concordance(items: &[(usize, usize)], said: impl Fn(usize) -> u8) -> Concordance {
    let mut counts = [0; VALUES];
    let mut sums = Concordance::default();
    for &(item, gold) in items {
        let label = said(item);
        if label != NONE {
            // Below 255.
            sums.add(label, gold as u8, &mut counts);
        }
    }
    sums
}

/// The seats' plurality on an item where one class has it alone, or their median on a scale.
fn crowd_of(plane: &Plane<'_>, item: usize) -> u8 {
    match plane.question {
        Question::Classes(_) => sole_leader(plane.seats, item),
        Question::Scale { .. } => {
            let labels: Vec<u8> = plane.seats.iter().map(|seat| seat.labels[item]).collect();
            scale_median(&labels).map_or(NONE, level)
        }
    }
}

/// What the gold of a plane says of every seat.
fn weigh_plane(plane: &Plane<'_>, items: &[(usize, usize)]) -> Vec<Evidence> {
    match plane.question {
        Question::Classes(classes) => weigh_evidence(&plane.task(classes), items),
        Question::Scale { .. } => {
            let hits = Hits::of(items);
            let weigh = |seat: &Seat<'_>| {
                let shown = concordance(items, |item| seat.labels[item]).agreement();
                let bits = items
                    .iter()
                    .map(|&(item, gold)| hits.bits(seat.labels[item], gold));
                let bits = bits.sum();
                Evidence {
                    skill: shown.skill,
                    mass: shown.mass,
                    labels: shown.pairs,
                    bits,
                    moved: bits,
                }
            };
            plane.seats.iter().map(weigh).collect()
        }
    }
}

/// What a label on a scale has to come close to, and how likely it does by chance.
struct Hits {
    /// A label hits gold within so many levels: half a standard deviation of the gold answers, as a panelist
    /// agrees with a verdict.
    tolerance: usize,
    /// Bits of a hit, by the level that was said.
    hit: [i64; VALUES],
    miss: i64,
}

impl Hits {
    fn of(items: &[(usize, usize)]) -> Self {
        let mut counts = [0_i64; VALUES];
        for &(_, gold) in items {
            counts[gold] += 1;
        }
        let tolerance = tolerance(items);
        let total = items.len() as i64;
        let mut hit = [0; VALUES];
        for (label, bits) in hit.iter_mut().enumerate() {
            let close = label.saturating_sub(tolerance)..=(label + tolerance).min(VALUES - 1);
            let near: i64 = counts[close].iter().sum();
            *bits = hit_bits(floor_div((near + 1) << 16, total + 2));
        }
        Self {
            tolerance,
            hit,
            miss: miss_bits(),
        }
    }

    /// Bits of one label for the labeler being better than a spammer.
    fn bits(&self, label: u8, gold: usize) -> i64 {
        if label == NONE {
            return 0;
        }
        let label = usize::from(label);
        if label.abs_diff(gold) <= self.tolerance {
            self.hit[label]
        } else {
            self.miss
        }
    }
}

/// Half a standard deviation of gold on a scale, in levels, rounded down.
///
/// The distances between gold answers would be worse to go by: where half of the gold is one level, as on a scale of
/// what is mostly absent, the lower quartile of them is none, and a label that is a little off would miss.
fn tolerance(items: &[(usize, usize)]) -> usize {
    // Levels are below 255.
    let value = |level: usize| (level as u16) << 8;
    let values: Vec<Option<u16>> = items.iter().map(|&(_, gold)| Some(value(gold))).collect();
    let variance = scale_variance(&values);
    let further = |&levels: &usize| scale_differs(0, value(levels), variance);
    (1..VALUES).find(further).map_or(0, |levels| levels - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(levels: &[usize]) -> Vec<(usize, usize)> {
        levels.iter().copied().enumerate().collect()
    }

    #[test]
    fn a_hit_is_within_half_a_standard_deviation_of_gold() {
        assert_eq!(tolerance(&gold(&[])), 0);
        assert_eq!(tolerance(&gold(&[7])), 0);
        assert_eq!(tolerance(&gold(&[7, 11])), 1);
        assert_eq!(tolerance(&gold(&[0, 254])), 63);
        // Three quarters of one level: a standard deviation of 110.
        assert_eq!(tolerance(&gold(&[0, 0, 0, 254])), 54);
    }

    #[test]
    fn close_to_gold_is_a_hit_and_rare_hits_say_more() {
        let items: Vec<(usize, usize)> = [0, 1, 2, 3, 200].into_iter().enumerate().collect();
        let hits = Hits::of(&items);
        assert_eq!(hits.tolerance, 39);
        assert!(hits.bits(200, 200) > hits.bits(2, 2));
        assert_eq!(hits.bits(199, 200), hits.bits(201, 200));
        assert_eq!(hits.bits(161, 200), hits.bits(239, 200));
        assert!(hits.bits(160, 200) < 0);
        assert_eq!(hits.bits(NONE, 3), 0);
    }
}
