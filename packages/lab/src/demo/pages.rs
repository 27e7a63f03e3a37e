//! A data set cut into campaigns of one task each.

use std::collections::BTreeMap;

use pasar_truth::NONE;

use crate::crowd::Crowd;

/// Fewest items of a page of a data set, where it has so many.
const PAGE: usize = 50;
/// Most seats of a task.
const MAX_SEATS: usize = 32;
/// Fewest seats of a task without gold.
pub const MIN_SEATS: usize = 3;

/// A campaign of one task: some items, and the labelers with most labels of them.
pub struct Page {
    /// Items, by index in the data set.
    pub items: Vec<usize>,
    /// Labelers, by index in the data set, each with a label or `NONE` for each item.
    pub rows: Vec<(usize, Vec<u8>)>,
}

/// Cuts a data set into pages of at least 50 items, and picks at most 32 seats for each. Returns
/// the pages and the number of labels left out.
pub fn pages(crowd: &Crowd) -> (Vec<Page>, usize) {
    let count = (crowd.items.len() / PAGE).max(1);
    let size = crowd.items.len().div_ceil(count);
    let mut by_item: Vec<Vec<(usize, u8)>> = vec![vec![]; crowd.items.len()];
    for &(item, labeler, class) in &crowd.labels {
        by_item[item].push((labeler, class));
    }
    let mut pages = Vec::new();
    let mut kept = 0;
    let items: Vec<usize> = (0..crowd.items.len()).collect();
    for items in items.chunks(size) {
        let mut rows: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (n, &item) in items.iter().enumerate() {
            for &(labeler, class) in &by_item[item] {
                rows.entry(labeler)
                    .or_insert_with(|| vec![NONE; items.len()])[n] = class;
            }
        }
        let given = |row: &[u8]| row.iter().filter(|&&label| label != NONE).count();
        let mut rows: Vec<(usize, Vec<u8>)> = rows.into_iter().collect();
        rows.sort_by_key(|(labeler, row)| (core::cmp::Reverse(given(row)), *labeler));
        rows.truncate(MAX_SEATS);
        // A page with fewer labelers than a task needs is no campaign.
        if rows.len() >= MIN_SEATS {
            kept += rows.iter().map(|(_, row)| given(row)).sum::<usize>();
            pages.push(Page {
                items: items.to_vec(),
                rows,
            });
        }
    }
    (pages, crowd.labels.len() - kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(items: usize, labelers: usize) -> Crowd {
        Crowd {
            items: (0..items).map(|n| n.to_string()).collect(),
            labelers: (0..labelers).map(|n| n.to_string()).collect(),
            classes: vec!["0".into(), "1".into()],
            labels: (0..items)
                .flat_map(|item| (0..labelers).map(move |labeler| (item, labeler, 0)))
                .collect(),
            ..Crowd::default()
        }
    }

    #[test]
    fn pages_have_at_least_50_items_and_at_most_32_seats() {
        let (pages, left_out) = pages(&crowd(149, 40));
        assert_eq!(
            pages
                .iter()
                .map(|page| page.items.len())
                .collect::<Vec<_>>(),
            [75, 74]
        );
        assert!(pages.iter().all(|page| page.rows.len() == 32));
        assert_eq!(left_out, 149 * 8);
    }

    #[test]
    fn a_page_with_two_labelers_is_left_out() {
        let (pages, left_out) = pages(&crowd(60, 2));
        assert!(pages.is_empty());
        assert_eq!(left_out, 120);
    }
}
