//! Labels in few bits: 2, 4 or 8 each by the number of values, low bits first, all ones for "no label".
//!
//! | values: classes, or levels of a scale | bits a label | "no label" |
//! |---|---|---|
//! | 2, 3 | 2 | 3 |
//! | 4 to 15 | 4 | 15 |
//! | 16 to 255 | 8 | 255 |
//!
//! Labels are in ascending order of the items that were asked; the last byte is padded with
//! zero bits. `packages/formats/vectors/packing.json` has vectors for other languages. Answers to several
//! questions are packed one question after the other: see [`crate::form`].

use pasar_truth::{MAX_CLASSES, NONE};

/// Smallest and largest number of classes.
pub const CLASSES: core::ops::RangeInclusive<usize> = 2..=MAX_CLASSES;

/// Every way packed labels can be wrong.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum PackingError {
    /// Returned when the byte length does not fit the number of labels.
    #[error("packed labels have {found} bytes, expected {wanted}")]
    Length {
        /// Bytes given.
        found: usize,
        /// Bytes that this number of labels takes.
        wanted: usize,
    },
    /// Returned when a label is neither a value of its question nor "no label".
    #[error("label {found} at position {position}: expected one below {values} or no label")]
    Label {
        /// Position among the labels, from 0.
        position: usize,
        /// The value found.
        found: u8,
        /// Number of values.
        values: usize,
    },
    /// Returned when bits after the last label are not zero.
    #[error("the bits after the last label are {found:#010b}, expected zeros")]
    Padding {
        /// The last byte.
        found: u8,
    },
    /// Returned when the answers to one of several questions are wrong.
    #[error("question {question}: {reason}")]
    Question {
        /// Index of the question.
        question: usize,
        /// What is wrong with its answers.
        reason: Box<Self>,
    },
    /// Returned when there is not one answer for every item and question.
    #[error("{found} answers, expected {wanted}: one for every item and question")]
    Answers {
        /// Answers given.
        found: usize,
        /// Answers wanted.
        wanted: usize,
    },
}

/// Bits that one label takes among so many values.
pub const fn bits(values: usize) -> usize {
    match values {
        0..=3 => 2,
        4..=15 => 4,
        _ => 8,
    }
}

/// Bytes that `count` labels take.
pub const fn packed_len(values: usize, count: usize) -> usize {
    count.saturating_mul(bits(values)).div_ceil(8)
}

/// Packs labels (`NONE` = 255 for "no label").
///
/// # Errors
/// [`PackingError::Label`] where a label is not below `values`.
pub fn pack(values: usize, labels: &[u8]) -> Result<Vec<u8>, PackingError> {
    if let Some((position, &found)) = labels
        .iter()
        .enumerate()
        .find(|(_, &l)| l != NONE && usize::from(l) >= values)
    {
        return Err(PackingError::Label {
            position,
            found,
            values,
        });
    }
    let width = bits(values);
    let per_byte = 8usize.checked_div(bits(values)).unwrap_or(1);
    let mask = none_value(values);
    Ok(labels
        .chunks(per_byte)
        .map(|chunk| {
            // The first label of a byte sits in its lowest bits.
            chunk.iter().rev().fold(0u8, |byte, label| {
                byte.checked_shl(u32::try_from(width).unwrap_or(8))
                    .unwrap_or(0)
                    | (label & mask)
            })
        })
        .collect())
}

/// Unpacks exactly `count` labels; "no label" comes out as `NONE`.
///
/// # Errors
/// [`PackingError`] where the length, a label or the padding is wrong.
pub fn unpack(values: usize, count: usize, packed: &[u8]) -> Result<Vec<u8>, PackingError> {
    let wanted = packed_len(values, count);
    if packed.len() != wanted {
        return Err(PackingError::Length {
            found: packed.len(),
            wanted,
        });
    }
    let none = none_value(values);
    let mut labels = Vec::with_capacity(count);
    match bits(values) {
        2 => packed
            .iter()
            .for_each(|b| labels.extend([b & 3, b >> 2 & 3, b >> 4 & 3, b >> 6])),
        4 => packed.iter().for_each(|b| labels.extend([b & 15, b >> 4])),
        _ => labels.extend_from_slice(packed),
    }
    if labels
        .get(count..)
        .is_some_and(|padding| padding.iter().any(|&bit| bit != 0))
    {
        return Err(PackingError::Padding {
            found: packed.last().copied().unwrap_or(0),
        });
    }
    labels.truncate(count);
    for (position, label) in labels.iter_mut().enumerate() {
        if *label == none {
            *label = NONE;
        } else if usize::from(*label) >= values {
            return Err(PackingError::Label {
                position,
                found: *label,
                values,
            });
        }
    }
    Ok(labels)
}

/// The packed value of "no label": all ones.
const fn none_value(values: usize) -> u8 {
    match bits(values) {
        2 => 3,
        4 => 15,
        _ => NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn low_bits_come_first_and_the_last_byte_is_padded_with_zeros() {
        assert_eq!(pack(3, &[0, 1, 2, NONE, 1]).unwrap(), [0b11_10_01_00, 0b01]);
        assert_eq!(pack(4, &[3, NONE, 1]).unwrap(), [0xf3, 0x01]);
        assert_eq!(pack(32, &[31, NONE]).unwrap(), [31, 255]);
    }

    #[test]
    fn refuses_a_label_that_is_no_value() {
        let wanted = PackingError::Label {
            position: 1,
            found: 2,
            values: 2,
        };
        assert_eq!(pack(2, &[0, 2]), Err(wanted));
        let wanted = PackingError::Label {
            position: 0,
            found: 2,
            values: 2,
        };
        assert_eq!(unpack(2, 1, &[2]), Err(wanted));
    }

    #[test]
    fn refuses_a_wrong_length_and_dirty_padding() {
        assert_eq!(
            unpack(2, 5, &[0]),
            Err(PackingError::Length {
                found: 1,
                wanted: 2
            })
        );
        assert_eq!(
            unpack(2, 1, &[0b100]),
            Err(PackingError::Padding { found: 4 })
        );
    }

    proptest! {
        #[test]
        fn unpacking_reverses_packing(values in 2usize..=255, raw in prop::collection::vec(any::<u8>(), 0..300)) {
            let labels: Vec<u8> = raw
                .iter()
                .map(|&r| if r > 230 { NONE } else { r.checked_rem(u8::try_from(values).unwrap()).unwrap() })
                .collect();
            let packed = pack(values, &labels).unwrap();
            prop_assert_eq!(packed.len(), packed_len(values, labels.len()));
            prop_assert_eq!(unpack(values, labels.len(), &packed).unwrap(), labels);
        }

        #[test]
        fn only_one_packing_unpacks_to_the_same_labels(values in 2usize..=255, packed in prop::collection::vec(any::<u8>(), 0..40), count in 0usize..160) {
            if let Ok(labels) = unpack(values, count, &packed) {
                prop_assert_eq!(pack(values, &labels).unwrap(), packed);
            }
        }
    }
}
