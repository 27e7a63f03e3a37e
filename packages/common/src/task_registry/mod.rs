//! The task registry: campaigns, tasks, tickets, seats, seals, labels and verdicts.

mod event;
mod msg;
mod quality;
mod query;
mod status;
mod terms;
mod terms_check;

pub use event::*;
pub use msg::*;
pub use quality::*;
pub use query::*;
pub use status::*;
pub use terms::*;
pub use terms_check::*;
