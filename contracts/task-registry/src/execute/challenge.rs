//! Challenges a verdict.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    asset::Payment,
    item_set::ItemSet,
    label_escrow::PostBond,
    packing::pack,
    task_registry::{Challenge as Message, Phase, TaskChallenged},
};

use crate::{
    beacon,
    challenge::{bond, Challenge, Outcome},
    error::ContractError,
    inference::verdict,
    siblings::pay_escrow,
    state::{challenge_key, wave_key, ASKED, CHALLENGES, CONFIG, DOSSIERS},
    work::Work,
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

/// Opens a panel on the named items; the bond goes to the escrow at once.
pub fn open(
    deps: DepsMut<'_>,
    env: &Env,
    payment: Payment,
    msg: Message,
) -> Result<Response, ContractError> {
    let mut work = Work::begin(deps, env, &payment.payer, msg.campaign)?;
    let Some(rule) = work.campaign.challenge else {
        let campaign = msg.campaign;
        return Err(ContractError::NotChallengeable { campaign });
    };
    work.check_tasks(&[msg.task])?;
    let refused = |reason| ContractError::Task {
        task: msg.task,
        reason,
    };
    let items = item_set(&msg, work.campaign.items_of(msg.task))?;
    let mut task = work.task(msg.task, Phase::Resolved)?;
    let bond = bond(&work.campaign, rule, task.challenges, items.len());
    let times = (work.now(), work.in_seconds(work.campaign.fill_seconds));
    task.challenge(rule, times).map_err(refused)?;
    let denom = DOSSIERS.load(work.deps.storage, work.id)?.terms.denom;
    payment.exactly(&denom, bond.saturating_add(work.campaign.tip))?;

    let place = (work.id, msg.task);
    let before = verdict(work.deps.storage, &work.campaign, place)?;
    let before: Vec<u8> = items
        .iter()
        .filter_map(|item| before.get(usize::try_from(item).ok()?).copied())
        .collect();
    let before = pack(usize::from(work.campaign.classes), &before)
        .map_err(|error| cosmwasm_std::StdError::parse_err("verdict", error))?;
    let record = Challenge {
        challenger: work.sender_canonical.clone(),
        bond,
        wave: task.wave,
        opened: work.now(),
        beacon: beacon::latest(work.deps.storage)?.number.saturating_add(1),
        lot: None,
        outcome: Outcome::Live,
        before,
    };
    work.save_task(msg.task, &task);
    let key = challenge_key(work.id, msg.task, task.challenges);
    CHALLENGES.save(work.deps.storage, &key, &record);
    let key = wave_key(work.id, msg.task, task.wave);
    ASKED.save(work.deps.storage, &key, &items);
    work.emit(TaskChallenged {
        campaign: msg.campaign,
        task: msg.task,
        challenge: task.challenges,
        challenger: payment.payer.to_string(),
        items: items.len(),
        seats: rule.seats,
        wave: task.wave,
        bond,
        fill_by: task.deadline,
    });
    let order = PostBond {
        campaign: msg.campaign,
        amount: payment.amount,
    };
    let escrow = CONFIG.load(work.deps.storage)?.label_escrow;

    let messages = pay_escrow(&escrow, &payment, |escrow, funds| {
        escrow.bond(&order, funds)
    })?;
    Ok(work.finish()?.add_messages(messages))
}

/// The named items: at least one.
fn item_set(msg: &Message, items: u32) -> Result<ItemSet, ContractError> {
    let set = ItemSet::parse(&msg.items, items).map_err(|reason| ContractError::Items {
        task: msg.task,
        reason,
    })?;
    match set.is_empty() {
        true => Err(ContractError::NoItems { task: msg.task }),
        false => Ok(set),
    }
}
