//! Forms resolved: every question inferred alone, what a seat showed added up over all of them.
//!
//! Chance is a question's own: a labeler who only knows which tags are common would look skilled if all
//! tags were one task. Evidence and its mass add up, so a seat has one skill, one rate and one record.

use alloc::vec;
use alloc::vec::Vec;

use crate::agreement::Agreement;
use crate::concordance::{Concordance, VALUES};
use crate::fixed::floor_div;
use crate::form::{Answers, Form, FormResolution, Plane, Question};
use crate::gate;
use crate::gold::{
    gold_items, hit_bits, judge_gold, miss_bits, sole_leader, tally, weigh_evidence, Evidence,
    GoldJudgement, Judgement,
};
use crate::infer::{infer, Basis, Inference};
use crate::scale::{self, infer_scale, level, scale_median};
use crate::score::{lift, score_from, tally_references, Score, Scores, Shown};
use crate::skill::{ONE, TASK_EVIDENCE};
use crate::task::{Seat, NONE};

/// What the seats of a form say together.
#[derive(Clone, Debug)]
pub struct FormInference {
    /// The answers, one entry a question.
    pub answers: Vec<Answers>,
    bases: Vec<PlaneBasis>,
}

#[derive(Clone, Debug)]
enum PlaneBasis {
    Classes(Basis),
    Scale(scale::Basis),
}

/// Judges the gold, infers the answers and scores every seat of a form. One question of classes
/// resolves as [`crate::resolve`] does.
#[must_use]
pub fn resolve_form(form: &Form<'_>) -> FormResolution {
    let judgement = judge_form(form);
    let inference = infer_form(form, &judgement);
    let scores = score_form(form, &judgement, &inference);
    FormResolution {
        gold: judgement.gold,
        answers: inference.answers,
        scores: scores.seats,
        chance_room_q16: scores.chance_room_q16,
    }
}

/// Judges the opened gold of a form by its seats, over all questions together.
///
/// A seat passes with answers to at least eight tenths of the gold and a skill of 0.4 on them.
#[must_use]
pub fn judge_form(form: &Form<'_>) -> Judgement {
    if let Some(task) = form.as_task() {
        return judge_gold(&task);
    }
    let planes: Vec<(Plane<'_>, Vec<(usize, usize)>)> = form
        .planes()
        .map(|plane| (plane, gold_items(plane.gold)))
        .filter(|(_, items)| !items.is_empty())
        .collect();
    let cells: usize = planes.iter().map(|(_, items)| items.len()).sum();
    if cells == 0 {
        return Judgement::without_gold();
    }
    let shown = |said: &dyn Fn(&Plane<'_>, usize) -> u8| {
        let mut sum = Agreement::default();
        for (plane, items) in &planes {
            sum.add(on_gold(plane.question, items, |item| said(plane, item)));
        }
        sum
    };
    let counts = (0..form.seats().len()).any(|seat| {
        let own = shown(&|plane, item| plane.seats[seat].labels[item]);
        own.pairs * 10 >= cells as i64 * 8 && own.passes()
    });
    let moves = counts && shown(&crowd_of).passes();
    let mut evidence = Vec::new();
    if counts {
        evidence.resize(form.seats().len(), Evidence::default());
        for (plane, items) in &planes {
            for (sum, part) in evidence.iter_mut().zip(weigh_plane(plane, items)) {
                sum.skill += part.skill;
                sum.mass += part.mass;
                sum.labels += part.labels;
                sum.bits += part.bits;
            }
        }
        for sum in &mut evidence {
            sum.bits = sum.bits.clamp(-TASK_EVIDENCE, TASK_EVIDENCE);
        }
    }
    Judgement {
        gold: GoldJudgement {
            counts,
            hung: !counts,
            moves,
        },
        evidence,
    }
}

/// Agreement of what is said of a plane's gold items with their gold.
pub(crate) fn on_gold(
    question: Question,
    items: &[(usize, usize)],
    said: impl Fn(usize) -> u8,
) -> Agreement {
    match question {
        Question::Classes(_) => tally(items, said).agreement(),
        Question::Scale { .. } => concordance(items, said).agreement(),
    }
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
pub(crate) fn crowd_of(plane: &Plane<'_>, item: usize) -> u8 {
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
                Evidence {
                    skill: shown.skill,
                    mass: shown.mass,
                    labels: shown.pairs,
                    bits: bits.sum(),
                }
            };
            plane.seats.iter().map(weigh).collect()
        }
    }
}

/// What a label on a scale has to come close to, and how likely it does by chance.
struct Hits {
    /// A label hits gold within so many levels: the lower quartile of the distances between gold
    /// answers.
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
        let tolerance = quartile(&counts);
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

/// The lower quartile of the distances between all pairs, from the counts of the levels; zero of none.
fn quartile(counts: &[i64; VALUES]) -> usize {
    let mut distances = [0_i64; VALUES];
    for (low, &count) in counts.iter().enumerate() {
        if count == 0 {
            continue;
        }
        distances[0] += count * (count - 1) / 2;
        for (distance, &other) in distances.iter_mut().zip(&counts[low..]).skip(1) {
            *distance += count * other;
        }
    }
    let at = distances.iter().sum::<i64>() / 4;
    let mut below = 0;
    let reached = |&count: &i64| {
        below += count;
        below > at
    };
    distances.iter().position(reached).unwrap_or(0)
}

/// Infers the answers to every question from all seats, and gold where the judgement lets it count.
///
/// The judgement may be of fewer seats: later ones (a panel's) then bring no evidence of their own.
#[must_use]
pub fn infer_form(form: &Form<'_>, judgement: &Judgement) -> FormInference {
    let infer_plane = |plane: Plane<'_>| match plane.question {
        Question::Classes(classes) => {
            let found = infer(&plane.task(classes), judgement);
            let (answers, basis) = answers_of(found);
            (answers, PlaneBasis::Classes(basis))
        }
        Question::Scale { read, .. } => {
            let (answers, basis) = infer_scale(&plane, read, judgement);
            (answers, PlaneBasis::Scale(basis))
        }
    };
    let (answers, bases) = form.planes().map(infer_plane).unzip();
    FormInference { answers, bases }
}

