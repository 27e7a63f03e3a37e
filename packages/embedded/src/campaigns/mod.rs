//! The example campaigns of the repository: what is published of them, their terms, and what is known of their items.

mod plan;
mod publication;
mod terms;

pub use plan::{Plan, MEALS, PATIENTS, PICTURES, REPLIES};
pub use publication::{Example, Known};
