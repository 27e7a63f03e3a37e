//! The market on the command line.

fn main() {}
