//! `pasar export`: the verdicts of a campaign as a table.

use std::path::Path;

use anyhow::{ensure, Context as _, Result};
use pasar_common::task_registry::{
    CampaignResponse, ChallengeStatus, Phase, QueryMsg, Question, TaskRef, TaskResponse,
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
        items::{FieldColumns, Items},
        results,
        state::CampaignState,
        verdicts::{is_classes, Columns, Decided, ItemRow, SeatLabels},
    },
};

/// Writes one row for each item of every task that has a verdict, or for each label of its seats.
pub fn run(context: &Context, args: &args::Export) -> Result<()> {
    results::check_ending(&args.out)?;
    if let Some(items) = &args.items {
        keeps_inputs(&args.out, [items.as_path()])?;
    }
    let market = context.market()?;
    let campaign = market.campaign(args.campaign)?;
    if args.refine {
        let left_out = not_refined(&campaign.terms.questions, args.campaign)?;
        left_out.into_iter().for_each(|text| context.say.warn(text));
    }
    let items = names(context, (args.items.as_deref(), &args.out), &campaign)?;
    let mut tasks = market.tasks(args.campaign)?;
    tasks.retain(|task| has_verdict(task.phase));
    let columns = Columns {
        questions: &campaign.terms.questions,
        challenges: campaign.terms.challenge.is_some(),
        counts: args.counts,
        refine: args.refine,
    };
    let progress = context.say.progress("tasks", tasks.len());
    let mut rows = Vec::new();
    let (mut changed, mut decided, mut exported) = (0, 0, 0);
    for task in &tasks {
        let found = decided_task(&market, &campaign, task, args)?;
        changed += found.verdict.changes.len();
        decided += decided_challenges(&market, args.campaign, task)?;
        exported += task.items;
        rows.extend(if args.raw {
            columns.labelers(&found, |item| name_of(items.as_ref(), item))
        } else {
            columns.verdicts(&found, |item| name_of(items.as_ref(), item))
        });
        progress.inc(1);
    }
    progress.finish_and_clear();
    let header = if args.raw {
        columns.of_labelers()
    } else {
        columns.of_verdicts()
    };
    let count = rows.len();
    write(context, args, items.as_ref(), (header, rows))?;
    context.say.result(&json!({
        "campaign": args.campaign, "items": exported, "rows": count, "tasks": tasks.len(),
        "tasks_without_verdict": campaign.tasks - u32::try_from(tasks.len())?,
        "decided_challenges": decided, "changed_labels": changed, "out": args.out.display().to_string(),
    }));
    Ok(())
}

/// Writes the table, with the fields of items where they are wanted; says what a spreadsheet would run.
fn write(
    context: &Context,
    args: &args::Export,
    items: Option<&Items>,
    (mut header, rows): (Vec<String>, Vec<ItemRow>),
) -> Result<()> {
    let beside = if args.fields {
        let items =
            items.context("--fields: the items are not known here; name them by --items")?;
        items.fields(&header)?
    } else {
        FieldColumns::default()
    };
    header.extend(beside.columns.iter().cloned());
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let with_fields = |(item, row): ItemRow| row.into_iter().chain(beside.of(item)).collect();
    let rows: Vec<_> = rows.into_iter().map(with_fields).collect();
    if args.spreadsheet {
        return results::write_tame(&args.out, &header, &rows);
    }
    let formulas = results::formulas(&header, &rows);
    if formulas > 0 && results::is_csv(&args.out) {
        context.say.warn(format!(
            "{formulas} cells begin like a formula: open the file as text, or write it with --spreadsheet"
        ));
    }
    results::write(&args.out, &header, &rows)
}

