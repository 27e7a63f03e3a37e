//! One message's session on one campaign: it loads, judges with the rules, saves, and tells the
//! siblings once.

pub mod batch;
pub mod campaign;
pub mod draw;
pub mod eligibility;
pub mod escrow;
pub mod finish;
pub mod frontier;
pub mod labels;
pub mod loaded;
pub mod outbox;
pub mod panel;
pub mod penalties;
pub mod quote;
pub mod randomness;
pub mod registrations;
pub mod task;

pub use campaign::Session;
pub use task::OpenTask;
