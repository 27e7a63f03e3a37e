//! One file per message.

mod fees;
mod issuer;
mod owner;
mod record;
mod stake;

pub use fees::{claim_fees, flush_commons};
pub use issuer::{grant, register_issuer, revoke, unregister_issuer};
pub use owner::{update_ownership, update_params};
pub use record::{penalize, reply, settle};
pub use stake::{bond, receive, unbond, withdraw};
