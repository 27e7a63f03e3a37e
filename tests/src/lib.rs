//! The suite lives in `it/`; this library is empty.
