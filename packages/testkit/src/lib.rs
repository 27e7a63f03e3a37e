//! The suite on an embedded chain (cw-multi-test): a [`Market`] with actors, a clock whose blocks
//! pass as on a real chain, and the invariants, checked after every message. For tests and tools.
//!
//! ```
//! use pasar_testkit::{campaign, Market, Row};
//!
//! let mut market = Market::new();
//! let requester = market.account("requester");
//! let rows: Vec<Row> = market
//!     .accounts("labeler", 3)
//!     .into_iter()
//!     .map(|labeler| (labeler, (0..60).map(|item| item % 3).collect()))
//!     .collect();
//! let id = market.create(&requester, campaign().items(60).price(100)).unwrap();
//! market.run_campaign(id, &rows).unwrap();
//! assert_eq!(market.verdict(id, 0).labels, rows[0].1);
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "a test world stops at the first surprise"
)]

mod chain;
mod gold;
mod invariants;
mod queries;
mod stories;
mod terms;
mod verbs;

pub use chain::{
    builder::{codes, MarketBuilder},
    drand::{randomness, signature_of},
    emitted::emitted,
    market::{message, Market, Outcome},
    memory::{SealedLabels, Violation},
    native::{denom, CHAIN_ID, GENESIS, NATIVE},
    prose::{UnderWay, DOCUMENTED},
    refused::{words_of, Refused},
};
pub use gold::GoldBook;
pub use stories::pipeline::Row;
pub use terms::{campaign, terms, CampaignBuilder, IntoTerms, DOMAIN};
pub use verbs::datasets::offer;
