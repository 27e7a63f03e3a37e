//! Tests of the contract by itself; what needs its siblings is in the cross-contract suite.

mod instantiate;
