//! Pay by agreement above chance, and what a task changes in the records (mechanism.md, sections 3
//! and 5).

use alloc::vec::Vec;

use crate::agreement::Tally;
use crate::cells::{count_references, specialized, Others};
use crate::fixed::floor_div;
use crate::gate;
use crate::gold::Judgement;
use crate::infer::{Basis, Inference};
use crate::skill::{NEWCOMER_SKILL, ONE};
use crate::task::{given_labels, PayTerms, Seat, Task, MAX_CLASSES};

/// Labels' worth of standing skill in the pay score: no cliff on small pages.
const SMOOTH: i64 = 8;
/// Others must prefer a class by this much for it to be a reference, Q12 bits.
const LEAD: i32 = 4096;
/// A lift is at most this many times what was earned.
const LIFT: i64 = 2;
/// The full price, basis points.
const FULL: i64 = 10_000;

/// What a seat showed, what it is paid, and how it moves the labeler's record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The seat showed a skill, high or low: gold is not hung and its references have more than
    /// one class.
    pub shown: bool,
    /// Labels given.
    pub labels: u32,
    /// M: labels that have a reference.
    pub referenced: u32,
    /// A: labels that match their reference.
    pub matches: u32,
    /// Agreement above chance, times M squared: `M * A - sum(c * q)`.
    pub num: i64,
    /// What `num` is measured against: `max(M^2 - sum(q^2), M^2 - sum(c * q))`, zero where only one
    /// class was the reference.
    pub den: i64,
    /// The skill that pay follows, Q12: shown and standing skill together.
    pub skill: i64,
    /// Part of the price that the skill earns, basis points.
    pub rate_bps: u16,
    /// Part of the price that is paid, lift included, basis points.
    pub paid_bps: u16,
    /// Change of the record's skill, Q12 labels, bounded as a record is, before any scaling by fees.
    pub d_skill: i64,
    /// Change of the record's mass, Q12 labels, at most [`crate::TASK_MASS`], before any scaling by
    /// fees.
    pub d_mass: i64,
    /// Change of the record's evidence, Q12 bits, before any scaling by fees.
    pub d_evidence: i64,
}

/// The scores of all seats of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    /// One per seat, in the task's order.
    pub seats: Vec<Score>,
    /// What chance leaves to skill in this task, Q16: one less the sum of the references' squared
    /// class shares. A label is worth `chance_room_q16 >> 4` of mass, Q12, before the bound on what a
    /// task adds. 65 536 where no label has a reference.
    pub chance_room_q16: i64,
}

/// References of the whole task, as shares.
struct Chance {
    /// Share of each class among all references, Q16.
    shares: [i64; MAX_CLASSES],
    /// One less their squares, Q16.
    room: i64,
}

/// Scores every seat of a task from its judged gold and its inference.
///
/// Both must be of this very task. An inference of a task with other sizes gives no references, so
/// no seat shows anything.
#[must_use]
pub fn score(task: &Task<'_>, judgement: &Judgement, inference: &Inference) -> Scores {
    score_from(task, judgement, &inference.basis)
}

/// [`score`], from what it needs of an inference.
pub(crate) fn score_from(task: &Task<'_>, judgement: &Judgement, basis: &Basis) -> Scores {
    let tallies = tally_references(task, judgement, basis);
    let chance = chance_of(&tallies, task.classes());
    let rows = task.seats().iter().zip(&tallies).enumerate();
    let mut seats: Vec<Score> = rows
        .map(|(index, (seat, tally))| {
            let bits = judgement.evidence(index).bits;
            score_seat(task, judgement, seat, tally, &chance, bits)
        })
        .collect();
    lift(&mut seats);
    Scores {
        seats,
        chance_room_q16: chance.room,
    }
}

/// Every label and its reference, per seat. The reference is gold where it counts; else what all
/// *other* seats say of the item: the inference's own sums less this seat's part, where the best
/// class leads by [`LEAD`] or more.
pub(crate) fn tally_references(
    task: &Task<'_>,
    judgement: &Judgement,
    basis: &Basis,
) -> Vec<Tally> {
    let classes = task.classes();
    let table = classes * classes;
    let fits = basis.classes == classes
        && basis.items == task.items()
        && basis.active.len() == task.seats().len();
    if !fits {
        return task.seats().iter().map(|_| Tally::default()).collect();
    }
    let mut tallies = Vec::with_capacity(task.seats().len());
    let mut joint = [0_u32; MAX_CLASSES * MAX_CLASSES];
    let joint = &mut joint[..table];
    let own_tables = basis.tables.chunks_exact(table).zip(&basis.active);
    for (seat, (own, &active)) in task.seats().iter().zip(own_tables) {
        let others = Others {
            gold: judgement.counted(task.gold()),
            support: &basis.support,
            sums: &basis.sums,
            own,
            own_votes: u16::from(active),
            lead: LEAD,
        };
        joint.fill(0);
        specialized!(classes, count_references(seat.labels, &others, joint));
        tallies.push(Tally::of(joint, classes));
    }
    tallies
}

