//! Challenges of verdicts, and the seats of their panels.

use anyhow::{bail, Result};
use pasar_common::{
    asset::denom_key,
    item_set::ItemSet,
    task_registry::{
        self as registry, ChallengeBondResponse, ChallengeSize, ExecuteMsg, QueryMsg, ReceiveMsg,
        Terms,
    },
};

use super::{args, items::Items, labels::Scope, network::Contract, secret, send, Context};

/// `pasar challenge`.
pub fn challenge(context: &Context, args: &args::Challenge) -> Result<()> {
    let names = args.names.as_deref().map(Items::read).transpose()?;
    let market = context.market()?;
    let account = context.account(&market)?;
    let terms = market.campaign(args.campaign)?.terms;
    let items = items(args, &terms, names.as_ref())?;
    let bond: ChallengeBondResponse = market.registry(&QueryMsg::ChallengeBond(ChallengeSize {
        campaign: args.campaign,
        task: args.task,
        items: items.len(),
    }))?;
    let question = format!(
        "Challenge {} items of task {} for a bond of {} {}?",
        items.len(),
        args.task,
        bond.amount,
        denom_key(&bond.denom)
    );
    secret::confirm(&question, context.options.yes)?;
    let challenge = registry::Challenge {
        campaign: args.campaign,
        task: args.task,
        items: items.as_bytes().into(),
    };
    let call = ExecuteMsg::Challenge(challenge.clone());
    let hook = ReceiveMsg::Challenge(challenge);
    let call = account.pay(
        Contract::Registry,
        (&call, &hook),
        (&bond.denom, bond.amount),
    )?;
    context.say.done(&account.send(&[call])?);
    Ok(())
}

/// The named items, as the task counts them.
fn items(args: &args::Challenge, terms: &Terms, names: Option<&Items>) -> Result<ItemSet> {
    let scope = Scope::of(terms, names);
    let (first, size) = (
        args.task.saturating_mul(terms.page),
        terms.items_of(args.task),
    );
    let mut members = Vec::new();
    for text in &args.items {
        let Some(number) = scope.item(text) else {
            bail!("item {text:?}, expected {}", scope.wanted_item());
        };
        match number.checked_sub(first).filter(|item| *item < size) {
            Some(item) => members.push(item),
            None => bail!(
                "item {text:?} is in task {}, not in task {}",
                number / terms.page.max(1),
                args.task
            ),
        }
    }
    Ok(ItemSet::of(&members, size)?)
}

/// `pasar join-panel`.
pub fn join_panel(context: &Context, args: args::JoinPanel) -> Result<()> {
    let args::JoinPanel {
        campaign,
        task,
        issuer,
    } = args;
    send::to_registry(
        context,
        &ExecuteMsg::JoinPanel(registry::JoinPanel {
            campaign,
            task,
            issuer,
        }),
    )
}
