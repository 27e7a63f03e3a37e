//! Small binary records for the hot path, where JSON would cost 30 gas a byte: one version byte,
//! then fixed-width big-endian fields. Keys are one-byte namespaces (as cw-storage-plus lays
//! maps out) and one packed key of fixed-width or length-prefixed parts.
//!
//! # How a record gets a new version
//!
//! A contract that is migrated finds records of its past; nothing rewrites them all. So a version
//! is added, and none is replaced:
//!
//! 1. Raise [`Packed::VERSION`], and set [`Packed::OLDEST`] to the oldest version that storage may
//!    still hold, which is 1 unless a migration rewrote the records.
//! 2. [`Packed::write`] writes the new version only. A record moves to it when it is saved next.
//! 3. [`Packed::read`] is told which version it reads. What an older version does not have gets the
//!    value that means the same as its absence, e.g. `if version < 2 { 0 } else { from.u32()? }`.
//! 4. The test of the record's bytes keeps the old bytes and what they read as, and adds the new.
//! 5. Where another contract or a client reads the record by its raw key (see [`crate::raw`]), the
//!    reader is migrated before the writer.

mod bytes;
mod error;
mod map;
mod record;

pub use bytes::{key, Reader, Writer};
pub use error::{PackedError, Versions};
pub use map::{PackedKey, PackedMap};
pub use record::Packed;

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::{testing::MockStorage, CanonicalAddr, Uint128, Uint256};

    #[derive(Debug, PartialEq)]
    struct Sample(u8, u64, Uint128);

    impl Packed for Sample {
        const RECORD: &'static str = "sample";
        const VERSION: u8 = 1;

        fn write(&self, to: &mut Writer) {
            to.u8(self.0).u40(self.1).amount(self.2);
        }

        fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
            Ok(Self(from.u8()?, from.u40()?, from.amount()?))
        }
    }

    #[test]
    fn a_record_reads_back() {
        for amount in [0, 1, 255, 256, u128::MAX] {
            let sample = Sample(7, 1 << 39, amount.into());
            assert_eq!(Sample::from_bytes(&sample.to_bytes()), Ok(sample));
        }
    }

    #[test]
    fn a_wide_amount_reads_back() {
        for value in [Uint256::zero(), Uint256::from(256u32), Uint256::MAX] {
            let bytes = key().wide(value).take();
            assert_eq!(Reader::of_key("wide", &bytes).wide(), Ok(value));
        }
        assert_eq!(key().wide(Uint256::from(258u32)).take(), [2, 1, 2]);
        assert!(Reader::of_key("wide", &[33; 34]).wide().is_err());
    }

    #[test]
    fn a_small_number_takes_few_bytes() {
        for (value, bytes) in [(0, 1), (127, 1), (128, 2), (300, 2), (u64::MAX, 10)] {
            let written = key().varint(value).take();
            assert_eq!(written.len(), bytes, "{value}");
            assert_eq!(Reader::of_key("number", &written).varint(), Ok(value));
        }
        assert!(Reader::of_key("number", &[0x80; 11]).varint().is_err());
        assert!(Reader::of_key("number", &[0x80]).varint().is_err());
    }

    #[test]
    fn an_unknown_version_is_an_error() {
        let error = PackedError::Version {
            record: "sample",
            found: 2,
            wanted: Versions::only(1),
        };
        assert_eq!(error.to_string(), "sample record has version 2, expected 1");
        assert_eq!(Sample::from_bytes(&[2, 0]), Err(error));
    }

    /// [`Sample`] after its last field came to it in version 2, and the time was widened in 3.
    #[derive(Debug, PartialEq)]
    struct Grown(u8, u64, Uint128);

    impl Packed for Grown {
        const RECORD: &'static str = "grown";
        const VERSION: u8 = 3;
        const OLDEST: u8 = 1;

        fn write(&self, to: &mut Writer) {
            to.u8(self.0).u64(self.1).amount(self.2);
        }

        fn read(from: &mut Reader<'_>, version: u8) -> Result<Self, PackedError> {
            Ok(Self(
                from.u8()?,
                if version < 3 {
                    from.u40()?
                } else {
                    from.u64()?
                },
                if version < 2 {
                    Uint128::zero()
                } else {
                    from.amount()?
                },
            ))
        }
    }

    #[test]
    fn every_version_since_the_oldest_reads_and_the_newest_is_written() {
        let first = [1, 7, 0, 0, 0, 0, 9];
        let second = [2, 7, 0, 0, 0, 0, 9, 1, 5];
        let third = [3, 7, 0, 0, 0, 0, 0, 0, 0, 9, 1, 5];
        let grown = Grown(7, 9, 5u128.into());
        assert_eq!(grown.to_bytes(), third);
        assert_eq!(Grown::from_bytes(&first), Ok(Grown(7, 9, 0u128.into())));
        for bytes in [&second[..], &third] {
            assert_eq!(Grown::from_bytes(bytes).as_ref(), Ok(&grown));
        }
        for unknown in [0, 4] {
            let error = Grown::from_bytes(&[unknown, 7]).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("grown record has version {unknown}, expected 1 to 3")
            );
        }
        // A field of a version that did not have it yet is left over, not taken for another.
        assert!(Grown::from_bytes(&[1, 7, 0, 0, 0, 0, 9, 1, 5]).is_err());
    }

    #[test]
    fn a_key_of_parts_is_what_its_parts_write() {
        const BY_HAND: PackedMap<Sample> = PackedMap::new("m");
        const TYPED: PackedMap<Sample, (u32, CanonicalAddr)> = PackedMap::new("m");
        let account = CanonicalAddr::from([7; 2]);
        let by_hand = BY_HAND.key(&key().u32(9).address(&account).take());
        assert_eq!(by_hand, b"\x00\x01m\x00\x00\x00\x09\x02\x07\x07");
        assert_eq!(TYPED.key(&(9, account)), by_hand);
        assert_eq!(TYPED.namespace(), "m");
    }

    #[test]
    fn a_cut_or_longer_record_is_an_error() {
        let bytes = Sample(7, 9, 5u128.into()).to_bytes();
        for cut in 0..bytes.len() {
            assert!(Sample::from_bytes(&bytes[..cut]).is_err());
        }
        assert!(Sample::from_bytes(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn a_range_stays_within_its_prefix_and_resumes_after_a_key() {
        const MAP: PackedMap<Sample> = PackedMap::new("m");
        let mut store = MockStorage::new();
        for (campaign, task) in [(1, 1), (1, 2), (1, 3), (2, 1)] {
            let sample = Sample(1, 2, 3u128.into());
            MAP.save(&mut store, &key().u32(campaign).u32(task).take(), &sample);
        }
        let start_after = Some(key().u32(1).take());
        let found: Vec<_> = MAP
            .range(&store, &key().u32(1).take(), start_after)
            .map(|entry| entry.unwrap().0)
            .collect();
        assert_eq!(found, [key().u32(2).take(), key().u32(3).take()]);
        let last = |campaign: u32, up_to: u32| {
            let last = MAP.last(&store, &key().u32(campaign).take(), &up_to);
            last.unwrap().map(|entry| entry.0)
        };
        assert_eq!(last(1, 2), Some(key().u32(2).take()));
        assert_eq!(last(1, 9), Some(key().u32(3).take()));
        assert_eq!(last(1, 0), None);
    }
}
