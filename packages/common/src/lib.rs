//! What the contracts of Pasar and their clients share: messages, queries, events, types,
//! byte formats (packed labels, seals, storage records) and the two storage keys that one
//! contract reads from another. No entry points and no state of its own.

pub mod asset;
pub mod domain;
pub mod event;
pub mod gold;
pub mod item_set;
pub mod label_escrow;
pub mod merkle;
pub mod packed;
pub mod packing;
pub mod page;
pub mod ratio;
pub mod raw;
pub mod reputation_staking;
pub mod reward_token;
pub mod seal;
pub mod siblings;
pub mod task_registry;
pub mod time;
pub mod wilson;
