//! What the documents say beside what there is: links, constants, decisions.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests stop at the first surprise"
)]

mod constants;
mod decisions;
mod files;
mod invariants;
mod links;
mod names;
