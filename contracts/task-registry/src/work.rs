//! One message's work on one campaign: loaded at its begin, and told to the siblings at its end,
//! after everything was saved.

use cosmwasm_std::{
    Addr, CanonicalAddr, CosmosMsg, DepsMut, Env, Event, MessageInfo, Response, Uint128,
};
use cw_utils::nonpayable;
use pasar_common::{
    asset::denom_of_key,
    label_escrow::ReleaseReserve,
    ratio::Bps,
    reputation_staking::{Penalty, PenaltyBatch},
    siblings::{LabelEscrow, ReputationStaking},
    task_registry::{CampaignClosed, Phase, SeatForfeited, SeatsSkipped, WorkReleased, MAX_BATCH},
    time::{self, is_late, Seconds},
};

use crate::{
    beacon::beat,
    bonds::Bonds,
    campaign::Campaign,
    certificate::Certificate,
    error::ContractError,
    exposure::Exposure,
    frontier::Frontier,
    seat::{Seat, SeatError},
    settlement::Settlement,
    state::{
        campaign_key, exposure_key, seat_key, task_key, CAMPAIGNS, CONFIG, EXPOSURES, FRONTIERS,
        PROGRESS, SEATS, TASKS,
    },
    task::{Task, TaskError},
};

/// One message's work on one campaign.
pub struct Work<'a> {
    /// The chain.
    pub deps: DepsMut<'a>,
    /// Block and own address.
    pub env: Env,
    /// Who sent the message.
    pub sender: Addr,
    /// The same, canonical.
    pub sender_canonical: CanonicalAddr,
    /// Campaign id.
    pub id: u32,
    /// Its frozen terms.
    pub campaign: Campaign,
    /// Tasks that end.
    pub settlement: Settlement,
    /// Bonds of challenges that end.
    pub bonds: Bonds,
    /// What they add to the campaign's certificate.
    pub certificate: Certificate,
    /// Tasks and items that never started and are given up.
    released: (u32, u32),
    penalties: Vec<Penalty>,
    events: Vec<Event>,
}

impl<'a> Work<'a> {
    /// Refuses funds, records the block's beacon and loads the campaign.
    ///
    /// # Errors
    /// [`ContractError::Payment`], [`ContractError::CampaignNotFound`].
    pub fn open(
        deps: DepsMut<'a>,
        env: &Env,
        info: &MessageInfo,
        id: u32,
    ) -> Result<Self, ContractError> {
        nonpayable(info)?;
        Self::begin(deps, env, &info.sender, id)
    }

    /// The same for a sender whose funds are dealt with elsewhere.
    ///
    /// # Errors
    /// [`ContractError::CampaignNotFound`].
    pub fn begin(
        deps: DepsMut<'a>,
        env: &Env,
        sender: &Addr,
        id: u32,
    ) -> Result<Self, ContractError> {
        let campaign = CAMPAIGNS
            .may_load(deps.storage, &campaign_key(id))?
            .ok_or(ContractError::CampaignNotFound { campaign: id })?;
        let beacon = beat(deps.storage, &env.block)?;
        Ok(Self {
            sender_canonical: deps.api.addr_canonicalize(sender.as_str())?,
            sender: sender.clone(),
            deps,
            env: env.clone(),
            id,
            campaign,
            settlement: Settlement::default(),
            bonds: Bonds::default(),
            certificate: Certificate::default(),
            released: (0, 0),
            penalties: Vec::new(),
            events: beacon.into_iter().map(Event::from).collect(),
        })
    }

    /// Refuses everybody but the campaign's requester.
    ///
    /// # Errors
    /// [`ContractError::Unauthorized`].
    pub fn only_requester(&self) -> Result<(), ContractError> {
        if self.sender_canonical == self.campaign.requester {
            return Ok(());
        }
        let (role, sender) = ("requester", self.sender.clone());
        Err(ContractError::Unauthorized { role, sender })
    }

    /// The block's time in seconds.
    pub fn now(&self) -> Seconds {
        time::now(&self.env.block)
    }

    /// The time so many seconds from now.
    pub fn in_seconds(&self, seconds: u32) -> Seconds {
        self.now().saturating_add(Seconds::from(seconds))
    }

    /// Adds an event.
    pub fn emit(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }

