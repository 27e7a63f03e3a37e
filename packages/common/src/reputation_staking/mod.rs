//! Reputation and staking: stake, unbonding, penalties and skill per domain.

mod event;
mod msg;
mod query;

pub use event::*;
pub use msg::*;
pub use query::*;
