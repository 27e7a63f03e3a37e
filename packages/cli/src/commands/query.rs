//! Questions: any query by its name, and what people want to see most.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::Uint128;
use pasar_common::{
    asset::denom_key,
    label_escrow, reputation_staking, reward_token,
    task_registry::{self, Phase, QueryMsg, TaskRef},
};
use serde_json::{json, Map, Value};

use crate::{
    args,
    chain::{market::Market, network::Contract},
    context::Context,
};

/// Contracts by the name that comes before a query's.
const CONTRACTS: [(&str, Contract); 4] = [
    ("registry", Contract::Registry),
    ("escrow", Contract::Escrow),
    ("staking", Contract::Staking),
    ("token", Contract::Token),
];

/// `pasar query`.
pub fn run(context: &Context, args: &args::Query) -> Result<()> {
    let (contract, message) = parse(&args.name, &args.json)?;
    let market = context.market()?;
    let answer: Value = market.chain.smart(market.address(contract), &message)?;
    context.say.result(&answer);
    Ok(())
}

/// Finds the contract that has a query of this name and fields; the registry comes first.
fn parse(name: &str, json: &str) -> Result<(Contract, Value)> {
    let fields: Value = serde_json::from_str(json)
        .with_context(|| format!("{json:?} is no JSON, such as '{{\"campaign\": 1}}'"))?;
    let (wanted, name) = match name.split_once('.') {
        Some((contract, name)) => (Some(contract), name),
        None => (None, name),
    };
    let message = Value::Object(Map::from_iter([(name.to_owned(), fields)]));
    let mut reasons = Vec::new();
    for (known, contract) in CONTRACTS {
        if wanted.is_some_and(|wanted| wanted != known) {
            continue;
        }
        match check(contract, &message) {
            Ok(()) => return Ok((contract, message)),
            Err(error) => reasons.push((known, error.to_string())),
        }
    }
    // A contract that has the query, but not with these fields, knows best what is wrong.
    let best = reasons
        .iter()
        .find(|(_, error)| !error.contains("unknown variant"));
    if let Some((contract, error)) = best {
        bail!("{contract}: {error}");
    }
    let known: Vec<String> = reasons.iter().map(queries).collect();
    ensure!(
        !known.is_empty(),
        "query {name:?}: expected registry, escrow, staking or token before the dot"
    );
    bail!("query {name:?}: expected one of {}", known.join("; "))
}

/// A contract and its queries, out of the reason why another is none.
fn queries((contract, error): &(&str, String)) -> String {
    let (_, names) = error
        .split_once("expected one of ")
        .unwrap_or(("", error.as_str()));
    format!("{contract}: {}", names.replace('`', ""))
}

fn check(contract: Contract, message: &Value) -> serde_json::Result<()> {
    let message = message.clone();
    match contract {
        Contract::Registry => serde_json::from_value::<QueryMsg>(message).map(drop),
        Contract::Escrow => serde_json::from_value::<label_escrow::QueryMsg>(message).map(drop),
        Contract::Staking => {
            serde_json::from_value::<reputation_staking::QueryMsg>(message).map(drop)
        }
        Contract::Token => serde_json::from_value::<reward_token::QueryMsg>(message).map(drop),
    }
}

/// `pasar show`.
pub fn show(context: &Context, what: args::Show) -> Result<()> {
    let market = context.market()?;
    let shown = match what {
        args::Show::Campaign { campaign } => campaign_view(&market, campaign)?,
        args::Show::Task { campaign, task } => task_view(&market, campaign, task)?,
        args::Show::Account { address } => {
            let address = match address {
                Some(address) => crate::chain::address::parse_address(&address)?.to_string(),
                None => context.account(&market)?.address().to_owned(),
            };
            account_view(&market, &address)?
        }
    };
    context.say.result(&shown);
    Ok(())
}

fn campaign_view(market: &Market, campaign: u32) -> Result<Value> {
    let about = market.campaign(campaign)?;
    let mut phases: BTreeMap<String, u32> = BTreeMap::new();
    for task in market.tasks(campaign)? {
        *phases.entry(task.phase.to_string()).or_default() += 1;
    }
    let ledger: label_escrow::LedgerResponse =
        market.escrow(&label_escrow::QueryMsg::Campaign { campaign })?;
    let mut view = serde_json::to_value(&about)?;
    view["phases"] = json!(phases);
    view["ledger"] = json!({
        "denom": denom_key(&ledger.denom), "deposited": ledger.deposited,
        "reserved": ledger.reserved, "labels": ledger.labels, "pay": ledger.pay,
        "commons": ledger.commons, "fee": ledger.fee, "tips": ledger.tips,
        "refunded": ledger.refunded,
    });
    Ok(view)
}

