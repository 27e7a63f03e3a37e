//! Tests of the token. What `cw20-base` does is its own to test; here is what must be so for the
//! suite: the JSON is a CW20's, every message and query is wired to the right function, and the
//! supply can only shrink.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that goes wrong should stop where it does"
)]

mod allowances;
mod burn;
mod emission;
mod instantiate;
mod json;
mod marketing;
mod migrate;
mod minting;
mod payment;
mod queries;
mod send;
mod setup;
mod transfer;
