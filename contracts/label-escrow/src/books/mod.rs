//! Loads records, judges with the rules, and saves.

pub mod campaign;
pub mod config;
pub mod denoms;
pub mod fees;
pub mod holding;
pub mod income;
pub mod license;
