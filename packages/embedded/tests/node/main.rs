//! Talks HTTP to the server, as wallets and pages do.

mod labels;
mod refusals;
mod visitor;
