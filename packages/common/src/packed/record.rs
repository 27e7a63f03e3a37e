//! Records and their bytes.

use pasar_formats::item_set::ItemSet;

use super::{
    bytes::{Reader, Writer},
    error::{PackedError, Versions},
};

/// A record with a binary form.
pub trait Packed: Sized {
    /// What it describes, for errors.
    const RECORD: &'static str;
    /// The version that is written, as the record's first byte.
    const VERSION: u8;
    /// The oldest version that can be read.
    const OLDEST: u8 = Self::VERSION;

    /// Writes the fields after the version byte.
    fn write(&self, to: &mut Writer);

    /// Reads the fields after the version byte, which says `version`: at least [`Packed::OLDEST`],
    /// at most [`Packed::VERSION`].
    ///
    /// # Errors
    /// [`PackedError`] where the bytes are not what that version's [`Packed::write`] wrote.
    fn read(from: &mut Reader<'_>, version: u8) -> Result<Self, PackedError>;

    /// The record's bytes.
    fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.u8(Self::VERSION);
        self.write(&mut to);
        to.take()
    }

    /// The record of these bytes.
    ///
    /// # Errors
    /// [`PackedError`] where version, length or a field is unknown.
    fn from_bytes(bytes: &[u8]) -> Result<Self, PackedError> {
        let mut from = Reader::of_key(Self::RECORD, bytes);
        let found = from.u8()?;
        let wanted = Versions {
            oldest: Self::OLDEST,
            newest: Self::VERSION,
        };
        if !wanted.include(found) {
            return Err(PackedError::Version {
                record: Self::RECORD,
                found,
                wanted,
            });
        }
        let value = Self::read(&mut from, found)?;
        match from.rest().len() {
            0 => Ok(value),
            found => Err(PackedError::Length {
                record: Self::RECORD,
                found,
            }),
        }
    }
}

impl Packed for ItemSet {
    const RECORD: &'static str = "item set";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self::stored(from.rest().to_vec()))
    }
}
