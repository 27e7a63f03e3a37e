//! The thread in which the chain lives: the embedded chain cannot leave the one it was made in, so whoever wants
//! something of it sends what is to be done there. Between questions the blocks pass.

use std::{
    panic::{catch_unwind, AssertUnwindSafe},
    sync::mpsc::{channel, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context as _, Result};
use cosmwasm_std::Timestamp;

use crate::{chain::Chain, crowd::Crowd};

/// Time between blocks.
const BLOCK: Duration = Duration::from_secs(1);

/// What is to be done with the chain.
type Job = Box<dyn FnOnce(&mut Chain) + Send>;

/// The way to the chain.
#[derive(Clone)]
pub struct Node(Sender<Job>);

impl Node {
    /// Begins a chain in a thread of its own.
    pub fn start(
        begin: impl FnOnce() -> Result<(Chain, Option<Crowd>)> + Send + 'static,
    ) -> Result<Self> {
        let (jobs, queue) = channel::<Job>();
        let (begun, ready) = channel();
        let live = move || match begin() {
            Ok((chain, crowd)) => {
                // Whoever waited for it may be gone.
                let _ = begun.send(Ok(()));
                live(chain, crowd, &queue);
            }
            Err(error) => drop(begun.send(Err(error))),
        };
        thread::Builder::new()
            .name("chain".to_owned())
            .spawn(live)?;
        ready.recv().context("the chain did not begin")??;
        Ok(Self(jobs))
    }

    /// Has something done with the chain; none where that went wrong.
    pub fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Chain) -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = channel();
        let job = move |chain: &mut Chain| drop(answer.send(work(chain)));
        self.0.send(Box::new(job)).ok()?;
        answered.recv().ok()
    }
}

/// Blocks and questions, as long as somebody may ask.
fn live(mut chain: Chain, mut crowd: Option<Crowd>, queue: &Receiver<Job>) {
    let mut last = Instant::now();
    loop {
        match queue.recv_timeout(BLOCK.saturating_sub(last.elapsed())) {
            // A question that breaks must not take the chain with it; what it did is kept or not as a whole.
            Ok(job) => drop(catch_unwind(AssertUnwindSafe(|| job(&mut chain)))),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if last.elapsed() >= BLOCK {
            last = Instant::now();
            chain.next_block(now());
            if let Some(crowd) = &mut crowd {
                crowd.step(&mut chain);
            }
        }
    }
}

/// The time of this machine.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let nanos = since.unwrap_or_default().as_nanos();
    Timestamp::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}
