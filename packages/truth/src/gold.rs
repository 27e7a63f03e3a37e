//! What opened gold may do (mechanism.md, section 4).

use alloc::vec::Vec;

use crate::agreement::Tally;
use crate::fixed::{floor_div, lg};
use crate::skill::{ONE, TASK_EVIDENCE};
use crate::task::{Seat, Task, MAX_CLASSES, NONE};

/// What the opened gold of a task may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldJudgement {
    /// Gold decides its items, and moves weights and pay: there is gold and a seat passes it.
    pub counts: bool,
    /// There is gold and no seat passes it: it is ignored, and nobody's record moves.
    pub hung: bool,
    /// Records may move: there is no gold, or the seats' plurality passes it too.
    pub moves: bool,
}

/// What counted gold says of one seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Agreement above chance, in labels, Q12.
    pub skill: i64,
    /// Most that it could have been, in labels, Q12.
    pub mass: i64,
    /// Gold items that the seat labeled.
    pub labels: i64,
    /// For (positive) or against the seat being better than a spammer, Q12 bits, within
    /// [`TASK_EVIDENCE`] either way.
    pub bits: i64,
}

/// A task's gold judged, with what it says of every seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the gold may do.
    pub gold: GoldJudgement,
    pub(crate) evidence: Vec<Evidence>,
}

impl Judgement {
    /// What there is without gold: records move by consensus alone.
    pub(crate) fn without_gold() -> Self {
        Self {
            gold: GoldJudgement {
                counts: false,
                hung: false,
                moves: true,
            },
            evidence: Vec::new(),
        }
    }

    /// Evidence on a seat; none where gold does not count, and none on seats that came later.
    pub(crate) fn evidence(&self, seat: usize) -> Evidence {
        self.evidence.get(seat).copied().unwrap_or_default()
    }

    /// Gold of the task where it counts, else nothing.
    pub(crate) fn counted<'a>(&self, gold: &'a [u8]) -> &'a [u8] {
        if self.gold.counts {
            gold
        } else {
            &[]
        }
    }
}

/// Judges the opened gold of a task by its seats. Without gold, records move by consensus alone.
///
/// A seat passes with labels on at least eight tenths of the gold items and a skill of 0.4 on them.
#[must_use]
pub fn judge_gold(task: &Task<'_>) -> Judgement {
    let items = gold_items(task.gold());
    if items.is_empty() {
        return Judgement::without_gold();
    }
    let passed = task.seats().iter().any(|seat| seat_passes(seat, &items));
    let moves = passed && plurality_of(task, &items).passes();
    let evidence = if passed {
        weigh_evidence(task, &items)
    } else {
        Vec::new()
    };
    Judgement {
        gold: GoldJudgement {
            counts: passed,
            hung: !passed,
            moves,
        },
        evidence,
    }
}

/// Items that have gold, with it.
pub(crate) fn gold_items(gold: &[u8]) -> Vec<(usize, usize)> {
    let items = gold.iter().enumerate();
    items
        .filter(|(_, &value)| value != NONE)
        .map(|(item, &value)| (item, usize::from(value)))
        .collect()
}

fn seat_passes(seat: &Seat<'_>, items: &[(usize, usize)]) -> bool {
    let tally = tally(items, |item| seat.labels[item]);
    tally.referenced * 10 >= items.len() as i64 * 8 && tally.passes()
}

/// The seats' plurality on the gold items, where one class has it alone.
fn plurality_of(task: &Task<'_>, items: &[(usize, usize)]) -> Tally {
    tally(items, |item| sole_leader(task.seats(), item))
}

/// Counts what is said of the gold items against their gold.
pub(crate) fn tally(items: &[(usize, usize)], said: impl Fn(usize) -> u8) -> Tally {
    let mut tally = Tally::default();
    for &(item, class) in items {
        let label = said(item);
        if label != NONE {
            tally.add(usize::from(label), class);
        }
    }
    tally
}

/// The class that most seats give an item; [`NONE`] where none does or several have as many.
pub(crate) fn sole_leader(seats: &[Seat<'_>], item: usize) -> u8 {
    let mut votes = [0_u32; MAX_CLASSES];
    for seat in seats {
        let label = seat.labels[item];
        if label != NONE {
            votes[usize::from(label)] += 1;
        }
    }
    let most = votes.iter().copied().max().unwrap_or(0);
    let mut leaders = votes.iter().zip(0_u8..).filter(|(&count, _)| count == most);
    match (most > 0, leaders.next(), leaders.next()) {
        (true, Some((_, leader)), None) => leader,
        _ => NONE,
    }
}

/// The bits of a label that matches gold whose share by chance is `share` (Q16).
pub(crate) fn hit_bits(share: i64) -> i64 {
    lg((30 * 65_536) / 100 + (70 * share) / 100) - lg(share)
}

/// The bits of a label that does not match gold.
pub(crate) fn miss_bits() -> i64 {
    lg((70 * 65_536) / 100) - (16 << 12)
}

/// Likelihood ratio of a labeler who is right in 0.3 + 0.7 of what chance gives against one who
/// says what the gold's own shares say, label by label; and agreement above chance.
pub(crate) fn weigh_evidence(task: &Task<'_>, items: &[(usize, usize)]) -> Vec<Evidence> {
    let classes = task.classes();
    let mut shares = [0_i64; MAX_CLASSES];
    for share in &mut shares[..classes] {
        *share = 1;
    }
    for &(_, class) in items {
        shares[class] += 1;
    }
    let total = items.len() as i64 + task.classes_i64();
    let mut hits = [0_i64; MAX_CLASSES];
    let mut squares = 0;
    for (share, hit) in shares[..classes].iter_mut().zip(&mut hits) {
        *share = floor_div(*share << 16, total).max(1);
        squares += *share * *share;
        *hit = hit_bits(*share);
    }
    // Not negative: no share is above 65 535, and those raised to one add 31 at most.
    let room = 65_536 - (squares >> 16);
    let miss = miss_bits();
    let weigh = |seat: &Seat<'_>| {
        let mut sum = Evidence::default();
        for &(item, class) in items {
            let label = seat.labels[item];
            if label == NONE {
                continue;
            }
            let label = usize::from(label);
            let right = label == class;
            sum.labels += 1;
            sum.skill += if right { ONE } else { 0 } - (shares[label] >> 4);
            sum.mass += room >> 4;
            sum.bits += if right { hits[label] } else { miss };
        }
        sum.bits = sum.bits.clamp(-TASK_EVIDENCE, TASK_EVIDENCE);
        sum
    };
    task.seats().iter().map(weigh).collect()
}
