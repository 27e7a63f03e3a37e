//! Refusals: what the rules refuse, placed in its task and seat, and what the session refuses itself.

use cosmwasm_std::{Addr, OverflowError, StdError, Uint128};
use cw_ownable::OwnershipError;
use cw_utils::PaymentError;
use pasar_common::{
    access::Unauthorized, account::Account, asset::AssetError, packed::PackedError, ratio::Bps,
    task_registry::TermsError, time::Seconds,
};
use pasar_formats::{gold::GoldError, item_set::ItemSetError, packing::PackingError};
use pasar_truth::InvalidForm;

use crate::rules::{config::OutOfRange, ids::TaskId, verdict::bounds::TooMuchWork};

pub use crate::rules::{
    challenge::challenge_error::ChallengeError,
    draw::{ineligible::Ineligible, randomness::RandomnessError},
    task::{seat::SeatError, task_error::TaskError},
};

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
    Inference(#[from] InvalidForm),
    /// Returned when the sender lacks the role.
    #[error(transparent)]
    Unauthorized(#[from] Unauthorized),
    /// Returned when new work is stopped.
    #[error("the market takes no new campaigns and tickets; what has begun goes on")]
    ExitOnly,
    /// Returned when the owner would renounce while new work is stopped: nobody could allow it again.
    #[error("ownership cannot be renounced while the market is exit-only")]
    RenounceWhileExitOnly,
    /// Returned when a setting is outside its bounds.
    #[error("{param} is {found}, expected {min} to {max}")]
    ParamOutOfRange {
        /// Which setting.
        param: &'static str,
        /// The value found.
        found: u64,
        /// Least value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// Returned when a signature of drand does not count, or a key of drand signs nothing.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
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
    #[error("campaign {campaign} takes tickets from {opens_at} on; this is {now}")]
    NotOpenYet {
        /// Campaign id.
        campaign: u32,
        /// Unix seconds.
        opens_at: Seconds,
        /// Unix seconds.
        now: Seconds,
    },
    /// Returned when a ticket could be drawn after the campaign's end.
    #[error("campaign {campaign} ends at {ends_at}; a ticket of now can be drawn until {draw_by}")]
    TicketTooLate {
        /// Campaign id.
        campaign: u32,
        /// Unix seconds.
        ends_at: Seconds,
        /// Unix seconds.
        draw_by: Seconds,
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
    /// Returned when a ticket waits for its round.
    #[error("the ticket is drawn by round {round}, which comes at {at}; this is {now}")]
    TicketPending {
        /// The round.
        round: u64,
        /// Unix seconds.
        at: Seconds,
        /// Unix seconds.
        now: Seconds,
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
    /// Returned when a task's challenges cannot do what is asked of them.
    #[error("challenge of task {task}: {reason}")]
    Challenge {
        /// Task index.
        task: u32,
        /// Why.
        reason: ChallengeError,
    },
    /// Returned when no stake is exposed by a registration for a panel that is over.
    #[error("no registration of {labeler} for a panel that is over exposes {denom}")]
    NothingRegistered {
        /// Who asked.
        labeler: Addr,
        /// The denom.
        denom: String,
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

/// A bound of the rules, passed by what a message asks for.
impl From<TooMuchWork> for ContractError {
    fn from(TooMuchWork { what, found, max }: TooMuchWork) -> Self {
        Self::TooMuchWork { what, found, max }
    }
}

/// A setting that the rules refuse.
impl From<OutOfRange> for ContractError {
    fn from(
        OutOfRange {
            param,
            found,
            min,
            max,
        }: OutOfRange,
    ) -> Self {
        Self::ParamOutOfRange {
            param,
            found,
            min,
            max,
        }
    }
}

impl From<OverflowError> for ContractError {
    fn from(error: OverflowError) -> Self {
        Self::Std(error.into())
    }
}

/// A reason that concerns a task.
pub trait TaskReason {
    /// The refusal, which names the task.
    fn of_task(self, task: u32) -> ContractError;
}

impl TaskReason for TaskError {
    fn of_task(self, task: u32) -> ContractError {
        ContractError::Task { task, reason: self }
    }
}

impl TaskReason for GoldError {
    fn of_task(self, task: u32) -> ContractError {
        ContractError::Gold { task, reason: self }
    }
}

impl TaskReason for ChallengeError {
    fn of_task(self, task: u32) -> ContractError {
        ContractError::Challenge { task, reason: self }
    }
}

impl TaskReason for ItemSetError {
    fn of_task(self, task: u32) -> ContractError {
        ContractError::Items { task, reason: self }
    }
}

/// A reason that concerns a labeler's seat in a task.
pub trait SeatReason {
    /// The refusal, which names both.
    fn of_seat(self, task: u32, labeler: Addr) -> ContractError;
}

impl SeatReason for SeatError {
    fn of_seat(self, task: u32, labeler: Addr) -> ContractError {
        ContractError::Seat {
            task,
            labeler,
            reason: self,
        }
    }
}

impl SeatReason for PackingError {
    fn of_seat(self, task: u32, labeler: Addr) -> ContractError {
        ContractError::Packing {
            task,
            labeler,
            reason: self,
        }
    }
}

/// Places a reason in its task.
pub trait AtTask<T> {
    /// The result, whose refusal names the task.
    fn at(self, task: TaskId) -> Result<T, ContractError>;
}

impl<T, R: TaskReason> AtTask<T> for Result<T, R> {
    fn at(self, task: TaskId) -> Result<T, ContractError> {
        self.map_err(|reason| reason.of_task(task.index))
    }
}

/// Places a reason in a labeler's seat.
pub trait AtSeat<T> {
    /// The result, whose refusal names task and labeler.
    fn at_seat(self, task: TaskId, labeler: &Account) -> Result<T, ContractError>;
}

impl<T, R: SeatReason> AtSeat<T> for Result<T, R> {
    fn at_seat(self, task: TaskId, labeler: &Account) -> Result<T, ContractError> {
        self.map_err(|reason| reason.of_seat(task.index, labeler.addr.clone()))
    }
}
