//! How an issuer answers for those they vouched for, as pure rules.

use cosmwasm_std::{OverflowError, Uint128};
use pasar_common::{
    number::narrow_count,
    ratio::Bps,
    raw::IssuerRecord,
    reputation_staking::{ISSUER_PERIOD, ISSUER_PERIOD_BPS},
    time::Seconds,
};

/// A slash of somebody who was let in by a credential.
#[derive(Clone, Copy, Debug)]
pub struct HolderSlash<'a> {
    /// What the holder lost.
    pub amount: Uint128,
    /// What a seat has at stake: the most that the holder could lose.
    pub seat_stake: Uint128,
    /// Denom of both.
    pub denom: &'a str,
}

/// What of an issuer's bond may still be slashed in this period: a hundredth of the bond with which
/// the period began.
///
/// # Errors
/// [`OverflowError`] where bond and slashes of the record do not belong together.
pub fn slashable(record: &IssuerRecord, now: Seconds) -> Result<Uint128, OverflowError> {
    let slashed = slashed_in(record, period(now));
    let bond_before = record.bond.checked_add(slashed)?;
    Bps::new(ISSUER_PERIOD_BPS)
        .of(bond_before)
        .checked_sub(slashed)
}

/// Takes an issuer's part of a slash and returns it: of a hundredth of their bond the part that
/// the holder lost of a seat's stake, and where both are of one denom no more than the holder lost.
pub fn answer(
    record: &mut IssuerRecord,
    slash: HolderSlash<'_>,
    now: Seconds,
) -> Result<Uint128, OverflowError> {
    if slash.seat_stake.is_zero() {
        return Ok(Uint128::zero());
    }
    let hundredth = Bps::new(ISSUER_PERIOD_BPS).of(record.bond);
    let lost = slash.amount.min(slash.seat_stake);
    let mut amount = hundredth.multiply_ratio(lost, slash.seat_stake);
    if record.denom == slash.denom {
        amount = amount.min(slash.amount);
    }
    amount = amount.min(slashable(record, now)?);

    let period = period(now);
    record.slashed = slashed_in(record, period).checked_add(amount)?;
    record.period = period;
    record.bond = record.bond.checked_sub(amount)?;
    Ok(amount)
}

fn period(now: Seconds) -> u32 {
    narrow_count(now.checked_div(ISSUER_PERIOD).unwrap_or(0))
}

fn slashed_in(record: &IssuerRecord, period: u32) -> Uint128 {
    if record.period == period {
        record.slashed
    } else {
        Uint128::zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(bond: u128) -> IssuerRecord {
        IssuerRecord {
            bond: bond.into(),
            denom: "uatom".into(),
            ..IssuerRecord::default()
        }
    }

    fn slash(amount: u128, denom: &str) -> HolderSlash<'_> {
        HolderSlash {
            amount: amount.into(),
            seat_stake: 100u8.into(),
            denom,
        }
    }

    #[test]
    fn an_issuer_loses_at_most_what_the_holder_lost() {
        let mut record = issuer(1_000_000);
        let amount = answer(&mut record, slash(100, "uatom"), 5).unwrap();
        assert_eq!(amount.u128(), 100);
        assert_eq!(record.bond.u128(), 999_900);
    }

    #[test]
    fn an_issuer_loses_at_most_a_hundredth_of_their_bond_in_a_period() {
        let mut record = issuer(10_000);
        let lost: Vec<u128> = (0..3)
            .map(|_| answer(&mut record, slash(60, "uatom"), 5).unwrap().u128())
            .collect();
        assert_eq!(lost, [60, 40, 0]);
        assert_eq!(slashable(&record, 5).unwrap().u128(), 0);
        let next = ISSUER_PERIOD;
        assert_eq!(slashable(&record, next).unwrap().u128(), 99);
        let amount = answer(&mut record, slash(60, "uatom"), next).unwrap();
        assert_eq!(amount.u128(), 59);
    }

    #[test]
    fn a_bond_in_another_denom_answers_in_proportion() {
        let mut record = issuer(1_000_000);
        let amount = answer(&mut record, slash(50, "uosmo"), 5).unwrap();
        assert_eq!(amount.u128(), 5_000);
    }

    #[test]
    fn where_nothing_was_at_stake_nothing_is_lost() {
        let mut record = issuer(1_000_000);
        let nothing = HolderSlash {
            amount: Uint128::zero(),
            seat_stake: Uint128::zero(),
            denom: "uatom",
        };
        assert!(answer(&mut record, nothing, 5).unwrap().is_zero());
    }

    #[test]
    fn a_record_with_more_slashed_than_its_bond_allows_is_refused() {
        let mut record = IssuerRecord {
            slashed: 200u8.into(),
            period: period(5),
            ..issuer(9_800)
        };
        assert!(slashable(&record, 5).is_err());
        let before = record.clone();
        assert!(answer(&mut record, slash(60, "uatom"), 5).is_err());
        assert_eq!(record, before);
    }
}
