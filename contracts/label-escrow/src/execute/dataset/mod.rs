//! A dataset: its shares, its offers, its income.

mod buy_license;
mod offer_license;
mod pay_royalty;
mod receive;
mod transfer_shares;
mod withdraw_offer;

pub use buy_license::buy_license;
pub use offer_license::offer_license;
pub use pay_royalty::pay_royalty;
pub use receive::receive;
pub use transfer_shares::transfer_shares;
pub use withdraw_offer::withdraw_offer;
