//! Challenges of verdicts, and their panels.

mod advance_panel;
#[expect(
    clippy::module_inception,
    reason = "one verb, one file: the message is called challenge"
)]
mod challenge;
mod register;
mod reveal_panel;
mod seal_panel;
mod sit;
mod unregister;

pub use advance_panel::advance_panel;
pub use challenge::{challenge, open};
pub use register::register;
pub use reveal_panel::reveal_panel;
pub use seal_panel::seal_panel;
pub use sit::sit;
pub use unregister::unregister;