    /// The campaign's frontier.
    ///
    /// # Errors
    /// Where the record is unreadable.
    pub fn frontier(&self) -> Result<Frontier, ContractError> {
        Ok(FRONTIERS.load(self.deps.storage, &campaign_key(self.id))?)
    }

    /// Saves the frontier where it changed.
    pub fn save_frontier(&mut self, before: &Frontier, after: &Frontier) {
        if before != after {
            FRONTIERS.save(self.deps.storage, &campaign_key(self.id), after);
        }
    }

    /// Whether the campaign takes seats now.
    pub fn takes_seats(&self, frontier: &Frontier) -> bool {
        frontier.open && !is_late(self.now(), self.campaign.ends_at)
    }

    /// Checks the tasks of a message: 1 to 32, each once, each existing.
    ///
    /// # Errors
    /// [`ContractError::BatchSize`], [`ContractError::DuplicateTask`],
    /// [`ContractError::TaskNotFound`].
    pub fn check_tasks(&self, tasks: &[u32]) -> Result<(), ContractError> {
        check_batch("tasks", tasks.len())?;
        for (n, &task) in tasks.iter().enumerate() {
            if task >= self.campaign.tasks() {
                let tasks = self.campaign.tasks();
                return Err(ContractError::TaskNotFound {
                    campaign: self.id,
                    task,
                    tasks,
                });
            }
            if tasks.iter().take(n).any(|&earlier| earlier == task) {
                return Err(ContractError::DuplicateTask { task });
            }
        }
        Ok(())
    }

    /// A task that was started; `wanted` is the phase that the caller needs it in.
    ///
    /// # Errors
    /// [`TaskError::WrongPhase`] where nobody was drawn into it yet.
    pub fn task(&self, index: u32, wanted: Phase) -> Result<Task, ContractError> {
        let fresh = TaskError::WrongPhase {
            found: Phase::Fresh,
            wanted,
        };
        TASKS
            .may_load(self.deps.storage, &task_key(self.id, index))?
            .ok_or(ContractError::Task {
                task: index,
                reason: fresh,
            })
    }

    /// Saves a task's header.
    pub fn save_task(&mut self, index: u32, task: &Task) {
        TASKS.save(self.deps.storage, &task_key(self.id, index), task);
    }

    /// A labeler's seat.
    ///
    /// # Errors
    /// [`ContractError::SeatNotFound`].
    pub fn seat(
        &self,
        task: u32,
        labeler: &CanonicalAddr,
        shown: &Addr,
    ) -> Result<Seat, ContractError> {
        SEATS
            .may_load(self.deps.storage, &seat_key(self.id, task, labeler))?
            .ok_or_else(|| ContractError::SeatNotFound {
                task,
                labeler: shown.clone(),
            })
    }

    /// Saves a seat.
    pub fn save_seat(&mut self, task: u32, labeler: &CanonicalAddr, seat: &Seat) {
        SEATS.save(self.deps.storage, &seat_key(self.id, task, labeler), seat);
    }

    /// A canonical address as it is written.
    ///
    /// # Errors
    /// Where the address is invalid.
    pub fn human(&self, canonical: &CanonicalAddr) -> Result<Addr, ContractError> {
        Ok(self.deps.api.addr_humanize(canonical)?)
    }

    /// Changes a labeler's exposure in the denom of the seat stake; nothing where seats have none.
    ///
    /// # Errors
    /// Where the record is unreadable.
    pub fn expose<T: Default>(
        &mut self,
        labeler: &CanonicalAddr,
        change: impl FnOnce(&mut Exposure, &Campaign) -> T,
    ) -> Result<T, ContractError> {
        if !self.campaign.is_staked() {
            return Ok(T::default());
        }
        let key = exposure_key(labeler, &self.campaign.seat_stake_denom);
        let mut exposure = EXPOSURES
            .may_load(self.deps.storage, &key)?
            .unwrap_or_default();
        let result = change(&mut exposure, &self.campaign);
        EXPOSURES.save(self.deps.storage, &key, &exposure);
        Ok(result)
    }

