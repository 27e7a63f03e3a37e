//! A challenge: an appeal that buys more evidence. What it costs, who may sit in its panel when,
//! and how its bond is divided in the end, as pure rules.

use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    time::Seconds,
};
use pasar_truth::NONE;
use sha2::{Digest, Sha256};

use crate::{
    beacon::Beacon,
    campaign::{Campaign, ChallengeRule},
};

/// A challenge of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who bonded it.
    pub challenger: CanonicalAddr,
    /// What pays the panel, without the tip.
    pub bond: Uint128,
    /// Wave of the panel's seats; what it is asked for stands there.
    pub wave: u8,
    /// When it was made.
    pub opened: Seconds,
    /// Number of the beacon that draws the panel: the first of a later block.
    pub beacon: u64,
    /// The same beacon, kept from the first seat on.
    pub lot: Option<Beacon>,
    /// What became of it, and who ended it for its tip.
    pub outcome: Outcome,
    /// Labels of the named items when they were challenged, packed.
    pub before: Vec<u8>,
}

/// What became of a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its panel takes seats, or opens its seals.
    Live,
    /// Its panel gave no evidence: the verdict stands.
    Unfilled(CanonicalAddr),
    /// Its panel decided.
    Decided(CanonicalAddr),
}

impl Outcome {
    /// Who ended it.
    pub const fn by(&self) -> Option<&CanonicalAddr> {
        match self {
            Self::Live => None,
            Self::Unfilled(by) | Self::Decided(by) => Some(by),
        }
    }
}

/// The bond of a challenge: at least that of the terms and what the panel may cost, doubled by each
/// challenge of the task before it.
pub fn bond(campaign: &Campaign, rule: ChallengeRule, earlier: u8, items: u32) -> Uint128 {
    let labels = Uint128::from(items).saturating_mul(rule.seats.into());
    let panel = campaign.price.saturating_mul(labels);
    let doubled = 2u128.saturating_pow(earlier.into());
    rule.bond.max(panel).saturating_mul(doubled.into())
}

/// From when on an account may sit in a panel. The lot spreads accounts evenly over the first half
/// of the filling, so that nobody takes all seats with accounts that wait for them; where nobody
/// knows the lot, all may after it.
pub fn turn(
    challenge: &Challenge,
    lot: Option<Beacon>,
    fill_seconds: u32,
    (campaign, task): (u32, u32),
    account: &CanonicalAddr,
) -> Seconds {
    let half = u64::from(fill_seconds / 2);
    let wait = lot.map_or(half, |lot| {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(lot.seed(campaign, account))
            .chain_update(task.to_be_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = hash;
        half.saturating_mul(u64::from(u32::from_be_bytes([a, b, c, d]))) >> 32u32
    });
    challenge.opened.saturating_add(wait)
}

/// A panelist's labels of the named items.
pub struct Panelist {
    /// Who sat there.
    pub labeler: CanonicalAddr,
    /// His labels of the named items, in ascending order of items.
    pub labels: Vec<u8>,
}

/// What a division needs.
pub struct Case<'a> {
    /// What paid for the panel.
    pub bond: Uint128,
    /// Price of a label.
    pub price: Uint128,
    /// Labels of the named items when they were challenged.
    pub before: &'a [u8],
    /// Their labels in the end.
    pub last: &'a [u8],
    /// Who revealed in the panel.
    pub panel: &'a [Panelist],
    /// Pay of the task that nobody earned, as far as no earlier challenge took it.
    pub unearned: Uint128,
}

/// How a bond is divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// Named items whose label is another one in the end.
    pub flipped: u32,
    /// To each panelist out of the bond, in the order given.
    pub panel: Vec<Uint128>,
    /// To each panelist out of unearned pay, in the same order.
    pub found: Vec<Uint128>,
    /// To the challenger out of the bond.
    pub returned: Uint128,
    /// To the challenger out of unearned pay.
    pub bounty: Uint128,
    /// To the commons out of the bond.
    pub commons: Uint128,
}

