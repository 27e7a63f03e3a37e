//! A small chain for the built contracts: the real Wasm in the real VM, with the gas prices of a
//! default wasmd. For what a call costs and whether the artifacts work together; what the
//! contracts should do is tested natively, in the workspace.

mod chain;
pub mod flow;
pub mod gas;
mod host;
pub mod ledger;
pub mod lock;
mod querier;
mod storage;
pub mod suite;

pub use chain::{Call, Chain, TxReport, CHAIN_ID, GENESIS};
pub use gas::Gas;
