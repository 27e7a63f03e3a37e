//! `pasar crank`: the keeper that anybody can run. Does what is due for its tips.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Result;
use cosmwasm_std::{Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    label_escrow::{self, AuditResponse, DenomRef, DueResponse, EarningsResponse},
    reputation_staking,
    task_registry::{
        CampaignResponse, CampaignStatus, ExecuteMsg, PanelRef, Phase, SeatResponse, SeatStatus,
        TaskResponse, Tasks,
    },
};
use serde_json::{json, Value};

use crate::{
    args,
    batches::deliver,
    chain::{
        account::{Account, Call, Sent},
        market::Market,
        network::Contract,
        node::Block,
    },
    commands::{draws::Draws, panels},
    context::Context,
    output::{fees, Say},
    retry::until_done,
};

/// Most messages of a transaction: settling the largest task takes some million gas.
const AT_ONCE: usize = 4;
/// Time between rounds.
const PAUSE: Duration = Duration::from_secs(2);
/// Rounds after which closed campaigns are looked at again: only somebody's challenge wakes them.
const CLOSED_ROUNDS: usize = 30;

/// A message that may be due, and what it is.
struct Due {
    call: Call,
    what: String,
}

/// `pasar crank`.
pub fn run(context: &Context, args: &args::Crank) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let before = tips(&market, account.address())?;
    let mut paid = Uint128::zero();
    let mut count = 0;
    let mut draws = Draws::new(context.say, &account);
    let mut rounds = 0;
    let mut disputed = Vec::new();
    let mut work = || {
        let mut campaigns = campaigns(&market, &args.campaign)?;
        if args.campaign.is_empty() {
            if rounds % CLOSED_ROUNDS == 0 {
                disputed = closed_and_disputed(&market)?;
            }
            campaigns.extend(disputed.iter().cloned());
        }
        rounds += 1;
        let by = (&account, &mut draws);
        let Round { sent, live } = round(context.say, by, &campaigns, args.flush)?;
        paid += fees(&sent);
        count += sent.len();
        if !sent.is_empty() || args.once {
            report(context.say, (&market, &account), &before, (count, paid))?;
        }
        let open = campaigns
            .iter()
            .any(|campaign| campaign.status != CampaignStatus::Closed);
        // A round that found something to do may have made something else due.
        Ok(!open && !live && sent.is_empty() && !args.campaign.is_empty())
    };
    if args.once {
        return work().map(drop);
    }
    until_done(context.say, PAUSE, work)
}

