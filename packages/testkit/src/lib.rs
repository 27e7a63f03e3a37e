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

mod actors;
mod builder;
mod campaign;
mod clock;
mod gold;
mod incentives;
mod invariants;
mod labeler;
mod market;
mod money;
mod pipeline;
mod queries;
mod refused;
mod rights;
mod tokens;
mod trust;
mod verbs;

pub use builder::MarketBuilder;
pub use campaign::{campaign, denom, terms, CampaignBuilder, IntoTerms, DOMAIN};
pub use clock::GENESIS;
pub use gold::GoldBook;
pub use invariants::Violation;
pub use labeler::Work;
pub use market::{Market, Outcome};
pub use pipeline::Row;
pub use refused::Refused;
pub use rights::offer;

/// The native denom of the embedded chain.
pub const NATIVE: &str = "upasar";
/// Its chain id.
pub const CHAIN_ID: &str = "pasar-embedded-1";