impl Division {
    /// All that goes out of unearned pay.
    pub fn bounties(&self) -> Uint128 {
        self.found
            .iter()
            .fold(self.bounty, |sum, found| sum.saturating_add(*found))
    }
}

/// Divides the bond of a challenge whose panel decided.
///
/// The panel costs a price for each label asked of it: a panelist has it where his label is the
/// last one, the commons where it is not. What the bond has beyond goes back in the part of the
/// items that flipped. Bounties are what the panel cost for those, at most the pay that nobody
/// earned: half for the challenger, half shared by the panelists who found them. Whoever repeats a
/// label that flips has nothing of it. What is lost to rounding stays with the commons.
pub fn divide(case: &Case<'_>) -> Division {
    let named = counted(case.before.len());
    let pairs = || case.before.iter().zip(case.last);
    let count = |labels: &[u8], flipped_only: bool| {
        let right = pairs().zip(labels).filter(|((before, last), label)| {
            label == last && **label != NONE && !(flipped_only && before == last)
        });
        counted(right.count())
    };
    let flipped = pairs().filter(|(before, last)| before != last).count();
    let flipped = u32::try_from(flipped).unwrap_or(u32::MAX);
    let seats = counted(case.panel.len());
    let cost_of_item = case.price.saturating_mul(seats);
    let beyond = case.bond.saturating_sub(cost_of_item.saturating_mul(named));
    let panel: Vec<Uint128> = case
        .panel
        .iter()
        .map(|seat| case.price.saturating_mul(count(&seat.labels, false)))
        .collect();
    let returned = match named.is_zero() {
        true => beyond,
        false => beyond.multiply_ratio(flipped, named),
    };
    let pool = cost_of_item.saturating_mul(flipped.into());
    let half = pool.min(case.unearned).multiply_ratio(1u8, 2u8);
    let finds: Vec<Uint128> = case
        .panel
        .iter()
        .map(|seat| count(&seat.labels, true))
        .collect();
    let all: Uint128 = finds.iter().sum();
    let share = |finds: &Uint128| match all.is_zero() {
        true => Uint128::zero(),
        false => half.multiply_ratio(*finds, all),
    };
    let given = panel
        .iter()
        .fold(returned, |sum, pay| sum.saturating_add(*pay));
    Division {
        flipped,
        found: finds.iter().map(share).collect(),
        panel,
        returned,
        bounty: half,
        commons: case.bond.saturating_sub(given),
    }
}

/// A number of labels, at most 2^17.
fn counted(labels: usize) -> Uint128 {
    u32::try_from(labels).unwrap_or(u32::MAX).into()
}

impl Packed for Challenge {
    const RECORD: &'static str = "challenge";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.address(&self.challenger).amount(self.bond).u8(self.wave);
        to.u40(self.opened).u40(self.beacon);
        to.u8(u8::from(self.lot.is_some()));
        if let Some(lot) = self.lot {
            to.u40(lot.height).u64(lot.nanos);
        }
        match &self.outcome {
            Outcome::Live => to.u8(0),
            Outcome::Unfilled(by) => to.u8(1).address(by),
            Outcome::Decided(by) => to.u8(2).address(by),
        };
        to.bytes(&self.before);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let (challenger, bond, wave) = (from.address()?, from.amount()?, from.u8()?);
        let (opened, beacon) = (from.u40()?, from.u40()?);
        let lot = match from.u8()? {
            0 => None,
            _ => Some(Beacon {
                number: beacon,
                height: from.u40()?,
                nanos: from.u64()?,
            }),
        };
        let outcome = match from.u8()? {
            0 => Outcome::Live,
            1 => Outcome::Unfilled(from.address()?),
            2 => Outcome::Decided(from.address()?),
            found => return Err(from.unknown(found)),
        };
        let before = from.rest().to_vec();
        Ok(Self {
            challenger,
            bond,
            wave,
            opened,
            beacon,
            lot,
            outcome,
            before,
        })
    }
}

#[cfg(test)]
#[path = "challenge_tests.rs"]
mod tests;
