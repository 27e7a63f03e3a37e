//! What a campaign costs: every check of its terms against the owner's settings, and the deposit.

use cosmwasm_std::{Deps, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    label_escrow::DenomTerms,
    siblings::LabelEscrow,
    task_registry::{QuoteResponse, Terms, TermsError},
    time::Seconds,
};

use crate::{
    error::ContractError,
    rules::{campaign::hot_terms::FULL_SCALE, config::Config},
};

/// What a campaign freezes from the escrow's settings, and its deposit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Protocol fee of a label.
    pub fee_per_label: Uint128,
    /// Tip of a task.
    pub tip_per_task: Uint128,
    /// How far evidence counts for reputation, Q16.
    pub reputation_scale: u32,
    /// The deposit and its parts.
    pub response: QuoteResponse,
}

/// Checks terms and computes their deposit.
///
/// # Errors
/// Whatever `CreateCampaign` refuses for its terms.
pub fn quote(
    deps: Deps<'_>,
    config: &Config,
    terms: &Terms,
    now: Seconds,
) -> Result<Quote, ContractError> {
    terms.check(now)?;
    for address in terms.addresses() {
        deps.api.addr_validate(address)?;
    }
    let fees = LabelEscrow(&config.label_escrow).fees(&deps.querier)?;
    let denom = denom_terms(deps, config, &terms.denom)?;
    if terms.price < denom.min_price {
        return Err(ContractError::PriceTooLow {
            found: terms.price,
            min: denom.min_price,
        });
    }
    // Rounded up: no small price pays less than the rate.
    let fee_per_label = fees.fee.of_ceil(terms.price);
    if terms.shares.contributors < fees.contributors_floor {
        return Err(ContractError::ContributorsTooLow {
            found: terms.shares.contributors,
            min: fees.contributors_floor,
        });
    }
    check_seat_stake(config, terms, denom.min_seat_stake)?;
    terms.check_draw(&config.params.randomness)?;
    Ok(Quote {
        fee_per_label,
        tip_per_task: denom.tip_per_task,
        reputation_scale: scale(fee_per_label, denom.reputation_fee),
        response: deposit(terms, fee_per_label, denom.tip_per_task)
            .ok_or(ContractError::DepositTooLarge)?,
    })
}

/// The escrow's settings of the campaign's denom.
fn denom_terms(
    deps: Deps<'_>,
    config: &Config,
    denom: &Denom,
) -> Result<DenomTerms, ContractError> {
    if *denom == Denom::Cw20(config.reward_token.clone()) {
        return Err(ContractError::RewardToken {
            token: config.reward_token.clone(),
        });
    }
    let refused = |reason| ContractError::DenomNotAllowed {
        denom: denom_key(denom),
        reason,
    };
    let entry = LabelEscrow(&config.label_escrow)
        .denom(&deps.querier, denom)
        .map_err(|error| refused(error.to_string()))?;
    if entry.allowed {
        return Ok(entry.terms);
    }
    Err(refused(
        "the escrow's owner allows no new campaigns in it".into(),
    ))
}

/// Refuses a seat stake in a wrong denom or below its minimum.
fn check_seat_stake(
    config: &Config,
    terms: &Terms,
    campaign_min: Uint128,
) -> Result<(), ContractError> {
    let stake = &terms.seat_stake;
    let min = if stake.denom == terms.denom {
        campaign_min
    } else if stake.denom == Denom::Cw20(config.reward_token.clone()) {
        config.params.min_token_seat_stake
    } else {
        return Err(TermsError::SeatStakeDenom {
            found: denom_key(&stake.denom),
            wanted: denom_key(&terms.denom),
        }
        .into());
    };
    // Terms that ask for a record or a credential may leave the stake out.
    let vouched = terms.eligibility.min_mass > 0 || !terms.eligibility.issuers.is_empty();
    if stake.amount < min && !(vouched && stake.amount.is_zero()) {
        return Err(ContractError::SeatStakeTooLow {
            found: stake.amount,
            min,
        });
    }
    Ok(())
}

/// Reputation costs what it claims to be worth: evidence counts in the ratio of the fee paid per
/// label to the denom's reputation fee, at most fully; without a reputation fee not at all.
fn scale(fee_per_label: Uint128, reputation_fee: Uint128) -> u32 {
    if reputation_fee.is_zero() {
        return 0;
    }
    let ratio = fee_per_label
        .min(reputation_fee)
        .multiply_ratio(FULL_SCALE, reputation_fee);
    u32::try_from(ratio.u128()).unwrap_or(FULL_SCALE)
}

/// items x questions x max_overlap x (price + fee) + tasks x (tip + gold bond), and its parts.
fn deposit(terms: &Terms, fee_per_label: Uint128, tip: Uint128) -> Option<QuoteResponse> {
    let asked = Uint128::from(terms.answers())
        .checked_mul(terms.overlap.max.into())
        .ok()?;
    let tasks = Uint128::from(terms.tasks());
    let bond = terms
        .gold
        .as_ref()
        .map_or(Uint128::zero(), |gold| gold.bond);
    let labels = asked.checked_mul(terms.price).ok()?;
    let fee = asked.checked_mul(fee_per_label).ok()?;
    let tips = tasks.checked_mul(tip).ok()?;
    let gold_bonds = tasks.checked_mul(bond).ok()?;
    let deposit = labels
        .checked_add(fee)
        .and_then(|sum| sum.checked_add(tips));
    let deposit = deposit.and_then(|sum| sum.checked_add(gold_bonds)).ok()?;
    Some(QuoteResponse {
        denom: terms.denom.clone(),
        deposit,
        labels,
        fee,
        tips,
        gold_bonds,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_counts_in_the_ratio_of_fees() {
        let of = |fee: u128, full: u128| scale(fee.into(), full.into());
        assert_eq!(of(50, 100), FULL_SCALE / 2);
        assert_eq!(of(100, 100), FULL_SCALE);
        assert_eq!(of(u128::MAX, 100), FULL_SCALE);
        assert_eq!(of(1, u128::MAX), 0);
        assert_eq!(of(100, 0), 0);
    }
}
