//! One address for everything: the page, the node, drand, the campaigns' files and a faucet.

mod faucet;
pub mod files;
pub mod page;
mod route;

pub use route::{Routes, Site};
