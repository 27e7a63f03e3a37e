//! What requesters, labelers, challengers, licensees, stakers and keepers do, a file a command.

mod adapt;
mod challenge;
mod controls;
mod crank;
mod create;
mod dataset;
mod draws;
mod export;
mod income;
mod keys;
mod label;
mod labeler;
mod manifest;
mod open_gold;
mod opening;
mod panel;
mod panelist;
mod panels;
mod query;
mod rank;
mod revealed;
mod sealed_labels;
mod sealer;
mod send;

use anyhow::Result;

use crate::{
    args::{Command, Options},
    context::Context,
    output::Say,
};

/// Runs a command.
///
/// # Errors
/// Where an input is malformed, the node does not answer, or the chain refuses.
pub fn run(options: Options, command: Command) -> Result<()> {
    let say = Say { json: options.json };
    let context = Context { options, say };
    match command {
        Command::Keys(command) => keys::run(&context, command),
        Command::Create(args) => create::run(&context, args),
        Command::Manifest(command) => manifest::run(&context, command),
        Command::Adapt(args) => adapt::run(&context, &args),
        Command::OpenGold(args) => open_gold::run(&context, &args),
        Command::Cancel(args) => send::cancel(&context, args.campaign),
        Command::Export(args) => export::run(&context, &args),
        Command::Rank(args) => rank::run(&context, &args),
        Command::Offer(args) => dataset::offer(&context, args),
        Command::Bond { amount } => income::bond(&context, &amount),
        Command::Unbond { amount } => income::unbond(&context, &amount),
        Command::WithdrawStake { denom } => income::withdraw_stake(&context, &denom),
        Command::Claim(args) => send::claim(&context, args),
        Command::Draw(args) => draws::run(&context, &args),
        Command::Seats(args) => label::seats(&context, args.campaign),
        Command::Items(args) => label::items(&context, &args),
        Command::Commit(args) => label::commit(&context, &args),
        Command::Reveal(args) => label::reveal(&context, &args),
        Command::Release(args) => send::release(&context, args),
        Command::Label(args) => label::run(&context, &args),
        Command::Withdraw(args) => income::withdraw(&context, args),
        Command::Disputes(command) => panel::run(&context, command),
        Command::License(args) => dataset::license(&context, args),
        Command::Royalty(args) => dataset::royalty(&context, &args),
        Command::Fees => income::fees(&context),
        Command::Emission(args) => income::emission(&context, args),
        Command::Resolve(args) => send::resolve(&context, args),
        Command::Settle(args) => send::settle(&context, args),
        Command::Advance(args) => send::advance(&context, args),
        Command::Crank(args) => crank::run(&context, &args),
        Command::Query(args) => query::run(&context, &args),
        Command::Show(args) => query::show(&context, args),
    }
}
