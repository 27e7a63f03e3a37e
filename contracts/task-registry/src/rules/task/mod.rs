//! A task: its life, its seats, and what they are asked for.

pub mod asked;
pub mod header;
pub mod seat;
pub mod tally;
pub mod task_error;
