//! A labeler in one campaign: what of his is due now, as messages.

use anyhow::{bail, Result};
use pasar_common::{
    item_set::ItemSet,
    packing::pack,
    reputation_staking::{self, StakeResponse},
    task_registry::{
        CampaignRef, CampaignResponse, CampaignStatus, Claim, Commit, ExecuteMsg, ExposureResponse,
        FrontierResponse, LabelerRef, Phase, QueryMsg, SeatResponse, SeatStatus, StakeRef,
        TaskResponse, TicketResponse, MAX_BATCH,
    },
};

use super::{
    account::{Account, Call},
    batch::batches,
    boxes::asked,
    chain::Block,
    derived,
    labels::Labels,
    network::Contract,
    openings::Openings,
    reveal::reveal,
    sealed_box::{self, Opening},
};

/// Messages of a kind in one transaction, so that it stays far below the block's gas.
const MAX_MESSAGES: usize = 2;
/// Seconds that half a reveal window must have for a labeler to leave it to the requester.
const LEAST_PATIENCE: u64 = 60;

/// A labeler.
pub struct Labeler<'a> {
    /// His account.
    pub account: &'a Account<'a>,
    /// Campaign id.
    pub campaign: u32,
    /// His labels, where he gave some.
    pub labels: Option<Labels>,
    /// What was sealed.
    pub openings: Openings,
    /// Signature that salts are derived from.
    pub signature: Vec<u8>,
    /// Issuer whose credential he shows.
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
    /// His ticket.
    pub ticket: TicketResponse,
    /// Open tasks.
    pub frontier: FrontierResponse,
    /// His seats that are not over.
    pub places: Vec<Place>,
    /// Tasks in which he ever had a seat: he may not have another.
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

