//! What an indexer makes of events beside what is stored.

use super::hold;
use crate::chain::memory::{Memory, Violation};

use super::tasks::{order, rank};

impl Memory {
    /// I25: an indexer that handles the registry's events in their order knows phases and seats without a query.
    pub(super) fn events_tell_everything(&self) -> Result<(), Violation> {
        for (task, (_, _, stored)) in &self.tasks {
            let told = self.index.phases.get(task).copied().map_or(0, order);
            hold!(
                told == *stored,
                "I25: events say that task {task:?} is in phase {told}, it is in {stored}"
            );
        }
        for (id, stored) in &self.seats {
            let told = self
                .index
                .seats
                .get(id)
                .map(|(wave, status)| (*wave, rank(*status)));
            hold!(
                told == Some((stored.wave, stored.rank)),
                "I25: events say {told:?} of seat {id:?}, stored is {stored:?}"
            );
        }
        for (id, stored) in &self.panel_seats {
            let told = self.index.panels.get(id).copied().map(rank);
            hold!(
                told == Some(stored.rank),
                "I25: events say {told:?} of panel seat {id:?}, stored is {stored:?}"
            );
        }
        hold!(
            self.index.panels.len() == self.panel_seats.len(),
            "I25: events tell of panel seats that are not stored"
        );
        hold!(
            self.index.phases.len() <= self.tasks.len()
                && self.index.seats.len() == self.seats.len(),
            "I25: events tell of tasks or seats that are not stored"
        );
        Ok(())
    }
}