    /// Ends the exposure of a labeler's seats: of `done`, which did what they had to, and of `skipped`,
    /// which left out most of what they were asked. Sealing nothing gives a seat back, and costs what
    /// that costs: else it would refuse what was drawn for nothing. There is no tip: the crank that
    /// ends the task has one.
    ///
    /// # Errors
    /// Where the record is unreadable.
    pub fn free_seats(
        &mut self,
        labeler: &CanonicalAddr,
        done: u32,
        skipped: u32,
    ) -> Result<(), ContractError> {
        let penalty = self.expose(labeler, |exposure, campaign| {
            exposure.release(done.saturating_add(skipped), campaign.seat_stake);
            if done > 0 {
                exposure.misses = 0;
            }
            let miss = |_| exposure.miss(campaign.seat_stake, campaign.missed_commit);
            (0..skipped).map(miss).sum::<Uint128>()
        })?;
        if skipped == 0 {
            return Ok(());
        }
        let shown = self.human(labeler)?;
        self.penalize(&shown, penalty, Bps::ZERO);
        let (campaign, labeler) = (self.id, shown.into_string());
        self.emit(SeatsSkipped {
            campaign,
            labeler,
            seats: skipped,
            penalty,
        });
        Ok(())
    }

    /// Takes a penalty. Whoever turned the crank gets the part `tip` of it, unless it is his own.
    pub fn penalize(&mut self, labeler: &Addr, amount: Uint128, tip: Bps) {
        if amount.is_zero() {
            return;
        }
        let own = *labeler == self.sender;
        let tip = if own { Bps::ZERO } else { tip }.of(amount);
        self.penalties.push(Penalty {
            labeler: labeler.to_string(),
            amount,
            tip,
        });
    }

    /// Takes a drawn seat away for good; the penalty is that of a missed commit.
    ///
    /// # Errors
    /// [`SeatError::WrongStatus`] where the seat is not drawn.
    pub fn forfeit(
        &mut self,
        frontier: &mut Frontier,
        (index, task): (u32, &mut Task),
        labeler: &CanonicalAddr,
        mut seat: Seat,
    ) -> Result<(), ContractError> {
        let shown = self.human(labeler)?;
        seat.forfeit()
            .map_err(|reason| self.refused(index, &shown, reason))?;
        self.save_seat(index, labeler, &seat);
        let reopens = task.forfeit();
        if let Some(slot) = frontier.slot(index) {
            slot.give_up(seat.snapshot.is_newcomer(), reopens, self.env.block.height);
        }
        let penalty = self.expose(labeler, |exposure, campaign| {
            exposure.release(1, campaign.seat_stake);
            exposure.miss(campaign.seat_stake, campaign.missed_commit)
        })?;
        self.penalize(&shown, penalty, self.campaign.penalty_tip);
        let (campaign, labeler) = (self.id, shown.into_string());
        self.emit(SeatForfeited {
            campaign,
            task: index,
            labeler,
            penalty,
        });
        Ok(())
    }

    /// The error of a seat.
    pub fn refused(&self, task: u32, labeler: &Addr, reason: SeatError) -> ContractError {
        ContractError::Seat {
            task,
            labeler: labeler.clone(),
            reason,
        }
    }

    /// Takes a task that stopped collecting out of the frontier and opens the next ones.
    pub fn leave_frontier(&self, frontier: &mut Frontier, task: u32) {
        frontier.remove(task);
        let (campaign, height) = (&self.campaign, self.env.block.height);
        frontier.fill(
            campaign.tasks(),
            campaign.frontier,
            campaign.overlap,
            height,
        );
    }

    /// Gives up every task that never started, and tells whether there was any.
    ///
    /// # Errors
    /// Where a record is unreadable.
    pub fn release_unstarted(&mut self, frontier: &mut Frontier) -> Result<bool, ContractError> {
        let tasks = self.campaign.tasks();
        let mut count = tasks.saturating_sub(frontier.next);
        let started = frontier.next.saturating_mul(self.campaign.page);
        let mut items = self.campaign.items.saturating_sub(started);
        let mut kept = Vec::new();
        for slot in &frontier.slots {
            if TASKS.has(self.deps.storage, &task_key(self.id, slot.task)) {
                kept.push(*slot);
            } else {
                count = count.saturating_add(1);
                items = items.saturating_add(self.campaign.items_of(slot.task));
            }
        }
        (frontier.open, frontier.next, frontier.slots) = (false, tasks, kept);
        self.released = (count, items);
        if count > 0 {
            self.emit(WorkReleased {
                campaign: self.id,
                tasks: count,
                items,
            });
        }
        Ok(count > 0)
    }

