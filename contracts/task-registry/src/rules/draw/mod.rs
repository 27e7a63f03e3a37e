//! The draw: who may take seats, and which.

pub mod exposure;
pub mod frontier;
pub mod ineligible;
pub mod order;
pub mod randomness;
pub mod required_record;
pub mod ticket;
