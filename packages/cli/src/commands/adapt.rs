//! `pasar adapt`: reads sealed labels, infers as the chain will, buys evidence where it is missing,
//! and reveals what it read.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use anyhow::{ensure, Context as _, Result};
use crypto_box::SecretKey;
use pasar_common::task_registry::{
    Ask, CampaignResponse, CampaignStatus, ExecuteMsg, Phase, SeatResponse, SeatStatus,
    TaskResponse, Tasks, Terms, MAX_BATCH, MIN_WAVE_ITEMS,
};
use pasar_formats::item_set::ItemSet;
use pasar_truth::{
    asking::{self, Policy},
    rows::Row,
    PayTerms,
};
use serde_json::{json, Value};

use crate::{
    args,
    batches::{deliver, Delivered},
    chain::{
        account::{Account, Call},
        network::Contract,
    },
    commands::{
        draws::Draws,
        open_gold,
        opening::reveal,
        sealed_labels::{asked, Boxes, ReadSeat},
    },
    context::Context,
    files::state::CampaignState,
    output::{fees, Say},
    parts::batches,
    retry::until_done,
};

/// Most messages of a transaction: four reveals of 64 KiB stay far below a block's gas.
const AT_ONCE: usize = 4;
/// One bit of margin.
const BIT: f64 = 4_096.0;
/// Time between rounds.
const PAUSE: Duration = Duration::from_secs(2);

/// What is done with a task whose seats are all sealed.
#[derive(Debug, PartialEq, Eq)]
enum Decision {
    /// More seats for these items.
    Ask(ItemSet, u8),
    /// There is enough.
    Close,
}

/// A campaign that is adapted.
struct Adapting<'a> {
    say: Say,
    account: &'a Account<'a>,
    id: u32,
    state: CampaignState,
    key: SecretKey,
    boxes: Boxes,
    /// Seats that were reported already.
    reported: BTreeSet<Junk>,
    policy: Policy,
    draws: Draws<'a>,
}

/// `pasar adapt`.
pub fn run(context: &Context, args: &args::Adapt) -> Result<()> {
    ensure!(
        args.margin
            .is_none_or(|margin| (0.0..=64.0).contains(&margin)),
        "margin {}: expected 0 to 64 bits",
        args.margin.unwrap_or_default()
    );
    ensure!(
        !args.seats.is_empty() && !args.seats.contains(&0),
        "--seats {:?}: expected numbers from 1 on",
        args.seats
    );
    let market = context.market()?;
    let account = context.account(&market)?;
    let campaign = market.campaign(args.campaign)?;
    let state = context.campaign_state(&market, &campaign, &args.kept)?;
    let key = state.reading_key()?.context(
        "the campaign has no reading key: its overlap is fixed, and labelers reveal by themselves",
    )?;
    let mut adapting = Adapting {
        say: context.say,
        account: &account,
        id: args.campaign,
        state,
        key,
        boxes: Boxes::new(campaign.created_at_height),
        reported: BTreeSet::new(),
        draws: Draws::new(context.say, &account),
        policy: policy(args, &campaign.terms),
    };
    let mut work = || {
        let mut record = adapting.round()?;
        if args.open_gold {
            let opened =
                open_gold::open_due(context.say, &account, args.campaign, &adapting.state)?;
            record["gold_opened"] = opened.into();
        }
        let done = record["done"] == true;
        if done || !args.watch || has_moved(&record) {
            context.say.record(&record);
        }
        Ok(done)
    };
    if args.watch {
        return until_done(context.say, PAUSE, work);
    }
    work().map(drop)
}

/// The usual policy for what the campaign asks, with what the arguments say otherwise.
fn policy(args: &args::Adapt, terms: &Terms) -> Policy {
    let usual = Policy::of(&terms.form(), MIN_WAVE_ITEMS as usize);
    let asked = args.margin.map(|margin| (margin * BIT) as i32);
    Policy {
        enough: asked.unwrap_or(usual.enough),
        seats: args.seats.clone(),
        ..usual
    }
}

/// Whether a round did anything.
fn has_moved(record: &Value) -> bool {
    let lists = ["asked", "closed", "junk", "gold_opened"];
    let list = |name: &str| record[name].as_array().is_some_and(|list| !list.is_empty());
    record["revealed"] != 0 || lists.into_iter().any(list)
}

