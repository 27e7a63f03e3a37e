//! Tests of the contract, one file per message.
