//! The embedded chain as a node shows it: the RPC of CometBFT, drand's paths, the page, campaigns to label and a crowd
//! that labels them. It is no real chain: it has no validators, and is gone when the program ends.

pub mod account;
pub mod campaigns;
pub mod chain;
mod crowd;
mod http;
pub mod node;
pub mod rpc;
mod serve;

pub use serve::{start, Options, Running, PORT};
