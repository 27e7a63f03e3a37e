//! Messages with as many seats and tasks as they take, in a campaign with the longest terms.

use cosmwasm_std::{coins, Uint128};
use cw20::Denom;
use pasar_common::{
    label_escrow::{self, DenomTerms},
    reputation_staking::{self, Grant, RegisterIssuer},
    task_registry::{
        CampaignRef, ChallengeTerms, CreateCampaign, ExecuteMsg, Overlap, QueryMsg, Question,
        QuoteResponse, ReceiveMsg, Terms, MAX_BATCH, MAX_FRONTIER, MAX_GOLD_DEPTH, MAX_ISSUERS,
        MAX_ITEMS, MAX_LABELS_PER_TASK, MAX_RELATED, MAX_ROYALTY_DENOMS, MAX_WAVES,
    },
};

use super::{
    gold,
    world::{named, World},
};

const SEATS: u8 = MAX_BATCH as u8;

pub fn full_messages(world: &mut World) {
    longest_terms(world);
    full_batches(world);
    full_openings(world);
}

/// A native denom with the longest name.
fn long_denom(n: usize) -> Denom {
    Denom::Native(format!("ibc/{n:0124}"))
}

/// Created in both kinds of denom, canceled, and ended by time.
fn longest_terms(world: &mut World) {
    for n in 0..=MAX_ROYALTY_DENOMS {
        allow(world, long_denom(n));
    }
    let terms = longest(world);
    let campaign = create_native(world, &terms);
    let requester = world.requester.clone();
    let cancel = ExecuteMsg::CancelCampaign(CampaignRef { campaign });
    world.registry(&requester, &cancel);

    let dollar = Denom::Cw20(cosmwasm_std::Addr::unchecked(&world.suite.dollar));
    let mut terms = longest(world);
    (terms.denom, terms.seat_stake.denom) = (dollar.clone(), dollar);
    terms.ends_at = world.suite.chain.block().time.plus_seconds(100);
    let campaign = create_in_dollars(world, &terms);
    world.pass(101);
    world.advance(campaign, &[]);
}

fn allow(world: &mut World, denom: Denom) {
    let owner = world.suite.owner.clone();
    let escrow = world.suite.escrow.clone();
    let allow = label_escrow::ExecuteMsg::AllowDenom(DenomTerms {
        denom,
        min_price: Uint128::new(100),
        min_seat_stake: Uint128::zero(),
        tip_per_task: Uint128::new(900),
        reputation_fee: Uint128::new(20),
        emission_weight: 1_000_000,
    });
    world.tell(&owner, &escrow, &allow);
}

/// Terms with every list full and every name as long as may be.
fn longest(world: &World) -> Terms {
    let mut terms = world.terms(32, 2_048, 1, 20, MAX_FRONTIER);
    terms.items = MAX_ITEMS;
    let classes = (0..32).map(|class| format!("{class:064}"));
    terms.questions = vec![Question::of_classes(classes)];
    terms.domain = "d".repeat(64);
    terms.manifest.uri = "u".repeat(256);
    terms.reading_key = Some(vec![1; 32].into());
    terms.reader = Some(world.suite.chain.account("reader"));
    terms.max_waves = MAX_WAVES;
    terms.overlap = Overlap { min: 20, max: 23 };
    terms.denom = long_denom(0);
    terms.seat_stake.denom = long_denom(0);
    // More than a tenth of what a seat of a panel on all items can earn.
    terms.seat_stake.amount = terms.price * Uint128::from(terms.page);
    terms.challenge = Some(ChallengeTerms {
        window_seconds: 600,
        panel_seats: 9,
        max: 3,
        panel_mass: 50,
    });
    let people = |name: &str, count: usize| -> Vec<String> {
        let account = |n| world.suite.chain.account(&format!("{name} {n}"));
        (0..count).map(account).collect()
    };
    terms.related = people("related", MAX_RELATED);
    terms.eligibility.issuers = people("issuer", MAX_ISSUERS);
    terms.shares.royalty_denoms = (1..=MAX_ROYALTY_DENOMS).map(long_denom).collect();
    terms.gold = Some(pasar_common::task_registry::GoldTerms {
        root: vec![7; 32].into(),
        depth: MAX_GOLD_DEPTH,
        bond: Uint128::new(1_000),
        window_seconds: 600,
    });
    terms
}

fn deposit(world: &World, terms: &Terms) -> Uint128 {
    let terms = terms.clone();
    let quote: QuoteResponse = world.ask(&QueryMsg::Quote(Box::new(CreateCampaign { terms })));
    quote.deposit
}

fn create(terms: &Terms) -> Box<CreateCampaign> {
    let terms = terms.clone();
    Box::new(CreateCampaign { terms })
}

fn create_native(world: &mut World, terms: &Terms) -> u32 {
    let Denom::Native(denom) = &terms.denom else {
        panic!("{:?} is not native", terms.denom)
    };
    let funds = coins(deposit(world, terms).u128(), denom);
    let requester = world.requester.clone();
    let registry = world.suite.registry.clone();
    let chain = &mut world.suite.chain;
    chain.mint(&requester, &funds);
    let msg = ExecuteMsg::CreateCampaign(create(terms));
    let report = chain.execute(&requester, &registry, &msg, &funds);
    world.created(&report.expect("terms within their bounds"), terms.clone())
}

