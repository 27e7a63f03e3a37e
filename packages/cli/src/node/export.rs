//! `pasar export`: the verdicts of a campaign as a table.

use std::{io::Write, path::Path};

use anyhow::{bail, ensure, Context as _, Result};
use pasar_common::task_registry::{CampaignResponse, Phase, QueryMsg, TaskRef, VerdictResponse};
use serde_json::json;

use super::{args, items::Items, state::CampaignState, Context};

/// One bit of margin.
const BIT: f64 = 4_096.0;
/// A confidence of 1.
const SURE: f64 = 65_536.0;

/// An item and its verdict.
struct Row<'a> {
    item: String,
    /// The class; none where nobody labeled it.
    label: Option<&'a str>,
    margin_bits: f64,
    confidence: f64,
}

/// Writes one row for each item of every task that has a verdict.
pub fn run(context: &Context, args: &args::Export) -> Result<()> {
    let is_csv = match args
        .out
        .extension()
        .and_then(|extension| extension.to_str())
    {
        Some("csv") => true,
        Some("jsonl") => false,
        _ => bail!(
            "{}: expected a file ending in .csv or .jsonl",
            args.out.display()
        ),
    };
    let market = context.market()?;
    let campaign = market.campaign(args.campaign)?;
    let items = names(context, args.items.as_deref(), &campaign)?;
    let terms = &campaign.terms;
    let tasks = market.tasks(args.campaign)?;
    let progress = context.say.progress("tasks", tasks.len());
    let mut rows = Vec::new();
    let mut resolved = 0;
    for task in tasks.iter().filter(|task| has_verdict(task.phase)) {
        let verdict: VerdictResponse = market.registry(&QueryMsg::Verdict(TaskRef {
            campaign: args.campaign,
            task: task.task,
        }))?;
        let first = task.task * terms.page;
        for (index, label) in (0u32..).zip(&verdict.labels) {
            let at = index as usize;
            let number = first + index;
            let name = items
                .as_ref()
                .and_then(|items| items.names.get(number as usize));
            rows.push(Row {
                item: name.cloned().unwrap_or_else(|| number.to_string()),
                label: terms.classes.get(usize::from(*label)).map(String::as_str),
                margin_bits: verdict
                    .margins
                    .get(at)
                    .map_or(0.0, |margin| f64::from(*margin) / BIT),
                confidence: verdict
                    .confidences
                    .get(at)
                    .map_or(0.0, |of| f64::from(*of) / SURE),
            });
        }
        resolved += 1;
        progress.inc(1);
    }
    progress.finish_and_clear();
    let written = if is_csv {
        write_csv(&args.out, &rows)
    } else {
        write_json(&args.out, &rows)
    };
    written.with_context(|| format!("{}: cannot be written", args.out.display()))?;
    context.say.result(&json!({
        "campaign": args.campaign, "items": rows.len(), "tasks": resolved,
        "tasks_without_verdict": campaign.tasks - resolved, "out": args.out.display().to_string(),
    }));
    Ok(())
}

fn has_verdict(phase: Phase) -> bool {
    matches!(
        phase,
        Phase::Resolved | Phase::Panel | Phase::PanelRevealing | Phase::Settled
    )
}

/// The items: of the given file, else of the campaign's state, where it was created here.
fn names(
    context: &Context,
    file: Option<&Path>,
    campaign: &CampaignResponse,
) -> Result<Option<Items>> {
    let terms = &campaign.terms;
    let items = match file {
        Some(file) => Items::read(file)?,
        None => {
            let chain_id = context.network()?.chain_id;
            let state = CampaignState::load(&context.home()?, &chain_id, terms);
            match state.and_then(|state| Items::read(&state.items)) {
                Ok(items) => items,
                Err(_) => return Ok(None),
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

fn write_csv(path: &Path, rows: &[Row<'_>]) -> Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["item", "label", "margin_bits", "confidence"])?;
    for row in rows {
        writer.write_record([
            row.item.as_str(),
            row.label.unwrap_or_default(),
            &format!("{:.3}", row.margin_bits),
            &format!("{:.4}", row.confidence),
        ])?;
    }
    Ok(writer.flush()?)
}

fn write_json(path: &Path, rows: &[Row<'_>]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for row in rows {
        let line = json!({
            "item": row.item, "label": row.label,
            "margin_bits": row.margin_bits, "confidence": row.confidence,
        });
        writeln!(file, "{line}")?;
    }
    Ok(file.flush()?)
}
