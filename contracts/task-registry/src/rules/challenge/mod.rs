//! A challenge: a second opinion that its challenger buys. It lives beside its task and delays nothing.

pub mod bonds;
pub mod challenge_error;
pub mod dispute;
pub mod divide;
pub mod judge;
pub mod record;
pub mod registrations;

#[cfg(test)]
mod tests;
