//! Instantiation and ownership.
