//! Tests of the contract, one file per message. After every call, refused or not, the books are
//! added up again from the stored records (`books::Suite::check_books`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that goes wrong should stop where it does"
)]

mod allow_denom;
mod books;
mod calls;
mod disallow_denom;
mod fees;
mod flush_commons;
mod hostile_token;
mod instantiate;
mod ledger;
mod license;
mod migrate;
mod model;
mod open;
mod payment;
mod points;
mod queries;
mod questions;
mod records;
mod release;
mod royalty;
mod settle;
mod setup;
mod token;
mod update_fees;
mod update_ownership;
mod withdraw;
