//! Gold, verdicts, and pay.

mod open_gold;
mod resolve;
mod settle;

pub use open_gold::open_gold;
pub use resolve::resolve;
pub use settle::settle;
