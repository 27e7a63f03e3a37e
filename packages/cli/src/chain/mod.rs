//! A chain and the market on it: a node, the profile of its network, and accounts that send.

pub mod account;
pub mod address;
pub mod amounts;
pub mod drand;
#[cfg(test)]
pub mod fake_node;
pub mod market;
pub mod network;
pub mod node;
pub mod refusal;
pub mod rpc;
