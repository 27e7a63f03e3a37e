//! How the seats of a resolved task were scored; kept until they are settled, and after.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    ratio::Bps,
    task_registry::GoldOutcome,
};
use pasar_formats::number::index;
use pasar_truth::{missed_mass, Score};

use super::inference::{RevealedSeat, Verdict};
use crate::rules::{
    alike::Alike,
    labels::{is_given, Labels},
};

/// The scores of a task, in the order of canonical addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// What the task adds to the campaign's certificate.
    pub quality: TaskQuality,
    /// One score a seat.
    pub seats: Vec<SeatScore>,
}

/// What a task adds: known when it is resolved, kept with its scores until it is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskQuality {
    /// Items that are sure of every question.
    pub sure: u32,
    /// Gold answers that counted.
    pub gold_items: u16,
    /// Of these that the seats say by a plain vote.
    pub gold_right: u16,
}

impl TaskQuality {
    /// The quality of a verdict. Gold decides its own items, so what it shows is how the seats
    /// would have decided them by a plain vote.
    pub fn of(
        labels: &Labels,
        items: u32,
        verdict: &Verdict,
        (gold, outcome): (&[u8], GoldOutcome),
        seats: &[RevealedSeat],
    ) -> Self {
        let mut quality = Self {
            sure: labels.sure_items(index(items), &verdict.margins),
            ..Self::default()
        };
        if !matches!(outcome, GoldOutcome::Counted | GoldOutcome::Moved) {
            return quality;
        }
        let alike = Alike::by_verdict(labels, index(items), &verdict.labels);
        for (number, label) in (0u32..).zip(gold) {
            if !is_given(*label) {
                continue;
            }
            quality.gold_items += 1;
            let given = seats
                .iter()
                .filter_map(|seat| seat.labels.get(index(number)));
            let question = Labels::place(items, number).question;
            if alike.crowd_says(question, given.copied(), *label) {
                quality.gold_right += 1;
            }
        }
        quality
    }
}

/// The score of a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatScore {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// Who vouched for them: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// Whether the seal was never opened: nothing is paid and the stake is gone.
    pub missed: bool,
    /// Whether it gave fewer than half of the labels it was asked for: worth a missed commit.
    pub skipped: bool,
    /// Labels revealed; of a missed seat those it was asked for.
    pub labels: u32,
    /// Skill, Q12.
    pub skill: i32,
    /// Part of the price that the skill earned.
    pub rate: Bps,
    /// Part of the price that is paid, with the lift.
    pub paid: Bps,
    /// Change of skill evidence, its mass and the evidence of spam (Q12), before scaling.
    pub deltas: [i32; 3],
}

impl SeatScore {
    /// The score of a revealed seat. What a seat that was mostly skipped shows slashes nobody: it
    /// has a penalty of its own, and a seat never costs more than its stake.
    pub fn of(seat: RevealedSeat, score: &Score) -> Self {
        let skipped = is_skipped(score.labels, seat.asked);
        let evidence = if skipped {
            score.d_evidence.max(0)
        } else {
            score.d_evidence
        };
        Self {
            labeler: seat.labeler,
            issuer: seat.issuer,
            missed: false,
            skipped,
            labels: score.labels,
            skill: narrow(score.skill),
            rate: Bps::new(score.rate_bps),
            paid: Bps::new(score.paid_bps),
            deltas: [score.d_skill, score.d_mass, evidence].map(narrow),
        }
    }

    /// The score of a seat whose seal was never opened: the mass of its labels without any
    /// evidence of skill, so that silence hides no bad score.
    pub fn missed(labeler: CanonicalAddr, asked: u32, mass: i64) -> Self {
        // Who shows nothing shows no spam that anybody could answer for.
        Self {
            labeler,
            issuer: 0,
            missed: true,
            skipped: false,
            labels: asked,
            skill: 0,
            rate: Bps::ZERO,
            paid: Bps::ZERO,
            deltas: [0, narrow(mass), 0],
        }
    }
}

/// The most that a label can say beyond chance, Q16: then its mass is at its largest.
pub const MOST_CHANCE_ROOM: i64 = 1 << 16;

/// A seat that was never opened.
pub struct MissedSeat {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// Labels that they were asked for.
    pub asked: u32,
}

