//! Terms to begin with.

use cosmwasm_std::{Addr, HexBinary, Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    ratio::Bps,
    task_registry::{
        ChallengeTerms, Eligibility, GoldTerms, Manifest, Overlap, PayTerms, Question, SeatStake,
        ShareTerms, Terms, Windows,
    },
    time::DAY,
};

use crate::chain::native::{denom, GENESIS};

/// The domain of campaigns that set none.
pub const DOMAIN: &str = "radiology/chest";

/// Terms of a campaign that pays 1 000 a label, with a seat stake of 10 000; everything a test
/// wants otherwise it sets. Pages have at most 100 items. It ends 30 days after the first block.
pub fn terms(classes: usize, items: u32, overlap: u8) -> Terms {
    Terms {
        manifest: Manifest {
            uri: "ipfs://items".into(),
            root: HexBinary::from([7; 32].as_slice()),
        },
        questions: vec![Question::of_classes(numbered(classes))],
        domain: DOMAIN.into(),
        items,
        page: items.min(100),
        price: Uint128::new(1_000),
        denom: denom(),
        overlap: Overlap {
            min: overlap,
            max: overlap,
        },
        max_waves: 1,
        reading_key: None,
        reader: None,
        windows: Windows {
            opening_seconds: 5,
            ticket_seconds: 60,
            fill_seconds: 3_600,
            commit_seconds: 1_800,
            reveal_seconds: 1_800,
        },
        ends_at: Timestamp::from_seconds(GENESIS + 30 * DAY),
        eligibility: Eligibility::default(),
        seat_stake: SeatStake {
            denom: denom(),
            amount: Uint128::new(10_000),
        },
        frontier: 64,
        first_draw_seconds: 1,
        gold: None,
        pay: PayTerms::default(),
        challenge: None,
        shares: ShareTerms {
            contributors: Bps::new(5_000),
            transferable: false,
            royalty_denoms: vec![],
        },
        related: vec![],
    }
}

/// Names of classes, by their numbers.
fn numbered(classes: usize) -> impl Iterator<Item = String> {
    (1..=classes).map(|class| format!("class {class}"))
}

/// What can become terms when a campaign is created.
pub trait IntoTerms {
    /// The terms, at this time.
    fn into_terms(self, now: u64) -> Terms;
}

impl IntoTerms for Terms {
    fn into_terms(self, _: u64) -> Terms {
        self
    }
}

impl IntoTerms for &Terms {
    fn into_terms(self, _: u64) -> Terms {
        self.clone()
    }
}

impl IntoTerms for CampaignBuilder {
    fn into_terms(self, now: u64) -> Terms {
        Terms {
            page: self.page.unwrap_or(self.terms.items.min(100)),
            ends_at: Timestamp::from_seconds(now + self.ends_in),
            ..self.terms
        }
    }
}

/// A campaign of 60 items in three classes, three seats each; see [`terms`] for the rest. It ends
/// 30 days after its creation.
pub fn campaign() -> CampaignBuilder {
    CampaignBuilder {
        terms: terms(3, 60, 3),
        page: None,
        ends_in: 30 * DAY,
    }
}

/// Terms in the making.
#[derive(Clone, Debug)]
#[must_use]
pub struct CampaignBuilder {
    terms: Terms,
    page: Option<u32>,
    ends_in: u64,
}

impl CampaignBuilder {
    /// Changes whatever has no method of its own.
    pub fn with(mut self, change: impl FnOnce(&mut Terms)) -> Self {
        change(&mut self.terms);
        self
    }

    /// Number of items.
    pub fn items(self, items: u32) -> Self {
        self.with(|terms| terms.items = items)
    }

    /// Items of a task.
    pub fn page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// Number of classes, named by their numbers.
    pub fn classes(self, classes: usize) -> Self {
        self.named(numbered(classes))
    }

    /// Names of the classes.
    pub fn named(self, classes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.questions([Question::of_classes(classes)])
    }

    /// What is asked of every item.
    pub fn questions(self, questions: impl IntoIterator<Item = Question>) -> Self {
        self.with(|terms| terms.questions = questions.into_iter().collect())
    }

    /// The field of expertise.
    pub fn domain(self, domain: &str) -> Self {
        self.with(|terms| terms.domain = domain.into())
    }

    /// URI of the manifest.
    pub fn manifest(self, uri: &str) -> Self {
        self.with(|terms| terms.manifest.uri = uri.into())
    }

    /// Price of a label.
    pub fn price(self, price: u128) -> Self {
        self.with(|terms| terms.price = price.into())
    }

