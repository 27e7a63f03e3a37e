//! Loads records, asks the escrow, judges with the rules, and saves.

pub mod emission;
pub mod schedule;
