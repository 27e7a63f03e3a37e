//! `pasar challenge`: has a panel label items of a task anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure, Result};
use cosmwasm_std::Uint128;
use pasar_common::{
    asset::denom_key,
    task_registry::{
        self as registry, ChallengeBondResponse, ChallengeSize, ChallengeStatus, ChallengeTerms,
        ExecuteMsg, QueryMsg, ReceiveMsg, TaskRef, Terms, VerdictResponse,
    },
};
use pasar_formats::item_set::ItemSet;
use pasar_tables::split;
use pasar_truth::NONE;
use serde_json::json;

use crate::{
    args::panel as args,
    chain::{
        account::{Account, Sent},
        market::Market,
        network::Contract,
    },
    commands::controls::{drawn, wanted},
    context::Context,
    files::{items::Items, labels::Scope},
    keys::secret,
    output::transaction,
    random,
};

/// `pasar challenge`.
pub fn run(context: &Context, args: &args::Challenge) -> Result<()> {
    let names = args.names.as_deref().map(Items::read).transpose()?;
    let market = context.market()?;
    let account = context.account(&market)?;
    let terms = market.campaign(args.campaign)?.terms;
    let Some(rule) = terms.challenge.clone() else {
        let campaign = args.campaign;
        bail!("campaign {campaign}: its terms allow no challenges");
    };
    let disputed = members(args, (&args.items, "--items"), &terms, names.as_ref())?;
    let right = members(args, (&args.right, "--right"), &terms, names.as_ref())?;
    if let Some(both) = disputed.intersection(&right).next() {
        bail!(
            "item {both} of the task stands in --items and in --right, expected it in one of them"
        );
    }
    let mut added = Vec::new();
    if !args.only {
        added = more(&market, args, (&terms, &rule), (&disputed, &right))?;
    }
    let all: Vec<u32> = disputed
        .iter()
        .chain(&right)
        .chain(&added)
        .copied()
        .collect();
    let items = ItemSet::of(&all, terms.items_of(args.task))?;
    let bond: ChallengeBondResponse = market.registry(&QueryMsg::ChallengeBond(ChallengeSize {
        campaign: args.campaign,
        task: args.task,
        items: items.len(),
    }))?;
    let first = args.task * terms.page;
    let added: Vec<u32> = added.iter().map(|item| first + item).collect();
    for line in explained((&added, items.len()), (&terms, &rule), bond.amount) {
        context.say.line(line);
    }
    let question = format!(
        "Challenge {} items of task {} for a bond of {} {}?",
        items.len(),
        args.task,
        bond.amount,
        denom_key(&bond.denom)
    );
    secret::confirm(&question, context.options.yes)?;
    let sent = send(&account, (args.campaign, args.task), &items, &bond)?;
    context.say.sent(&sent);
    let mut record = transaction(&sent);
    record["added"] = json!(added);
    record["bond"] = json!(bond.amount);
    context.say.record(&record);
    Ok(())
}

fn send(
    account: &Account<'_>,
    (campaign, task): (u32, u32),
    items: &ItemSet,
    bond: &ChallengeBondResponse,
) -> Result<Sent> {
    let challenge = registry::Challenge {
        campaign,
        task,
        items: items.as_bytes().into(),
    };
    let call = ExecuteMsg::Challenge(challenge.clone());
    let hook = ReceiveMsg::Challenge(challenge);
    let call = account.pay(
        Contract::Registry,
        (&call, &hook),
        (&bond.denom, bond.amount),
    )?;
    account.send(&[call])
}

/// What is added, and what the bond buys, in words.
fn explained(
    (added, named): (&[u32], u32),
    (terms, rule): (&Terms, &ChallengeTerms),
    bond: Uint128,
) -> Vec<String> {
    let denom = denom_key(&terms.denom);
    let half = terms.price.u128() / 2;
    let flipped = terms.price.u128() * 3 / 2;
    let mut lines = Vec::new();
    if !added.is_empty() {
        let list: Vec<String> = added.iter().map(u32::to_string).collect();
        lines.push(format!(
            "{} items are added by chance that you have not called wrong ({}): a panelist who knew that every \
             named item is disputed could say the opposite without looking. Choose them with --right, or name \
             none with --only",
            added.len(),
            list.join(", ")
        ));
    }
    lines.push(format!(
        "The bond of {bond} {denom} has {} panelists label {named} items anew. A panelist whose label is the \
         final one gets {half} for an answer that stands and {flipped} for one that changes; {} for each answer \
         that stands comes back to you, and so does what belongs to seats that nobody fills or reveals",
        rule.panel_seats, terms.price
    ));
    lines.push(
        "Where fewer than three panelists reveal, the verdict stands and the bond comes back less a tenth".to_owned(),
    );
    lines
}

