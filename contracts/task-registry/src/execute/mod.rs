//! One file per message.

mod advance;
mod ask;
mod cancel_campaign;
mod challenge;
mod claim;
mod commit;
mod create_campaign;
mod draw;
mod join_panel;
mod open_gold;
mod owner;
mod panel;
mod receive;
mod release;
mod resolve;
mod reveal;
mod settle;

pub use advance::advance;
pub use ask::{ask, close};
pub use cancel_campaign::cancel_campaign;
pub use challenge::challenge;
pub use claim::claim;
pub use commit::commit;
pub use create_campaign::create_campaign;
pub use draw::{beat, draw};
pub use join_panel::join_panel;
pub use open_gold::open_gold;
pub use owner::{set_mode, update_ownership, update_params};
pub use receive::receive;
pub use release::release;
pub use resolve::resolve;
pub use reveal::reveal;
pub use settle::settle;
