//! One file per message.

mod advance;
mod ask;
mod cancel_campaign;
mod claim;
mod commit;
mod create_campaign;
mod draw;
mod open_gold;
mod owner;
mod release;
mod resolve;
mod reveal;
mod settle;

pub use advance::advance;
pub use ask::{ask, close};
pub use cancel_campaign::cancel_campaign;
pub use claim::claim;
pub use commit::commit;
pub use create_campaign::{create_campaign, receive};
pub use draw::{beat, draw};
pub use open_gold::open_gold;
pub use owner::{set_mode, update_ownership, update_params};
pub use release::release;
pub use resolve::resolve;
pub use reveal::reveal;
pub use settle::settle;
