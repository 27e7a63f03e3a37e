//! The label escrow: the money and the rights. Deposits, earned pay, refunds, dataset shares, fees
//! and emission points. It never decides who earned what: the registry says so, and every batch is
//! checked against the campaign's own [`ledger`], so a broken registry could lose at most that
//! campaign's deposit.

pub mod config;
pub mod contract;
pub mod dataset;
pub mod denoms;
pub mod error;
pub mod execute;
pub mod holding;
pub mod income;
pub mod ledger;
pub mod query;
pub mod rights_query;
pub mod state;

pub use error::ContractError;
