//! The stake of reward tokens that shares fees: one record of reputation-staking, which the escrow reads by
//! its raw key.

use cosmwasm_std::{OverflowError, Uint128};

use crate::packed::{Packed, PackedError, PackedMap, Reader, Writer};

/// reputation-staking: the stake that shares fees; one record, under an empty key.
pub const FEE_POOL: PackedMap<FeePool> = PackedMap::new("p");

/// The stake of reward tokens that shares fees. What changes in an epoch counts from the next one, so the
/// fees of an epoch are shared by the stake at its start, whatever happens in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeePool {
    /// Epoch of the last change.
    pub epoch: u32,
    /// Stake at its start.
    pub active: Uint128,
    /// Stake now, which is that at the start of later epochs.
    pub next: Uint128,
    /// Least stake that shares fees.
    pub min: Uint128,
}

impl FeePool {
    /// The stake at the start of an epoch that is not over before the last change.
    pub const fn at(&self, epoch: u32) -> Uint128 {
        if epoch > self.epoch {
            self.next
        } else {
            self.active
        }
    }

    /// The stake that shares the fees of such an epoch: none where it is less than the least.
    pub fn earning(&self, epoch: u32) -> Uint128 {
        let stake = self.at(epoch);
        if stake < self.min {
            return Uint128::zero();
        }
        stake
    }

    /// Changes a part of the stake, in the epoch that runs.
    ///
    /// # Errors
    /// [`OverflowError`] where more would leave than there is.
    pub fn change(&mut self, epoch: u32, from: Uint128, to: Uint128) -> Result<(), OverflowError> {
        self.active = self.at(epoch);
        self.epoch = self.epoch.max(epoch);
        self.next = self.next.checked_sub(from)?.checked_add(to)?;
        Ok(())
    }
}

impl Packed for FeePool {
    const RECORD: &'static str = "fee pool";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.epoch).amount(self.active);
        to.amount(self.next).amount(self.min);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            epoch: from.u32()?,
            active: from.amount()?,
            next: from.amount()?,
            min: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: u128) -> Uint128 {
        Uint128::new(value)
    }

    #[test]
    fn the_pool_is_frozen() {
        let pool = FeePool {
            epoch: 4,
            active: amount(258),
            next: amount(3),
            min: amount(0),
        };
        let bytes = [1, 0, 0, 0, 4, 2, 1, 2, 1, 3, 0];
        assert_eq!(pool.to_bytes(), bytes);
        assert_eq!(FeePool::from_bytes(&bytes), Ok(pool));
        assert_eq!(FEE_POOL.key(&[]), b"\x00\x01p");
    }

    #[test]
    fn an_epoch_is_shared_by_the_stake_at_its_start() {
        let mut pool = FeePool {
            min: amount(10),
            ..FeePool::default()
        };
        pool.change(3, amount(0), amount(9)).unwrap();
        assert_eq!([3, 4].map(|epoch| pool.at(epoch).u128()), [0, 9]);
        assert!(pool.earning(4).is_zero(), "less than the least");
        pool.change(5, amount(9), amount(30)).unwrap();
        pool.change(5, amount(30), amount(12)).unwrap();
        assert_eq!([5, 6, 7].map(|epoch| pool.at(epoch).u128()), [9, 12, 12]);
        assert_eq!(pool.earning(7), amount(12));
        assert!(pool.change(6, amount(13), amount(0)).is_err());
    }
}
