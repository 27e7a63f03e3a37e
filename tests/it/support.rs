//! What most tests begin with.

use std::ops::{Deref, DerefMut};

use cosmwasm_std::Addr;
use pasar_common::task_registry::{Phase, TaskResponse};
pub use pasar_drand::noise::mix as noise;
use pasar_testkit::{CampaignBuilder, IntoTerms, Market, Row};
use task_registry::{
    error::{SeatError, TaskError},
    ContractError,
};

/// Stake of every labeler of a stage.
pub const STAKE: u128 = 1_000_000;
/// Labels that are right for every item of a stage.
pub const RIGHT: u32 = u32::MAX;

/// A class for every item: the true one, but where `wrong` divides the item's number.
pub fn labels(items: u32, classes: u8, wrong: u32) -> Vec<u8> {
    let truth = |item: u32| (item * 7 % u32::from(classes)) as u8;
    (0..items)
        .map(|item| {
            if (item + 1).is_multiple_of(wrong) {
                (truth(item) + 1) % classes
            } else {
                truth(item)
            }
        })
        .collect()
}

/// Labels that have nothing to do with the items.
pub fn noisy_labels(items: u32, classes: u8, seed: u64) -> Vec<u8> {
    let label = |item| (noise(seed << 20 | u64::from(item)) % u64::from(classes)) as u8;
    (0..items).map(label).collect()
}

/// Labels of somebody who looks: right for about `accuracy` percent of the items.
pub fn honest_labels(items: u32, classes: u8, accuracy: u64, seed: u64) -> Vec<u8> {
    let truth = labels(items, classes, RIGHT);
    let errs = |item: u64| noise(seed << 24 | item) % 100 >= accuracy;
    let other = |item: u64| 1 + (noise(seed << 24 | 1 << 23 | item) % u64::from(classes - 1)) as u8;
    (0u64..)
        .zip(truth)
        .map(|(item, label)| {
            if errs(item) {
                (label + other(item)) % classes
            } else {
                label
            }
        })
        .collect()
}

/// A market with a campaign that takes tickets, a requester, staked labelers and a crank.
pub struct Stage {
    market: Market,
    pub requester: Addr,
    pub labelers: Vec<Addr>,
    pub crank: Addr,
    pub campaign: u32,
}

impl Deref for Stage {
    type Target = Market;

    fn deref(&self) -> &Market {
        &self.market
    }
}

impl DerefMut for Stage {
    fn deref_mut(&mut self) -> &mut Market {
        &mut self.market
    }
}

impl Stage {
    #[track_caller]
    pub fn new(labelers: usize, terms: CampaignBuilder) -> Self {
        Self::on(Market::new(), labelers, terms)
    }

    #[track_caller]
    pub fn on(mut market: Market, labelers: usize, terms: CampaignBuilder) -> Self {
        let requester = market.account("requester");
        let crank = market.account("crank");
        let labelers = market.labelers(labelers, STAKE);
        let campaign = market.create(&requester, terms).unwrap();
        market.wait_until_open(campaign);
        Self {
            market,
            requester,
            labelers,
            crank,
            campaign,
        }
    }

    /// The market, for its verbs that the stage has under the same name.
    pub fn market(&mut self) -> &mut Market {
        &mut self.market
    }

    /// The registry.
    pub fn address_of_registry(&self) -> Addr {
        self.market.registry.clone()
    }

    /// The reward token.
    pub fn address_of_token(&self) -> Addr {
        self.market.token.clone()
    }

    /// Another campaign of the same requester.
    #[track_caller]
    pub fn again(&mut self, terms: impl IntoTerms) {
        self.campaign = self.market.create(&self.requester, terms).unwrap();
        self.market.wait_until_open(self.campaign);
    }

    pub fn first(&self) -> TaskResponse {
        self.task(self.campaign, 0)
    }

    pub fn phase(&self) -> Phase {
        self.first().phase
    }

    /// The deadline of the first task's phase.
    pub fn deadline(&self) -> u64 {
        self.first().deadline.unwrap().seconds()
    }

    /// The n-th labeler gets a seat of the first task.
    #[track_caller]
    pub fn drawn(&mut self, n: usize) {
        if self.first().wave > 0 {
            // The seats of a wave are for tickets of later blocks.
            self.market.next_block();
        }
        let labeler = self.labelers[n].clone();
        let campaign = self.campaign;
        assert_eq!(self.market.seat(&labeler, campaign, 1), [0]);
    }

