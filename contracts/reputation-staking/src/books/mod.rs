//! Loads records, judges with the rules, and saves.

pub mod config;
pub mod denoms;
pub mod fees;
pub mod issuers;
pub mod stakes;
