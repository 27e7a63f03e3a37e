//! Stakes, and what accounts take out: pay, refunds, tips, fees, emission.

use anyhow::{ensure, Result};
use cosmwasm_std::Uint128;
use pasar_common::{
    label_escrow::{self, Amount, EarningsResponse, Withdraw, MAX_WITHDRAW_CAMPAIGNS},
    reputation_staking::{ClaimFees, ExecuteMsg as Staking, ReceiveMsg, Unbond},
    reward_token::{
        self, ClaimEmission, PendingEmissionResponse, ScheduleResponse, MAX_CLAIM_EPOCHS,
    },
};
use serde::Serialize;

use crate::{
    args,
    batches::deliver,
    chain::{
        account::Account,
        amounts::{parse_coin, parse_denom},
        network::Contract,
    },
    context::Context,
};

/// Sends one message and says what happened.
fn send(context: &Context, contract: Contract, message: &impl Serialize) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let sent = account.send(&[account.call(contract, message)?])?;
    context.say.done(&sent);
    Ok(())
}

/// `pasar bond`.
pub fn bond(context: &Context, amount: &str) -> Result<()> {
    let (amount, denom) = parse_coin(amount)?;
    let market = context.market()?;
    let account = context.account(&market)?;
    let messages = (&Staking::Bond {}, &ReceiveMsg::Bond {});
    let call = account.pay(Contract::Staking, messages, (&denom, amount))?;
    context.say.done(&account.send(&[call])?);
    Ok(())
}

/// `pasar unbond`.
pub fn unbond(context: &Context, amount: &str) -> Result<()> {
    let (amount, denom) = parse_coin(amount)?;
    send(
        context,
        Contract::Staking,
        &Staking::Unbond(Unbond { denom, amount }),
    )
}

/// `pasar withdraw-stake`.
pub fn withdraw_stake(context: &Context, denom: &str) -> Result<()> {
    let denom = parse_denom(denom)?;
    send(context, Contract::Staking, &Staking::Withdraw(denom.into()))
}

/// `pasar fees`.
pub fn fees(context: &Context) -> Result<()> {
    let claim = ClaimFees {
        denoms: None,
        to: None,
    };
    send(context, Contract::Staking, &Staking::ClaimFees(claim))
}

/// `pasar withdraw`.
pub fn withdraw(context: &Context, args: args::Withdraw) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let campaigns = if args.campaigns.is_empty() {
        let all = market.campaigns()?;
        all.iter().map(|campaign| campaign.campaign).collect()
    } else {
        args.campaigns
    };
    let mut calls = Vec::new();
    for campaigns in campaigns.chunks(MAX_WITHDRAW_CAMPAIGNS) {
        let earnings = earnings(&account, campaigns)?;
        if earnings.iter().any(|earned| !earned.amount.is_zero()) {
            let message = label_escrow::ExecuteMsg::Withdraw(Withdraw {
                campaigns: campaigns.to_vec(),
                denoms: None,
                to: args.to.clone(),
            });
            calls.push(account.call(Contract::Escrow, &message)?);
        }
    }
    ensure!(
        !calls.is_empty(),
        "{} has nothing to withdraw",
        account.address()
    );
    // Tips go with the first message; a later one with nothing but tips is refused, and left out.
    let delivered = deliver(context.say, &account, &calls, 4)?;
    for sent in &delivered.sent {
        context.say.done(sent);
    }
    Ok(())
}

/// What an account could withdraw from campaigns.
fn earnings(account: &Account<'_>, campaigns: &[u32]) -> Result<Vec<Amount>> {
    let earnings: EarningsResponse = account.market.escrow(&label_escrow::QueryMsg::Earnings {
        address: account.address().to_owned(),
        campaigns: campaigns.to_vec(),
    })?;
    Ok(earnings.earnings)
}

/// `pasar emission`.
pub fn emission(context: &Context, args: args::Emission) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let schedule: ScheduleResponse = market.token(&reward_token::QueryMsg::Schedule {})?;
    let last = u32::try_from(MAX_CLAIM_EPOCHS)?;
    let epochs = if args.epochs.is_empty() {
        (schedule.epoch.saturating_sub(last)..schedule.epoch).collect()
    } else {
        args.epochs
    };
    let mut claimable = Vec::new();
    for epoch in epochs {
        let pending: PendingEmissionResponse =
            market.token(&reward_token::QueryMsg::PendingEmission {
                labeler: account.address().to_owned(),
                epochs: vec![epoch],
            })?;
        if pending.claimable > Uint128::zero() {
            claimable.push(epoch);
        }
    }
    ensure!(
        !claimable.is_empty(),
        "{} has nothing to mint in epochs that ended; epoch {} runs",
        account.address(),
        schedule.epoch
    );
    let mut calls = Vec::new();
    for epochs in claimable.chunks(MAX_CLAIM_EPOCHS) {
        let epochs = epochs.to_vec();
        let claim = reward_token::ExecuteMsg::ClaimEmission(ClaimEmission { epochs });
        calls.push(account.call(Contract::Token, &claim)?);
    }
    context.say.done(&account.send(&calls)?);
    Ok(())
}
