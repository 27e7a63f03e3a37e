//! The keeper: turns whatever is due, as `pasar crank` does, some seconds after it fell due, so that others can be
//! faster.

use std::collections::BTreeMap;

use anyhow::Result;
use pasar_common::task_registry::{
    CampaignResponse, CampaignStatus, ExecuteMsg, PanelRef, Phase, SeatStatus, TaskResponse, Tasks,
};

use super::{ask, panels::Panel, view::View};
use crate::{account::Account, chain::Chain};

/// Seconds that others have.
const COURTESY: u64 = 4;
/// Seconds from one look to the next.
const PACE: u64 = 2;

/// A keeper.
pub struct Keeper {
    account: Account,
    /// Since when something was seen to be due.
    seen: BTreeMap<Key, u64>,
}

impl Keeper {
    /// A keeper with an account.
    pub fn new(account: Account) -> Self {
        Self {
            account,
            seen: BTreeMap::new(),
        }
    }

    /// Turns one thing that is due.
    pub fn step(&mut self, chain: &mut Chain, view: &View<'_>) -> Result<()> {
        if !view.height.is_multiple_of(PACE) || chain.waits_for(&self.account.address) {
            return Ok(());
        }
        let mut seen = BTreeMap::new();
        let mut due = None;
        let mut all = panels_due(view);
        for campaign in view.campaigns {
            let of = |(task, verb, message)| ((campaign.campaign, task, verb), message);
            all.extend(all_due(chain, campaign, view.now)?.into_iter().map(of));
        }
        for (key, message) in all {
            let since = self.seen.get(&key).copied().unwrap_or(view.now);
            seen.insert(key, since);
            if due.is_none() && view.now >= since.saturating_add(COURTESY) {
                due = Some((key, message));
            }
        }
        self.seen = seen;
        if let Some((key, message)) = due {
            // Where it is refused, something else comes first the next time.
            self.seen.remove(&key);
            let registry = chain.market.registry.clone();
            let call = self.account.call(registry.as_str(), &message, 0)?;
            self.account.send(chain, vec![call])?;
        }
        Ok(())
    }
}

/// Campaign and task, and what is due there.
type Key = (u32, u32, &'static str);

/// What is due in panels.
fn panels_due(view: &View<'_>) -> Vec<(Key, ExecuteMsg)> {
    let due = view.panels.iter().filter(|panel| panel.is_due(view.now));
    let message = |panel: &Panel| {
        let (campaign, task) = (panel.campaign.campaign, panel.task);
        let advance = ExecuteMsg::AdvancePanel(PanelRef { campaign, task });
        ((campaign, task, "panel"), advance)
    };
    due.map(message).collect()
}

/// The task, what is due of it, and the message.
type Due = (u32, &'static str, ExecuteMsg);

fn all_due(chain: &Chain, campaign: &CampaignResponse, now: u64) -> Result<Vec<Due>> {
    let mut due = Vec::new();
    for task in ask::tasks(chain, campaign.campaign)? {
        due.extend(task_due(chain, campaign, &task, now)?);
    }
    let over = campaign.status == CampaignStatus::Ended;
    if over && campaign.tasks_done < campaign.tasks {
        let tasks = Vec::new();
        let campaign = campaign.campaign;
        due.push((0, "release", ExecuteMsg::Advance(Tasks { campaign, tasks })));
    }
    Ok(due)
}

fn task_due(
    chain: &Chain,
    campaign: &CampaignResponse,
    task: &TaskResponse,
    now: u64,
) -> Result<Option<Due>> {
    let id = campaign.campaign;
    let one = Tasks {
        campaign: id,
        tasks: vec![task.task],
    };
    let late = task
        .deadline
        .is_none_or(|deadline| now > deadline.seconds());
    Ok(match task.phase {
        Phase::Collecting => {
            let seats = ask::seats(chain, id, task.task)?;
            let overdue = seats
                .iter()
                .any(|seat| seat.status == SeatStatus::Drawn && now > seat.commit_by.seconds());
            let ended = late || campaign.status != CampaignStatus::Open;
            (ended || overdue).then_some((task.task, "advance", ExecuteMsg::Advance(one)))
        }
        Phase::Revealing => {
            let seats = ask::seats(chain, id, task.task)?;
            let waits = seats.iter().any(|seat| seat.status == SeatStatus::Sealed);
            (late || !waits).then_some((task.task, "resolve", ExecuteMsg::Resolve(one)))
        }
        Phase::Resolved => Some((task.task, "settle", ExecuteMsg::Settle(one))),
        Phase::Fresh | Phase::Settled | Phase::Void => None,
    })
}
