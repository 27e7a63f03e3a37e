//! The task registry: campaigns, tasks, tickets, seats, seals, labels and verdicts.

mod certificate;
mod challenge;
mod draw;
mod event;
mod msg;
mod panel;
mod query;
mod question;
mod status;
mod terms;
mod terms_check;
mod terms_error;

pub use certificate::*;
pub use challenge::*;
pub use draw::*;
pub use event::*;
pub use msg::*;
pub use panel::*;
pub use query::*;
pub use question::*;
pub use status::*;
pub use terms::*;
pub use terms_error::*;
