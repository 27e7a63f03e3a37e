//! The suite on an embedded chain.
