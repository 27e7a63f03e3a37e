//! One file per message.

mod campaign;
mod challenge;
mod dataset;
mod money;
mod owner;

pub use campaign::{open, release, settle};
pub use challenge::{bond, settle_challenges};
pub use dataset::{
    buy_license, offer_license, pay_royalty, receive, transfer_shares, withdraw_offer,
};
pub use money::{flush_commons, pay_fees, withdraw};
pub use owner::{allow_denom, disallow_denom, update_fees, update_ownership};
