//! The task registry: campaigns, tasks, tickets, seats, seals, labels and verdicts, and how much
//! stake each labeler has exposed. The market's only state machine; it holds no money.
//!
//! Every message opens a [`session`] on one campaign, which loads, judges with the [`rules`], saves,
//! and tells the escrow and staking once, last. The rules are pure types, and what they hold is what
//! is stored. Each room knows only those before it: `rules`, [`store`], `session`, [`execute`] and
//! [`query`], [`contract`].

pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod rules;
pub mod session;
pub mod store;

#[cfg(test)]
mod golden_tests;

pub use error::ContractError;