/// Scores of seats that were never opened: the mass of the labels they were asked for.
pub fn missed_scores(missed: Vec<MissedSeat>, chance_room: i64) -> Vec<SeatScore> {
    let score = |seat: MissedSeat| {
        let mass = missed_mass(seat.asked, chance_room);
        SeatScore::missed(seat.labeler, seat.asked, mass)
    };
    missed.into_iter().map(score).collect()
}

/// Whether a seat gave fewer than half of the labels it was asked for.
pub const fn is_skipped(labels: u32, asked: u32) -> bool {
    labels < asked.div_ceil(2)
}

/// Deltas of a task stay below 2^29 (65 536 labels in Q12).
fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

impl Packed for Scores {
    const RECORD: &'static str = "scores";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.quality.sure);
        to.u16(self.quality.gold_items).u16(self.quality.gold_right);
        for seat in &self.seats {
            to.address(&seat.labeler)
                .u8(u8::from(seat.missed) | u8::from(seat.skipped) << 1u32 | seat.issuer << 4u32)
                .u32(seat.labels);
            to.i32(seat.skill).u16(seat.rate.get()).u16(seat.paid.get());
            for delta in seat.deltas {
                to.i32(delta);
            }
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let quality = TaskQuality {
            sure: from.u32()?,
            gold_items: from.u16()?,
            gold_right: from.u16()?,
        };
        let mut seats = Vec::new();
        while !from.is_empty() {
            let labeler = from.address()?;
            let first = from.u8()?;
            seats.push(SeatScore {
                labeler,
                issuer: first >> 4u32,
                missed: first & 1 != 0,
                skipped: first & 2 != 0,
                labels: from.u32()?,
                skill: from.i32()?,
                rate: Bps::new(from.u16()?),
                paid: Bps::new(from.u16()?),
                deltas: [from.i32()?, from.i32()?, from.i32()?],
            });
        }
        Ok(Self { quality, seats })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::task_registry::SURE_MARGIN;
    use pasar_truth::{History, Question, NONE};

    fn seat(labels: &[u8]) -> RevealedSeat {
        RevealedSeat {
            labeler: CanonicalAddr::from([1; 20]),
            wave: 0,
            issuer: 0,
            labels: labels.to_vec(),
            asked: 3,
            history: History::default(),
        }
    }

    #[test]
    fn gold_shows_how_a_plain_vote_would_have_decided() {
        let seats = [seat(&[0, 1, 2]), seat(&[0, 0, 2]), seat(&[1, NONE, 2])];
        let gold = [0, 1, NONE];
        let labels = Labels::of(vec![Question::Classes(4)]);
        let verdict = Verdict {
            labels: vec![0, 1, 2],
            margins: vec![0, SURE_MARGIN, SURE_MARGIN],
            confidences: vec![0; 3],
            values: vec![vec![]],
        };
        let of = |outcome| TaskQuality::of(&labels, 3, &verdict, (&gold, outcome), &seats);
        let counted = of(GoldOutcome::Counted);
        // The second item is a tie.
        assert_eq!(
            (counted.gold_items, counted.gold_right, counted.sure),
            (2, 1, 2)
        );
        assert_eq!(of(GoldOutcome::Hung).gold_items, 0);
    }

    #[test]
    fn a_seat_is_skipped_below_half_of_what_it_was_asked() {
        let skipped = [(0, 1), (24, 50), (25, 51)];
        let worked = [(1, 1), (25, 50), (26, 51), (0, 0)];
        assert!(skipped
            .iter()
            .all(|&(labels, asked)| is_skipped(labels, asked)));
        assert!(worked
            .iter()
            .all(|&(labels, asked)| !is_skipped(labels, asked)));
    }

    #[test]
    fn they_read_back() {
        let paid = SeatScore {
            issuer: 8,
            skipped: true,
            labels: 45,
            skill: -3,
            rate: Bps::new(5_000),
            paid: Bps::new(6_000),
            deltas: [-1, 2, -3],
            missed: false,
            ..SeatScore::missed(CanonicalAddr::from([1; 20]), 45, 0)
        };
        let scores = Scores {
            quality: TaskQuality {
                sure: 7,
                gold_items: 12,
                gold_right: 10,
            },
            seats: vec![
                paid,
                SeatScore::missed(CanonicalAddr::from([2; 32]), 45, 1 << 26),
            ],
        };
        assert_eq!(Scores::from_bytes(&scores.to_bytes()), Ok(scores));
    }
}
