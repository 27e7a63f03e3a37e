//! Small binary records for the hot path, where JSON would cost 30 gas a byte: one version byte,
//! then fixed-width big-endian fields. Keys are one-byte namespaces (as cw-storage-plus lays
//! maps out) and one packed key of fixed-width or length-prefixed parts.

use core::marker::PhantomData;

use cosmwasm_std::{
    storage_keys::namespace_with_key, CanonicalAddr, Order, Storage, Uint128, Uint256,
};
use cw_storage_plus::{range_with_prefix, RawBound};

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
        /// The version that this code reads.
        wanted: u8,
    },
    /// Returned when a record ends early, or goes on behind its last field.
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

/// A record with a binary form.
pub trait Packed: Sized {
    /// What it describes, for errors.
    const RECORD: &'static str;
    /// Its version byte.
    const VERSION: u8;

    /// Writes the fields behind the version byte.
    fn write(&self, to: &mut Writer);

    /// Reads the fields behind the version byte.
    ///
    /// # Errors
    /// [`PackedError`] where the bytes are not what [`Packed::write`] wrote.
    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError>;

    /// The record's bytes.
    fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer(vec![Self::VERSION]);
        self.write(&mut to);
        to.0
    }

    /// The record of these bytes.
    ///
    /// # Errors
    /// [`PackedError`] where version, length or a field is unknown.
    fn from_bytes(bytes: &[u8]) -> Result<Self, PackedError> {
        let mut from = Reader {
            record: Self::RECORD,
            rest: bytes,
        };
        let found = from.u8()?;
        if found != Self::VERSION {
            let (record, wanted) = (Self::RECORD, Self::VERSION);
            return Err(PackedError::Version {
                record,
                found,
                wanted,
            });
        }
        let value = Self::read(&mut from)?;
        match from.rest.len() {
            0 => Ok(value),
            found => Err(PackedError::Length {
                record: Self::RECORD,
                found,
            }),
        }
    }
}

/// Collects the bytes of a record or key.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// One byte.
    pub fn u8(&mut self, value: u8) -> &mut Self {
        self.bytes(&[value])
    }

    /// Two bytes.
    pub fn u16(&mut self, value: u16) -> &mut Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Four bytes.
    pub fn u32(&mut self, value: u32) -> &mut Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Four bytes, two's complement.
    pub fn i32(&mut self, value: i32) -> &mut Self {
        self.bytes(&value.to_be_bytes())
    }

    /// Five bytes, for times in seconds and block heights; what is larger is cut to the largest.
    pub fn u40(&mut self, value: u64) -> &mut Self {
        let [_, _, _, bytes @ ..] = value.min((1 << 40) - 1).to_be_bytes();
        self.bytes(&bytes)
    }

    /// Eight bytes.
    pub fn u64(&mut self, value: u64) -> &mut Self {
        self.bytes(&value.to_be_bytes())
    }

    /// A number that is mostly small: seven bits a byte, low ones first, the highest bit where more
    /// follow (LEB128).
    pub fn varint(&mut self, mut value: u64) -> &mut Self {
        while let (low, rest @ 1..) = (value & 0x7f, value >> 7u32) {
            self.u8(u8::try_from(low | 0x80).unwrap_or(u8::MAX));
            value = rest;
        }
        self.u8(u8::try_from(value).unwrap_or(u8::MAX))
    }

    /// An amount: a length byte, then its bytes without leading zeros.
    pub fn amount(&mut self, value: Uint128) -> &mut Self {
        let bytes = value.to_be_bytes();
        let zeros = bytes.iter().take_while(|&&b| b == 0).count();
        self.short(bytes.get(zeros..).unwrap_or_default())
    }

    /// A wide amount, in the same form.
    pub fn wide(&mut self, value: Uint256) -> &mut Self {
        let bytes = value.to_be_bytes();
        let zeros = bytes.iter().take_while(|&&b| b == 0).count();
        self.short(bytes.get(zeros..).unwrap_or_default())
    }

    /// A length byte, then at most 255 bytes.
    pub fn short(&mut self, bytes: &[u8]) -> &mut Self {
        let len = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
        self.u8(len)
            .bytes(bytes.get(..usize::from(len)).unwrap_or_default())
    }

    /// An address: a length byte, then the canonical address.
    pub fn address(&mut self, address: &CanonicalAddr) -> &mut Self {
        self.short(address)
    }

    /// Bytes as they are; only last in a record, or of fixed width.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// What was written.
    pub fn take(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.0)
    }
}

