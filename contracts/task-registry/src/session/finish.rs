//! The end of a session: what changed is saved, then the siblings are told, each once.

use cosmwasm_std::Response;
use pasar_common::task_registry::CampaignClosed;

use super::campaign::Session;
use crate::{error::ContractError, rules::verdict::certificate::Certificate, store::CERTIFICATES};

impl Session<'_> {
    /// Saves what ended, then tells staking and the escrow.
    pub fn finish(mut self) -> Result<Response, ContractError> {
        let closes = self.count_done()?;
        self.save_certificate()?;
        for (labeler, done, skipped) in self.settlement.seats().collect::<Vec<_>>() {
            self.free_seats(&labeler, done, skipped)?;
        }
        self.save_frontier_and_progress();
        let messages = self.messages(closes)?;
        Ok(Response::new()
            .add_messages(messages)
            .add_events(self.events))
    }

    /// Counts the tasks that ended; tells whether the campaign has none left. A closed campaign takes
    /// no tickets any more, and those that wait dissolve without a penalty: there is nothing left
    /// that they could have been drawn into.
    fn count_done(&mut self) -> Result<bool, ContractError> {
        let ended = self.settlement.tasks.saturating_add(self.abandoned.tasks);
        let tasks = self.campaign.tasks();
        if ended == 0 || !self.progress()?.end_tasks(ended, tasks) {
            return Ok(false);
        }
        let now = self.now();
        self.frontier()?.close(now);
        self.emit(CampaignClosed {
            campaign: self.id.0,
        });
        Ok(true)
    }

    /// Adds this message's sums to those of the campaign.
    fn save_certificate(&mut self) -> Result<(), ContractError> {
        if self.certificate == Certificate::default() {
            return Ok(());
        }
        let key = self.id;
        let mut all = CERTIFICATES
            .may_load(self.deps.storage, &key)?
            .unwrap_or_default();
        all.add(&self.certificate);
        CERTIFICATES.save(self.deps.storage, &key, &all);
        Ok(())
    }
}
