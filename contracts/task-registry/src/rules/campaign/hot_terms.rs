//! A campaign as the hot path reads it: the frozen terms in about a hundred bytes. In full they
//! are `FullTerms`; the escrow freezes what it needs of them itself.

use cosmwasm_std::{CanonicalAddr, OverflowError, Uint128};
use pasar_common::{
    asset::denom_key,
    packed::{Packed, PackedError, Reader, Writer},
    ratio::Bps,
    task_registry::{Params, Terms},
    time::Seconds,
};
use pasar_formats::{
    gold::{self, Hash},
    number::byte_count,
};

use crate::rules::{
    draw::{frontier::NextOpening, randomness::Randomness},
    labels::Labels,
};

/// A full label's evidence, Q16.
pub const FULL_SCALE: u32 = 65_536;

/// Terms and settings that messages after creation need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotTerms {
    /// Who pays.
    pub requester: CanonicalAddr,
    /// What its labels are.
    pub labels: Labels,
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
    /// What the requester has committed to, and until when they may open it.
    pub gold: Option<GoldRule>,
    /// Whether and how verdicts may be challenged.
    pub challenge: Option<ChallengeRule>,
    /// Tasks open for seats at a time.
    pub frontier: u16,
    /// Seconds from its round on in which a ticket can be drawn.
    pub ticket_seconds: u16,
    /// Seats that become free open at the next multiple of it, in seconds.
    pub opening_seconds: u16,
    /// Seconds from the first draw to the end of filling.
    pub fill_seconds: u32,
    /// Seconds from draw to commit.
    pub commit_seconds: u32,
    /// Seconds from the end of collecting to the last reveal.
    pub reveal_seconds: u32,
    /// First second of a ticket, with which its first seats open.
    pub opens_at: Seconds,
    /// Last second of a ticket or draw.
    pub ends_at: Seconds,
    /// Least standing skill.
    pub min_skill: Bps,
    /// Least mass of the record, labels.
    pub min_mass: u32,
    /// Least stake.
    pub min_stake: Uint128,
    /// Issuers, one of which has to vouch for a labeler; empty where none has to.
    pub issuers: Vec<CanonicalAddr>,
    /// Most seats of a task for newcomers.
    pub newcomer_seats: u8,
    /// Price of a label.
    pub price: Uint128,
    /// Stake exposed for a seat.
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
    /// Whose rounds decide.
    pub randomness: Randomness,
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
    /// Most challenges of an item that a panel decided.
    pub max: u8,
    /// Least mass of a panelist's record, in labels.
    pub panel_mass: u32,
}

/// What a campaign freezes besides its terms.
pub struct Creation<'a> {
    /// Who pays.
    pub requester: CanonicalAddr,
    /// The issuers in the terms, in their order.
    pub issuers: Vec<CanonicalAddr>,
    /// The owner's settings.
    pub params: &'a Params,
    /// The block's time.
    pub now: Seconds,
    /// Tip of a task.
    pub tip_per_task: Uint128,
    /// How far evidence counts for reputation, Q16.
    pub reputation_scale: u32,
}

