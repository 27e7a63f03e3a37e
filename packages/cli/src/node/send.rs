//! Commands that are one message to the registry.

use anyhow::Result;
use pasar_common::task_registry::{self as registry, CampaignRef, ExecuteMsg};

use super::{args, network::Contract, Context};

/// Sends a message to the registry and says what happened.
pub fn to_registry(context: &Context, message: &ExecuteMsg) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let sent = account.send(&[account.call(Contract::Registry, message)?])?;
    context.say.done(&sent);
    Ok(())
}

/// `pasar cancel`.
pub fn cancel(context: &Context, campaign: u32) -> Result<()> {
    let question = format!("Cancel campaign {campaign}? Nobody can open it again.");
    super::secret::confirm(&question, context.options.yes)?;
    to_registry(
        context,
        &ExecuteMsg::CancelCampaign(CampaignRef { campaign }),
    )
}

/// `pasar claim`.
pub fn claim(context: &Context, args: args::Claim) -> Result<()> {
    let args::Claim {
        campaign,
        seats,
        issuer,
    } = args;
    to_registry(
        context,
        &ExecuteMsg::Claim(registry::Claim {
            campaign,
            seats,
            issuer,
        }),
    )
}

/// `pasar release`.
pub fn release(context: &Context, args: args::Tasks) -> Result<()> {
    to_registry(
        context,
        &ExecuteMsg::Release(tasks(args.campaign, args.tasks)),
    )
}

/// `pasar resolve`.
pub fn resolve(context: &Context, args: args::Tasks) -> Result<()> {
    to_registry(
        context,
        &ExecuteMsg::Resolve(tasks(args.campaign, args.tasks)),
    )
}

/// `pasar settle`.
pub fn settle(context: &Context, args: args::Tasks) -> Result<()> {
    to_registry(
        context,
        &ExecuteMsg::Settle(tasks(args.campaign, args.tasks)),
    )
}

/// `pasar advance`.
pub fn advance(context: &Context, args: args::TasksOrNone) -> Result<()> {
    to_registry(
        context,
        &ExecuteMsg::Advance(tasks(args.campaign, args.tasks)),
    )
}

fn tasks(campaign: u32, tasks: Vec<u32>) -> registry::Tasks {
    registry::Tasks { campaign, tasks }
}
