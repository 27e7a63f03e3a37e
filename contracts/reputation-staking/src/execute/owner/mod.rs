//! What the owner may do: the settings of what begins from now on.

mod update_ownership;
mod update_params;

pub use update_ownership::update_ownership;
pub use update_params::update_params;