impl HotTerms {
    /// Freezes checked terms.
    pub fn freeze(terms: &Terms, creation: Creation<'_>) -> Self {
        let params = creation.params;
        let opening_seconds = short(terms.windows.opening_seconds).max(1);
        Self {
            requester: creation.requester,
            labels: Labels::of(terms.form()),
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
                panel_mass: rule.panel_mass,
            }),
            frontier: terms.frontier,
            ticket_seconds: short(terms.windows.ticket_seconds),
            opening_seconds,
            fill_seconds: terms.windows.fill_seconds,
            commit_seconds: terms.windows.commit_seconds,
            reveal_seconds: terms.windows.reveal_seconds,
            opens_at: {
                // Never in the block of creation, so that nobody is first by knowing of it first.
                let earliest = creation.now + u64::from(terms.first_draw_seconds.max(1));
                earliest.next_multiple_of(opening_seconds.into())
            },
            ends_at: terms.ends_at.seconds(),
            min_skill: terms.eligibility.min_skill,
            min_mass: terms.eligibility.min_mass,
            min_stake: terms.eligibility.min_stake,
            issuers: creation.issuers,
            newcomer_seats: terms.eligibility.newcomer_seats.unwrap_or(u8::MAX),
            price: terms.price,
            seat_stake: terms.seat_stake.amount,
            seat_stake_denom: denom_key(&terms.seat_stake.denom),
            pay_floor: terms.pay.floor,
            pay_full: terms.pay.full,
            tip: creation.tip_per_task,
            reputation_scale: creation.reputation_scale,
            missed_commit: params.missed_commit,
            randomness: Randomness::freeze(&params.randomness),
            domain: terms.domain.clone(),
        }
    }

    /// The opening of the first seats.
    pub fn first_opening(&self) -> u64 {
        self.opens_at / self.every()
    }

    /// The opening of seats that become free now.
    pub fn next_opening(&self, now: Seconds) -> NextOpening {
        let oldest_pool = u64::from(self.ticket_seconds) + u64::from(self.randomness.delay);
        NextOpening {
            number: now / self.every() + 1,
            forgotten: now.saturating_sub(oldest_pool) / self.every(),
        }
    }

    /// When an opening is.
    pub fn time_of_opening(&self, number: u64) -> Seconds {
        number.saturating_mul(self.every())
    }

    /// The last opening that is not after a time.
    pub fn opening_at(&self, time: Seconds) -> u64 {
        time / self.every()
    }

    fn every(&self) -> u64 {
        u64::from(self.opening_seconds).max(1)
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
        self.items_from(task).min(self.page)
    }

    /// Number of items of a task and all after it.
    pub fn items_from(&self, task: u32) -> u32 {
        self.items.saturating_sub(task.saturating_mul(self.page))
    }

    /// What so many seats cost that are given back, missed, skipped or lost with their ticket: each the
    /// same part of its own stake.
    ///
    /// # Errors
    /// [`OverflowError`] where it does not fit 128 bits.
    pub fn penalty_of(&self, seats: u32) -> Result<Uint128, OverflowError> {
        self.missed_commit
            .of(self.seat_stake)
            .checked_mul(seats.into())
    }

    /// Number of labels of a task that each of its seats of the first wave gives.
    pub fn labels_of(&self, task: u32) -> u32 {
        self.labels.of_items(self.items_of(task))
    }

    /// Seconds from a verdict to the last challenge of it.
    pub fn challenge_window(&self) -> u32 {
        self.challenge.map_or(0, |rule| rule.window)
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

impl Packed for HotTerms {
    const RECORD: &'static str = "campaign";
    const VERSION: u8 = 4;

    fn write(&self, to: &mut Writer) {
        to.address(&self.requester);
        self.labels.write(to);
        to.u32(self.items)
            .u32(self.page)
            .u8(self.overlap)
            .u8(self.max_overlap)
            .u8(self.max_waves)
            .u8(u8::from(self.reading_key))
            .u16(self.frontier);
        write_gold(to, self.gold.as_ref());
        write_challenge(to, self.challenge);
        to.u16(self.ticket_seconds).u16(self.opening_seconds);
        to.u32(self.fill_seconds);
        to.u32(self.commit_seconds).u32(self.reveal_seconds);
        to.u40(self.opens_at).u40(self.ends_at);
        to.u16(self.min_skill.get())
            .u32(self.min_mass)
            .amount(self.min_stake)
            .u8(byte_count(self.issuers.len()));
        for issuer in &self.issuers {
            to.address(issuer);
        }
        to.u8(self.newcomer_seats)
            .amount(self.price)
            .amount(self.seat_stake);
        to.short(self.seat_stake_denom.as_bytes());
        to.u16(self.pay_floor.get()).u16(self.pay_full.get());
        to.amount(self.tip).u32(self.reputation_scale);
        to.u16(self.missed_commit.get());
        self.randomness.write(to);
        to.bytes(self.domain.as_bytes());
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Self {
            requester: from.address()?,
            labels: Labels::read(from)?,
            items: from.u32()?,
            page: from.u32()?,
            overlap: from.u8()?,
            max_overlap: from.u8()?,
            max_waves: from.u8()?,
            reading_key: from.u8()? != 0,
            frontier: from.u16()?,
            gold: read_gold(from)?,
            challenge: read_challenge(from)?,
            ticket_seconds: from.u16()?,
            opening_seconds: from.u16()?,
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
            randomness: Randomness::read(from)?,
            domain: text(from.rest()),
        })
    }
}

/// Seconds that the terms bound to an hour.
fn short(seconds: u32) -> u16 {
    u16::try_from(seconds).unwrap_or(u16::MAX)
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
    to.u32(rule.panel_mass);
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
        panel_mass: from.u32()?,
    }))
}

#[cfg(test)]
pub(crate) mod tests {
    use core::num::NonZeroU64;

    use pasar_drand::chain::QUICKNET;
    use pasar_truth::{Question, Read};

    use super::*;

    pub(crate) fn campaign(items: u32, page: u32, frontier: u16) -> HotTerms {
        HotTerms {
            requester: CanonicalAddr::from([7; 20]),
            labels: Labels::of(vec![Question::Classes(4)]),
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
                panel_mass: 50,
            }),
            frontier,
            ticket_seconds: 60,
            opening_seconds: 300,
            fill_seconds: 600,
            commit_seconds: 300,
            reveal_seconds: 200,
            opens_at: 1_700_000_100,
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
            randomness: Randomness {
                chain: QUICKNET,
                stride: NonZeroU64::MIN.saturating_add(9),
                delay: 60,
            },
            domain: "radiology/chest".into(),
        }
    }

    #[test]
    fn it_reads_back() {
        let score = |read| Question::Scale { levels: 255, read };
        let mixed = vec![Question::Classes(2), score(Read::Mean), score(Read::Median)];
        for questions in [
            vec![Question::Classes(32)],
            vec![score(Read::Mean)],
            vec![Question::Classes(2); 32],
            mixed,
        ] {
            let campaign = HotTerms {
                labels: Labels::of(questions),
                ..campaign(45, 45, 1)
            };
            assert_eq!(HotTerms::from_bytes(&campaign.to_bytes()), Ok(campaign));
        }
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
    fn each_seat_costs_the_same_part_of_its_own_stake() {
        let campaign = campaign(45, 45, 1);
        let penalty = |seats| campaign.penalty_of(seats).unwrap().u128();
        assert_eq!([0, 1, 2, 8].map(penalty), [0, 5_000, 10_000, 40_000]);
    }

    #[test]
    fn open_seats_are_an_eighth_of_what_collects_and_never_below_two() {
        assert_eq!(campaign(45, 45, 1).open_seat_cap(), 2);
        assert_eq!(campaign(100_000, 100, 64).open_seat_cap(), 8);
        assert_eq!(campaign(3_200, 100, 256).open_seat_cap(), 4);
    }
}
