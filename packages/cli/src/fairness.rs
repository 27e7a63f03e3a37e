//! The same items with fewer labels, and everything that keeps them honest: two seats at first, two
//! more where the margin is thin, gold, and a challenge that a panel decides.

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Addr;
use pasar_common::task_registry::{
    ChallengeSettled, ChallengeTerms, PanelDecided, Phase, MIN_WAVE_ITEMS,
};
use pasar_testkit::{campaign, GoldBook};
use pasar_truth::{self as truth, History, PayTerms, Resolution, Seat, ONE};

use crate::{
    outcome::{grouped, Fairness, Outcome},
    replay::{Run, DOMAIN},
};

/// Gold items, and most of them of one class: three fifths.
const GOLD: (usize, usize) = (10, 6);
/// Seats of the first wave, and of the second.
const WAVE: usize = 2;
/// Margin above which no second wave is asked for, bits.
const ENOUGH: i32 = 6;

/// Runs the published table again as one campaign with waves, gold and a challenge.
///
/// # Errors
/// Where the market refuses a message.
pub fn chapter(run: &mut Run<'_>, full: &Outcome) -> Result<Fairness> {
    let known: Vec<u8> = full
        .verdict
        .iter()
        .map(|item| class(run, item.label.as_deref()))
        .collect();
    let gold = gold_items(full, &known);
    let book = GoldBook::new(core::slice::from_ref(&gold));
    let id = open(run, &book)?;
    let asked_again = collect(run, id)?;
    judge(run, id, &book)?;
    let (challenged, changed) = appeal(run, id, &known)?;
    let mut fairness = settle(run, id)?;
    let verdict = run.market.verdict(id, 0).labels;
    fairness.agrees = verdict.iter().zip(&known).filter(|(a, b)| a == b).count();
    fairness.labels = run.market.ledger(id).labels;
    fairness.items = run.market.task(id, 0).items;
    fairness.labels_per_item = fairness.labels as f64 / f64::from(fairness.items);
    fairness.gold = run.market.task(id, 0).gold.to_string();
    fairness.gold_items = gold.len();
    (fairness.asked_again, fairness.challenged, fairness.changed) =
        (asked_again, challenged, changed);
    run.campaigns.push(id);
    withdraw_all(run)?;
    Ok(fairness)
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

/// A campaign of two seats and two more, with gold, whose verdict may be challenged once.
fn open(run: &mut Run<'_>, book: &GoldBook) -> Result<u32> {
    let items = run.crowd.items.len() as u32;
    let terms = campaign()
        .items(items)
        .page(items)
        .named(run.crowd.classes.clone())
        .domain(DOMAIN)
        .overlap(WAVE as u8)
        .waves(2, 2 * WAVE as u8)
        .gold(book.terms(1_000))
        .with(|terms| {
            terms.challenge = Some(ChallengeTerms {
                window_seconds: 3_600,
                panel_seats: 3,
                max: 1,
                bond: 0u128.into(),
            });
        });
    let id = run.market.create(&run.requester.clone(), terms)?;
    run.market.wait_until_open(id);
    run.say("again", || {
        format!("campaign {id}: {WAVE} seats, more where needed, sealed gold, challenges")
    });
    Ok(id)
}

/// Two readers seal; the requester, who has the reading key, asks two more where the margin is thin.
fn collect(run: &mut Run<'_>, id: u32) -> Result<u32> {
    for reader in 0..WAVE {
        seal(run, id, reader)?;
    }
    let items = thin(run, id)?;
    let requester = run.requester.clone();
    run.market
        .ask_wave(&requester, (id, 0), &items, WAVE as u8)?;
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

/// A reader takes a ticket, is drawn, and seals what he read.
fn seal(run: &mut Run<'_>, id: u32, reader: usize) -> Result<()> {
    let labeler = run.labelers[reader].clone();
    run.market.claim(&labeler, id, 1)?;
    run.market.next_block();
    run.market.claim(&labeler, id, 0)?;
    let row = row(run, reader);
    run.market.commit(&labeler, id, 0, &row)?;
    Ok(())
}

/// What a reader says of all items.
fn row(run: &Run<'_>, reader: usize) -> Vec<u8> {
    let mut row = vec![truth::NONE; run.crowd.items.len()];
    let own = run.crowd.labels.iter().filter(|(_, by, _)| *by == reader);
    for &(item, _, class) in own {
        row[item] = class;
    }
    row
}

/// Items whose margin is thin after the first wave, by the same inference as the chain's; at least
/// as many as a wave must ask for.
fn thin(run: &Run<'_>, id: u32) -> Result<Vec<u32>> {
    let rows: Vec<(Vec<u8>, History)> = (0..WAVE)
        .map(|reader| (row(run, reader), snapshot(run, id, reader)))
        .collect();
    let margins = infer(run, &rows)?.margin;
    let mut order: Vec<u32> = (0..margins.len() as u32).collect();
    order.sort_by_key(|item| margins[*item as usize]);
    let needed = margins
        .iter()
        .filter(|margin| **margin < ENOUGH * ONE as i32);
    let count = needed.count().max(MIN_WAVE_ITEMS as usize);
    let mut items: Vec<u32> = order.into_iter().take(count).collect();
    items.sort_unstable();
    Ok(items)
}

fn snapshot(run: &Run<'_>, id: u32, reader: usize) -> History {
    let [skill, mass, evidence] = run.market.seat_of(id, 0, &run.labelers[reader]).snapshot;
    History {
        skill,
        mass,
        evidence,
    }
}

fn infer(run: &Run<'_>, rows: &[(Vec<u8>, History)]) -> Result<Resolution> {
    let seats: Vec<Seat<'_>> = rows
        .iter()
        .map(|(labels, history)| Seat {
            labels,
            asked: labels.len() as u32,
            history: *history,
        })
        .collect();
    let pay = PayTerms {
        floor_bps: 1_000,
        full_bps: 7_500,
    };
    let (classes, items) = (run.crowd.classes.len(), run.crowd.items.len());
    let task = truth::Task::new(classes, items, &seats, &[], pay)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(truth::resolve(&task))
}

/// Everything is revealed at once, the gold is opened, and the chain gives its verdict.
fn judge(run: &mut Run<'_>, id: u32, book: &GoldBook) -> Result<()> {
    let (crank, requester) = (run.crank.clone(), run.requester.clone());
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

/// Somebody who knows better challenges what differs; three other readers decide. Returns how many
/// items were named, and how many changed.
fn appeal(run: &mut Run<'_>, id: u32, known: &[u8]) -> Result<(usize, u32)> {
    let verdict = run.market.verdict(id, 0);
    let items: Vec<u32> = (0..known.len() as u32)
        .filter(|item| verdict.labels[*item as usize] != known[*item as usize])
        .collect();
    ensure!(
        !items.is_empty(),
        "four readers agree with seven on every item"
    );
    let challenger = run.market.account("challenger");
    let bond = run.market.challenge_bond(id, 0, items.len() as u32);
    run.market.challenge(&challenger, (id, 0), &items)?;
    run.say("challenge", || {
        let bond = grouped(bond.bond.u128());
        format!(
            "{} labels are challenged for a bond of {bond} upasar",
            items.len()
        )
    });
    // By lot the panel opens to all within half of the filling.
    run.market.pass(1_800);
    for reader in 2 * WAVE..2 * WAVE + 3 {
        let labeler = run.labelers[reader].clone();
        run.market.join_panel(&labeler, id, 0)?;
        let row = row(run, reader);
        run.market.commit(&labeler, id, 0, &row)?;
    }
    let crank = run.crank.clone();
    run.market.reveal_tasks(&crank, id, &[0])?;
    let response = run.market.resolve(&crank, id, &[0])?;
    let mut events = response.events.iter();
    let decided = events.find_map(|event| PanelDecided::try_from(event).ok());
    let changed = decided.context("a panel decides")?.changed;
    run.say("panel", || {
        format!("three other readers label them; {changed} change")
    });
    Ok((items.len(), changed))
}

/// Pays the seats, and divides the bond.
fn settle(run: &mut Run<'_>, id: u32) -> Result<Fairness> {
    let crank = run.crank.clone();
    let bond = run.market.challenges(id, 0)[0].bond.u128();
    let response = run.market.settle(&crank, id, &[0])?;
    ensure!(
        run.market.task(id, 0).phase == Phase::Settled,
        "task 0 of {id} is not settled"
    );
    let mut events = response.events.iter();
    let settled = events.find_map(|event| ChallengeSettled::try_from(event).ok());
    let settled = settled.context("a challenge is settled")?;
    run.say("settle", || {
        "seats are paid as the first verdict says, the bond is divided as the last".into()
    });
    Ok(Fairness {
        bond,
        panel: settled.panel.u128(),
        returned: settled.returned.u128(),
        bounty: settled.bounty.u128(),
        ..Fairness::default()
    })
}

fn withdraw_all(run: &mut Run<'_>) -> Result<()> {
    let mut accounts: Vec<Addr> = run.labelers.clone();
    let challenger = run.market.account("challenger");
    accounts.extend([run.requester.clone(), run.crank.clone(), challenger]);
    for account in accounts {
        run.withdraw(&account)?;
    }
    Ok(())
}
