//! A campaign's beginning, and its early end.

mod cancel;
mod create;

pub use cancel::cancel;
pub use create::{create, open};
