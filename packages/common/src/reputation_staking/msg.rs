//! What may be asked of reputation-staking.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Timestamp, Uint128};
use cw20::{Cw20ReceiveMsg, Denom};
use cw_ownable::Action;

use crate::{
    label_escrow::DenomRef,
    task_registry::SeatStake,
    time::{Seconds, DAY},
};

/// Shortest unbonding.
pub const MIN_UNBONDING_SECONDS: u64 = 60;
/// Longest unbonding.
pub const MAX_UNBONDING_SECONDS: u64 = 90 * 86_400;
/// Most labelers of one batch.
pub const MAX_BATCH_LABELERS: usize = 1_024;
/// Length of the periods in each of which an issuer loses at most a hundredth of their bond.
pub const ISSUER_PERIOD: Seconds = 7 * DAY;
/// What an issuer loses at most in a period, basis points of their bond.
pub const ISSUER_PERIOD_BPS: u16 = 100;
/// Most bytes of a reply's URI.
pub const MAX_REPLY_BYTES: usize = 256;

/// Starts the contract; its siblings are known by prediction (instantiate2).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Who sets parameters.
    pub owner: String,
    /// Address of task-registry; never changes.
    pub task_registry: String,
    /// Address of label-escrow; never changes.
    pub label_escrow: String,
    /// Address of reward-token; never changes.
    pub reward_token: String,
    /// Where penalties go; never changes. No contract of the suite.
    pub commons: String,
    /// Least stake of reward tokens that shares fees; with less at its start an epoch's fees are the
    /// commons'. Never changes: an owner who could raise it could keep stakers from what is theirs.
    pub min_fee_stake: Uint128,
    /// Settings.
    pub params: Params,
}

/// Settings for what begins from now on.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// From unbonding to withdrawal, 60 seconds to 90 days.
    pub unbonding_seconds: u64,
}

/// Nothing to say: a migration changes code and storage version only.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// What anyone may ask of reputation-staking.
///
/// Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed`
/// where a stored record does not fit the code, and with `Payment` where it comes with funds that
/// it does not take.
#[cw_serde]
pub enum ExecuteMsg {
    /// Stakes the attached native coin.
    ///
    /// **Who:** anyone. **Funds:** one coin of a denom that the escrow ever allowed. **Emits:** `bonded`.
    /// **Fails:** `Asset`, `DenomNotAllowed`, `TooManyDenoms`, `Overflow`.
    Bond {},
    /// Stakes tokens that a CW20 sends with a [`ReceiveMsg`] as hook.
    ///
    /// **Who:** a token that the escrow ever allowed, or the reward token. **Funds:** none; the tokens
    /// came just before. **Emits:** `bonded`. **Fails:** `DenomNotAllowed`, `ZeroAmount`,
    /// `TooManyDenoms`, `Shortfall`, `Overflow`.
    Receive(Cw20ReceiveMsg),
    /// Begins to take stake out; what tickets and unsettled seats expose stays.
    ///
    /// **Who:** the staker. **Funds:** none. **Emits:** `unbonding_started`. **Fails:** `Asset`,
    /// `ZeroAmount`, `Exposed`, `Overflow`.
    Unbond(Unbond),
    /// Pays out what has finished unbonding.
    ///
    /// **Who:** anyone, their own money. **Funds:** none. **Emits:** `stake_withdrawn`. **Fails:**
    /// `Asset`, `NothingToWithdraw`, `Overflow`.
    Withdraw(DenomRef),
    /// Adds what settled tasks showed to the labelers' records. A labeler whose evidence of spam
    /// falls to -10 bits loses one seat's stake to the commons, takes no seats in the domain for 90
    /// days, and starts again at -6 bits; the issuer who vouched for them answers in proportion.
    ///
    /// **Who:** the registry. **Funds:** none. **Emits:** `skill_changed`, `slashed`,
    /// `issuer_slashed`. **Fails:** `Unauthorized`, `BatchTooLarge`, `Domain`, `Asset`, `Overflow`.
    Settle(TrustBatch),
    /// Takes penalties out of stakes.
    ///
    /// **Who:** the registry. **Funds:** none. **Emits:** `penalized`. **Fails:** `Unauthorized`,
    /// `BatchTooLarge`, `Asset`, `Overflow`.
    Penalize(PenaltyBatch),
    /// Sends the commons what is due to it in one denom.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `commons_flushed`. **Fails:** `Asset`,
    /// `NothingToWithdraw`.
    FlushCommons(DenomRef),
    /// Changes the settings for what begins from now on.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `params_updated`. **Fails:** `Unauthorized`,
    /// `ParamOutOfRange`.
    UpdateParams(Params),
    /// Pays out the sender's part of the fees. Everyone who stakes reward tokens shares the
    /// stakers' half of all protocol fees from the epoch after bonding, by the stake at the start of each
    /// epoch, once it is over; the escrow, which has the money, sends it.
    ///
    /// **Who:** anyone, their own part. **Funds:** none. **Emits:** `fees_claimed` for each denom.
    /// **Fails:** `NothingToClaim`, `Overflow`.
    ClaimFees(ClaimFees),
    /// Makes the sender an issuer of credentials in a domain, or adds to their bond: part of their
    /// free stake becomes a bond, which answers for those they vouch for. An issuer who was leaving
    /// stays.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `issuer_registered`. **Fails:** `Asset`,
    /// `Domain`, `IssuerDenom`, `ZeroAmount`, `Exposed`, `Overflow`.
    RegisterIssuer(RegisterIssuer),
    /// Begins to take the bond out, and vouches for nobody from now on; sent again after the time
    /// of unbonding, gives the bond back, to be withdrawn.
    ///
    /// **Who:** the issuer. **Funds:** none. **Emits:** `issuer_leaving`, then `issuer_left`.
    /// **Fails:** `Domain`, `NoIssuer`, `IssuerLeaving`, `Overflow`.
    UnregisterIssuer(DomainRef),
    /// Gives a credential, or changes when it expires.
    ///
    /// **Who:** an issuer of the domain. **Funds:** none. **Emits:** `credential_granted`.
    /// **Fails:** `Domain`, `NoIssuer`, `Expired`.
    Grant(Grant),
    /// Takes a credential back. Seats that were drawn with it go on, and so do tickets.
    ///
    /// **Who:** its issuer. **Funds:** none. **Emits:** `credential_revoked`. **Fails:** `Domain`,
    /// `NoCredential`.
    Revoke(Revoke),
    /// Puts a reply beside the sender's record in a domain.
    ///
    /// **Who:** a labeler with a record there. **Funds:** none. **Emits:** `replied`. **Fails:**
    /// `ReplyTooLong`, `Domain`, `NoRecord`.
    Reply(Reply),
    /// Offers the ownership to another account, accepts it, or renounces it for good. It moves in
    /// two steps: the old owner stays until the new one accepts.
    ///
    /// **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:**
    /// `ownership_updated`. **Fails:** `Ownership`.
    UpdateOwnership(Action),
}