/// Items to name beside those that are disputed: by chance, of those that have a label and that panels may still
/// decide about.
fn more(
    market: &Market,
    args: &args::Challenge,
    (terms, rule): (&Terms, &ChallengeTerms),
    (disputed, right): (&BTreeSet<u32>, &BTreeSet<u32>),
) -> Result<Vec<u32>> {
    let (campaign, task) = (args.campaign, args.task);
    let items = terms.items_of(task);
    let count = wanted(disputed.len(), right.len(), items);
    if count == 0 {
        return Ok(Vec::new());
    }
    let verdict: VerdictResponse =
        market.registry(&QueryMsg::Verdict(TaskRef { campaign, task }))?;
    let mut decided: BTreeMap<u32, u8> = BTreeMap::new();
    for challenge in market.challenges(campaign, task)? {
        if challenge.status == ChallengeStatus::Decided {
            for item in ItemSet::parse(&challenge.items, items)?.iter() {
                *decided.entry(item).or_default() += 1;
            }
        }
    }
    let is_free = |item: &u32| {
        let is_spent = decided.get(item).is_some_and(|count| *count >= rule.max);
        !disputed.contains(item) && !right.contains(item) && !is_spent
    };
    let labeled = (0u32..).zip(&verdict.labels);
    let labeled = labeled.filter(|(_, label)| **label != NONE);
    let candidates: Vec<u32> = labeled.map(|(item, _)| item).filter(is_free).collect();
    let below = |count: usize| {
        let chance = u64::from_be_bytes(random::bytes());
        usize::try_from(chance % count as u64).unwrap_or_default()
    };
    Ok(drawn(candidates, count, below))
}

/// The named items, as the task counts them.
fn members(
    args: &args::Challenge,
    (texts, option): (&[String], &str),
    terms: &Terms,
    names: Option<&Items>,
) -> Result<BTreeSet<u32>> {
    let scope = Scope::of(terms, names);
    let first = args.task.saturating_mul(terms.page);
    let size = terms.items_of(args.task);
    let mut members = BTreeSet::new();
    for (text, number) in named(option, texts, scope)? {
        let item = number.checked_sub(first).filter(|item| *item < size);
        let Some(item) = item else {
            bail!(
                "item {text:?} is in task {}, not in task {}",
                number / terms.page.max(1),
                args.task
            );
        };
        ensure!(
            members.insert(item),
            "item {text:?} stands twice in {option}"
        );
    }
    Ok(members)
}

/// Items by their names or numbers, separated as in CSV. A text that is an item as it stands needs no
/// quotes, but where its parts are items too.
fn named(option: &str, texts: &[String], scope: Scope<'_>) -> Result<Vec<(String, u32)>> {
    let mut items = Vec::new();
    for text in texts {
        let parts = split(option, text)?;
        let numbers: Vec<Option<u32>> = parts.iter().map(|part| scope.item(part)).collect();
        let whole = scope.item(text.trim()).filter(|_| parts.len() > 1);
        if let Some(whole) = whole {
            ensure!(
                numbers.iter().any(Option::is_none),
                "{text:?} is an item, and each of its parts is one; put quotes around names that have a \
                 comma, as in CSV"
            );
            items.push((text.trim().to_owned(), whole));
            continue;
        }
        for (part, number) in parts.into_iter().zip(numbers) {
            let Some(number) = number else {
                bail!("{}", scope.no_item(&part));
            };
            items.push((part, number));
        }
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(file: &str, texts: &[&str]) -> Result<Vec<u32>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("items.csv");
        std::fs::write(&path, file).unwrap();
        let items = Items::read(&path).unwrap();
        let scope = Scope {
            questions: &[],
            items: items.len(),
            names: Some(&items),
        };
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let found = named("--items", &texts, scope)?;
        Ok(found.into_iter().map(|(_, number)| number).collect())
    }

    #[test]
    fn items_with_commas_can_be_named() {
        let file = "item\na\n\"b, c\"\nd\n";
        for (texts, wanted) in [
            (vec!["a,d"], vec![0, 2]),
            (vec!["a", "d"], vec![0, 2]),
            (vec!["b, c"], vec![1]),
            (vec!["\"b, c\",a"], vec![1, 0]),
            (vec!["a", "b, c"], vec![0, 1]),
        ] {
            assert_eq!(find(file, &texts).unwrap(), wanted, "{texts:?}");
        }
        let error = find(file, &["a,b, c"]).unwrap_err().to_string();
        assert_eq!(error, "item \"b\", expected a name of the items' file");
    }

    #[test]
    fn an_item_whose_parts_are_items_needs_quotes() {
        let file = "item\na\nb\n\"a,b\"\n";
        let error = find(file, &["a,b"]).unwrap_err().to_string();
        assert!(
            error.starts_with("\"a,b\" is an item, and each of its parts is one"),
            "{error}"
        );
        assert_eq!(find(file, &["\"a,b\""]).unwrap(), [2]);
        assert_eq!(find(file, &["a", "b"]).unwrap(), [0, 1]);
    }

    #[test]
    fn what_the_bond_buys_is_said() {
        let mut terms = crate::files::terms::example(60, 2);
        terms.price = 1_000u128.into();
        let rule = ChallengeTerms {
            window_seconds: 60,
            panel_seats: 3,
            max: 1,
            panel_mass: 50,
        };
        let said = explained((&[4, 9], 10), (&terms, &rule), 45_000u128.into());
        assert!(said[0]
            .starts_with("2 items are added by chance that you have not called wrong (4, 9):"));
        let wanted = "gets 500 for an answer that stands and 1500 for one that changes; 1000 for each answer";
        assert!(said[1].contains(wanted), "{}", said[1]);
        assert_eq!(
            explained((&[], 10), (&terms, &rule), 45_000u128.into()).len(),
            2
        );
    }
}
