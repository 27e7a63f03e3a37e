//! The example campaigns of the repository: what is published of them, their terms, what is known of their items, and
//! what their data sets are licensed under.

mod plan;
mod publication;
mod terms;
mod terms_of_use;

pub use plan::{Plan, MEALS, PATIENTS, PICTURES, REPLIES};
pub use publication::{Example, Known};
pub use terms_of_use::TermsOfUse;
