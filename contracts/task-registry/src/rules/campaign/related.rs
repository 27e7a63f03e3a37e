//! Accounts that may take no seat in a campaign.

use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// Marks the requester, or an account related to them; the key says whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related;

impl Packed for Related {
    const RECORD: &'static str = "related account";
    const VERSION: u8 = 1;

    fn write(&self, _: &mut Writer) {}

    fn read(_: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self)
    }
}