/// What a CW20 `Send` to reputation-staking may carry.
#[cw_serde]
pub enum ReceiveMsg {
    /// Stakes the sent tokens for their sender.
    Bond {},
}

/// See [`ExecuteMsg::Unbond`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Unbond {
    /// The stake's denom.
    pub denom: Denom,
    /// How much.
    pub amount: Uint128,
}

/// See [`ExecuteMsg::ClaimFees`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ClaimFees {
    /// Claim these denoms only, so that a failing one cannot block the others; none: all.
    pub denoms: Option<Vec<Denom>>,
    /// Who gets the money; none: the sender.
    pub to: Option<String>,
}

/// See [`ExecuteMsg::Settle`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TrustBatch {
    /// Requester whose campaign the evidence comes from: what one requester in a row shows against a
    /// labeler is bounded.
    pub requester: String,
    /// Field of expertise.
    pub domain: String,
    /// What is at stake for each seat: the most that a slash takes.
    pub seat_stake: SeatStake,
    /// Each labeler once.
    pub deltas: Vec<SkillDelta>,
}

/// What settled tasks showed of one labeler, already scaled by their fees.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SkillDelta {
    /// The labeler.
    pub labeler: String,
    /// Change of skill evidence (G), Q12 labels.
    pub skill: i64,
    /// Change of its mass (H), Q12 labels.
    pub mass: i64,
    /// Change of the evidence of spam (E), Q12 bits.
    pub evidence: i64,
    /// Issuer whose credential let them in, where the campaign asked for one.
    pub issuer: Option<String>,
}

/// See [`ExecuteMsg::Penalize`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PenaltyBatch {
    /// Denom of the stakes.
    pub denom: Denom,
    /// One entry for each seat or ticket.
    pub penalties: Vec<Penalty>,
}

/// A penalty.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// Whose stake.
    pub labeler: String,
    /// How much, to the commons.
    pub amount: Uint128,
}

/// See [`ExecuteMsg::RegisterIssuer`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct RegisterIssuer {
    /// Field of expertise.
    pub domain: String,
    /// Denom of the bond; the same as before where there is one.
    pub denom: Denom,
    /// How much of the sender's free stake joins the bond.
    pub amount: Uint128,
}

/// Names a domain.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct DomainRef {
    /// Field of expertise.
    pub domain: String,
}

/// See [`ExecuteMsg::Grant`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Field of expertise.
    pub domain: String,
    /// Who gets the credential.
    pub holder: String,
    /// Last second in which it holds; none: until it is revoked.
    pub expires: Option<Timestamp>,
}

/// See [`ExecuteMsg::Revoke`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// Field of expertise.
    pub domain: String,
    /// Whose credential.
    pub holder: String,
}

/// See [`ExecuteMsg::Reply`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Field of expertise.
    pub domain: String,
    /// Where the reply is, at most 256 bytes; empty takes it back.
    pub uri: String,
}
