//! The draw: a ticket becomes seats.
//!
//! The tasks of the frontier are put in the order of `SHA-256(seed ‖ task)`, and the labeler gets
//! the first ones that have a free seat they may take. The seed is made of the randomness of the
//! ticket's round, which comes after the seats among which it chooses are fixed: so nobody chooses
//! their tasks, and trying again meets the same ones.

use pasar_common::{
    account::Account,
    task_registry::{SeatDrawn, TicketDrawn, TicketVoided},
};
use pasar_drand::Hash;

use super::{campaign::Session, task::OpenTask};
use crate::{
    error::ContractError,
    rules::{
        draw::{
            frontier::Reach,
            order::{order, seed},
            ticket::{LabelerRecord, Moment, Ticket, TicketEnd},
        },
        ids::TaskId,
        task::{header::Task, seat::Seat},
    },
    store::{SEATS, TASKS},
};

impl Session<'_> {
    /// This block, as tickets know it.
    pub fn moment(&self) -> Moment {
        Moment {
            now: self.now(),
            height: self.env.block.height,
        }
    }

    /// What becomes of a ticket where somebody ends it now.
    pub fn end_of(&mut self, ticket: &Ticket) -> Result<TicketEnd, ContractError> {
        let closed_at = self.frontier()?.closed_at;
        Ok(ticket.end(&self.campaign, closed_at, self.moment()))
    }

    /// Draws or ends the sender's ticket.
    ///
    /// # Errors
    /// [`ContractError::NothingToDraw`] where they have none; [`ContractError::TicketPending`];
    /// [`ContractError::Randomness`].
    pub fn end_own_ticket(
        &mut self,
        record: &mut LabelerRecord,
        signature: Option<&[u8]>,
    ) -> Result<(), ContractError> {
        let labeler = self.sender.clone();
        let Some(ticket) = record.ticket.take() else {
            return Err(self.nothing_to_draw(&labeler));
        };
        match self.end_of(&ticket)? {
            TicketEnd::Waits(_) => Err(self.pending(&ticket)),
            TicketEnd::Dissolved => self.void_ticket(&labeler, &ticket, false),
            TicketEnd::Lapsed => self.void_ticket(&labeler, &ticket, true),
            TicketEnd::Drawn => {
                let randomness = self.randomness(ticket.round, signature)?;
                self.draw_seats(&labeler, record, &ticket, &randomness)
            }
        }
    }

    /// The refusal of a labeler without a ticket.
    pub fn nothing_to_draw(&self, labeler: &Account) -> ContractError {
        ContractError::NothingToDraw {
            campaign: self.id.0,
            labeler: labeler.addr.clone(),
        }
    }

    /// The refusal of a ticket that waits for its round.
    pub fn pending(&self, ticket: &Ticket) -> ContractError {
        ContractError::TicketPending {
            round: ticket.round,
            at: self.campaign.randomness.time_of(ticket.round),
            now: self.now(),
        }
    }

    /// Ends a ticket without a seat; where nobody drew it in time, at the penalty of giving back each
    /// of its seats.
    pub fn void_ticket(
        &mut self,
        labeler: &Account,
        ticket: &Ticket,
        has_lapsed: bool,
    ) -> Result<(), ContractError> {
        self.free(&labeler.canonical, u32::from(ticket.seats))?;
        let lost = if has_lapsed { ticket.seats } else { 0 };
        let penalty = self.campaign.penalty_of(u32::from(lost))?;
        self.penalize(&labeler.addr, penalty);
        self.emit(TicketVoided {
            campaign: self.id.0,
            labeler: labeler.to_string(),
            penalty,
        });
        Ok(())
    }

    /// Seats a labeler in as many tasks as their ticket wants and its pool has room for.
    pub fn draw_seats(
        &mut self,
        labeler: &Account,
        record: &mut LabelerRecord,
        ticket: &Ticket,
        randomness: &Hash,
    ) -> Result<(), ContractError> {
        let commit_by = self.in_seconds(self.campaign.commit_seconds);
        let registry = self.env.contract.address.as_str();
        let registry = self.deps.api.addr_canonicalize(registry)?;
        let seed = seed(randomness, &registry, self.id, &labeler.canonical);
        let reach = ticket.reach(&self.campaign);
        let mut seats = 0u8;
        for index in order(&seed, self.frontier()?, reach) {
            if seats == ticket.seats {
                break;
            }
            let task = self.id.task(index);
            let Some(wave) = self.take_seat(task, labeler, reach)? else {
                continue;
            };
            let seat = Seat::draw(wave, commit_by, ticket.issuer, ticket.snapshot);
            self.save_seat(task, &labeler.canonical, &seat);
            record.open.push(index);
            seats = seats.saturating_add(1);
            self.emit(SeatDrawn {
                campaign: self.id.0,
                task: index,
                wave,
                labeler: labeler.to_string(),
                commit_by,
            });
        }
        let undrawn = ticket.seats.saturating_sub(seats);
        if undrawn > 0 {
            self.free(&labeler.canonical, undrawn.into())?;
        }
        self.emit(TicketDrawn {
            campaign: self.id.0,
            labeler: labeler.to_string(),
            seats,
            undrawn,
            round: ticket.round,
        });
        Ok(())
    }

    /// Takes a seat of a task for a ticket, where the labeler may have it: the task is filling, and
    /// they never sat there. The first draw starts the task. Returns the seat's wave.
    fn take_seat(
        &mut self,
        task: TaskId,
        labeler: &Account,
        reach: Reach,
    ) -> Result<Option<u8>, ContractError> {
        let wave = match TASKS.may_load(self.deps.storage, &task)? {
            Some(header) => {
                let key = (task, &labeler.canonical);
                if !header.takes_seats(self.now()) || SEATS.has(self.deps.storage, &key) {
                    return Ok(None);
                }
                header.wave
            }
            None => {
                let fill_by = self.in_seconds(self.campaign.fill_seconds);
                let header = Task::start(self.campaign.overlap, fill_by);
                OpenTask { id: task, header }.save(self);
                0
            }
        };
        if let Some(slot) = self.frontier()?.slot(task.index) {
            slot.take(reach);
        }
        Ok(Some(wave))
    }
}
