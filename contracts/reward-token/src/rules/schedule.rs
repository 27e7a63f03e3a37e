//! The emission's schedule, as pure rules.
//!
//! `budget(epoch) = first x (keep / 10 000)^epoch`. The power is computed in 63 binary places by
//! repeated squaring, rounded down at each step: a budget is never above the exact one, so all of them
//! together stay below `first x 10 000 / (10 000 - keep)`.

use cosmwasm_std::{Addr, Uint128};
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    ratio::{Bps, WHOLE_BPS},
};

/// One, in 63 binary places: the product of two such numbers has at most 126.
const ONE: u128 = 1 << 63;
/// `mint_per_point` is in millionths.
const MILLION: u128 = 1_000_000;

/// The emission's schedule; never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Address of label-escrow.
    pub label_escrow: Addr,
    /// Budget of epoch 0.
    pub first: Uint128,
    /// What each budget keeps of the one before.
    pub keep: Bps,
    /// Most that one point mints, in millionths.
    pub mint_per_point: Uint128,
}

impl Schedule {
    /// What all epochs together mint at most, rounded up; none where it exceeds 128 bits.
    pub fn all_budgets(&self) -> Option<Uint128> {
        let lost = WHOLE_BPS.saturating_sub(self.keep.get());
        self.first.checked_mul_ceil((WHOLE_BPS, lost)).ok()
    }

    /// Most that an epoch mints.
    pub fn budget(&self, epoch: u32) -> Uint128 {
        self.first.multiply_ratio(power(self.keep, epoch), ONE)
    }

    /// What this part of all points mints in an epoch.
    pub fn reward(&self, epoch: u32, points: Uint128, all: Uint128) -> Uint128 {
        let Ok(part) = self.budget(epoch).checked_multiply_ratio(points, all) else {
            // Without points there is nothing to share.
            return Uint128::zero();
        };
        let most = points.checked_multiply_ratio(self.mint_per_point, MILLION);
        part.min(most.unwrap_or(Uint128::MAX))
    }
}

/// A ratio to the power of a number, in 63 binary places, rounded down.
fn power(ratio: Bps, exponent: u32) -> u128 {
    let product = |a: u128, b: u128| a.saturating_mul(b) >> 63;
    let mut base = Uint128::new(ONE)
        .multiply_ratio(ratio.get(), WHOLE_BPS)
        .u128();
    let mut result = ONE;
    let mut left = exponent;
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, base);
        }
        base = product(base, base);
        left >>= 1;
    }
    result
}

impl Packed for Schedule {
    const RECORD: &'static str = "schedule";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.short(self.label_escrow.as_bytes()).amount(self.first);
        to.u16(self.keep.get()).amount(self.mint_per_point);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let label_escrow = String::from_utf8_lossy(from.short()?).into_owned();
        Ok(Self {
            label_escrow: trusted(label_escrow),
            first: from.amount()?,
            keep: Bps::new(from.u16()?),
            mint_per_point: from.amount()?,
        })
    }
}

/// An address that was checked before it was stored.
#[allow(clippy::disallowed_methods, reason = "checked before it was stored")]
fn trusted(address: String) -> Addr {
    Addr::unchecked(address)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "overflow fails the test")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schedule(first: u128, keep: u16, mint_per_point: u128) -> Schedule {
        Schedule {
            label_escrow: trusted("escrow".into()),
            first: first.into(),
            keep: Bps::new(keep),
            mint_per_point: mint_per_point.into(),
        }
    }

    #[test]
    fn budgets_shrink_by_the_ratio() {
        let half = schedule(1_000, 5_000, 0);
        let budgets = [0, 1, 2, 3, 9, 10, 63, 64, u32::MAX].map(|epoch| half.budget(epoch).u128());
        assert_eq!(budgets, [1_000, 500, 250, 125, 1, 0, 0, 0, 0]);
        let slow = schedule(1_000_000_000_000, 9_990, 0);
        assert_eq!(slow.budget(1).u128(), 999_000_000_000 - 1);
        assert_eq!(slow.budget(1_000).u128(), 367_695_424_770);
    }

    #[test]
    fn all_budgets_are_counted_or_too_many() {
        let all = |first, keep| schedule(first, keep, 0).all_budgets().map(|sum| sum.u128());
        assert_eq!(all(1_000, 5_000), Some(2_000));
        assert_eq!(all(1, 6_666), Some(3));
        assert_eq!(all(u128::MAX, 0), Some(u128::MAX));
        assert_eq!(all(u128::MAX, 9_999), None);
    }

    #[test]
    fn a_point_mints_its_part_of_the_budget_and_no_more_than_its_most() {
        let reward = |points: u128, all: u128, most| {
            let schedule = schedule(1_000, 5_000, most);
            schedule.reward(0, points.into(), all.into()).u128()
        };
        assert_eq!(reward(1, 3, u128::MAX), 333);
        assert_eq!(reward(1, 3, 5_000_000), 5);
        assert_eq!(reward(0, 0, 5_000_000), 0);
        assert_eq!(reward(u128::MAX, u128::MAX, u128::MAX), 1_000);
    }

    #[test]
    fn a_schedule_is_frozen() {
        let schedule = schedule(7, 9_000, 5);
        let bytes = b"\x01\x06escrow\x01\x07\x23\x28\x01\x05";
        assert_eq!(schedule.to_bytes(), bytes);
        assert_eq!(Schedule::from_bytes(bytes), Ok(schedule));
    }

    proptest! {
        /// The exact power of a fraction, by long multiplication of its numerator.
        #[test]
        fn a_budget_is_the_exact_one_rounded_down_or_one_unit_less(
            first in 0..1_000_000_000_000_000_000u128,
            keep in 0..10_000u16,
            epoch in 0..9u32,
        ) {
            // (keep / 10^4)^epoch has at most 36 digits above and below: 256 bits hold the product.
            let power = |base: u16| {
                (0..epoch).fold(cosmwasm_std::Uint256::one(), |all, _| {
                    all * cosmwasm_std::Uint256::from(base)
                })
            };
            let exact = cosmwasm_std::Uint256::from(first) * power(keep) / power(10_000);
            let budget = cosmwasm_std::Uint256::from(schedule(first, keep, 0).budget(epoch));
            prop_assert!(budget <= exact, "{budget} of {exact}");
            prop_assert!(exact - budget <= cosmwasm_std::Uint256::from(16u32));
        }

        #[test]
        fn all_budgets_together_stay_below_what_the_cap_was_checked_for(
            first in 0..u128::from(u64::MAX),
            keep in 0..=9_999u16,
        ) {
            let schedule = schedule(first, keep, 0);
            let sum: u128 = (0..3_000).map(|epoch| schedule.budget(epoch).u128()).sum();
            prop_assert!(sum <= schedule.all_budgets().unwrap().u128());
            let budgets = (0..300).map(|epoch| schedule.budget(epoch));
            prop_assert!(budgets.clone().zip(budgets.skip(1)).all(|(a, b)| b <= a));
        }

        #[test]
        fn rewards_together_stay_within_the_budget(
            points in prop::collection::vec(0..1_000_000_000u128, 1..20),
            first in 0..1_000_000_000_000u128,
            most in 0..10_000_000_000u128,
        ) {
            let schedule = schedule(first, 9_000, most);
            let all: u128 = points.iter().sum();
            let reward = |points: &u128| schedule.reward(3, (*points).into(), all.into()).u128();
            let minted: u128 = points.iter().map(reward).sum();
            prop_assert!(minted <= schedule.budget(3).u128());
            prop_assert!(minted * 1_000_000 <= all * most);
        }
    }
}
