//! `pasar`: the market on the command line. What requesters, labelers, challengers, licensees, stakers
//! and keepers do on a real chain, as commands.
//!
//! Commands use a chain, keys and files; none of these know a command.
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

mod args;
mod batches;
mod chain;
mod commands;
mod context;
mod files;
mod keys;
mod output;
mod parts;
mod private_file;
mod random;
mod retry;
#[cfg(test)]
mod vectors;

pub use args::{Command, Options};
pub use commands::run;
