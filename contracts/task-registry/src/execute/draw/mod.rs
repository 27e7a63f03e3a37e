//! Tickets and what becomes of them.

mod claim;
#[expect(
    clippy::module_inception,
    reason = "one verb, one file: the message is called draw"
)]
mod draw;
mod release;

pub use claim::claim;
pub use draw::draw;
pub use release::release;
