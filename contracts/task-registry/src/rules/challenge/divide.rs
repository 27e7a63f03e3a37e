//! How the bond of a challenge is divided: from the challenger to the panel, and nowhere else.

use cosmwasm_std::{OverflowError, Uint128};
use pasar_formats::number::count;

use crate::rules::alike::Alike;

/// A challenge whose panel ended.
pub struct Decision<'a> {
    /// What paid for the panel.
    pub bond: Uint128,
    /// Price of a label.
    pub price: Uint128,
    /// Seats that the bond paid for.
    pub seats: u8,
    /// When two labels of the task say the same.
    pub alike: &'a Alike,
    /// Number of named items.
    pub items: usize,
    /// Labels of the named items before, question by question.
    pub before: &'a [u8],
    /// Their labels now; the same where the panel was too small.
    pub last: &'a [u8],
    /// Labels of the named items by each panelist who revealed.
    pub panel: &'a [Vec<u8>],
}

impl Decision<'_> {
    /// So many half prices.
    fn halves(&self, halves: u64) -> Result<Uint128, OverflowError> {
        let doubled = self.price.checked_mul(halves.into())?;
        Ok(doubled.multiply_ratio(1u8, 2u8))
    }
}

/// How a bond is divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// To each panelist, in the order given.
    pub panel: Vec<Uint128>,
    /// To the challenger.
    pub returned: Uint128,
    /// To the commons.
    pub commons: Uint128,
}

/// Divides the bond of a challenge whose panel is too small to decide. A tenth is the commons', so that delaying others
/// costs something. The few who revealed get what an answer that stands brings them; the rest goes back.
///
/// Attack: a challenger's friend sits and stays silent. Two others reveal, and the challenger would read their labels
/// for a tenth of what they cost.
///
/// # Errors
/// [`OverflowError`] where a part exceeds the bond.
pub fn unfilled(challenge: &Decision<'_>) -> Result<Division, OverflowError> {
    let commons = challenge.bond.multiply_ratio(1u8, 10u8);
    let panel = pay_of_panel(challenge)?;
    let mut returned = challenge.bond.checked_sub(commons)?;
    for pay in &panel {
        returned = returned.checked_sub(*pay)?;
    }
    Ok(Division {
        panel,
        returned,
        commons,
    })
}

/// Divides the bond of a challenge whose panel decided.
///
/// The bond has one and a half prices for each answer of each seat. An answer that stands: half a price to a
/// panelist who gave the label that stands, and the whole price to the challenger. One that flips: all of it to a
/// panelist who found the final label. So repeating the verdict and saying its opposite bring less than looking.
/// What a panelist who revealed does not earn is the commons', and so is what is lost to rounding; what
/// belongs to seats that were never filled or revealed is the challenger's.
///
/// # Errors
/// [`OverflowError`] where a part exceeds the bond.
pub fn divide(decision: &Decision<'_>) -> Result<Division, OverflowError> {
    let labels = || decision.before.iter().zip(decision.last);
    let named = u64::from(count(labels().count()));
    let stands = labels().filter(|(before, last)| before == last);
    let standing = u64::from(count(stands.count()));
    let revealed = u64::from(count(decision.panel.len()));
    let missing = u64::from(decision.seats).saturating_sub(revealed);

    let panel = pay_of_panel(decision)?;
    let returned = decision.halves(standing * revealed * 2 + named * missing * 3)?;
    let mut commons = decision.bond.checked_sub(returned)?;
    for pay in &panel {
        commons = commons.checked_sub(*pay)?;
    }
    Ok(Division {
        panel,
        returned,
        commons,
    })
}

/// What each panelist earns who revealed.
fn pay_of_panel(decision: &Decision<'_>) -> Result<Vec<Uint128>, OverflowError> {
    let labels = || decision.before.iter().zip(decision.last);
    let mut panel = Vec::with_capacity(decision.panel.len());
    for given in decision.panel {
        let mut earned = 0u64;
        for (number, ((before, last), label)) in labels().zip(given).enumerate() {
            let question = number.checked_div(decision.items).unwrap_or(0);
            if decision.alike.agree(question, *label, *last) {
                earned += if before == last { 1 } else { 3 };
            }
        }
        panel.push(decision.halves(earned)?);
    }
    Ok(panel)
}
