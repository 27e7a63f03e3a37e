//! A campaign as the hot path reads it: the frozen terms in about a hundred bytes.

use cosmwasm_std::{Addr, Api, CanonicalAddr, StdResult, Uint128};
use pasar_common::{
    asset::denom_key,
    gold::{self, Hash},
    packed::{Packed, PackedError, Reader, Writer},
    ratio::Bps,
    task_registry::{Params, Terms},
    time::Seconds,
};
use serde::{Deserialize, Serialize};

use crate::quote::Quote;

/// A full label's evidence, Q16.
pub const FULL_SCALE: u32 = 65_536;

/// Terms and settings that messages after creation need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Who pays.
    pub requester: CanonicalAddr,
    /// Number of classes.
    pub classes: u8,
    /// Number of items.
    pub items: u32,
    /// Items of a task.
    pub page: u32,
    /// Seats of every item, in the first wave.
    pub overlap: u8,
    /// Most seats of an item, over all waves.
    pub max_overlap: u8,
    /// Most waves of a task.
    pub max_waves: u8,
    /// Whether labels are encrypted to a reading key too, so that waves may follow.
    pub reading_key: bool,
    /// What the requester has committed to, and until when he may open it.
    pub gold: Option<GoldRule>,
    /// Whether and how verdicts may be challenged.
    pub challenge: Option<ChallengeRule>,
    /// Tasks open for seats at a time.
    pub frontier: u16,
    /// Blocks after its own in which a ticket can be drawn.
    pub ticket_blocks: u8,
    /// Seconds from the first draw to the end of filling.
    pub fill_seconds: u32,
    /// Seconds from draw to commit.
    pub commit_seconds: u32,
    /// Seconds from the end of collecting to the last reveal.
    pub reveal_seconds: u32,
    /// First height of a ticket.
    pub opens_at: u64,
    /// Last second of a ticket or draw.
    pub ends_at: Seconds,
    /// Least standing skill.
    pub min_skill: Bps,
    /// Least mass of the record, labels.
    pub min_mass: u32,
    /// Least stake.
    pub min_stake: Uint128,
    /// Issuers of whom one must vouch for a labeler; none: nobody need.
    pub issuers: Vec<CanonicalAddr>,
    /// Most seats of a task for newcomers.
    pub newcomer_seats: u8,
    /// Price of a label.
    pub price: Uint128,
    /// Stake behind a seat.
    pub seat_stake: Uint128,
    /// Its denom, as `asset::denom_key` writes it.
    pub seat_stake_denom: String,
    /// Skill up to which nothing is paid.
    pub pay_floor: Bps,
    /// Skill from which the full price is paid.
    pub pay_full: Bps,
    /// Tip of a task.
    pub tip: Uint128,
    /// How far evidence counts for reputation, Q16.
    pub reputation_scale: u32,
    /// Part of the seat stake that a missed commit costs.
    pub missed_commit: Bps,
    /// Part of a missed commit's penalty that tips the crank.
    pub penalty_tip: Bps,
    /// Field of expertise.
    pub domain: String,
}

/// Gold as the hot path reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRule {
    /// Root of the tree.
    pub root: Hash,
    /// Its depth.
    pub depth: u8,
    /// Seconds from the end of revealing to the last opening.
    pub window: u32,
}

/// Challenges as the hot path reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengeRule {
    /// Seconds from a verdict to the last challenge of it.
    pub window: u32,
    /// Seats of a panel.
    pub seats: u8,
    /// Most challenges of a task.
    pub max: u8,
    /// Least bond of a task's first challenge.
    pub bond: Uint128,
}

/// What only queries and rare messages read, as JSON.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Dossier {
    /// Who pays.
    pub requester: Addr,
    /// The frozen terms.
    pub terms: Terms,
    /// Penalty settings, frozen.
    pub params: Params,
    /// Protocol fee of a label, frozen.
    pub fee_per_label: Uint128,
}

