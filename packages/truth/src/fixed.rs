//! Logarithm and power to base two in fixed point, by table and linear interpolation.

use crate::tables::{EX, LG};

/// Base-2 logarithm of `x`, Q12, rounded down between table entries. Below 1 it is that of 1: zero.
///
/// Never decreases in `x`, and is at most `63 << 12`.
pub(crate) fn lg(x: i64) -> i64 {
    let x = x.max(1);
    let exponent = 63 - x.leading_zeros();
    let scaled = if exponent >= 16 {
        x >> (exponent - 16)
    } else {
        x << (16 - exponent)
    };
    let fraction = scaled & 0xFFFF;
    // 0 <= fraction >> 8 <= 255, and the table has 257 entries.
    let at = (fraction >> 8) as usize;
    let low = i64::from(LG[at]);
    let high = i64::from(LG[at + 1]);
    (i64::from(exponent) << 12) + low + (((high - low) * (fraction & 255)) >> 8)
}

/// `2^-distance` for a distance in Q12 bits, Q16. Above 31 bits it is zero, below zero it is one.
pub(crate) fn ex2neg(distance: i64) -> i64 {
    let distance = distance.max(0);
    let whole = distance >> 12;
    if whole >= 31 {
        return 0;
    }
    let fraction = distance & 4095;
    // 0 <= fraction >> 4 <= 255, and the table has 257 entries.
    let at = (fraction >> 4) as usize;
    let high = i64::from(EX[at]);
    let low = i64::from(EX[at + 1]);
    (high - (((high - low) * (fraction & 15)) >> 4)) >> whole
}

/// `numerator / denominator` rounded toward minus infinity, for a denominator of at least one.
pub(crate) fn floor_div(numerator: i64, denominator: i64) -> i64 {
    numerator.div_euclid(denominator.max(1))
}

/// [`floor_div`] of products that need more than 64 bits. A quotient out of the range of `i64` becomes
/// its end.
pub(crate) fn floor_div_wide(numerator: i128, denominator: i128) -> i64 {
    let quotient = numerator.div_euclid(denominator.max(1));
    let end = if quotient < 0 { i64::MIN } else { i64::MAX };
    i64::try_from(quotient).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_have_exact_logarithms() {
        for exponent in 0..62 {
            assert_eq!(lg(1 << exponent), exponent << 12);
        }
    }

    #[test]
    fn a_logarithm_never_decreases() {
        let mut last = 0;
        for x in 1..200_000 {
            assert!(lg(x) >= last, "lg({x})");
            last = lg(x);
        }
        assert!(lg(i64::MAX) <= 63 << 12);
    }

    #[test]
    fn logarithms_are_defined_everywhere() {
        assert_eq!(lg(0), 0);
        assert_eq!(lg(i64::MIN), 0);
    }

    #[test]
    fn a_whole_bit_halves() {
        for bits in 0..=16 {
            assert_eq!(ex2neg(bits << 12), 65_536 >> bits);
        }
        assert_eq!(ex2neg(i64::MAX), 0);
        assert_eq!(ex2neg(-1), 65_536);
    }

    #[test]
    fn a_power_never_increases_with_distance() {
        let mut last = 65_536;
        for distance in 0..(20 << 12) {
            assert!(ex2neg(distance) <= last, "ex2neg({distance})");
            last = ex2neg(distance);
        }
    }

    #[test]
    fn division_rounds_down_on_both_sides() {
        assert_eq!(floor_div(7, 2), 3);
        assert_eq!(floor_div(-7, 2), -4);
        assert_eq!(floor_div(7, 0), 7);
        assert_eq!(floor_div_wide(-7 << 70, 2 << 70), -4);
        assert_eq!(floor_div_wide(i128::MAX, 1), i64::MAX);
        assert_eq!(floor_div_wide(i128::MIN, 0), i64::MIN);
    }
}
