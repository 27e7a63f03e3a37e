//! Amounts as records of their own.

use cosmwasm_std::{Storage, Uint128, Uint256};

use crate::packed::{Packed, PackedError, PackedKey, PackedMap, Reader, Writer};

/// An amount by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredAmount(pub Uint128);

impl Packed for StoredAmount {
    const RECORD: &'static str = "amount";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.0);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        from.amount().map(Self)
    }
}

/// An amount of up to 256 bits by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WideAmount(pub Uint256);

impl Packed for WideAmount {
    const RECORD: &'static str = "wide amount";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.wide(self.0);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        from.wide().map(Self)
    }
}

impl<K: PackedKey + ?Sized> PackedMap<StoredAmount, K> {
    /// The amount; 0 where there is no record.
    ///
    /// # Errors
    /// [`PackedError`] where the record cannot be read.
    pub fn amount(&self, store: &dyn Storage, key: &K) -> Result<Uint128, PackedError> {
        Ok(self.may_load(store, key)?.unwrap_or_default().0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_frozen() {
        let amount = StoredAmount(Uint128::new(258));
        assert_eq!(amount.to_bytes(), [1, 2, 1, 2]);
        assert_eq!(StoredAmount::from_bytes(&[1, 2, 1, 2]), Ok(amount));
        assert_eq!(
            StoredAmount::from_bytes(&[1, 0]),
            Ok(StoredAmount::default())
        );
        let wide = WideAmount(Uint256::from(1u8) << 128);
        let bytes = [&[1, 17, 1][..], &[0; 16]].concat();
        assert_eq!(wide.to_bytes(), bytes);
        assert_eq!(WideAmount::from_bytes(&bytes), Ok(wide));
        assert!(StoredAmount::from_bytes(&bytes).is_err());
    }
}
