//! Exposure: a labeler's stake behind his tickets and unsettled seats, in one denom over all
//! campaigns. What is exposed cannot unbond; a penalty leaves stake and exposure together.

use cosmwasm_std::Uint128;
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    ratio::{Bps, WHOLE_BPS},
};

/// What a labeler has exposed in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Behind tickets and unsettled seats.
    pub amount: Uint128,
    /// Commits missed in a row, over all campaigns with stakes in the denom.
    pub misses: u8,
}

impl Exposure {
    /// Gives back the exposure of so many seats.
    pub fn release(&mut self, seats: u32, seat_stake: Uint128) {
        let released = seat_stake.saturating_mul(Uint128::from(seats));
        self.amount = self.amount.saturating_sub(released);
    }

    /// Counts a missed commit and returns its penalty: the part `missed_commit` of the seat's
    /// stake, doubled for each miss in a row before, at most the seat's stake.
    pub fn miss(&mut self, seat_stake: Uint128, missed_commit: Bps) -> Uint128 {
        let doublings = u32::from(self.misses.min(14));
        let bps = u32::from(missed_commit.get()).saturating_mul(2u32.saturating_pow(doublings));
        self.misses = self.misses.saturating_add(1);
        let bps = u16::try_from(bps).map_or(Bps::WHOLE, |bps| Bps::new(bps.min(WHOLE_BPS)));
        bps.of(seat_stake)
    }
}

impl Packed for Exposure {
    const RECORD: &'static str = "exposure";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.amount).u8(self.misses);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            amount: from.amount()?,
            misses: from.u8()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_miss_costs_a_tenth_and_doubles_up_to_the_seat() {
        let mut exposure = Exposure::default();
        let stake = Uint128::new(1_000);
        let penalties: Vec<u128> = (0..300)
            .map(|_| exposure.miss(stake, Bps::new(1_000)).u128())
            .collect();
        assert_eq!(penalties[..5], [100, 200, 400, 800, 1_000]);
        assert!(penalties[5..].iter().all(|&penalty| penalty == 1_000));
    }

    #[test]
    fn a_record_reads_back() {
        let exposure = Exposure {
            amount: Uint128::new(77),
            misses: 3,
        };
        assert_eq!(Exposure::from_bytes(&exposure.to_bytes()), Ok(exposure));
    }
}
