//! A better and dearer verdict, for those who download a dataset. It is too dear for a chain; pay and
//! records follow [`crate::resolve`] alone.
//!
//! It differs from [`crate::infer`] in three ways:
//!
//! * **Soft passes.** Posteriors and not decisions are counted again, five times, and eight times with
//!   two classes.
//! * **A trimmed start.** The first shares leave out seats that show less skill than a tenth against
//!   the plain vote.
//! * **Kinds of items**, with two classes: each class is split into items that the seats support, contest
//!   and outvote, each with an error table of its own. Mistakes on two classes come in kinds: where
//!   several labelers are wrong, the next one is likelier to be wrong too.
//!
//! Gold that is given counts as it is: those who download decide what to believe.
//!
//! Bounds: those of [`crate::task`]; posteriors are at most 2^16 an item, so counts in Q12 stay below
//! 2^33 as there. A seat's skill is held within 2^20, times its count below 2^53, summed below 2^53 since
//! every label is counted once.

mod model;

use alloc::vec::Vec;

use crate::fixed::floor_div;
use crate::gold::{gold_items, hit_bits, miss_bits};
use crate::skill::{kappa, weight, ONE};
use crate::standing::{EXCLUDE_GOLD, EXCLUDE_MASS, EXCLUDE_SKILL, GOLD_WEIGHT};
use crate::task::{Seat, Task, MAX_CLASSES, NONE};
use model::{Model, Voter};

pub use model::Refined;

/// Evidence of spam at which a seat is left out, and most evidence against it that counts, Q12 bits.
const REFINED_EVIDENCE: (i64, i64) = (-10 * ONE, 10 * ONE);

/// Refines the verdict of a task. Its gold, where it has any, decides its items.
#[must_use]
pub fn refine(task: &Task<'_>) -> Refined {
    let voters = voters(task);
    let mut model = Model::new(task, &voters);
    let mut posteriors = model.start();
    let mut sums = Vec::new();
    for _ in 0..model.passes {
        sums = model.pass(&mut posteriors);
    }
    let sums = model.class_sums(&sums);
    model.read_out(&sums)
}

/// The seats that neither history nor gold shows to be spam.
fn voters<'a>(task: &Task<'a>) -> Vec<Voter<'a>> {
    let items = gold_items(task.gold());
    let classes = task.classes();
    let mut shares = [1_i64; MAX_CLASSES];
    for &(_, class) in &items {
        shares[class] += 1;
    }
    let total = items.len() as i64 + task.classes_i64();
    let mut squares = 0;
    for share in &mut shares[..classes] {
        *share = floor_div(*share << 16, total);
        squares += *share * *share;
    }
    let room = 65_536 - (squares >> 16);
    let weigh = |seat: &Seat<'a>| {
        let history = seat.history.bounded();
        let mut skill = 0;
        let mut mass = 0;
        let mut labels = 0;
        let mut evidence = history.evidence;
        let mut spam = false;
        for &(item, class) in &items {
            let label = seat.labels[item];
            if label == NONE {
                continue;
            }
            let share = shares[usize::from(label)];
            let right = usize::from(label) == class;
            labels += 1;
            skill += if right { ONE } else { 0 } - (share >> 4);
            mass += room >> 4;
            evidence += if right { hit_bits(share) } else { miss_bits() };
            evidence = evidence.min(REFINED_EVIDENCE.1);
            spam |= evidence <= REFINED_EVIDENCE.0;
        }
        let skill = history.skill + GOLD_WEIGHT * skill;
        let mass = history.mass + GOLD_WEIGHT * mass;
        let standing = kappa(skill, mass);
        let known = labels >= EXCLUDE_GOLD || history.mass >= EXCLUDE_MASS;
        let excluded = spam || (standing < EXCLUDE_SKILL && known);
        (!excluded).then(|| Voter {
            labels: seat.labels,
            skill,
            mass,
            weight: weight(standing, task.classes_i64()),
        })
    };
    task.seats().iter().filter_map(weigh).collect()
}
