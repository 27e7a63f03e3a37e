//! What labelers do for panels: `pasar judge` and its single steps.

use std::{path::Path, time::Duration};

use anyhow::{bail, Context as _, Result};
use pasar_common::task_registry::{ChallengeStatus, ExecuteMsg, PanelRef, Unregister};
use serde_json::json;

use super::{
    challenge,
    draws::warn_of_drand,
    panelist::Panelist,
    panels::{self, Next, View},
    sealer::Sealer,
    send,
};
use crate::{
    args::panel::{self as args, Disputes},
    chain::{account::Account, amounts::parse_denom, refusal::Refused},
    context::Context,
    output::{transaction, Say},
    retry::until_done,
};

/// Time between steps.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs a command about challenges.
pub fn run(context: &Context, command: Disputes) -> Result<()> {
    match command {
        Disputes::Challenge(args) => challenge::run(context, &args),
        Disputes::Panels(args) => panels::run(context, &args),
        Disputes::Judge(args) => judge(context, &args),
        Disputes::RegisterPanel(args) => {
            let of = (args.campaign, args.task, args.issuer);
            step(context, of, (None, None), &Next::Register)
        }
        Disputes::SitPanel(args) => {
            let of = (args.campaign, args.task, None);
            step(context, of, (None, None), &Next::Sit)
        }
        Disputes::SealPanel(args) => step_with(context, &args, &Next::Seal),
        Disputes::RevealPanel(args) => step_with(context, &args, &Next::Reveal),
        Disputes::Unregister { denom } => {
            let denom = parse_denom(&denom)?;
            send::to_registry(context, &ExecuteMsg::Unregister(Unregister { denom }))
        }
        Disputes::AdvancePanel(args::TaskOnly { campaign, task }) => send::to_registry(
            context,
            &ExecuteMsg::AdvancePanel(PanelRef { campaign, task }),
        ),
    }
}

fn step_with(context: &Context, args: &args::PanelLabels, what: &Next) -> Result<()> {
    let files = (args.labels.as_deref(), args.items.as_deref());
    step(context, (args.campaign, args.task, None), files, what)
}

/// Sends one message; the chain says whether it is due.
fn step(
    context: &Context,
    of: (u32, u32, Option<String>),
    files: (Option<&Path>, Option<&Path>),
    what: &Next,
) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let mut panelist = panelist(context, &account, of, files)?;
    let view = panelist.look()?;
    let call = panelist.call(what, &view)?;
    let sent = account.send(&[call.context("nothing is due")?])?;
    context.say.done(&sent);
    Ok(())
}

fn panelist<'a>(
    context: &Context,
    account: &'a Account<'a>,
    (campaign, task, issuer): (u32, u32, Option<String>),
    files: (Option<&Path>, Option<&Path>),
) -> Result<Panelist<'a>> {
    let market = account.market;
    let about = market.task(campaign, task)?;
    let live = market.live_challenge(campaign, &about)?;
    let Some(live) = live else {
        bail!("campaign {campaign}, task {task}: no challenge is live");
    };
    let campaign = market.campaign(campaign)?;
    warn_of_drand(context.say, &market.chain.network, &campaign)?;
    let of = (campaign.campaign, &campaign.terms);
    Ok(Panelist {
        sealer: Sealer::load(context, account, of, files)?,
        campaign,
        task,
        items: about.items,
        challenge: live.challenge,
        issuer,
        signature: None,
    })
}

/// `pasar judge`: all that a labeler does for a panel, until nothing is left.
fn judge(context: &Context, args: &args::Judge) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let of = (args.campaign, args.task, args.issuer.clone());
    let files = (Some(args.labels.as_path()), args.items.as_deref());
    let panelist = panelist(context, &account, of, files)?;
    panelist.check_labels(&panelist.look()?.challenge)?;
    let mut judging = Judging {
        say: context.say,
        panelist,
        said: String::new(),
    };
    let mut refused = None;
    let mut work = || {
        let done = judging.step(&mut refused)?;
        Ok(done || args.once)
    };
    if args.once {
        work()?;
    } else {
        until_done(context.say, PAUSE, work)?;
    }
    match refused {
        Some(refused) => Err(refused.into()),
        None => Ok(()),
    }
}

/// A panelist at work.
struct Judging<'a> {
    say: Say,
    panelist: Panelist<'a>,
    /// What was said last: once is enough.
    said: String,
}

impl Judging<'_> {
    /// One step; whether it was the last one. A registration that is refused is refused for good.
    fn step(&mut self, refused: &mut Option<Refused>) -> Result<bool> {
        let view = self.panelist.look()?;
        let next = view.next();
        match &next {
            Next::Wait(what, until) => {
                let left = until.saturating_sub(view.now);
                self.tell((what, until), &format!("waiting {what}, {left} s at most"));
            }
            Next::Over(why) => {
                self.end(&view, why);
                return Ok(true);
            }
            Next::Register
            | Next::Sit
            | Next::Seal
            | Next::Reveal
            | Next::Advance
            | Next::Unregister => {}
        }
        let Some(call) = self.panelist.call(&next, &view)? else {
            return Ok(false);
        };
        let mut attempt = self.panelist.sealer.account.try_send(&[call])?;
        if let Some(sent) = &attempt.sent {
            self.say.sent(sent);
            self.say.record(&json!({
                "campaign": self.panelist.campaign.campaign, "task": self.panelist.task,
                "challenge": self.panelist.challenge, "did": format!("{next:?}").to_lowercase(),
                "sent": transaction(sent),
            }));
        }
        if let Some((_, why)) = attempt.refused.pop() {
            if next == Next::Register {
                *refused = Some(why);
                return Ok(true);
            }
            // Their turn comes later, or somebody else was faster.
            let text = format!("{} refused: {why}", format!("{next:?}").to_lowercase());
            self.tell((&next, ()), &text);
        }
        Ok(false)
    }

    /// Says something once for each occasion.
    fn tell(&mut self, occasion: impl core::fmt::Debug, text: &str) {
        let occasion = format!("{occasion:?}");
        if self.said != occasion {
            self.say.warn(text);
            self.said = occasion;
        }
    }

    fn end(&self, view: &View, why: &str) {
        let challenge = &view.challenge;
        let ended = match challenge.status {
            ChallengeStatus::Decided if challenge.changed.is_some() => "the panel changed labels",
            ChallengeStatus::Decided => "the panel changed no label",
            ChallengeStatus::Unfilled => "too few panelists gave labels: the verdict stands",
            ChallengeStatus::Registering
            | ChallengeStatus::Seating
            | ChallengeStatus::Revealing => why,
        };
        self.say.line(ended);
        self.say.record(&json!({
            "campaign": self.panelist.campaign.campaign, "task": self.panelist.task,
            "challenge": challenge.challenge, "status": challenge.status.to_string(), "ended": ended,
        }));
    }
}
