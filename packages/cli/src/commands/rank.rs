//! `pasar rank`: candidates in the order of the preferences that a campaign's labelers gave.

use std::{collections::BTreeMap, path::Path};

use anyhow::{ensure, Result};
use pasar_common::task_registry::{QueryMsg, TaskRef, Terms, VerdictResponse};
use pasar_tables::{keeps_inputs, Names, Table, FIRST, ITEM_OF_CAMPAIGN, SECOND};
use pasar_truth::{strengths, History, Preference, Preferred};
use serde_json::json;

use super::{
    export::has_verdict,
    revealed::{revealed, Revealed},
};
use crate::{
    args,
    context::Context,
    files::{
        items::Items,
        results::{self, Field},
    },
};

/// One bit of strength.
const BIT: f64 = 4_096.0;

/// What an item's classes say of its pair, in their order.
const SAID: [Preferred; 3] = [Preferred::First, Preferred::Second, Preferred::Tie];

/// Candidates, and the pair of them that each item shows.
#[derive(Debug, Default)]
struct Pairs {
    candidates: Names,
    of_item: Vec<[usize; 2]>,
}

impl Pairs {
    /// Reads the items. Errors name file, line and column.
    fn read(path: &Path) -> Result<Self> {
        let mut table = Table::open(path)?;
        let columns = table.columns([&ITEM_OF_CAMPAIGN, &FIRST, &SECOND])?;
        let mut pairs = Self::default();
        table.each_name(columns, |line, [_, first, second]| {
            if first == second {
                let reason = format!("{second:?} stands against itself, expected two candidates");
                return Err(table.refusal(line, columns[2], reason));
            }
            let pair = [first, second].map(|name| pairs.candidates.of(name, line));
            pairs.of_item.push(pair);
            Ok(())
        })?;
        Ok(pairs)
    }

    /// Votes of one seat's labels on the items of its task, from the first one on.
    fn votes(&self, first_item: usize, labels: &[u8], skill: i64) -> Vec<Preference> {
        let pairs = self.of_item.iter().skip(first_item);
        let vote = |(&[first, second], &label): (&[usize; 2], &u8)| {
            Some(Preference {
                first,
                second,
                preferred: *SAID.get(usize::from(label))?,
                skill,
            })
        };
        pairs.zip(labels).filter_map(vote).collect()
    }

    /// The ranking: place, candidate, strength and votes.
    fn ranked(&self, votes: &[Preference]) -> Result<Vec<Vec<Field>>> {
        let strengths = strengths(self.candidates.len(), votes)?;
        let mut met = vec![0_u32; strengths.len()];
        for vote in votes {
            met[vote.first] += 1;
            met[vote.second] += 1;
        }
        let mut order: Vec<usize> = (0..strengths.len()).collect();
        order.sort_by_key(|&candidate| (-strengths[candidate], candidate));
        let row = |(place, candidate): (usize, usize)| {
            let (name, _) = self.candidates.named(candidate).unwrap_or_default();
            let strength = strengths[candidate] as f64 / BIT;
            vec![
                (place.to_string(), place.into()),
                (name.to_owned(), name.into()),
                (format!("{strength:.3}"), strength.into()),
                (met[candidate].to_string(), met[candidate].into()),
            ]
        };
        Ok((1..).zip(order).map(row).collect())
    }
}

