//! How an issuer answers for those he vouched for, as pure rules.

use cosmwasm_std::Uint128;
use pasar_common::{
    ratio::Bps,
    raw::IssuerRecord,
    reputation_staking::{ISSUER_PERIOD, ISSUER_PERIOD_BPS},
    time::Seconds,
};

/// A slash of somebody who was let in by a credential.
#[derive(Clone, Copy, Debug)]
pub struct HolderSlash<'a> {
    /// What he lost.
    pub amount: Uint128,
    /// What a seat has at stake: the most that he could lose.
    pub seat_stake: Uint128,
    /// Denom of both.
    pub denom: &'a str,
}

/// What of an issuer's bond may still be slashed in this period: a hundredth of the bond with which
/// the period began.
pub fn slashable(record: &IssuerRecord, now: Seconds) -> Uint128 {
    let slashed = slashed_in(record, period(now));
    let began = record.bond.saturating_add(slashed);
    Bps::new(ISSUER_PERIOD_BPS)
        .of(began)
        .saturating_sub(slashed)
}

/// Takes an issuer's part of a slash and returns it: of a hundredth of his bond the part that the
/// holder lost of a seat's stake, and where both are of one denom no more than the holder lost.
pub fn answer(record: &mut IssuerRecord, slash: HolderSlash<'_>, now: Seconds) -> Uint128 {
    if slash.seat_stake.is_zero() {
        return Uint128::zero();
    }
    let hundredth = Bps::new(ISSUER_PERIOD_BPS).of(record.bond);
    let lost = slash.amount.min(slash.seat_stake);
    let mut amount = hundredth.multiply_ratio(lost, slash.seat_stake);
    if record.denom == slash.denom {
        amount = amount.min(slash.amount);
    }
    let amount = amount.min(slashable(record, now));
    let period = period(now);
    record.slashed = slashed_in(record, period).saturating_add(amount);
    record.period = period;
    record.bond = record.bond.saturating_sub(amount);
    amount
}

fn period(now: Seconds) -> u32 {
    let period = now.checked_div(ISSUER_PERIOD).unwrap_or(0);
    u32::try_from(period).unwrap_or(u32::MAX)
}

fn slashed_in(record: &IssuerRecord, period: u32) -> Uint128 {
    match record.period == period {
        true => record.slashed,
        false => Uint128::zero(),
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
        assert_eq!(answer(&mut record, slash(100, "uatom"), 5).u128(), 100);
        assert_eq!(record.bond.u128(), 999_900);
    }

    #[test]
    fn an_issuer_loses_at_most_a_hundredth_of_his_bond_in_a_period() {
        let mut record = issuer(10_000);
        let lost: Vec<u128> = (0..3)
            .map(|_| answer(&mut record, slash(60, "uatom"), 5).u128())
            .collect();
        assert_eq!(lost, [60, 40, 0]);
        assert_eq!(slashable(&record, 5).u128(), 0);
        let next = ISSUER_PERIOD;
        assert_eq!(slashable(&record, next).u128(), 99);
        assert_eq!(answer(&mut record, slash(60, "uatom"), next).u128(), 59);
    }

    #[test]
    fn a_bond_in_another_denom_answers_in_proportion() {
        let mut record = issuer(1_000_000);
        assert_eq!(answer(&mut record, slash(50, "uosmo"), 5).u128(), 5_000);
    }

    #[test]
    fn where_nothing_was_at_stake_nothing_is_lost() {
        let mut record = issuer(1_000_000);
        let nothing = HolderSlash {
            amount: Uint128::zero(),
            seat_stake: Uint128::zero(),
            denom: "uatom",
        };
        assert!(answer(&mut record, nothing, 5).is_zero());
    }
}
