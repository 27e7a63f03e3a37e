//! Reputation and staking: stake, unbonding, penalties and skill per domain.

mod event;
mod issuer;
mod msg;
mod query;

pub use event::*;
pub use issuer::*;
pub use msg::*;
pub use query::*;
