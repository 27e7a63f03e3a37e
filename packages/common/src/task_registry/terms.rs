//! Terms of a campaign: frozen when it is created, and every bound they keep.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, HexBinary, Timestamp, Uint128};
use cw20::Denom;

use pasar_truth as truth;

use super::question::Question;
use crate::{
    ratio::Bps,
    time::{Seconds, DAY},
};

/// Most bytes of a manifest's URI.
pub const MAX_URI_BYTES: usize = 256;
/// Most items of a campaign.
pub const MAX_ITEMS: u32 = 1 << 24;
/// Fewest items of a page, unless the campaign has fewer.
pub const MIN_PAGE: u32 = 50;
/// Most items of a page.
pub const MAX_PAGE: u32 = 16_384;
/// Most seats of a task, panels included.
pub const MAX_SEATS_PER_TASK: u8 = 32;
/// Fewest seats of every item; two where gold counts.
pub const MIN_OVERLAP: u8 = 3;
/// Most labels of a task: items times questions times seats.
pub const MAX_LABELS_PER_TASK: u64 = 131_072;
/// Most classes times labels of a task, over its questions of classes.
pub const MAX_CELLS_PER_TASK: u64 = 1 << 21;
/// Most waves of a task.
pub const MAX_WAVES: u8 = 4;
/// Longest time from creation to `ends_at`.
pub const MAX_CAMPAIGN_SECONDS: Seconds = 180 * DAY;
/// Shortest window.
pub const MIN_WINDOW_SECONDS: u32 = 10;
/// Longest window.
pub const MAX_WINDOW_SECONDS: u32 = 2_592_000;
/// Most seconds in which a ticket can be drawn; fewest are as many as the delay of the randomness.
pub const MAX_TICKET_SECONDS: u32 = 300;
/// Most seconds from one opening of seats to the next; fewest are as many as the delay of the
/// randomness.
pub const MAX_OPENING_SECONDS: u32 = 3_600;
/// Shortest time from draw to commit, and for reveals, in delays of the randomness.
pub const MIN_WORK_DELAYS: u32 = 5;
/// Most tasks open at a time.
pub const MAX_FRONTIER: u16 = 256;
/// Longest time from creation to the first ticket.
pub const MAX_FIRST_DRAW_SECONDS: u32 = 86_400;
/// Most related accounts.
pub const MAX_RELATED: usize = 16;
/// Most credential issuers.
pub const MAX_ISSUERS: usize = 8;
/// Most denoms in which a campaign takes royalties.
pub const MAX_ROYALTY_DENOMS: usize = 3;
/// Highest skill below which nothing is paid.
pub const MAX_PAY_FLOOR_BPS: u16 = 1_500;
/// Highest skill from which the full price is paid.
pub const MAX_PAY_FULL_BPS: u16 = 7_500;
/// Most challenges of a task.
pub const MAX_CHALLENGES: u8 = 3;
/// Fewest seats of a panel, and fewest revealed ones with which it decides.
pub const MIN_PANEL_SEATS: u8 = 3;
/// Least skill of panelists, whatever the campaign asks of its labelers.
pub const MIN_PANEL_SKILL_BPS: u16 = 4_000;
/// How far the skill of panelists stands above what the campaign asks of its labelers.
pub const PANEL_SKILL_BPS: u16 = 2_000;
/// Bounds of the least mass of a panelist's record, in labels.
pub const PANEL_MASS: core::ops::RangeInclusive<u32> = 20..=200;
/// Shortest filling of a campaign whose verdicts may be challenged, in delays of its randomness: panelists need time to
/// hear of a panel and register. With quicknet's minute it is an hour.
pub const MIN_CHALLENGED_FILL_DELAYS: u32 = 60;
/// A panel seat's stake is at least what it can earn, divided by this.
pub const PANEL_STAKE_SHARE: u8 = 10;
/// Highest `min_skill` of a campaign whose verdicts may be challenged: panelists must exist.
pub const MAX_CHALLENGED_SKILL_BPS: u16 = 7_000;
/// Deepest gold tree: one leaf a task.
pub const MAX_GOLD_DEPTH: u8 = 24;

