//! What is in the middle of every phase is migrated and goes on.

use std::ops::Range;

use cosmwasm_std::{Addr, Empty};
use cw_multi_test::Executor;
use pasar_common::task_registry::{CampaignStatus, Phase};
use pasar_testkit::{campaign, offer, GoldBook, Market, Row};

use crate::support::{labels, RIGHT};

const ITEMS: u32 = 60;

/// Campaigns of the scenario, one for each phase that it stops in.
struct Stopped {
    market: Market,
    people: Vec<Addr>,
    campaigns: Vec<u32>,
}

fn truth() -> Vec<u8> {
    labels(ITEMS, 3, RIGHT)
}

/// Errs on every fifth item, from `n` on, so that some pay is unearned.
fn row(n: usize) -> Vec<u8> {
    let mut row = truth();
    for label in row.iter_mut().skip(n).step_by(5) {
        *label = (*label + 1) % 3;
    }
    row
}

impl Stopped {
    fn new() -> Self {
        let mut market = Market::builder()
            .token_balance("labeler 0", 1_000_000)
            .build();
        let people = market.labelers(10, 10_000_000);
        Self {
            market,
            people,
            campaigns: vec![],
        }
    }

    fn open(&mut self, terms: pasar_testkit::CampaignBuilder) -> u32 {
        let requester = self.market.account("requester");
        let id = self.market.create(&requester, terms).unwrap();
        self.market.wait_until_open(id);
        self.campaigns.push(id);
        id
    }

    fn seal(&mut self, id: u32, n: usize) {
        let who = self.people[n].clone();
        assert_eq!(self.market.seat(&who, id, 1), [0]);
        self.market.commit(&who, id, 0, &row(n)).unwrap();
    }

    fn reveal(&mut self, id: u32, n: usize) {
        let crank = self.market.account("crank");
        let who = self.people[n].clone();
        self.market.reveal(&crank, id, &[(0, &who)]).unwrap();
    }

    fn judged(&mut self, id: u32) {
        (0..4).for_each(|n| self.seal(id, n));
        (0..4).for_each(|n| self.reveal(id, n));
        let crank = self.market.account("crank");
        self.market.resolve(&crank, id, &[0]).unwrap();
    }

    fn challenged(&mut self, id: u32) {
        self.judged(id);
        let challenger = self.market.account("challenger");
        let items: Vec<u32> = (0..10).collect();
        self.market.challenge(&challenger, (id, 0), &items).unwrap();
    }

    /// These register, and time passes until they sit and seal.
    fn paneled(&mut self, id: u32, panelists: Range<usize>) {
        self.challenged(id);
        let panel: Vec<Addr> = self.people[panelists].to_vec();
        for who in &panel {
            self.market.register(who, id, 0).unwrap();
        }
        let deadline = self.market.last_challenge(id, 0).deadline;
        self.market.pass_to(deadline.seconds());
        for who in &panel {
            self.market.sit(who, id, 0).unwrap();
            self.market.seal_panel(who, (id, 0), &truth()).unwrap();
        }
    }

    fn phase(&self, id: u32) -> Phase {
        self.market.task(id, 0).phase
    }
}

/// Datasets, licenses, stakes, credentials and points, then one campaign in each phase.
fn scenario() -> Stopped {
    let mut all = Stopped::new();
    owned(&mut all);
    collecting(&mut all);
    let revealing = all.open(campaign());
    (0..3).for_each(|n| all.seal(revealing, n));
    all.reveal(revealing, 1);
    golden(&mut all);
    let resolved = all.open(campaign().challengeable(2));
    all.judged(resolved);
    let long = || campaign().challengeable(2).windows(30_000, 30_000, 30_000);
    let revealing = all.open(long());
    all.paneled(revealing, 4..7);
    let [first, ..] = [4, 5, 6].map(|n| all.people[n].clone());
    let crank = all.market.account("crank");
    all.market
        .reveal_panel(&crank, (revealing, 0), &[&first])
        .unwrap();
    let seating = all.open(long());
    all.paneled(seating, 7..9);
    let registering = all.open(long());
    all.challenged(registering);
    let who = all.people[9].clone();
    all.market.register(&who, registering, 0).unwrap();
    all
}

