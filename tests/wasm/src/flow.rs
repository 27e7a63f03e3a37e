//! A whole campaign on the artifacts, with labelers who work in sessions: a ticket for `batch`
//! seats, its draw, one commit, one reveal and one withdrawal. Every transaction is metered.

use std::collections::BTreeMap;

use cosmwasm_std::{to_json_binary, Coin, HexBinary, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::{
    label_escrow::{self, Withdraw},
    packing::pack,
    ratio::Bps,
    seal::{SealContext, SALT_BYTES},
    task_registry::{
        CampaignCreated, Claim, Commit, CreateCampaign, Eligibility, ExecuteMsg, FrontierResponse,
        Manifest, Overlap, PayTerms, QueryMsg, QuoteResponse, ReceiveMsg, Reveal, SeatRef,
        SeatStake, SeatStatus, SeatsByLabelerResponse, ShareTerms, Tasks, Terms, Windows,
    },
};
use serde::Serialize;

use crate::{
    chain::{TxReport, CHAIN_ID, GENESIS},
    ledger::Ledger,
    suite::Suite,
};

/// Seconds of a block.
pub(crate) const BLOCK_SECONDS: u64 = 6;
pub(crate) const DAY: u64 = 86_400;

/// A campaign's shape, and how it is worked on.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Number of classes.
    pub classes: u8,
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
    sessions: Vec<Session>,
    sealed: BTreeMap<u32, u8>,
    revealed: BTreeMap<u32, u8>,
    settled: u32,
    hired: usize,
    crank: String,
}

