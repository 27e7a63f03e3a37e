//! Programs that print numbers: `demo` and `simulate` run the market on an embedded chain, `economics`
//! asks it for prices, `score` and `vectors` use its mathematics alone. Nothing here talks to a node; `demo --serve` is
//! one, over `pasar-embedded`.
#![allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a tool that shows numbers to people; no contract uses it"
)]

// Every `println!` of this crate outlives a closed pipe.
#[macro_use]
extern crate pasar_terminal;

pub mod crowd;
pub mod demo;
pub mod economics;
pub mod forms;
pub mod pay;
pub mod reading;
pub mod score;
pub mod serve;
pub mod simulate;
pub mod vectors;
