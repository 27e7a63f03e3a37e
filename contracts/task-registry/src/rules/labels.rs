//! What a label is: how it is packed, and when labels agree. A new kind of label is another variant
//! here; each `match` says what it has to answer.

use cosmwasm_std::StdError;
use pasar_formats::{
    gold::{self, GoldError},
    number::count,
    packing::{self, PackingError},
};
use pasar_truth::{MAX_CLASSES, NONE};

/// The labels of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// Each is one of a number of classes, or none.
    Classes(u8),
}

impl Labels {
    /// Cells that inferring one label takes: one for each thing it may say.
    pub const fn cells_per_label(self) -> u8 {
        match self {
            Self::Classes(classes) => classes,
        }
    }

    /// Bytes of a number of packed labels.
    pub fn packed_len(self, labels: usize) -> usize {
        match self {
            Self::Classes(classes) => packing::packed_len(classes.into(), labels),
        }
    }

    /// A number of labels out of their bytes.
    ///
    /// # Errors
    /// [`PackingError`] where the bytes are not what packing makes.
    pub fn unpack(self, labels: usize, packed: &[u8]) -> Result<Vec<u8>, PackingError> {
        match self {
            Self::Classes(classes) => packing::unpack(classes.into(), labels, packed),
        }
    }

    /// The same of stored bytes, which were checked before they were stored.
    pub fn unpack_stored(self, labels: usize, packed: &[u8]) -> Result<Vec<u8>, StdError> {
        self.unpack(labels, packed)
            .map_err(|error| StdError::parse_err("labels", error))
    }

    /// The bytes of a verdict's labels.
    pub fn pack_verdict(self, labels: &[u8]) -> Result<Vec<u8>, StdError> {
        match self {
            Self::Classes(classes) => packing::pack(classes.into(), labels),
        }
        .map_err(|error| StdError::parse_err("verdict", error))
    }

    /// The labels of a task's opened gold, one for each item, most of them none.
    ///
    /// # Errors
    /// [`GoldError`] where it breaks a rule.
    pub fn read_gold(self, gold: &[u8], items: u32) -> Result<Vec<u8>, GoldError> {
        match self {
            Self::Classes(classes) => gold::read(gold, items, classes),
        }
    }

    /// Whether a label says anything.
    pub const fn is_given(self, label: u8) -> bool {
        match self {
            Self::Classes(_) => label != NONE,
        }
    }

    /// How many of them say anything.
    pub fn given(self, labels: &[u8]) -> u32 {
        count(labels.iter().filter(|label| self.is_given(**label)).count())
    }

    /// Whether two labels say the same, be it nothing.
    pub const fn same(self, one: u8, other: u8) -> bool {
        match self {
            Self::Classes(_) => one == other,
        }
    }

    /// Whether a label says what another one says; nothing agrees with none.
    pub const fn agree(self, label: u8, with: u8) -> bool {
        self.is_given(label) && self.same(label, with)
    }

    /// What most of an item's labels say, where one thing has most alone.
    pub fn plurality(self, given: impl Iterator<Item = u8>) -> Option<u8> {
        match self {
            Self::Classes(_) => most_frequent_class(given),
        }
    }
}

/// The class with most votes, where one has them alone.
fn most_frequent_class(given: impl Iterator<Item = u8>) -> Option<u8> {
    // Terms have at most MAX_CLASSES, and an item at most as many seats and panelists as fit a byte.
    let mut votes = [0u8; MAX_CLASSES];
    for label in given {
        if let Some(votes) = votes.get_mut(usize::from(label)) {
            *votes = votes.saturating_add(1);
        }
    }
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    let mut first = votes
        .iter()
        .enumerate()
        .filter(|(_, votes)| **votes == most);
    let class = first.next().and_then(|(class, _)| u8::try_from(class).ok());
    class.filter(|_| first.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: Labels = Labels::Classes(4);

    #[test]
    fn no_label_agrees_with_nothing() {
        assert!(LABELS.agree(2, 2));
        assert!(!LABELS.agree(2, 3));
        assert!(!LABELS.agree(NONE, NONE));
        assert!(LABELS.same(NONE, NONE));
        assert_eq!(LABELS.given(&[0, NONE, 3]), 2);
    }

    #[test]
    fn a_plurality_is_one_class_alone() {
        assert_eq!(LABELS.plurality([1, 2, 1].into_iter()), Some(1));
        assert_eq!(LABELS.plurality([1, 2].into_iter()), None);
        assert_eq!(LABELS.plurality([NONE, NONE].into_iter()), None);
    }

    #[test]
    fn a_verdict_reads_back() {
        let packed = LABELS.pack_verdict(&[0, 3, NONE]).unwrap();
        assert_eq!(packed.len(), LABELS.packed_len(3));
        assert_eq!(LABELS.unpack_stored(3, &packed), Ok(vec![0, 3, NONE]));
    }
}
