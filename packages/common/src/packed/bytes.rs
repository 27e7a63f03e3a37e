//! The fields of records and keys, written and read.

use cosmwasm_std::{CanonicalAddr, Uint128, Uint256};

use super::error::PackedError;
use crate::number::byte_count;

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
        let len = byte_count(bytes.len());
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
    /// Reads a packed key or a whole record, whose kind is named for errors.
    pub const fn of_key(record: &'static str, key: &'a [u8]) -> Self {
        Self { record, rest: key }
    }

    /// This number of bytes.
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

    /// Bytes after a length byte.
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
