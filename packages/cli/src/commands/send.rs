//! Commands that are one message to the registry.

use anyhow::Result;
use pasar_common::task_registry::{
    self as registry, CampaignRef, ExecuteMsg, LabelerRef, QueryMsg, Ticket, TicketResponse,
};

use crate::{
    args,
    chain::{
        drand::{signature, stage, Stage},
        network::Contract,
    },
    commands::draws::warn_of_drand,
    context::Context,
};

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
    crate::keys::secret::confirm(&question, context.options.yes)?;
    to_registry(
        context,
        &ExecuteMsg::CancelCampaign(CampaignRef { campaign }),
    )
}

/// `pasar claim`: with the signature of the round that draws the ticket they have.
pub fn claim(context: &Context, args: args::Claim) -> Result<()> {
    let args::Claim {
        campaign,
        seats,
        issuer,
    } = args;
    let market = context.market()?;
    let account = context.account(&market)?;
    let about = market.campaign(campaign)?;
    let network = &market.chain.network;
    warn_of_drand(context.say, network, &about)?;
    let labeler = account.address().to_owned();
    let asked = QueryMsg::Ticket(LabelerRef { campaign, labeler });
    let found: TicketResponse = market.registry(&asked)?;
    let block = market.chain.block()?;
    let is_ripe = |ticket: &Ticket| stage(ticket, block) == Stage::Ripe;
    let ripe = found.ticket.filter(is_ripe);
    let drand = &about.params.randomness;
    let signature = ripe.map(|ticket| signature(drand, &network.relays, ticket.round));
    let message = ExecuteMsg::Claim(registry::Claim {
        campaign,
        seats,
        issuer,
        signature: signature.transpose()?,
    });
    let sent = account.send(&[account.call(Contract::Registry, &message)?])?;
    context.say.done(&sent);
    Ok(())
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
