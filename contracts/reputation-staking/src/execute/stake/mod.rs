//! Stake, from its bonding to its withdrawal.

mod bond;
mod receive;
mod unbond;
mod withdraw;

pub use bond::bond;
pub use receive::receive;
pub use unbond::unbond;
pub use withdraw::withdraw;