/// Starts a packed key.
pub fn key() -> Writer {
    Writer::default()
}

/// Reads the fields of a record in the order they were written.
pub struct Reader<'a> {
    record: &'static str,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads a packed key, whose kind is named for errors.
    pub const fn of_key(record: &'static str, key: &'a [u8]) -> Self {
        Self { record, rest: key }
    }

    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], PackedError> {
        match self.rest.split_at_checked(count) {
            Some((head, rest)) => {
                self.rest = rest;
                Ok(head)
            }
            None => Err(self.missing(count)),
        }
    }

    /// All bytes that are left.
    pub fn rest(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.rest)
    }

    /// Whether every byte was read.
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, PackedError> {
        self.array().map(u8::from_be_bytes)
    }

    /// Two bytes.
    pub fn u16(&mut self) -> Result<u16, PackedError> {
        self.array().map(u16::from_be_bytes)
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Result<u32, PackedError> {
        self.array().map(u32::from_be_bytes)
    }

    /// Four bytes, two's complement.
    pub fn i32(&mut self) -> Result<i32, PackedError> {
        self.array().map(i32::from_be_bytes)
    }

    /// Five bytes.
    pub fn u40(&mut self) -> Result<u64, PackedError> {
        let [a, b, c, d, e] = self.array()?;
        Ok(u64::from_be_bytes([0, 0, 0, a, b, c, d, e]))
    }

    /// Eight bytes.
    pub fn u64(&mut self) -> Result<u64, PackedError> {
        self.array().map(u64::from_be_bytes)
    }

    /// What [`Writer::varint`] wrote, at most ten bytes.
    pub fn varint(&mut self) -> Result<u64, PackedError> {
        let mut value = 0u64;
        for shift in (0u32..64).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.unknown(0x80))
    }

    /// An amount.
    pub fn amount(&mut self) -> Result<Uint128, PackedError> {
        let bytes = self.short()?;
        if bytes.len() > 16 {
            return Err(PackedError::Length {
                record: self.record,
                found: bytes.len(),
            });
        }
        Ok(bytes
            .iter()
            .fold(0u128, |value, &b| value << 8 | u128::from(b))
            .into())
    }

    /// A wide amount.
    pub fn wide(&mut self) -> Result<Uint256, PackedError> {
        let bytes = self.short()?;
        let mut whole = [0; 32];
        match whole.len().checked_sub(bytes.len()) {
            Some(zeros) => {
                let digits = whole.iter_mut().skip(zeros);
                digits.zip(bytes).for_each(|(digit, &byte)| *digit = byte);
                Ok(Uint256::from_be_bytes(whole))
            }
            None => Err(PackedError::Length {
                record: self.record,
                found: bytes.len(),
            }),
        }
    }

    /// Bytes behind a length byte.
    pub fn short(&mut self) -> Result<&'a [u8], PackedError> {
        let len = self.u8()?;
        self.bytes(usize::from(len))
    }

    /// An address.
    pub fn address(&mut self) -> Result<CanonicalAddr, PackedError> {
        self.short().map(CanonicalAddr::from)
    }

    /// An array of fixed width.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], PackedError> {
        self.bytes(N)?.try_into().map_err(|_| self.missing(N))
    }

    /// The error of a tag that is never written.
    pub const fn unknown(&self, found: u8) -> PackedError {
        PackedError::Tag {
            record: self.record,
            found,
        }
    }

    fn missing(&self, count: usize) -> PackedError {
        let found = count.saturating_sub(self.rest.len());
        PackedError::Length {
            record: self.record,
            found,
        }
    }
}

