//! Stake, unbonding, penalties and skill per domain.
//!
//! Stake is money that answers for a labeler's word: it can leave only where the registry says that no seat
//! depends on it, and only the registry takes penalties out of it. Skill is what settled tasks
//! showed of a labeler. The contract knows neither campaigns nor labels, and sends nothing but
//! transfers: no replies, no callbacks.
//!
//! Every unit that came in is, until it leaves, exactly one of: stake, stake on its way out,
//! or due to the commons. Their sum is a denom's liabilities ([`rules::books::Books`]).

pub mod books;
pub mod contract;
pub mod error;
pub mod execute;
pub mod query;
pub mod rules;
pub mod store;

pub use error::ContractError;
