//! What the contracts of Pasar share with each other and with their clients: messages, queries,
//! events, types, stored records and the storage keys that one contract reads from another. No entry
//! points and no state of its own; byte formats are in `pasar-formats`.

pub mod access;
pub mod account;
pub mod amount;
pub mod asset;
pub mod epochs;
pub mod event;
pub mod fee_pool;
pub mod label_escrow;
pub mod owner;
pub mod packed;
pub mod page;
pub mod ratio;
pub mod raw;
pub mod reputation_staking;
pub mod reward_token;
pub mod siblings;
pub mod task_registry;
pub mod time;
pub mod wilson;
mod wire;

pub use pasar_formats::number;
pub use wire::json;
