//! `pasar adapt`: reads sealed labels, infers as the chain will, buys evidence where it is missing,
//! and reveals what it read.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use anyhow::{ensure, Context as _, Result};
use crypto_box::SecretKey;
use pasar_common::{
    item_set::ItemSet,
    task_registry::{
        Ask, CampaignResponse, CampaignStatus, ExecuteMsg, OpenGold, Phase, SeatResponse,
        SeatStatus, TaskResponse, Tasks, MAX_BATCH, MIN_WAVE_ITEMS,
    },
};
use pasar_truth::{self as truth, History, NONE};
use serde_json::{json, Value};

use super::{
    account::{Account, Call},
    args,
    batch::batches,
    boxes::{asked, Boxes, ReadSeat},
    market::Market,
    network::Contract,
    persist::until_done,
    reveal::reveal,
    say::{fees, Say},
    state::CampaignState,
    turn::{try_all, Turned},
    Context,
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
    /// Margin that is enough, Q12 bits.
    margin: i32,
    /// Seats of each further wave; the last number goes on.
    seats: Vec<u8>,
}

/// `pasar adapt`.
pub fn run(context: &Context, args: &args::Adapt) -> Result<()> {
    ensure!(
        (0.0..=64.0).contains(&args.margin),
        "margin {}: expected 0 to 64 bits",
        args.margin
    );
    ensure!(
        !args.seats.is_empty() && !args.seats.contains(&0),
        "--seats {:?}: expected numbers from 1 on",
        args.seats
    );
    let market = context.market()?;
    let account = context.account(&market)?;
    let campaign = market.campaign(args.campaign)?;
    let state = state_of(context, &market, &campaign)?;
    let key = state.reading_key()?.context(
        "the campaign has no reading key: its overlap is fixed, and labelers reveal by themselves",
    )?;
    let mut adapting = Adapting {
        say: context.say,
        account: &account,
        id: args.campaign,
        state,
        key,
        boxes: Boxes::new(campaign.opens_at_height),
        reported: BTreeSet::new(),
        margin: (args.margin * BIT) as i32,
        seats: args.seats.clone(),
    };
    let mut work = || {
        let mut record = adapting.round()?;
        if args.open_gold {
            let opened = open_due(context.say, &account, args.campaign, &adapting.state)?;
            record["gold_opened"] = opened.into();
        }
        let done = record["done"] == true;
        if done || !args.watch || has_moved(&record) {
            context.say.record(&record);
        }
        Ok(done)
    };
    match args.watch {
        true => until_done(context.say, PAUSE, work),
        false => work().map(drop),
    }
}

/// Whether a round did anything.
fn has_moved(record: &Value) -> bool {
    let lists = ["asked", "closed", "junk", "gold_opened"];
    let list = |name: &str| record[name].as_array().is_some_and(|list| !list.is_empty());
    record["revealed"] != 0 || lists.into_iter().any(list)
}

/// `pasar open-gold`.
pub fn open_gold(context: &Context, campaign: u32) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let state = state_of(context, &market, &market.campaign(campaign)?)?;
    ensure!(state.gold.is_some(), "campaign {campaign} has no gold");
    let opened = open_due(context.say, &account, campaign, &state)?;
    context
        .say
        .record(&json!({"campaign": campaign, "gold_opened": opened}));
    Ok(())
}

fn state_of(
    context: &Context,
    market: &Market,
    campaign: &CampaignResponse,
) -> Result<CampaignState> {
    let chain_id = &market.chain.network.chain_id;
    CampaignState::load(&context.home()?, chain_id, &campaign.terms)
}

