//! What the escrow should do, in plain numbers: every campaign, everybody's money, and who has it.

use std::collections::BTreeMap;

use crate::setup::{EPOCH, TIP, TOKEN_TIP};

/// Denoms, in the order of [`TIPS`]: [`crate::setup::ATOM`], [`crate::setup::OSMO`], the token.
pub const DENOMS: usize = 3;
/// Tip of a task in each denom.
pub const TIPS: [u128; DENOMS] = [TIP, 0, TOKEN_TIP];
/// Emission weight of each denom, in tenths.
const WEIGHTS: [u128; DENOMS] = [10, 0, 25];

/// A campaign: what was agreed, and what is left of it.
#[derive(Clone, Debug, Default)]
pub struct Campaign {
    pub requester: usize,
    pub denom: usize,
    pub price: u128,
    pub fee: u128,
    pub page: u32,
    pub overlap: u8,
    pub bond: u128,
    pub reading_key: bool,
    pub deposited: u128,
    pub tasks: u32,
    pub items: u32,
    pub labels: u64,
    pub commons: u128,
    pub fees: u128,
    pub tips: u128,
    pub refunded: u128,
    pub refundable: u128,
    /// Of each person: shares, and what is not withdrawn.
    pub holders: [(u128, u128); 4],
}

impl Campaign {
    pub fn reserve(&self, tasks: u32, items: u32) -> u128 {
        let labels = u128::from(items) * u128::from(self.overlap);
        labels * (self.price + self.fee) + u128::from(tasks) * (TIPS[self.denom] + self.bond)
    }

    pub fn reserved(&self) -> u128 {
        self.reserve(self.tasks, self.items)
    }

    pub fn pay(&self) -> u128 {
        self.holders.iter().map(|(shares, _)| shares).sum()
    }

    /// Whether this much can end, and closes the campaign when it must.
    fn ends(&self, tasks: u32, items: u32, closes: bool) -> bool {
        let last = tasks == self.tasks;
        let fits = tasks <= self.tasks && items <= self.items;
        fits && closes == last && (!last || items == self.items)
    }

    fn end(&mut self, tasks: u32, items: u32, refund: u128) {
        self.tasks -= tasks;
        self.items -= items;
        self.refunded += refund;
        self.refundable += refund;
    }
}

/// What one labeler did.
#[derive(Clone, Debug)]
pub struct Seat {
    pub labeler: usize,
    pub labels: u32,
    pub earned: u128,
    pub pay: u128,
}

/// What the registry says about ended tasks.
#[derive(Clone, Debug)]
pub struct Batch {
    pub campaign: usize,
    pub tasks: u32,
    pub items: u32,
    pub seats: Vec<Seat>,
    pub commons: u128,
    pub unrevealed: u32,
    pub forfeited: u32,
    pub tips: Vec<(usize, u128)>,
    pub closes: bool,
}

/// Everything that the escrow should know, and what people have outside.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub campaigns: Vec<Campaign>,
    /// (person, denom) -> tips.
    pub tips: BTreeMap<(usize, usize), u128>,
    pub stakers: [u128; DENOMS],
    pub commons: [u128; DENOMS],
    pub flushed: [u128; DENOMS],
    pub gifts: [u128; DENOMS],
    /// (person, denom) -> what was withdrawn to them.
    pub outside: BTreeMap<(usize, usize), u128>,
    /// (epoch, person) -> points.
    pub points: BTreeMap<(u32, usize), u128>,
    /// Seconds since epoch 0 began.
    pub time: u64,
    /// Fee of new campaigns, basis points.
    pub fee: u128,
}

impl Model {
    pub fn open(&mut self, mut campaign: Campaign) {
        campaign.fee = (campaign.price * self.fee).div_ceil(10_000);
        campaign.deposited = campaign.reserved();
        self.campaigns.push(campaign);
    }

    pub fn epoch(&self) -> u32 {
        u32::try_from(self.time / EPOCH).unwrap()
    }

    /// Whether every part of the batch is within its bounds and the sums agree.
    fn fits(&self, batch: &Batch) -> bool {
        let campaign = &self.campaigns[batch.campaign];
        let price = campaign.price;
        let labels: u32 = batch.seats.iter().map(|seat| seat.labels).sum();
        let pay: u128 = batch.seats.iter().map(|seat| seat.pay).sum();
        let tips: u128 = batch.tips.iter().map(|(_, amount)| amount).sum();
        let seats = batch
            .seats
            .iter()
            .all(|seat| seat.earned <= seat.pay && seat.pay <= price * u128::from(seat.labels));
        seats
            && campaign.ends(batch.tasks, batch.items, batch.closes)
            && pay + batch.commons == price * u128::from(labels)
            && labels + batch.unrevealed <= batch.items * u32::from(campaign.overlap)
            && (campaign.reading_key || batch.unrevealed == 0)
            && batch.forfeited <= batch.tasks
            && tips == TIPS[campaign.denom] * u128::from(batch.tasks)
    }

