//! Talks HTTP to the server, as wallets and pages do.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

mod labels;
mod refusals;
mod visitor;