/// What was earned until now: tips in every denom, and the fees they cost.
fn report(
    say: Say,
    (market, account): (&Market, &Account<'_>),
    before: &BTreeMap<String, Uint128>,
    (count, paid): (usize, Uint128),
) -> Result<()> {
    let after = tips(market, account.address())?;
    let gained = after.into_iter().map(|(denom, amount)| {
        let before = before.get(&denom).copied().unwrap_or_default();
        (denom, amount.saturating_sub(before))
    });
    let gained: BTreeMap<String, Uint128> =
        gained.filter(|(_, amount)| !amount.is_zero()).collect();
    let denom = &market.chain.network.gas_price.denom;
    for (denom, amount) in &gained {
        say.line(format_args!("earned {amount} {denom}"));
    }
    say.line(format_args!("paid {paid} {denom} for {count} transactions"));
    let earned = gained.get(denom).copied().unwrap_or_default();
    let net = i128::try_from(earned.u128())? - i128::try_from(paid.u128())?;
    say.line(format_args!("that is {net} {denom} in all"));
    say.record(&json!({
        "transactions": count, "earned": gained, "denom": denom,
        "fees": paid, "net": net.to_string(),
    }));
    Ok(())
}

/// Tips that an account may withdraw.
fn tips(market: &Market, address: &str) -> Result<BTreeMap<String, Uint128>> {
    let mut tips: BTreeMap<String, Uint128> = BTreeMap::new();
    let earnings: EarningsResponse = market.escrow(&label_escrow::QueryMsg::Earnings {
        address: address.to_owned(),
        campaigns: Vec::new(),
    })?;
    for entry in earnings.earnings {
        *tips.entry(denom_key(&entry.denom)).or_default() += entry.amount;
    }
    Ok(tips)
}

/// The named campaigns, or all that are not closed.
fn campaigns(market: &Market, named: &[u32]) -> Result<Vec<CampaignResponse>> {
    if !named.is_empty() {
        return named
            .iter()
            .map(|&campaign| market.campaign(campaign))
            .collect();
    }
    let mut all = market.campaigns()?;
    all.retain(|campaign| campaign.status != CampaignStatus::Closed);
    Ok(all)
}

/// Closed campaigns with a challenge that is live: a panel decides whatever became of its campaign.
fn closed_and_disputed(market: &Market) -> Result<Vec<CampaignResponse>> {
    let mut found = Vec::new();
    for campaign in market.campaigns()? {
        let may = campaign.terms.challenge.is_some() && campaign.status == CampaignStatus::Closed;
        let mut tasks = match may {
            true => market.tasks(campaign.campaign)?.into_iter(),
            false => Vec::new().into_iter(),
        };
        if tasks.any(|task| task.challenged) {
            found.push(campaign);
        }
    }
    Ok(found)
}

/// What a round did.
struct Round {
    sent: Vec<Sent>,
    /// Whether a challenge is live.
    live: bool,
}

/// Whatever is due now. What is not due after all is refused by the simulation and costs nothing.
fn round(
    say: Say,
    (account, draws): (&Account<'_>, &mut Draws<'_>),
    campaigns: &[CampaignResponse],
    flush: bool,
) -> Result<Round> {
    let market = account.market;
    let mut due = Vec::new();
    let mut live = false;
    for campaign in campaigns {
        let block = market.chain.block()?;
        let ripe = draws.due(campaign, block)?;
        due.extend(ripe.into_iter().map(|(call, what)| Due { call, what }));
        for task in market.tasks(campaign.campaign)? {
            task_due(account, campaign, (&task, block), &mut due)?;
            if task.challenged {
                live = true;
                panel_due(account, campaign, (&task, block), &mut due)?;
            }
        }
        let over = campaign.status == CampaignStatus::Ended;
        if over && campaign.tasks_done < campaign.tasks {
            let release = ExecuteMsg::Advance(tasks(campaign.campaign, Vec::new()));
            due.push(Due {
                call: account.call(Contract::Registry, &release)?,
                what: format!("campaign {}: release", campaign.campaign),
            });
        }
    }
    if flush {
        flushes(account, &mut due)?;
    }
    let calls: Vec<Call> = due.iter().map(|due| due.call.clone()).collect();
    let delivered = deliver(say, account, &calls, AT_ONCE)?;
    for place in &delivered.taken {
        say.line(&due[*place].what);
    }
    for sent in &delivered.sent {
        say.sent(sent);
    }
    let sent = delivered.sent;
    Ok(Round { sent, live })
}

/// The message that a task's challenge may be waiting for.
fn panel_due(
    account: &Account<'_>,
    campaign: &CampaignResponse,
    (task, block): (&TaskResponse, Block),
    due: &mut Vec<Due>,
) -> Result<()> {
    let (market, id) = (account.market, campaign.campaign);
    let Some(challenge) = market.live_challenge(id, task)? else {
        return Ok(());
    };
    let place = (task.task, challenge);
    if panels::is_due(market, (id, &campaign.terms), place, block)? {
        let advance = ExecuteMsg::AdvancePanel(PanelRef {
            campaign: id,
            task: task.task,
        });
        due.push(Due {
            call: account.call(Contract::Registry, &advance)?,
            what: format!("campaign {id}, task {}: advance its panel", task.task),
        });
    }
    Ok(())
}

/// The message that a task may be waiting for.
fn task_due(
    account: &Account<'_>,
    campaign: &CampaignResponse,
    (task, block): (&TaskResponse, Block),
    due: &mut Vec<Due>,
) -> Result<()> {
    let id = campaign.campaign;
    let one = tasks(id, vec![task.task]);
    let late = task
        .deadline
        .is_none_or(|deadline| is_late(deadline, block));
    let seats = || account.market.seats(id, task.task);
    let (verb, message) = match task.phase {
        Phase::Collecting => {
            let overdue = |seat: &SeatResponse| {
                seat.status == SeatStatus::Drawn && is_late(seat.commit_by, block)
            };
            let ended = late || campaign.status != CampaignStatus::Open;
            if !ended && !seats()?.iter().any(overdue) {
                return Ok(());
            }
            ("advance", ExecuteMsg::Advance(one))
        }
        Phase::Revealing => {
            let sealed = |seat: &SeatResponse| seat.status == SeatStatus::Sealed;
            if !late && seats()?.iter().any(sealed) {
                return Ok(());
            }
            ("resolve", ExecuteMsg::Resolve(one))
        }
        Phase::Resolved => ("settle", ExecuteMsg::Settle(one)),
        Phase::Fresh | Phase::Settled | Phase::Void => return Ok(()),
    };
    due.push(Due {
        call: account.call(Contract::Registry, &message)?,
        what: format!("campaign {id}, task {}: {verb}", task.task),
    });
    Ok(())
}

/// Sends the commons what is due to it in every denom.
fn flushes(account: &Account<'_>, due: &mut Vec<Due>) -> Result<()> {
    let market = account.market;
    for denom in audited(market, Contract::Escrow)? {
        let query = label_escrow::QueryMsg::Due {
            denom: denom.clone(),
        };
        let waiting: DueResponse = market.escrow(&query)?;
        if !waiting.commons.is_zero() {
            let flush = label_escrow::ExecuteMsg::FlushCommons(DenomRef::from(denom.clone()));
            let call = account.call(Contract::Escrow, &flush)?;
            let what = format!("escrow: {} to the commons", denom_key(&denom));
            due.push(Due { call, what });
        }
    }
    for denom in audited(market, Contract::Staking)? {
        // What is due is not shown; the simulation tells.
        let flush = reputation_staking::ExecuteMsg::FlushCommons(DenomRef::from(denom.clone()));
        let call = account.call(Contract::Staking, &flush)?;
        let what = format!("staking: {} to the commons", denom_key(&denom));
        due.push(Due { call, what });
    }
    Ok(())
}

/// Denoms of a contract's books; there are at most 32.
fn audited(market: &Market, contract: Contract) -> Result<Vec<Denom>> {
    let query: Value = json!({"audit": {"limit": 50}});
    let books: AuditResponse = market.chain.smart(market.address(contract), &query)?;
    Ok(books.denoms.into_iter().map(|entry| entry.denom).collect())
}

fn tasks(campaign: u32, tasks: Vec<u32>) -> Tasks {
    Tasks { campaign, tasks }
}

fn is_late(deadline: Timestamp, block: Block) -> bool {
    block.seconds > deadline.seconds()
}
