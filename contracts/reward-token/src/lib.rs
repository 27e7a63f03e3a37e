//! The reward token: a CW20 with a hard cap, a thin layer over `cw20-base`. Nobody can mint: the
//! token itself is the minter of record, and no message mints.

pub mod contract;
pub mod error;

pub use error::ContractError;
