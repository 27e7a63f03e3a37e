//! `pasar export`: the verdicts of a campaign as a table.

use std::path::Path;

use anyhow::{ensure, Result};
use pasar_common::task_registry::{
    CampaignResponse, ChallengeStatus, Phase, QueryMsg, Question, TaskRef, TaskResponse, Terms,
    VerdictChange, VerdictResponse,
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
        answers,
        items::Items,
        results::{self, Field},
        state::CampaignState,
    },
};

/// One bit of margin.
const BIT: f64 = 4_096.0;
/// A confidence of 1.
const CERTAIN: f64 = 65_536.0;

/// Columns of the chain's verdict beside the label; margin and confidence are the first verdict's.
const SURE: [&str; 2] = ["margin_bits", "confidence"];
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
    if args.refine {
        let left_out = not_refined(&campaign.terms.questions, args.campaign)?;
        left_out.into_iter().for_each(|text| context.say.warn(text));
    }
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
    let header = columns(&campaign.terms, args.refine);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    results::write(&args.out, &header, &rows)?;
    context.say.result(&json!({
        "campaign": args.campaign, "items": rows.len(), "tasks": tasks.len(),
        "tasks_without_verdict": campaign.tasks - u32::try_from(tasks.len())?,
        "decided_challenges": decided, "changed_labels": changed, "out": args.out.display().to_string(),
    }));
    Ok(())
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

const fn is_classes(question: &Question) -> bool {
    matches!(question, Question::Classes(_))
}