/// Ranks the candidates by every revealed label, weighed by the skill of who gave it.
pub fn run(context: &Context, args: &args::Rank) -> Result<()> {
    results::check_ending(&args.out)?;
    keeps_inputs(&args.out, [args.pairs.as_path()])?;
    let pairs = Pairs::read(&args.pairs)?;
    let items = Items::read(&args.pairs)?;
    let market = context.market()?;
    let campaign = market.campaign(args.campaign)?;
    check(&campaign.terms, &items, args)?;
    let mut tasks = market.tasks(args.campaign)?;
    tasks.retain(|task| has_verdict(task.phase));
    let progress = context.say.progress("tasks", tasks.len());
    let mut votes = Vec::new();
    for task in &tasks {
        let verdict: VerdictResponse = market.registry(&QueryMsg::Verdict(TaskRef {
            campaign: args.campaign,
            task: task.task,
        }))?;
        let scores = verdict.scores.into_iter();
        let changes: BTreeMap<_, _> = scores.map(|of| (of.labeler, of.change)).collect();
        let first = usize::try_from(task.task * campaign.terms.page)?;
        for Revealed { seat, row } in revealed(&market, &campaign, task)? {
            let change = changes.get(&seat.labeler).copied().map(History::from);
            let skill = skill(row.history, change.unwrap_or_default());
            votes.extend(pairs.votes(first, &row.labels, skill));
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    let rows = pairs.ranked(&votes)?;
    let header = ["rank", "candidate", "strength_bits", "votes"];
    results::write(&args.out, &header, &rows)?;
    context.say.result(&json!({
        "campaign": args.campaign, "candidates": rows.len(), "votes": votes.len(),
        "tasks": tasks.len(), "tasks_without_verdict": campaign.tasks - u32::try_from(tasks.len())?,
        "out": args.out.display().to_string(),
    }));
    Ok(())
}

fn check(terms: &Terms, items: &Items, args: &args::Rank) -> Result<()> {
    ensure!(
        terms.questions.len() == 1,
        "campaign {} asks {} questions, expected one: which of a pair is preferred",
        args.campaign,
        terms.questions.len()
    );
    ensure!(
        (2..=SAID.len()).contains(&terms.classes().len()),
        "campaign {} has {} classes ({}), expected two or three: the first of a pair is preferred, the \
         second, or neither",
        args.campaign,
        terms.classes().len(),
        terms.classes().join(", ")
    );
    ensure!(
        items.root() == terms.manifest.root.as_slice(),
        "{}: the items are not those of campaign {}: their root is another one",
        args.pairs.display(),
        args.campaign
    );
    Ok(())
}

/// The skill of a voter: the record that they were drawn with, and what the task has added.
fn skill(drawn_with: History, change: History) -> i64 {
    History {
        skill: drawn_with.skill.saturating_add(change.skill),
        mass: drawn_with.mass.saturating_add(change.mass),
        ..drawn_with
    }
    .standing()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pasar_common::task_registry::Question;
    use pasar_truth::{
        resolve,
        rows::{seats, Row},
        PayTerms, Score, Task,
    };

    fn pairs(rows: &str) -> Result<Pairs> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.csv");
        std::fs::write(&path, format!("item,first,second\n{rows}")).unwrap();
        Pairs::read(&path)
    }

    #[test]
    fn what_most_and_the_skilled_prefer_stands_first() {
        let pairs = pairs("1,old,new\n2,new,other\n3,other,old\n").unwrap();
        let good = 3_900;
        let mut votes = pairs.votes(0, &[1, 0, 0], good);
        votes.extend(pairs.votes(0, &[1, 0, 2], good));
        // Somebody without skill says the contrary, and nothing of the third.
        votes.extend(pairs.votes(0, &[0, 1, 255], 0));
        assert_eq!(votes.len(), 8);
        let rows = pairs.ranked(&votes).unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row[1].0.as_str()).collect();
        assert_eq!(names, ["new", "other", "old"]);
        assert_eq!(rows[0][0].0, "1");
        assert_eq!(rows[0][3].0, "6");
        assert!(rows[0][2].1.as_f64() > rows[1][2].1.as_f64());
        // Labels of a later task are of its items.
        let later = pairs.votes(2, &[0], good);
        assert_eq!((later[0].first, later[0].second), (2, 0));
    }

    /// Every pair of candidates in both orders, what is preferred in each, and the pairs themselves.
    fn tournament(candidates: usize) -> (Pairs, Vec<u8>) {
        let mut rows = String::new();
        let mut right = Vec::new();
        for first in 0..candidates {
            for second in (0..candidates).filter(|second| *second != first) {
                rows += &format!("{first}-{second},c{first},c{second}\n");
                right.push(u8::from(second < first));
            }
        }
        (pairs(&rows).unwrap(), right)
    }

    #[test]
    fn a_campaign_s_votes_rank_candidates_and_a_habit_of_place_counts_for_little() {
        let (pairs, right) = tournament(8);
        // Four who look are each wrong on a fifth of the pairs, on others each; three take what stands first.
        let looks = |reader: usize| {
            let said = right.iter().enumerate();
            let said =
                said.map(|(item, right)| right ^ u8::from((item * 3 + reader).is_multiple_of(5)));
            Row::of_all(said.collect())
        };
        let habit = Row::of_all(vec![0; right.len()]);
        let mut rows: Vec<Row> = (0..4).map(looks).collect();
        rows.extend(vec![habit; 3]);
        let seats = seats(&rows);
        let task = Task::new(2, right.len(), &seats, &[], PayTerms::default()).unwrap();
        let scores = resolve(&task).scores;
        assert!(scores[4..].iter().all(|score| score.paid_bps == 0));
        let voter = |score: &Score| {
            let change = History {
                skill: score.d_skill,
                mass: score.d_mass,
                evidence: score.d_evidence,
            };
            skill(History::default(), change)
        };
        let skills: Vec<i64> = scores.iter().map(voter).collect();
        assert!(skills[..4].iter().all(|skill| *skill > skills[4]));
        let votes = rows.iter().zip(skills);
        let votes: Vec<Preference> = votes
            .flat_map(|(row, skill)| pairs.votes(0, &row.labels, skill))
            .collect();
        let ranked = pairs.ranked(&votes).unwrap();
        let names: Vec<String> = ranked.iter().map(|row| row[1].0.clone()).collect();
        let wanted: Vec<String> = (0..8).map(|number| format!("c{number}")).collect();
        assert_eq!(names, wanted);
        assert!(ranked.iter().all(|row| row[3].0 == (14 * 7).to_string()));
    }

    #[test]
    fn campaigns_that_ask_no_preference_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.csv");
        std::fs::write(&path, "item,first,second\n1,a,b\n2,b,a\n").unwrap();
        let items = Items::read(&path).unwrap();
        let args = args::Rank {
            campaign: 3,
            pairs: path.clone(),
            out: folder.path().join("ranks.csv"),
        };
        let refusal = |questions: Vec<Question>, is_its_own: bool| {
            let mut terms = crate::files::terms::example(60, 2);
            terms.questions = questions;
            if is_its_own {
                terms.manifest.root = items.root().to_vec().into();
            }
            check(&terms, &items, &args).map_err(|error| error.to_string())
        };
        let asked = |classes: &[&str]| Question::of_classes(classes.iter().copied());
        for classes in [&["first", "second"][..], &["first", "second", "tie"]] {
            assert_eq!(refusal(vec![asked(classes)], true), Ok(()));
        }
        let error = refusal(vec![asked(&["first", "second"]); 2], true).unwrap_err();
        assert!(error.starts_with("campaign 3 asks 2 questions, expected one"));
        let error = refusal(vec![asked(&["a", "b", "c", "d"])], true).unwrap_err();
        assert!(error.starts_with("campaign 3 has 4 classes (a, b, c, d), expected two or three"));
        let error = refusal(vec![asked(&["first", "second"])], false).unwrap_err();
        assert!(error.contains("the items are not those of campaign 3"));
    }

    #[test]
    fn pairs_that_are_none_are_refused_with_line_and_column() {
        let refusal = |rows: &str| pairs(rows).unwrap_err().to_string();
        assert!(refusal("1,a,b\n2,b,b\n")
            .ends_with("line 3, column 3: \"b\" stands against itself, expected two candidates"));
        assert!(refusal("1,a,\n").ends_with("line 2, column 3: the field is empty"));
    }

    #[test]
    fn a_voter_weighs_by_their_record_and_what_they_showed() {
        let label = pasar_truth::ONE;
        let shown = History {
            skill: 90 * label,
            mass: 100 * label,
            evidence: 0,
        };
        let newcomer = skill(History::default(), History::default());
        assert!(skill(History::default(), shown) > newcomer);
        assert!(skill(shown, History::default()) > newcomer);
    }
}
