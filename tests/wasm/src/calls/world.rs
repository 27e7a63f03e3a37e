//! Campaigns of any terms, and what may be done with them; one message at a time.

use std::collections::BTreeMap;

use cosmwasm_std::{coins, Binary, Uint128};
use cw20::Denom;
use pasar_common::task_registry::{
    Ask, CampaignCreated, CampaignRef, Claim, Commit, CreateCampaign, Draw, ExecuteMsg,
    FrontierResponse, QueryMsg, QuoteResponse, Reveal, RevealPanel, SeatDrawn, SeatRef, Tasks,
    Terms, MAX_BATCH, MAX_LABEL_BYTES,
};
use pasar_formats::{
    item_set::ItemSet,
    seal::{SealContext, SALT_BYTES, SEALED_BOX_BYTES},
};
use serde::{de::DeserializeOwned, Serialize};

use super::costs::Costs;
use crate::{
    answers,
    chain::{TxReport, CHAIN_ID},
    drand,
    flow::{self, Shape, BLOCK_SECONDS},
    suite::{Suite, NATIVE},
};

/// Most rounds of tickets until a campaign's seats are taken.
const MOST_ROUNDS: usize = 40;

/// A drawn seat.
#[derive(Clone, Debug)]
pub struct Seat {
    pub campaign: u32,
    pub task: u32,
    pub wave: u8,
    pub labeler: String,
}

/// The suite with people in it.
pub struct World {
    pub suite: Suite,
    /// Who creates the campaigns, and reads what is sealed.
    pub requester: String,
    /// Who turns the cranks.
    pub keeper: String,
    terms: BTreeMap<u32, Terms>,
    /// Items that later waves and panels are asked for.
    asked: BTreeMap<(u32, u32, u8), Vec<u32>>,
    costs: Costs,
}

impl World {
    pub fn new() -> Self {
        let mut suite = Suite::deploy();
        let requester = suite.account("requester");
        let keeper = suite.account("keeper");
        suite.chain.take_journal();
        World {
            suite,
            requester,
            keeper,
            terms: BTreeMap::new(),
            asked: BTreeMap::new(),
            costs: Costs::default(),
        }
    }

    /// What everything has cost.
    pub fn costs(&mut self) -> Costs {
        self.note_journal();
        std::mem::take(&mut self.costs)
    }

    fn note_journal(&mut self) {
        for noted in self.suite.chain.take_journal() {
            let name = self.suite.name_of(&noted.contract).unwrap_or("stranger");
            let message = (format!("{name}.{}", noted.message), noted.inner);
            self.costs.note(message, noted.gas);
        }
    }

    pub fn native() -> Denom {
        Denom::Native(NATIVE.into())
    }

    /// Labelers with stake for a hundred seats each.
    pub fn crowd(&mut self, name: &str, count: usize) -> Vec<String> {
        let hire = |n| {
            let labeler = self.suite.account(&format!("{name} {n}"));
            self.suite
                .bond(&labeler, 100 * flow::SEAT_STAKE, &Self::native());
            labeler
        };
        (0..count).map(hire).collect()
    }

    pub fn pass(&mut self, seconds: u64) {
        self.suite.chain.next_block(seconds);
    }

    pub fn next_block(&mut self) {
        self.pass(BLOCK_SECONDS);
    }

    /// Sends a message that must go through.
    #[track_caller]
    pub fn tell(&mut self, sender: &str, contract: &str, msg: &impl Serialize) -> TxReport {
        self.pay(sender, contract, msg, 0)
    }

