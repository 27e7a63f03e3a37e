//! Ratios in basis points: 10 000 is the whole.

use core::fmt;

use cosmwasm_std::Uint128;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole, in basis points.
pub const WHOLE_BPS: u16 = 10_000;

/// A ratio of 0 to 10 000 basis points (0 to 100 %).
#[derive(
    Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord,
)]
#[serde(try_from = "u16", into = "u16")]
#[schemars(with = "u16")]
pub struct Bps(u16);

/// Returned when a ratio is above the whole.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
#[error("{found} basis points, expected at most 10000")]
pub struct BpsError {
    /// The value found.
    pub found: u16,
}

impl Bps {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole.
    pub const WHOLE: Self = Self(WHOLE_BPS);

    /// A ratio known when the code is written; above the whole it is the whole.
    pub const fn new(bps: u16) -> Self {
        if bps > WHOLE_BPS {
            Self::WHOLE
        } else {
            Self(bps)
        }
    }

    /// The number of basis points.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// This part of an amount, rounded down.
    pub fn of(self, amount: Uint128) -> Uint128 {
        amount.multiply_ratio(self.0, WHOLE_BPS)
    }

    /// This part of an amount, rounded up. It is never more than the amount.
    pub fn of_ceil(self, amount: Uint128) -> Uint128 {
        amount.saturating_sub(self.rest().of(amount))
    }

    /// What is left of the whole.
    const fn rest(self) -> Self {
        Self(WHOLE_BPS.saturating_sub(self.0))
    }
}

impl TryFrom<u16> for Bps {
    type Error = BpsError;

    fn try_from(found: u16) -> Result<Self, BpsError> {
        if found > WHOLE_BPS {
            Err(BpsError { found })
        } else {
            Ok(Self(found))
        }
    }
}

impl From<Bps> for u16 {
    fn from(bps: Bps) -> Self {
        bps.0
    }
}

impl fmt::Display for Bps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_rounded_down() {
        assert_eq!(Bps::new(3_333).of(Uint128::new(10)), Uint128::new(3));
        assert_eq!(Bps::WHOLE.of(Uint128::MAX), Uint128::MAX);
    }

    #[test]
    fn a_part_is_rounded_up_where_it_is_asked_for() {
        let of = |bps, amount| Bps::new(bps).of_ceil(Uint128::new(amount)).u128();
        assert_eq!(of(500, 1), 1);
        assert_eq!(of(500, 20), 1);
        assert_eq!(of(500, 21), 2);
        assert_eq!(of(0, 1_000), 0);
        assert_eq!(of(500, 0), 0);
        assert_eq!(Bps::WHOLE.of_ceil(Uint128::MAX), Uint128::MAX);
    }

    #[test]
    fn more_than_the_whole_is_refused() {
        assert_eq!(Bps::try_from(10_001), Err(BpsError { found: 10_001 }));
        assert!(serde_json::from_str::<Bps>("10001").is_err());
        assert_eq!(serde_json::from_str::<Bps>("10000").unwrap(), Bps::WHOLE);
    }
}
