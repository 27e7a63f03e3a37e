//! `lab demo --serve`: the page for people on the embedded chain.

use std::path::PathBuf;

use anyhow::Result;
use pasar_embedded::{start, Options};

pub use pasar_embedded::PORT;

/// Serves until it is stopped, with a folder of one's own or none.
pub fn run(port: u16, files: Option<PathBuf>) -> Result<()> {
    let own = files.is_some();
    let running = start(Options {
        port,
        crowd: true,
        files,
    })?;
    let origin = &running.origin;
    println!("Pasar on an embedded chain. THIS IS NO REAL CHAIN: it lives in this program, nothing on it is worth");
    println!("anything, and all of it is gone when the program ends.");
    println!();
    println!("  the page   {origin}");
    println!("  the node   {origin}/rpc       (JSON-RPC as of CometBFT)");
    println!("  its drand  {origin}/drand");
    if own {
        println!("  your files {origin}/files/");
    }
    println!();
    println!("Open the page, choose Connect, then \"Key of this browser\", and get coins. Pictures, meals and replies under");
    println!("Work wait for you: two people of the program label each of them too, and others grade patients meanwhile.");
    println!("From the third campaign of patients on, its verdict may be challenged: three of the program are the panel.");
    println!("They label campaigns of your own, too, but do not see their items: each guesses, so no verdict there is sure.");
    println!("Control-C ends it.");
    running.wait()
}
