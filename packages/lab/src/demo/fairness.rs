//! The same items with fewer labels, and everything that keeps them honest: two seats at first, two
//! more where the margin is thin, and gold.

use anyhow::{anyhow, ensure, Context, Result};
use cosmwasm_std::Addr;
use pasar_common::task_registry::{Phase, MIN_WAVE_ITEMS};
use pasar_testkit::{campaign, GoldBook};
use pasar_truth::{
    self as truth,
    asking::{self, Policy, Wave},
    rows::Row,
    PayTerms,
};

use super::{
    outcome::{Fairness, Outcome},
    replay::{Run, DOMAIN},
};

/// Gold items, and most of them of one class: three fifths.
const GOLD: (usize, usize) = (10, 6);
/// Seats of the first wave, and of the second.
const WAVE: usize = 2;

/// Runs the published table again as one campaign with waves and gold.
///
/// # Errors
/// Where the market refuses a message.
pub fn chapter(run: &mut Run<'_>, full: &Outcome, known: &[u8]) -> Result<Fairness> {
    let gold = gold_items(full, known);
    let book = GoldBook::new(core::slice::from_ref(&gold));
    let id = open(run, &book)?;
    let asked_again = collect(run, id)?;
    judge(run, id, &book)?;
    settle(run, id)?;
    let mut fairness = Fairness::default();
    let verdict = run.market.verdict(id, 0).labels;
    fairness.agrees = verdict.iter().zip(known).filter(|(a, b)| a == b).count();
    fairness.labels = run.market.ledger(id).labels;
    fairness.items = run.market.task(id, 0).items;
    fairness.labels_per_item = fairness.labels as f64 / f64::from(fairness.items);
    fairness.gold = run.market.task(id, 0).gold.to_string();
    fairness.gold_items = gold.len();
    fairness.asked_again = asked_again;
    run.campaigns.push(id);
    withdraw_all(run)?;
    Ok(fairness)
}

/// The labels of the verdict of all seats.
pub fn known(run: &Run<'_>, full: &Outcome) -> Vec<u8> {
    let labels = full.verdict.iter().map(|item| item.label.as_deref());
    labels.map(|label| class(run, label)).collect()
}

fn class(run: &Run<'_>, label: Option<&str>) -> u8 {
    let of = |name: &String| Some(name.as_str()) == label;
    let place = run.crowd.classes.iter().position(of);
    place.map_or(truth::NONE, |place| place as u8)
}

/// The surest items, at most three fifths of one class: what a requester knows beforehand.
fn gold_items(full: &Outcome, known: &[u8]) -> Vec<(u16, u8)> {
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| full.verdict[*b].margin.total_cmp(&full.verdict[*a].margin));
    let (wanted, most) = GOLD;
    let mut gold: Vec<(u16, u8)> = Vec::new();
    for item in order {
        let of_class = gold.iter().filter(|(_, class)| *class == known[item]);
        if gold.len() < wanted && of_class.count() < most {
            gold.push((item as u16, known[item]));
        }
    }
    gold.sort_unstable();
    gold
}

/// A campaign of two seats and two more, with gold.
fn open(run: &mut Run<'_>, book: &GoldBook) -> Result<u32> {
    let items = run.crowd.items.len() as u32;
    let terms = campaign()
        .items(items)
        .page(items)
        .named(run.crowd.classes.clone())
        .domain(DOMAIN)
        .overlap(WAVE as u8)
        .waves(2, 2 * WAVE as u8)
        .gold(book.terms(1_000));
    let id = run.market.create(&run.requester.clone(), terms)?;
    run.market.wait_until_open(id);
    run.say("again", || {
        format!("campaign {id}: {WAVE} seats, more where needed, sealed gold")
    });
    Ok(id)
}

/// Two readers seal; the requester, who has the reading key, asks two more where the margin is thin.
fn collect(run: &mut Run<'_>, id: u32) -> Result<u32> {
    for reader in 0..WAVE {
        seal(run, id, reader)?;
    }
    let Wave { items, seats } = again(run, id)?;
    let requester = run.requester.clone();
    run.market.ask_wave(&requester, (id, 0), &items, seats)?;
    run.say("ask", || {
        format!(
            "their seals stay closed; the requester asks {WAVE} more of {} items",
            items.len()
        )
    });
    run.market.next_block();
    for reader in WAVE..2 * WAVE {
        seal(run, id, reader)?;
    }
    run.market.close(&requester, id, &[0])?;
    Ok(items.len() as u32)
}

/// A reader takes a ticket, is drawn, and seals what they read.
pub fn seal(run: &mut Run<'_>, id: u32, reader: usize) -> Result<()> {
    let labeler = run.labelers[reader].clone();
    run.market.claim(&labeler, id, 1)?;
    run.market.next_block();
    run.market.claim(&labeler, id, 0)?;
    let row = row(run, reader);
    run.market.commit(&labeler, id, 0, &row)?;
    Ok(())
}

/// What a reader says of all items.
pub fn row(run: &Run<'_>, reader: usize) -> Vec<u8> {
    let mut row = vec![truth::NONE; run.crowd.items.len()];
    let own = run.crowd.labels.iter().filter(|(_, by, _)| *by == reader);
    for &(item, _, class) in own {
        row[item] = class;
    }
    row
}

/// What the requester asks for after the first wave, by the same inference as the chain's.
fn again(run: &Run<'_>, id: u32) -> Result<Wave> {
    let of = |reader: usize| {
        let seat = run.market.seat_of(id, 0, &run.labelers[reader]);
        Row::of_all(row(run, reader)).with_history(seat.snapshot.into())
    };
    let rows: Vec<Row> = (0..WAVE).map(of).collect();
    let classes = run.crowd.classes.len();
    let items = run.crowd.items.len();
    let margins = asking::margins(classes, items, &rows, PayTerms::default())
        .map_err(|error| anyhow!("{error}"))?;
    let policy = Policy {
        seats: vec![WAVE as u8],
        ..Policy::usual(MIN_WAVE_ITEMS as usize)
    };
    let wave = policy.after(0, u8::MAX, &margins);
    wave.context("two readers agree on nearly every item")
}

/// Everything is revealed at once, the gold is opened, and the chain gives its verdict.
fn judge(run: &mut Run<'_>, id: u32, book: &GoldBook) -> Result<()> {
    let crank = run.crank.clone();
    let requester = run.requester.clone();
    run.market.reveal_tasks(&crank, id, &[0])?;
    run.market.open_gold(&requester, id, &[book.opening(0)])?;
    run.market.resolve(&crank, id, &[0])?;
    let gold = run.market.task(id, 0).gold;
    run.say("gold", || {
        format!(
            "after the reveals the requester opens {} gold items: {gold}",
            GOLD.0
        )
    });
    Ok(())
}

/// Pays the seats.
fn settle(run: &mut Run<'_>, id: u32) -> Result<()> {
    let crank = run.crank.clone();
    run.market.settle(&crank, id, &[0])?;
    ensure!(
        run.market.task(id, 0).phase == Phase::Settled,
        "task 0 of {id} is not settled"
    );
    Ok(())
}

/// Everybody takes out what is theirs.
pub fn withdraw_all(run: &mut Run<'_>) -> Result<()> {
    let mut accounts: Vec<Addr> = run.labelers.clone();
    let challenger = run.market.account("challenger");
    accounts.extend([run.requester.clone(), run.crank.clone(), challenger]);
    for account in accounts {
        run.withdraw(&account)?;
    }
    Ok(())
}
