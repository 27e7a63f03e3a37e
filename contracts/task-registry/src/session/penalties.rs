//! Exposed stake, and what it costs to let a seat lapse.

use cosmwasm_std::{Addr, CanonicalAddr, Uint128};
use pasar_common::{
    account::Account,
    reputation_staking::Penalty,
    task_registry::{SeatForfeited, SeatMissed, SeatsSkipped},
};

use super::{campaign::Session, task::OpenTask};
use crate::{
    error::{AtSeat, ContractError},
    rules::{
        campaign::hot_terms::HotTerms, draw::exposure::Exposure, ids::TaskId, task::seat::Seat,
    },
    store::EXPOSURES,
};

impl Session<'_> {
    /// Changes a labeler's exposure in the denom of the seat stake; nothing where seats have none.
    pub fn expose<T: Default>(
        &mut self,
        labeler: &CanonicalAddr,
        change: impl FnOnce(&mut Exposure, &HotTerms) -> Result<T, ContractError>,
    ) -> Result<T, ContractError> {
        if !self.campaign.is_staked() {
            return Ok(T::default());
        }
        let key = (labeler, self.campaign.seat_stake_denom.as_bytes());
        let mut exposure = EXPOSURES
            .may_load(self.deps.storage, &key)?
            .unwrap_or_default();
        let result = change(&mut exposure, &self.campaign)?;
        EXPOSURES.save(self.deps.storage, &key, &exposure);
        Ok(result)
    }

    /// Ends the exposure of a number of a labeler's seats.
    pub fn free(&mut self, labeler: &CanonicalAddr, seats: u32) -> Result<(), ContractError> {
        self.expose(labeler, |exposure, campaign| {
            Ok(exposure.free(seats, campaign.seat_stake)?)
        })
    }

    /// Ends the exposure of a labeler's seats: of `done`, which did what they had to, and of `skipped`,
    /// which left out most of what they were asked. Sealing nothing gives a seat back, and costs what
    /// that costs: else it would refuse what was drawn for nothing.
    pub fn free_seats(
        &mut self,
        labeler: &CanonicalAddr,
        done: u32,
        skipped: u32,
    ) -> Result<(), ContractError> {
        self.free(labeler, done.saturating_add(skipped))?;
        if skipped == 0 {
            return Ok(());
        }
        let penalty = self.campaign.penalty_of(skipped)?;
        let labeler = self.account(labeler.clone())?;
        self.penalize(&labeler.addr, penalty);
        self.emit(SeatsSkipped {
            campaign: self.id.0,
            labeler: labeler.to_string(),
            seats: skipped,
            penalty,
        });
        Ok(())
    }

    /// Takes a penalty, for the commons: an account that could cause it must not gain by it.
    pub fn penalize(&mut self, labeler: &Addr, amount: Uint128) {
        if amount.is_zero() {
            return;
        }
        self.penalties.push(Penalty {
            labeler: labeler.to_string(),
            amount,
        });
    }

    /// What this message takes from a labeler's stake: staking hears of it at the end.
    pub fn taken_from(&self, labeler: &Addr) -> Result<Uint128, ContractError> {
        let penalties = self.penalties.iter();
        let own = penalties.filter(|penalty| penalty.labeler == labeler.as_str());
        let sum = own
            .map(|penalty| penalty.amount)
            .try_fold(Uint128::zero(), Uint128::checked_add)?;
        Ok(sum)
    }

    /// Takes a drawn seat away for good; the penalty is that of a missed commit. The caller saves the
    /// task.
    ///
    /// # Errors
    /// [`SeatError::WrongStatus`](crate::error::SeatError) where the seat is not drawn.
    pub fn forfeit(
        &mut self,
        task: &mut OpenTask,
        labeler: &Account,
        mut seat: Seat,
    ) -> Result<(), ContractError> {
        seat.forfeit().at_seat(task.id, labeler)?;
        self.save_seat(task.id, &labeler.canonical, &seat);
        let reopens = task.header.forfeit();
        let next = self.next_opening();
        if let Some(slot) = self.frontier()?.slot(task.id.index) {
            slot.give_back(seat.snapshot.is_newcomer(), reopens, next);
        }
        self.free(&labeler.canonical, 1)?;
        let penalty = self.campaign.penalty_of(1)?;
        self.penalize(&labeler.addr, penalty);
        self.emit(SeatForfeited {
            campaign: self.id.0,
            task: task.id.index,
            labeler: labeler.to_string(),
            penalty,
        });
        Ok(())
    }

    /// A missed reveal costs the whole stake of the seat.
    pub fn punish_silence(
        &mut self,
        task: TaskId,
        labeler: &CanonicalAddr,
    ) -> Result<(), ContractError> {
        let labeler = self.account(labeler.clone())?;
        self.free(&labeler.canonical, 1)?;
        let penalty = self.campaign.seat_stake;
        self.penalize(&labeler.addr, penalty);
        self.emit(SeatMissed {
            campaign: self.id.0,
            task: task.index,
            labeler: labeler.to_string(),
            penalty,
        });
        Ok(())
    }
}
