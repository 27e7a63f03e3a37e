//! Starts everything: the chain and its clock, the crowd, and the address that answers.

use std::{
    collections::BTreeMap,
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    num::NonZeroU64,
    path::PathBuf,
    time::Duration,
};

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::Timestamp;
use k256::elliptic_curve::rand_core::{OsRng, RngCore};
use oxhttp::{ListeningServer, Server};
use pasar_common::task_registry::Randomness;
use pasar_drand::{native::Beacon, schedule::Schedule, server::Server as Drand};

use crate::{
    campaigns::{Example, TermsOfUse, MEALS, PATIENTS, PICTURES, REPLIES},
    chain::Chain,
    crowd::Crowd,
    http::{files::Files, page::Page, Routes, Site},
    node::{now, Node},
};

/// Where it is, unless another port is named.
pub const PORT: u16 = 8480;
/// Seconds from one round of the demo's drand to the next, the fewest that there are, and until a round decides.
const ROUND_SECONDS: u16 = 1;
/// Age of the demo's drand, so that rounds have come when the chain begins.
const DRAND_AGE: u64 = 86_400;
/// Most connections at once.
const MAX_CONNECTIONS: usize = 128;
/// How long a connection may say nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// What to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on this machine; 0: any that is free.
    pub port: u16,
    /// Whether there are campaigns and people who label them.
    pub crowd: bool,
    /// A folder of one's own to be served below `/files/`.
    pub files: Option<PathBuf>,
}

/// What runs.
pub struct Running {
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
    /// The way to its chain.
    pub node: Node,
    server: ListeningServer,
}

impl Running {
    /// Goes on until the program is stopped.
    pub fn wait(self) -> Result<()> {
        self.server.join().context("the server stopped")
    }
}

/// Starts what is to be served.
pub fn start(options: Options) -> Result<Running> {
    let port = free_port(options.port)?;
    let origin = format!("http://127.0.0.1:{port}");
    let now = now();
    let (drand, randomness, beacon) = drand(now)?;
    let base = format!("{origin}/campaigns");
    let examples = [&PICTURES, &MEALS, &REPLIES, &PATIENTS].map(|plan| Example::of(plan, &base));
    let examples = examples.into_iter().collect::<Result<Vec<_>>>()?;
    let terms_of_use = TermsOfUse::of(&base);
    let site = Site {
        origin: origin.clone(),
        page: Page::built()?,
        campaigns: published(&examples),
        files: options.files.as_deref().map(Files::of).transpose()?,
        drand,
    };
    // Another one each time: nothing that a browser has kept of an earlier chain fits this one.
    let id = format!("demo-{:x}", now.seconds());
    let node = Node::start(move || {
        let mut chain = Chain::new(&id, now, randomness);
        let crowd = match options.crowd {
            true => Some(Crowd::new(&mut chain, examples, terms_of_use, beacon)?),
            false => None,
        };
        Ok((chain, crowd))
    })?;
    let routes = Routes::new(site, node.clone())?;
    let server = Server::new(move |request| routes.answer(request))
        .bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .with_global_timeout(PATIENCE)
        .with_max_concurrent_connections(MAX_CONNECTIONS)
        .spawn()
        .with_context(|| format!("port {port}"))?;
    Ok(Running {
        origin,
        node,
        server,
    })
}

/// Files of all campaigns, by folder and path, and what their data sets are licensed under.
fn published(examples: &[Example]) -> BTreeMap<String, Vec<u8>> {
    let files = examples.iter().flat_map(|example| {
        let folder = example.plan.folder;
        let own = example.files.iter();
        own.map(move |(path, bytes)| (format!("{folder}/{path}"), bytes.clone()))
    });
    let terms_of_use = (TermsOfUse::PATH.to_owned(), TermsOfUse::bytes());
    files.chain([terms_of_use]).collect()
}

/// The port, where nobody has it.
fn free_port(port: u16) -> Result<u16> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener.local_addr()?.port()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {port} of 127.0.0.1 is taken by another program: name another one with --port")
        }
        Err(error) => {
            Err(error).with_context(|| format!("port {port} of 127.0.0.1 cannot be used"))
        }
    }
}

/// A drand of this run's own: its server, what the chain knows of it, and the key that signs, which the crowd asks
/// instead of the server.
fn drand(now: Timestamp) -> Result<(Drand, Randomness, Beacon)> {
    let mut seed = [0; 32];
    OsRng.fill_bytes(&mut seed);
    let beacon = Beacon::new(&seed);
    let genesis = now.seconds().saturating_sub(DRAND_AGE);
    ensure!(genesis > 0, "the clock of this machine says 1970: set it");
    let schedule = Schedule {
        genesis,
        period: NonZeroU64::MIN,
    };
    let randomness = Randomness {
        public_key: beacon.public_key().as_slice().into(),
        genesis,
        period_seconds: ROUND_SECONDS,
        stride: 1,
        delay_seconds: ROUND_SECONDS,
    };
    let server = Drand::new(Beacon::new(&seed), schedule).context("drand's period is too long")?;
    Ok((server, randomness, beacon))
}
