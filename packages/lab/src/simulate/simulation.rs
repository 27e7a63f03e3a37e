//! Campaigns in which a population labels, round by round.

use std::{collections::BTreeMap, path::Path};

use anyhow::{bail, Context, Result};
use pasar_common::{
    ratio::Bps,
    reputation_staking::Slashed,
    task_registry::{CampaignStatus, Phase, SeatStatus},
};
use pasar_testkit::{campaign, emitted, GoldBook, Market, DOMAIN};
use pasar_truth::{
    asking::WAVES,
    plurality,
    rows::{self, Row},
};
use rand::{rngs::StdRng, seq::SliceRandom, SeedableRng};

use super::{
    outcome::{Account, Outcome},
    population::{Kind, World},
    reader,
    report::Accuracy,
};

/// Rounds in which nobody gets a seat, after which time ends a campaign.
const DRY_ROUNDS: u32 = 3;
/// Tasks open at a time.
const FRONTIER: u16 = 8;
/// Stake of every account, far above what its seats need.
const STAKE: u128 = 1_000_000;
/// Gold items of a task, and most of them of one class.
const GOLD: (usize, usize) = (10, 6);

/// What to simulate.
pub struct Options<'a> {
    /// Table of labels.
    pub labels: &'a Path,
    /// Table of the truth.
    pub truth: &'a Path,
    /// Spammers' share of the accounts, and so of the labels.
    pub spam: f64,
    /// Tasks.
    pub pages: usize,
    /// Items of a task, about.
    pub page: usize,
    /// Seats of an item, where there are enough labelers.
    pub seats: usize,
    /// What decides everything random.
    pub seed: u64,
    /// Where to write JSON.
    pub json: &'a Path,
}

/// How many seats an item gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seats {
    /// So many.
    Fixed(usize),
    /// A few, and more where the margin is thin.
    Waves,
}

/// A campaign in progress.
struct Simulation<'a> {
    world: &'a World,
    kind: Option<Kind>,
    market: Market,
    accounts: Vec<Account>,
    seats: Seats,
    /// Items of a task that are wanted, and that this campaign's tasks have.
    page_size: usize,
    page: usize,
    /// Items of the campaign, in its order.
    items: Vec<usize>,
    campaign: u32,
    gold: Option<GoldBook>,
    slashed: usize,
    sums: Sums,
    rng: StdRng,
}

/// Sums over campaigns.
#[derive(Default)]
struct Sums {
    items: usize,
    labels: u64,
    verdict_right: usize,
    votes_right: usize,
}

/// Runs one population until all pages are labeled.
pub fn simulate(
    world: &World,
    kind: Option<Kind>,
    seats: Seats,
    options: &Options<'_>,
) -> Result<Outcome> {
    let mut market = Market::builder().checks(false).seed(options.seed).build();
    let accounts = people(&mut market, world, kind, options.spam)?;
    let mut simulation = Simulation {
        world,
        kind,
        market,
        seats,
        accounts,
        page_size: options.page,
        page: 0,
        items: vec![],
        campaign: 0,
        gold: None,
        slashed: 0,
        sums: Sums::default(),
        rng: StdRng::seed_from_u64(options.seed),
    };
    // A data set that is too small for all pages is labeled again, cut otherwise.
    let mut left = options.pages;
    while left > 0 {
        left -= simulation.open(left)?.min(left);
        simulation.work()?;
        simulation.collect()?;
    }
    Ok(simulation.outcome())
}

/// The honest labelers, and as many spammers as make up their share.
fn people(
    market: &mut Market,
    world: &World,
    kind: Option<Kind>,
    share: f64,
) -> Result<Vec<Account>> {
    let honest = world.labelers.len();
    let spammers = match kind {
        None => 0,
        Some(_) => (honest as f64 * share / (1.0 - share)).round() as usize,
    };
    let mut accounts = Vec::new();
    for n in 0..honest + spammers {
        let address = market.account(&format!("account {n}"));
        market.bond(&address, STAKE)?;
        accounts.push(Account {
            address,
            honest: (n < honest).then_some(n),
            labels: 0,
            right: 0,
            pay: 0,
            rate: 0.0,
            caught: false,
        });
    }
    Ok(accounts)
}

/// Ten gold items of every page that has room for them, at most six of one class.
fn book(world: &World, items: &[usize], page: usize) -> GoldBook {
    let (wanted, most) = GOLD;
    let of_page = |page: &[usize]| -> Vec<(u16, u8)> {
        let mut of_class: BTreeMap<u8, usize> = BTreeMap::new();
        let mut gold = Vec::new();
        for (n, item) in page.iter().enumerate() {
            let class = world.truth[*item];
            let count = of_class.entry(class).or_default();
            if gold.len() < wanted && *count < most {
                *count += 1;
                gold.push((n as u16, class));
            }
        }
        gold
    };
    GoldBook::new(&items.chunks(page).map(of_page).collect::<Vec<_>>())
}

