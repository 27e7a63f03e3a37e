//! The label escrow: deposits, earned pay, refunds, dataset shares, fees and emission points.

mod event;
mod msg;
mod query;
mod rights;

pub use event::*;
pub use msg::*;
pub use query::*;
pub use rights::*;
