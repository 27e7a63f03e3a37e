//! A small chain for the built contracts: the real Wasm in the real VM, with the gas prices of a
//! default wasmd. For what a call costs and whether the artifacts work together; what the
//! contracts should do is tested natively, in the workspace.

pub mod answers;
mod call;
pub mod calls;
pub mod cases;
mod chain;
pub mod check;
pub mod curves;
pub mod docs;
pub mod drand;
pub mod flow;
pub mod gas;
mod host;
pub mod journal;
pub mod ledger;
pub mod lock;
pub mod naive;
pub mod pipeline;
mod querier;
pub mod replay;
pub mod report;
mod state;
mod storage;
pub mod suite;
pub mod table;

pub use chain::{Call, Chain, TxReport, CHAIN_ID, GENESIS};
pub use gas::Gas;