/// What the chain has of a task with a verdict, as far as it is wanted.
fn decided_task(
    market: &Market,
    campaign: &CampaignResponse,
    task: &TaskResponse,
    args: &args::Export,
) -> Result<Decided> {
    let verdict: VerdictResponse = market.registry(&QueryMsg::Verdict(TaskRef {
        campaign: args.campaign,
        task: task.task,
    }))?;
    let found = if args.refine || args.raw || args.counts {
        revealed(market, campaign, task)?
    } else {
        Vec::new()
    };
    let refined = if args.refine {
        let gold = counted_gold(market, campaign, task)?;
        let rows: Vec<Row> = found.iter().map(|of| of.row.clone()).collect();
        refine_task(&campaign.terms.questions, task.items, &rows, &gold)?
    } else {
        Vec::new()
    };
    let seat = |of: super::revealed::Revealed| SeatLabels {
        labeler: of.seat.labeler.to_string(),
        labels: of.row.labels,
    };
    Ok(Decided {
        first: task.task * campaign.terms.page,
        items: task.items,
        verdict,
        seats: found.into_iter().map(seat).collect(),
        refined,
    })
}

fn name_of(items: Option<&Items>, number: u32) -> String {
    let name = items.and_then(|items| items.names.get(number as usize));
    name.cloned().unwrap_or_else(|| number.to_string())
}

