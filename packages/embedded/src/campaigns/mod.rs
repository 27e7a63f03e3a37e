//! The example campaigns of the repository: what is published of them, their terms, and what is known of their items.

mod publication;
mod terms;

pub use publication::{Example, Known};
pub use terms::{Plan, PATIENTS, PICTURES};