/// Fewest items of a page with gold: ten gold items, at most a quarter of the page.
pub const MIN_GOLD_PAGE: u32 = 40;

/// Everything a campaign promises. Frozen when the campaign is created.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Where the items are and what they hash to.
    pub manifest: Manifest,
    /// What is asked of every item: 1 to 32 questions. Their names, those of their classes and those of the ends
    /// of scales have at most 8 192 bytes in all.
    pub questions: Vec<Question>,
    /// Field of expertise that the labelers' skill counts for: at most 64 of a-z, 0-9, / and -.
    pub domain: String,
    /// Number of items, at most 2^24.
    pub items: u32,
    /// Items of a task, 50 to 16 384 (or all items where there are fewer); the last has the rest.
    pub page: u32,
    /// What a revealed label costs, in the smallest unit of `denom`, without the fee: an answer to one question
    /// about one item.
    pub price: Uint128,
    /// In what the campaign pays; must be allowed by the escrow.
    pub denom: Denom,
    /// Seats of an item.
    pub overlap: Overlap,
    /// Most waves of a task, the first included: 1 without a reading key, at most 4 with one.
    pub max_waves: u8,
    /// X25519 key (32 bytes) to which labelers encrypt labels and salts for the requester.
    pub reading_key: Option<HexBinary>,
    /// Who may ask and close beside the requester.
    pub reader: Option<String>,
    /// How long everything may take.
    pub windows: Windows,
    /// No new seats after this time; at most 180 days away.
    pub ends_at: Timestamp,
    /// Who may take seats.
    pub eligibility: Eligibility,
    /// What a labeler has at stake for each seat.
    pub seat_stake: SeatStake,
    /// Tasks open for seats at a time, 1 to 256.
    pub frontier: u16,
    /// Seconds from creation to the first ticket, at most a day, so that labelers can hear of it.
    /// Tickets are taken from the first opening on that is not earlier.
    pub first_draw_seconds: u32,
    /// Items whose answer the requester has committed to.
    pub gold: Option<GoldTerms>,
    /// How skill becomes pay.
    pub pay: PayTerms,
    /// Whether and how verdicts may be challenged.
    pub challenge: Option<ChallengeTerms>,
    /// Who owns the dataset.
    pub shares: ShareTerms,
    /// Accounts of the requester, at most 16: like the requester they may take no seat.
    pub related: Vec<String>,
}

/// Where the items are.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// URI, at most 256 bytes.
    pub uri: String,
    /// Merkle root of the items, 32 bytes.
    pub root: HexBinary,
}

/// Seats of an item.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Seats that every item gets: at least 3, or 2 with gold.
    pub min: u8,
    /// Most seats of an item: the same without a reading key; at most 32 with a panel's seats.
    pub max: u8,
}

/// How long everything may take.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Windows {
    /// Seats that become free open at the next multiple of it, together, seconds: at least the
    /// delay of the randomness, at most an hour.
    pub opening_seconds: u32,
    /// From its round on in which a ticket can be drawn, seconds: at least the delay of the
    /// randomness, at most 300. It can be drawn in 20 blocks at least, as long as the campaign takes
    /// seats.
    pub ticket_seconds: u32,
    /// From a task's first draw to the end of collecting, seconds; may be refilled twice.
    pub fill_seconds: u32,
    /// From the draw of a seat to its commit, seconds; at least five times the delay of the
    /// randomness.
    pub commit_seconds: u32,
    /// From the end of collecting to the last reveal, seconds; at least five times the delay of the
    /// randomness.
    pub reveal_seconds: u32,
}

/// Who may take seats.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct Eligibility {
    /// Least standing skill in the domain; newcomers stand at 3 000.
    pub min_skill: Bps,
    /// Least mass of the record in the domain, in labels, at most 200.
    pub min_mass: u32,
    /// Least stake in the seat stake's denom, exposed or free.
    pub min_stake: Uint128,
    /// Issuers of whom one must have granted a credential in the domain, at most 8.
    pub issuers: Vec<String>,
    /// Most seats of a task for newcomers (a record of less than 20 labels); none: no bound.
    pub newcomer_seats: Option<u8>,
}

