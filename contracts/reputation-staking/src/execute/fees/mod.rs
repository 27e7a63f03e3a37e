//! What stakers and the commons get.

mod claim_fees;
mod flush_commons;

pub use claim_fees::claim_fees;
pub use flush_commons::flush_commons;
