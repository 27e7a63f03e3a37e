//! An appeal: four readers give a verdict, somebody who knows better challenges it, and three others whom chance seats
//! decide.

use anyhow::{ensure, Context, Result};
use pasar_common::task_registry::{PanelDecided, MIN_CHALLENGED_ITEMS};
use pasar_testkit::{campaign, emitted};

use super::{
    fairness::{row, seal, withdraw_all},
    outcome::{grouped, Appeal},
    replay::{Run, DOMAIN},
};

/// Seats of the task; the readers after them sit in the panel.
const SEATS: usize = 4;
/// Seats of the panel.
const PANEL: usize = 3;
/// Items that a challenger takes to be right, named beside each that they dispute: so looking pays best.
const RIGHT_BESIDE: usize = 2;

/// Runs the published table once more with four readers, and challenges where they differ from all of them.
///
/// # Errors
/// Where the market refuses a message.
pub fn chapter(run: &mut Run<'_>, known: &[u8]) -> Result<Appeal> {
    let id = judged(run)?;
    let verdict = run.market.verdict(id, 0).labels;
    let items = named(&verdict, known)?;
    let challenger = run.market.account("challenger");
    let bond = run.market.challenge_bond(id, 0, items.len() as u32);
    run.market.challenge(&challenger, (id, 0), &items)?;
    run.say("challenge", || {
        let bond = grouped(bond.amount.u128());
        format!(
            "{} labels are challenged for a bond of {bond} upasar",
            items.len()
        )
    });
    // Settlement waits for no challenge.
    let crank = run.crank.clone();
    run.market.settle(&crank, id, &[0])?;
    let decided = panel(run, id)?;
    run.say("panel", || {
        format!("three other readers label them; {} change", decided.changed)
    });
    let last = run.market.verdict(id, 0).labels;
    let agrees = |labels: &[u8]| labels.iter().zip(known).filter(|(a, b)| a == b).count();
    run.campaigns.push(id);
    withdraw_all(run)?;
    Ok(Appeal {
        challenged: items.len(),
        changed: decided.changed,
        agreed: agrees(&verdict),
        agrees: agrees(&last),
        items: known.len(),
        bond: bond.amount.u128(),
        panel: decided.panel.u128(),
        returned: decided.returned.u128(),
        commons: decided.commons.u128(),
    })
}

/// A campaign of four seats whose verdict may be challenged, up to its verdict.
fn judged(run: &mut Run<'_>) -> Result<u32> {
    let items = run.crowd.items.len() as u32;
    let terms = campaign()
        .items(items)
        .page(items)
        .named(run.crowd.classes.clone())
        .domain(DOMAIN)
        .overlap(SEATS as u8)
        .challengeable(1);
    let id = run.market.create(&run.requester.clone(), terms)?;
    run.market.wait_until_open(id);
    for reader in 0..SEATS {
        seal(run, id, reader)?;
    }
    let crank = run.crank.clone();
    run.market.reveal_tasks(&crank, id, &[0])?;
    run.market.resolve(&crank, id, &[0])?;
    run.say("again", || {
        format!("campaign {id}: {SEATS} seats, and a verdict that may be challenged")
    });
    Ok(id)
}

/// The items to dispute, and right ones beside them: nobody in the panel can tell which.
fn named(verdict: &[u8], known: &[u8]) -> Result<Vec<u32>> {
    let wrong = |item: &usize| verdict[*item] != known[*item];
    let (disputed, right): (Vec<usize>, Vec<usize>) = (0..known.len()).partition(wrong);
    ensure!(
        !disputed.is_empty(),
        "four readers agree with seven on every item"
    );
    let beside = disputed.len() * RIGHT_BESIDE;
    let least = (MIN_CHALLENGED_ITEMS as usize).saturating_sub(disputed.len());
    let beside = right.into_iter().take(beside.max(least));
    let mut items: Vec<u32> = disputed
        .into_iter()
        .chain(beside)
        .map(|n| n as u32)
        .collect();
    items.sort_unstable();
    Ok(items)
}

/// The other readers register, sit when chance lets them, seal, and decide.
fn panel(run: &mut Run<'_>, id: u32) -> Result<PanelDecided> {
    let panel: Vec<_> = run.labelers[SEATS..SEATS + PANEL].to_vec();
    for labeler in &panel {
        run.market.register(labeler, id, 0)?;
    }
    let last = run.market.last_challenge(id, 0);
    run.market.pass_to(last.deadline.seconds());
    for (reader, labeler) in (SEATS..).zip(&panel) {
        run.market.sit(labeler, id, 0)?;
        let row = row(run, reader);
        run.market.seal_panel(labeler, (id, 0), &row)?;
    }
    let crank = run.crank.clone();
    let seats: Vec<_> = panel.iter().collect();
    run.market.reveal_panel(&crank, (id, 0), &seats)?;
    let response = run.market.advance_panel(&crank, id, 0)?;
    let decided = emitted::<PanelDecided>(&response, &run.market.registry).next();
    decided.context("a panel decides")
}
