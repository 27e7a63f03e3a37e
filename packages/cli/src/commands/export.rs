//! `pasar export`: the verdicts of a campaign as a table.

use std::path::Path;

use anyhow::{ensure, Result};
use pasar_common::task_registry::{
    CampaignResponse, ChallengeStatus, Phase, QueryMsg, TaskRef, TaskResponse, VerdictChange,
    VerdictResponse,
};
use pasar_tables::keeps_inputs;
use pasar_truth::{
    refine,
    rows::{seats, Row},
    PayTerms, Refined, Task,
};
use serde_json::json;

use super::revealed::{counted_gold, revealed};
use crate::{
    args,
    chain::market::Market,
    context::Context,
    files::{
        items::Items,
        results::{self, Field},
        state::CampaignState,
    },
};

/// One bit of margin.
const BIT: f64 = 4_096.0;
/// A confidence of 1.
const SURE: f64 = 65_536.0;

/// Columns of the chain's verdict; margin and confidence are the first verdict's.
const CHAIN: [&str; 4] = ["item", "label", "margin_bits", "confidence"];
/// Columns of what panels changed, where the terms allow challenges: the first verdict's label, and the
/// challenge that changed it; empty where none did.
const CHANGED: [&str; 2] = ["first_label", "changed_by"];
/// Columns of the refined one.
const REFINED: [&str; 3] = ["refined", "refined_margin_bits", "refined_confidence"];

/// Writes one row for each item of every task that has a verdict.
pub fn run(context: &Context, args: &args::Export) -> Result<()> {
    results::check_ending(&args.out)?;
    if let Some(items) = &args.items {
        keeps_inputs(&args.out, [items.as_path()])?;
    }
    let market = context.market()?;
    let campaign = market.campaign(args.campaign)?;
    let items = names(context, (args.items.as_deref(), &args.out), &campaign)?;
    let mut tasks = market.tasks(args.campaign)?;
    tasks.retain(|task| has_verdict(task.phase));
    let progress = context.say.progress("tasks", tasks.len());
    let mut rows = Vec::new();
    let (mut changed, mut decided) = (0, 0);
    for task in &tasks {
        let verdict: VerdictResponse = market.registry(&QueryMsg::Verdict(TaskRef {
            campaign: args.campaign,
            task: task.task,
        }))?;
        changed += verdict.changes.len();
        decided += decided_challenges(&market, args.campaign, task)?;
        let named = (items.as_ref(), &verdict);
        rows.extend(rows_of(&market, &campaign, named, (task, args.refine))?);
        progress.inc(1);
    }
    progress.finish_and_clear();
    let mut header = CHAIN.to_vec();
    if campaign.terms.challenge.is_some() {
        header.extend(CHANGED);
    }
    if args.refine {
        header.extend(REFINED);
    }
    results::write(&args.out, &header, &rows)?;
    context.say.result(&json!({
        "campaign": args.campaign, "items": rows.len(), "tasks": tasks.len(),
        "tasks_without_verdict": campaign.tasks - u32::try_from(tasks.len())?,
        "decided_challenges": decided, "changed_items": changed, "out": args.out.display().to_string(),
    }));
    Ok(())
}

/// Challenges of a task that a panel decided.
fn decided_challenges(market: &Market, campaign: u32, task: &TaskResponse) -> Result<usize> {
    if task.challenges == 0 {
        return Ok(0);
    }
    let all = market.challenges(campaign, task.task)?;
    let decided = all
        .iter()
        .filter(|of| of.status == ChallengeStatus::Decided);
    Ok(decided.count())
}