    /// Ends a task without a verdict: the whole tip to the sender.
    pub fn void(&mut self, index: u32, task: &mut Task) {
        task.void();
        self.save_task(index, task);
        self.settlement.end_task(self.campaign.items_of(index));
        self.settlement
            .tip(&self.sender_canonical, self.campaign.tip);
        self.emit(pasar_common::task_registry::TaskVoided {
            campaign: self.id,
            task: index,
        });
    }

    /// Saves what ended, then tells staking and the escrow.
    ///
    /// # Errors
    /// Where a record is unreadable or a message cannot be written.
    pub fn finish(mut self) -> Result<Response, ContractError> {
        let closes = self.count_done()?;
        self.certificate.save(self.deps.storage, self.id)?;
        for (labeler, done, skipped) in self.settlement.seats().collect::<Vec<_>>() {
            self.free_seats(&labeler, done, skipped)?;
        }
        let messages = self.messages(closes)?;
        Ok(Response::new()
            .add_messages(messages)
            .add_events(self.events))
    }

    /// Counts the tasks that ended; tells whether the campaign has none left.
    fn count_done(&mut self) -> Result<bool, ContractError> {
        let ended = self.settlement.tasks.saturating_add(self.released.0);
        if ended == 0 {
            return Ok(false);
        }
        let key = campaign_key(self.id);
        let mut progress = PROGRESS.load(self.deps.storage, &key)?;
        progress.done = progress.done.saturating_add(ended);
        PROGRESS.save(self.deps.storage, &key, &progress);
        let closes = progress.done >= self.campaign.tasks();
        if closes {
            self.close_frontier()?;
            self.emit(CampaignClosed { campaign: self.id });
        }
        Ok(closes)
    }

    /// A closed campaign takes no tickets any more, and those that wait dissolve without a penalty:
    /// there is nothing left that they could have been drawn into.
    fn close_frontier(&mut self) -> Result<(), ContractError> {
        let before = self.frontier()?;
        let after = Frontier {
            open: false,
            ..before.clone()
        };
        self.save_frontier(&before, &after);
        Ok(())
    }

    /// What the siblings are told.
    fn messages(&mut self, closes: bool) -> Result<Vec<CosmosMsg>, ContractError> {
        let settles = self.settlement.tasks > 0;
        let (tasks, items) = self.released;
        if !settles && tasks == 0 && self.penalties.is_empty() {
            return Ok(Vec::new());
        }
        let config = CONFIG.load(self.deps.storage)?;
        let escrow = LabelEscrow(&config.label_escrow);
        let staking = ReputationStaking(&config.reputation_staking);
        let mut messages = Vec::new();
        if !self.penalties.is_empty() {
            let batch = PenaltyBatch {
                denom: denom_of_key(self.deps.api, &self.campaign.seat_stake_denom)?,
                tip_to: Some(self.sender.to_string()),
                penalties: core::mem::take(&mut self.penalties),
            };
            messages.push(staking.penalize(&batch)?);
        }
        if settles {
            let closes = closes && tasks == 0;
            let batch = self.settlement.batch(self.deps.api, self.id, closes)?;
            messages.push(escrow.settle(&batch)?);
            if let Some(batch) = self.bonds.batch(self.deps.api, self.id)? {
                messages.push(escrow.settle_challenges(&batch)?);
            }
            let (api, campaign) = (self.deps.api, &self.campaign);
            if let Some(batch) = self.settlement.trust(api, campaign)? {
                messages.push(staking.settle(&batch)?);
            }
        }
        if tasks > 0 {
            let release = ReleaseReserve {
                campaign: self.id,
                tasks,
                items,
                closes,
            };
            messages.push(escrow.release(&release)?);
        }
        Ok(messages)
    }
}

/// Refuses a message with more bytes than one call may work on.
///
/// # Errors
/// [`ContractError::BatchSize`].
pub fn check_size(what: &'static str, found: usize, max: usize) -> Result<(), ContractError> {
    match found > max {
        true => Err(ContractError::BatchSize {
            what,
            found,
            min: 0,
            max,
        }),
        false => Ok(()),
    }
}

/// Refuses an empty or too large message.
///
/// # Errors
/// [`ContractError::BatchSize`].
pub fn check_batch(what: &'static str, found: usize) -> Result<(), ContractError> {
    if found == 0 || found > MAX_BATCH {
        return Err(ContractError::BatchSize {
            what,
            found,
            min: 1,
            max: MAX_BATCH,
        });
    }
    Ok(())
}
