//! What a labeler of the crowd does in panels: registers, sits when chance lets them, seals and reveals.

use anyhow::{Context as _, Result};
use cosmos_sdk_proto::Any;
use pasar_common::task_registry::{
    ChallengeStatus, ExecuteMsg, QueryMsg, Register, RegistrationResponse, RegistrationsResponse,
    RevealPanel, SealPanel, SeatResponse, SeatStatus, Sit, StakeRef, Unregister,
};
use pasar_formats::item_set::ItemSet;

use super::{ask, labeler::Labeler, panels::Panel, view::View};
use crate::chain::Chain;

/// Seconds for which a panel is left alone that refused something: a turn to sit may be short.
const REST: u64 = 4;

impl Labeler {
    /// Does the first thing that is due in a panel.
    pub fn judge(&mut self, chain: &mut Chain, view: &View<'_>) -> Result<()> {
        if chain.waits_for(&self.account.address) {
            return Ok(());
        }
        for panel in view.panels {
            let id = panel.campaign.campaign;
            if self.is_resting(id, view.now) {
                continue;
            }
            match self.turn(chain, view, panel) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) => {
                    self.rest(id, view.now.saturating_add(REST));
                    return Err(error.context(format!("panel of campaign {id}")));
                }
            }
        }
        Ok(())
    }

    fn turn(&mut self, chain: &mut Chain, view: &View<'_>, panel: &Panel) -> Result<bool> {
        let own = |seat: &&SeatResponse| seat.labeler.as_str() == self.account.address;
        let messages = match panel.seats.iter().find(own) {
            Some(seat) => self.seated(chain, view, (panel, seat))?,
            None => self.waiting(chain, view, panel)?,
        };
        if messages.is_empty() {
            return Ok(false);
        }
        self.account.send(chain, messages)?;
        Ok(true)
    }

    /// Seals labels of the named items, or opens the seal.
    fn seated(
        &mut self,
        chain: &Chain,
        view: &View<'_>,
        (panel, seat): (&Panel, &SeatResponse),
    ) -> Result<Vec<Any>> {
        let (campaign, task) = (panel.campaign.campaign, panel.task);
        let message = match seat.status {
            SeatStatus::Drawn if view.now <= seat.commit_by.seconds() => {
                let asked = ItemSet::parse(panel.challenge.items.as_slice(), panel.items)?;
                let labels = self.answers(view, &panel.campaign.terms, task, &asked)?;
                let (seal, sealed) = self.seal(chain, &panel.campaign, seat, labels)?;
                ExecuteMsg::SealPanel(SealPanel {
                    campaign,
                    task,
                    seal,
                    sealed,
                })
            }
            SeatStatus::Sealed if panel.opens(view.now) => {
                let opening = self.openings.get(&(campaign, task));
                let opening = opening.context("a seal that the panelist does not know")?;
                ExecuteMsg::RevealPanel(RevealPanel {
                    campaign,
                    task,
                    labelers: vec![self.account.address.clone()],
                    salts: opening.salt.as_slice().into(),
                    labels: opening.labels.as_slice().into(),
                })
            }
            SeatStatus::Drawn
            | SeatStatus::Sealed
            | SeatStatus::Revealed
            | SeatStatus::Forfeited => return Ok(Vec::new()),
        };
        Ok(vec![self.to_registry(chain, &message)?])
    }

    /// Registers, sits, or takes back what a registration exposes.
    fn waiting(&self, chain: &Chain, view: &View<'_>, panel: &Panel) -> Result<Vec<Any>> {
        let (campaign, task) = (panel.campaign.campaign, panel.task);
        let challenge = &panel.challenge;
        let Some(registration) = self.registration(chain, panel)? else {
            let seats = ask::seats(chain, campaign, task)?;
            let own = |seat: &SeatResponse| seat.labeler.as_str() == self.account.address;
            if challenge.status != ChallengeStatus::Registering || seats.iter().any(own) {
                return Ok(Vec::new());
            }
            let mut messages: Vec<Any> = self.stake(chain, &panel.campaign)?.into_iter().collect();
            let register = ExecuteMsg::Register(Register {
                campaign,
                task,
                issuer: None,
            });
            messages.push(self.to_registry(chain, &register)?);
            return Ok(messages);
        };
        let from = registration.sits_from.unwrap_or(challenge.drawn_at);
        let message = if registration.over {
            let denom = panel.campaign.terms.seat_stake.denom.clone();
            ExecuteMsg::Unregister(Unregister { denom })
        } else if view.now >= from.seconds() && challenge.taken < challenge.seats {
            let known = challenge.randomness.is_some();
            let signature = (!known).then(|| view.signature(challenge.round));
            ExecuteMsg::Sit(Sit {
                campaign,
                task,
                signature,
            })
        } else {
            return Ok(Vec::new());
        };
        Ok(vec![self.to_registry(chain, &message)?])
    }

    fn registration(&self, chain: &Chain, panel: &Panel) -> Result<Option<RegistrationResponse>> {
        let query = QueryMsg::Registrations(StakeRef {
            labeler: self.account.address.clone(),
            denom: panel.campaign.terms.seat_stake.denom.clone(),
        });
        let found: RegistrationsResponse = ask::registry(chain, &query)?;
        let place = (
            panel.campaign.campaign,
            panel.task,
            panel.challenge.challenge,
        );
        let here = |of: &RegistrationResponse| (of.campaign, of.task, of.challenge) == place;
        Ok(found.registrations.into_iter().find(here))
    }
}