fn task_view(market: &Market, campaign: u32, task: u32) -> Result<Value> {
    let about = market.task(campaign, task)?;
    let mut view = serde_json::to_value(&about)?;
    let seats = market.seats(campaign, task)?;
    let seat = |seat: &task_registry::SeatResponse| {
        json!({
            "labeler": seat.labeler, "wave": seat.wave, "status": seat.status.to_string(),
            "commit_by": seat.commit_by.seconds(),
        })
    };
    view["seats"] = seats.iter().map(seat).collect();
    let judged = matches!(about.phase, Phase::Resolved | Phase::Settled);
    if judged {
        view["verdict"] = market.registry(&QueryMsg::Verdict(TaskRef { campaign, task }))?;
    }
    if about.challenges > 0 {
        let all = market.challenges(campaign, task)?;
        let shown: Result<Vec<Value>> = all
            .iter()
            .map(|of| challenge_view(market, (campaign, task), of))
            .collect();
        view["challenged_by"] = json!(shown?);
    }
    Ok(view)
}

fn challenge_view(
    market: &Market,
    (campaign, task): (u32, u32),
    challenge: &task_registry::ChallengeResponse,
) -> Result<Value> {
    let panel = market.panel(campaign, task, challenge.challenge)?;
    let mut view = serde_json::to_value(challenge)?;
    let seat = |seat: &task_registry::SeatResponse| json!({ "labeler": seat.labeler, "status": seat.status.to_string() });
    view["panel"] = panel.iter().map(seat).collect();
    Ok(view)
}

fn account_view(market: &Market, address: &str) -> Result<Value> {
    let denom = &market.chain.network.gas_price.denom;
    let balance: Uint128 = market.chain.balance(address, denom)?.into();
    let token: cw20::BalanceResponse = market.token(&reward_token::QueryMsg::Balance {
        address: address.to_owned(),
    })?;
    let stakes: reputation_staking::StakesResponse =
        market.staking(&reputation_staking::QueryMsg::Stakes {
            staker: address.to_owned(),
            start_after: None,
            limit: Some(50),
        })?;
    let withdrawable = withdrawable(market, address)?;
    Ok(json!({
        "address": address,
        "balance": {denom: balance},
        "reward_tokens": token.balance,
        "stakes": stakes.stakes,
        "withdrawable": withdrawable,
    }))
}

/// What an address could withdraw from all campaigns.
fn withdrawable(market: &Market, address: &str) -> Result<BTreeMap<String, Uint128>> {
    let earned = |campaigns: &[u32]| -> Result<BTreeMap<String, Uint128>> {
        let earned: label_escrow::EarningsResponse =
            market.escrow(&label_escrow::QueryMsg::Earnings {
                address: address.to_owned(),
                campaigns: campaigns.to_vec(),
            })?;
        let earned = earned.earnings.into_iter();
        Ok(earned
            .map(|entry| (denom_key(&entry.denom), entry.amount))
            .collect())
    };
    // Every answer has the tips, which belong to no campaign.
    let tips = earned(&[])?;
    let mut all = tips.clone();
    let campaigns: Vec<u32> = market.campaigns()?.iter().map(|of| of.campaign).collect();
    for part in campaigns.chunks(label_escrow::MAX_WITHDRAW_CAMPAIGNS) {
        for (denom, amount) in earned(part)? {
            let tip = tips.get(&denom).copied().unwrap_or_default();
            *all.entry(denom).or_default() += amount.saturating_sub(tip);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_found_by_its_name() {
        for (name, json, wanted) in [
            ("campaign", r#"{"campaign":1}"#, Contract::Registry),
            ("escrow.campaign", r#"{"campaign":1}"#, Contract::Escrow),
            ("holders", r#"{"campaign":1}"#, Contract::Escrow),
            (
                "skill",
                r#"{"labeler":"a","domain":"b"}"#,
                Contract::Staking,
            ),
            ("schedule", "{}", Contract::Token),
        ] {
            assert_eq!(parse(name, json).unwrap().0, wanted, "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_query_is_said() {
        for (name, json, wanted) in [
            ("campaign", "{}", "registry: missing field `campaign`"),
            (
                "nothing",
                "{}",
                "query \"nothing\": expected one of registry: ",
            ),
            ("nothing", "{}", "; escrow: "),
            ("nothing", "{}", "; token: "),
            (
                "token.nothing",
                "{}",
                "query \"nothing\": expected one of token: ",
            ),
            (
                "bank.balance",
                "{}",
                "expected registry, escrow, staking or token",
            ),
            ("campaign", "1,", "is no JSON"),
        ] {
            let error = format!("{:#}", parse(name, json).unwrap_err());
            assert!(error.contains(wanted), "{error}");
        }
    }
}
