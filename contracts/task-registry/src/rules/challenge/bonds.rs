//! Bonds of challenges that a message divides, summed per account, so that the escrow is told once.

use std::collections::BTreeMap;

use cosmwasm_std::{CanonicalAddr, OverflowError, Uint128};

/// Bonds that a message divides.
#[derive(Default)]
pub struct Bonds {
    /// The bonds that are divided, together.
    pub taken: Uint128,
    /// What goes to the commons.
    pub commons: Uint128,
    /// What goes to each account, by canonical address.
    pub credits: BTreeMap<Vec<u8>, Uint128>,
}

impl Bonds {
    /// Takes a bond.
    ///
    /// # Errors
    /// [`OverflowError`] where the sum does not fit 128 bits.
    pub fn take(&mut self, bond: Uint128) -> Result<(), OverflowError> {
        self.taken = self.taken.checked_add(bond)?;
        Ok(())
    }

    /// Gives to the commons.
    ///
    /// # Errors
    /// [`OverflowError`] where the sum does not fit 128 bits.
    pub fn forfeit(&mut self, amount: Uint128) -> Result<(), OverflowError> {
        self.commons = self.commons.checked_add(amount)?;
        Ok(())
    }

    /// Gives to an account.
    ///
    /// # Errors
    /// [`OverflowError`] where the sum does not fit 128 bits.
    pub fn credit(&mut self, to: &CanonicalAddr, amount: Uint128) -> Result<(), OverflowError> {
        if !amount.is_zero() {
            let sum = self.credits.entry(to.to_vec()).or_default();
            *sum = sum.checked_add(amount)?;
        }
        Ok(())
    }
}