    /// Whether the batch should be taken; if so it is booked.
    pub fn settle(&mut self, batch: &Batch) -> bool {
        if !self.fits(batch) {
            return false;
        }
        let epoch = self.epoch();
        let campaign = &mut self.campaigns[batch.campaign];
        let denom = campaign.denom;
        let labels: u32 = batch.seats.iter().map(|seat| seat.labels).sum();
        let fees = campaign.fee * u128::from(labels);
        let commons = batch.commons
            + campaign.price * u128::from(batch.unrevealed)
            + campaign.bond * u128::from(batch.forfeited);
        let mut refund = campaign.reserve(batch.tasks, batch.items) - fees - commons;
        for seat in &batch.seats {
            let holder = &mut campaign.holders[seat.labeler];
            *holder = (holder.0 + seat.pay, holder.1 + seat.pay);
            refund -= seat.pay;
            let points = campaign.fee * seat.earned * WEIGHTS[denom] / (campaign.price * 10);
            *self.points.entry((epoch, seat.labeler)).or_default() += points;
        }
        for &(who, amount) in &batch.tips {
            *self.tips.entry((who, denom)).or_default() += amount;
            campaign.tips += amount;
            refund -= amount;
        }
        campaign.labels += u64::from(labels);
        campaign.commons += commons;
        campaign.fees += fees;
        campaign.end(batch.tasks, batch.items, refund);
        self.stakers[denom] += fees / 2;
        self.commons[denom] += fees.div_ceil(2) + commons;
        true
    }

    pub fn release(&mut self, id: usize, tasks: u32, items: u32, closes: bool) -> bool {
        let campaign = &mut self.campaigns[id];
        let fits = campaign.ends(tasks, items, closes);
        if fits {
            campaign.end(tasks, items, campaign.reserve(tasks, items));
        }
        fits
    }

    /// Whether there was anything to withdraw.
    pub fn withdraw(
        &mut self,
        who: usize,
        campaigns: &[usize],
        wants: impl Fn(usize) -> bool,
        to: usize,
    ) -> bool {
        let mut any = false;
        let mut take = |outside: &mut BTreeMap<_, u128>, denom: usize, amount: &mut u128| {
            any |= *amount > 0;
            *outside.entry((to, denom)).or_default() += std::mem::take(amount);
        };
        for &id in campaigns {
            let campaign = &mut self.campaigns[id];
            let denom = campaign.denom;
            if !wants(denom) {
                continue;
            }
            take(&mut self.outside, denom, &mut campaign.holders[who].1);
            if campaign.requester == who {
                take(&mut self.outside, denom, &mut campaign.refundable);
            }
        }
        for denom in (0..DENOMS).filter(|denom| wants(*denom)) {
            let tips = self.tips.entry((who, denom)).or_default();
            take(&mut self.outside, denom, tips);
        }
        any
    }

    /// Whether the commons was due anything.
    pub fn flush(&mut self, denom: usize) -> bool {
        let amount = std::mem::take(&mut self.commons[denom]);
        self.flushed[denom] += amount;
        amount > 0
    }

    /// What a person could withdraw of a denom.
    pub fn earned(&self, who: usize, denom: usize) -> u128 {
        let campaigns = self.campaigns.iter();
        let campaigns = campaigns.filter(|campaign| campaign.denom == denom);
        let earned = campaigns.map(|campaign| {
            let refund = (campaign.requester == who).then_some(campaign.refundable);
            campaign.holders[who].1 + refund.unwrap_or_default()
        });
        earned.sum::<u128>() + self.tips.get(&(who, denom)).copied().unwrap_or_default()
    }

    /// Everything owed in a denom.
    pub fn owed(&self, denom: usize) -> u128 {
        let campaigns = self.campaigns.iter();
        let reserved = campaigns.filter(|campaign| campaign.denom == denom);
        let reserved: u128 = reserved.map(Campaign::reserved).sum();
        let people: u128 = (0..4).map(|who| self.earned(who, denom)).sum();
        reserved + people + self.stakers[denom] + self.commons[denom]
    }

    /// All that ever came in: deposits.
    pub fn deposited(&self, denom: usize) -> u128 {
        let campaigns = self.campaigns.iter();
        let campaigns = campaigns.filter(|campaign| campaign.denom == denom);
        campaigns.map(|campaign| campaign.deposited).sum()
    }
}
