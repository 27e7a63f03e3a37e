//! The same patients asked of as a form: the grade as a rating, and two tags that follow from it; with somebody among
//! the readers who does not look.

use anyhow::{ensure, Result};
use cosmwasm_std::Addr;
use pasar_common::task_registry::{ClassQuestion, Phase, Question, Read, ScaleQuestion};
use pasar_testkit::campaign;
use pasar_truth::NONE;

use super::{
    fairness::{row, withdraw_all},
    outcome::Form,
    replay::{Run, DOMAIN},
};

/// Readers who look; one more seat is of somebody who says what is most usual, always.
const READERS: usize = 5;
/// Grades from which on each tag is set, from zero.
const TAGS: [(&str, u8); 2] = [("needs care", 1), ("at risk", 2)];

/// Runs the published table once more, as one campaign that asks a rating and two tags.
///
/// # Errors
/// Where the market refuses a message.
pub fn chapter(run: &mut Run<'_>, known: &[u8]) -> Result<Form> {
    let idle = run.market.account("idle");
    run.market.bond(&idle, 100_000)?;
    let id = open(run)?;
    let mut rows: Vec<(Addr, Vec<u8>)> = Vec::new();
    for reader in 0..READERS {
        rows.push((run.labelers[reader].clone(), answers(&row(run, reader))));
    }
    let usual = vec![0; known.len()];
    rows.push((idle.clone(), answers(&usual)));
    for (labeler, answers) in &rows {
        run.market.claim(labeler, id, 1)?;
        run.market.next_block();
        run.market.claim(labeler, id, 0)?;
        run.market.commit(labeler, id, 0, answers)?;
    }
    let crank = run.crank.clone();
    run.market.reveal_tasks(&crank, id, &[0])?;
    run.market.resolve(&crank, id, &[0])?;
    run.market.settle(&crank, id, &[0])?;
    ensure!(
        run.market.task(id, 0).phase == Phase::Settled,
        "task 0 of {id} is not settled"
    );
    let verdict = run.market.verdict(id, 0);
    let pay = |labeler: &Addr| run.market.holder(id, labeler).shares.u128();
    let paid: Vec<u128> = rows.iter().map(|(labeler, _)| pay(labeler)).collect();
    let form = Form {
        questions: 1 + TAGS.len(),
        items: known.len(),
        labels: run.market.ledger(id).labels,
        grades: agree(&verdict.labels[..known.len()], known),
        tags: agree(
            &verdict.labels[known.len()..],
            &answers(known)[known.len()..],
        ),
        price: u128::from(run.market.ledger(id).labels) * 1_000 / rows.len() as u128,
        least_pay: paid[..READERS].iter().copied().min().unwrap_or(0),
        idle_pay: pay(&idle),
    };
    run.say("form", || {
        format!(
            "campaign {id}: a grade and {} tags of each patient, all sealed together",
            TAGS.len()
        )
    });
    run.campaigns.push(id);
    withdraw_all(run)?;
    Ok(form)
}

fn open(run: &mut Run<'_>) -> Result<u32> {
    let items = run.crowd.items.len() as u32;
    let classes = &run.crowd.classes;
    let grade = Question::Scale(ScaleQuestion {
        name: "grade".to_owned(),
        levels: u8::try_from(classes.len())?,
        from: classes.first().cloned().unwrap_or_default(),
        to: classes.last().cloned().unwrap_or_default(),
        read: Read::Median,
    });
    let tag = |(name, _): (&str, u8)| {
        Question::Classes(ClassQuestion {
            name: name.to_owned(),
            classes: ["no", "yes"].map(str::to_owned).to_vec(),
        })
    };
    let terms = campaign()
        .items(items)
        .page(items)
        .questions([grade].into_iter().chain(TAGS.map(tag)))
        .domain(DOMAIN)
        .overlap(READERS as u8 + 1);
    let id = run.market.create(&run.requester.clone(), terms)?;
    run.market.wait_until_open(id);
    Ok(id)
}

/// The answers that follow from somebody's grades: these, and whether each tag is set.
fn answers(grades: &[u8]) -> Vec<u8> {
    let set = |from: u8| {
        let tag = move |grade: &u8| match *grade {
            NONE => NONE,
            grade => u8::from(grade >= from),
        };
        grades.iter().map(tag)
    };
    let tags = TAGS.into_iter().flat_map(|(_, from)| set(from));
    grades.iter().copied().chain(tags).collect()
}

fn agree(found: &[u8], wanted: &[u8]) -> usize {
    found.iter().zip(wanted).filter(|(a, b)| a == b).count()
}