/// Names of the columns: of one question as they are, of several after the question's name.
fn columns(terms: &Terms, is_refined: bool) -> Vec<String> {
    let mut columns = vec!["item".to_owned()];
    let refined = |question: &Question| {
        let is_refined = is_refined && is_classes(question);
        REFINED
            .into_iter()
            .take(if is_refined { REFINED.len() } else { 0 })
    };
    let changed = if terms.challenge.is_some() {
        &CHANGED[..]
    } else {
        &[]
    };
    let beside = || SURE.iter().chain(changed).copied();
    match terms.questions.as_slice() {
        [only] => {
            let all = ["label"].into_iter().chain(beside()).chain(refined(only));
            columns.extend(all.map(str::to_owned));
        }
        several => {
            for question in several {
                let name = question.name();
                columns.push(name.to_owned());
                let all = beside().chain(refined(question));
                columns.extend(all.map(|column| format!("{name}_{column}")));
            }
        }
    }
    columns
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
        refine_task(&terms.questions, task.items, &rows, &gold)?
    } else {
        Vec::new()
    };
    let first = task.task * terms.page;
    let mut rows = Vec::new();
    for index in 0..task.items {
        let item = name(first + index);
        let mut row = vec![(item.clone(), item.into())];
        for (question, asked) in (0u8..).zip(&terms.questions) {
            row.extend(verdict_on(verdict, (question, asked), (index, task.items)));
            if terms.challenge.is_some() {
                let change = change_of(verdict, question, index);
                row.extend(first_label(asked, change));
            }
            if let Some(Some(refined)) = refined.get(usize::from(question)) {
                row.extend(refined_on(refined, asked, index as usize));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

fn change_of(verdict: &VerdictResponse, question: u8, item: u32) -> Option<&VerdictChange> {
    let mut changes = verdict.changes.iter();
    changes.find(|of| (of.question, of.item) == (question, item))
}

/// What a verdict says of an item and a question: on a scale the value, where no panel changed it.
fn verdict_on(
    verdict: &VerdictResponse,
    (question, asked): (u8, &Question),
    (item, items): (u32, u32),
) -> [Field; 3] {
    let at = (u32::from(question) * items + item) as usize;
    let values = verdict.values.get(usize::from(question));
    let value = values.and_then(|values| *values.get(item as usize)?);
    let value = value.filter(|_| change_of(verdict, question, item).is_none());
    let shown = value.and_then(|value| answers::value_field(asked, value));
    let shown = shown.unwrap_or_else(|| answers::field(asked, verdict.labels.get(at).copied()));
    judged(
        shown,
        (verdict.margins.get(at), verdict.confidences.get(at)),
    )
}

/// The first verdict's label of an item, and the challenge that changed it, where one did.
fn first_label(question: &Question, change: Option<&VerdictChange>) -> [Field; 2] {
    let challenge = change.map(|of| of.challenge);
    [
        answers::field(question, change.map(|of| of.first)),
        (
            challenge.map_or_else(String::new, |number| number.to_string()),
            json!(challenge),
        ),
    ]
}

/// A label, its margin and its confidence; no label where nobody gave one.
fn judged(label: Field, (margin, confidence): (Option<&i32>, Option<&u32>)) -> [Field; 3] {
    let margin = margin.map_or(0.0, |margin| f64::from(*margin) / BIT);
    let confidence = confidence.map_or(0.0, |of| f64::from(*of) / CERTAIN);
    [
        label,
        (format!("{margin:.3}"), margin.into()),
        (format!("{confidence:.4}"), confidence.into()),
    ]
}

/// What a refined verdict says of an item.
fn refined_on(refined: &Refined, asked: &Question, item: usize) -> [Field; 3] {
    let label = answers::field(asked, refined.verdict.get(item).copied());
    judged(
        label,
        (refined.margin.get(item), refined.confidence.get(item)),
    )
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
    use pasar_common::task_registry::{Read, ScaleQuestion};
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
        let shown = refined_on(found[2].as_ref().unwrap(), &yes_or_no(), 2);
        assert_eq!(shown[0].0, "yes");
    }

    #[test]
    fn scales_are_named_as_not_refined_and_alone_refused() {
        assert_eq!(not_refined(&[yes_or_no()], 4).unwrap(), None);
        let told = not_refined(&[yes_or_no(), stars()], 4).unwrap().unwrap();
        assert!(told.ends_with("the verdict is the chain's: stars"));
        let refused = not_refined(&[stars()], 4).unwrap_err().to_string();
        assert!(refused.contains("found scales alone (stars) in campaign 4"));
    }

    fn yes_or_no() -> Question {
        Question::of_classes(["no", "yes"])
    }

    fn stars() -> Question {
        Question::Scale(ScaleQuestion {
            name: "stars".to_owned(),
            levels: 5,
            from: "1".to_owned(),
            to: "5".to_owned(),
            read: Read::Mean,
        })
    }

    fn verdict() -> VerdictResponse {
        VerdictResponse {
            labels: vec![1, NONE, 3, 4],
            values: vec![vec![], vec![Some(700), Some(1_024)]],
            changes: vec![VerdictChange {
                item: 1,
                question: 1,
                first: 2,
                challenge: 2,
            }],
            margins: vec![6_144, 0, 4_096, 8_192],
            confidences: vec![32_768, 0, 65_536, 16_384],
            scores: vec![],
        }
    }

    #[test]
    fn a_verdict_is_written_in_the_words_of_its_question() {
        let stars = stars();
        let texts = |fields: [Field; 3]| fields.map(|(text, _)| text);
        let of = |question, asked: &Question, item| {
            texts(verdict_on(&verdict(), (question, asked), (item, 2)))
        };
        assert_eq!(of(0, &yes_or_no(), 0), ["yes", "1.500", "0.5000"]);
        assert_eq!(of(0, &yes_or_no(), 1), ["", "0.000", "0.0000"]);
        assert_eq!(of(1, &stars, 0), ["3.734", "1.000", "1.0000"]);
        // A panel changed it: what the seats alone said before is no value of the verdict any more.
        assert_eq!(of(1, &stars, 1), ["5", "2.000", "0.2500"]);
        let changed = first_label(&stars, change_of(&verdict(), 1, 1));
        assert_eq!(changed.map(|(text, _)| text), ["3", "2"]);
        let same = first_label(&stars, change_of(&verdict(), 1, 0));
        assert_eq!(same, [(); 2].map(|()| (String::new(), json!(null))));
    }

    #[test]
    fn several_questions_have_columns_of_their_own() {
        let mut terms = crate::files::terms::example(60, 2);
        let one = ["item", "label", "margin_bits", "confidence", "refined"];
        assert_eq!(columns(&terms, true)[..5], one);
        terms.questions.push(stars());
        let several = [
            "item",
            "label",
            "label_margin_bits",
            "label_confidence",
            "stars",
            "stars_margin_bits",
            "stars_confidence",
        ];
        assert_eq!(columns(&terms, false), several);
        let refined = columns(&terms, true);
        assert_eq!(refined[4], "label_refined");
        assert_eq!(refined[7..], several[4..]);
    }
}
