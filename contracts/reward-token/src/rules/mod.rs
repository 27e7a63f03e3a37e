//! What is stored, and what may become of it: no chain, no storage.

pub mod schedule;
