//! A labeler of the crowd: stakes, takes seats, thinks for some seconds, seals, reveals, and takes out what was earned.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use cosmos_sdk_proto::Any;
use cosmwasm_std::{Binary, Uint128};
use k256::elliptic_curve::rand_core::{OsRng, RngCore};
use pasar_common::{
    label_escrow,
    reputation_staking::{self, StakeResponse},
    task_registry::{
        AskedResponse, CampaignRef, CampaignResponse, CampaignStatus, Claim, Commit, ExecuteMsg,
        ExposureResponse, FrontierResponse, LabelerRef, Phase, QueryMsg, Question, Reveal, SeatRef,
        SeatResponse, SeatStatus, StakeRef, TaskResponse, Terms, TicketResponse, WaveRef,
    },
};
use pasar_formats::{
    form::pack,
    item_set::ItemSet,
    seal::SealContext,
    sealed_box::{self, Opening},
};

use super::{
    ask,
    minds::chance,
    view::{View, LABELERS},
};
use crate::{
    account::Account,
    chain::{Chain, DENOM},
};

/// What a label is called that somebody does not give.
const NO_LABEL: u8 = 255;
/// Seconds that a labeler thinks about a page of a campaign that is no example, at least, and how many more at most.
const THINKING: (u64, u64) = (5, 10);
/// Seats of a claim.
const SEATS: u8 = 1;
/// Seats that a labeler stakes for at once.
const STAKED_SEATS: u128 = 4;
/// Seconds from one withdrawal to the next.
const WITHDRAW_SECONDS: u64 = 60;
/// Seconds for which a campaign is left alone that refused something.
const REST: u64 = 20;
/// By how many the labelers of an example's next campaign are others: in two campaigns of four seats all have labeled.
const SHIFT: usize = 3;
/// Most campaigns of a withdrawal.
const MAX_WITHDRAWN: usize = 32;

/// A labeler.
pub struct Labeler {
    pub(super) account: Account,
    number: usize,
    /// What opens their seals, by campaign and task.
    pub(super) openings: BTreeMap<(u32, u32), Opening>,
    /// When they will have labeled a page.
    ready: BTreeMap<(u32, u32), u64>,
    /// Campaigns in which they may have earned something.
    worked: Vec<u32>,
    withdrawn: u64,
    /// Until when campaigns are left alone.
    rests: BTreeMap<u32, u64>,
}

impl Labeler {
    /// A labeler with an account; their number decides what they think.
    pub fn new(account: Account, number: usize) -> Self {
        Self {
            account,
            number,
            openings: BTreeMap::new(),
            ready: BTreeMap::new(),
            worked: Vec::new(),
            withdrawn: 0,
            rests: BTreeMap::new(),
        }
    }

