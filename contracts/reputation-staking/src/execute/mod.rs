//! One file per message.

mod bond;
mod claim_fees;
mod credential;
mod flush_commons;
mod issuer;
mod owner;
mod penalize;
mod settle;
mod unbond;
mod withdraw;

pub use bond::{bond, receive};
pub use claim_fees::claim_fees;
pub use credential::{grant, reply, revoke};
pub use flush_commons::flush_commons;
pub use issuer::{register_issuer, unregister_issuer};
pub use owner::{update_ownership, update_params};
pub use penalize::penalize;
pub use settle::{settle, SUSPENSION};
pub use unbond::unbond;
pub use withdraw::withdraw;
