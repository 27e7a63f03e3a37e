//! The verdict of a whole data set at once, from a list of labels: for programs that score data, where
//! labelers are many and label little. A [`Task`] has a value for every seat and item, labeled or not,
//! and so fewer of them.
//!
//! All labelers are newcomers, and there is no gold. The verdict is that of [`super::infer`].

use alloc::vec;
use alloc::vec::Vec;

use super::{count_classes, fill_shares, margins, Votes, PASSES};
use crate::cells::{decide, specialized, start_from};
use crate::crowd::Crowd;
use crate::fixed::lg;
use crate::resolve;
use crate::skill::ONE;
use crate::standing::Standing;
use crate::support::backed_by_list;
use crate::task::{
    InvalidTask, PayTerms, Seat, Task, MAX_CLASSES, MAX_ITEMS, MAX_LABELERS, MAX_LABELS, NONE,
};

/// What a data set says of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The class of every item; [`NONE`] where nobody labeled it.
    pub verdict: Vec<u8>,
    /// Lead of the verdict over the best other class, Q12 bits.
    pub margin: Vec<i32>,
    /// The classes given most often to each item, as a set of bits.
    pub leaders: Vec<u32>,
}

/// A label: its item, its labeler, and its class.
pub type Label = (usize, usize, u8);

/// Infers the class of every item from labels, at most one of a labeler and an item.
///
/// # Errors
///
/// [`InvalidTask`] where a number is out of bounds: classes, items, labelers, labels, or a
/// label's.
pub fn infer(
    classes: usize,
    items: usize,
    labelers: usize,
    labels: &[Label],
) -> Result<Verdict, InvalidTask> {
    check(classes, items, labelers, labels)?;
    let standing = newcomer(classes)?;
    let weights = backed_by_list(classes, items, &vec![standing.weight; labelers], labels);
    let votes = count_votes(classes, items, labels, &weights);
    let table = classes * classes;
    let at = |item: usize| item * classes;
    let row = |labeler: usize, label: u8| labeler * table + usize::from(label) * classes;

    let mut sums = vec![0_i32; items * classes];
    let mut tables = vec![0_i32; labelers * table];
    let mut verdict = vec![NONE; items];
    let mut counts = vec![0_i64; labelers * table];
    let mut prior = fill_shares(classes, &[], &votes, &mut sums);
    for &(item, labeler, label) in labels {
        let counts = &mut counts[row(labeler, label)..][..classes];
        for (count, &share) in counts.iter_mut().zip(&sums[at(item)..][..classes]) {
            *count += i64::from(share);
        }
    }
    for pass in 0..PASSES {
        if pass > 0 {
            prior = count_classes(classes, &votes.support, &verdict);
            counts.fill(0);
            for &(item, labeler, label) in labels {
                counts[row(labeler, label) + usize::from(verdict[item])] += ONE;
            }
        }
        let crowd = Crowd::new(classes, &counts);
        let seats = counts.chunks_exact(table);
        for (counts, out) in seats.zip(tables.chunks_exact_mut(table)) {
            crowd.log_table(counts, &standing, out);
        }
        let mut base = [0_i32; MAX_CLASSES];
        for (base, &count) in base[..classes].iter_mut().zip(&prior) {
            // At most 33 bits, Q12.
            *base = lg((count >> 4) + ONE) as i32;
        }
        specialized!(classes, start_from(&base, &mut sums));
        for &(item, labeler, label) in labels {
            let logs = &tables[row(labeler, label)..][..classes];
            for (sum, &log) in sums[at(item)..][..classes].iter_mut().zip(logs) {
                *sum += log;
            }
        }
        let preference = &votes.preference;
        let support = &votes.support;
        specialized!(classes, decide(preference, support, &sums, &mut verdict));
    }
    Ok(Verdict {
        margin: margins(classes, &verdict, &sums),
        leaders: leaders(classes, items, labels),
        verdict,
    })
}

fn check(
    classes: usize,
    items: usize,
    labelers: usize,
    labels: &[Label],
) -> Result<(), InvalidTask> {
    if !(2..=MAX_CLASSES).contains(&classes) {
        return Err(InvalidTask::Classes { found: classes });
    }
    if !(1..=MAX_ITEMS).contains(&items) {
        return Err(InvalidTask::Items { found: items });
    }
    if !(1..=MAX_LABELERS).contains(&labelers) {
        return Err(InvalidTask::Labelers { found: labelers });
    }
    if labels.len() > MAX_LABELS {
        return Err(InvalidTask::Labels {
            found: labels.len(),
        });
    }
    for &(item, labeler, found) in labels {
        if item >= items {
            return Err(InvalidTask::Items { found: item });
        }
        if labeler >= labelers {
            return Err(InvalidTask::Labelers { found: labeler });
        }
        if usize::from(found) >= classes {
            return Err(InvalidTask::Label {
                seat: labeler,
                item,
                found,
                classes,
            });
        }
    }
    Ok(())
}

