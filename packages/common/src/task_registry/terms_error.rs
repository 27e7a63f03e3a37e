//! Every way terms can be refused by themselves, and what refuses them.

use pasar_formats::domain::DomainError;

use crate::asset::AssetError;

/// Every way terms can be refused by themselves.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum TermsError {
    /// Returned when a number is outside its bounds.
    #[error("{field} is {found}, expected {min} to {max}")]
    OutOfRange {
        /// Path of the field in the terms.
        field: &'static str,
        /// The value found.
        found: u128,
        /// Least value.
        min: u128,
        /// Largest value.
        max: u128,
    },
    /// Returned when one of several questions is refused.
    #[error("question {question}: {reason}")]
    Question {
        /// Index of the question.
        question: usize,
        /// Why.
        reason: Box<Self>,
    },
    /// Returned when a part makes sense with a reading key only.
    #[error("{field} is set without a reading key; expected none")]
    WithoutReadingKey {
        /// Path of the field in the terms.
        field: &'static str,
    },
    /// Returned when an account or denom stands twice in a list.
    #[error("{field} has {found} twice")]
    Duplicate {
        /// Path of the field in the terms.
        field: &'static str,
        /// What stands twice.
        found: String,
    },
    /// Returned when the seat stake is in another denom than the campaign's or the reward token.
    #[error(
        "seat_stake.denom is {found}, expected the campaign's denom {wanted} or the reward token"
    )]
    SeatStakeDenom {
        /// The denom found.
        found: String,
        /// The campaign's denom.
        wanted: String,
    },
    /// Returned when the domain's name is malformed.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// Returned when a denom is malformed.
    #[error(transparent)]
    Asset(#[from] AssetError),
}

/// Refuses a number outside `min..=max`.
pub(super) fn within(
    field: &'static str,
    found: impl Into<u128>,
    min: impl Into<u128>,
    max: impl Into<u128>,
) -> Result<(), TermsError> {
    let found = found.into();
    let min = min.into();
    let max = max.into();
    if found < min || found > max {
        return Err(TermsError::OutOfRange {
            field,
            found,
            min,
            max,
        });
    }
    Ok(())
}

/// A length as `within` takes it.
pub(super) fn length(len: usize) -> u128 {
    u128::try_from(len).unwrap_or(u128::MAX)
}

/// Refuses a list that names something twice.
pub(super) fn only_once<'a>(
    field: &'static str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), TermsError> {
    for (n, name) in names.clone().enumerate() {
        if names.clone().take(n).any(|earlier| earlier == name) {
            let found = name.to_owned();
            return Err(TermsError::Duplicate { field, found });
        }
    }
    Ok(())
}
