//! The schedule of a new token, checked.

use cosmwasm_std::{Api, Uint128};
use pasar_common::reward_token::{Emission, MAX_KEEP_BPS};

use crate::{error::ContractError, rules::schedule::Schedule};

/// The checked schedule of a new token.
///
/// # Errors
/// [`ContractError::NoDecay`], or where the address is invalid.
pub fn check(
    api: &dyn Api,
    label_escrow: &str,
    emission: &Emission,
) -> Result<Schedule, ContractError> {
    if emission.keep.get() > MAX_KEEP_BPS {
        return Err(ContractError::NoDecay {
            found: emission.keep.get(),
            max: MAX_KEEP_BPS,
        });
    }
    Ok(Schedule {
        label_escrow: api.addr_validate(label_escrow)?,
        first: emission.first_budget,
        keep: emission.keep,
        mint_per_point: emission.mint_per_point,
    })
}

/// Refuses a schedule that could reach the cap: it must never be the cap that stops it.
///
/// # Errors
/// [`ContractError::ScheduleAboveCap`].
pub fn check_cap(schedule: &Schedule, initial: Uint128, cap: Uint128) -> Result<(), ContractError> {
    let emission = schedule.all_budgets().ok_or(ContractError::Overflow)?;
    if initial.checked_add(emission)? <= cap {
        return Ok(());
    }
    Err(ContractError::ScheduleAboveCap {
        initial,
        emission,
        cap,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;
    use pasar_common::ratio::Bps;

    fn schedule(first_budget: u128, keep: u16) -> Result<Schedule, ContractError> {
        let api = MockApi::default();
        let emission = Emission {
            first_budget: first_budget.into(),
            keep: Bps::new(keep),
            mint_per_point: Uint128::one(),
        };
        check(&api, api.addr_make("escrow").as_str(), &emission)
    }

    #[test]
    fn without_decay_there_is_no_schedule() {
        assert!(schedule(1, 9_999).is_ok());
        let error = ContractError::NoDecay {
            found: 10_000,
            max: 9_999,
        };
        assert_eq!(schedule(1, 10_000), Err(error));
    }

    #[test]
    fn initial_balances_and_all_budgets_fit_the_cap() {
        let half = schedule(1_000, 5_000).unwrap();
        let cap = Uint128::new(2_500);
        assert_eq!(check_cap(&half, Uint128::new(500), cap), Ok(()));
        let error = ContractError::ScheduleAboveCap {
            initial: Uint128::new(501),
            emission: Uint128::new(2_000),
            cap,
        };
        assert_eq!(check_cap(&half, Uint128::new(501), cap), Err(error));
        let huge = schedule(u128::MAX, 9_999).unwrap();
        assert_eq!(
            check_cap(&huge, Uint128::zero(), Uint128::MAX),
            Err(ContractError::Overflow)
        );
    }
}
