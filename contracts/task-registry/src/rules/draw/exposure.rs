//! Exposure: a labeler's stake for their tickets and unsettled seats, in one denom over all
//! campaigns. What is exposed cannot unbond; a penalty leaves stake and exposure together.

use cosmwasm_std::{OverflowError, Uint128};
use pasar_common::packed::{Packed, PackedError, Reader, Writer};

/// What a labeler has exposed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// For tickets and unsettled seats.
    pub amount: Uint128,
}

impl Exposure {
    /// Frees the stake that was exposed for a number of seats.
    ///
    /// # Errors
    /// [`OverflowError`] where less is exposed; every seat is exposed once and freed once.
    pub fn free(&mut self, seats: u32, seat_stake: Uint128) -> Result<(), OverflowError> {
        let freed = seat_stake.checked_mul(Uint128::from(seats))?;
        self.amount = self.amount.checked_sub(freed)?;
        Ok(())
    }
}

impl Packed for Exposure {
    const RECORD: &'static str = "exposure";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.amount);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            amount: from.amount()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back() {
        let exposure = Exposure {
            amount: Uint128::new(77),
        };
        assert_eq!(Exposure::from_bytes(&exposure.to_bytes()), Ok(exposure));
    }
}
