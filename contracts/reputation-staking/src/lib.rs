//! Stake, unbonding, penalties and skill per domain.
//!
//! Stake is money behind a labeler's word: it can leave only where the registry says that no seat
//! depends on it, and only the registry takes penalties out of it. Skill is what settled tasks
//! showed of a labeler. The contract knows neither campaigns nor labels, and sends nothing but
//! transfers: no replies, no callbacks.
//!
//! Every unit that came in is, until it leaves, exactly one of: stake, stake on its way out, a tip,
//! or due to the commons. Their sum is a denom's liabilities ([`state::Books`]).

pub mod books;
pub mod config;
pub mod contract;
pub mod credential_query;
pub mod error;
pub mod execute;
pub mod fee_records;
pub mod fees;
pub mod guard;
pub mod issuers;
pub mod query;
pub mod state;
pub mod unbonding;

pub use error::ContractError;
