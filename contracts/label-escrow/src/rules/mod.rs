//! What is stored, and what may become of it: no chain, no storage.

pub mod books;
pub mod config;
pub mod dataset;
pub mod fee_index;
pub mod ledger;
pub mod points;
