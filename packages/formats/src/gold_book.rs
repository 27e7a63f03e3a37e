//! A requester's gold: what the tree in the terms is made of, and what opens it.

use std::collections::BTreeMap;

use pasar_truth::Question;

use crate::gold::{self, GoldError, GoldTree, Hash, SALT_BYTES};

/// The gold of all tasks of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "boxes", derive(serde::Serialize, serde::Deserialize))]
pub struct GoldBook {
    tasks: Vec<TaskGold>,
}

/// The gold of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "boxes", derive(serde::Serialize, serde::Deserialize))]
pub struct TaskGold {
    salt: [u8; SALT_BYTES],
    /// Packed as messages carry it; empty where there is none.
    #[cfg_attr(feature = "boxes", serde(with = "hex"))]
    gold: Vec<u8>,
}

/// What opens the gold of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldOpening {
    /// The task.
    pub task: u32,
    /// Its gold, packed.
    pub gold: Vec<u8>,
    /// The salt of its leaf.
    pub salt: [u8; SALT_BYTES],
    /// The siblings from the leaf up.
    pub proof: Vec<Hash>,
}

/// Why known answers are no gold.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum GoldBookError {
    /// Returned when the chain would refuse a task's gold.
    #[error("gold of task {task} (items {first} to {last}): {reason}")]
    Task {
        /// The task.
        task: u32,
        /// Its first item, in the campaign.
        first: u32,
        /// Its last item.
        last: u32,
        /// What is wrong.
        reason: GoldError,
    },
    /// Returned when a task with gold has too few items to have any.
    #[error(
        "gold of task {task}: it has {items} items, and gold needs 40 or more; leave its items \
         {first} to {last} out of the gold"
    )]
    Small {
        /// The task.
        task: u32,
        /// Its items.
        items: u32,
        /// Its first item, in the campaign.
        first: u32,
        /// Its last item.
        last: u32,
    },
}

impl TaskGold {
    /// Gold answers by their numbers in the task, ascending, and their values. Checks nothing.
    pub fn new(salt: [u8; SALT_BYTES], answers: impl IntoIterator<Item = (u16, u8)>) -> Self {
        let mut gold = Vec::new();
        for (answer, value) in answers {
            gold.extend(answer.to_be_bytes());
            gold.push(value);
        }
        Self { salt, gold }
    }
}

impl GoldBook {
    /// The gold of each task, in their order.
    pub fn of(tasks: Vec<TaskGold>) -> Self {
        Self { tasks }
    }

    /// Cuts known answers, for every question by item of a campaign of `items` in pages of `page`, into
    /// tasks; checks each as the chain will.
    ///
    /// # Errors
    /// [`GoldBookError`]: the chain would refuse this gold.
    pub fn cut(
        questions: &[Question],
        answers: &[BTreeMap<u32, u8>],
        (items, page): (u32, u32),
        mut salt: impl FnMut() -> [u8; SALT_BYTES],
    ) -> Result<Self, GoldBookError> {
        let mut tasks = Vec::new();
        let page = page.max(1);
        for task in 0..items.div_ceil(page) {
            let first = task.saturating_mul(page);
            let size = page.min(items.saturating_sub(first));
            let last = first.saturating_add(size).saturating_sub(1);
            let own = (0u32..).zip(answers).flat_map(|(question, answers)| {
                let before = question.saturating_mul(size);
                answers
                    .range(first..=last)
                    .filter_map(move |(item, value)| {
                        let answer = item.checked_sub(first)?.checked_add(before)?;
                        Some((u16::try_from(answer).ok()?, *value))
                    })
            });
            let of = TaskGold::new(salt(), own);
            if gold::fits(size) {
                gold::read(&of.gold, size, questions).map_err(|reason| GoldBookError::Task {
                    task,
                    first,
                    last,
                    reason,
                })?;
            } else if !of.gold.is_empty() {
                return Err(GoldBookError::Small {
                    task,
                    items: size,
                    first,
                    last,
                });
            }
            tasks.push(of);
        }
        Ok(Self { tasks })
    }

