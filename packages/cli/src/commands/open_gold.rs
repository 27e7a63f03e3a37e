//! `pasar open-gold`: opens the gold of tasks whose labels are revealed.

use anyhow::{ensure, Result};
use cosmwasm_std::Binary;
use pasar_common::task_registry::{
    ExecuteMsg, GoldOpening, GoldResponse, OpenGold, Phase, QueryMsg, SeatStatus, TaskRef,
    TaskResponse,
};
use pasar_formats::gold_book::GoldBook;
use serde_json::json;

use crate::{
    args,
    batches::deliver,
    chain::{account::Account, market::Market, network::Contract},
    context::Context,
    files::state::CampaignState,
    output::Say,
};

/// Most messages of a transaction.
const AT_ONCE: usize = 4;

/// `pasar open-gold`.
pub fn run(context: &Context, args: &args::OpenGold) -> Result<()> {
    let campaign = args.campaign;
    let market = context.market()?;
    let account = context.account(&market)?;
    let state = context.campaign_state(&market, &market.campaign(campaign)?, &args.kept)?;
    ensure!(state.gold.is_some(), "campaign {campaign} has no gold");
    let opened = open_due(context.say, &account, campaign, &state)?;
    context
        .say
        .record(&json!({"campaign": campaign, "gold_opened": opened}));
    Ok(())
}

/// Opens the gold of every task that is ready for it. Returns their indices.
pub fn open_due(
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
    let call = |opening: GoldOpening| {
        let openings = vec![opening];
        account.call(
            Contract::Registry,
            &ExecuteMsg::OpenGold(OpenGold { campaign, openings }),
        )
    };
    let calls = openings(gold, &due).into_iter().map(call);
    let calls = calls.collect::<Result<Vec<_>>>()?;
    let delivered = deliver(say, account, &calls, AT_ONCE)?;
    delivered.tell(say, |place| {
        format!("gold of task {} stays closed", due[place])
    });
    Ok(delivered.taken.iter().map(|&place| due[place]).collect())
}

fn is_open(market: &Market, campaign: u32, task: u32) -> Result<bool> {
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

fn openings(gold: &GoldBook, tasks: &[u32]) -> Vec<GoldOpening> {
    let opening = |of: pasar_formats::gold_book::GoldOpening| GoldOpening {
        task: of.task,
        gold: of.gold.into(),
        salt: of.salt.into(),
        proof: Binary::from(of.proof.concat()),
    };
    gold.openings(tasks).into_iter().map(opening).collect()
}
