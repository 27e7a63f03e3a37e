//! What may become of what: records with their bytes, and the rules between them. Nothing here
//! reads or writes the store, or knows of a message.
//!
//! Counters are plain: each has its bound in the terms or in what a message may name. Amounts of money
//! are checked, and what does not fit is an error.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "a campaign has at most 2^24 items, a task 2^17 labels and fewer than 256 seats, a message 32 tasks, and a window 2^22 seconds"
)]

pub mod alike;
pub mod campaign;
pub mod challenge;
pub mod config;
pub mod draw;
pub mod ids;
pub mod labels;
pub mod task;
pub mod verdict;
