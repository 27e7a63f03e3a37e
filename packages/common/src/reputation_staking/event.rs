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
    /// Emitted when unbonded stake was paid out.
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
        /// How much, to the commons.
        amount: Uint128,
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
    /// Emitted when a staker claimed their part of the fees, once for each denom.
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
    /// Emitted when an account began to vouch in a domain, or added to its bond.
    IssuerRegistered = "issuer_registered" {
        /// The issuer.
        issuer: String,
        /// Field of expertise.
        domain: String,
        /// Denom of the bond.
        denom: String,
        /// What joined the bond.
        amount: Uint128,
        /// The bond now.
        bond: Uint128,
    }
    /// Emitted when an issuer began to leave.
    IssuerLeaving = "issuer_leaving" {
        /// The issuer.
        issuer: String,
        /// Field of expertise.
        domain: String,
        /// When the bond may leave, Unix seconds.
        leaves_at: u64,
    }
    /// Emitted when an issuer's bond was given back, to be withdrawn.
    IssuerLeft = "issuer_left" {
        /// The issuer.
        issuer: String,
        /// Field of expertise.
        domain: String,
        /// Denom of the bond.
        denom: String,
        /// What is left of it.
        amount: Uint128,
    }
    /// Emitted when an issuer answered for somebody they vouched for.
    IssuerSlashed = "issuer_slashed" {
        /// The issuer.
        issuer: String,
        /// The slashed holder of their credential.
        holder: String,
        /// Field of expertise.
        domain: String,
        /// Denom of the bond.
        denom: String,
        /// How much went to the commons.
        amount: Uint128,
    }
    /// Emitted when a credential was granted, or its end changed.
    CredentialGranted = "credential_granted" {
        /// The issuer.
        issuer: String,
        /// Who has it.
        holder: String,
        /// Field of expertise.
        domain: String,
        /// Last second in which it holds, Unix seconds; 2^40 - 1: until it is revoked.
        expires: u64,
    }
    /// Emitted when a credential was revoked.
    CredentialRevoked = "credential_revoked" {
        /// The issuer.
        issuer: String,
        /// Who had it.
        holder: String,
        /// Field of expertise.
        domain: String,
    }
    /// Emitted when a labeler replied to their record, or took the reply back.
    Replied = "replied" {
        /// The labeler.
        labeler: String,
        /// Field of expertise.
        domain: String,
        /// The reply's URI; empty where it was taken back.
        uri: String,
    }
}
