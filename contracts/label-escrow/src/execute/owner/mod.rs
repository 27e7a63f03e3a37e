//! What the owner may do: denoms and fees of future campaigns.

mod allow_denom;
mod disallow_denom;
mod update_fees;
mod update_ownership;

pub use allow_denom::allow_denom;
pub use disallow_denom::disallow_denom;
pub use update_fees::update_fees;
pub use update_ownership::update_ownership;
