//! An account's registrations for panels, in one denom. Each exposes a seat's stake until it sits or cannot sit any more.

use cosmwasm_std::{OverflowError, Uint128};
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    task_registry::MAX_REGISTRATIONS,
};

use super::challenge_error::ChallengeError;
use crate::rules::ids::{CampaignId, TaskId};

/// A registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The challenged task.
    pub task: TaskId,
    /// Number of the challenge.
    pub challenge: u16,
    /// Who vouched for the account: the number in the terms, from 1 on; 0: nobody.
    pub issuer: u8,
    /// Stake that it exposes.
    pub stake: Uint128,
}

/// All of an account's registrations in a denom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registrations(pub Vec<Registration>);

impl Registrations {
    /// Whether one is for a challenge.
    pub fn has(&self, task: TaskId, challenge: u16) -> bool {
        self.0.iter().any(|own| own.is_for(task, challenge))
    }

    /// Adds one.
    ///
    /// # Errors
    /// [`ChallengeError::TooManyRegistrations`].
    pub fn add(&mut self, registration: Registration) -> Result<(), ChallengeError> {
        let found = self.0.len();
        if found >= MAX_REGISTRATIONS {
            let max = MAX_REGISTRATIONS;
            return Err(ChallengeError::TooManyRegistrations { found, max });
        }
        self.0.push(registration);
        Ok(())
    }

    /// Takes one out.
    pub fn take(&mut self, task: TaskId, challenge: u16) -> Option<Registration> {
        let mut own = self.0.iter();
        let place = own.position(|own| own.is_for(task, challenge))?;
        Some(self.0.swap_remove(place))
    }

    /// What they expose.
    ///
    /// # Errors
    /// [`OverflowError`] where it does not fit 128 bits.
    pub fn stake(&self) -> Result<Uint128, OverflowError> {
        let stakes = self.0.iter().map(|own| own.stake);
        let mut stakes = stakes;
        stakes.try_fold(Uint128::zero(), Uint128::checked_add)
    }
}

impl Registration {
    fn is_for(&self, task: TaskId, challenge: u16) -> bool {
        self.task == task && self.challenge == challenge
    }
}

impl Packed for Registrations {
    const RECORD: &'static str = "registrations";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        for own in &self.0 {
            to.u32(own.task.campaign.0).u32(own.task.index);
            to.u16(own.challenge).u8(own.issuer).amount(own.stake);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let mut all = Vec::new();
        while !from.is_empty() {
            all.push(Registration {
                task: CampaignId(from.u32()?).task(from.u32()?),
                challenge: from.u16()?,
                issuer: from.u8()?,
                stake: from.amount()?,
            });
        }
        Ok(Self(all))
    }
}
