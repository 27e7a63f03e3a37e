//! A whole campaign on the artifacts. Labelers stay: each round one claim draws the last ticket and
//! takes the next, one commit seals what was drawn, one reveal opens what is complete, always
//! `batch` seats a message; at the end everybody withdraws once. Every transaction is metered.

use std::collections::BTreeMap;

use cosmwasm_std::{to_json_binary, Coin, HexBinary, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::{
    label_escrow::{self, Withdraw},
    ratio::Bps,
    task_registry::{
        CampaignCreated, CampaignRef, Claim, Commit, CreateCampaign, Eligibility, ExecuteMsg,
        FrontierResponse, Manifest, Overlap, PayTerms, QueryMsg, Question, QuoteResponse,
        ReceiveMsg, Reveal, SeatDrawn, SeatRef, SeatStake, ShareTerms, Tasks, Terms, Windows,
    },
};
use pasar_drand::noise::mix;
use pasar_formats::seal::{SealContext, SALT_BYTES};
use serde::Serialize;

use crate::{
    answers,
    chain::{TxReport, CHAIN_ID, GENESIS},
    drand,
    ledger::Ledger,
    suite::Suite,
};

/// Seconds of a block.
pub(crate) const BLOCK_SECONDS: u64 = 6;
pub(crate) const DAY: u64 = 86_400;

/// A campaign's shape, and how it is worked on.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What is asked of every item.
    pub questions: Vec<Question>,
    /// Items of a task.
    pub page: u32,
    /// Number of tasks.
    pub tasks: u32,
    /// Seats of a task.
    pub overlap: u8,
    /// Tasks open at a time.
    pub frontier: u16,
    /// Seats of a ticket, commit and reveal.
    pub batch: u8,
    /// Labelers who work at the same time.
    pub crowd: usize,
    /// Tasks of a `Resolve` and a `Settle`.
    pub crank: usize,
    /// In which denom it pays.
    pub denom: Denom,
}

/// Runs a campaign.
pub struct Flow<'a> {
    suite: &'a mut Suite,
    shape: Shape,
    /// The campaign's id.
    pub campaign: u32,
    /// What everything cost.
    pub ledger: Ledger,
    /// Labels revealed.
    pub labels: u64,
    workers: Vec<Worker>,
    sealed: BTreeMap<u32, u8>,
    revealed: BTreeMap<u32, u8>,
    /// Tasks whose seats are all revealed, and not settled.
    complete: Vec<u32>,
    settled: u32,
    crank: String,
}

/// A labeler at work.
struct Worker {
    labeler: String,
    /// Seats that their ticket waits for.
    ticket: u8,
    /// Tasks of their sealed seats.
    sealed: Vec<u32>,
    /// Seats that they revealed.
    revealed: usize,
}

