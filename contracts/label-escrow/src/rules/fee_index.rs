//! What a staked reward token earns of a denom's fees, epoch by epoch.

use cosmwasm_std::{OverflowError, Uint128, Uint256};
use pasar_common::{
    label_escrow::FEE_UNIT,
    packed::{Packed, PackedError, Reader, Writer},
};

/// The stakers' half of a denom's fees before an epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeeIndex {
    /// All of it.
    pub accrued: Uint128,
    /// What one staked unit got of it, in parts of [`FEE_UNIT`].
    pub per_unit: Uint256,
    /// What did not divide, for the next epoch.
    pub rest: Uint128,
}

impl FeeIndex {
    /// The index after an epoch whose fees were shared by this stake, with all fees until its end.
    pub fn after(self, accrued: Uint128, stake: Uint128) -> Result<Self, OverflowError> {
        let fees = accrued
            .checked_sub(self.accrued)?
            .full_mul(FEE_UNIT)
            .checked_add(self.rest.into())?;
        let stake = Uint256::from(stake);
        let part = fees.checked_div(stake).map_err(|_| too_much())?;
        let rest = fees.checked_sub(part.checked_mul(stake)?)?;
        Ok(Self {
            accrued,
            per_unit: self.per_unit.checked_add(part)?,
            rest: Uint128::try_from(rest).map_err(|_| too_much())?,
        })
    }
}

/// Stands for a division by no stake, which no epoch with an index has.
fn too_much() -> OverflowError {
    OverflowError::new(cosmwasm_std::OverflowOperation::Mul)
}

impl Packed for FeeIndex {
    const RECORD: &'static str = "fee index";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.accrued)
            .wide(self.per_unit)
            .amount(self.rest);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            accrued: from.amount()?,
            per_unit: from.wide()?,
            rest: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_frozen() {
        let index = FeeIndex {
            accrued: Uint128::new(5),
            per_unit: Uint256::from(258u32),
            rest: Uint128::zero(),
        };
        let bytes = [1, 1, 5, 2, 1, 2, 0];
        assert_eq!(index.to_bytes(), bytes);
        assert_eq!(FeeIndex::from_bytes(&bytes), Ok(index));
    }

    #[test]
    fn what_does_not_divide_is_shared_in_the_next_epoch() {
        let mut index = FeeIndex::default();
        for (accrued, stake) in [(100u128, 3u128), (200, 7), (1_000, 3)] {
            index = index.after(accrued.into(), stake.into()).unwrap();
            assert!(index.rest.u128() < stake);
        }
        // 100 by 3, 100 by 7 and 800 by 3, of which no part is lost.
        let exact = (100 + 800) * (FEE_UNIT.u128() / 3) + 100 * (FEE_UNIT.u128() / 7);
        let found = Uint128::try_from(index.per_unit).unwrap().u128();
        assert!(found.abs_diff(exact) < 1_000, "{found} and {exact}");
        assert!(FeeIndex::default()
            .after(1u128.into(), 0u128.into())
            .is_err());
    }
}
