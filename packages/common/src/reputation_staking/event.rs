//! Facts that reputation-staking announces.

use cosmwasm_std::Uint128;

crate::events! {
    /// Emitted when stake was added.
    Bonded = "bonded" {
        /// The staker.
        staker: String,
        /// The denom: native, or cw20: and the token's address.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when stake began to leave.
    UnbondingStarted = "unbonding_started" {
        /// The staker.
        staker: String,
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
        /// When it may be withdrawn, Unix seconds.
        ready_at: u64,
    }
    /// Emitted when unbonded stake and tips were paid out.
    StakeWithdrawn = "stake_withdrawn" {
        /// The staker.
        staker: String,
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when a labeler's record changed.
    SkillChanged = "skill_changed" {
        /// The labeler.
        labeler: String,
        /// The domain.
        domain: String,
        /// Skill evidence (G) now, Q12 labels.
        skill: i64,
        /// Its mass (H) now, Q12 labels.
        mass: i64,
        /// Evidence of spam (E) now, Q12 bits.
        evidence: i64,
    }
    /// Emitted when a stake paid a penalty.
    Penalized = "penalized" {
        /// The labeler.
        labeler: String,
        /// The denom.
        denom: String,
        /// How much in all.
        amount: Uint128,
        /// Of this to whoever turned the crank.
        tip: Uint128,
    }
    /// Emitted when counted gold of several campaigns has shown a labeler to be spam.
    Slashed = "slashed" {
        /// The labeler.
        labeler: String,
        /// Field of expertise.
        domain: String,
        /// Denom of the stake.
        denom: String,
        /// How much went to the commons: at most one seat's stake.
        amount: Uint128,
        /// No seats in the domain before this time, Unix seconds.
        suspended_until: u64,
    }
    /// Emitted when the commons got what was due to it.
    CommonsFlushed = "commons_flushed" {
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when the owner changed the settings.
    ParamsUpdated = "params_updated" {
        /// From unbonding to withdrawal.
        unbonding_seconds: u64,
    }
    /// Emitted when the ownership was transferred, accepted or renounced.
    OwnershipUpdated = "ownership_updated" {
        /// The owner now, or `none`.
        owner: String,
        /// The owner to be, or `none`.
        pending_owner: String,
    }
    /// Emitted when a staker claimed his part of the fees, once for each denom.
    FeesClaimed = "fees_claimed" {
        /// The staker.
        staker: String,
        /// Who gets the money.
        to: String,
        /// The denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
}
