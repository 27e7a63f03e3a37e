//! Labelers' records, and penalties.

mod penalize;
mod reply;
mod settle;

pub use penalize::penalize;
pub use reply::reply;
pub use settle::settle;
