//! What is wrong with a record.

use core::fmt;

/// Every way a stored record can be unreadable; each means that code and storage do not fit.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum PackedError {
    /// Returned when a record was written by a version that this code does not know.
    #[error("{record} record has version {found}, expected {wanted}")]
    Version {
        /// What the record describes.
        record: &'static str,
        /// The version found.
        found: u8,
        /// The versions that this code reads.
        wanted: Versions,
    },
    /// Returned when a record ends early, or goes on after its last field.
    #[error("{record} record has {found} bytes more or less than its fields take")]
    Length {
        /// What the record describes.
        record: &'static str,
        /// Missing or left-over bytes.
        found: usize,
    },
    /// Returned when a field has a value that is never written.
    #[error("{record} record has the unknown tag {found}")]
    Tag {
        /// What the record describes.
        record: &'static str,
        /// The value found.
        found: u8,
    },
    /// Returned when a record that must exist does not.
    #[error("{record} record is missing")]
    Missing {
        /// What the record describes.
        record: &'static str,
    },
}

/// The versions of a record that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The oldest.
    pub oldest: u8,
    /// The newest, which is the one that is written.
    pub newest: u8,
}

impl Versions {
    /// One version alone.
    pub const fn only(version: u8) -> Self {
        Self {
            oldest: version,
            newest: version,
        }
    }

    /// Whether a version is one of them.
    pub(super) const fn include(self, version: u8) -> bool {
        self.oldest <= version && version <= self.newest
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { oldest, newest } = self;
        if oldest == newest {
            return newest.fmt(f);
        }
        write!(f, "{oldest} to {newest}")
    }
}