/// What a newcomer brings to a task in which all are newcomers.
fn newcomer(classes: usize) -> Result<Standing, InvalidTask> {
    let seats = [Seat {
        labels: &[0],
        ..Seat::default()
    }];
    let task = Task::new(classes, 1, &seats, &[], PayTerms::default())?;
    let weight = resolve(&task).weights.iter().sum();
    Ok(Standing {
        weight,
        excluded: false,
        skill: 0,
        mass: 0,
    })
}

/// Votes as `super::count_votes` counts them, of labelers with these weights.
fn count_votes(classes: usize, items: usize, labels: &[Label], backed: &[i64]) -> Votes {
    let mut weights = vec![0_i32; items * classes];
    let mut support = vec![0_u16; items];
    let mut given = [0_i64; MAX_CLASSES];
    for &(item, labeler, label) in labels {
        let label = usize::from(label);
        // Below 2^16.
        weights[item * classes + label] += backed[labeler] as i32;
        support[item] += 1;
        given[label] += 1;
    }
    // At most 32 classes.
    let mut preference: Vec<u8> = (0..classes as u8).collect();
    preference.sort_unstable_by_key(|&class| (-given[usize::from(class)], class));
    Votes {
        weights,
        support,
        preference,
    }
}

/// The classes given most often to each item.
fn leaders(classes: usize, items: usize, labels: &[Label]) -> Vec<u32> {
    let mut counts = vec![0_u32; items * classes];
    for &(item, _, label) in labels {
        counts[item * classes + usize::from(label)] += 1;
    }
    let leaders = |counts: &[u32]| {
        let most = counts.iter().copied().max().unwrap_or(0);
        let leading = counts.iter().enumerate();
        let leading = leading.filter(|(_, &count)| most > 0 && count == most);
        leading.fold(0_u32, |set, (class, _)| set | (1 << class))
    };
    counts.chunks_exact(classes).map(leaders).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{plurality, History};

    /// Labels of a crowd in which some are good, some bad, and most label little.
    fn labels(classes: usize, items: usize, labelers: usize, seed: u64) -> Vec<Label> {
        let mut state = seed;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        };
        let mut labels = vec![];
        for item in 0..items {
            for labeler in 0..labelers {
                if next(3) == 0 {
                    let is_right = next(labelers) >= labeler;
                    let label = if is_right {
                        item % classes
                    } else {
                        next(classes)
                    };
                    labels.push((item, labeler, label as u8));
                }
            }
        }
        labels
    }

    #[test]
    fn a_list_of_labels_says_what_seats_say() {
        for (classes, items, labelers) in [(2, 50, 3), (3, 40, 12), (5, 80, 7), (32, 64, 20)] {
            for seed in 0..8 {
                let labels = labels(classes, items, labelers, seed);
                let mut rows = vec![vec![NONE; items]; labelers];
                for &(item, labeler, label) in &labels {
                    rows[labeler][item] = label;
                }
                let seat = |labels| Seat {
                    labels,
                    asked: items as u32,
                    history: History::default(),
                };
                let seats: Vec<Seat<'_>> = rows.iter().map(|row| seat(row.as_slice())).collect();
                let task = Task::new(classes, items, &seats, &[], PayTerms::default()).unwrap();
                let wanted = resolve(&task);
                let found = infer(classes, items, labelers, &labels).unwrap();
                assert_eq!(found.verdict, wanted.verdict);
                assert_eq!(found.margin, wanted.margin);
                assert_eq!(found.leaders, crate::leaders(classes, items, &seats));
                assert_eq!(plurality(classes, items, &seats).len(), found.leaders.len());
            }
        }
    }

    #[test]
    fn bounds_are_those_of_a_task_but_for_its_cells() {
        let of = |classes, items, labelers, labels: &[Label]| {
            infer(classes, items, labelers, labels).map(|found| found.verdict.len())
        };
        assert_eq!(of(2, MAX_ITEMS, MAX_LABELERS, &[(7, 9, 1)]), Ok(MAX_ITEMS));
        assert_eq!(of(1, 1, 1, &[]), Err(InvalidTask::Classes { found: 1 }));
        assert_eq!(of(2, 0, 1, &[]), Err(InvalidTask::Items { found: 0 }));
        assert_eq!(of(2, 1, 0, &[]), Err(InvalidTask::Labelers { found: 0 }));
        assert_eq!(
            of(2, 1, 1, &[(1, 0, 0)]),
            Err(InvalidTask::Items { found: 1 })
        );
        assert_eq!(
            of(2, 1, 1, &[(0, 1, 0)]),
            Err(InvalidTask::Labelers { found: 1 })
        );
        let many = vec![(0, 0, 0); MAX_LABELS + 1];
        let found = MAX_LABELS + 1;
        assert_eq!(of(2, 1, 1, &many), Err(InvalidTask::Labels { found }));
        let label = InvalidTask::Label {
            seat: 0,
            item: 0,
            found: 2,
            classes: 2,
        };
        assert_eq!(of(2, 1, 1, &[(0, 0, 2)]), Err(label));
    }
}