/// Opens the gold of every task that is ready for it. Returns their indices.
fn open_due(
    say: Say,
    account: &Account<'_>,
    campaign: u32,
    state: &CampaignState,
) -> Result<Vec<u32>> {
    let Some(gold) = &state.gold else {
        return Ok(Vec::new());
    };
    let market = account.market;
    let now = market.chain.block()?.seconds;
    let mut due = Vec::new();
    for task in market.tasks(campaign)? {
        let may = task.phase == Phase::Revealing && gold.has(task.task);
        if may
            && !is_open(market, campaign, task.task)?
            && reveals_are_over(market, campaign, &task, now)?
        {
            due.push(task.task);
        }
    }
    let call = |task: &u32| {
        let openings = gold.openings(&[*task]);
        account.call(
            Contract::Registry,
            &ExecuteMsg::OpenGold(OpenGold { campaign, openings }),
        )
    };
    let calls = due.iter().map(call).collect::<Result<Vec<_>>>()?;
    let turned = try_all(say, account, &calls, AT_ONCE)?;
    tell(say, &turned, |place| {
        format!("gold of task {} stays closed", due[place])
    });
    Ok(turned.taken.iter().map(|&place| due[place]).collect())
}

fn is_open(market: &Market, campaign: u32, task: u32) -> Result<bool> {
    use pasar_common::task_registry::{GoldResponse, QueryMsg, TaskRef};
    let gold: GoldResponse = market.registry(&QueryMsg::Gold(TaskRef { campaign, task }))?;
    Ok(!gold.gold.is_empty())
}

fn reveals_are_over(market: &Market, campaign: u32, task: &TaskResponse, now: u64) -> Result<bool> {
    if task
        .deadline
        .is_some_and(|deadline| now > deadline.seconds())
    {
        return Ok(true);
    }
    let seats = market.seats(campaign, task.task)?;
    Ok(seats.iter().all(|seat| seat.status != SeatStatus::Sealed))
}

/// Says what happened, and what was refused.
fn tell(say: Say, turned: &Turned, what: impl Fn(usize) -> String) {
    for sent in &turned.sent {
        say.sent(sent);
    }
    for (place, why) in &turned.refused {
        say.warn(format_args!("{}: {why}", what(*place)));
    }
}

