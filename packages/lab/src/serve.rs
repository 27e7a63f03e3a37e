//! `lab demo --serve`: the page for people on the embedded chain.

use anyhow::Result;
use pasar_embedded::{start, Options};

pub use pasar_embedded::PORT;

/// Serves until it is stopped.
pub fn run(port: u16) -> Result<()> {
    let running = start(Options { port, crowd: true })?;
    let origin = &running.origin;
    println!("Pasar on an embedded chain. THIS IS NO REAL CHAIN: it lives in this program, nothing on it is worth");
    println!("anything, and all of it is gone when the program ends.");
    println!();
    println!("  the page   {origin}");
    println!("  the node   {origin}/rpc       (JSON-RPC as of CometBFT)");
    println!("  its drand  {origin}/drand");
    println!();
    println!("Open the page, choose Connect and then \"Key of this browser\": it is given coins. The pictures under Work");
    println!("wait for you; two people of the program label them too, and others grade patients meanwhile.");
    println!("Control-C ends it.");
    running.wait()
}
