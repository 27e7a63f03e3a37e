//! The embedded chain with the suite on it: accounts, clock, tokens, and how messages reach it.

pub(crate) mod actors;
pub(crate) mod builder;
pub(crate) mod clock;
pub(crate) mod drand;
pub(crate) mod emitted;
pub(crate) mod index;
pub(crate) mod market;
pub(crate) mod memory;
pub(crate) mod native;
pub(crate) mod prose;
pub(crate) mod refused;
pub(crate) mod tokens;