    /// Does the first thing that can be done. A campaign that refuses is left alone for a while: it may not want them.
    pub fn step(&mut self, chain: &mut Chain, view: &View<'_>) -> Result<()> {
        if chain.waits_for(&self.account.address) {
            return Ok(());
        }
        for campaign in view.campaigns {
            let id = campaign.campaign;
            if self.is_resting(id, view.now) {
                continue;
            }
            match self.work(chain, view, campaign) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) => {
                    self.rest(id, view.now.saturating_add(REST));
                    return Err(error.context(format!("campaign {id}")));
                }
            }
        }
        self.withdraw(chain, view.now)
    }

    /// Whether a campaign is left alone.
    pub(super) fn is_resting(&self, campaign: u32, now: u64) -> bool {
        self.rests.get(&campaign).is_some_and(|until| now < *until)
    }

    /// Leaves a campaign alone that refused something.
    pub(super) fn rest(&mut self, campaign: u32, until: u64) {
        self.rests.insert(campaign, until);
    }

    /// Does what can be done in a campaign; whether there was something.
    fn work(
        &mut self,
        chain: &mut Chain,
        view: &View<'_>,
        campaign: &CampaignResponse,
    ) -> Result<bool> {
        let messages = self.due(chain, view, campaign)?;
        if messages.is_empty() {
            return Ok(false);
        }
        self.account.send(chain, messages)?;
        Ok(true)
    }

    fn due(
        &mut self,
        chain: &Chain,
        view: &View<'_>,
        campaign: &CampaignResponse,
    ) -> Result<Vec<Any>> {
        let id = campaign.campaign;
        let seats = ask::seats_of(chain, id, &self.account.address)?;
        for seat in &seats {
            let is_drawn = seat.status == SeatStatus::Drawn;
            if !is_drawn && seat.status != SeatStatus::Sealed {
                continue;
            }
            let task = ask::task(chain, id, seat.task)?;
            let due = if is_drawn {
                self.commit(chain, view, campaign, (seat, &task))?
            } else {
                self.reveal(chain, view.now, campaign, (seat, &task))?
            };
            if let Some(message) = due {
                return Ok(vec![self.to_registry(chain, &message)?]);
            }
        }
        self.claim(chain, view, campaign, &seats)
    }

    /// A message to the registry.
    pub(super) fn to_registry(&self, chain: &Chain, message: &ExecuteMsg) -> Result<Any> {
        self.account
            .call(chain.market.registry.as_str(), message, 0)
    }

    /// The message that seals a drawn seat, once its page is labeled.
    fn commit(
        &mut self,
        chain: &Chain,
        view: &View<'_>,
        campaign: &CampaignResponse,
        (seat, task): (&SeatResponse, &TaskResponse),
    ) -> Result<Option<ExecuteMsg>> {
        let id = campaign.campaign;
        if task.phase != Phase::Collecting || view.now > seat.commit_by.seconds() {
            return Ok(None);
        }
        let terms = &campaign.terms;
        let plan = view.minds.plan(terms);
        let (least, more) = plan.map_or(THINKING, |plan| plan.thinking);
        let dice = chance(terms.manifest.root.as_slice(), self.number, seat.task);
        let needed = least.saturating_add(dice.checked_rem(more).unwrap_or(0));
        let ready = self
            .ready
            .entry((id, seat.task))
            .or_insert(view.now.saturating_add(needed));
        if view.now < *ready {
            return Ok(None);
        }
        let asked = asked(chain, id, (seat, task))?;
        let labels = self.answers(view, terms, seat.task, &asked)?;
        let (seals, sealed) = self.seal(chain, campaign, seat, labels)?;
        Ok(Some(ExecuteMsg::Commit(Commit {
            campaign: id,
            tasks: vec![seat.task],
            seals,
            sealed: sealed.into_iter().collect(),
        })))
    }

    /// The seal of a seat's labels, and the box to the reading key where there is one. What opens it is kept.
    pub(super) fn seal(
        &mut self,
        chain: &Chain,
        campaign: &CampaignResponse,
        seat: &SeatResponse,
        labels: Vec<u8>,
    ) -> Result<(Binary, Option<Binary>)> {
        let id = campaign.campaign;
        let mut salt = [0; 16];
        OsRng.fill_bytes(&mut salt);
        let opening = Opening { salt, labels };
        let place = SealContext {
            chain_id: chain.id(),
            registry: chain.market.registry.as_str(),
            campaign: id,
            task: seat.task,
            wave: seat.wave,
            labeler: &self.account.address,
        };
        let seal = place.seal(&opening.salt, &opening.labels);
        let boxed = |key: &cosmwasm_std::HexBinary| sealed_box::seal(&opening, key.as_slice());
        let sealed = campaign.terms.reading_key.as_ref().map(boxed).transpose()?;
        self.openings.insert((id, seat.task), opening);
        if !self.worked.contains(&id) {
            self.worked.push(id);
        }
        Ok((seal.as_slice().into(), sealed.map(Binary::from)))
    }

    /// What the labeler says of the items of a task, packed as it is sealed: question by question.
    pub(super) fn answers(
        &self,
        view: &View<'_>,
        terms: &Terms,
        task: u32,
        asked: &ItemSet,
    ) -> Result<Vec<u8>> {
        let first = task.saturating_mul(terms.page);
        let mut answers = Vec::new();
        for question in 0..terms.questions.len() {
            let label = |item: u32| {
                let item = first.saturating_add(item);
                let label = view.minds.label(terms, self.number, question, item);
                label.unwrap_or(NO_LABEL)
            };
            answers.extend(asked.iter().map(label));
        }
        let questions: Vec<_> = terms.questions.iter().map(Question::asked).collect();
        Ok(pack(&questions, usize::try_from(asked.len())?, &answers)?)
    }

    /// The message that opens a seal, where it may be opened.
    fn reveal(
        &self,
        chain: &Chain,
        now: u64,
        campaign: &CampaignResponse,
        (seat, task): (&SeatResponse, &TaskResponse),
    ) -> Result<Option<ExecuteMsg>> {
        let id = campaign.campaign;
        if !is_due(chain, now, campaign, task)? {
            return Ok(None);
        }
        let opening = self.openings.get(&(id, seat.task));
        let opening = opening.context("a seal that the labeler does not know")?;
        Ok(Some(ExecuteMsg::Reveal(Reveal {
            campaign: id,
            seats: vec![SeatRef {
                task: seat.task,
                labeler: self.account.address.clone(),
            }],
            salts: opening.salt.as_slice().into(),
            labels: opening.labels.as_slice().into(),
        })))
    }

    /// Draws a ripe ticket, or takes a new one.
    fn claim(
        &self,
        chain: &Chain,
        view: &View<'_>,
        campaign: &CampaignResponse,
        seats: &[SeatResponse],
    ) -> Result<Vec<Any>> {
        let id = campaign.campaign;
        let labeler = self.account.address.clone();
        let query = QueryMsg::Ticket(LabelerRef {
            campaign: id,
            labeler,
        });
        let TicketResponse { ticket, open, cap } = ask::registry(chain, &query)?;
        let claim = |seats: u8, signature: Option<Binary>| {
            ExecuteMsg::Claim(Claim {
                campaign: id,
                seats,
                issuer: None,
                signature,
            })
        };
        if let Some(ticket) = ticket {
            if view.now < ticket.draws_at.seconds() {
                return Ok(Vec::new());
            }
            let lapsed = view.now > ticket.draw_by.seconds() && view.height > ticket.last_height;
            let signature = (!lapsed).then(|| view.signature(ticket.round));
            return Ok(vec![self.to_registry(chain, &claim(0, signature))?]);
        }
        let takes =
            campaign.status == CampaignStatus::Open && view.now >= campaign.opens_at.seconds();
        let room = open.len() < usize::try_from(cap)?;
        if !takes || !room || !self.joins(view, campaign) {
            return Ok(Vec::new());
        }
        let frontier = QueryMsg::Frontier(CampaignRef { campaign: id });
        let frontier: FrontierResponse = ask::registry(chain, &frontier)?;
        let mine = |task: u32| seats.iter().any(|seat| seat.task == task);
        let mut slots = frontier.tasks.iter();
        if !slots.any(|slot| slot.free > 0 && !mine(slot.task)) {
            return Ok(Vec::new());
        }
        let mut messages: Vec<Any> = self.stake(chain, campaign)?.into_iter().collect();
        messages.push(self.to_registry(chain, &claim(SEATS, None))?);
        Ok(messages)
    }

    /// Whether the labeler takes part: in examples so many as are wanted, others each time; elsewhere all.
    fn joins(&self, view: &View<'_>, campaign: &CampaignResponse) -> bool {
        let Some(plan) = view.minds.plan(&campaign.terms) else {
            return true;
        };
        let (first, before) = view.before(campaign);
        let first = usize::try_from(first).unwrap_or(0);
        let turn = before.saturating_mul(SHIFT).saturating_add(first);
        let place = self.number.saturating_add(turn).checked_rem(LABELERS);
        place.unwrap_or(0) < usize::from(plan.seats.saturating_sub(plan.left))
    }

    /// The message that adds what a seat's stake lacks; none where it lacks nothing, or is of another denom.
    pub(super) fn stake(&self, chain: &Chain, campaign: &CampaignResponse) -> Result<Option<Any>> {
        let wanted = &campaign.terms.seat_stake;
        let least = wanted.amount.max(campaign.terms.eligibility.min_stake);
        let labeler = self.account.address.clone();
        let stake = reputation_staking::QueryMsg::Stake {
            staker: labeler.clone(),
            denom: wanted.denom.clone(),
        };
        let stake: StakeResponse = ask::contract(chain, &chain.market.staking, &stake)?;
        let denom = wanted.denom.clone();
        let exposure = QueryMsg::Exposure(StakeRef { labeler, denom });
        let exposure: ExposureResponse = ask::registry(chain, &exposure)?;
        let free = stake.staked.saturating_sub(exposure.amount);
        let is_native = wanted.denom == cw20::Denom::Native(DENOM.to_owned());
        if free >= least || !is_native {
            return Ok(None);
        }
        let amount = least.saturating_mul(Uint128::new(STAKED_SEATS));
        let bond = reputation_staking::ExecuteMsg::Bond {};
        self.account
            .call(chain.market.staking.as_str(), &bond, amount.u128())
            .map(Some)
    }

    /// Takes out what was earned.
    fn withdraw(&mut self, chain: &mut Chain, now: u64) -> Result<()> {
        if now < self.withdrawn.saturating_add(WITHDRAW_SECONDS) || self.worked.is_empty() {
            return Ok(());
        }
        self.withdrawn = now;
        let campaigns: Vec<u32> = self
            .worked
            .iter()
            .rev()
            .take(MAX_WITHDRAWN)
            .copied()
            .collect();
        let earnings = label_escrow::QueryMsg::Earnings {
            address: self.account.address.clone(),
            campaigns: campaigns.clone(),
        };
        let escrow = chain.market.escrow.clone();
        let found: label_escrow::EarningsResponse = ask::contract(chain, &escrow, &earnings)?;
        if found.earnings.iter().all(|entry| entry.amount.is_zero()) {
            return Ok(());
        }
        let withdraw = label_escrow::ExecuteMsg::Withdraw(label_escrow::Withdraw {
            campaigns,
            denoms: None,
            to: None,
        });
        let call = self.account.call(escrow.as_str(), &withdraw, 0)?;
        self.account.send(chain, vec![call]).map(drop)
    }
}

