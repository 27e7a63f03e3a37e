//! The label escrow: deposits, earned pay, refunds, dataset shares, fees and emission points.

mod event;
mod msg;
mod query;

pub use event::*;
pub use msg::*;
pub use query::*;
