//! A data set of several questions cut into tasks whose seats answer most of what they are asked.

use std::collections::{BTreeMap, BTreeSet};

use pasar_truth::NONE;

use crate::score::sheet::Sheet;

/// Items of a task, if so many have the same labelers.
const MOST_ITEMS: usize = 50;
/// Items that a task has even where that brings in labelers who have answered few of them.
const FEW_ITEMS: usize = 8;
/// Most seats of a task.
const MAX_SEATS: usize = 32;
/// Fewest seats of a task without gold.
pub const MIN_SEATS: usize = 3;

/// A task: some items, and those who answer most of its questions.
pub struct Page {
    /// Items, by index in the data set.
    pub items: Vec<usize>,
    /// Accounts, each with a label or `NONE` for each item, question by question.
    pub rows: Vec<(usize, Vec<u8>)>,
}

/// Cuts a data set into tasks of items that the same people labeled, as far as there are such; a seat
/// answers half of its task or more. Returns them and the number of labels that are left out.
pub fn pages(sheet: &Sheet) -> (Vec<Page>, usize) {
    let mut labelers: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); sheet.items];
    let mut given: Vec<Vec<(usize, usize, u8)>> = vec![Vec::new(); sheet.items];
    for label in &sheet.labels {
        let (item, question) = (label.cell % sheet.items, sheet.question_of(label.cell));
        labelers[item].insert(label.labeler);
        given[item].push((question, label.labeler, label.level));
    }
    let mut free: BTreeSet<usize> = (0..sheet.items).collect();
    let mut pages = Vec::new();
    let mut kept = 0;
    while let Some(first) = free.pop_first() {
        let mut items = vec![first];
        let mut seats = labelers[first].clone();
        while items.len() < MOST_ITEMS {
            let strangers = |item: &usize| labelers[*item].difference(&seats).count();
            // Most have none or many.
            let next = free.iter().min_by_key(|item| strangers(item)).copied();
            let Some((next, more)) = next.map(|item| (item, strangers(&item))) else {
                break;
            };
            if seats.len() + more > MAX_SEATS || (more > 0 && items.len() >= FEW_ITEMS) {
                break;
            }
            free.remove(&next);
            items.push(next);
            seats.extend(&labelers[next]);
        }
        let rows = rows(sheet.questions.len(), &items, &given);
        if rows.len() >= MIN_SEATS {
            kept += rows.iter().map(|(_, row)| answered(row)).sum::<usize>();
            pages.push(Page { items, rows });
        }
    }
    (pages, sheet.labels.len() - kept)
}

/// What everybody says of some items, where that is half of them or more.
fn rows(
    questions: usize,
    items: &[usize],
    given: &[Vec<(usize, usize, u8)>],
) -> Vec<(usize, Vec<u8>)> {
    let mut rows: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        for &(question, labeler, level) in &given[*item] {
            let empty = || vec![NONE; questions * items.len()];
            rows.entry(labeler).or_insert_with(empty)[question * items.len() + place] = level;
        }
    }
    rows.retain(|_, row| 2 * answered(row) >= row.len());
    let mut rows: Vec<(usize, Vec<u8>)> = rows.into_iter().collect();
    rows.sort_by_key(|(labeler, row)| (core::cmp::Reverse(answered(row)), *labeler));
    rows.truncate(MAX_SEATS);
    rows
}

fn answered(row: &[u8]) -> usize {
    row.iter().filter(|label| **label != NONE).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sheet::{Asked, Label};
    use pasar_truth::Question;

    #[test]
    fn items_of_the_same_people_stand_together_and_nobody_answers_little() {
        // Two questions of 40 items: even ones by labelers 0 to 4, odd ones by 5 to 9, and the first of them by 10 too.
        let cells = (0..80).flat_map(|cell| (0..5).map(move |n| (cell, n + 5 * (cell % 2))));
        let label = |(cell, labeler)| Label {
            cell,
            labeler,
            level: 1,
            value: 1.0,
        };
        let mut labels: Vec<Label> = cells.map(label).collect();
        labels.push(label((1, 10)));
        let asked = Asked {
            question: Question::Classes(2),
            from: 0.0,
            step: 1.0,
        };
        let sheet = Sheet {
            questions: vec![asked; 2],
            items: 40,
            labelers: 11,
            names: vec![],
            labels,
            truth: vec![],
        };
        let (pages, left_out) = pages(&sheet);
        assert_eq!((pages.len(), left_out), (2, 1));
        for page in &pages {
            let first = page.items[0] % 2;
            assert!(page.items.iter().all(|item| item % 2 == first));
            assert_eq!((page.items.len(), page.rows.len()), (20, 5));
            assert!(page.rows.iter().all(|(_, row)| answered(row) == 40));
        }
    }
}
