//! One file per message.

mod bond;
mod flush_commons;
mod owner;
mod penalize;
mod settle;
mod unbond;
mod withdraw;

pub use bond::{bond, receive};
pub use flush_commons::flush_commons;
pub use owner::{update_ownership, update_params};
pub use penalize::penalize;
pub use settle::settle;
pub use unbond::unbond;
pub use withdraw::withdraw;

use cosmwasm_std::{Addr, Deps};
use pasar_common::reputation_staking::MAX_BATCH_LABELERS;

use crate::{error::ContractError, state::CONFIG};

/// Refuses everybody but the registry, and batches without bound.
fn only_registry(deps: Deps<'_>, sender: &Addr, entries: usize) -> Result<(), ContractError> {
    if *sender != CONFIG.load(deps.storage)?.task_registry {
        return Err(ContractError::Unauthorized {
            role: "task registry",
            sender: sender.clone(),
        });
    }
    if entries > MAX_BATCH_LABELERS {
        return Err(ContractError::BatchTooLarge {
            found: entries,
            max: MAX_BATCH_LABELERS,
        });
    }
    Ok(())
}