    /// The n-th labeler seals labels for the first task, right but for every 10th or so.
    #[track_caller]
    pub fn sealed(&mut self, n: usize) {
        let row = self.row(n);
        self.drawn(n);
        let labeler = self.labelers[n].clone();
        let campaign = self.campaign;
        self.market.commit(&labeler, campaign, 0, &row).unwrap();
    }

    #[track_caller]
    pub fn revealed(&mut self, n: usize) {
        let (labeler, campaign, crank) =
            (self.labelers[n].clone(), self.campaign, self.crank.clone());
        self.market
            .reveal(&crank, campaign, &[(0, &labeler)])
            .unwrap();
    }

    /// What the n-th labeler says of the items of the first task.
    pub fn row(&self, n: usize) -> Vec<u8> {
        let terms = self.market.campaign(self.campaign).terms;
        labels(terms.page, terms.classes().len() as u8, 9 + 4 * n as u32)
    }

    /// Rows of the first labelers for [`Market::finish_task`] and its like.
    pub fn rows(&self, count: usize) -> Vec<Row> {
        let row = |n: usize| (self.labelers[n].clone(), self.row(n));
        (0..count).map(row).collect()
    }

    /// The crank's message about the first task.
    pub fn advance(&mut self) -> anyhow::Result<()> {
        let crank = self.crank.clone();
        let campaign = self.campaign;
        self.market.advance(&crank, campaign, &[0]).map(|_| ())
    }

    pub fn resolve(&mut self) -> anyhow::Result<()> {
        let crank = self.crank.clone();
        let campaign = self.campaign;
        self.market.resolve(&crank, campaign, &[0]).map(|_| ())
    }

    pub fn settle(&mut self) -> anyhow::Result<()> {
        let crank = self.crank.clone();
        let campaign = self.campaign;
        self.market.settle(&crank, campaign, &[0]).map(|_| ())
    }

    pub fn past_fill(&mut self) {
        self.market.past_fill_window(self.campaign);
    }

    pub fn past_ticket_window(&mut self) {
        self.market.past_ticket_window(self.campaign);
    }

    pub fn past_commit(&mut self) {
        self.market.past_commit_window(self.campaign);
    }

    pub fn past_reveal(&mut self) {
        self.market.past_reveal_window(self.campaign);
    }

    /// What the n-th labeler has staked.
    pub fn staked(&self, n: usize) -> u128 {
        self.stake(&self.labelers[n]).staked.u128()
    }

    /// What the n-th labeler is paid in the campaign.
    pub fn paid(&self, n: usize) -> u128 {
        self.holder(self.campaign, &self.labelers[n]).shares.u128()
    }

    pub fn refunded(&self) -> u128 {
        self.ledger(self.campaign).refunded.u128()
    }
}

/// The reason for which the registry refuses something about a task.
#[track_caller]
pub fn task_error<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> TaskError {
    use pasar_testkit::Refused;
    match outcome.refused_as::<ContractError>() {
        ContractError::Task { reason, .. } => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

/// The reason for which the registry refuses something about a seat.
#[track_caller]
pub fn seat_error<T: std::fmt::Debug>(outcome: anyhow::Result<T>) -> SeatError {
    use pasar_testkit::Refused;
    match outcome.refused_as::<ContractError>() {
        ContractError::Seat { reason, .. } => reason,
        other => panic!("refused otherwise: {other}"),
    }
}

impl Stage {
    /// A campaign that is settled and closed, with shares of the first three labelers.
    #[track_caller]
    pub fn closed(terms: CampaignBuilder) -> Self {
        Self::closed_on(Market::new(), terms)
    }

    /// The same on a market of its own.
    #[track_caller]
    pub fn closed_on(market: Market, terms: CampaignBuilder) -> Self {
        let mut stage = Self::on(market, 3, terms);
        stage.complete();
        stage
    }

    /// The first three labelers carry the campaign to its close.
    #[track_caller]
    pub fn complete(&mut self) {
        (0..3).for_each(|n| self.sealed(n));
        (0..3).for_each(|n| self.revealed(n));
        self.resolve().unwrap();
        self.settle().unwrap();
    }
}
