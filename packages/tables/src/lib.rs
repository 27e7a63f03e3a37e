//! One reader for what people write: tables of labels, truth, items and gold; and [`questions`], as terms have them.
//!
//! A [`Table`] is a CSV file (separated by commas, semicolons or tabs), a JSON array of objects, JSON
//! lines, or an export of a known tool. Nothing that a file says is dropped, renamed, rounded or
//! misread in silence: it is refused with file, line and column ([`Refusal`]), or read as it
//! stands, or read with a note ([`Table::notes`]) that says what was done.
//!
//! What each small file becomes is written down in `vectors/`, so that other languages can read
//! alike.

mod alike;
mod classes;
mod columns;
mod delimited;
mod items;
mod json;
mod label_studio;
mod names;
mod number;
mod paths;
pub mod questions;
mod refusal;
mod scale;
mod table;
mod text;

pub use alike::{alike, difference};
pub use classes::class_numbers;
pub use columns::{
    Column, FIRST, ITEM, ITEM_OF_CAMPAIGN, LABEL, LABELER, SECOND, TAG, TAGS, TRUE_VALUE, TRUTH,
    VALUE,
};
pub use delimited::split;
pub use items::{items_of, read_items, Item};
pub use json::Value;
pub use names::Names;
pub use number::{number, whole_number};
pub use paths::{can_be_written, find, keeps_inputs};
pub use refusal::{At, Refusal};
pub use scale::Scale;
pub use table::{Row, Table};
pub use text::{has_extension, read_text};
