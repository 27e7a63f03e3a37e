//! A set of a task's items as a bitmap: item `i` is bit `i mod 8` of byte `i / 8`, low bits first;
//! the bits after the last item are zero. Later waves and panels are asked for such sets.

use crate::number::index;

/// Every way a bitmap can be wrong.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum ItemSetError {
    /// Returned when the length does not fit the task.
    #[error("the bitmap has {found} bytes, expected {wanted}")]
    Length {
        /// Bytes given.
        found: usize,
        /// Bytes that the task's items take.
        wanted: usize,
    },
    /// Returned when an item after the last one is named.
    #[error("the bitmap names an item after the last one, {last}")]
    OutOfRange {
        /// The last item.
        last: u32,
    },
}

/// A set of a task's items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSet(Vec<u8>);

impl ItemSet {
    /// Bytes that a bitmap of this number of items takes.
    pub fn byte_len(items: u32) -> usize {
        index(items.div_ceil(8))
    }

    /// A bitmap that was checked before, as it was stored.
    pub fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Checks a bitmap of a task with this number of items.
    ///
    /// # Errors
    /// [`ItemSetError`].
    pub fn parse(bytes: &[u8], items: u32) -> Result<Self, ItemSetError> {
        let found = bytes.len();
        let wanted = Self::byte_len(items);
        if found != wanted {
            return Err(ItemSetError::Length { found, wanted });
        }
        let set = Self(bytes.to_vec());
        match set.last() {
            Some(last) if last >= items => Err(ItemSetError::OutOfRange {
                last: items.saturating_sub(1),
            }),
            _ => Ok(set),
        }
    }

    /// The set of these items, in a task with this number of items.
    ///
    /// # Errors
    /// [`ItemSetError::OutOfRange`].
    pub fn of(members: &[u32], items: u32) -> Result<Self, ItemSetError> {
        let mut bytes = vec![0u8; Self::byte_len(items)];
        let last = items.saturating_sub(1);
        for &item in members.iter() {
            let byte = index(item >> 3u32);
            match bytes.get_mut(byte) {
                Some(byte) if item < items => *byte |= 1u8.checked_shl(item & 7).unwrap_or(0),
                _ => return Err(ItemSetError::OutOfRange { last }),
            }
        }
        Ok(Self(bytes))
    }

    /// Number of items in the set.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }

    /// Whether no item is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|byte| *byte == 0)
    }

    /// The items, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let bits = self
            .0
            .iter()
            .flat_map(|byte| (0..8u32).map(move |bit| byte >> bit & 1 == 1));
        (0u32..)
            .zip(bits)
            .filter(|(_, set)| *set)
            .map(|(item, _)| item)
    }

    /// The bitmap.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn last(&self) -> Option<u32> {
        self.iter().last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_bits_come_first() {
        let set = ItemSet::of(&[0, 3, 8], 10).unwrap();
        assert_eq!(set.as_bytes(), [0b1001, 0b1]);
        assert_eq!((set.len(), set.is_empty()), (3, false));
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 3, 8]);
        assert_eq!(ItemSet::parse(&[0b1001, 0b1], 10), Ok(set));
    }

    #[test]
    fn refuses_a_wrong_length_and_items_after_the_last() {
        let length = ItemSetError::Length {
            found: 1,
            wanted: 2,
        };
        assert_eq!(ItemSet::parse(&[1], 10), Err(length));
        let last = || ItemSetError::OutOfRange { last: 9 };
        assert_eq!(ItemSet::parse(&[0, 0b100], 10), Err(last()));
        assert_eq!(ItemSet::of(&[10], 10), Err(last()));
        assert!(ItemSet::parse(&[0, 0], 10).unwrap().is_empty());
    }
}
