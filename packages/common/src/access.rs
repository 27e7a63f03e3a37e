//! Who may do what: the roles that have a right of their own, and the one refusal of everybody else.

use core::fmt;

use cosmwasm_std::{Addr, StdError, Storage};

/// Who has a right that others lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who sets the terms of what begins from now on.
    Owner,
    /// The task registry, which tells its siblings what happened.
    TaskRegistry,
    /// The staking contract, which claims fees for stakers.
    ReputationStaking,
    /// Who pays for a campaign.
    Requester,
    /// Who pays for a campaign, or reads its seals.
    RequesterOrReader,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::TaskRegistry => "task registry",
            Self::ReputationStaking => "reputation staking",
            Self::Requester => "requester",
            Self::RequesterOrReader => "requester or reader",
        })
    }
}

/// Returned when the sender lacks the role.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("only the {role} may do this; sender is {sender}")]
pub struct Unauthorized {
    /// The role.
    pub role: Role,
    /// Who tried.
    pub sender: Addr,
}

/// Refuses everybody but the account that has the role.
///
/// # Errors
/// [`Unauthorized`].
pub fn only(role: Role, account: &Addr, sender: &Addr) -> Result<(), Unauthorized> {
    if sender == account {
        return Ok(());
    }
    Err(Unauthorized {
        role,
        sender: sender.clone(),
    })
}

/// Refuses everybody but the owner.
///
/// # Errors
/// [`Unauthorized`].
pub fn only_owner<E>(store: &dyn Storage, sender: &Addr) -> Result<(), E>
where
    E: From<StdError> + From<Unauthorized>,
{
    if cw_ownable::is_owner(store, sender)? {
        return Ok(());
    }
    Err(Unauthorized {
        role: Role::Owner,
        sender: sender.clone(),
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockApi;

    #[test]
    fn a_refusal_names_the_role_and_the_sender() {
        let api = MockApi::default();
        let [registry, other] = ["registry", "other"].map(|name| api.addr_make(name));
        assert_eq!(only(Role::TaskRegistry, &registry, &registry), Ok(()));
        let refused = only(Role::TaskRegistry, &registry, &other).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("only the task registry may do this; sender is {other}")
        );
    }
}
