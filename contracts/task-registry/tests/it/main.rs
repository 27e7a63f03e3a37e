//! Tests of the contract by itself; what needs its siblings is in the cross-contract suite.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic fails the test"
)]

mod draw_strategies;
mod instantiate;