/// What a closed campaign leaves: shares, licenses, royalties, fees, points, records.
fn owned(all: &mut Stopped) {
    let requester = all.market.account("requester");
    for experts in [4..7, 7..10] {
        let rows: Vec<Row> = experts
            .map(|n| (all.people[n].clone(), row(n % 5)))
            .collect();
        let id = all.market.run_single(&requester, campaign(), &rows);
        all.campaigns.push(id);
    }
    let id = all.campaigns[0];
    let licensee = all.market.account("licensee");
    let offered = all
        .market
        .offer_license(&requester, offer(id, 10_000))
        .unwrap();
    all.market.buy_license(&licensee, id, offered).unwrap();
    all.market.pay_royalty(&licensee, id, 1_000_003).unwrap();
    let people = all.people.clone();
    all.market.bond_tokens(&people[0], 500_000).unwrap();
    all.market.unbond(&people[8], 4_000).unwrap();
    let issuer = all.market.account("issuer");
    all.market.bond(&issuer, 50_000).unwrap();
    all.market.register_issuer(&issuer, 50_000).unwrap();
    all.market.grant(&issuer, &people[2], None).unwrap();
    all.market
        .reply(&people[4], "https://example.org/reply")
        .unwrap();
}

/// Fresh, drawn, ticket, sealed; and a second wave.
fn collecting(all: &mut Stopped) {
    let id = all.open(campaign().items(600).page(60).frontier(4));
    let people = all.people.clone();
    for n in 0..3 {
        let tasks = all.market.seat(&people[n], id, 1);
        if n == 0 {
            all.market
                .commit(&people[0], id, tasks[0], &row(0))
                .unwrap();
        }
    }
    all.market.claim(&people[4], id, 2).unwrap();
    let id = all.open(campaign().waves(2, 5));
    (0..3).for_each(|n| all.seal(id, n));
    let requester = all.market.account("requester");
    let items: Vec<u32> = (0..30).collect();
    all.market.ask_wave(&requester, (id, 0), &items, 2).unwrap();
    all.market.next_block();
    all.market.next_block();
    assert_eq!(all.market.seat(&people[5], id, 1), [0]);
}

/// Revealed, with gold that is opened and not yet judged.
fn golden(all: &mut Stopped) {
    let items = (0..10u16).map(|item| (item, truth()[usize::from(item)]));
    let book = GoldBook::new(&[items.collect()]);
    let id = all.open(
        campaign()
            .gold(book.terms(5_000))
            .windows(30_000, 1_800, 30_000),
    );
    (0..3).for_each(|n| all.seal(id, n));
    (0..3).for_each(|n| all.reveal(id, n));
    let requester = all.market.account("requester");
    all.market
        .open_gold(&requester, id, &[book.opening(0)])
        .unwrap();
}

#[test]
fn a_state_in_the_middle_of_every_phase_is_migrated_and_goes_on() {
    let mut all = scenario();
    let owner = all.market.owner.clone();
    for contract in [
        all.market.registry.clone(),
        all.market.escrow.clone(),
        all.market.staking.clone(),
        all.market.token.clone(),
    ] {
        let code = all.market.app.contract_data(&contract).unwrap().code_id;
        all.market
            .app
            .migrate_contract(owner.clone(), contract, &Empty {}, code)
            .unwrap();
    }
    all.market.check_invariants().unwrap();

    let phases: Vec<Phase> = all.campaigns.iter().map(|id| all.phase(*id)).collect();
    assert_eq!(
        phases,
        [
            Phase::Settled,
            Phase::Settled,
            Phase::Collecting,
            Phase::Collecting,
            Phase::Revealing,
            Phase::Revealing,
            Phase::Resolved,
            Phase::Resolved,
            Phase::Resolved,
            Phase::Resolved,
        ]
    );
    for id in all.campaigns.clone() {
        all.market.drive_to_close(id).unwrap();
        assert_eq!(all.market.campaign(id).status, CampaignStatus::Closed);
    }
    let campaigns = all.campaigns.clone();
    for who in all.people.clone() {
        let due = all.market.earnings(&who, &campaigns);
        let before = all.market.balance(&who).u128();
        if due > 0 {
            all.market.withdraw(&who, &campaigns).unwrap();
        }
        assert_eq!(all.market.balance(&who).u128() - before, due);
    }
    all.market.check_invariants().unwrap();
}
