//! Stake, unbonding, penalties and skill per domain.