impl Simulation<'_> {
    /// Opens a campaign of at most `pages` pages. Returns how many it has.
    fn open(&mut self, pages: usize) -> Result<usize> {
        let all = self.world.truth.len();
        let pages = pages.min((all / self.page_size).max(1));
        let mut items: Vec<usize> = (0..all).collect();
        items.shuffle(&mut self.rng);
        if pages < all / self.page_size {
            items.truncate(pages * self.page_size);
        }
        // All of one size, so that none is too small for gold.
        self.page = items.len() / pages;
        items.truncate(pages * self.page);
        if self.kind == Some(Kind::RingGold) {
            items = self.dealt(items);
        }
        self.items = items;
        self.gold =
            (self.kind == Some(Kind::RingGold)).then(|| book(self.world, &self.items, self.page));
        let mut terms = campaign()
            .items(self.items.len() as u32)
            .page(self.page as u32)
            .classes(self.world.classes)
            .frontier(self.frontier());
        let most = self.world.labelers.len();
        terms = match self.seats {
            Seats::Fixed(seats) => terms.overlap(seats.min(most) as u8),
            Seats::Waves => {
                let all = WAVES
                    .iter()
                    .map(|seats| usize::from(*seats))
                    .sum::<usize>()
                    .min(most);
                terms.overlap(WAVES[0]).waves(4, all as u8)
            }
        };
        if let Some(book) = &self.gold {
            terms = terms.gold(book.terms(0));
        }
        // Each campaign has a requester of its own: what one shows against a labeler is bounded.
        let requester = format!("requester {}", self.campaign.saturating_add(1));
        let requester = self.market.account(&requester);
        self.campaign = self.market.create(&requester, terms)?;
        Ok(pages)
    }

    /// Tasks open at a time: no more than all accounts together can fill, who hold two seats each.
    fn frontier(&self) -> u16 {
        let seats = match self.seats {
            Seats::Fixed(seats) => seats,
            Seats::Waves => WAVES.iter().map(|seats| usize::from(*seats)).sum(),
        };
        let full = 2 * self.world.labelers.len() / seats.max(1);
        u16::try_from(full).unwrap_or(FRONTIER).clamp(1, FRONTIER)
    }

    /// The items dealt to the pages class by class: a requester sees to it that every page has gold of
    /// more than one class.
    fn dealt(&self, mut items: Vec<usize>) -> Vec<usize> {
        items.sort_by_key(|item| self.world.truth[*item]);
        let pages = items.len() / self.page;
        let mut dealt = Vec::new();
        for page in 0..pages {
            dealt.extend(items.iter().skip(page).step_by(pages));
        }
        dealt
    }

    /// Rounds of tickets, draws and seals, until the campaign is closed.
    fn work(&mut self) -> Result<()> {
        self.market.wait_until_open(self.campaign);
        let mut dry = 0;
        for _ in 0..100_000 {
            if self.market.campaign(self.campaign).status == CampaignStatus::Closed {
                return Ok(());
            }
            // What has just opened is for tickets of later blocks.
            self.market.next_block();
            let mut order: Vec<usize> = (0..self.accounts.len()).collect();
            order.shuffle(&mut self.rng);
            let seated = self.seat(&order)?;
            let finished = self.finish_full()?;
            dry = if seated || finished { 0 } else { dry + 1 };
            if dry == DRY_ROUNDS {
                // Nobody is left who may sit in what is open: time ends it.
                self.market.drive_to_close(self.campaign)?;
            }
        }
        bail!("campaign {} does not end", self.campaign);
    }

    /// Everybody takes the tickets they may, is drawn in the next block, and seals at once. Tells
    /// whether anybody got a seat.
    fn seat(&mut self, order: &[usize]) -> Result<bool> {
        let id = self.campaign;
        for &n in order {
            let account = self.accounts[n].address.clone();
            let room = self.market.room(id, &account);
            // A suspended account takes no seats: its claim is refused.
            if room > 0 && self.market.claim(&account, id, room as u8).is_err() {
                self.accounts[n].caught = true;
            }
        }
        self.market.next_block();
        let mut seated = false;
        for &n in order {
            let account = self.accounts[n].address.clone();
            if self.market.ticket(id, &account).ticket.is_some() {
                self.market.draw(&account, id, &account)?;
            }
            for task in self.market.drawn(id, &account) {
                let row = self.row(n, task);
                self.market.commit(&account, id, task, &row)?;
                seated = true;
            }
        }
        Ok(seated)
    }

    /// The items of a task, by index in the world.
    fn page(&self, task: u32) -> Vec<usize> {
        let pages: Vec<&[usize]> = self.items.chunks(self.page).collect();
        pages[task as usize].to_vec()
    }

    /// What an account says of a task's items.
    fn row(&mut self, n: usize, task: u32) -> Vec<u8> {
        let page = self.page(task);
        let public = match self.kind {
            Some(Kind::Copying) if self.accounts[n].honest.is_none() => self.public(task),
            _ => None,
        };
        let world = self.world;
        let rng = &mut self.rng;
        let row: Vec<u8> = page
            .iter()
            .enumerate()
            .map(
                |(place, &item)| match (self.accounts[n].honest, self.kind) {
                    (Some(labeler), _) => world.honest(labeler, item, rng),
                    (None, Some(kind)) => {
                        let seen = public
                            .as_ref()
                            .and_then(|labels| labels.get(place).copied());
                        world.spam(kind, item, seen, rng)
                    }
                    (None, None) => 0,
                },
            )
            .collect();
        let right = row.iter().zip(&page);
        let right = right.filter(|(label, item)| **label == world.truth[**item]);
        // A seat of a later wave gives some of them only; its accuracy is that of all.
        self.accounts[n].labels += row.len() as u64;
        self.accounts[n].right += right.count() as u64;
        row
    }

    /// What anybody can see of a task's labels: those of a revealed seat. While a task takes seats
    /// that is nothing, as all its seals are closed.
    fn public(&self, task: u32) -> Option<Vec<u8>> {
        let seats = self.market.seats(self.campaign, task);
        let open = seats
            .iter()
            .find(|seat| seat.status == SeatStatus::Revealed)?;
        self.market.revealed(self.campaign, task, &open.labeler)
    }

    /// Reveals, resolves and settles every task whose seats are all sealed. Tells whether any was.
    fn finish_full(&mut self) -> Result<bool> {
        let id = self.campaign;
        let crank = self.market.account("crank");
        let mut finished = false;
        for slot in self.market.frontier(id).tasks {
            let task = slot.task;
            let seats = self.market.seats(id, task);
            let sealed = seats
                .iter()
                .filter(|seat| seat.status == SeatStatus::Sealed);
            let header = self.market.task(id, task);
            if sealed.count() < usize::from(header.seats_wanted) {
                continue;
            }
            if self.seats == Seats::Waves
                && reader::asks_again(&mut self.market, id, &header, self.world.classes)?
            {
                finished = true;
                continue;
            }
            self.market.reveal_tasks(&crank, id, &[task])?;
            if let Some(book) = &self.gold {
                let requester = self.market.campaign(id).requester;
                let opening = book.opening(task);
                self.market.open_gold(&requester, id, &[opening])?;
            }
            self.market.resolve(&crank, id, &[task])?;
            let settled = self.market.settle(&crank, id, &[task])?;
            let staking = self.market.staking.clone();
            for slashed in emitted::<Slashed>(&settled, &staking) {
                self.slash(&slashed.labeler);
            }
            self.vote(task)?;
            finished = true;
        }
        Ok(finished)
    }

    fn slash(&mut self, labeler: &str) {
        let own = self
            .accounts
            .iter_mut()
            .find(|account| account.address.as_str() == labeler);
        if let Some(account) = own {
            account.caught = true;
            self.slashed += usize::from(account.honest.is_some());
        }
    }

    /// What a plain vote would have said.
    fn vote(&mut self, task: u32) -> Result<()> {
        let page = self.page(task);
        let seats = self.market.seats(self.campaign, task);
        let rows: Vec<Row> = seats
            .iter()
            .filter_map(|seat| self.market.remembered(self.campaign, task, &seat.labeler))
            .map(|work| Row::of_all(work.labels.clone()))
            .collect();
        let votes = plurality(self.world.classes, page.len(), &rows::seats(&rows));
        let right = votes.iter().zip(&page);
        self.sums.votes_right += right
            .filter(|(vote, item)| **vote == self.world.truth[**item])
            .count();
        Ok(())
    }

    /// Adds the scores and the accuracy of a campaign.
    fn collect(&mut self) -> Result<()> {
        let id = self.campaign;
        for task in 0..self.market.campaign(id).tasks {
            // Where too few sealed before time was over there is no verdict.
            if self.market.task(id, task).phase != Phase::Settled {
                continue;
            }
            let verdict = self.market.verdict(id, task);
            let page = self.page(task);
            let same = verdict.labels.iter().zip(&page);
            self.sums.verdict_right += same
                .filter(|(label, item)| **label == self.world.truth[**item])
                .count();
            self.sums.items += page.len();
            for score in verdict.scores {
                let mut accounts = self.accounts.iter_mut();
                let account = accounts.find(|account| account.address == score.labeler);
                let account = account.context("a stranger was scored")?;
                let share = f64::from(score.rate.get()) / f64::from(Bps::WHOLE.get());
                account.pay += score.pay.u128();
                account.rate += f64::from(score.labels) * share;
            }
        }
        self.sums.labels += self.market.ledger(id).labels;
        Ok(())
    }

    fn outcome(mut self) -> Outcome {
        for account in &mut self.accounts {
            account.caught |= self.market.skill(&account.address, DOMAIN).suspended;
        }
        let honest = self
            .accounts
            .iter()
            .filter(|account| account.honest.is_some());
        let honest = honest.count().max(1) as f64;
        let items = self.sums.items.max(1) as f64;
        Outcome {
            accuracy: Accuracy {
                verdict: self.sums.verdict_right as f64 / items,
                plurality: self.sums.votes_right as f64 / items,
            },
            slashed: self.slashed as f64 / honest,
            labels_per_item: self.sums.labels as f64 / items,
            accounts: self.accounts,
        }
    }
}
