//! Invariants of the suite, checked after every message. The numbers are those of
//! `docs/invariants.md`. What can be summed is read from storage, so that nothing is missed that a
//! query would not list; what a query says is compared with it.

mod challenges;
mod index;
mod money;
mod rights;
mod tasks;
mod trust;

use crate::chain::{
    market::Market,
    memory::{Memory, Violation},
};

/// Returns a violation where the condition does not hold.
macro_rules! hold {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            return Err($crate::chain::memory::Violation(format!($($message)+)));
        }
    };
}
pub(crate) use hold;

impl Memory {
    /// Checks everything.
    pub(crate) fn check(&mut self, market: &Market) -> Result<(), Violation> {
        let ended = self.work_moves_forward(market)?;
        self.events_tell_everything()?;
        self.money_is_where_it_belongs(market, &ended)?;
        self.trust_is_covered(market)?;
        self.licenses_hold(market)?;
        self.fees_are_shared(market)?;
        self.settled = false;
        Ok(())
    }
}

impl Market {
    /// Checks the invariants now.
    pub fn check_invariants(&mut self) -> Result<(), Violation> {
        let mut memory = core::mem::take(&mut self.memory);
        let result = memory.check(self);
        self.memory = memory;
        result
    }
}