    /// The same with native coins.
    #[track_caller]
    pub fn pay(
        &mut self,
        sender: &str,
        contract: &str,
        msg: &impl Serialize,
        amount: u128,
    ) -> TxReport {
        let funds = match amount {
            0 => vec![],
            amount => coins(amount, NATIVE),
        };
        let report = self.suite.chain.execute(sender, contract, msg, &funds);
        report.unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    pub fn registry(&mut self, sender: &str, msg: &ExecuteMsg) -> TxReport {
        let registry = self.suite.registry.clone();
        self.tell(sender, &registry, msg)
    }

    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> T {
        let answer = self.suite.chain.query(&self.suite.registry, query);
        answer.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Terms of one page size, for tasks of so many seats.
    pub fn terms(&self, classes: u8, page: u32, tasks: u32, overlap: u8, frontier: u16) -> Terms {
        let shape = Shape {
            questions: answers::classes(classes),
            page,
            tasks,
            overlap,
            frontier,
            batch: 1,
            crowd: 1,
            crank: 1,
            denom: Self::native(),
        };
        let ends_at = self.suite.chain.block().time.plus_seconds(30 * flow::DAY);
        Terms {
            ends_at,
            ..flow::terms(&shape)
        }
    }

    /// Creates a campaign in the native denom; tickets may be taken at once.
    #[track_caller]
    pub fn create(&mut self, terms: Terms) -> u32 {
        let quote: QuoteResponse = self.ask(&QueryMsg::Quote(Box::new(CreateCampaign {
            terms: terms.clone(),
        })));
        let requester = self.requester.clone();
        let registry = self.suite.registry.clone();
        let create = CreateCampaign {
            terms: terms.clone(),
        };
        let create = ExecuteMsg::CreateCampaign(Box::new(create));
        let report = self.pay(&requester, &registry, &create, quote.deposit.u128());
        self.created(&report, terms)
    }

    /// Remembers a campaign that was created.
    pub fn created(&mut self, report: &TxReport, terms: Terms) -> u32 {
        let mut events = report.events.iter();
        let created = events.find_map(|event| CampaignCreated::try_from(event).ok());
        let campaign = created.expect("a created campaign is announced").campaign;
        let opens_at = self.block_seconds() + u64::from(terms.first_draw_seconds);
        let opening = u64::from(terms.windows.opening_seconds);
        while self.block_seconds() < opens_at + opening {
            self.next_block();
        }
        self.terms.insert(campaign, terms);
        campaign
    }

    pub fn terms_of(&self, campaign: u32) -> &Terms {
        &self.terms[&campaign]
    }

    /// Claims; returns the seats that were drawn.
    pub fn try_claim(
        &mut self,
        labeler: &str,
        campaign: u32,
        seats: u8,
    ) -> Result<Vec<Seat>, String> {
        let issuers = &self.terms[&campaign].eligibility.issuers;
        let issuer = issuers.first().cloned();
        let claim = ExecuteMsg::Claim(Claim {
            campaign,
            seats,
            issuer,
            signature: self.signature_for(campaign, labeler),
        });
        let registry = self.suite.registry.clone();
        let report = self.suite.chain.execute(labeler, &registry, &claim, &[])?;
        Ok(drawn(&report))
    }

    #[track_caller]
    pub fn claim(&mut self, labeler: &str, campaign: u32, seats: u8) -> Vec<Seat> {
        let drawn = self.try_claim(labeler, campaign, seats);
        drawn.unwrap_or_else(|error| panic!("{error}"))
    }

    /// Draws somebody's ticket.
    #[track_caller]
    pub fn draw(&mut self, campaign: u32, labeler: &str) -> Vec<Seat> {
        let keeper = self.keeper.clone();
        let draw = ExecuteMsg::Draw(Draw {
            campaign,
            labelers: vec![labeler.into()],
            signature: self.signature_for(campaign, labeler),
        });
        drawn(&self.registry(&keeper, &draw))
    }

    /// What draws a labeler's ticket now.
    pub fn signature_for(&self, campaign: u32, labeler: &str) -> Option<Binary> {
        drand::signature_for(&self.suite.chain, &self.suite.registry, campaign, labeler)
    }

    fn block_seconds(&self) -> u64 {
        self.suite.chain.block().time.seconds()
    }

    /// The crowd takes all seats of the frontier, so many a ticket.
    #[track_caller]
    pub fn fill(&mut self, campaign: u32, crowd: &[String], seats: u8) -> Vec<Seat> {
        let mut taken: Vec<Seat> = vec![];
        for _ in 0..MOST_ROUNDS {
            let frontier: FrontierResponse =
                self.ask(&QueryMsg::Frontier(CampaignRef { campaign }));
            let free: u32 = frontier.tasks.iter().map(|task| u32::from(task.free)).sum();
            if free == 0 {
                return taken;
            }
            let mut free = i64::from(free);
            let mut waiting = vec![];
            // First those with the fewest seats: the others may sit already where a seat is free.
            let held = |labeler: &str| {
                taken
                    .iter()
                    .filter(|s: &&Seat| s.labeler == labeler)
                    .count()
            };
            let mut eager: Vec<&String> = crowd.iter().collect();
            eager.sort_by_cached_key(|labeler| held(labeler));
            for labeler in eager {
                if free <= 0 {
                    break;
                }
                // Who has nearly as many open seats as one may have gets one more, or none.
                let mut wanted = [seats, 1].into_iter();
                let got = wanted.find(|&n| self.try_claim(labeler, campaign, n).is_ok());
                if let Some(got) = got {
                    waiting.push(labeler);
                    free -= i64::from(got);
                }
            }
            self.next_block();
            for labeler in waiting {
                taken.extend(self.claim(labeler, campaign, 0));
            }
        }
        panic!("campaign {campaign} has free seats after {MOST_ROUNDS} rounds");
    }

    /// Packed labels of a seat.
    pub fn packed(&self, seat: &Seat) -> Vec<u8> {
        let terms = &self.terms[&seat.campaign];
        let items = match self.asked.get(&(seat.campaign, seat.task, seat.wave)) {
            Some(items) => items.clone(),
            None => (0..terms.items_of(seat.task)).collect(),
        };
        answers::packed(&terms.questions, seat.task, &items, &seat.labeler)
    }

    /// What seals a seat's labels.
    pub fn seal(&self, seat: &Seat) -> [u8; 32] {
        let context = SealContext {
            chain_id: CHAIN_ID,
            registry: &self.suite.registry,
            campaign: seat.campaign,
            task: seat.task,
            wave: seat.wave,
            labeler: &seat.labeler,
        };
        context.seal(&flow::salt(&seat.labeler, seat.task), &self.packed(seat))
    }

    /// Seals seats of one labeler in one message.
    #[track_caller]
    pub fn commit(&mut self, seats: &[Seat]) {
        let commit = self.commit_message(seats);
        self.registry(&seats[0].labeler, &commit);
    }

    pub fn commit_message(&self, seats: &[Seat]) -> ExecuteMsg {
        let campaign = seats[0].campaign;
        let seals: Vec<u8> = seats.iter().flat_map(|seat| self.seal(seat)).collect();
        // The contract looks at the length of a box only.
        let boxed = |seat| vec![0; SEALED_BOX_BYTES + SALT_BYTES + self.packed(seat).len()];
        let sealed: Vec<Binary> = match self.terms[&campaign].reading_key {
            Some(_) => seats.iter().map(|seat| boxed(seat).into()).collect(),
            None => vec![],
        };
        ExecuteMsg::Commit(Commit {
            campaign,
            tasks: seats.iter().map(|seat| seat.task).collect(),
            seals: seals.into(),
            sealed,
        })
    }

    /// Seals seats of anybody, as many in a message as it takes.
    #[track_caller]
    pub fn commit_all(&mut self, seats: &[Seat]) {
        let mut of = BTreeMap::<&str, Vec<Seat>>::new();
        for seat in seats {
            of.entry(&seat.labeler).or_default().push(seat.clone());
        }
        for own in of.values() {
            for batch in own.chunks(self.seats_a_message(own)) {
                self.commit(batch);
            }
        }
    }

    fn seats_a_message(&self, seats: &[Seat]) -> usize {
        let bytes = self.packed(&seats[0]).len();
        (MAX_LABEL_BYTES / bytes.max(1)).clamp(1, MAX_BATCH)
    }

    /// Opens seats in one message.
    #[track_caller]
    pub fn reveal(&mut self, sender: &str, seats: &[Seat]) {
        let reveal = self.reveal_message(seats);
        self.registry(sender, &reveal);
    }

    pub fn reveal_message(&self, seats: &[Seat]) -> ExecuteMsg {
        let salts = seats
            .iter()
            .flat_map(|seat| flow::salt(&seat.labeler, seat.task));
        let labels = seats.iter().flat_map(|seat| self.packed(seat));
        let seat = |seat: &Seat| SeatRef {
            task: seat.task,
            labeler: seat.labeler.clone(),
        };
        ExecuteMsg::Reveal(Reveal {
            campaign: seats[0].campaign,
            salts: salts.collect::<Vec<u8>>().into(),
            labels: labels.collect::<Vec<u8>>().into(),
            seats: seats.iter().map(seat).collect(),
        })
    }

    /// Opens all seats, as many in a message as it takes; those of a task together.
    #[track_caller]
    pub fn reveal_all(&mut self, seats: &[Seat]) {
        let mut seats = seats.to_vec();
        seats.sort_by_key(|seat| seat.task);
        let keeper = self.keeper.clone();
        for batch in seats.chunks(self.seats_a_message(&seats)) {
            self.reveal(&keeper, batch);
        }
    }

    /// Opens the seals of a panel, as many in a message as it takes.
    #[track_caller]
    pub fn reveal_panel(&mut self, seats: &[Seat]) {
        let keeper = self.keeper.clone();
        for batch in seats.chunks(self.seats_a_message(seats)) {
            let salts = batch
                .iter()
                .flat_map(|seat| flow::salt(&seat.labeler, seat.task));
            let labels = batch.iter().flat_map(|seat| self.packed(seat));
            let reveal = ExecuteMsg::RevealPanel(RevealPanel {
                campaign: batch[0].campaign,
                task: batch[0].task,
                labelers: batch.iter().map(|seat| seat.labeler.clone()).collect(),
                salts: salts.collect::<Vec<u8>>().into(),
                labels: labels.collect::<Vec<u8>>().into(),
            });
            self.registry(&keeper, &reveal);
        }
    }

    /// Asks for so many seats on all items of a task.
    #[track_caller]
    pub fn ask_wave(&mut self, (campaign, task, wave): (u32, u32, u8), seats: u8) {
        let requester = self.requester.clone();
        let items = self.name_all((campaign, task, wave));
        let ask = Ask {
            campaign,
            task,
            items,
            seats,
        };
        self.registry(&requester, &ExecuteMsg::Ask(ask));
    }

    /// The bitmap of all items of a task, of which a wave or panel is asked.
    pub fn name_all(&mut self, (campaign, task, wave): (u32, u32, u8)) -> Binary {
        let items = self.terms[&campaign].items_of(task);
        let all: Vec<u32> = (0..items).collect();
        let set = ItemSet::of(&all, items).expect("items of the task");
        self.asked.insert((campaign, task, wave), all);
        set.as_bytes().into()
    }

    #[track_caller]
    pub fn close(&mut self, campaign: u32, tasks: &[u32]) {
        let requester = self.requester.clone();
        self.registry(&requester, &ExecuteMsg::Close(named(campaign, tasks)));
    }

    #[track_caller]
    pub fn advance(&mut self, campaign: u32, tasks: &[u32]) {
        let keeper = self.keeper.clone();
        self.registry(&keeper, &ExecuteMsg::Advance(named(campaign, tasks)));
    }

    #[track_caller]
    pub fn resolve(&mut self, campaign: u32, tasks: &[u32]) {
        let keeper = self.keeper.clone();
        self.registry(&keeper, &ExecuteMsg::Resolve(named(campaign, tasks)));
    }

    #[track_caller]
    pub fn settle(&mut self, campaign: u32, tasks: &[u32]) {
        let keeper = self.keeper.clone();
        self.registry(&keeper, &ExecuteMsg::Settle(named(campaign, tasks)));
    }

    /// Seals, opens, resolves and settles the seats of a campaign whose seats are all taken.
    #[track_caller]
    pub fn finish(&mut self, campaign: u32, seats: &[Seat], tasks: &[u32]) {
        self.commit_all(seats);
        self.reveal_all(seats);
        self.resolve(campaign, tasks);
        self.settle(campaign, tasks);
    }

    /// Gives somebody dollars.
    pub fn give_dollars(&mut self, to: &str, amount: u128) {
        let bank = self.suite.bank.clone();
        let dollar = self.suite.dollar.clone();
        let give = cw20::Cw20ExecuteMsg::Transfer {
            recipient: to.into(),
            amount: Uint128::new(amount),
        };
        self.tell(&bank, &dollar, &give);
    }
}

/// Names tasks of a campaign.
pub fn named(campaign: u32, tasks: &[u32]) -> Tasks {
    let tasks = tasks.to_vec();
    Tasks { campaign, tasks }
}

/// The seats that a transaction drew.
pub fn drawn(report: &TxReport) -> Vec<Seat> {
    let seats = report.events.iter().filter_map(|event| {
        let drawn = SeatDrawn::try_from(event).ok()?;
        let SeatDrawn {
            campaign,
            task,
            wave,
            labeler,
            ..
        } = drawn;
        Some(Seat {
            campaign,
            task,
            wave,
            labeler,
        })
    });
    seats.collect()
}