fn answers_of(found: Inference) -> (Answers, Basis) {
    let answers = Answers {
        verdict: found.verdict,
        values: Vec::new(),
        margin: found.margin,
        confidence: found.confidence,
        weights: found.weights,
        excluded: found.excluded,
    };
    (answers, found.basis)
}

/// Scores every seat of a form from its judged gold and its inference, which must both be of this very
/// form: an inference of another gives no references, so no seat shows anything.
#[must_use]
pub fn score_form(form: &Form<'_>, judgement: &Judgement, inference: &FormInference) -> Scores {
    if let (Some(task), [PlaneBasis::Classes(basis)]) = (form.as_task(), &inference.bases[..]) {
        return score_from(&task, judgement, basis);
    }
    let shown = add_up(form, judgement, inference);
    let moves = judgement.gold.moves && !judgement.gold.hung;
    let score_seat = |(index, (seat, shown)): (usize, (&Seat<'_>, &Agreement))| {
        let skill = (shown.mass > 0).then(|| floor_div(shown.skill * ONE, shown.mass));
        let over_all = Shown {
            seen: shown.pairs,
            skill,
            hung: judgement.gold.hung,
        };
        let (standing, mut score) = over_all.score(seat, form.pay());
        if score.shown && seat.asked >= gate::GATE_ASKED {
            let mass = seat.history.bounded().mass;
            score.pass_gate(gate::open_for_agreement(shown, standing, mass));
        }
        score.num = shown.skill;
        score.den = shown.mass;
        if moves {
            let added = seat.history.recorded(shown.skill, shown.mass);
            (score.d_skill, score.d_mass) = added;
            score.d_evidence = judgement.evidence(index).bits;
        }
        score
    };
    let rows = form.seats().iter().zip(&shown).enumerate();
    let mut seats: Vec<Score> = rows.map(score_seat).collect();
    lift(&mut seats);
    let (pairs, mass) = shown.iter().fold((0, 0), |(pairs, mass), seat| {
        (pairs + seat.pairs, mass + seat.mass)
    });
    let chance_room_q16 = if pairs == 0 {
        65_536
    } else {
        // A label's mass is at most one.
        floor_div(mass << 4, pairs)
    };
    Scores {
        seats,
        chance_room_q16,
    }
}

/// What every seat showed over all questions.
fn add_up(form: &Form<'_>, judgement: &Judgement, inference: &FormInference) -> Vec<Agreement> {
    let mut shown = vec![Agreement::default(); form.seats().len()];
    let mut references = Vec::with_capacity(form.items());
    for (plane, basis) in form.planes().zip(&inference.bases) {
        match (plane.question, basis) {
            (Question::Classes(classes), PlaneBasis::Classes(basis)) => {
                let tallies = tally_references(&plane.task(classes), judgement, basis);
                for (sum, tally) in shown.iter_mut().zip(tallies) {
                    sum.add(tally.agreement());
                }
            }
            (Question::Scale { .. }, PlaneBasis::Scale(basis)) if basis.fits(&plane) => {
                let gold = judgement.counted(plane.gold);
                let rows = shown.iter_mut().zip(plane.seats).enumerate();
                for (index, (sum, seat)) in rows {
                    let pairs = basis.concordance(index, seat.labels, gold, &mut references);
                    sum.add(pairs.agreement());
                }
            }
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(levels: &[usize]) -> [i64; VALUES] {
        let mut counts = [0; VALUES];
        for &level in levels {
            counts[level] += 1;
        }
        counts
    }

    #[test]
    fn the_quartile_of_distances_is_the_lower() {
        assert_eq!(quartile(&counts(&[])), 0);
        assert_eq!(quartile(&counts(&[7])), 0);
        assert_eq!(quartile(&counts(&[7, 9])), 2);
        // Distances 1, 2, 3, 4, 6 and 7.
        assert_eq!(quartile(&counts(&[0, 1, 3, 7])), 2);
        assert_eq!(quartile(&counts(&[5, 5, 5, 254])), 0);
    }

    #[test]
    fn close_to_gold_is_a_hit_and_rare_hits_say_more() {
        let items: Vec<(usize, usize)> = [0, 1, 2, 3, 200].into_iter().enumerate().collect();
        let hits = Hits::of(&items);
        assert_eq!(hits.tolerance, 1);
        assert!(hits.bits(200, 200) > hits.bits(2, 2));
        assert_eq!(hits.bits(199, 200), hits.bits(201, 200));
        assert!(hits.bits(198, 200) < 0);
        assert_eq!(hits.bits(NONE, 3), 0);
    }
}
