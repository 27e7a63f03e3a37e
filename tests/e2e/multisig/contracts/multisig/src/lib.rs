//! The entry points of cw3-fixed-multisig, which would not be linked without being named.

pub use cw3_fixed_multisig::contract;
