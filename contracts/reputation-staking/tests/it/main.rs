//! Tests of the contract, one file per message. After every call, refused or not, the books are
//! added up again from the stored records (`setup::Suite::check_books`).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that goes wrong should stop where it does"
)]

mod bond;
mod claim_fees;
mod flush_commons;
mod hostile_token;
mod instantiate;
mod migrate;
mod mocks;
mod model;
mod payment;
mod penalize;
mod queries;
mod raw_keys;
mod receive;
mod settle;
mod setup;
mod token;
mod unbond;
mod update_ownership;
mod update_params;
mod withdraw;
