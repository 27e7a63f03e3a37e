//! A campaign: its frozen terms, and how far it is.

pub mod full_terms;
pub mod hot_terms;
pub mod progress;
pub mod related;
