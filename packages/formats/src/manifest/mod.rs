//! What is labeled: the header `manifest/1` of a campaign's items, and where it is.
//!
//! `docs/manifest.md` says what each member means. The client of packages/client reads and refuses the same
//! headers with the same words; `vectors/manifest.json` and `vectors/manifest-uri.json` hold both to it.

pub mod address;
pub mod header;
mod member;
pub mod questions;
mod view;

pub use member::HeaderError;
pub use view::ShownField;