impl<'a> Flow<'a> {
    /// Creates the campaign.
    ///
    /// # Panics
    /// Where the registry refuses, as everywhere here.
    pub fn open(suite: &'a mut Suite, shape: Shape) -> Self {
        let requester = suite.account("requester");
        let crank = suite.account("crank");
        let terms = terms(&shape);
        let quote: QuoteResponse = suite
            .chain
            .query(
                &suite.registry,
                &QueryMsg::Quote(Box::new(CreateCampaign {
                    terms: terms.clone(),
                })),
            )
            .unwrap();
        let mut ledger = Ledger::default();
        let create = Box::new(CreateCampaign { terms });
        let report = match &shape.denom {
            Denom::Native(denom) => {
                let funds = [Coin::new(quote.deposit, denom)];
                let msg = ExecuteMsg::CreateCampaign(create);
                suite
                    .chain
                    .execute(&requester, &suite.registry, &msg, &funds)
            }
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: suite.registry.clone(),
                    amount: quote.deposit,
                    msg: to_json_binary(&ReceiveMsg::CreateCampaign(create)).unwrap(),
                };
                suite.chain.execute(&suite.bank, token.as_str(), &send, &[])
            }
        };
        let report = report.unwrap();
        ledger.note("create_campaign", report.gas);
        let created = report
            .events
            .iter()
            .find_map(|event| CampaignCreated::try_from(event).ok());
        // The first opening has passed.
        suite.chain.next_block(BLOCK_SECONDS);
        suite.chain.next_block(BLOCK_SECONDS);
        let mut flow = Self {
            suite,
            shape,
            campaign: created.expect("a created campaign is announced").campaign,
            ledger,
            labels: 0,
            workers: vec![],
            sealed: BTreeMap::new(),
            revealed: BTreeMap::new(),
            complete: vec![],
            settled: 0,
            crank,
        };
        flow.hire_crowd();
        flow
    }

    /// Works until every task is settled.
    pub fn run(mut self) -> Self {
        for round in 0.. {
            assert!(round < 10_000, "the campaign does not end");
            // Nobody is always first: they might sit already where the last seat is.
            self.workers.rotate_left(1);
            if self.settled == self.shape.tasks {
                break;
            }
            let worked = self.claim_and_commit(true) || self.claim_and_commit(false);
            self.next_block();
            let revealed = self.reveal_complete(usize::from(self.shape.batch));
            if !worked && !revealed && !self.reveal_complete(1) && self.complete.is_empty() {
                // Everybody has as many open seats as they may, and none of the tasks is full.
                self.hire_crowd();
            }
            self.next_block();
            self.settle_complete_tasks(!worked);
            self.next_block();
        }
        self
    }

    /// Everybody draws what they wait for, seals it, and takes a ticket where seats are left and they
    /// may have more: for a whole batch, or for what they may. Tells whether anybody did anything.
    fn claim_and_commit(&mut self, whole: bool) -> bool {
        let frontier: FrontierResponse = self.ask(&QueryMsg::Frontier(CampaignRef {
            campaign: self.campaign,
        }));
        let unopened = (self.shape.tasks - frontier.next) * u32::from(self.shape.overlap);
        let free: u32 = frontier.tasks.iter().map(|task| u32::from(task.free)).sum();
        let waiting: u32 = self.workers.iter().map(|w| u32::from(w.ticket)).sum();
        let mut left = (unopened + free).saturating_sub(waiting);
        let mut worked = false;
        for n in 0..self.workers.len() {
            let wanted = self
                .wanted(n, whole)
                .min(u8::try_from(left).unwrap_or(u8::MAX));
            if wanted == 0 && self.workers[n].ticket == 0 {
                continue;
            }
            left -= u32::from(wanted);
            worked = true;
            let drawn = self.claim(n, wanted);
            if !drawn.is_empty() {
                self.commit(n, &drawn);
            }
        }
        worked
    }

    /// Seats of a labeler's next ticket, beside their open seats.
    fn wanted(&self, n: usize, whole: bool) -> u8 {
        let Worker { ticket, sealed, .. } = &self.workers[n];
        let collects = |task: &&u32| !self.revealed.contains_key(task);
        let open = sealed.iter().filter(collects).count() + usize::from(*ticket);
        let cap = u32::from(self.shape.frontier).min(self.shape.tasks) / 8;
        let room = usize::try_from(cap.max(2)).unwrap().saturating_sub(open);
        let batch = usize::from(self.shape.batch);
        let wanted = if whole && room < batch { 0 } else { room };
        u8::try_from(wanted.min(batch)).unwrap()
    }

    /// Everybody opens seats of tasks whose seals are all there, `batch` a message, where they have
    /// at least so many. Tells whether anybody did.
    fn reveal_complete(&mut self, at_least: usize) -> bool {
        let overlap = self.shape.overlap;
        let batch = usize::from(self.shape.batch);
        let mut any = false;
        for n in 0..self.workers.len() {
            let full = |task: &u32| self.sealed.get(task) == Some(&overlap);
            let sealed = core::mem::take(&mut self.workers[n].sealed);
            let (ready, waiting): (Vec<u32>, Vec<u32>) = sealed.into_iter().partition(full);
            self.workers[n].sealed = waiting;
            for tasks in ready.chunks(batch) {
                if tasks.len() < at_least {
                    self.workers[n].sealed.extend(tasks);
                    continue;
                }
                self.reveal(n, tasks);
                any = true;
            }
        }
        any
    }

    /// Resolves and settles, `crank` tasks a message; fewer only at the end.
    fn settle_complete_tasks(&mut self, last: bool) {
        let ready = core::mem::take(&mut self.complete);
        for tasks in ready.chunks(self.shape.crank) {
            if tasks.len() < self.shape.crank && !last {
                self.complete.extend(tasks);
                break;
            }
            let named = |campaign| Tasks {
                campaign,
                tasks: tasks.to_vec(),
            };
            let crank = self.crank.clone();
            self.send(
                "resolve",
                &crank,
                &ExecuteMsg::Resolve(named(self.campaign)),
            );
            self.send("settle", &crank, &ExecuteMsg::Settle(named(self.campaign)));
            self.settled += u32::try_from(tasks.len()).unwrap();
        }
    }

    /// Everybody takes their money, once.
    pub fn withdraw(mut self) -> Self {
        let escrow = self.suite.escrow.clone();
        let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
            campaigns: vec![self.campaign],
            denoms: None,
            to: None,
        });
        for worker in self.workers.iter().filter(|worker| worker.revealed > 0) {
            let report = self
                .suite
                .chain
                .execute(&worker.labeler, &escrow, &withdraw, &[])
                .unwrap();
            self.ledger.note("withdraw", report.gas);
        }
        self
    }

    fn hire_crowd(&mut self) {
        let present = self.workers.len();
        for number in present..present + self.shape.crowd {
            let worker = self.hire(number);
            self.workers.push(worker);
        }
    }

    fn hire(&mut self, number: usize) -> Worker {
        let labeler = self.suite.account(&name(number));
        let stake = 16 * u128::from(self.shape.batch) * SEAT_STAKE;
        let report = self.suite.bond(&labeler, stake, &self.shape.denom);
        self.ledger.note("bond", report.gas);
        Worker {
            labeler,
            ticket: 0,
            sealed: vec![],
            revealed: 0,
        }
    }

    /// Draws a labeler's ticket and takes one for `seats`; gives the tasks that they were drawn into.
    fn claim(&mut self, n: usize, seats: u8) -> Vec<u32> {
        let kind = match (self.workers[n].ticket, seats) {
            (0, _) => "claim_ticket",
            (_, 0) => "claim_draw",
            _ => "claim",
        };
        let claim = Claim {
            campaign: self.campaign,
            seats,
            issuer: None,
            signature: drand::signature_for(
                &self.suite.chain,
                &self.suite.registry,
                self.campaign,
                &self.workers[n].labeler,
            ),
        };
        let labeler = self.workers[n].labeler.clone();
        let report = self.send(kind, &labeler, &ExecuteMsg::Claim(claim));
        self.workers[n].ticket = seats;
        let drawn = report.events.iter().map(SeatDrawn::try_from);
        drawn.filter_map(Result::ok).map(|seat| seat.task).collect()
    }

    fn commit(&mut self, n: usize, tasks: &[u32]) {
        let labeler = self.workers[n].labeler.clone();
        let seal = |&task: &u32| self.seal(&labeler, task).to_vec();
        let seals: Vec<u8> = tasks.iter().flat_map(seal).collect();
        let commit = Commit {
            campaign: self.campaign,
            tasks: tasks.to_vec(),
            seals: seals.into(),
            sealed: vec![],
        };
        self.send("commit", &labeler, &ExecuteMsg::Commit(commit));
        for &task in tasks {
            *self.sealed.entry(task).or_default() += 1;
        }
        self.workers[n].sealed.extend(tasks);
    }

    fn reveal(&mut self, n: usize, tasks: &[u32]) {
        let labeler = self.workers[n].labeler.clone();
        let seat = |&task: &u32| SeatRef {
            task,
            labeler: labeler.clone(),
        };
        let salts = tasks.iter().flat_map(|&task| salt(&labeler, task));
        let labels = tasks.iter().flat_map(|&task| self.packed(&labeler, task));
        let reveal = Reveal {
            campaign: self.campaign,
            seats: tasks.iter().map(seat).collect(),
            salts: salts.collect::<Vec<u8>>().into(),
            labels: labels.collect::<Vec<u8>>().into(),
        };
        self.send("reveal", &labeler, &ExecuteMsg::Reveal(reveal));
        self.workers[n].revealed += tasks.len();
        for &task in tasks {
            let seats = self.revealed.entry(task).or_default();
            *seats += 1;
            if *seats == self.shape.overlap {
                self.complete.push(task);
            }
            self.labels += u64::from(self.shape.page) * self.shape.questions.len() as u64;
        }
    }

    fn seal(&self, labeler: &str, task: u32) -> [u8; 32] {
        let context = SealContext {
            chain_id: CHAIN_ID,
            registry: &self.suite.registry,
            campaign: self.campaign,
            task,
            wave: 0,
            labeler,
        };
        context.seal(&salt(labeler, task), &self.packed(labeler, task))
    }

    fn packed(&self, labeler: &str, task: u32) -> Vec<u8> {
        let items: Vec<u32> = (0..self.shape.page).collect();
        answers::packed(&self.shape.questions, task, &items, labeler)
    }

    fn ask<T: serde::de::DeserializeOwned>(&self, query: &QueryMsg) -> T {
        self.suite.chain.query(&self.suite.registry, query).unwrap()
    }

    fn send(&mut self, kind: &'static str, sender: &str, msg: &impl Serialize) -> TxReport {
        let registry = self.suite.registry.clone();
        let report = self.suite.chain.execute(sender, &registry, msg, &[]);
        let report = report.unwrap_or_else(|error| panic!("{kind}: {error}"));
        self.ledger.note(kind, report.gas);
        report
    }

    fn next_block(&mut self) {
        self.suite.chain.next_block(BLOCK_SECONDS);
    }
}