impl Adapting<'_> {
    /// Does what can be done now.
    fn round(&mut self) -> Result<Value> {
        let market = self.account.market;
        let campaign = market.campaign(self.id)?;
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
        let fee = fees(
            asked
                .1
                .sent
                .iter()
                .chain(&closed.sent)
                .chain(&revealed.1.sent),
        );
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
        let wave = usize::from(task.wave).min(self.seats.len().saturating_sub(1));
        let left = terms
            .overlap
            .max
            .saturating_sub(task.seats_wanted)
            .min(self.seats.get(wave).copied().unwrap_or(0));
        let now = self.account.market.chain.block()?.seconds;
        let in_time = task
            .deadline
            .is_none_or(|deadline| now <= deadline.seconds());
        let open = campaign.status == CampaignStatus::Open && now <= terms.ends_at.seconds();
        let wave_left = task.wave + 1 < terms.max_waves;
        if left == 0 || !wave_left || !open || !in_time || read.is_empty() {
            return Ok(Decision::Close);
        }
        let margins = self.margins(task, read)?;
        let thin = thin_items(&margins, self.margin);
        Ok(match thin.is_empty() {
            true => Decision::Close,
            false => Decision::Ask(ItemSet::of(&thin, task.items)?, left),
        })
    }

    /// Margins of the verdict that the chain would infer now. Without gold, although the requester
    /// knows it: which items he asks for must not tell which are gold.
    fn margins(&self, task: &TaskResponse, read: &[ReadSeat]) -> Result<Vec<i32>> {
        let market = self.account.market;
        let items = usize::try_from(task.items)?;
        let mut rows = Vec::new();
        for of in read {
            let asked = asked(market, self.id, (task.task, task.items), of.seat.wave)?;
            let mut row = vec![NONE; items];
            for (item, label) in asked.iter().zip(&of.labels) {
                row[item as usize] = *label;
            }
            rows.push((row, asked.len(), of.seat.snapshot));
        }
        let seats: Vec<truth::Seat<'_>> = rows
            .iter()
            .map(|(labels, asked, [skill, mass, evidence])| truth::Seat {
                labels,
                asked: *asked,
                history: History {
                    skill: *skill,
                    mass: *mass,
                    evidence: *evidence,
                },
            })
            .collect();
        let terms = &self.state.terms;
        let pay = truth::PayTerms {
            floor_bps: terms.pay.floor.get(),
            full_bps: terms.pay.full.get(),
        };
        let task = truth::Task::new(terms.classes.len(), items, &seats, &[], pay)?;
        Ok(truth::resolve(&task).margin)
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
    ) -> Result<(Vec<Value>, Turned)> {
        let (calls, told): (Vec<Call>, Vec<Value>) = asks.into_iter().unzip();
        let turned = try_all(self.say, self.account, &calls, AT_ONCE)?;
        tell(self.say, &turned, |place| {
            format!("not asked again: {}", told[place])
        });
        for (place, _) in &turned.refused {
            closing.extend(
                told[*place]["task"]
                    .as_u64()
                    .and_then(|task| u32::try_from(task).ok()),
            );
        }
        let asked = turned
            .taken
            .iter()
            .map(|&place| told[place].clone())
            .collect();
        Ok((asked, turned))
    }

    fn close(&self, tasks: &[u32]) -> Result<Turned> {
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
        let turned = try_all(self.say, self.account, &calls, 1)?;
        tell(self.say, &turned, |_| "not closed".to_owned());
        Ok(turned)
    }

    /// Opens every seal that was read and may be opened. Returns how many.
    fn reveal(&mut self, junk: &mut Vec<Junk>) -> Result<(usize, Turned)> {
        let market = self.account.market;
        let mut due = Vec::new();
        for task in market.tasks(self.id)? {
            let panel = matches!(task.phase, Phase::Panel | Phase::PanelRevealing);
            if !panel && task.phase != Phase::Revealing {
                continue;
            }
            let mut seats = market.seats(self.id, task.task)?;
            seats.retain(|seat| !panel || seat.wave == task.wave);
            let sealed = seats
                .iter()
                .filter(|seat| seat.status == SeatStatus::Sealed)
                .count();
            if task.phase == Phase::Panel && sealed < usize::from(task.seats_wanted) {
                continue;
            }
            due.extend(self.read_seats(&task, &seats, junk)?);
        }
        let count = due.len();
        let parts = batches(due, |of| of.opening.labels.len());
        let calls = parts.iter().map(|part| self.reveal_call(part));
        let calls = calls.collect::<Result<Vec<_>>>()?;
        let turned = try_all(self.say, self.account, &calls, AT_ONCE)?;
        // One that somebody else has revealed meanwhile fails its message; the next round has it.
        tell(self.say, &turned, |_| "not revealed now".to_owned());
        let missing: usize = turned
            .refused
            .iter()
            .map(|(place, _)| parts[*place].len())
            .sum();
        Ok((count - missing, turned))
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

/// Items below a margin; with the next thinnest ones where they are too few for a wave.
fn thin_items(margins: &[i32], enough: i32) -> Vec<u32> {
    let mut order: Vec<(i32, u32)> = margins.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let thin = margins.iter().filter(|margin| **margin < enough).count();
    if thin == 0 {
        return Vec::new();
    }
    let least = usize::try_from(MIN_WAVE_ITEMS).unwrap_or(usize::MAX);
    let count = thin.max(least.min(margins.len()));
    let mut items: Vec<u32> = order
        .into_iter()
        .take(count)
        .map(|(_, item)| item)
        .collect();
    items.sort_unstable();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_has_the_thin_items_and_at_least_thirty() {
        let margins: Vec<i32> = (0..100).map(|item| (99 - item) * 1_000).collect();
        assert!(thin_items(&margins, 0).is_empty());
        assert_eq!(thin_items(&margins, 1), (70..100).collect::<Vec<u32>>());
        assert_eq!(
            thin_items(&margins, 40_000),
            (60..100).collect::<Vec<u32>>()
        );
        assert_eq!(thin_items(&[5, 1, 9], 2), [0, 1, 2]);
    }
}
