//! What the owner may do: settings of future campaigns, and stopping new work.

mod set_mode;
mod update_ownership;
mod update_params;

pub use set_mode::set_mode;
pub use update_ownership::update_ownership;
pub use update_params::update_params;
