//! `drand`: a drand of one's own for a local chain. Anybody who knows the seed knows every round.

use std::{
    io::{self, Write},
    net::{IpAddr, TcpListener},
    num::NonZeroU64,
    process::ExitCode,
};

use clap::Parser;
use pasar_drand::{native::Beacon, schedule::Schedule, server::Server};

/// A drand of one's own for a local chain, with the paths of drand's relays.
#[derive(Parser)]
#[command(name = "drand", version)]
struct Args {
    /// When round one comes, in seconds of Unix.
    #[arg(long)]
    genesis: u64,
    /// Seconds from one round to the next.
    #[arg(long, default_value = "3")]
    period: NonZeroU64,
    /// What the key pair is made of; anybody who knows it knows every round.
    #[arg(long)]
    seed: String,
    /// Port to listen on; zero: any that is free.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("drand: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> io::Result<()> {
    let schedule = Schedule {
        genesis: args.genesis,
        period: args.period,
    };
    let Some(server) = Server::new(Beacon::new(args.seed.as_bytes()), schedule) else {
        let period = args.period;
        return Err(io::Error::other(format!(
            "a period of {period} s is longer than drand's {} s",
            u32::MAX
        )));
    };
    let listener = TcpListener::bind((args.address, args.port)).map_err(|error| {
        io::Error::other(format!("port {} of {}: {error}", args.port, args.address))
    })?;
    let info = server.info();
    let at = listener.local_addr()?;
    let said = format!("http://{at} {} {}", info.hash, info.public_key);
    writeln!(io::stdout(), "{said}")?;
    server.serve(&listener);
    Ok(())
}
