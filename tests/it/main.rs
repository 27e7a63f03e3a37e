//! The cross-contract suite: whole campaigns, timeouts, authority, attacks. Every message is
//! followed by a check of all invariants.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::wildcard_enum_match_arm,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise, and their tables are long"
)]

mod attacks;
mod authority;
mod bootstrap;
mod certificate;
mod challenge;
mod conservation;
mod credentials;
mod draw;
mod emission;
mod events;
mod every_phase;
mod forms;
mod forms_panels;
mod forms_vectors;
mod gold;
mod hostile;
mod hostile_token;
mod license;
mod liveness;
mod migration;
mod money;
mod order;
mod pages;
mod panels;
mod pause;
mod props;
mod puppet;
mod rejections;
mod rejections_challenges;
mod rejections_prose;
mod rejections_waves;
mod royalties;
mod sizes;
mod slashing;
mod stakers_fee;
mod support;
mod terms;
mod timeouts;
mod waves;
mod whole_campaign;