/// A map of packed records under a one-byte namespace.
pub struct PackedMap<T> {
    namespace: &'static str,
    record: PhantomData<T>,
}

impl<T: Packed> PackedMap<T> {
    /// The map of a namespace.
    pub const fn new(namespace: &'static str) -> Self {
        Self {
            namespace,
            record: PhantomData,
        }
    }

    /// The whole storage key.
    pub fn key(&self, key: &[u8]) -> Vec<u8> {
        namespace_with_key(&[self.namespace.as_bytes()], key)
    }

    /// The record, if there is one.
    ///
    /// # Errors
    /// [`PackedError`] where it cannot be read.
    pub fn may_load(&self, store: &dyn Storage, key: &[u8]) -> Result<Option<T>, PackedError> {
        store
            .get(&self.key(key))
            .map(|bytes| T::from_bytes(&bytes))
            .transpose()
    }

    /// The record, which must exist.
    ///
    /// # Errors
    /// [`PackedError`] where it does not exist or cannot be read.
    pub fn load(&self, store: &dyn Storage, key: &[u8]) -> Result<T, PackedError> {
        self.may_load(store, key)?
            .ok_or(PackedError::Missing { record: T::RECORD })
    }

    /// Whether there is a record.
    pub fn has(&self, store: &dyn Storage, key: &[u8]) -> bool {
        store.get(&self.key(key)).is_some()
    }

    /// Writes the record.
    pub fn save(&self, store: &mut dyn Storage, key: &[u8], record: &T) {
        store.set(&self.key(key), &record.to_bytes());
    }

    /// Deletes the record.
    pub fn remove(&self, store: &mut dyn Storage, key: &[u8]) {
        store.remove(&self.key(key));
    }

    /// The records whose keys begin with `prefix`, in ascending order, from behind `start_after`;
    /// keys come without the prefix. The caller bounds the number it takes.
    pub fn range<'a>(
        &self,
        store: &'a dyn Storage,
        prefix: &[u8],
        start_after: Option<Vec<u8>>,
    ) -> impl Iterator<Item = Result<(Vec<u8>, T), PackedError>> + 'a
    where
        T: 'a,
    {
        let start = start_after.map(RawBound::Exclusive);
        range_with_prefix(store, &self.key(prefix), start, None, Order::Ascending)
            .map(|(key, bytes)| T::from_bytes(&bytes).map(|record| (key, record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[derive(Debug, PartialEq)]
    struct Sample(u8, u64, Uint128);

    impl Packed for Sample {
        const RECORD: &'static str = "sample";
        const VERSION: u8 = 1;

        fn write(&self, to: &mut Writer) {
            to.u8(self.0).u40(self.1).amount(self.2);
        }

        fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
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
            wanted: 1,
        };
        assert_eq!(Sample::from_bytes(&[2, 0]), Err(error));
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
    fn a_range_stays_within_its_prefix_and_resumes_behind_a_key() {
        const MAP: PackedMap<Sample> = PackedMap::new("m");
        let mut store = MockStorage::new();
        for (campaign, task) in [(1, 1), (1, 2), (1, 3), (2, 1)] {
            let sample = Sample(1, 2, 3u128.into());
            MAP.save(&mut store, &key().u32(campaign).u32(task).take(), &sample);
        }
        let behind = Some(key().u32(1).take());
        let found: Vec<_> = MAP
            .range(&store, &key().u32(1).take(), behind)
            .map(|entry| entry.unwrap().0)
            .collect();
        assert_eq!(found, [key().u32(2).take(), key().u32(3).take()]);
    }
}
