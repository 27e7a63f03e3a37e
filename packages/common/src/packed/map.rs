//! Records in storage, by their keys.

use core::marker::PhantomData;

use cosmwasm_std::{storage_keys::namespace_with_key, CanonicalAddr, Order, Storage};
use cw_storage_plus::{range_with_prefix, RawBound};

use super::{bytes::Writer, error::PackedError, record::Packed};

/// What a [`PackedMap`] finds its records by. A key starts no other key of its map: its parts have
/// fixed widths or length bytes, but for the last.
pub trait PackedKey {
    /// Appends the key's bytes.
    fn write_key(&self, to: &mut Writer);
}

/// A key that was put together by hand, see [`key`].
impl PackedKey for [u8] {
    fn write_key(&self, to: &mut Writer) {
        to.bytes(self);
    }
}

impl PackedKey for u8 {
    fn write_key(&self, to: &mut Writer) {
        to.u8(*self);
    }
}

impl PackedKey for u16 {
    fn write_key(&self, to: &mut Writer) {
        to.u16(*self);
    }
}

impl PackedKey for u32 {
    fn write_key(&self, to: &mut Writer) {
        to.u32(*self);
    }
}

impl PackedKey for CanonicalAddr {
    fn write_key(&self, to: &mut Writer) {
        to.address(self);
    }
}

impl<A: PackedKey, B: PackedKey> PackedKey for (A, B) {
    fn write_key(&self, to: &mut Writer) {
        self.0.write_key(to);
        self.1.write_key(to);
    }
}

impl<K: PackedKey + ?Sized> PackedKey for &K {
    fn write_key(&self, to: &mut Writer) {
        K::write_key(self, to);
    }
}

/// A map of packed records under a one-byte namespace.
pub struct PackedMap<T, K: ?Sized = [u8]> {
    namespace: &'static str,
    record: PhantomData<T>,
    by: PhantomData<K>,
}

impl<T: Packed, K: PackedKey + ?Sized> PackedMap<T, K> {
    /// The map of a namespace.
    pub const fn new(namespace: &'static str) -> Self {
        Self {
            namespace,
            record: PhantomData,
            by: PhantomData,
        }
    }

    /// What the whole keys of all its records begin with, after a length that takes two bytes.
    pub const fn namespace(&self) -> &'static str {
        self.namespace
    }

    /// The whole storage key.
    pub fn key(&self, key: &K) -> Vec<u8> {
        let mut to = Writer::default();
        key.write_key(&mut to);
        self.whole(&to.take())
    }

    /// The record, if there is one.
    ///
    /// # Errors
    /// [`PackedError`] where it cannot be read.
    pub fn may_load(&self, store: &dyn Storage, key: &K) -> Result<Option<T>, PackedError> {
        store
            .get(&self.key(key))
            .map(|bytes| T::from_bytes(&bytes))
            .transpose()
    }

    /// The record, which must exist.
    ///
    /// # Errors
    /// [`PackedError`] where it does not exist or cannot be read.
    pub fn load(&self, store: &dyn Storage, key: &K) -> Result<T, PackedError> {
        self.may_load(store, key)?
            .ok_or(PackedError::Missing { record: T::RECORD })
    }

    /// Whether there is a record.
    pub fn has(&self, store: &dyn Storage, key: &K) -> bool {
        store.get(&self.key(key)).is_some()
    }

    /// Writes the record.
    pub fn save(&self, store: &mut dyn Storage, key: &K, record: &T) {
        store.set(&self.key(key), &record.to_bytes());
    }

    /// Deletes the record.
    pub fn remove(&self, store: &mut dyn Storage, key: &K) {
        store.remove(&self.key(key));
    }

    /// The records whose keys begin with `prefix`, in ascending order, from the one after
    /// `start_after`; keys come without the prefix. The caller bounds the number it takes.
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
        range_with_prefix(store, &self.whole(prefix), start, None, Order::Ascending)
            .map(|(key, bytes)| T::from_bytes(&bytes).map(|record| (key, record)))
    }

    /// The last record whose key begins with `prefix` and goes on with `up_to` or what is before it; its key
    /// comes without the prefix.
    ///
    /// # Errors
    /// [`PackedError`] where it cannot be read.
    pub fn last(
        &self,
        store: &dyn Storage,
        prefix: &[u8],
        up_to: &impl PackedKey,
    ) -> Result<Option<(Vec<u8>, T)>, PackedError> {
        let mut end = Writer::default();
        up_to.write_key(&mut end);
        let end = Some(RawBound::Inclusive(end.take()));
        range_with_prefix(store, &self.whole(prefix), None, end, Order::Descending)
            .next()
            .map(|(key, bytes)| T::from_bytes(&bytes).map(|record| (key, record)))
            .transpose()
    }

    fn whole(&self, key: &[u8]) -> Vec<u8> {
        namespace_with_key(&[self.namespace.as_bytes()], key)
    }
}
