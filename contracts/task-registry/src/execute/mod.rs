//! One verb, one file; its room is its subject.

pub mod campaign;
pub mod challenge;
pub mod draw;
pub mod owner;
mod receive;
pub mod task;
pub mod verdict;

pub use receive::receive;
