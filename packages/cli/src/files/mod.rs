//! Files that people write, and those in which nothing may be lost.

pub mod answers;
pub mod campaign;
pub mod document;
pub mod header;
pub mod items;
pub mod labels;
pub mod pages;
pub mod publication;
pub mod results;
pub mod seal_book;
pub mod state;
pub mod tags;
pub mod terms;
pub mod verdicts;
