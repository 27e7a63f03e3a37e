//! Rule: whatever people do, all invariants hold after every message, the campaign and its challenges end by time and
//! strangers alone, nobody's stake stays exposed, and everybody gets out what is theirs. A random walk over everything
//! at once: waves, gold true and false, panels, stakes in reward tokens, campaigns in tokens, transfers of shares,
//! royalties, epochs.
//!
//! `WALK_FROM` and `WALK_COUNT` name the worlds; a few of them are walked with every test.

use cosmwasm_std::Addr;
use cw20::Denom;
use pasar_common::task_registry::{
    ChallengeStatus, Phase, SeatStatus, TaskResponse, MIN_CHALLENGED_ITEMS,
};
use pasar_testkit::{campaign, denom, offer, CampaignBuilder, GoldBook, Market, Row};

use crate::support::{honest_labels, labels, noise, noisy_labels, RIGHT};

/// People who label; the last six have a record.
const PEOPLE: usize = 10;
/// Messages and waits of a walk.
const STEPS: usize = 400;

/// What a walk came to.
#[derive(Default)]
struct Tally {
    done: u32,
    refused: u32,
    decided: u64,
}

struct Walk {
    market: Market,
    state: u64,
    requester: Addr,
    crank: Addr,
    who: Vec<Addr>,
    dollar: Denom,
    token: Denom,
    campaign: u32,
    tasks: u32,
    gold: Option<GoldBook>,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut builder = Market::builder().seed(seed).min_fee_stake(1);
        for n in 0..PEOPLE {
            builder = builder.token_balance(&format!("labeler {n}"), 10_000_000);
        }
        let mut market = builder.build();
        let requester = market.account("requester");
        let crank = market.account("crank");
        let who: Vec<Addr> = (0..PEOPLE)
            .map(|n| market.account(&format!("labeler {n}")))
            .collect();
        let rich: Vec<(&Addr, u128)> = who
            .iter()
            .chain([&requester, &crank])
            .map(|account| (account, 1_000_000_000_000))
            .collect();
        let dollar = market.new_allowed_token("USD", &rich);
        let token = market.token_denom();
        for labeler in &who {
            market.bond(labeler, 200_000).unwrap();
            market.bond_tokens(labeler, 200_000).unwrap();
            market.bond_in(labeler, &dollar, 200_000).unwrap();
        }
        for experts in [4..7, 7..10, 4..7, 7..10] {
            let rows: Vec<Row> = experts
                .map(|n| (who[n].clone(), labels(60, 3, RIGHT)))
                .collect();
            market.run_single(&requester, campaign(), &rows);
        }
        let mut walk = Self {
            market,
            state: seed << 32,
            requester,
            crank,
            who,
            dollar,
            token,
            campaign: 0,
            tasks: 0,
            gold: None,
        };
        walk.open();
        walk
    }

    fn next(&mut self, below: u64) -> u64 {
        self.state += 1;
        noise(self.state) % below
    }

    /// One time in so many.
    fn once_in(&mut self, times: u64) -> bool {
        self.next(times) == 0
    }

    fn anybody(&mut self) -> Addr {
        let n = self.next(PEOPLE as u64);
        self.who[n as usize].clone()
    }

    /// A campaign of any kind.
    fn open(&mut self) {
        let items = 50 + self.next(120) as u32;
        let page = (50 + self.next(30) as u32).min(items);
        self.tasks = items.div_ceil(page);
        let overlap = 3 + self.next(3) as u8;
        let frontier = 1 + self.next(3) as u16;
        let mut terms = campaign().items(items).page(page).overlap(overlap);
        terms = terms.frontier(frontier);
        let in_dollars = self.once_in(3);
        if in_dollars {
            terms = terms.denom(self.dollar.clone());
        }
        let stake = 12_000 + 11_111 * u128::from(self.next(3));
        terms = if self.once_in(3) {
            terms.stake_in(self.token.clone(), stake)
        } else {
            terms.stake(stake)
        };
        if self.once_in(2) {
            terms = terms.waves(3, overlap + 3);
        }
        if !self.once_in(6) {
            let max = 1 + self.next(3) as u8;
            terms = terms.challengeable(max);
        }
        terms = self.with_gold(terms, page);
        let royalties = if in_dollars {
            denom()
        } else {
            self.dollar.clone()
        };
        let terms = terms.with(|terms| {
            terms.shares.transferable = true;
            terms.shares.royalty_denoms = vec![royalties];
        });
        self.campaign = self.market.create(&self.requester, terms).unwrap();
        self.market.wait_until_open(self.campaign);
    }

    /// Half of the campaigns have gold, a third of it false.
    fn with_gold(&mut self, terms: CampaignBuilder, page: u32) -> CampaignBuilder {
        let lie = u8::from(self.once_in(3));
        if self.once_in(2) {
            return terms;
        }
        let right = labels(page, 3, RIGHT);
        let gold: Vec<(u16, u8)> = (0..10u16)
            .map(|item| (item, (right[usize::from(item)] + lie) % 3))
            .collect();
        let book = GoldBook::new(&vec![gold; self.tasks as usize]);
        let terms = terms.gold(book.terms(5_000));
        self.gold = Some(book);
        terms
    }

    /// What somebody says of so many items: noise, nothing, one class, or more or less the truth.
    fn row(&mut self, items: u32) -> Vec<u8> {
        let seed = self.next(1_000);
        match self.next(8) {
            0 => noisy_labels(items, 3, seed),
            1 => vec![pasar_truth::NONE; items as usize],
            2 => vec![1; items as usize],
            n => honest_labels(items, 3, 60 + 5 * n, seed),
        }
    }

    /// Tries something; returns whether it went through.
    fn step(&mut self) -> bool {
        let task = self.next(self.tasks.into()) as u32;
        match self.next(30) {
            0..=11 => self.work(),
            12..=20 => self.turn(task),
            21..=25 => self.appeal(task),
            26 | 27 => self.money(),
            _ => {
                self.wait();
                true
            }
        }
    }

    /// A labeler does something of their own.
    fn work(&mut self) -> bool {
        let id = self.campaign;
        // Mostly the first five, so that others are left who may judge.
        let n = if self.once_in(12) {
            self.next(PEOPLE as u64)
        } else {
            self.next(5)
        };
        let labeler = self.who[n as usize].clone();
        match self.next(18) {
            0..=3 => {
                let seats = self.next(3) as u8;
                self.market.claim(&labeler, id, seats).is_ok()
            }
            11..=16 => self.label(&labeler),
            4..=6 => self.market.draw(&self.crank, id, &labeler).is_ok(),
            7..=10 => self.seal(&labeler),
            _ => {
                let drawn = self.market.drawn(id, &labeler);
                self.market.release(&labeler, id, &drawn).is_ok()
            }
        }
    }

    /// A labeler takes a ticket, waits for its round, and seals what they are drawn into.
    fn label(&mut self, labeler: &Addr) -> bool {
        let id = self.campaign;
        if self.market.claim(labeler, id, 1).is_err() {
            return false;
        }
        self.market.wait_for_round(id, labeler);
        drop(self.market.claim(labeler, id, 0));
        self.seal(labeler)
    }

    /// A labeler seals a page that they were drawn into.
    fn seal(&mut self, labeler: &Addr) -> bool {
        let id = self.campaign;
        let drawn = self.market.drawn(id, labeler);
        let Some(&task) = drawn.first() else {
            return false;
        };
        let items = self.market.task(id, task).items;
        let row = self.row(items);
        self.market.commit(labeler, id, task, &row).is_ok()
    }

    /// Somebody moves a task.
    fn turn(&mut self, task: u32) -> bool {
        let id = self.campaign;
        match self.next(10) {
            0..=2 => {
                let sealed = self.market.task(id, task).phase != Phase::Fresh;
                sealed && self.market.reveal_tasks(&self.crank, id, &[task]).is_ok()
            }
            3 => self.market.advance(&self.crank, id, &[task]).is_ok(),
            4 => {
                let Some(book) = &self.gold else { return false };
                let opening = book.opening(task);
                self.market
                    .open_gold(&self.requester, id, &[opening])
                    .is_ok()
            }
            5 | 6 => self.market.resolve(&self.crank, id, &[task]).is_ok(),
            7 => self.market.settle(&self.crank, id, &[task]).is_ok(),
            8 => self.market.close(&self.requester, id, &[task]).is_ok(),
            _ => {
                let items = self.market.task(id, task).items;
                let half = |item: &u32| item.is_multiple_of(2) || *item < 50;
                let named: Vec<u32> = (0..items).filter(half).collect();
                let seats = 1 + self.next(3) as u8;
                let place = (id, task);
                let asked = self.market.ask_wave(&self.requester, place, &named, seats);
                asked.is_ok()
            }
        }
    }

    /// Challenges where there is a verdict, and moves what is challenged.
    fn appeal(&mut self, task: u32) -> bool {
        let id = self.campaign;
        let tasks = self.market.tasks(id);
        if let Some(live) = tasks.iter().find(|task| task.challenged) {
            let task = live.task;
            return self.panel(task);
        }
        let decided = |phase| matches!(phase, Phase::Resolved | Phase::Settled);
        let resolved = tasks.iter().find(|task| decided(task.phase));
        let task = resolved.map_or(task, |resolved| resolved.task);
        let items = self.market.task(id, task).items;
        let least = MIN_CHALLENGED_ITEMS.min(items);
        let named: Vec<u32> = (0..items)
            .filter(|item| *item < least || self.once_in(3))
            .collect();
        if self.market.campaign(id).terms.challenge.is_none() || !decided(phase_of(&tasks, task)) {
            let tried = self
                .market
                .challenge_with(&self.crank, (id, task), &named, 1);
            return tried.is_ok();
        }
        self.market
            .challenge(&self.crank, (id, task), &named)
            .is_ok()
    }

    /// People register, sit, seal, open and decide, most of them.
    fn panel(&mut self, task: u32) -> bool {
        let id = self.campaign;
        let live = self.market.last_challenge(id, task);
        let mut done = false;
        let deadline = live.deadline.seconds();
        if live.status == ChallengeStatus::Seating
            && self.market.now() < deadline
            && self.once_in(2)
        {
            self.market.pass_to(deadline);
        }
        for labeler in self.who.clone() {
            if self.once_in(4) {
                continue;
            }
            done |= match live.status {
                ChallengeStatus::Registering => self.market.register(&labeler, id, task).is_ok(),
                ChallengeStatus::Seating => self.sit_and_seal(&labeler, task),
                _ => false,
            };
        }
        if self.once_in(2) {
            let seats = self.market.panel(id, task, live.challenge);
            let sealed = |status| matches!(status, SeatStatus::Sealed | SeatStatus::Revealed);
            let sealed: Vec<Addr> = seats
                .into_iter()
                .filter(|seat| sealed(seat.status))
                .map(|seat| seat.labeler)
                .collect();
            let most = if self.once_in(4) { 2 } else { sealed.len() };
            let sealed: Vec<&Addr> = sealed.iter().take(most).collect();
            done |= self
                .market
                .reveal_panel(&self.crank, (id, task), &sealed)
                .is_ok();
        }
        if !self.once_in(3) {
            let seconds = 600 + self.next(1_500);
            self.market.pass(seconds);
        }
        done | self.market.advance_panel(&self.crank, id, task).is_ok()
    }

    fn sit_and_seal(&mut self, labeler: &Addr, task: u32) -> bool {
        let id = self.campaign;
        if self.market.sit(labeler, id, task).is_err() {
            return false;
        }
        if !self.once_in(9) {
            let items = self.market.task(id, task).items;
            let row = self.row(items);
            let sealed = self.market.seal_panel(labeler, (id, task), &row);
            drop(sealed);
        }
        true
    }

    /// Somebody moves stakes, fees, shares, royalties.
    fn money(&mut self) -> bool {
        let id = self.campaign;
        let who = self.anybody();
        let much = 1 + u128::from(self.next(90_000));
        let little = 1 + u128::from(self.next(50));
        let stake = self.market.campaign(id).terms.seat_stake.denom;
        match self.next(11) {
            0 => self.market.withdraw(&who, &[id]).is_ok(),
            1 => self.market.unbond_tokens(&who, much).is_ok(),
            2 => self.market.unbond(&who, much).is_ok(),
            3 => self.market.claim_fees(&who).is_ok(),
            4 => {
                let dollar = self.dollar.clone();
                self.market
                    .pay_royalty_in(&self.crank, id, &dollar, little)
                    .is_ok()
            }
            5 => self.market.pay_royalty(&self.crank, id, little).is_ok(),
            6 => {
                let shares = self.market.holder(id, &who).shares.u128();
                let to = self.anybody();
                self.market
                    .transfer_shares(&who, id, &to, 1 + shares / 2)
                    .is_ok()
            }
            7 => {
                self.market.next_epoch();
                true
            }
            8 => self.market.bond_tokens(&who, much).is_ok(),
            9 => self.market.unregister(&who, &stake).is_ok(),
            _ => self.market.flush_commons(&self.crank).is_ok(),
        }
    }

    fn wait(&mut self) {
        let blocks = 1 + self.next(3);
        match self.next(10) {
            0 => self.market.pass(1_801),
            1 => self.market.pass(3_601),
            2 => self.market.pass(60),
            _ => self.market.blocks(blocks),
        }
    }

    /// Time and strangers alone end everything, and everybody takes out what is theirs.
    fn end(&mut self) -> u64 {
        let id = self.campaign;
        self.market.drive_to_close(id).unwrap();
        for task in 0..self.tasks {
            while self.market.task(id, task).challenged {
                self.market.pass(3_601);
                self.market.advance_panel(&self.crank, id, task).unwrap();
            }
        }
        let denoms = [denom(), self.token.clone(), self.dollar.clone()];
        let stake = self.market.campaign(id).terms.seat_stake.denom;
        for labeler in &self.who {
            drop(self.market.unregister(labeler, &stake));
            for denom in &denoms {
                let exposed = self.market.exposure(labeler, denom).amount;
                assert!(exposed.is_zero(), "{labeler} exposes {exposed} {denom:?}");
            }
        }
        if let Ok(offered) = self.market.offer_license(&self.requester, offer(id, 7)) {
            self.market.buy_license(&self.crank, id, offered).unwrap();
        }
        for account in self.who.iter().chain([&self.requester, &self.crank]) {
            drop(self.market.withdraw(account, &[id]));
            assert!(self.market.holder(id, account).withdrawable.is_zero());
            for denom in &denoms {
                let staked = self.market.stake_in(account, denom).staked.u128();
                if staked > 0 {
                    self.market.unbond_in(account, denom, staked).unwrap();
                }
            }
        }
        assert!(self.market.ledger(id).bonds.is_zero());
        let certificate = self.market.certificate(id);
        u64::from(certificate.challenges_upheld) + u64::from(certificate.challenges_lost)
    }
}

fn phase_of(tasks: &[TaskResponse], index: u32) -> Phase {
    let task = tasks.iter().find(|task| task.task == index);
    task.map_or(Phase::Fresh, |task| task.phase)
}

fn walked(seed: u64, tally: &mut Tally) {
    let mut walk = Walk::new(seed);
    for _ in 0..STEPS {
        if walk.step() {
            tally.done += 1;
        } else {
            tally.refused += 1;
        }
        if walk.once_in(2) {
            walk.market.next_block();
        }
    }
    tally.decided += walk.end();
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn all_invariants_hold_whatever_people_do() {
    let from = number("WALK_FROM").unwrap_or(0);
    let count = number("WALK_COUNT").unwrap_or(8);
    let mut tally = Tally::default();
    for seed in from..from + count {
        println!("world {seed}");
        walked(seed, &mut tally);
    }
    let Tally {
        done,
        refused,
        decided,
    } = tally;
    println!(
        "{count} worlds: {done} messages taken, {refused} refused, {decided} challenges decided"
    );
    assert!(decided > 0, "no panel decided");
}
