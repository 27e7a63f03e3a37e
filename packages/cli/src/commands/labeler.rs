//! A labeler in one campaign: what is due of theirs now, as messages.

use std::fmt::{Display, Formatter};

use anyhow::{bail, Result};
use cosmwasm_std::Binary;
use pasar_common::{
    reputation_staking::{self, StakeResponse},
    task_registry::{
        CampaignRef, CampaignResponse, CampaignStatus, Claim, Commit, ExecuteMsg, ExposureResponse,
        FrontierResponse, LabelerRef, Phase, QueryMsg, SeatResponse, SeatStatus, StakeRef,
        TaskResponse, TicketResponse, MAX_BATCH,
    },
};
use pasar_formats::{
    item_set::ItemSet,
    number::byte_count,
    sealed_box::{self, Opening},
};

use crate::{
    chain::{
        account::Call,
        drand::{signature, stage, Stage},
        network::Contract,
        node::Block,
        refusal::Refused,
    },
    commands::{opening::reveal, sealed_labels::asked, sealer::Sealer},
    parts::batches,
};

/// Messages of a kind in one transaction, so that it stays far below the block's gas.
const MAX_MESSAGES: usize = 2;
/// Seconds that half a reveal window must have for a labeler to leave it to the requester.
const LEAST_PATIENCE: u64 = 60;

/// A labeler.
pub struct Labeler<'a> {
    /// What seals and opens their labels.
    pub sealer: Sealer<'a>,
    /// Issuer whose credential they show.
    pub issuer: Option<String>,
    /// Leaves the first half of the reveals' window to a requester with a reading key, who opens
    /// many seats at once and pays for it.
    pub patient: bool,
}

/// A seat, and its task.
pub struct Place {
    /// The seat.
    pub seat: SeatResponse,
    /// The task.
    pub task: TaskResponse,
}

/// A drawn seat that is not sealed, as the file has too few labels of it.
#[derive(Debug)]
pub struct Waiting {
    /// Its task.
    pub task: u32,
    /// Labels that the file has.
    pub given: usize,
    /// Labels that the seat is asked for: each item's, once for each question.
    pub wanted: usize,
}

impl Display for Waiting {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Self {
            task,
            given,
            wanted,
        } = self;
        match given {
            0 => write!(f, "task {task}: drawn, and the file has no labels"),
            _ => write!(
                f,
                "task {task}: drawn, and the file has {given} of its {wanted} labels, expected at least half"
            ),
        }
    }
}

/// A seat and what opens it.
struct Ready<'a> {
    seat: &'a SeatResponse,
    opening: Opening,
}

/// What the chain says now.
pub struct View {
    /// The latest block.
    pub block: Block,
    /// The campaign.
    pub campaign: CampaignResponse,
    /// Their ticket.
    pub ticket: TicketResponse,
    /// Open tasks.
    pub frontier: FrontierResponse,
    /// Their seats that are not over.
    pub places: Vec<Place>,
    /// Tasks in which they ever had a seat: they may not have another.
    taken: Vec<u32>,
}

/// A message, and what it does.
pub struct Due {
    /// The message.
    pub call: Call,
    /// What it does: `reveal`, `commit` or `claim`.
    pub what: &'static str,
    /// Tasks of its seats.
    pub tasks: Vec<u32>,
    /// Seats that a claim asks for.
    pub seats: u8,
}

impl Due {
    /// Whether it takes a ticket or ends one.
    fn claims(&self) -> bool {
        self.what == "claim"
    }

    /// Whether it ends a ticket and takes none.
    fn draws(&self) -> bool {
        self.claims() && self.seats == 0
    }
}