fn create_in_dollars(world: &mut World, terms: &Terms) -> u32 {
    let amount = deposit(world, terms);
    let bank = world.suite.bank.clone();
    let dollar = world.suite.dollar.clone();
    let send = cw20::Cw20ExecuteMsg::Send {
        contract: world.suite.registry.clone(),
        amount,
        msg: cosmwasm_std::to_json_binary(&ReceiveMsg::CreateCampaign(create(terms)))
            .expect("JSON"),
    };
    let report = world.tell(&bank, &dollar, &send);
    world.created(&report, terms.clone())
}

/// Tickets, releases, seals and reveals of 32 seats; credentials are asked for.
fn full_batches(world: &mut World) {
    let mut terms = world.terms(15, 4_096, 320, 3, MAX_FRONTIER);
    terms.windows.commit_seconds = 3_600;
    let crowd = world.crowd("batch", 30);
    terms.eligibility.issuers = issuers(world, &terms.domain, &crowd);
    let campaign = world.create(terms);
    given_back(world, campaign, &crowd[0]);
    lapsed(world, campaign, &crowd[1]);
    missed(world, campaign, &crowd[2]);

    let seats = world.fill(campaign, &crowd[3..], SEATS);
    world.commit_all(&seats);
    let own = seats.iter().filter(|seat| seat.labeler == crowd[3]);
    let own: Vec<_> = own.take(MAX_BATCH).cloned().collect();
    assert_eq!(own.len(), MAX_BATCH);
    world.reveal(&crowd[3], &own);
    // What nobody reveals is ended by time.
    world.pass(1_300_000);
    let revealed = |task: &u32| own.iter().any(|seat| seat.task == *task);
    let waiting: Vec<u32> = (0..256).filter(|task| !revealed(task)).collect();
    world.advance(campaign, &waiting[..MAX_BATCH]);
    // Two of three seats of each task miss their reveal.
    let tasks: Vec<u32> = own.iter().map(|seat| seat.task).collect();
    // As many as one message may: seats that were never opened count as well.
    let most = MAX_LABELS_PER_TASK / (3 * 4_096);
    for part in tasks.chunks(most as usize) {
        world.resolve(campaign, part);
    }
    world.settle(campaign, &tasks);
}

/// Eight issuers, of whom the first vouches for everybody.
fn issuers(world: &mut World, domain: &str, crowd: &[String]) -> Vec<String> {
    let issuers = world.crowd("issuer", MAX_ISSUERS);
    let staking = world.suite.staking.clone();
    let register = reputation_staking::ExecuteMsg::RegisterIssuer(RegisterIssuer {
        domain: domain.into(),
        denom: World::native(),
        amount: Uint128::new(1_000),
    });
    world.tell(&issuers[0], &staking, &register);
    for holder in crowd {
        let grant = reputation_staking::ExecuteMsg::Grant(Grant {
            domain: domain.into(),
            holder: holder.clone(),
            expires: None,
        });
        world.tell(&issuers[0], &staking, &grant);
    }
    issuers
}

fn given_back(world: &mut World, campaign: u32, labeler: &str) {
    world.claim(labeler, campaign, SEATS);
    world.next_block();
    let seats = world.claim(labeler, campaign, 0);
    let tasks: Vec<u32> = seats.iter().map(|seat| seat.task).collect();
    world.registry(labeler, &ExecuteMsg::Release(named(campaign, &tasks)));
}

/// A ticket that nobody draws in its window.
fn lapsed(world: &mut World, campaign: u32, labeler: &str) {
    world.claim(labeler, campaign, SEATS);
    for _ in 0..30 {
        world.next_block();
    }
    world.draw(campaign, labeler);
}

/// Seats that a keeper draws and nobody seals.
fn missed(world: &mut World, campaign: u32, labeler: &str) {
    world.claim(labeler, campaign, SEATS);
    world.next_block();
    let seats = world.draw(campaign, labeler);
    world.pass(3_601);
    let tasks: Vec<u32> = seats.iter().map(|seat| seat.task).collect();
    world.advance(campaign, &tasks);
}

/// The gold of 32 tasks in one message.
fn full_openings(world: &mut World) {
    let tasks: Vec<u32> = (0..MAX_BATCH as u32).collect();
    let mut terms = world.terms(2, 50, MAX_BATCH as u32, 2, 32);
    let openings = gold::set(&mut terms, 12, MAX_GOLD_DEPTH);
    let campaign = world.create(terms);
    let crowd = world.crowd("gold", 18);
    let seats = world.fill(campaign, &crowd, 4);
    world.commit_all(&seats);
    world.reveal_all(&seats);
    let requester = world.requester.clone();
    let open = pasar_common::task_registry::OpenGold { campaign, openings };
    world.registry(&requester, &ExecuteMsg::OpenGold(open));
    world.resolve(campaign, &tasks);
    world.settle(campaign, &tasks);
}