/// What is said of scales, whose verdicts stay as they are; refuses to refine scales alone.
fn not_refined(questions: &[Question], campaign: u32) -> Result<Option<String>> {
    let scales = questions.iter().filter(|asked| !is_classes(asked));
    let scales: Vec<&str> = scales.map(Question::name).collect();
    ensure!(
        scales.len() < questions.len(),
        "--refine: found scales alone ({}) in campaign {campaign}, expected a question of classes: \
         verdicts on scales are not refined",
        scales.join(", ")
    );
    Ok((!scales.is_empty()).then(|| {
        format!(
            "--refine is of questions of classes; on scales the verdict is the chain's: {}",
            scales.join(", ")
        )
    }))
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

/// The refined verdicts of a task, each of one question by itself; none of scales.
fn refine_task(
    questions: &[Question],
    items: u32,
    rows: &[Row],
    gold: &[u8],
) -> Result<Vec<Option<Refined>>> {
    let items = usize::try_from(items)?;
    let plane = |labels: &[u8], question: usize| -> Vec<u8> {
        let from = labels.iter().skip(question * items);
        from.take(items).copied().collect()
    };
    let refined = |(number, asked): (usize, &Question)| {
        let Question::Classes(of) = asked else {
            return Ok(None);
        };
        let answered =
            |row: &Row| Row::of_all(plane(&row.labels, number)).with_history(row.history);
        let rows: Vec<Row> = rows.iter().map(answered).collect();
        let (seats, gold) = (seats(&rows), plane(gold, number));
        // What refines a verdict does not pay.
        let task = Task::new(of.classes.len(), items, &seats, &gold, PayTerms::default())?;
        Ok(Some(refine(&task)))
    };
    questions.iter().enumerate().map(refined).collect()
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
    let chain_id = context.network()?.chain_id;
    let state = CampaignState::load(&context.home()?, &chain_id, terms);
    let kept = state.ok().map(|state| state.items);
    let of = (campaign.campaign, terms.manifest.root.as_slice());
    if let Some(file) = file {
        let kept = kept.and_then(|kept| Items::read(&kept).ok());
        return of_campaign(Items::read(file)?, kept, of).map(Some);
    }
    let Some(kept) = kept else {
        return Ok(None);
    };
    keeps_inputs(out, [kept.as_path()])?;
    match Items::read(&kept) {
        Ok(items) => of_campaign(items, None, of).map(Some),
        Err(error) => {
            let text = format!("items are called by their numbers: {error:#}");
            context.say.warn(text);
            Ok(None)
        }
    }
}

/// The items of a campaign: those that were read, else the list that was kept of the same names. A requester's table
/// has no hashes of what its items link to; the published list has them.
fn of_campaign(read: Items, kept: Option<Items>, (campaign, root): (u32, &[u8])) -> Result<Items> {
    if read.root() == root {
        return Ok(read);
    }
    let same = |kept: &Items| kept.root() == root && kept.names == read.names;
    kept.filter(same).with_context(|| {
        format!(
            "the items are not those of campaign {campaign}: their root is another one; where it has a header, name \
             by --items the list that was published, items.jsonl"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::answers::samples::{stars, yes_or_no};
    use pasar_truth::NONE;

    #[test]
    fn a_refined_verdict_follows_the_seats_and_the_gold() {
        let said = |wrong: usize| (0..30).map(move |n| u8::from((n % 2 == 0) ^ (n % 10 == wrong)));
        let rows: Vec<Row> = (0..5)
            .map(|wrong| Row::of_all(said(wrong).collect()))
            .collect();
        let right: Vec<u8> = said(99).collect();
        let refined = |rows: &[Row], gold: &[u8]| refine_task(&[yes_or_no()], 30, rows, gold);
        let found = refined(&rows, &[]).unwrap();
        assert_eq!(found[0].as_ref().unwrap().verdict, right);
        let mut gold = vec![NONE; 30];
        gold[7] = 1 - right[7];
        let with_gold = refined(&rows, &gold).unwrap();
        assert_eq!(with_gold[0].as_ref().unwrap().verdict[7], gold[7]);
    }

    #[test]
    fn of_a_form_each_question_of_classes_is_refined_by_itself() {
        let said = |wrong: usize| (0..30).map(move |n| u8::from((n % 2 == 0) ^ (n % 10 == wrong)));
        let row = |wrong: usize| {
            let opposite = said(wrong).map(|label| 1 - label);
            let of_a_scale = (0..30).map(|item| item % 5);
            let labels = opposite.chain(of_a_scale).chain(said(wrong)).collect();
            Row::of_all(labels)
        };
        let rows: Vec<Row> = (0..5).map(row).collect();
        let questions = [yes_or_no(), stars(), yes_or_no()];
        let found = refine_task(&questions, 30, &rows, &[]).unwrap();
        let right: Vec<u8> = said(99).collect();
        assert!(found[1].is_none());
        assert_eq!(found[2].as_ref().unwrap().verdict, right);
        let opposite: Vec<u8> = right.iter().map(|label| 1 - label).collect();
        assert_eq!(found[0].as_ref().unwrap().verdict, opposite);
        // Gold of the last question leaves the first as it is.
        let mut gold = vec![NONE; 90];
        gold[67] = 1 - right[7];
        let with_gold = refine_task(&questions, 30, &rows, &gold).unwrap();
        assert_eq!(with_gold[2].as_ref().unwrap().verdict[7], gold[67]);
        let first = |found: &[Option<Refined>]| found[0].as_ref().unwrap().verdict.clone();
        assert_eq!(first(&with_gold), opposite);
    }

    #[test]
    fn scales_are_named_as_not_refined_and_alone_refused() {
        assert_eq!(not_refined(&[yes_or_no()], 4).unwrap(), None);
        let told = not_refined(&[yes_or_no(), stars()], 4).unwrap().unwrap();
        assert!(told.ends_with("the verdict is the chain's: stars"));
        let refused = not_refined(&[stars()], 4).unwrap_err().to_string();
        assert!(refused.contains("found scales alone (stars) in campaign 4"));
    }

    #[test]
    fn a_table_without_the_hashes_of_what_was_published_names_the_same_items() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            Items::read(&path).unwrap()
        };
        let published = || {
            read(
                "items.jsonl",
                "{\"item\":\"a\",\"picture\":\"a.png\",\"picture_sha256\":\"ba78\"}\n",
            )
        };
        let table = || read("items.csv", "item,picture\na,a.png\n");
        let root = published().root();
        let of = (10, root.as_slice());
        let found = of_campaign(table(), Some(published()), of).unwrap();
        assert_eq!(found.root(), root);
        assert_eq!(of_campaign(published(), None, of).unwrap().root(), root);
        let other = read("other.csv", "item,picture\nb,a.png\n");
        for (read, kept) in [(table(), None), (other, Some(published()))] {
            let refused = of_campaign(read, kept, of).unwrap_err().to_string();
            assert!(refused.starts_with("the items are not those of campaign 10: "));
        }
    }
}
