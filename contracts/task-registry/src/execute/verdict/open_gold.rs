//! Opens the gold that the requester committed to.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::task_registry::{GoldOpened, GoldOpening, OpenGold, Phase, MAX_GOLD_BYTES};
use pasar_formats::gold::{self, GoldError, Hash, HASH_BYTES, SALT_BYTES};

use crate::{
    error::{AtTask, ContractError},
    rules::{
        campaign::hot_terms::GoldRule,
        labels::{given, Labels},
        task::task_error::TaskError,
        verdict::bytes::Bytes,
    },
    session::{batch::check_size, Session},
    store::GOLD,
};

/// Opens the gold of tasks, each once, after their reveals.
///
/// # Errors
/// See `ExecuteMsg::OpenGold`.
pub fn open_gold(
    deps: DepsMut<'_>,
    env: &Env,
    info: &MessageInfo,
    msg: OpenGold,
) -> Result<Response, ContractError> {
    let mut session = Session::open(deps, env, info, msg.campaign)?;
    session.only_requester()?;
    let tasks: Vec<u32> = msg.openings.iter().map(|opening| opening.task).collect();
    session.check_tasks(&tasks)?;
    let bytes = msg.openings.iter().map(|opening| opening.gold.len()).sum();
    check_size("bytes of gold", bytes, MAX_GOLD_BYTES)?;

    for opening in msg.openings {
        open_one(&mut session, opening)?;
    }

    session.finish()
}

/// Opens the gold of one task.
fn open_one(session: &mut Session<'_>, opening: GoldOpening) -> Result<(), ContractError> {
    let id = session.id.task(opening.task);
    let Some(rule) = session.campaign.gold_of(opening.task) else {
        return Err(TaskError::NoGold).at(id);
    };
    let task = session.open_task(opening.task, Phase::Revealing)?;
    let seats = task.seats(session)?;
    let still_sealed = seats.iter().filter(|(_, seat)| seat.is_sealed()).count();
    let is_open = GOLD.has(session.deps.storage, &id);
    task.header
        .takes_gold(still_sealed, is_open, rule.window, session.now())
        .at(id)?;
    let labels = &session.campaign.labels;
    let known = verified(rule, labels, task.items(session), &opening).at(id)?;

    let gold = Bytes(opening.gold.to_vec());
    GOLD.save(session.deps.storage, &id, &gold);
    session.emit(GoldOpened {
        campaign: id.campaign.0,
        task: id.index,
        items: given(&known),
    });
    Ok(())
}

/// The labels of a task's gold, which is what was committed to.
fn verified(
    rule: &GoldRule,
    labels: &Labels,
    items: u32,
    opening: &GoldOpening,
) -> Result<Vec<u8>, GoldError> {
    let hashes = opening.proof.chunks(HASH_BYTES);
    let proof: Vec<Hash> = hashes
        .map(|hash| Hash::try_from(hash).map_err(|_| GoldError::Proof))
        .collect::<Result<_, _>>()?;
    let salt = <[u8; SALT_BYTES]>::try_from(opening.salt.as_slice());
    let salt = salt.map_err(|_| GoldError::Proof)?;
    let leaf = gold::leaf(opening.task, &salt, &opening.gold);
    gold::verify(&rule.root, rule.depth, opening.task, leaf, &proof)?;
    labels.read_gold(&opening.gold, items)
}