impl Campaign {
    /// Freezes checked terms at a height.
    ///
    /// # Errors
    /// Where an address is invalid.
    pub fn freeze(
        (api, height): (&dyn Api, u64),
        requester: &Addr,
        (terms, params): (&Terms, &Params),
        quote: &Quote,
    ) -> StdResult<Self> {
        let issuers = terms.eligibility.issuers.iter();
        let issuers = issuers
            .map(|issuer| api.addr_canonicalize(issuer))
            .collect::<StdResult<_>>()?;
        Ok(Self {
            requester: api.addr_canonicalize(requester.as_str())?,
            classes: u8::try_from(terms.classes.len()).unwrap_or(u8::MAX),
            items: terms.items,
            page: terms.page,
            overlap: terms.overlap.min,
            max_overlap: terms.overlap.max,
            max_waves: terms.max_waves,
            reading_key: terms.reading_key.is_some(),
            gold: terms.gold.as_ref().map(|gold| GoldRule {
                root: Hash::try_from(gold.root.as_slice()).unwrap_or_default(),
                depth: gold.depth,
                window: gold.window_seconds,
            }),
            challenge: terms.challenge.as_ref().map(|rule| ChallengeRule {
                window: rule.window_seconds,
                seats: rule.panel_seats,
                max: rule.max,
                bond: rule.bond,
            }),
            frontier: terms.frontier,
            ticket_blocks: terms.windows.ticket_blocks,
            fill_seconds: terms.windows.fill_seconds,
            commit_seconds: terms.windows.commit_seconds,
            reveal_seconds: terms.windows.reveal_seconds,
            // Never in the block of creation: the frontier opens there, for later tickets only.
            opens_at: height.saturating_add(u64::from(terms.first_draw_blocks.max(1))),
            ends_at: terms.ends_at.seconds(),
            min_skill: terms.eligibility.min_skill,
            min_mass: terms.eligibility.min_mass,
            min_stake: terms.eligibility.min_stake,
            issuers,
            newcomer_seats: terms.eligibility.newcomer_seats.unwrap_or(u8::MAX),
            price: terms.price,
            seat_stake: terms.seat_stake.amount,
            seat_stake_denom: denom_key(&terms.seat_stake.denom),
            pay_floor: terms.pay.floor,
            pay_full: terms.pay.full,
            tip: quote.tip_per_task,
            reputation_scale: quote.reputation_scale,
            missed_commit: params.missed_commit,
            penalty_tip: params.penalty_tip,
            domain: terms.domain.clone(),
        })
    }

    /// Number of tasks.
    pub const fn tasks(&self) -> u32 {
        match self.page {
            0 => 0,
            page => self.items.div_ceil(page),
        }
    }

    /// Number of items of a task.
    pub fn items_of(&self, task: u32) -> u32 {
        self.items
            .saturating_sub(task.saturating_mul(self.page))
            .min(self.page)
    }

    /// Whether a task is to have gold: there is some in the terms, and the task is large enough.
    pub fn gold_of(&self, task: u32) -> Option<&GoldRule> {
        self.gold
            .as_ref()
            .filter(|_| gold::fits(self.items_of(task)))
    }

    /// Most open seats of a labeler: an eighth of the tasks that collect at a time, but two. A
    /// seat counts as open until its task stops collecting, or a few fast accounts that seal at
    /// once would hold most seats of the frontier.
    pub fn open_seat_cap(&self) -> u32 {
        u32::from(self.frontier)
            .min(self.tasks())
            .checked_div(8)
            .unwrap_or(0)
            .max(2)
    }

    /// Whether seats are staked.
    pub fn is_staked(&self) -> bool {
        !self.seat_stake.is_zero()
    }
}

impl Packed for Campaign {
    const RECORD: &'static str = "campaign";
    const VERSION: u8 = 2;

    fn write(&self, to: &mut Writer) {
        to.address(&self.requester)
            .u8(self.classes)
            .u32(self.items)
            .u32(self.page)
            .u8(self.overlap)
            .u8(self.max_overlap)
            .u8(self.max_waves)
            .u8(u8::from(self.reading_key))
            .u16(self.frontier);
        write_gold(to, self.gold.as_ref());
        write_challenge(to, self.challenge);
        to.u8(self.ticket_blocks).u32(self.fill_seconds);
        to.u32(self.commit_seconds).u32(self.reveal_seconds);
        to.u40(self.opens_at).u40(self.ends_at);
        to.u16(self.min_skill.get())
            .u32(self.min_mass)
            .amount(self.min_stake)
            .u8(u8::try_from(self.issuers.len()).unwrap_or(u8::MAX));
        for issuer in &self.issuers {
            to.address(issuer);
        }
        to.u8(self.newcomer_seats)
            .amount(self.price)
            .amount(self.seat_stake);
        to.short(self.seat_stake_denom.as_bytes());
        to.u16(self.pay_floor.get()).u16(self.pay_full.get());
        to.amount(self.tip).u32(self.reputation_scale);
        to.u16(self.missed_commit.get()).u16(self.penalty_tip.get());
        to.bytes(self.domain.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Self {
            requester: from.address()?,
            classes: from.u8()?,
            items: from.u32()?,
            page: from.u32()?,
            overlap: from.u8()?,
            max_overlap: from.u8()?,
            max_waves: from.u8()?,
            reading_key: from.u8()? != 0,
            frontier: from.u16()?,
            gold: read_gold(from)?,
            challenge: read_challenge(from)?,
            ticket_blocks: from.u8()?,
            fill_seconds: from.u32()?,
            commit_seconds: from.u32()?,
            reveal_seconds: from.u32()?,
            opens_at: from.u40()?,
            ends_at: from.u40()?,
            min_skill: Bps::new(from.u16()?),
            min_mass: from.u32()?,
            min_stake: from.amount()?,
            issuers: read_issuers(from)?,
            newcomer_seats: from.u8()?,
            price: from.amount()?,
            seat_stake: from.amount()?,
            seat_stake_denom: text(from.short()?),
            pay_floor: Bps::new(from.u16()?),
            pay_full: Bps::new(from.u16()?),
            tip: from.amount()?,
            reputation_scale: from.u32()?,
            missed_commit: Bps::new(from.u16()?),
            penalty_tip: Bps::new(from.u16()?),
            domain: text(from.rest()),
        })
    }
}

