//! `pasar label` and its single steps.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result};
use pasar_common::task_registry::{CampaignStatus, SeatStatus};
use serde_json::{json, Value};

use crate::{
    args,
    chain::{account::Account, refusal::Refused},
    commands::{
        draws::warn_of_drand,
        labeler::{Due, Labeler, View, Waiting},
        sealer::Sealer,
    },
    context::Context,
    files::items::Items,
    output::{transaction, Say},
    retry::until_done,
};

/// Time between steps.
const PAUSE: Duration = Duration::from_secs(1);

/// What a step does.
#[derive(Clone, Copy)]
struct Duties {
    reveal: bool,
    commit: bool,
    /// Most seats of a new ticket.
    claim: Option<u8>,
}

/// What a step did.
struct Step {
    record: Value,
    /// Whether anything was sent.
    moved: bool,
    /// Whether nothing is left to do in the campaign.
    done: bool,
}

/// `pasar label`: reveals, commits and claims, in one transaction, until nothing is left.
pub fn run(context: &Context, args: &args::Label) -> Result<()> {
    let duties = Duties {
        reveal: true,
        commit: true,
        claim: Some(args.seats),
    };
    let market = context.market()?;
    let account = context.account(&market)?;
    let files = (Some(args.labels.as_path()), args.items.as_deref());
    let mut labeler = labeler(context, &account, args.campaign, files)?;
    labeler.issuer.clone_from(&args.issuer);
    labeler.patient = true;
    warn_of_drand(
        context.say,
        &market.chain.network,
        &market.campaign(args.campaign)?,
    )?;
    let mut said = Vec::new();
    let mut work = || {
        let step = step(context.say, &mut labeler, duties, &mut said)?;
        if step.moved || step.done || args.once {
            context.say.record(&step.record);
        }
        Ok(step.done)
    };
    if args.once {
        return work().map(drop);
    }
    until_done(context.say, PAUSE, work)
}

/// `pasar commit`.
pub fn commit(context: &Context, args: &args::Labels) -> Result<()> {
    let labels = args
        .labels
        .as_deref()
        .context("say which: --labels FILE.csv")?;
    let duties = Duties {
        reveal: false,
        commit: true,
        claim: None,
    };
    once(
        context,
        args.campaign,
        (Some(labels), args.items.as_deref()),
        duties,
    )
}

/// `pasar reveal`: what was sealed here; with labels also what was sealed from them elsewhere.
pub fn reveal(context: &Context, args: &args::Labels) -> Result<()> {
    let duties = Duties {
        reveal: true,
        commit: false,
        claim: None,
    };
    let files = (args.labels.as_deref(), args.items.as_deref());
    once(context, args.campaign, files, duties)
}

fn once(
    context: &Context,
    campaign: u32,
    files: (Option<&Path>, Option<&Path>),
    duties: Duties,
) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let mut labeler = labeler(context, &account, campaign, files)?;
    let step = step(context.say, &mut labeler, duties, &mut Vec::new())?;
    if !step.moved {
        context.say.line("nothing is due now");
    }
    context.say.record(&step.record);
    Ok(())
}

fn labeler<'a>(
    context: &Context,
    account: &'a Account<'a>,
    campaign: u32,
    files: (Option<&Path>, Option<&Path>),
) -> Result<Labeler<'a>> {
    let terms = account.market.campaign(campaign)?.terms;
    Ok(Labeler {
        sealer: Sealer::load(context, account, (campaign, &terms), files)?,
        issuer: None,
        patient: false,
    })
}

/// One step: whatever is due, in one transaction; what is refused leaves the rest alone.
fn step(
    say: Say,
    labeler: &mut Labeler<'_>,
    duties: Duties,
    said: &mut Vec<String>,
) -> Result<Step> {
    let view = labeler.look()?;
    let mut lost = Vec::new();
    let mut waiting = Vec::new();
    let mut undrawn = None;
    let mut due: Vec<Due> = Vec::new();
    if duties.reveal {
        due.extend(labeler.reveals(&view, &mut lost)?);
    }
    if duties.commit {
        due.extend(labeler.commits(&view, &mut waiting)?);
    }
    if let Some(seats) = duties.claim {
        due.extend(labeler.claims(&view, seats, &mut undrawn)?);
    }
    let calls: Vec<_> = due.iter().map(|due| due.call.clone()).collect();
    let attempt = labeler.sealer.account.try_send(&calls)?;
    let done_of = |what: &str| -> Vec<u32> {
        let taken = attempt.taken.iter().map(|&place| &due[place]);
        taken
            .filter(|due| due.what == what)
            .flat_map(|due| due.tasks.clone())
            .collect()
    };
    let claimed: u32 = attempt
        .taken
        .iter()
        .map(|&place| u32::from(due[place].seats))
        .sum();
    let record = json!({
        "campaign": labeler.sealer.campaign,
        "revealed": done_of("reveal"), "committed": done_of("commit"), "claimed": claimed,
        "lost": lost, "waiting": tasks_of(&waiting), "undrawn": undrawn,
        "sent": attempt.sent.as_ref().map(transaction),
    });
    if let Some(sent) = &attempt.sent {
        say.sent(sent);
    }
    warn_undrawn(say, undrawn.as_deref(), &view, said);
    let moved = attempt.sent.is_some();
    let refused = labeler.refusals(&view, &due, attempt.refused)?;
    let done = is_done(&view, moved, &lost, &waiting);
    let ended = done.then_some(labeler.sealer.campaign);
    warn(say, (&lost, &waiting), (&due, &refused), ended, said);
    Ok(Step {
        record,
        moved,
        done,
    })
}

