//! A verdict: what labels say, how seats are scored, and what tasks that end cost and earn.

pub mod bounds;
pub mod bytes;
pub mod certificate;
pub mod inference;
pub mod scores;
pub mod settlement;
