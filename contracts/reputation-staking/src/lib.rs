//! Reputation and staking: the trust. Stake in many denoms, unbonding that cannot take exposed
//! stake, penalties, and a skill per labeler and domain. It never knows what a label is.

pub mod books;
pub mod config;
pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod state;

pub use error::ContractError;
