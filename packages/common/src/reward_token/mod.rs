//! The reward token: a CW20 with a hard cap and a decaying emission. Its messages are those of
//! `cw20-base`, without minting from outside, and the claim of what the emission gives.

mod event;
mod msg;
mod query;

pub use event::*;
pub use msg::*;
pub use query::*;
