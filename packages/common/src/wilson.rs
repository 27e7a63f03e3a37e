//! The lower end of the Wilson score interval: how good something is at least, by a sample.

use crate::ratio::Bps;

/// Decimal places of what is computed here.
const SCALE: u128 = 100_000_000;
/// Square of 1.96, the two-sided 95 % point of the normal distribution, scaled.
const Z_SQUARED: u128 = 384_160_000;
/// 1.96, scaled.
const Z: u128 = 196_000_000;

/// The share of `right` among `all` that the truth is above with 97.5 % of certainty, in basis
/// points rounded down; 0 without a sample. E. B. Wilson, Probable inference, the law of succession,
/// and statistical inference, 1927:
/// `(right + z^2/2 - z sqrt(right (all - right) / all + z^2/4)) / (all + z^2)`, `z` = 1.96.
///
/// ```
/// # use pasar_common::{ratio::Bps, wilson::lower_bound};
/// assert_eq!(lower_bound(9, 10), Bps::new(5_958));
/// ```
pub fn lower_bound(right: u32, all: u32) -> Bps {
    let right = u128::from(right.min(all));
    let all = u128::from(all);
    let wrong = all.saturating_sub(right);
    let scaled_twice = right.saturating_mul(wrong).saturating_mul(SCALE.pow(2));
    let Some(variance) = scaled_twice.checked_div(all) else {
        return Bps::ZERO;
    };
    let spread = variance.saturating_add((Z_SQUARED / 4).saturating_mul(SCALE));
    // Rounded up, as it is taken away.
    let root = spread.isqrt().saturating_add(1);
    let radius = Z.saturating_mul(root).div_ceil(SCALE);
    let center = right.saturating_mul(SCALE).saturating_add(Z_SQUARED / 2);
    let whole = all.saturating_mul(SCALE).saturating_add(Z_SQUARED);
    let bps = center
        .saturating_sub(radius)
        .saturating_mul(10_000)
        .checked_div(whole)
        .unwrap_or(0);
    Bps::new(u16::try_from(bps).unwrap_or(0))
}

#[cfg(test)]
#[allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "the reference is in floats"
)]
mod tests {
    use super::*;

    /// By the formula, in floats.
    fn reference(right: u32, all: u32) -> f64 {
        let right = f64::from(right);
        let all = f64::from(all);
        let z = 1.96f64;
        let spread = (right * (all - right) / all + z * z / 4.0).sqrt();
        10_000.0 * (right + z * z / 2.0 - z * spread) / (all + z * z)
    }

    #[test]
    fn it_is_the_formula_rounded_down() {
        for all in [1u32, 2, 7, 10, 100, 999, 1 << 24] {
            for part in 0..=20u32 {
                let right = (u64::from(all) * u64::from(part) / 20) as u32;
                let found = f64::from(lower_bound(right, all).get());
                let wanted = reference(right, all);
                assert!(
                    found <= wanted + 1e-6 && found > wanted - 1.001,
                    "{right} of {all}: {found}, {wanted}"
                );
            }
        }
    }

    #[test]
    fn a_sample_of_none_says_nothing() {
        assert_eq!(lower_bound(0, 0), Bps::ZERO);
        assert_eq!(lower_bound(0, 10), Bps::ZERO);
        assert_eq!(lower_bound(11, 10), lower_bound(10, 10));
    }
}
