//! The owner: a transfer of ownership, and how its event shows who owns.

use cosmwasm_std::{Addr, BlockInfo, DepsMut};
use cw_ownable::{Action, OwnershipError};

/// Who owns after a change, as events show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owners {
    /// The owner, or `none`.
    pub owner: String,
    /// The owner to be, or `none`.
    pub pending_owner: String,
}

/// Transfers, accepts or renounces ownership.
///
/// # Errors
/// [`OwnershipError`] where the sender may not, or there is nothing to accept.
pub fn update_ownership(
    deps: DepsMut<'_>,
    block: &BlockInfo,
    sender: &Addr,
    action: Action,
) -> Result<Owners, OwnershipError> {
    let ownership = cw_ownable::update_ownership(deps, block, sender, action)?;
    Ok(Owners {
        owner: or_none(ownership.owner),
        pending_owner: or_none(ownership.pending_owner),
    })
}

/// An account as events show it where there may be none.
fn or_none(account: Option<Addr>) -> String {
    account.map_or_else(|| "none".to_owned(), Addr::into_string)
}