fn chance_of(tallies: &[Tally], classes: usize) -> Chance {
    let mut shares = [0_i64; MAX_CLASSES];
    for tally in tallies {
        for (share, was) in shares.iter_mut().zip(&tally.was) {
            *share += was;
        }
    }
    let total = shares.iter().sum::<i64>().max(1);
    let mut squares = 0;
    for share in &mut shares[..classes] {
        *share = floor_div(*share << 16, total);
        squares += *share * *share;
    }
    Chance {
        shares,
        room: 65_536 - (squares >> 16),
    }
}

fn score_seat(
    task: &Task<'_>,
    judgement: &Judgement,
    seat: &Seat<'_>,
    tally: &Tally,
    chance: &Chance,
    evidence: i64,
) -> Score {
    let num = tally.numerator();
    let den = tally.denominator();
    let shown = Shown {
        seen: tally.referenced,
        skill: (den > 0).then(|| floor_div(num * ONE, den)),
        hung: judgement.gold.hung,
    };
    let (standing, mut score) = shown.score(seat, task.pay());
    if score.shown && seat.asked >= gate::GATE_ASKED {
        let open = gate::open_for_matches(tally, standing, seat.history.bounded().mass);
        score.pass_gate(open);
    }
    score.matches = tally.matches as u32;
    score.num = num;
    score.den = den;
    if judgement.gold.moves && !judgement.gold.hung {
        let said = tally.said.iter().zip(&chance.shares);
        let by_chance: i64 = said.map(|(c, r)| c * r).sum();
        let d_skill = tally.matches * ONE - (by_chance >> 4);
        let d_mass = (tally.referenced * chance.room) >> 4;
        (score.d_skill, score.d_mass) = seat.history.recorded(d_skill, d_mass);
        score.d_evidence = evidence;
    }
    score
}

/// What a seat showed over all that it was asked.
pub(crate) struct Shown {
    /// Labels with a reference.
    pub seen: i64,
    /// Agreement above chance, Q12; nothing where one class or level was the only reference.
    pub skill: Option<i64>,
    /// Gold is hung, so nobody shows anything.
    pub hung: bool,
}

impl Shown {
    /// The skill that a seat comes with, and its score up to its rate, before the gate.
    pub fn score(&self, seat: &Seat<'_>, pay: PayTerms) -> (i64, Score) {
        let labels = given_labels(seat.labels) as i64;
        // A seat that skips more than a fifth comes with nothing: choosing items is not skill.
        let standing = if labels * 10 >= i64::from(seat.asked) * 8 {
            seat.history.bounded().standing().max(0)
        } else {
            0
        };
        let skill = match self.skill {
            _ if self.hung => standing,
            None => standing.min(NEWCOMER_SKILL),
            Some(shown) => {
                let sum = shown.clamp(-ONE, ONE) * self.seen + SMOOTH * standing;
                floor_div(sum, self.seen + SMOOTH).clamp(0, ONE)
            }
        };
        // Between 0 and 10 000.
        let rate_bps = rate_bps(pay, skill) as u16;
        let score = Score {
            shown: !self.hung && self.skill.is_some(),
            labels: labels as u32,
            referenced: self.seen as u32,
            skill,
            rate_bps,
            paid_bps: rate_bps,
            ..Score::default()
        };
        (standing, score)
    }
}

impl Score {
    /// Pays only what passes the noise gate, which is open so far.
    pub(crate) fn pass_gate(&mut self, open: i64) {
        // At most the rate.
        self.rate_bps = gate::passed(i64::from(self.rate_bps), open) as u16;
        self.paid_bps = self.rate_bps;
    }
}

/// Part of the price that a skill (Q12) earns, 0 to 10 000.
fn rate_bps(pay: PayTerms, skill: i64) -> i64 {
    let floor = i64::from(pay.floor_bps);
    let full = i64::from(pay.full_bps);
    let above = skill * FULL / ONE - floor;
    floor_div(above * FULL, full - floor).clamp(0, FULL)
}

/// What the seats did not earn is lifted onto those who showed skill: in proportion, at most to
/// the full price, at most tripled. Never more than was withheld, since every part rounds down.
pub(crate) fn lift(seats: &mut [Score]) {
    let part = |score: &Score, bps: i64| i64::from(score.labels) * bps;
    let earned: i64 = seats
        .iter()
        .filter(|score| score.shown)
        .map(|score| part(score, i64::from(score.rate_bps)))
        .sum();
    let withheld: i64 = seats
        .iter()
        .map(|score| part(score, FULL - i64::from(score.rate_bps)))
        .sum();
    if earned == 0 {
        return;
    }
    for score in seats.iter_mut().filter(|score| score.shown) {
        let rate = i64::from(score.rate_bps);
        let lifted = (withheld * rate / earned).min(LIFT * rate).min(FULL - rate);
        // Between the rate and 10 000.
        score.paid_bps = (rate + lifted) as u16;
    }
}
