//! A campaign, from its deposit to its last task.

mod open;
mod release;
mod settle;

pub use open::open;
pub use release::release;
pub use settle::settle;