/// The items that a seat is asked for.
fn asked(
    chain: &Chain,
    campaign: u32,
    (seat, task): (&SeatResponse, &TaskResponse),
) -> Result<ItemSet> {
    let query = QueryMsg::Asked(WaveRef {
        campaign,
        task: seat.task,
        wave: seat.wave,
    });
    let asked: AskedResponse = ask::registry(chain, &query)?;
    Ok(ItemSet::parse(asked.bitmap.as_slice(), task.items)?)
}

/// Whether a sealed seat may be opened. With a reading key the first half of the time is the requester's.
fn is_due(
    chain: &Chain,
    now: u64,
    campaign: &CampaignResponse,
    task: &TaskResponse,
) -> Result<bool> {
    let terms = &campaign.terms;
    if task.phase == Phase::Revealing {
        let half = u64::from(terms.windows.reveal_seconds / 2);
        return Ok(task.deadline.is_none_or(|by| {
            let leaves = terms.reading_key.is_some() && now.saturating_add(half) < by.seconds();
            now <= by.seconds() && !leaves
        }));
    }
    if task.phase != Phase::Collecting || terms.reading_key.is_some() {
        return Ok(false);
    }
    let campaign = campaign.campaign;
    let frontier = QueryMsg::Frontier(CampaignRef { campaign });
    let frontier: FrontierResponse = ask::registry(chain, &frontier)?;
    let mut slots = frontier.tasks.iter();
    if slots.any(|slot| slot.task == task.task && slot.free > 0) {
        return Ok(false);
    }
    let seats = ask::seats(chain, campaign, task.task)?;
    let sealed = seats
        .iter()
        .filter(|seat| seat.status == SeatStatus::Sealed);
    Ok(sealed.count() >= usize::from(task.seats_wanted))
}
