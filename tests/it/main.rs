//! Cross-contract suite.
