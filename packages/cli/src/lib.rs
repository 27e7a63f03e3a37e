//! `pasar`: the market on the command line. `demo` runs it on an embedded chain, `score` and
//! `vectors` use its mathematics alone, and the commands of [`node`] talk to a real chain.
#![allow(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool that shows numbers to people; no contract uses it"
)]

pub mod crowd;
pub mod demo;
pub mod economics;
pub mod fairness;
#[cfg(feature = "node")]
pub mod node;
pub mod outcome;
pub mod ownership;
pub mod pages;
pub mod population;
pub mod reader;
pub mod replay;
pub mod report;
pub mod score;
pub mod simulate;
pub mod simulation;
pub mod story;
pub mod svg;
pub mod vectors;
pub mod waves;
