//! The reward token: a CW20 with a hard cap. Its messages, queries and attributes are those of
//! `cw20-base`, which does the work, and those of its emission: a budget for each epoch, shrinking
//! forever, out of which labelers mint what their labels earned. Nobody else can mint, and nobody can
//! become a minter.

pub mod books;
pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod rules;
pub mod store;

pub use error::ContractError;