    /// Root and depth, for the terms.
    pub fn root(&self) -> (Hash, u8) {
        let tree = self.tree();
        (tree.root(), tree.depth())
    }

    /// Whether a task has gold.
    pub fn has(&self, task: u32) -> bool {
        self.task(task).is_some_and(|of| !of.gold.is_empty())
    }

    /// What opens the gold of some tasks; tasks that do not exist are left out.
    pub fn openings(&self, tasks: &[u32]) -> Vec<GoldOpening> {
        let tree = self.tree();
        let opening = |task: u32| {
            let of = self.task(task)?;
            Some(GoldOpening {
                task,
                gold: of.gold.clone(),
                salt: of.salt,
                proof: tree.proof(task),
            })
        };
        tasks.iter().filter_map(|task| opening(*task)).collect()
    }

    fn task(&self, task: u32) -> Option<&TaskGold> {
        self.tasks.get(usize::try_from(task).ok()?)
    }

    fn tree(&self) -> GoldTree {
        let leaf = |(task, of): (u32, &TaskGold)| gold::leaf(task, &of.salt, &of.gold);
        GoldTree::new((0..).zip(&self.tasks).map(leaf).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Question = Question::Classes(2);

    fn answers(items: impl IntoIterator<Item = u32>) -> BTreeMap<u32, u8> {
        let answer = |item: u32| (item, u8::from(item.is_multiple_of(2)));
        items.into_iter().map(answer).collect()
    }

    fn book(items: impl IntoIterator<Item = u32>) -> Result<GoldBook, GoldBookError> {
        let mut salts = (1..).map(|task| [task; SALT_BYTES]);
        let salt = || salts.next().unwrap_or_default();
        GoldBook::cut(&[TAG], &[answers(items)], (120, 50), salt)
    }

    #[test]
    fn an_opening_leads_to_the_root_of_the_terms() {
        let book = book((0..12).chain(50..61)).unwrap();
        let (root, depth) = book.root();
        assert_eq!(depth, 2);
        assert_eq!([0, 1, 2].map(|task| book.has(task)), [true, true, false]);
        let openings = book.openings(&[0, 1, 3]);
        assert_eq!(openings.len(), 2);
        for opening in openings {
            let leaf = gold::leaf(opening.task, &opening.salt, &opening.gold);
            let verified = gold::verify(&root, depth, opening.task, leaf, &opening.proof);
            assert_eq!(verified, Ok(()));
        }
    }

    #[test]
    fn gold_of_a_form_has_the_numbers_of_its_answers_in_each_task() {
        let known = [answers(50..56), answers([50, 99])];
        let book = GoldBook::cut(&[TAG, TAG], &known, (120, 50), || [1; SALT_BYTES]);
        let light = "gold of task 0 (items 0 to 49): gold is worth 0.00 labels";
        assert!(book.unwrap_err().to_string().starts_with(light));
        let known = [
            answers((0..6).chain(60..66)),
            answers((2..6).chain(90..100)),
        ];
        let salt = || [1; SALT_BYTES];
        let book = GoldBook::cut(&[TAG, TAG], &known, (100, 50), salt).unwrap();
        let gold = &book.openings(&[1])[0].gold;
        assert_eq!(gold[..3], [0, 10, 1]);
        // Item 40 of the second task, and the second question.
        assert_eq!(gold[18..21], [0, 90, 1]);
    }

    #[test]
    fn gold_that_the_chain_would_refuse_is_refused_before() {
        let refusal = |items: Vec<u32>| book(items).unwrap_err().to_string();
        assert_eq!(
            refusal((0..9).collect()),
            "gold of task 0 (items 0 to 49): 9 gold items, expected 10 to 12"
        );
        let one_class = refusal((0..12).map(|item| item * 2).collect());
        assert!(one_class.contains("have class 1"), "{one_class}");
        let small = refusal((0..10).chain(50..60).chain([100]).collect());
        assert_eq!(
            small,
            "gold of task 2: it has 20 items, and gold needs 40 or more; leave its items 100 to 119 \
             out of the gold"
        );
    }
}