/// Stake of a seat.
pub(crate) const SEAT_STAKE: u128 = 10_000;

/// Terms of a campaign of a shape.
pub fn terms(shape: &Shape) -> Terms {
    Terms {
        manifest: Manifest {
            uri: "ipfs://items".into(),
            root: HexBinary::from([7; 32].as_slice()),
        },
        questions: shape.questions.clone(),
        domain: "radiology/chest".into(),
        items: shape.page * shape.tasks,
        page: shape.page,
        price: Uint128::new(1_000),
        denom: shape.denom.clone(),
        overlap: Overlap {
            min: shape.overlap,
            max: shape.overlap,
        },
        max_waves: 1,
        reading_key: None,
        reader: None,
        windows: Windows {
            opening_seconds: 6,
            ticket_seconds: 60,
            fill_seconds: 600_000,
            commit_seconds: 600_000,
            reveal_seconds: 600_000,
        },
        ends_at: GENESIS.plus_seconds(30 * DAY),
        eligibility: Eligibility::default(),
        seat_stake: SeatStake {
            denom: shape.denom.clone(),
            amount: Uint128::new(SEAT_STAKE),
        },
        frontier: shape.frontier,
        first_draw_seconds: 1,
        gold: None,
        pay: PayTerms::default(),
        challenge: None,
        shares: ShareTerms {
            contributors: Bps::new(5_000),
            transferable: false,
            royalty_denoms: vec![],
        },
        related: vec![],
    }
}

fn name(number: usize) -> String {
    format!("labeler {number}")
}

pub(crate) fn salt(labeler: &str, task: u32) -> [u8; SALT_BYTES] {
    let mut salt = [0; SALT_BYTES];
    salt[..8]
        .copy_from_slice(&mix(labeler.bytes().fold(1, |h, b| mix(h ^ u64::from(b)))).to_be_bytes());
    salt[8..].copy_from_slice(&mix(u64::from(task)).to_be_bytes());
    salt
}
