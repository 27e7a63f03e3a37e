//! The label escrow: the money and the rights. Deposits, earned pay, refunds, dataset shares, fees
//! and emission points. It never decides who earned what: the registry says so, and every batch is
//! checked against the campaign's own [`rules::ledger`], so a broken registry could lose at most that
//! campaign's deposit.

pub mod books;
pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod rules;
pub mod store;

pub use error::ContractError;