/// Says why a ticket cannot be drawn, once for each: an age that grows would be said time and again.
fn warn_undrawn(say: Say, why: Option<&str>, view: &View, said: &mut Vec<String>) {
    let (Some(why), Some(ticket)) = (why, &view.ticket.ticket) else {
        return;
    };
    let of = format!("the ticket of round {}", ticket.round);
    if !said.contains(&of) {
        say.warn(format_args!("{of} cannot be drawn: {why}"));
        said.push(of);
    }
}

/// Whether nothing is left to do: no seat that is not over, and none to be had.
fn is_done(view: &View, moved: bool, lost: &[u32], waiting: &[Waiting]) -> bool {
    let waits = |task: u32| waiting.iter().any(|seat| seat.task == task);
    let known = |task: u32| lost.contains(&task) || waits(task);
    let rest = view
        .places
        .iter()
        .filter(|place| !known(place.seat.task))
        .count();
    let ended = view.campaign.status != CampaignStatus::Open;
    !moved && ended && view.ticket.ticket.is_none() && rest == 0
}

fn tasks_of(waiting: &[Waiting]) -> Vec<u32> {
    waiting.iter().map(|seat| seat.task).collect()
}

/// Says what somebody should know, each thing once.
fn warn(
    say: Say,
    (lost, waiting): (&[u32], &[Waiting]),
    (due, refused): (&[Due], &[(usize, Refused)]),
    ended: Option<u32>,
    said: &mut Vec<String>,
) {
    let lost = lost.iter().map(|task| {
        format!(
            "task {task}: a sealed seat that cannot be opened here; its labels or salt are lost"
        )
    });
    let waiting = waiting.iter().map(Waiting::to_string);
    let refused = refused
        .iter()
        .map(|(place, why)| format!("{} refused: {why}", due[*place].what));
    let ended = ended
        .map(|campaign| format!("campaign {campaign} has ended, and nothing is left to do in it"));
    for text in lost.chain(waiting).chain(refused).chain(ended) {
        if !said.contains(&text) {
            say.warn(&text);
            said.push(text);
        }
    }
}

/// `pasar seats`.
pub fn seats(context: &Context, campaign: u32) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let seats = market.seats_of(campaign, account.address())?;
    let entry = |seat: &pasar_common::task_registry::SeatResponse| {
        json!({
            "task": seat.task, "wave": seat.wave, "status": seat.status.to_string(),
            "commit_by": seat.commit_by.seconds(),
        })
    };
    context
        .say
        .result(&seats.iter().map(entry).collect::<Vec<_>>().into());
    Ok(())
}