/// One row for each item of a task, in their order.
fn rows_of(
    market: &Market,
    campaign: &CampaignResponse,
    (items, verdict): (Option<&Items>, &VerdictResponse),
    (task, is_refined): (&TaskResponse, bool),
) -> Result<Vec<Vec<Field>>> {
    let terms = &campaign.terms;
    let name = |number: u32| {
        let name = items.and_then(|items| items.names.get(number as usize));
        name.cloned().unwrap_or_else(|| number.to_string())
    };
    let refined = if is_refined {
        let seats = revealed(market, campaign, task)?;
        let gold = counted_gold(market, campaign, task)?;
        let rows: Vec<Row> = seats.into_iter().map(|of| of.row).collect();
        Some(refine_task(
            terms.classes().len(),
            task.items,
            &rows,
            &gold,
        )?)
    } else {
        None
    };
    let first = task.task * terms.page;
    let mut rows = Vec::new();
    for (index, label) in (0u32..).zip(&verdict.labels) {
        let at = index as usize;
        let item = name(first + index);
        let mut row = vec![(item.clone(), item.into())];
        let scored = (verdict.margins.get(at), verdict.confidences.get(at));
        row.extend(judged(terms.classes(), Some(label), scored));
        if terms.challenge.is_some() {
            let change = verdict.changes.iter().find(|of| of.item == index);
            row.extend(first_label(terms.classes(), change));
        }
        if let Some(refined) = &refined {
            let scored = (refined.margin.get(at), refined.confidence.get(at));
            row.extend(judged(terms.classes(), refined.verdict.get(at), scored));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The first verdict's label of an item, and the challenge that changed it, where one did.
fn first_label(classes: &[String], change: Option<&VerdictChange>) -> [Field; 2] {
    let label = change.and_then(|of| classes.get(usize::from(of.first)));
    let challenge = change.map(|of| of.challenge);
    [
        (label.cloned().unwrap_or_default(), json!(label)),
        (
            challenge.map_or_else(String::new, |number| number.to_string()),
            json!(challenge),
        ),
    ]
}

/// A verdict on an item, its margin and its confidence; no class where nobody labeled it.
fn judged(
    classes: &[String],
    label: Option<&u8>,
    (margin, confidence): (Option<&i32>, Option<&u32>),
) -> [Field; 3] {
    let label = label.and_then(|label| classes.get(usize::from(*label)));
    let margin = margin.map_or(0.0, |margin| f64::from(*margin) / BIT);
    let confidence = confidence.map_or(0.0, |of| f64::from(*of) / SURE);
    [
        (label.cloned().unwrap_or_default(), json!(label)),
        (format!("{margin:.3}"), margin.into()),
        (format!("{confidence:.4}"), confidence.into()),
    ]
}

/// The refined verdict of a task.
fn refine_task(classes: usize, items: u32, rows: &[Row], gold: &[u8]) -> Result<Refined> {
    let seats = seats(rows);
    let items = usize::try_from(items)?;
    // What refines a verdict does not pay.
    let task = Task::new(classes, items, &seats, gold, PayTerms::default())?;
    Ok(refine(&task))
}

pub(super) fn has_verdict(phase: Phase) -> bool {
    matches!(phase, Phase::Resolved | Phase::Settled)
}

/// The items: of the given file, else of the campaign's state, where it was created here.
fn names(
    context: &Context,
    (file, out): (Option<&Path>, &Path),
    campaign: &CampaignResponse,
) -> Result<Option<Items>> {
    let terms = &campaign.terms;
    let items = match file {
        Some(file) => Items::read(file)?,
        None => {
            let chain_id = context.network()?.chain_id;
            let state = CampaignState::load(&context.home()?, &chain_id, terms);
            let Ok(state) = state else {
                return Ok(None);
            };
            keeps_inputs(out, [state.items.as_path()])?;
            match Items::read(&state.items) {
                Ok(items) => items,
                Err(error) => {
                    let text = format!("items are called by their numbers: {error:#}");
                    context.say.warn(text);
                    return Ok(None);
                }
            }
        }
    };
    ensure!(
        items.root() == terms.manifest.root.as_slice(),
        "the items are not those of campaign {}: their root is another one",
        campaign.campaign
    );
    Ok(Some(items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_truth::NONE;

    #[test]
    fn a_refined_verdict_follows_the_seats_and_the_gold() {
        let said = |wrong: usize| (0..30).map(move |n| u8::from((n % 2 == 0) ^ (n % 10 == wrong)));
        let rows: Vec<Row> = (0..5)
            .map(|wrong| Row::of_all(said(wrong).collect()))
            .collect();
        let right: Vec<u8> = said(99).collect();
        let found = refine_task(2, 30, &rows, &[]).unwrap();
        assert_eq!(found.verdict, right);
        let mut gold = vec![NONE; 30];
        gold[7] = 1 - right[7];
        let with_gold = refine_task(2, 30, &rows, &gold).unwrap();
        assert_eq!(with_gold.verdict[7], gold[7]);
        let classes = ["no", "yes"].map(str::to_owned);
        let row = judged(&classes, Some(&1), (Some(&6_144), Some(&32_768)));
        let texts = row.map(|(text, _)| text);
        assert_eq!(texts, ["yes", "1.500", "0.5000"]);
        assert_eq!(
            judged(&classes, Some(&NONE), (None, None))[0],
            (String::new(), json!(null))
        );
    }

    #[test]
    fn what_a_panel_changed_stands_beside_the_verdict() {
        let classes = ["no", "yes"].map(str::to_owned);
        let change = VerdictChange {
            item: 3,
            question: 0,
            first: 1,
            challenge: 2,
        };
        let changed = first_label(&classes, Some(&change));
        assert_eq!(changed.map(|(text, _)| text), ["yes", "2"]);
        let same = first_label(&classes, None);
        assert_eq!(
            same.map(|(text, value)| (text, value)),
            [(); 2].map(|()| (String::new(), json!(null)))
        );
    }
}
