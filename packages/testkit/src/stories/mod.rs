//! Whole pieces of work in one call. These pass blocks.

pub(crate) mod pipeline;