/// `pasar items`.
pub fn items(context: &Context, args: &args::Items) -> Result<()> {
    let market = context.market()?;
    let account = context.account(&market)?;
    let labeler = labeler(context, &account, args.campaign, (None, None))?;
    let names = args.items.as_deref().map(Items::read).transpose()?;
    let view = labeler.look()?;
    let page = view.campaign.terms.page;
    let mut tasks = Vec::new();
    for place in &view.places {
        let waits = args.tasks.is_empty() && place.seat.status == SeatStatus::Drawn;
        if !waits && !args.tasks.contains(&place.seat.task) {
            continue;
        }
        let first = place.seat.task * page;
        let numbers: Vec<u32> = labeler
            .asked(place)?
            .iter()
            .map(|item| first + item)
            .collect();
        let name = |number: &u32| {
            let names = names.as_ref()?;
            names.names.get(*number as usize).cloned()
        };
        let named: Vec<String> = numbers.iter().filter_map(name).collect();
        tasks.push(json!({
            "task": place.seat.task, "wave": place.seat.wave, "items": numbers, "names": named,
            "commit_by": place.seat.commit_by.seconds(),
        }));
    }
    context.say.result(&tasks.into());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use cosmrs::proto::{
        cosmwasm::wasm::v1::QuerySmartContractStateResponse, traits::Message as _,
    };
    use cosmwasm_std::HexBinary;

    use super::*;
    use crate::{
        chain::fake_node::{market, Node, Usual},
        files::terms::example,
        keys::signer::Signer,
        vectors::accounts,
    };

    /// An answer of the node to a query.
    fn answer(code: u32, log: &str, value: &[u8]) -> (u16, String) {
        let value = cosmwasm_std::Binary::from(value).to_base64();
        let response = json!({"code": code, "log": log, "value": value});
        let answer = json!({"jsonrpc": "2.0", "id": 1, "result": {"response": response}});
        (200, answer.to_string())
    }

    /// An answer of a contract.
    fn smart(data: &Value) -> (u16, String) {
        let data = data.to_string().into_bytes();
        let response = QuerySmartContractStateResponse { data };
        answer(0, "", &response.encode_to_vec())
    }

    fn campaign(status: &str) -> Value {
        json!({
            "campaign": 1, "requester": accounts()[1].1, "terms": example(60, 2), "status": status,
            "cancelled": false, "unprotected": false, "tasks": 1, "tasks_done": 0,
            "created_at_height": 1, "opens_at": "0", "fee_per_label": "0", "tip_per_task": "0",
            "reputation_scale": 65_536,
            "params": {
                "missed_commit": 1_000, "min_token_seat_stake": "1",
                "randomness": {
                    "public_key": HexBinary::from([0; 96]), "genesis": 1, "period_seconds": 3,
                    "stride": 1, "delay_seconds": 5,
                },
            },
        })
    }

    /// A ticket whose window is over, so that no relay is asked for its round's signature.
    fn ticket() -> Value {
        json!({"seats": 1, "round": 9, "draws_at": "0", "draw_by": "0", "last_height": 1})
    }

    /// A node on which nothing can be sent, where a ticket is seen: at once, and, where it `stays`, later.
    fn node(stays: bool) -> Node {
        let is_seen = AtomicBool::new(false);
        node_of("open", move || {
            stays || !is_seen.swap(true, Ordering::SeqCst)
        })
    }

    /// A node on which nothing can be sent, with a campaign of this status, and whether there is a ticket.
    fn node_of(
        status: &'static str,
        has_ticket: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Node {
        let labeler = accounts()[0].1.clone();
        Node::start(Usual::default(), move |_, path| {
            if path.ends_with("/Simulate") {
                let log = format!(
                    "failed to execute message; message index: 0: {labeler} has no ticket in campaign 1: execute \
                     wasm contract failed"
                );
                return Some(answer(5, &log, &[]));
            }
            let (_, asked) = path.split_once("/SmartContractState ")?;
            let asked: Value = serde_json::from_str(asked).unwrap();
            let query = asked.as_object().unwrap().keys().next().unwrap();
            Some(smart(&match query.as_str() {
                "campaign" => campaign(status),
                "seats_by_labeler" => json!({"seats": [], "scanned_to": null}),
                "frontier" => json!({"tasks": [], "next": 1, "verified": 0}),
                "ticket" => {
                    let ticket = has_ticket().then(ticket);
                    json!({"ticket": ticket, "open": [], "cap": 2})
                }
                other => panic!("{other} is asked"),
            }))
        })
    }

    /// What a step says on a node, and whether nothing is left to do.
    fn said(node: &Node) -> (Vec<String>, bool) {
        let market = market(&[node]).unwrap();
        let signer = Signer::new(&accounts()[0].2, "wasm").unwrap();
        let account = Account {
            market: &market,
            signer,
        };
        let home = tempfile::tempdir().unwrap();
        let context = Context::of_test(home.path());
        let mut labeler = labeler(&context, &account, 1, (None, None)).unwrap();
        let duties = Duties {
            reveal: true,
            commit: true,
            claim: Some(1),
        };
        let mut said = Vec::new();
        let step = step(context.say, &mut labeler, duties, &mut said).unwrap();
        assert!(!step.moved);
        (said, step.done)
    }

    #[test]
    fn a_ticket_that_another_program_drew_is_drawn() {
        assert_eq!(said(&node(false)), (Vec::new(), false));
    }

    #[test]
    fn a_draw_that_is_refused_while_the_ticket_is_there_is_said() {
        let (told, done) = said(&node(true));
        assert_eq!((told.len(), done), (1, false));
        assert!(told[0].starts_with("claim refused: "), "{told:?}");
    }

    #[test]
    fn a_campaign_that_has_ended_is_said() {
        let told = "campaign 1 has ended, and nothing is left to do in it".to_owned();
        assert_eq!(said(&node_of("ended", || false)), (vec![told], true));
        assert_eq!(said(&node_of("open", || false)), (Vec::new(), false));
    }
}