fn read_issuers(from: &mut Reader<'_>) -> Result<Vec<CanonicalAddr>, PackedError> {
    let count = from.u8()?;
    (0..count).map(|_| from.address()).collect()
}

fn write_gold(to: &mut Writer, gold: Option<&GoldRule>) {
    to.u8(u8::from(gold.is_some()));
    if let Some(gold) = gold {
        to.bytes(&gold.root).u8(gold.depth).u32(gold.window);
    }
}

fn read_gold(from: &mut Reader<'_>) -> Result<Option<GoldRule>, PackedError> {
    if from.u8()? == 0 {
        return Ok(None);
    }
    Ok(Some(GoldRule {
        root: from.array()?,
        depth: from.u8()?,
        window: from.u32()?,
    }))
}

fn write_challenge(to: &mut Writer, challenge: Option<ChallengeRule>) {
    // A panel has three seats at least.
    let Some(rule) = challenge else {
        to.u8(0);
        return;
    };
    to.u8(rule.seats).u32(rule.window).u8(rule.max);
    to.amount(rule.bond);
}

fn read_challenge(from: &mut Reader<'_>) -> Result<Option<ChallengeRule>, PackedError> {
    let seats = from.u8()?;
    if seats == 0 {
        return Ok(None);
    }
    Ok(Some(ChallengeRule {
        seats,
        window: from.u32()?,
        max: from.u8()?,
        bond: from.amount()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn campaign(items: u32, page: u32, frontier: u16) -> Campaign {
        Campaign {
            requester: CanonicalAddr::from([7; 20]),
            classes: 4,
            items,
            page,
            overlap: 5,
            max_overlap: 9,
            max_waves: 3,
            reading_key: true,
            gold: Some(GoldRule {
                root: [3; 32],
                depth: 4,
                window: 900,
            }),
            challenge: Some(ChallengeRule {
                window: 700,
                seats: 3,
                max: 2,
                bond: Uint128::new(70_000),
            }),
            frontier,
            ticket_blocks: 3,
            fill_seconds: 600,
            commit_seconds: 300,
            reveal_seconds: 200,
            opens_at: 12_345,
            ends_at: 1_800_000_000,
            min_skill: Bps::new(3_000),
            min_mass: 20,
            min_stake: Uint128::new(5),
            issuers: vec![CanonicalAddr::from([1; 20]), CanonicalAddr::from([2; 32])],
            newcomer_seats: 2,
            price: Uint128::new(1_000),
            seat_stake: Uint128::new(50_000),
            seat_stake_denom: "uatom".into(),
            pay_floor: Bps::new(1_000),
            pay_full: Bps::new(7_500),
            tip: Uint128::new(900),
            reputation_scale: FULL_SCALE,
            missed_commit: Bps::new(1_000),
            penalty_tip: Bps::new(1_000),
            domain: "radiology/chest".into(),
        }
    }

    #[test]
    fn it_reads_back() {
        let campaign = campaign(45, 45, 1);
        assert_eq!(Campaign::from_bytes(&campaign.to_bytes()), Ok(campaign));
    }

    #[test]
    fn the_last_task_has_the_rest() {
        let campaign = campaign(250, 100, 4);
        assert_eq!(campaign.tasks(), 3);
        assert_eq!(
            [0, 1, 2, 3].map(|task| campaign.items_of(task)),
            [100, 100, 50, 0]
        );
    }

    #[test]
    fn open_seats_are_an_eighth_of_what_collects_and_never_below_two() {
        assert_eq!(campaign(45, 45, 1).open_seat_cap(), 2);
        assert_eq!(campaign(100_000, 100, 64).open_seat_cap(), 8);
        assert_eq!(campaign(3_200, 100, 256).open_seat_cap(), 4);
    }
}
