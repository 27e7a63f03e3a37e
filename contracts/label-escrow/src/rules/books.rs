//! What is owed in a denom, and what its labels weigh in the emission.

use cosmwasm_std::Uint128;
use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// What is owed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Everything owed: reserves, pay, royalties, refunds, tips, fees and commons.
    pub liabilities: Uint128,
    /// Of this the stakers' half of the fees.
    pub stakers: Uint128,
    /// Of this what the commons will get.
    pub commons: Uint128,
    /// The stakers' half of all fees ever, whether they claimed it or not.
    pub accrued: Uint128,
}

impl Packed for Books {
    const RECORD: &'static str = "books";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.liabilities)
            .amount(self.stakers)
            .amount(self.commons)
            .amount(self.accrued);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            liabilities: from.amount()?,
            stakers: from.amount()?,
            commons: from.amount()?,
            accrued: from.amount()?,
        })
    }
}

/// Emission points of one unit of fee, in millionths. A change holds from the next epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// First epoch of the weight `after`.
    pub from: u32,
    /// The weight until then.
    pub before: u32,
    /// The weight from then on.
    pub after: u32,
}

impl Weight {
    /// The weight in an epoch that is not long past.
    pub const fn at(self, epoch: u32) -> u32 {
        if epoch < self.from {
            self.before
        } else {
            self.after
        }
    }

    /// The same with a new weight from the epoch after this one.
    pub const fn changed(self, epoch: u32, after: u32) -> Self {
        Self {
            from: epoch.saturating_add(1),
            before: self.at(epoch),
            after,
        }
    }
}

impl Packed for Weight {
    const RECORD: &'static str = "emission weight";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.from).u32(self.before).u32(self.after);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            from: from.u32()?,
            before: from.u32()?,
            after: from.u32()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_frozen() {
        let [three, two, one] = [3u128, 2, 1].map(Uint128::new);
        let books = Books {
            liabilities: three,
            stakers: two,
            commons: one,
            accrued: Uint128::new(258),
        };
        let bytes = [1, 1, 3, 1, 2, 1, 1, 2, 1, 2];
        assert_eq!(books.to_bytes(), bytes);
        assert_eq!(Books::from_bytes(&bytes), Ok(books));
        let weight = Weight::default().changed(4, 9);
        let bytes = [1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 9];
        assert_eq!(weight.to_bytes(), bytes);
        assert_eq!(Weight::from_bytes(&bytes), Ok(weight));
    }

    #[test]
    fn a_weight_changes_with_the_next_epoch() {
        let weight = Weight::default().changed(4, 9);
        assert_eq!([3, 4, 5, 6].map(|epoch| weight.at(epoch)), [0, 0, 9, 9]);
        // Changed twice in an epoch: the last word counts, and the epoch itself keeps its weight.
        let weight = weight.changed(6, 1).changed(6, 2);
        assert_eq!([6, 7].map(|epoch| weight.at(epoch)), [9, 2]);
    }
}
