//! Lists cut so that every part keeps the registry's bounds for one message.

use pasar_common::task_registry::{MAX_BATCH, MAX_LABEL_BYTES};

/// Parts of at most 32 entries and 64 KiB; one that is larger alone has a part of its own.
pub fn batches<T>(list: Vec<T>, bytes: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut size = 0;
    for entry in list {
        let more = bytes(&entry);
        match parts.last_mut() {
            Some(part) if part.len() < MAX_BATCH && size + more <= MAX_LABEL_BYTES => {
                part.push(entry);
                size += more;
            }
            Some(_) | None => {
                parts.push(vec![entry]);
                size = more;
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_at_most_32_entries_and_64_kib() {
        let lengths = |list: Vec<usize>| -> Vec<usize> {
            batches(list, |bytes| *bytes).iter().map(Vec::len).collect()
        };
        assert_eq!(lengths(vec![]), [0; 0]);
        assert_eq!(lengths(vec![1; 65]), [32, 32, 1]);
        assert_eq!(lengths(vec![40_000, 25_536, 1]), [2, 1]);
        assert_eq!(lengths(vec![1, 70_000, 1]), [1, 1, 1]);
    }

    #[test]
    fn nothing_is_lost_and_the_order_is_kept() {
        let list: Vec<usize> = (0..100).map(|entry| entry * 997).collect();
        assert_eq!(batches(list.clone(), |bytes| *bytes).concat(), list);
    }
}
