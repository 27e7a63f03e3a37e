//! A labeling contract as a straightforward developer writes it: each label is committed, then
//! revealed, in transactions of its own; every fact is a record of its own, in JSON under the keys of
//! `cw-storage-plus`. When the last label of an item is revealed, the plurality is the verdict, and
//! the labelers who gave it are paid. It seals, counts and pays honestly, and nothing in it is made slow on
//! purpose: this is what Pasar's gas is compared with.

pub mod contract;
pub mod msg;
pub mod state;
