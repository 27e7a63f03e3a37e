//! Bytes as they came or were packed: opened gold, and verdicts.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// A record that is only bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Packed for Bytes {
    const RECORD: &'static str = "bytes";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self(from.rest().to_vec()))
    }
}
