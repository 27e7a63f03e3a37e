//! The reward token: a CW20 with a hard cap. Its messages, queries and attributes are those of
//! `cw20-base`, which does the work; nobody can mint, and nobody can become a minter.

pub mod contract;
pub mod error;
pub mod execute;
pub mod query;

pub use error::ContractError;
