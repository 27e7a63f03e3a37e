//! A task that a session works on, and its seats.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{
    account::Account,
    task_registry::{Phase, TaskRevealing, TaskVoided},
};

use super::{campaign::Session, labels};
use crate::{
    error::{AtTask, ContractError},
    rules::{
        ids::TaskId,
        task::{
            asked::Asked,
            header::Task,
            seat::{Seat, Seated},
            tally::Tally,
            task_error::TaskError,
        },
        verdict::inference::RevealedSeat,
    },
    store::{seats_of, SEATS, TASKS},
};

/// A task with its header, which [`OpenTask::save`] writes.
pub struct OpenTask {
    /// Which one.
    pub id: TaskId,
    /// Its header.
    pub header: Task,
}

impl Session<'_> {
    /// A task that was started; `wanted` is the phase that the caller needs it in.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`] where nobody was drawn into it yet.
    pub fn open_task(&self, index: u32, wanted: Phase) -> Result<OpenTask, ContractError> {
        let id = self.id.task(index);
        let header = TASKS
            .may_load(self.deps.storage, &id)?
            .ok_or(TaskError::WrongPhase {
                found: Phase::Fresh,
                wanted,
            })
            .at(id)?;
        Ok(OpenTask { id, header })
    }

    /// A labeler's seat.
    ///
    /// # Errors
    /// [`ContractError::SeatNotFound`].
    pub fn seat(&self, task: TaskId, labeler: &Account) -> Result<Seat, ContractError> {
        SEATS
            .may_load(self.deps.storage, &(task, &labeler.canonical))?
            .ok_or_else(|| ContractError::SeatNotFound {
                task: task.index,
                labeler: labeler.addr.clone(),
            })
    }

    /// Saves a seat.
    pub fn save_seat(&mut self, task: TaskId, labeler: &CanonicalAddr, seat: &Seat) {
        SEATS.save(self.deps.storage, &(task, labeler), seat);
    }
}

impl OpenTask {
    /// Writes the header.
    pub fn save(&self, session: &mut Session<'_>) {
        TASKS.save(session.deps.storage, &self.id, &self.header);
    }

    /// Its number of items.
    pub fn items(&self, session: &Session<'_>) -> u32 {
        session.campaign.items_of(self.id.index)
    }

    /// Its seats, forfeited ones included.
    pub fn seats(&self, session: &Session<'_>) -> Result<Vec<Seated>, ContractError> {
        Ok(seats_of(session.deps.storage, self.id)?)
    }

    /// What a wave asks for.
    pub fn asked(&self, session: &Session<'_>, wave: u8) -> Result<Asked, ContractError> {
        session.asked(self.id, wave)
    }

    /// Those of its seats that were revealed, with their labels.
    pub fn revealed(
        &self,
        session: &Session<'_>,
        seats: Vec<Seated>,
    ) -> Result<Vec<RevealedSeat>, ContractError> {
        labels::revealed(session.deps.storage, &session.campaign, self.id, seats)
    }

    /// Its verdict, one label for each item, question by question.
    pub fn verdict(&self, session: &Session<'_>) -> Result<Vec<u8>, ContractError> {
        labels::verdict(session.deps.storage, &session.campaign, self.id)
    }

    /// Its opened gold, laid out as its labels are; empty where there is none.
    pub fn gold(&self, session: &Session<'_>) -> Result<Vec<u8>, ContractError> {
        labels::opened_gold(session.deps.storage, &session.campaign, self.id)
    }

    /// Counts its seats.
    pub fn tally(&self, session: &Session<'_>) -> Result<Tally, ContractError> {
        let mut tally = Tally::default();
        for (_, seat) in self.seats(session)? {
            tally.count(&seat);
        }
        Ok(tally)
    }

    /// Ends collecting, and saves.
    pub fn begin_revealing(
        &mut self,
        session: &mut Session<'_>,
        sealed: u8,
    ) -> Result<(), ContractError> {
        let reveal_by = session.in_seconds(session.campaign.reveal_seconds);
        self.header.begin_revealing(reveal_by);
        self.save(session);
        session.leave_frontier(self.id.index)?;
        session.emit(TaskRevealing {
            campaign: self.id.campaign.0,
            task: self.id.index,
            sealed,
            reveal_by,
        });
        Ok(())
    }

    /// Ends without a verdict, and saves: the whole tip to the sender.
    pub fn void(&mut self, session: &mut Session<'_>) -> Result<(), ContractError> {
        self.header.void();
        self.save(session);
        let labels = session.campaign.labels_of(self.id.index);
        session.settlement.end_task(labels);
        let tip = session.campaign.tip;
        session.settlement.tip(&session.sender.canonical, tip)?;
        session.emit(TaskVoided {
            campaign: self.id.campaign.0,
            task: self.id.index,
        });
        Ok(())
    }
}

impl Session<'_> {
    /// What a wave of a task asks for.
    pub fn asked(&self, task: TaskId, wave: u8) -> Result<Asked, ContractError> {
        Ok(labels::asked(
            self.deps.storage,
            &self.campaign,
            task,
            wave,
        )?)
    }
}
