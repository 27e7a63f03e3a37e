//! What is stored, and what may become of it: no chain, no storage.

pub mod books;
pub mod config;
pub mod evidence;
pub mod fees;
pub mod issuers;
pub mod text;
pub mod unbonding;
