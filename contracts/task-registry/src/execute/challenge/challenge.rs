//! Challenges a verdict.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    asset::Payment,
    label_escrow::PostBond,
    task_registry::{Challenge as Message, Phase, TaskChallenged, MIN_CHALLENGED_ITEMS},
};
use pasar_formats::item_set::ItemSet;

use crate::{
    error::{AtTask, ContractError},
    rules::{
        challenge::{
            challenge_error::ChallengeError,
            record::{bond, Challenge},
        },
        ids::TaskId,
    },
    session::{escrow::pay_escrow, panel::OpenChallenge, Session},
    store::{CHALLENGED, CONFIG, DECISIONS, DISPUTES, FULL_TERMS},
};

/// Challenges a verdict for the attached native coin.
///
/// # Errors
/// See `ExecuteMsg::Challenge`.
pub fn challenge(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: Message,
) -> Result<Response, ContractError> {
    let payment = Payment::native(&info.sender, &info.funds)?;
    open(deps, env, payment, msg)
}

/// Opens a panel on the named items; the bond goes to the escrow at once. Whether the task is settled and its
/// campaign closed does not matter: a panel changes labels, and nothing else of what was.
pub fn open(
    deps: DepsMut<'_>,
    env: &Env,
    payment: Payment,
    msg: Message,
) -> Result<Response, ContractError> {
    let mut session = Session::begin(deps, env, &payment.payer, msg.campaign)?;
    let campaign = msg.campaign;
    let rule = session.campaign.challenge;
    let rule = rule.ok_or(ContractError::NotChallengeable { campaign })?;
    session.check_task(msg.task)?;
    let task = session.open_task(msg.task, Phase::Resolved)?;
    task.header.expect_verdict().at(task.id)?;
    let items = session.campaign.items_of(msg.task);
    let items = item_set(task.id, &msg.items, items)?;
    let decisions = DECISIONS.may_load(session.deps.storage, &task.id)?;
    let decisions = decisions.unwrap_or_default();
    decisions.check(items.iter(), rule.max).at(task.id)?;
    let mut dispute = session.dispute(&task)?;
    let now = session.now();
    let number = dispute.open(now).at(task.id)?;
    let bond = bond(&session.campaign, rule, items.len())?;
    let terms = FULL_TERMS.load(session.deps.storage, campaign)?.terms;
    payment.exactly(&terms.denom, bond)?;
    let windows = (rule.seats, session.campaign.fill_seconds);
    let challenger = session.sender.canonical.clone();
    let randomness = session.campaign.randomness;
    let record = Challenge::open(challenger, bond, windows, now, |since| {
        let round = randomness.deciding(since)?;
        Ok::<_, ContractError>((round, randomness.time_of(round)))
    })?;

    let store = &mut *session.deps.storage;
    DISPUTES.save(store, &task.id, &dispute);
    CHALLENGED.save(store, &(task.id, number), &items);
    let open = OpenChallenge {
        task: task.id,
        number,
        dispute,
        record,
    };
    open.save(&mut session);
    announce(&mut session, &open, &items);
    let order = PostBond {
        campaign,
        amount: bond,
    };
    let escrow = CONFIG.load(session.deps.storage)?.label_escrow;

    let messages = pay_escrow(&escrow, &payment, |escrow, funds| {
        escrow.bond(&order, funds)
    })?;
    Ok(session.finish()?.add_messages(messages))
}

fn announce(session: &mut Session<'_>, open: &OpenChallenge, items: &ItemSet) {
    let record = &open.record;
    session.emit(TaskChallenged {
        campaign: open.task.campaign.0,
        task: open.task.index,
        challenge: open.number,
        challenger: session.sender.to_string(),
        items: items.len(),
        seats: record.seats,
        bond: record.bond,
        register_by: record.register_by,
        round: record.round,
        drawn_at: record.drawn,
        fill_by: record.deadline,
    });
}

/// The named items: ten at least, so that a panelist is judged by more than a few answers.
fn item_set(task: TaskId, bitmap: &[u8], items: u32) -> Result<ItemSet, ContractError> {
    let set = ItemSet::parse(bitmap, items).at(task)?;
    let found = set.len();
    let min = MIN_CHALLENGED_ITEMS.min(items);
    if found < min {
        return Err(ChallengeError::TooFewItems { found, min }).at(task);
    }
    Ok(set)
}