impl Adapting<'_> {
    /// Draws for everybody: a ticket that nobody draws costs its labeler, and the campaign their labels.
    fn draw(&mut self, campaign: &CampaignResponse) -> Result<Delivered> {
        let block = self.account.market.chain.block()?;
        let due = self.draws.due(campaign, block)?;
        let calls: Vec<Call> = due.iter().map(|(call, _)| call.clone()).collect();
        let drawn = deliver(self.say, self.account, &calls, AT_ONCE)?;
        // Those that somebody else has drawn meanwhile are no fault.
        drawn.sent.iter().for_each(|sent| self.say.sent(sent));
        Ok(drawn)
    }

    /// Does what can be done now.
    fn round(&mut self) -> Result<Value> {
        let market = self.account.market;
        let campaign = market.campaign(self.id)?;
        let drawn = self.draw(&campaign)?;
        self.boxes.read(self.say, market, self.id)?;
        let mut junk = Vec::new();
        let mut calls: Vec<(Call, Value)> = Vec::new();
        let mut closing = Vec::new();
        for task in market.tasks(self.id)? {
            if task.phase != Phase::Collecting {
                continue;
            }
            let seats = market.seats(self.id, task.task)?;
            let sealed = seats
                .iter()
                .filter(|seat| seat.status == SeatStatus::Sealed)
                .count();
            if sealed < usize::from(task.seats_wanted) {
                continue;
            }
            let read = self.read_seats(&task, &seats, &mut junk)?;
            match self.decide(&campaign, &task, &read)? {
                Decision::Ask(items, seats) => calls.push(self.ask(&task, items, seats)?),
                Decision::Close => closing.push(task.task),
            }
        }
        let asked = self.send_asks(calls, &mut closing)?;
        let closed = self.close(&closing)?;
        let revealed = self.reveal(&mut junk)?;
        let done = self.is_done(&market.campaign(self.id)?)?;
        junk.retain(|entry| self.reported.insert(entry.clone()));
        for (task, labeler, why) in &junk {
            self.say
                .warn(format_args!("task {task}, {labeler}: {why}; ignored"));
        }
        let junk: Vec<Value> = junk
            .iter()
            .map(|(task, labeler, why)| json!({"task": task, "labeler": labeler, "reason": why}))
            .collect();
        let parts = closing.chunks(MAX_BATCH);
        let parts = parts
            .enumerate()
            .filter(|(place, _)| closed.taken.contains(place));
        let closing: Vec<u32> = parts.flat_map(|(_, part)| part.to_vec()).collect();
        let sent = drawn.sent.iter().chain(&asked.1.sent);
        let fee = fees(sent.chain(&closed.sent).chain(&revealed.1.sent));
        Ok(json!({
            "campaign": self.id, "asked": asked.0, "closed": closing, "revealed": revealed.0,
            "junk": junk, "fee": fee, "done": done,
        }))
    }

    /// Opens what it can of a task's sealed seats.
    fn read_seats(
        &mut self,
        task: &TaskResponse,
        seats: &[SeatResponse],
        junk: &mut Vec<Junk>,
    ) -> Result<Vec<ReadSeat>> {
        let market = self.account.market;
        let mut sealed = seats
            .iter()
            .filter(|seat| seat.status == SeatStatus::Sealed);
        // A node answers what happened a moment later than what is.
        if !sealed.all(|seat| self.boxes.has(seat)) {
            sleep(PAUSE);
            self.boxes.read(self.say, market, self.id)?;
        }
        let mut read = Vec::new();
        for seat in seats
            .iter()
            .filter(|seat| seat.status == SeatStatus::Sealed)
        {
            let asked = asked(market, self.id, (task.task, task.items), seat.wave)?;
            let of = (self.id, &self.state.terms);
            match self.boxes.open(market, of, (seat, &asked), &self.key) {
                Ok(seat) => read.push(seat),
                Err(why) => {
                    let entry = (task.task, seat.labeler.to_string(), why);
                    if !junk.contains(&entry) {
                        junk.push(entry);
                    }
                }
            }
        }
        Ok(read)
    }

    fn decide(
        &self,
        campaign: &CampaignResponse,
        task: &TaskResponse,
        read: &[ReadSeat],
    ) -> Result<Decision> {
        let terms = &campaign.terms;
        let now = self.account.market.chain.block()?.seconds;
        let in_time = task
            .deadline
            .is_none_or(|deadline| now <= deadline.seconds());
        let open = campaign.status == CampaignStatus::Open && now <= terms.ends_at.seconds();
        let wave_left = task.wave + 1 < terms.max_waves;
        if !wave_left || !open || !in_time || read.is_empty() {
            return Ok(Decision::Close);
        }
        let left = terms.overlap.max.saturating_sub(task.seats_wanted);
        let margins = self.margins(task, read)?;
        Ok(match self.policy.after(task.wave, left, &margins) {
            Some(wave) => Decision::Ask(ItemSet::of(&wave.items, task.items)?, wave.seats),
            None => Decision::Close,
        })
    }

    /// Margins of the verdict that the chain would infer now.
    fn margins(&self, task: &TaskResponse, read: &[ReadSeat]) -> Result<Vec<i32>> {
        let market = self.account.market;
        let items = usize::try_from(task.items)?;
        let mut rows = Vec::new();
        for of in read {
            let asked = asked(market, self.id, (task.task, task.items), of.seat.wave)?;
            let row = Row::spread(items, asked.iter(), &of.labels);
            rows.push(row.with_history(of.seat.snapshot.into()));
        }
        let terms = &self.state.terms;
        let pay = PayTerms {
            floor_bps: terms.pay.floor.get(),
            full_bps: terms.pay.full.get(),
        };
        Ok(asking::least_margins(&terms.form(), items, &rows, pay)?)
    }

    fn ask(&self, task: &TaskResponse, items: ItemSet, seats: u8) -> Result<(Call, Value)> {
        let message = Ask {
            campaign: self.id,
            task: task.task,
            items: items.as_bytes().into(),
            seats,
        };
        let told = json!({
            "task": task.task, "wave": task.wave + 1, "items": items.len(), "seats": seats,
        });
        let call = self
            .account
            .call(Contract::Registry, &ExecuteMsg::Ask(message))?;
        Ok((call, told))
    }

    /// Asks; where that is refused, the task has to do with the labels it has.
    fn send_asks(
        &self,
        asks: Vec<(Call, Value)>,
        closing: &mut Vec<u32>,
    ) -> Result<(Vec<Value>, Delivered)> {
        let (calls, told): (Vec<Call>, Vec<Value>) = asks.into_iter().unzip();
        let delivered = deliver(self.say, self.account, &calls, AT_ONCE)?;
        delivered.tell(self.say, |place| {
            format!("not asked again: {}", told[place])
        });
        for (place, _) in &delivered.refused {
            closing.extend(
                told[*place]["task"]
                    .as_u64()
                    .and_then(|task| u32::try_from(task).ok()),
            );
        }
        let asked = delivered
            .taken
            .iter()
            .map(|&place| told[place].clone())
            .collect();
        Ok((asked, delivered))
    }

    fn close(&self, tasks: &[u32]) -> Result<Delivered> {
        let close = |part: &[u32]| {
            let message = Tasks {
                campaign: self.id,
                tasks: part.to_vec(),
            };
            self.account
                .call(Contract::Registry, &ExecuteMsg::Close(message))
        };
        let calls = tasks
            .chunks(MAX_BATCH)
            .map(close)
            .collect::<Result<Vec<_>>>()?;
        let delivered = deliver(self.say, self.account, &calls, 1)?;
        delivered.tell(self.say, |_| "not closed".to_owned());
        Ok(delivered)
    }

    /// Opens every seal that was read and may be opened. Returns how many.
    fn reveal(&mut self, junk: &mut Vec<Junk>) -> Result<(usize, Delivered)> {
        let market = self.account.market;
        let mut due = Vec::new();
        for task in market.tasks(self.id)? {
            if task.phase != Phase::Revealing {
                continue;
            }
            let seats = market.seats(self.id, task.task)?;
            due.extend(self.read_seats(&task, &seats, junk)?);
        }
        let count = due.len();
        let parts = batches(due, |of| of.opening.labels.len());
        let calls = parts.iter().map(|part| self.reveal_call(part));
        let calls = calls.collect::<Result<Vec<_>>>()?;
        let delivered = deliver(self.say, self.account, &calls, AT_ONCE)?;
        // One that somebody else has revealed meanwhile fails its message; the next round has it.
        delivered.tell(self.say, |_| "not revealed now".to_owned());
        let missing: usize = delivered
            .refused
            .iter()
            .map(|(place, _)| parts[*place].len())
            .sum();
        Ok((count - missing, delivered))
    }

    fn reveal_call(&self, part: &[ReadSeat]) -> Result<Call> {
        let message = reveal(self.id, part.iter().map(|of| (&of.seat, &of.opening)));
        self.account.call(Contract::Registry, &message)
    }

    /// Whether no task needs its requester any more.
    fn is_done(&self, campaign: &CampaignResponse) -> Result<bool> {
        let tasks = self.account.market.tasks(self.id)?;
        let started = u32::try_from(tasks.len())? == campaign.tasks;
        let over = |task: &TaskResponse| {
            matches!(task.phase, Phase::Resolved | Phase::Settled | Phase::Void)
        };
        Ok((started || campaign.status != CampaignStatus::Open) && tasks.iter().all(over))
    }
}

/// A seat that cannot be read: task, labeler, and why.
type Junk = (u32, String, String);
