//! What leaves the escrow.

mod flush_commons;
mod pay_fees;
mod withdraw;

pub use flush_commons::flush_commons;
pub use pay_fees::pay_fees;
pub use withdraw::withdraw;