struct Session {
    labeler: String,
    tasks: Vec<u32>,
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
                &QueryMsg::Quote {
                    terms: Box::new(terms.clone()),
                },
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
        suite.chain.next_block(BLOCK_SECONDS);
        Self {
            suite,
            shape,
            campaign: created.expect("a created campaign is announced").campaign,
            ledger,
            labels: 0,
            sessions: vec![],
            sealed: BTreeMap::new(),
            revealed: BTreeMap::new(),
            settled: 0,
            hired: 0,
            crank,
        }
    }

    /// Works until every task is settled.
    pub fn run(mut self) -> Self {
        while self.settled < self.shape.tasks {
            self.start_sessions();
            self.finish_sessions();
            self.settle_complete_tasks();
        }
        self
    }

    /// Labelers take tickets, are drawn a block later, and seal.
    fn start_sessions(&mut self) {
        let frontier: FrontierResponse = self.ask(&QueryMsg::Frontier {
            campaign: self.campaign,
        });
        let free: usize = frontier
            .tasks
            .iter()
            .map(|task| usize::from(task.free))
            .sum();
        let wanted = free
            .div_ceil(usize::from(self.shape.batch))
            .min(self.shape.crowd);
        let crowd: Vec<String> = (0..wanted).map(|_| self.hire()).collect();
        for labeler in &crowd {
            self.claim("claim_ticket", labeler, self.shape.batch);
        }
        self.next_block();
        for labeler in crowd {
            self.claim("claim_draw", &labeler, 0);
            let tasks = self.drawn(&labeler);
            if !tasks.is_empty() {
                self.commit(&labeler, &tasks);
                self.sessions.push(Session { labeler, tasks });
            }
        }
        self.next_block();
    }

    /// Whoever sees all his tasks sealed reveals, then takes his money some sessions later.
    fn finish_sessions(&mut self) {
        let overlap = self.shape.overlap;
        let complete = |session: &Session| {
            let sealed = |task| self.sealed.get(task) == Some(&overlap);
            session.tasks.iter().all(sealed)
        };
        let (ready, waiting) = core::mem::take(&mut self.sessions)
            .into_iter()
            .partition::<Vec<_>, _>(complete);
        self.sessions = waiting;
        for session in ready {
            self.reveal(&session);
        }
        self.next_block();
    }

    fn settle_complete_tasks(&mut self) {
        let overlap = self.shape.overlap;
        let done: Vec<u32> = self
            .revealed
            .iter()
            .filter(|(_, &seats)| seats == overlap)
            .map(|(&task, _)| task)
            .collect();
        let last = self.sessions.is_empty();
        for tasks in done.chunks(self.shape.crank) {
            if tasks.len() < self.shape.crank && !last {
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
            for task in tasks {
                self.revealed.remove(task);
                self.settled += 1;
            }
        }
        self.next_block();
    }

    /// Everybody takes his money: one withdrawal for each session.
    pub fn withdraw(mut self) -> Self {
        let escrow = self.suite.escrow.clone();
        let withdraw = label_escrow::ExecuteMsg::Withdraw(Withdraw {
            campaigns: vec![self.campaign],
            denoms: None,
            to: None,
        });
        for number in 0..self.hired {
            let labeler = self.suite.chain.account(&name(number));
            let nothing = self.drawn_ever(&labeler).is_empty();
            if !nothing {
                let report = self
                    .suite
                    .chain
                    .execute(&labeler, &escrow, &withdraw, &[])
                    .unwrap();
                self.ledger.note("withdraw", report.gas);
            }
        }
        self
    }

    fn hire(&mut self) -> String {
        let labeler = self.suite.account(&name(self.hired));
        self.hired += 1;
        let stake = u128::from(self.shape.batch) * SEAT_STAKE;
        let report = self.suite.bond(&labeler, stake, &self.shape.denom);
        self.ledger.note("bond", report.gas);
        labeler
    }

    fn claim(&mut self, kind: &'static str, labeler: &str, seats: u8) {
        let campaign = self.campaign;
        let claim = Claim {
            campaign,
            seats,
            issuer: None,
        };
        self.send(kind, labeler, &ExecuteMsg::Claim(claim));
    }

    fn commit(&mut self, labeler: &str, tasks: &[u32]) {
        let seal = |&task: &u32| self.seal(labeler, task).to_vec();
        let seals: Vec<u8> = tasks.iter().flat_map(seal).collect();
        let commit = Commit {
            campaign: self.campaign,
            tasks: tasks.to_vec(),
            seals: seals.into(),
            sealed: vec![],
        };
        self.send("commit", labeler, &ExecuteMsg::Commit(commit));
        for &task in tasks {
            *self.sealed.entry(task).or_default() += 1;
        }
    }

    fn reveal(&mut self, session: &Session) {
        let seat = |&task: &u32| SeatRef {
            task,
            labeler: session.labeler.clone(),
        };
        let salts = session
            .tasks
            .iter()
            .flat_map(|&task| salt(&session.labeler, task));
        let labels = session
            .tasks
            .iter()
            .flat_map(|&task| self.packed(&session.labeler, task));
        let reveal = Reveal {
            campaign: self.campaign,
            seats: session.tasks.iter().map(seat).collect(),
            salts: salts.collect::<Vec<u8>>().into(),
            labels: labels.collect::<Vec<u8>>().into(),
        };
        self.send("reveal", &session.labeler, &ExecuteMsg::Reveal(reveal));
        for &task in &session.tasks {
            *self.revealed.entry(task).or_default() += 1;
            self.labels += u64::from(self.shape.page);
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
        let labels: Vec<u8> = (0..self.shape.page)
            .map(|item| label(self.shape.classes, task, item, labeler))
            .collect();
        pack(self.shape.classes.into(), &labels).unwrap()
    }

    /// The tasks that a labeler has to seal.
    fn drawn(&self, labeler: &str) -> Vec<u32> {
        let seats = self.seats(labeler);
        let drawn = seats
            .iter()
            .filter(|(_, status)| *status == SeatStatus::Drawn);
        drawn.map(|(task, _)| *task).collect()
    }

    fn drawn_ever(&self, labeler: &str) -> Vec<u32> {
        self.seats(labeler)
            .into_iter()
            .map(|(task, _)| task)
            .collect()
    }

    fn seats(&self, labeler: &str) -> Vec<(u32, SeatStatus)> {
        let (mut found, mut start_after) = (vec![], None);
        loop {
            let page: SeatsByLabelerResponse = self.ask(&QueryMsg::SeatsByLabeler {
                campaign: self.campaign,
                labeler: labeler.into(),
                start_after,
                limit: Some(50),
            });
            found.extend(page.seats.iter().map(|seat| (seat.task, seat.status)));
            start_after = page.scanned_to;
            if start_after.is_none_or(|task| task + 1 >= self.shape.tasks) {
                return found;
            }
        }
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
        classes: (0..shape.classes)
            .map(|class| format!("class {class}"))
            .collect(),
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
            ticket_blocks: 5,
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
        first_draw_blocks: 1,
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

/// A labeler's answer: the true class four times out of five, else any.
pub(crate) fn label(classes: u8, task: u32, item: u32, labeler: &str) -> u8 {
    let place = u64::from(task) << 32 | u64::from(item);
    let who = labeler.bytes().fold(7, |h, b| mix(h ^ u64::from(b)));
    let noise = mix(place ^ who);
    if noise.is_multiple_of(5) {
        ((noise >> 8) % u64::from(classes)) as u8
    } else {
        truth(classes, task, item)
    }
}

/// The true class of an item.
pub(crate) fn truth(classes: u8, task: u32, item: u32) -> u8 {
    let place = u64::from(task) << 32 | u64::from(item);
    ((mix(place) >> 8) % u64::from(classes)) as u8
}

/// Mixes bits (SplitMix64).
pub(crate) fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