impl Labeler<'_> {
    /// Looks at the chain.
    pub fn look(&self) -> Result<View> {
        let market = self.sealer.account.market;
        let campaign = self.sealer.campaign;
        let labeler = self.sealer.account.address().to_owned();
        let block = market.chain.block()?;
        let about = market.campaign(campaign)?;
        let mut taken = Vec::new();
        let mut places = Vec::new();
        for seat in market.seats_of(campaign, &labeler)? {
            taken.push(seat.task);
            if matches!(seat.status, SeatStatus::Drawn | SeatStatus::Sealed) {
                let task = market.task(campaign, seat.task)?;
                let place = Place { seat, task };
                if place.collects() || place.reveals() {
                    places.push(place);
                }
            }
        }
        Ok(View {
            block,
            campaign: about,
            ticket: self.ticket()?,
            frontier: market.registry(&QueryMsg::Frontier(CampaignRef { campaign }))?,
            places,
            taken,
        })
    }

    /// Opens seals that are due. `lost` are tasks whose labels or salt are not known here.
    pub fn reveals(&self, view: &View, lost: &mut Vec<u32>) -> Result<Vec<Due>> {
        let mut ready = Vec::new();
        for place in &view.places {
            if place.seat.status != SeatStatus::Sealed || !self.is_due(place, view)? {
                continue;
            }
            let asked = self.asked(place)?;
            let terms = &view.campaign.terms;
            match self.sealer.opening(terms, &place.seat, &asked)? {
                Some(opening) => ready.push(Ready {
                    seat: &place.seat,
                    opening,
                }),
                None => lost.push(place.seat.task),
            }
        }
        let parts = batches(ready, |of| of.opening.labels.len());
        parts
            .iter()
            .take(MAX_MESSAGES)
            .map(|part| self.reveal(part))
            .collect()
    }

    /// Seals what was drawn and is labeled. `waiting` are seats without labels enough. What is sealed is
    /// kept on the disk before this returns.
    pub fn commits(&mut self, view: &View, waiting: &mut Vec<Waiting>) -> Result<Vec<Due>> {
        let mut drawn: Vec<&Place> = view
            .places
            .iter()
            .filter(|place| place.seat.status == SeatStatus::Drawn && place.collects())
            .filter(|place| view.block.seconds <= place.seat.commit_by.seconds())
            .collect();
        drawn.sort_by_key(|place| place.seat.commit_by);
        let mut ready = Vec::new();
        for place in drawn {
            let asked = self.asked(place)?;
            let terms = &view.campaign.terms;
            match self.sealer.to_seal(terms, &place.seat, &asked)? {
                Some(opening) => ready.push(Ready {
                    seat: &place.seat,
                    opening,
                }),
                None => {
                    let task = place.seat.task;
                    let [given, wanted] = self.sealer.labeled(task * terms.page, &asked);
                    waiting.push(Waiting {
                        task,
                        given,
                        wanted,
                    });
                }
            }
        }
        let parts = batches(ready, |of| of.opening.labels.len());
        let parts: Vec<_> = parts.into_iter().take(MAX_MESSAGES).collect();
        // A seal that nobody can open costs the seat's whole stake.
        let kept = parts
            .iter()
            .flatten()
            .map(|of| (of.seat, of.opening.clone()));
        self.sealer.openings.keep(kept)?;
        parts
            .iter()
            .map(|part| self.commit(part, &view.campaign))
            .collect()
    }

    /// Draws a ripe ticket, then takes a new one for at most `most` seats. `undrawn` is why a ripe one
    /// cannot be drawn.
    pub fn claims(&self, view: &View, most: u8, undrawn: &mut Option<String>) -> Result<Vec<Due>> {
        let mut due = Vec::new();
        if let Some(ticket) = &view.ticket.ticket {
            let signature = match stage(ticket, view.block) {
                Stage::Waits => return Ok(Vec::new()),
                Stage::Ripe => Some(self.signature(view, ticket.round)).transpose(),
                Stage::Lapsed => Ok(None),
            };
            match signature {
                // Drawn by itself, so that a new ticket that is refused cannot make the old one lapse.
                Ok(signature) => due.push(self.claim(0, signature)?),
                Err(error) => {
                    *undrawn = Some(format!("{error:#}"));
                    return Ok(Vec::new());
                }
            }
        }
        let seats = self.seats_to_claim(view, most)?;
        if seats > 0 {
            due.push(self.claim(seats, None)?);
        }
        Ok(due)
    }

    /// What is to be said of refused messages. A ripe ticket may be drawn by anybody, as a requester's `adapt` does it: where
    /// another program came first, the draw is refused, and done. What was claimed beside it was asked for without the
    /// seats that were drawn; the next look asks anew.
    pub fn refusals(
        &self,
        view: &View,
        due: &[Due],
        mut refused: Vec<(usize, Refused)>,
    ) -> Result<Vec<(usize, Refused)>> {
        let is = |place: usize, what: fn(&Due) -> bool| due.get(place).is_some_and(what);
        let mut draws = refused.iter().filter(|(place, _)| is(*place, Due::draws));
        if draws.next().is_some() && self.is_drawn(view)? {
            refused.retain(|(place, _)| !is(*place, Due::claims));
        }
        Ok(refused)
    }

    /// Whether a ticket that was seen is no longer there.
    fn is_drawn(&self, view: &View) -> Result<bool> {
        let Some(seen) = &view.ticket.ticket else {
            return Ok(false);
        };
        let now = self.ticket()?.ticket;
        Ok(now.is_none_or(|ticket| ticket.round != seen.round))
    }

    fn ticket(&self) -> Result<TicketResponse> {
        let account = self.sealer.account;
        account.market.registry(&QueryMsg::Ticket(LabelerRef {
            campaign: self.sealer.campaign,
            labeler: account.address().to_owned(),
        }))
    }

    fn signature(&self, view: &View, round: u64) -> Result<Binary> {
        let relays = &self.sealer.account.market.chain.network.relays;
        signature(&view.campaign.params.randomness, relays, round)
    }

    fn claim(&self, seats: u8, signature: Option<Binary>) -> Result<Due> {
        let message = ExecuteMsg::Claim(Claim {
            campaign: self.sealer.campaign,
            seats,
            issuer: self.issuer.clone(),
            signature,
        });
        Ok(Due {
            call: self.sealer.account.call(Contract::Registry, &message)?,
            what: "claim",
            tasks: Vec::new(),
            seats,
        })
    }

    /// Whether a sealed seat may be opened now.
    fn is_due(&self, place: &Place, view: &View) -> Result<bool> {
        let task = &place.task;
        if place.reveals() {
            let terms = &view.campaign.terms;
            let window = u64::from(terms.windows.reveal_seconds / 2);
            // A short window is no time to leave: a labeler who waits for a silent requester loses the stake.
            let leaves = self.patient && terms.reading_key.is_some() && window >= LEAST_PATIENCE;
            let due = |by: u64| {
                let now = view.block.seconds;
                now <= by && !(leaves && now + window < by)
            };
            return Ok(task.deadline.is_none_or(|by| due(by.seconds())));
        }
        let collecting = task.phase == Phase::Collecting;
        // With a reading key the requester decides when a task has all its seats.
        if collecting && view.campaign.terms.reading_key.is_some() {
            return Ok(false);
        }
        let mut slots = view.frontier.tasks.iter();
        if slots.any(|slot| slot.task == task.task && slot.free > 0) {
            return Ok(false);
        }
        let seats = self
            .sealer
            .account
            .market
            .seats(self.sealer.campaign, task.task)?;
        let sealed = seats
            .iter()
            .filter(|seat| seat.status == SeatStatus::Sealed);
        Ok(sealed.count() >= usize::from(task.seats_wanted))
    }

    /// The items that a seat asks for.
    pub fn asked(&self, place: &Place) -> Result<ItemSet> {
        let task = (place.task.task, place.task.items);
        asked(
            self.sealer.account.market,
            self.sealer.campaign,
            task,
            place.seat.wave,
        )
    }

    fn seats_to_claim(&self, view: &View, most: u8) -> Result<u8> {
        let open = view.campaign.status == CampaignStatus::Open;
        if !open || view.block.seconds < view.campaign.opens_at.seconds() {
            return Ok(0);
        }
        let busy = view.ticket.open.len();
        let waiting = view
            .ticket
            .ticket
            .as_ref()
            .map_or(0, |ticket| usize::from(ticket.seats));
        let room = (view.ticket.cap as usize).saturating_sub(busy + waiting);
        let mine = |task: u32| view.taken.contains(&task);
        let slots = view.frontier.tasks.iter();
        let free = slots
            .filter(|slot| slot.free > 0 && !mine(slot.task))
            .count();
        let free = free.saturating_sub(waiting);
        let wanted = usize::from(most).min(MAX_BATCH).min(room).min(free);
        let wanted = byte_count(wanted);
        Ok(match wanted {
            0 => 0,
            wanted => wanted.min(self.affordable(&view.campaign)?),
        })
    }

    /// Seats that the free stake is enough for.
    fn affordable(&self, campaign: &CampaignResponse) -> Result<u8> {
        let stake = &campaign.terms.seat_stake;
        if stake.amount.is_zero() {
            return Ok(u8::MAX);
        }
        let market = self.sealer.account.market;
        let address = self.sealer.account.address().to_owned();
        let staked: StakeResponse = market.staking(&reputation_staking::QueryMsg::Stake {
            staker: address.clone(),
            denom: stake.denom.clone(),
        })?;
        let exposed: ExposureResponse = market.registry(&QueryMsg::Exposure(StakeRef {
            labeler: address,
            denom: stake.denom.clone(),
        }))?;
        let free = staked.staked.saturating_sub(exposed.amount);
        Ok(u8::try_from(free.u128() / stake.amount.u128()).unwrap_or(u8::MAX))
    }

    fn reveal(&self, part: &[Ready<'_>]) -> Result<Due> {
        let message = reveal(
            self.sealer.campaign,
            part.iter().map(|of| (of.seat, &of.opening)),
        );
        self.due("reveal", &message, part)
    }

    fn commit(&self, part: &[Ready<'_>], campaign: &CampaignResponse) -> Result<Due> {
        let market = self.sealer.account.market;
        let mut seals = Vec::new();
        let mut sealed = Vec::new();
        for of in part {
            let place = market.place(self.sealer.campaign, of.seat);
            seals.extend(place.seal(&of.opening.salt, &of.opening.labels));
            if let Some(key) = &campaign.terms.reading_key {
                sealed.push(sealed_box::seal(&of.opening, key)?.into());
            }
        }
        let message = ExecuteMsg::Commit(Commit {
            campaign: self.sealer.campaign,
            tasks: part.iter().map(|of| of.seat.task).collect(),
            seals: seals.into(),
            sealed,
        });
        self.due("commit", &message, part)
    }

    fn due(&self, what: &'static str, message: &ExecuteMsg, part: &[Ready<'_>]) -> Result<Due> {
        if part.is_empty() {
            bail!("nothing to {what}");
        }
        Ok(Due {
            call: self.sealer.account.call(Contract::Registry, message)?,
            what,
            tasks: part.iter().map(|of| of.seat.task).collect(),
            seats: 0,
        })
    }
}

impl Place {
    /// Whether the task collects seals of this seat.
    pub fn collects(&self) -> bool {
        self.task.phase == Phase::Collecting
    }

    /// Whether the seat may be revealed.
    pub fn reveals(&self) -> bool {
        self.task.phase == Phase::Revealing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_waits_says_how_many_labels_it_has() {
        let waits = |given| Waiting {
            task: 2,
            given,
            wanted: 144,
        };
        assert_eq!(
            waits(0).to_string(),
            "task 2: drawn, and the file has no labels"
        );
        assert_eq!(
            waits(3).to_string(),
            "task 2: drawn, and the file has 3 of its 144 labels, expected at least half"
        );
    }
}
