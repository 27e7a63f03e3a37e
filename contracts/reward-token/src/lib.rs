//! The reward token: a CW20 with a hard cap. Its messages, queries and attributes are those of
//! `cw20-base`, which does the work, and those of its [`emission`]: a budget for each epoch, shrinking
//! for ever, out of which labelers mint what their labels earned. Nobody else can mint, and nobody can
//! become a minter.

pub mod contract;
pub mod emission;
pub mod error;
pub mod execute;
pub mod query;
pub mod schedule;

pub use error::ContractError;
