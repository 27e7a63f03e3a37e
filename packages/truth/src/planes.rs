//! Forms resolved: every question inferred alone, what a seat showed added up over all of them.
//!
//! Chance is a question's own: a labeler who only knows which tags are common would look skilled if all
//! tags were one task. Evidence and its mass add up, so a seat has one skill, one rate and one record.

use alloc::vec;
use alloc::vec::Vec;

use crate::agreement::{Agreement, Tally};
use crate::fixed::floor_div;
use crate::form::{Answers, Form, FormResolution, Plane, Question};
use crate::form_gold::judge_form;
use crate::gate;
use crate::gold::Judgement;
use crate::infer::{infer, Basis, Inference};
use crate::scale::{self, infer_scale};
use crate::score::{lift, score_from, tally_references, Score, Scores, Shown};
use crate::skill::ONE;
use crate::task::Seat;

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
        questions: judgement.questions,
        answers: inference.answers,
        scores: scores.seats,
        chance_room_q16: scores.chance_room_q16,
    }
}

/// Infers the answers to every question from all seats, and gold where the judgement lets it count.
///
/// The judgement may be of fewer seats: later ones (a panel's) then bring no evidence of their own.
#[must_use]
pub fn infer_form(form: &Form<'_>, judgement: &Judgement) -> FormInference {
    let infer_plane = |(index, plane): (usize, Plane<'_>)| {
        let judgement = judgement.of_question(index);
        match plane.question {
            Question::Classes(classes) => {
                let found = infer(&plane.task(classes), &judgement);
                let (answers, basis) = answers_of(found);
                (answers, PlaneBasis::Classes(basis))
            }
            Question::Scale { read, .. } => {
                let (answers, basis) = infer_scale(&plane, read, &judgement);
                (answers, PlaneBasis::Scale(basis))
            }
        }
    };
    let (answers, bases) = form.planes().enumerate().map(infer_plane).unzip();
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
    let [shown, recorded] = add_up(form, judgement, inference);
    let moves = judgement.gold.moves && !judgement.gold.hung;
    let score_seat = |(index, ((seat, shown), recorded)): (usize, ((&Seat<'_>, &Agreement), _))| {
        let recorded: &Agreement = recorded;
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
            let added = seat.history.recorded(recorded.skill, recorded.mass);
            (score.d_skill, score.d_mass) = added;
            score.d_evidence = judgement.evidence(index).moved;
        }
        score
    };
    let rows = form.seats().iter().zip(&shown).zip(&recorded).enumerate();
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

/// What every seat showed over all questions, and over those that may move records.
fn add_up(
    form: &Form<'_>,
    judgement: &Judgement,
    inference: &FormInference,
) -> [Vec<Agreement>; 2] {
    let mut shown = vec![Agreement::default(); form.seats().len()];
    let mut recorded = shown.clone();
    let mut references = Vec::with_capacity(form.items());
    for (index, (plane, basis)) in form.planes().zip(&inference.bases).enumerate() {
        let judgement = judgement.of_question(index);
        let agreements = agreements(&plane, basis, &judgement, &mut references);
        let sums = shown.iter_mut().zip(&mut recorded);
        for ((shown, recorded), own) in sums.zip(agreements) {
            shown.add(own);
            if judgement.gold.moves {
                recorded.add(own);
            }
        }
    }
    [shown, recorded]
}

/// What every seat showed of one question; nothing where the inference is of another form.
fn agreements(
    plane: &Plane<'_>,
    basis: &PlaneBasis,
    judgement: &Judgement,
    references: &mut Vec<u8>,
) -> Vec<Agreement> {
    match (plane.question, basis) {
        (Question::Classes(classes), PlaneBasis::Classes(basis)) => {
            let tallies = tally_references(&plane.task(classes), judgement, basis);
            tallies.iter().map(Tally::agreement).collect()
        }
        (Question::Scale { .. }, PlaneBasis::Scale(basis)) if basis.fits(plane) => {
            let gold = judgement.counted(plane.gold);
            let mut own = |(index, seat): (usize, &Seat<'_>)| {
                let pairs = basis.concordance(index, seat.labels, gold, references);
                pairs.agreement()
            };
            plane.seats.iter().enumerate().map(&mut own).collect()
        }
        _ => Vec::new(),
    }
}