impl Labeler<'_> {
    /// Looks at the chain.
    pub fn look(&self) -> Result<View> {
        let (market, campaign) = (self.account.market, self.campaign);
        let labeler = self.account.address().to_owned();
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
            ticket: market.registry(&QueryMsg::Ticket(LabelerRef { campaign, labeler }))?,
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
            match self.opening(place, view)? {
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

    /// Seals what was drawn and is labeled. `waiting` are tasks without labels. What is sealed is
    /// kept on the disk before this returns.
    pub fn commits(&mut self, view: &View, waiting: &mut Vec<u32>) -> Result<Vec<Due>> {
        let mut drawn: Vec<&Place> = view
            .places
            .iter()
            .filter(|place| place.seat.status == SeatStatus::Drawn && place.collects())
            .filter(|place| view.block.seconds <= place.seat.commit_by.seconds())
            .collect();
        drawn.sort_by_key(|place| place.seat.commit_by);
        let mut ready = Vec::new();
        for place in drawn {
            let made = self.make(place, view)?;
            match made.or_else(|| self.openings.of(&place.seat).last().cloned()) {
                Some(opening) => ready.push(Ready {
                    seat: &place.seat,
                    opening,
                }),
                None => waiting.push(place.seat.task),
            }
        }
        let parts = batches(ready, |of| of.opening.labels.len());
        let parts: Vec<_> = parts.into_iter().take(MAX_MESSAGES).collect();
        // A seal that nobody can open costs the seat's whole stake.
        let kept = parts
            .iter()
            .flatten()
            .map(|of| (of.seat, of.opening.clone()));
        self.openings.keep(kept)?;
        parts
            .iter()
            .map(|part| self.commit(part, &view.campaign))
            .collect()
    }

    /// Draws a ripe ticket, then takes a new one for at most so many seats.
    pub fn claims(&self, view: &View, most: u8) -> Result<Vec<Due>> {
        let ripe = view
            .ticket
            .ticket
            .as_ref()
            .map(|ticket| view.block.height > ticket.height);
        // Drawn by itself, so that a new ticket that is refused cannot make the old one lapse.
        let mut claims = match ripe {
            Some(false) => return Ok(Vec::new()),
            Some(true) => vec![0],
            None => Vec::new(),
        };
        claims.extend(Some(self.seats_to_claim(view, most)?).filter(|seats| *seats > 0));
        let due = |seats: u8| {
            let message = ExecuteMsg::Claim(Claim {
                campaign: self.campaign,
                seats,
                issuer: self.issuer.clone(),
            });
            Ok(Due {
                call: self.account.call(Contract::Registry, &message)?,
                what: "claim",
                tasks: Vec::new(),
                seats,
            })
        };
        claims.into_iter().map(due).collect()
    }

    /// Whether a sealed seat may be opened now.
    fn is_due(&self, place: &Place, view: &View) -> Result<bool> {
        let task = &place.task;
        if place.reveals() {
            let terms = &view.campaign.terms;
            let window = u64::from(terms.windows.reveal_seconds / 2);
            // A short window is no time to leave: who waits for a silent requester loses his stake.
            let leaves = self.patient && terms.reading_key.is_some() && window >= LEAST_PATIENCE;
            let due = |by: u64| {
                let now = view.block.seconds;
                now <= by && !(leaves && now + window < by)
            };
            return Ok(task.deadline.is_none_or(|by| due(by.seconds())));
        }
        let collecting = task.phase == Phase::Collecting;
        // With a reading key the requester decides when a task has all its seats, but not of a panel.
        if collecting && view.campaign.terms.reading_key.is_some() {
            return Ok(false);
        }
        let mut slots = view.frontier.tasks.iter();
        if slots.any(|slot| slot.task == task.task && slot.free > 0) {
            return Ok(false);
        }
        let seats = self.account.market.seats(self.campaign, task.task)?;
        let concerns = |seat: &&SeatResponse| collecting || seat.wave == task.wave;
        let sealed = seats
            .iter()
            .filter(concerns)
            .filter(|seat| seat.status == SeatStatus::Sealed);
        Ok(sealed.count() >= usize::from(task.seats_wanted))
    }

    /// What opens a sealed seat: as it was kept, or made again from the same labels and salt.
    fn opening(&self, place: &Place, view: &View) -> Result<Option<Opening>> {
        let of = self.account.market.place(self.campaign, &place.seat);
        let seal = place
            .seat
            .seal
            .as_ref()
            .map_or(&[][..], |seal| seal.as_slice());
        let opens = |opening: &Opening| of.seal(&opening.salt, &opening.labels) == seal;
        if let Some(kept) = self
            .openings
            .of(&place.seat)
            .iter()
            .find(|kept| opens(kept))
        {
            return Ok(Some(kept.clone()));
        }
        Ok(self.make(place, view)?.filter(opens))
    }

    /// Packs the labels of a seat and derives its salt; nothing where it has no label.
    fn make(&self, place: &Place, view: &View) -> Result<Option<Opening>> {
        let Some(given) = &self.labels else {
            return Ok(None);
        };
        let terms = &view.campaign.terms;
        let asked = self.asked(place)?;
        let Some(labels) = given.of(place.seat.task * terms.page, &asked) else {
            return Ok(None);
        };
        let of = self.account.market.place(self.campaign, &place.seat);
        Ok(Some(Opening {
            salt: derived::salt(&self.signature, &of)?,
            labels: pack(terms.classes.len(), &labels)?.into(),
        }))
    }

    /// The items that a seat asks for.
    pub fn asked(&self, place: &Place) -> Result<ItemSet> {
        let task = (place.task.task, place.task.items);
        asked(self.account.market, self.campaign, task, place.seat.wave)
    }

    fn seats_to_claim(&self, view: &View, most: u8) -> Result<u8> {
        let open = view.campaign.status == CampaignStatus::Open;
        if !open || view.block.height < view.campaign.opens_at_height {
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
        let wanted = u8::try_from(wanted).unwrap_or(u8::MAX);
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
        let (market, address) = (self.account.market, self.account.address().to_owned());
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
        let message = reveal(self.campaign, part.iter().map(|of| (of.seat, &of.opening)));
        self.due("reveal", &message, part)
    }

    fn commit(&self, part: &[Ready<'_>], campaign: &CampaignResponse) -> Result<Due> {
        let market = self.account.market;
        let mut seals = Vec::new();
        let mut sealed = Vec::new();
        for of in part {
            let place = market.place(self.campaign, of.seat);
            seals.extend(place.seal(&of.opening.salt, &of.opening.labels));
            if let Some(key) = &campaign.terms.reading_key {
                sealed.push(sealed_box::seal(&of.opening, key)?.into());
            }
        }
        let message = ExecuteMsg::Commit(Commit {
            campaign: self.campaign,
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
            call: self.account.call(Contract::Registry, message)?,
            what,
            tasks: part.iter().map(|of| of.seat.task).collect(),
            seats: 0,
        })
    }
}

impl Place {
    /// Whether the task collects seals of this seat: in a wave, or in the seat's own panel.
    pub fn collects(&self) -> bool {
        let panel = self.task.phase == Phase::Panel && self.seat.wave == self.task.wave;
        self.task.phase == Phase::Collecting || panel
    }

    /// Whether the seat may be revealed: with its task, or with its own panel.
    pub fn reveals(&self) -> bool {
        let panel = self.task.phase == Phase::PanelRevealing && self.seat.wave == self.task.wave;
        self.task.phase == Phase::Revealing || panel
    }
}
