//! Opens the gold that the requester committed to.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use pasar_common::{
    gold::{self, GoldError, Hash, HASH_BYTES, SALT_BYTES},
    task_registry::{GoldOpened, GoldOpening, OpenGold, Phase, MAX_GOLD_BYTES},
};

use super::resolve::is_sealed;
use crate::{
    error::ContractError,
    state::{seats_of, task_key, Bytes, GOLD},
    task::TaskError,
    work::{check_size, Work},
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
    let mut work = Work::open(deps, env, info, msg.campaign)?;
    work.only_requester()?;
    let tasks: Vec<u32> = msg.openings.iter().map(|opening| opening.task).collect();
    work.check_tasks(&tasks)?;
    let bytes = msg.openings.iter().map(|opening| opening.gold.len()).sum();
    check_size("bytes of gold", bytes, MAX_GOLD_BYTES)?;

    for opening in msg.openings {
        open_one(&mut work, opening)?;
    }

    work.finish()
}

/// Opens the gold of one task.
fn open_one(work: &mut Work<'_>, opening: GoldOpening) -> Result<(), ContractError> {
    let index = opening.task;
    let refused = |reason| ContractError::Task {
        task: index,
        reason,
    };
    let Some(rule) = work.campaign.gold_of(index).cloned() else {
        return Err(refused(TaskError::NoGold));
    };
    let task = work.task(index, Phase::Revealing)?;
    let seats = seats_of(work.deps.storage, work.id, index)?;
    let still_sealed = seats.iter().filter(|(_, seat)| is_sealed(&seat.state));
    let key = task_key(work.id, index);
    let open = GOLD.has(work.deps.storage, &key);
    task.takes_gold(still_sealed.count(), open, rule.window, work.now())
        .map_err(refused)?;

    let wrong = |reason| ContractError::Gold {
        task: index,
        reason,
    };
    let proof = proof_of(&opening).ok_or_else(|| wrong(GoldError::Proof))?;
    let salt = <[u8; SALT_BYTES]>::try_from(opening.salt.as_slice())
        .map_err(|_| wrong(GoldError::Proof))?;
    let leaf = gold::leaf(index, &salt, &opening.gold);
    gold::verify(&rule.root, rule.depth, index, leaf, &proof).map_err(wrong)?;
    let (items, classes) = (work.campaign.items_of(index), work.campaign.classes);
    let read = gold::read(&opening.gold, items, classes).map_err(wrong)?;

    GOLD.save(work.deps.storage, &key, &Bytes(opening.gold.to_vec()));
    let opened = read.iter().filter(|&&class| class != pasar_truth::NONE);
    let items = u32::try_from(opened.count()).unwrap_or(u32::MAX);
    let campaign = work.id;
    work.emit(GoldOpened {
        campaign,
        task: index,
        items,
    });
    Ok(())
}

/// The proof's hashes, where it is a whole number of them.
fn proof_of(opening: &GoldOpening) -> Option<Vec<Hash>> {
    let hashes = opening.proof.chunks(HASH_BYTES);
    hashes.map(|hash| Hash::try_from(hash).ok()).collect()
}
