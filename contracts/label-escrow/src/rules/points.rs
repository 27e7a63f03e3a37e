//! Emission points: what labels count for in the emission.

use cosmwasm_std::{OverflowError, OverflowOperation, Uint128};
use pasar_common::label_escrow::SettledLabeler;

use super::ledger::EscrowTerms;

/// Emission weights are millionths.
const WEIGHT_ONE: u32 = 1_000_000;

/// A labeler's emission points: the protocol fee of their labels, times the rate before the lift,
/// times the denom's weight in this epoch. With `rate = earned / (labels x price)` that is
/// `fee_per_label x earned x weight / (price x 10^6)`, rounded down once.
pub fn points(terms: &EscrowTerms, weight: u32, seat: &SettledLabeler) -> Uint128 {
    let weight = u128::from(weight);
    let unit = terms.price.full_mul(WEIGHT_ONE);
    let fee = terms.fee_per_label.full_mul(seat.earned);
    // Prices, fees and weights have at most 64, 64 and 32 bits, pay 128: 256 bits hold them all.
    fee.checked_mul(weight.into())
        .and_then(|fee| fee.checked_div(unit).map_err(|_| overflow()))
        .ok()
        .and_then(|points| Uint128::try_from(points).ok())
        .unwrap_or_default()
}

/// Stands for a division by a price of zero, which no campaign has.
fn overflow() -> OverflowError {
    OverflowError::new(OverflowOperation::Mul)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::CanonicalAddr;
    use pasar_common::ratio::Bps;

    fn terms(price: u128, fee: u128) -> EscrowTerms {
        EscrowTerms {
            requester: CanonicalAddr::from([7; 20]),
            denom: "uatom".into(),
            price: price.into(),
            fee_per_label: fee.into(),
            tip: Uint128::zero(),
            gold_bond: Uint128::zero(),
            overlap: 3,
            reading_key: false,
            deposited: Uint128::zero(),
            contributors: Bps::ZERO,
            transferable: false,
            royalty_denoms: vec![],
        }
    }

    #[test]
    fn points_are_the_fee_times_the_rate_before_the_lift_times_the_weight() {
        let seat = |earned: u128| SettledLabeler {
            labeler: "labeler".into(),
            labels: 10,
            earned: earned.into(),
            pay: 1_000u128.into(),
        };
        // Ten labels at 100 with a fee of 5 each: 50 of fee; half earned; weight 2.
        assert_eq!(
            points(&terms(100, 5), 2_000_000, &seat(500)),
            Uint128::new(50)
        );
        assert_eq!(points(&terms(100, 5), 0, &seat(500)), Uint128::zero());
        assert_eq!(points(&terms(100, 5), 1_000_000, &seat(0)), Uint128::zero());
        let huge = terms(u64::MAX.into(), u64::MAX.into());
        assert!(!points(&huge, u32::MAX, &seat(1 << 100)).is_zero());
    }
}
