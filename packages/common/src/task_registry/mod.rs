//! The task registry: campaigns, tasks, tickets, seats, seals, labels and verdicts.

mod event;
mod msg;
mod query;
mod terms;
mod terms_check;

pub use event::*;
pub use msg::*;
pub use query::*;
pub use terms::*;
pub use terms_check::*;
