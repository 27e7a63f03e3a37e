//! What a staker's stake earned, epoch by epoch.

use cosmwasm_std::{OverflowError, Uint128, Uint256};
use pasar_common::label_escrow::FEE_UNIT;

/// Stake that did not change for some epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first epoch.
    pub from: u32,
    /// The epoch after its last.
    pub until: u32,
    /// The stake.
    pub stake: Uint128,
}

/// Epochs of a staker that are over, in stretches of equal stake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Ascending, without gaps.
    pub stretches: Vec<Stretch>,
    /// Whether more epochs are over than these.
    pub is_cut: bool,
}

impl Past {
    /// The past of a staker with these stakes, each from its epoch on, as of the epoch that runs; at
    /// most `most` stretches.
    pub fn of(stakes: &[(u32, Uint128)], epoch: u32, most: usize) -> Self {
        let ends = stakes.iter().skip(1).map(|(from, _)| *from);
        let ends = ends.chain(core::iter::once(epoch));
        let mut stretches: Vec<Stretch> = stakes
            .iter()
            .zip(ends)
            .map(|(&(from, stake), until)| Stretch {
                from,
                until: until.min(epoch),
                stake,
            })
            .filter(|stretch| stretch.from < stretch.until)
            .collect();
        let is_cut = stretches.len() > most;
        stretches.truncate(most);
        Self { stretches, is_cut }
    }

    /// The epochs at whose starts the index of fees is needed, ascending.
    pub fn epochs(&self) -> Vec<u32> {
        let first = self.stretches.first().map(|stretch| stretch.from);
        let ends = self.stretches.iter().map(|stretch| stretch.until);
        first.into_iter().chain(ends).collect()
    }

    /// What the stretches earned in a denom with this index at the start of each of [`Past::epochs`], in
    /// parts of [`FEE_UNIT`].
    pub fn earned(&self, indexes: &[Uint256]) -> Result<Uint256, OverflowError> {
        let ends = indexes.iter().skip(1);
        let mut earned = Uint256::zero();
        for (stretch, (from, until)) in self.stretches.iter().zip(indexes.iter().zip(ends)) {
            let gain = until.checked_sub(*from)?;
            earned = earned.checked_add(gain.checked_mul(stretch.stake.into())?)?;
        }
        Ok(earned)
    }

    /// The epoch up to which they are worked off.
    pub fn until(&self) -> Option<u32> {
        self.stretches.last().map(|stretch| stretch.until)
    }

    /// Stake in the last of them.
    pub fn last_stake(&self) -> Uint128 {
        self.stretches
            .last()
            .map_or(Uint128::zero(), |stretch| stretch.stake)
    }
}

/// Whole units in an amount of parts of [`FEE_UNIT`].
pub fn whole_units(parts: Uint256) -> Result<Uint128, OverflowError> {
    let units = parts
        .checked_div(FEE_UNIT.into())
        .ok()
        .and_then(|units| Uint128::try_from(units).ok());
    units.ok_or_else(|| OverflowError::new(cosmwasm_std::OverflowOperation::Mul))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stakes(of: &[(u32, u128)]) -> Vec<(u32, Uint128)> {
        of.iter()
            .map(|&(from, stake)| (from, stake.into()))
            .collect()
    }

    #[test]
    fn the_past_ends_with_the_epoch_that_runs() {
        let all = stakes(&[(2, 10), (5, 0), (6, 7), (9, 3)]);
        let past = Past::of(&all, 8, 9);
        assert_eq!(past.epochs(), [2, 5, 6, 8]);
        assert!(!past.is_cut);
        assert_eq!((past.until(), past.last_stake().u128()), (Some(8), 7));
        assert_eq!(Past::of(&all, 2, 9), Past::default());
        let cut = Past::of(&all, 8, 2);
        assert_eq!((cut.epochs(), cut.is_cut), (vec![2, 5, 6], true));
        assert_eq!(Past::of(&[], 8, 2).until(), None);
    }

    #[test]
    fn each_stretch_earns_by_its_stake() {
        let past = Past::of(&stakes(&[(2, 10), (5, 0), (6, 7)]), 8, 9);
        let indexes = [1u32, 4, 100, 103].map(Uint256::from);
        assert_eq!(past.earned(&indexes), Ok(Uint256::from(10u32 * 3 + 7 * 3)));
        assert!(past
            .earned(&[Uint256::from(2u32), Uint256::from(1u32)])
            .is_err());
    }
}
