//! Every way the registry refuses a call.

use cosmwasm_std::{Addr, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{
    asset::AssetError, gold::GoldError, item_set::ItemSetError, packed::PackedError,
    packing::PackingError, ratio::Bps, task_registry::TermsError, time::Seconds,
};
use pasar_truth::InvalidTask;

use crate::{seat::SeatError, task::TaskError};

/// Every way the registry refuses a call.
#[derive(thiserror::Error, Debug, PartialEq)]
pub enum ContractError {
    /// Returned when storage, JSON, an address or a sibling's answer is broken, or the stored
    /// contract is not what a migration expects.
    #[error(transparent)]
    Std(#[from] StdError),
    /// Returned when a stored record does not fit the code.
    #[error(transparent)]
    Packed(#[from] PackedError),
    /// Returned when funds are attached to a call that takes none.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// Returned when a payment is not exactly what the call needs.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// Returned when a change of ownership is refused.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// Returned when a campaign's terms are out of bounds.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// Returned when packed labels are malformed.
    #[error("labels of {labeler} in task {task}: {reason}")]
    Packing {
        /// Task index.
        task: u32,
        /// Whose labels.
        labeler: Addr,
        /// What is wrong.
        reason: PackingError,
    },
    /// Returned when a task cannot be inferred; its bounds make that impossible.
    #[error(transparent)]
    Inference(#[from] InvalidTask),
    /// Returned when the sender lacks the role.
    #[error("only the {role} may do this; sender is {sender}")]
    Unauthorized {
        /// The role.
        role: &'static str,
        /// Who tried.
        sender: Addr,
    },
    /// Returned when new work is stopped.
    #[error("the market takes no new campaigns and tickets; what has begun goes on")]
    ExitOnly,
    /// Returned when the owner would renounce while new work is stopped, for ever.
    #[error("ownership cannot be renounced while the market is exit-only")]
    RenounceWhileExitOnly,
    /// Returned when a setting is outside its bounds.
    #[error("{param} is {found}, expected at most {max}")]
    ParamOutOfRange {
        /// Which setting.
        param: &'static str,
        /// The value found.
        found: Bps,
        /// Largest value.
        max: Bps,
    },
    /// Returned when the escrow does not allow the denom for new campaigns.
    #[error("denom {denom} is not allowed for campaigns: {reason}")]
    DenomNotAllowed {
        /// The denom.
        denom: String,
        /// What the escrow answered.
        reason: String,
    },
    /// Returned when a campaign would pay in the reward token.
    #[error("the reward token {token} is no campaign denom")]
    RewardToken {
        /// Its address.
        token: Addr,
    },
    /// Returned when the price is below the denom's minimum, or its fee rounds to nothing.
    #[error("price is {found}, expected at least {min}")]
    PriceTooLow {
        /// The price found.
        found: Uint128,
        /// Least price.
        min: Uint128,
    },
    /// Returned when the seat stake is below the denom's minimum.
    #[error("seat stake is {found}, expected at least {min}")]
    SeatStakeTooLow {
        /// The stake found.
        found: Uint128,
        /// Least stake.
        min: Uint128,
    },
    /// Returned when the contributors' share is below the protocol's floor.
    #[error("contributors get {found} basis points, expected at least {min}")]
    ContributorsTooLow {
        /// The share found.
        found: Bps,
        /// The floor.
        min: Bps,
    },
    /// Returned when the deposit or an amount exceeds 128 bits.
    #[error("the deposit does not fit 128 bits")]
    DepositTooLarge,
    /// Returned when there is no such campaign.
    #[error("campaign {campaign} does not exist")]
    CampaignNotFound {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when a campaign takes no more seats.
    #[error("campaign {campaign} has ended")]
    CampaignEnded {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when tickets are taken before the campaign opens.
    #[error("campaign {campaign} takes tickets from height {opens_at} on; this is {height}")]
    NotOpenYet {
        /// Campaign id.
        campaign: u32,
        /// First height.
        opens_at: u64,
        /// This height.
        height: u64,
    },
    /// Returned when the campaign has no such task.
    #[error("task {task} does not exist; campaign {campaign} has {tasks}")]
    TaskNotFound {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of tasks.
        tasks: u32,
    },
    /// Returned when a labeler has no seat in a task.
    #[error("{labeler} has no seat in task {task}")]
    SeatNotFound {
        /// Task index.
        task: u32,
        /// The labeler.
        labeler: Addr,
    },
    /// Returned when the sender may not take seats.
    #[error("not eligible: {0}")]
    NotEligible(#[from] Ineligible),
    /// Returned when a ticket waits for a later block.
    #[error("the ticket of height {height} is drawn by a later block; this is {now}")]
    TicketPending {
        /// Height of the ticket.
        height: u64,
        /// This height.
        now: u64,
    },
    /// Returned when a labeler has no ticket in the campaign and asks for none.
    #[error("{labeler} has no ticket in campaign {campaign}")]
    NothingToDraw {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: Addr,
    },
    /// Returned when a task cannot do what is asked of it.
    #[error("task {task}: {reason}")]
    Task {
        /// Task index.
        task: u32,
        /// Why.
        reason: TaskError,
    },
    /// Returned when opened gold breaks a rule, or is not what was committed to.
    #[error("gold of task {task}: {reason}")]
    Gold {
        /// Task index.
        task: u32,
        /// Why.
        reason: GoldError,
    },
    /// Returned when a verdict is challenged whose terms allow none.
    #[error("the terms of campaign {campaign} allow no challenge")]
    NotChallengeable {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when a challenge names no item.
    #[error("the challenge of task {task} names no item, expected at least one")]
    NoItems {
        /// Task index.
        task: u32,
    },
    /// Returned when all seats of a panel are taken, or too many were forfeited.
    #[error(
        "the panel of task {task} is full: {seats} seats, and 8 more where some are forfeited"
    )]
    PanelFull {
        /// Task index.
        task: u32,
        /// Its seats.
        seats: u8,
    },
    /// Returned when the lot lets somebody into a panel later.
    #[error("too early for the panel of task {task}: now is {now}, your lot is {at}")]
    PanelTurn {
        /// Task index.
        task: u32,
        /// Unix seconds.
        now: Seconds,
        /// Unix seconds.
        at: Seconds,
    },
    /// Returned when somebody who sat in a task wants to judge it.
    #[error("{labeler} has or had a seat in task {task}")]
    AlreadySeated {
        /// Task index.
        task: u32,
        /// Who tried.
        labeler: Addr,
    },
    /// Returned when a wave's items are malformed.
    #[error("items of task {task}: {reason}")]
    Items {
        /// Task index.
        task: u32,
        /// Why.
        reason: ItemSetError,
    },
    /// Returned when a wave asks for too few items.
    #[error("{found} items asked for, expected at least {min}")]
    WaveTooSmall {
        /// Items asked for.
        found: u32,
        /// Least items.
        min: u32,
    },
    /// Returned when a task had no such wave.
    #[error("task {task} has had no wave {wave}, expected at most {waves}")]
    WaveNotFound {
        /// Task index.
        task: u32,
        /// The wave asked about.
        wave: u8,
        /// The latest wave.
        waves: u8,
    },
    /// Returned when a seat cannot do what is asked of it.
    #[error("seat of {labeler} in task {task}: {reason}")]
    Seat {
        /// Task index.
        task: u32,
        /// The labeler.
        labeler: Addr,
        /// Why.
        reason: SeatError,
    },
    /// Returned when nothing that never started is left to release, or the campaign still runs.
    #[error("campaign {campaign} has nothing to release")]
    NothingToRelease {
        /// Campaign id.
        campaign: u32,
    },
    /// Returned when a message names too many or too few seats or tasks.
    #[error("{found} {what}, expected {min} to {max}")]
    BatchSize {
        /// What is counted.
        what: &'static str,
        /// How many were found.
        found: usize,
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
    /// Returned when a message's byte strings do not fit the seats it names.
    #[error("{what}: {found} bytes, expected {wanted}")]
    BatchLength {
        /// Which byte string.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length wanted.
        wanted: usize,
    },
    /// Returned when a message names a task twice.
    #[error("task {task} stands twice in the message")]
    DuplicateTask {
        /// Task index.
        task: u32,
    },
    /// Returned when a campaign with a reading key gets other than one ciphertext for each seat, or
    /// one without gets any.
    #[error(
        "{found} ciphertexts, expected {wanted}: one for each seat with a reading key, else none"
    )]
    Ciphertexts {
        /// Ciphertexts found.
        found: usize,
        /// Ciphertexts wanted.
        wanted: usize,
    },
    /// Returned when tasks resolved in one message have more labels than one call may infer.
    #[error("{found} {what}, expected at most {max} in one message")]
    TooMuchWork {
        /// What is counted.
        what: &'static str,
        /// How many.
        found: u64,
        /// Most.
        max: u64,
    },
    /// Returned when tasks settled in one message have more labelers, who count twice where they skipped
    /// seats, than one call may pay.
    #[error("{found} labelers, expected at most {max} in one message")]
    TooManyLabelers {
        /// How many.
        found: usize,
        /// Most.
        max: usize,
    },
}

/// Why somebody may not take seats.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum Ineligible {
    /// Returned when the requester or a related account wants seats in his own campaign.
    #[error("{labeler} is the requester or related to him")]
    Related {
        /// Who tried.
        labeler: Addr,
    },
    /// Returned when a challenger wants to judge his own challenge.
    #[error("the challenger sits in no panel of his own")]
    Challenger,
    /// Returned when the labeler is out of the domain for spam.
    #[error("suspended in the domain until {until}")]
    Suspended {
        /// Unix seconds; 0: until his evidence fades.
        until: u64,
    },
    /// Returned when the standing skill is too low.
    #[error("standing skill is {found} basis points, expected at least {min}")]
    Skill {
        /// Skill found.
        found: i64,
        /// Least skill.
        min: Bps,
    },
    /// Returned when the record is too short.
    #[error("the record has {found} labels, expected at least {min}")]
    Mass {
        /// Labels found.
        found: i64,
        /// Fewest labels.
        min: u32,
    },
    /// Returned when no issuer is named where one must vouch.
    #[error("no issuer named, expected one of the {named} in the terms")]
    NoIssuer {
        /// Issuers in the terms.
        named: usize,
    },
    /// Returned when the terms do not ask for the issuer who is named.
    #[error("{issuer} is no issuer in the terms")]
    IssuerNotNamed {
        /// The issuer found.
        issuer: Addr,
    },
    /// Returned when the issuer vouches for nobody in the domain any more.
    #[error("{issuer} vouches for nobody in the domain now")]
    IssuerGone {
        /// The issuer.
        issuer: Addr,
    },
    /// Returned when the issuer has granted no credential that holds now.
    #[error("no credential of {issuer} in the domain holds now")]
    NoCredential {
        /// The issuer.
        issuer: Addr,
    },
    /// Returned when the stake is below what the campaign asks for.
    #[error("stake is {found} {denom}, expected at least {min}")]
    MinStake {
        /// Stake found.
        found: Uint128,
        /// Least stake.
        min: Uint128,
        /// In which denom.
        denom: String,
    },
    /// Returned when the free stake does not cover the ticket.
    #[error("free stake is {free} {denom}, expected {wanted} for the ticket")]
    FreeStake {
        /// Stake that is not exposed.
        free: Uint128,
        /// What the ticket exposes.
        wanted: Uint128,
        /// In which denom.
        denom: String,
    },
    /// Returned when the ticket would exceed the open seats that a labeler may have.
    #[error("{open} seats open and {wanted} wanted, expected at most {cap} together")]
    OpenSeats {
        /// Open seats.
        open: usize,
        /// Seats of the ticket.
        wanted: u8,
        /// Most seats.
        cap: u32,
    },
}