impl Eligibility {
    /// Whether anything beyond the seat stake is asked of a labeler.
    pub fn is_open(&self) -> bool {
        self.min_skill == Bps::ZERO
            && self.min_mass == 0
            && self.min_stake.is_zero()
            && self.issuers.is_empty()
    }
}

/// What a labeler has at stake for each seat.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SeatStake {
    /// The campaign's denom or the reward token.
    pub denom: Denom,
    /// At least the denom's minimum; may be 0 with `min_mass` or credentials.
    pub amount: Uint128,
}

/// Items whose answer the requester has committed to.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct GoldTerms {
    /// Merkle root over one salted leaf per task, 32 bytes; `pasar_formats::gold` has the format.
    pub root: HexBinary,
    /// Depth of the tree, at most 24; it has room for every task.
    pub depth: u8,
    /// Bond per task of 40 items or more, forfeited where gold is hung or stays closed; refunded
    /// else.
    pub bond: Uint128,
    /// From the end of revealing to the last opening, seconds.
    pub window_seconds: u32,
}

/// How skill becomes pay: nothing up to the floor, the full price from `full`, linear between.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PayTerms {
    /// At most 1 500.
    pub floor: Bps,
    /// Above the floor, at most 7 500.
    pub full: Bps,
}

impl Default for PayTerms {
    fn default() -> Self {
        Self {
            floor: Bps::new(1_000),
            full: Bps::new(7_500),
        }
    }
}

/// How verdicts may be challenged. Needs a seat stake of at least a tenth
/// of what a panel seat can earn, a filling of at least sixty delays of the randomness, and a `min_skill` of at most 7 000.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengeTerms {
    /// From a verdict to the last challenge of it, seconds.
    pub window_seconds: u32,
    /// Seats of a panel, at least 3 and fewer than `overlap.min`; with `overlap.max` at most 32.
    pub panel_seats: u8,
    /// Most challenges of an item that a panel decided, 1 to 3.
    pub max: u8,
    /// Least mass of a panelist's record, 20 to 200 labels.
    pub panel_mass: u32,
}

/// Who owns the dataset.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ShareTerms {
    /// The contributors' part of license income and royalties; at least the protocol's floor.
    pub contributors: Bps,
    /// Whether shares may be transferred.
    pub transferable: bool,
    /// Denoms in which royalties are taken beside the campaign's own, at most 3.
    pub royalty_denoms: Vec<Denom>,
}

impl Terms {
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

    /// The questions as labels are inferred by them.
    pub fn form(&self) -> Vec<truth::Question> {
        self.questions.iter().map(Question::asked).collect()
    }

    /// Names of the classes, where one question of classes is asked and nothing else; else none.
    pub fn classes(&self) -> &[String] {
        match self.questions.as_slice() {
            [Question::Classes(of)] => &of.classes,
            _ => &[],
        }
    }

    /// Number of answers that all seats of an item's overlap are paid for, each: items times questions.
    pub fn answers(&self) -> u32 {
        let questions = u32::try_from(self.questions.len()).unwrap_or(u32::MAX);
        self.items.saturating_mul(questions)
    }

    /// Whether wallets should warn: neither gold nor any rule of eligibility protects the verdict.
    pub fn is_unprotected(&self) -> bool {
        self.gold.is_none() && self.eligibility.is_open()
    }

    /// Most seats that one inference hears: all waves, and one panel.
    pub fn most_seats(&self) -> u8 {
        let panel = self.challenge.as_ref().map_or(0, |rule| rule.panel_seats);
        self.overlap.max.saturating_add(panel)
    }

    /// Addresses in the terms that must be valid on the chain.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let tokens = [&self.denom, &self.seat_stake.denom]
            .into_iter()
            .chain(&self.shares.royalty_denoms)
            .filter_map(|denom| match denom {
                Denom::Cw20(token) => Some(Addr::as_str(token)),
                Denom::Native(_) => None,
            });
        let people = self.related.iter().chain(&self.reader);
        let people = people.chain(&self.eligibility.issuers);
        people.map(String::as_str).chain(tokens)
    }
}
