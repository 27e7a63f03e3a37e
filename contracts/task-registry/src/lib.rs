//! The task registry: campaigns, tasks, tickets, seats, seals, labels and verdicts, and how much
//! stake each labeler has exposed. The market's only state machine; it holds no money.
//!
//! Every message loads one campaign as a [`work::Work`], changes it, and saves it once; messages to
//! the escrow and to staking leave last. The rules themselves are pure types: [`task`], [`seat`],
//! [`frontier`], [`exposure`].

pub mod asked;
pub mod beacon;
pub mod bonds;
pub mod campaign;
pub mod certificate;
pub mod challenge;
pub mod config;
pub mod contract;
pub mod draw;
pub mod eligibility;
pub mod error;
pub mod execute;
pub mod exposure;
pub mod frontier;
pub mod inference;
pub mod query;
pub mod quote;
pub mod scores;
pub mod seat;
pub mod settlement;
pub mod siblings;
pub mod state;
pub mod task;
pub mod task_error;
pub mod ticket;
pub mod work;

pub use error::ContractError;
