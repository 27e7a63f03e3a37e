//! The frontier and the progress of a session's campaign: loaded once, written in `finish`.

use pasar_common::{task_registry::WorkReleased, time::is_late};
use pasar_formats::number::count;

use super::campaign::{Abandoned, Session};
use crate::{
    error::ContractError,
    rules::{
        campaign::progress::Progress,
        draw::frontier::{Frontier, NextOpening, Slot},
    },
    store::{FRONTIERS, PROGRESS, TASKS},
};

impl Session<'_> {
    /// The campaign's frontier.
    pub fn frontier(&mut self) -> Result<&mut Frontier, ContractError> {
        Ok(self.frontier.get(&FRONTIERS, self.deps.storage, self.id)?)
    }

    /// How far the campaign is.
    pub fn progress(&mut self) -> Result<&mut Progress, ContractError> {
        Ok(self.progress.get(&PROGRESS, self.deps.storage, self.id)?)
    }

    /// Writes both where they changed.
    pub(super) fn save_frontier_and_progress(&mut self) {
        self.frontier.save(&FRONTIERS, self.deps.storage, self.id);
        self.progress.save(&PROGRESS, self.deps.storage, self.id);
    }

    /// When seats that become free now will open.
    pub fn next_opening(&self) -> NextOpening {
        self.campaign.next_opening(self.now())
    }

    /// Whether the campaign takes seats now.
    pub fn takes_seats(&mut self) -> Result<bool, ContractError> {
        let is_over = is_late(self.now(), self.campaign.ends_at);
        Ok(self.frontier()?.is_open() && !is_over)
    }

    /// Refuses a campaign that takes no seats now.
    ///
    /// # Errors
    /// [`ContractError::CampaignEnded`].
    pub fn expect_open(&mut self) -> Result<(), ContractError> {
        if self.takes_seats()? {
            return Ok(());
        }
        Err(ContractError::CampaignEnded {
            campaign: self.id.0,
        })
    }

    /// Takes a task that stopped collecting out of the frontier and opens the next ones.
    pub fn leave_frontier(&mut self, task: u32) -> Result<(), ContractError> {
        let tasks = self.campaign.tasks();
        let most = self.campaign.frontier;
        let seats = self.campaign.overlap;
        let opening = self.next_opening().number;
        let frontier = self.frontier()?;
        frontier.remove(task);
        frontier.fill(tasks, most, seats, opening);
        Ok(())
    }

    /// Gives up every task that never started, and tells whether there was any.
    pub fn abandon_unstarted(&mut self) -> Result<bool, ContractError> {
        let tasks = self.campaign.tasks();
        let now = self.now();
        let frontier = self.frontier()?;
        let next = core::mem::replace(&mut frontier.next, tasks);
        let slots = core::mem::take(&mut frontier.slots);
        frontier.close(now);
        let (kept, unstarted): (Vec<Slot>, Vec<Slot>) = slots.into_iter().partition(|slot| {
            let id = self.id.task(slot.task);
            TASKS.has(self.deps.storage, &id)
        });
        self.frontier()?.slots = kept;
        let items: u32 = unstarted
            .iter()
            .map(|slot| self.campaign.items_of(slot.task))
            .sum();
        let never_opened = self.campaign.items_from(next);
        self.abandoned = Abandoned {
            tasks: tasks
                .saturating_sub(next)
                .saturating_add(count(unstarted.len())),
            items: never_opened.saturating_add(items),
        };
        if self.abandoned.tasks == 0 {
            return Ok(false);
        }
        self.emit(WorkReleased {
            campaign: self.id.0,
            tasks: self.abandoned.tasks,
            items: self.abandoned.items,
        });
        Ok(true)
    }
}