    /// In what it pays, and in what seats are staked.
    pub fn denom(self, denom: Denom) -> Self {
        self.with(|terms| {
            terms.denom = denom.clone();
            terms.seat_stake.denom = denom;
        })
    }

    /// Seats of an item.
    pub fn overlap(self, seats: u8) -> Self {
        let min = seats;
        let max = seats;
        self.with(|terms| terms.overlap = Overlap { min, max })
    }

    /// Sealed waves: a reading key, the number of waves, and the seats of an item in all of them.
    pub fn waves(self, waves: u8, seats: u8) -> Self {
        self.with(|terms| {
            terms.reading_key = Some(HexBinary::from([5; 32].as_slice()));
            terms.max_waves = waves;
            terms.overlap.max = seats;
        })
    }

    /// Gold.
    pub fn gold(self, gold: GoldTerms) -> Self {
        self.with(|terms| terms.gold = Some(gold))
    }

    /// Each item may be decided about so often, by challenges within an hour each; panels have three seats, one fewer
    /// than tasks.
    pub fn challengeable(self, max: u8) -> Self {
        self.with(|terms| {
            terms.challenge = Some(ChallengeTerms {
                window_seconds: 3_600,
                panel_seats: 3,
                panel_mass: 20,
                max,
            });
            terms.windows.fill_seconds = terms.windows.fill_seconds.max(3_600);
            if terms.overlap.min < 4 {
                terms.overlap.min = 4;
                terms.overlap.max = terms.overlap.max.max(4);
            }
        })
    }

    /// Stake of a seat, in the campaign's denom.
    pub fn stake(self, amount: u128) -> Self {
        self.with(|terms| terms.seat_stake.amount = amount.into())
    }

    /// Stake of a seat in a denom of its own.
    pub fn stake_in(self, denom: Denom, amount: u128) -> Self {
        self.with(|terms| {
            let amount = Uint128::new(amount);
            terms.seat_stake = SeatStake { denom, amount };
        })
    }

    /// Tasks open for seats at a time.
    pub fn frontier(self, tasks: u16) -> Self {
        self.with(|terms| terms.frontier = tasks)
    }

    /// Seconds until the first ticket.
    pub fn first_draw_seconds(self, seconds: u32) -> Self {
        self.with(|terms| terms.first_draw_seconds = seconds)
    }

    /// Seconds from one opening of seats to the next.
    pub fn opening_seconds(self, seconds: u32) -> Self {
        self.with(|terms| terms.windows.opening_seconds = seconds)
    }

    /// Seconds from its round on in which a ticket can be drawn.
    pub fn ticket_seconds(self, seconds: u32) -> Self {
        self.with(|terms| terms.windows.ticket_seconds = seconds)
    }

    /// Fill, commit and reveal windows in seconds.
    pub fn windows(self, fill: u32, commit: u32, reveal: u32) -> Self {
        self.with(|terms| {
            terms.windows = Windows {
                fill_seconds: fill,
                commit_seconds: commit,
                reveal_seconds: reveal,
                ..terms.windows.clone()
            }
        })
    }

    /// Seconds from creation to the end.
    pub fn ends_in(mut self, seconds: u64) -> Self {
        self.ends_in = seconds;
        self
    }

    /// Accounts of the requester.
    pub fn related(self, accounts: &[&Addr]) -> Self {
        self.with(|terms| terms.related = accounts.iter().map(ToString::to_string).collect())
    }

    /// Who may take seats.
    pub fn eligibility(self, eligibility: Eligibility) -> Self {
        self.with(|terms| terms.eligibility = eligibility)
    }

    /// Issuers of whom one must vouch.
    pub fn issuers(self, issuers: &[&Addr]) -> Self {
        let issuers = issuers.iter().map(ToString::to_string).collect();
        self.with(|terms| terms.eligibility.issuers = issuers)
    }

    /// Most seats of a task for newcomers.
    pub fn newcomer_seats(self, seats: u8) -> Self {
        self.with(|terms| terms.eligibility.newcomer_seats = Some(seats))
    }

    /// Skill that earns nothing, and skill that earns the full price, basis points.
    pub fn pay(self, floor: u16, full: u16) -> Self {
        let floor = Bps::new(floor);
        let full = Bps::new(full);
        self.with(|terms| terms.pay = PayTerms { floor, full })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_pass_every_check() {
        assert_eq!(terms(4, 45, 7).check(GENESIS), Ok(()));
        assert_eq!(campaign().into_terms(GENESIS).check(GENESIS), Ok(()));
        let large = campaign().items(100_000).page(5_000).overlap(5);
        assert_eq!(large.into_terms(GENESIS).check(GENESIS), Ok(()));
    }
}
