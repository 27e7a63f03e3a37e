//! The suite on an embedded chain (cw-multi-test): a [`Market`] with actors, a clock whose blocks
//! pass as on a real chain, and the invariants, checked after every message. For tests and tools.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "a test world stops at the first surprise"
)]

mod builder;
mod clock;
mod invariants;
mod labeler;
mod market;
mod queries;
mod terms;

pub use builder::MarketBuilder;
pub use labeler::Work;
pub use market::{Market, Refused};
pub use terms::{denom, terms};

/// The native denom of the embedded chain.
pub const NATIVE: &str = "upasar";
/// Its chain id.
pub const CHAIN_ID: &str = "pasar-embedded-1";
