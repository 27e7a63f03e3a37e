//! What may be asked of the task registry.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::Terms;
use crate::ratio::Bps;

/// Most seats, and most tasks, of one message.
pub const MAX_BATCH: usize = 32;
/// Most bytes of packed labels of one message.
pub const MAX_LABEL_BYTES: usize = 65_536;
/// Most bytes of ciphertexts of one `Commit`: as many of labels, and the salt and the box of 32 seats.
pub const MAX_CIPHERTEXT_BYTES: usize = MAX_LABEL_BYTES + MAX_BATCH * 64;
/// Most bytes of gold of one `OpenGold`: that of the four largest tasks.
pub const MAX_GOLD_BYTES: usize = 49_152;
/// Most late seats of one `Advance`.
pub const MAX_LATE_SEATS: u64 = 128;
/// Most distinct labelers of one `Settle`.
pub const MAX_SETTLED_LABELERS: usize = 128;

/// Fewest items of a later wave, unless the task has fewer.
pub const MIN_WAVE_ITEMS: u32 = 30;

/// Starts the registry; its siblings are known by prediction (instantiate2).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Who sets parameters for future campaigns and may stop new work.
    pub owner: String,
    /// Address of label-escrow; never changes.
    pub label_escrow: String,
    /// Address of reputation-staking; never changes.
    pub reputation_staking: String,
    /// Address of reward-token; never changes.
    pub reward_token: String,
    /// Settings for new campaigns.
    pub params: Params,
}

/// Settings that a campaign freezes when it is created.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Part of the seat's stake that a missed commit or a release costs, doubling with each in a
    /// row; at most 1 000.
    pub missed_commit: Bps,
    /// Part of the penalty of a missed commit or a dead ticket that goes to whoever turned the crank; at
    /// most 2 000.
    pub penalty_tip: Bps,
    /// Least seat stake in the reward token, in its smallest unit.
    pub min_token_seat_stake: Uint128,
}

/// Largest `missed_commit`.
pub const MAX_MISSED_COMMIT_BPS: u16 = 1_000;
/// Largest `penalty_tip`.
pub const MAX_PENALTY_TIP_BPS: u16 = 2_000;

/// Nothing to say: a migration changes code and storage version only.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// What anyone may ask of the task registry.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Opens a campaign and reserves its whole budget.
    ///
    /// **Who:** anyone, while the market is active. **Funds:** exactly the deposit (query `Quote`)
    /// in the campaign's native denom; in a CW20 denom send the tokens with the same message as
    /// hook. **Emits:** `campaign_created`. **Fails:** `ExitOnly`, `Terms`, `DenomNotAllowed`,
    /// `PriceTooLow`, `SeatStakeTooLow`, `ContributorsTooLow`, `RewardToken`, `DepositTooLarge`,
    /// `Asset`, and what the escrow refuses.
    CreateCampaign(Box<CreateCampaign>),
    /// Takes tokens that a CW20 sends with a [`ReceiveMsg`] as hook.
    ///
    /// **Who:** the token of the campaign's denom, for the message inside. **Emits and fails:** as the message inside.
    Receive(Cw20ReceiveMsg),
    /// Stops new seats; what is in progress finishes and is paid, what never started is refunded.
    ///
    /// **Who:** the campaign's requester. **Funds:** none. **Emits:** `campaign_cancelled`,
    /// `work_released`, `campaign_closed` where nothing is left. **Fails:** `Unauthorized`,
    /// `CampaignEnded`.
    CancelCampaign(CampaignRef),
    /// Draws the sender's ripe ticket into seats, then takes a new ticket for `seats`.
    ///
    /// **Who:** an eligible labeler with free stake; never the requester or a related account.
    /// **Funds:** none. **Emits:** `seat_drawn`, `ticket_drawn`, `ticket_voided`, `ticket_taken`. **Fails:** `ExitOnly`,
    /// `NotEligible`, `TicketPending`, `NothingToDraw`, `CampaignEnded`, `NotOpenYet`, `BatchSize`.
    Claim(Claim),
    /// Draws anybody's ripe ticket; voids one that lapsed.
    ///
    /// **Who:** anyone; the tip for voiding comes out of the penalty. **Funds:** none.
    /// **Emits:** `seat_drawn`, `ticket_drawn` or `ticket_voided`. **Fails:** `NothingToDraw`,
    /// `TicketPending`.
    Draw(LabelerRef),
    /// Gives drawn seats back, at the penalty of a missed commit; never again those tasks.
    ///
    /// **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_forfeited`.
    /// **Fails:** `SeatNotFound`, `Seat` (wrong status), `BatchSize`, `DuplicateTask`.
    Release(Tasks),
    /// Seals the labels of drawn seats.
    ///
    /// **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_sealed`.
    /// **Fails:** `SeatNotFound`, `Seat` (wrong status, too late), `BatchSize`, `BatchLength`,
    /// `DuplicateTask`, `Ciphertexts`.
    Commit(Commit),
    /// Asks for further seats on named items of a task, out of its reserve; all seats so far stay
    /// sealed.
    ///
    /// **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:** `wave_asked`.
    /// **Fails:** `Unauthorized`, `CampaignEnded`, `Items`, `WaveTooSmall`, `Task` (wrong phase,
    /// seals missing, too late, no wave left, wave seats).
    Ask(Ask),
    /// Ends the collecting of tasks whose wanted seats are all sealed: no more waves.
    ///
    /// **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:**
    /// `task_revealing`. **Fails:** `Unauthorized`, `Task` (wrong phase, seals missing),
    /// `BatchSize`, `DuplicateTask`.
    Close(Tasks),
    /// Opens the gold of tasks, each once, after their reveals and within the gold window.
    ///
    /// **Who:** the requester. **Funds:** none. **Emits:** `gold_opened`. **Fails:**
    /// `Unauthorized`, `Task` (wrong phase, too early, too late, gold open, no gold), `Gold`,
    /// `BatchSize`, `DuplicateTask`.
    OpenGold(OpenGold),
    /// Does for tasks whatever time alone allows: forfeits late seats, ends collecting, refills or
    /// voids, or ends a panel that did not fill. With no tasks: releases what never started after the campaign ended.
    ///
    /// **Who:** anyone; tipped out of penalties. **Funds:** none. **Emits:** `seat_forfeited`,
    /// `task_refilled`, `task_revealing`, `task_voided`, `panel_unfilled`, `work_released`,
    /// `campaign_closed`.
    /// **Fails:** `Task` (wrong phase, too early), `NothingToRelease`, `TooMuchWork` (more than 128 late
    /// seats), `BatchSize`, `DuplicateTask`.
    Advance(Tasks),
    /// Opens seals. Without a reading key the first reveal of a task ends its collecting, and of a
    /// panel always.
    ///
    /// **Who:** anyone who knows labels and salts. **Funds:** none. **Emits:** `task_revealing`,
    /// `seat_revealed`. **Fails:** `Task` (wrong phase, seals missing, too late), `Seat` (wrong
    /// status, seal mismatch), `SeatNotFound`, `Packing`, `BatchSize`, `BatchLength`. One seat that
    /// fails, fails the message; what somebody else has revealed is passed over.
    Reveal(Reveal),
    /// Infers the verdict of tasks and scores their seats; after a panel, changes what it decides.
    ///
    /// **Who:** anyone; half of each task's tip, or the challenge's. **Funds:** none. **Emits:**
    /// `task_resolved`, `panel_decided`, `seat_missed`, `seats_skipped`, or `task_voided` where nobody revealed. **Fails:** `Task` (wrong phase, too early),
    /// `TooMuchWork`, `BatchSize`, `DuplicateTask`.
    Resolve(Tasks),
    /// Pays the seats of resolved tasks, writes reputation and mints shares, and divides the bonds
    /// of their challenges. The last one closes the campaign.
    ///
    /// **Who:** anyone; the other half of each task's tip. **Funds:** none. **Emits:**
    /// `task_settled`, `seats_skipped`, `challenge_settled`, `campaign_closed`. **Fails:** `Task` (wrong phase, too early), `TooManyLabelers`, `BatchSize`,
    /// `DuplicateTask`.
    Settle(Tasks),
    /// Challenges a verdict: a panel of further labelers labels the named items, and the inference
    /// over all labels may change those.
    ///
    /// **Who:** anyone, within the window of the terms, while no other challenge of the task is
    /// live. **Funds:** exactly the bond (query `ChallengeBond`) in the campaign's native denom; in
    /// a CW20 denom send the tokens with the same message as hook. **Emits:** `task_challenged`.
    /// **Fails:** `NotChallengeable`, `Task` (wrong phase, too late), `NoChallengeLeft`, `Items`,
    /// `NoItems`, `Asset`.
    Challenge(Challenge),
    /// Takes a seat of a panel. For the first half of its filling, who may sit is decided by lot,
    /// more of them with every second.
    ///
    /// **Who:** a labeler with a record of at least 20 labels, a skill of 0.2 above what the
    /// campaign asks for, and free stake; never the challenger, nor who ever sat in the task.
    /// **Funds:** none. **Emits:** `seat_drawn`. **Fails:** `Task` (wrong phase, too late),
    /// `NotEligible`, `PanelFull`, `PanelTurn`, `AlreadySeated`.
    JoinPanel(JoinPanel),
    /// Records this block's beacon, which ripens the tickets of earlier blocks.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `beacon_recorded` where the block had none.
    Beat {},
    /// Changes the settings that future campaigns freeze.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `params_updated`. **Fails:** `Unauthorized`,
    /// `ParamOutOfRange`.
    UpdateParams(Params),
    /// Stops or allows new campaigns and tickets; never anything that has begun.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `mode_set`.
    SetMode(Mode),
}

/// What a CW20 `Send` to the registry may carry.
#[cw_serde]
pub enum ReceiveMsg {
    /// Opens a campaign that pays in the sent token; the amount must be exactly the deposit.
    CreateCampaign(Box<CreateCampaign>),
    /// Challenges a verdict of a campaign in the sent token; the amount must be exactly the bond.
    Challenge(Challenge),
}

/// Whether new work may begin.
#[cw_serde]
#[derive(Copy)]
pub enum Mode {
    /// Everything may happen.
    Active,
    /// No new campaigns and no new tickets; everything that has begun goes on.
    ExitOnly,
}

/// See [`ExecuteMsg::CreateCampaign`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct CreateCampaign {
    /// What the campaign promises; frozen from now on.
    pub terms: Terms,
}

/// See [`ExecuteMsg::Challenge`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Bitmap of the items, one bit for each item of the task, low bits first; at least one.
    pub items: Binary,
}

/// See [`ExecuteMsg::JoinPanel`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct JoinPanel {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Issuer whose credential the sender shows, where the terms ask for one.
    pub issuer: Option<String>,
}

/// Names a campaign.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct CampaignRef {
    /// Campaign id.
    pub campaign: u32,
}

/// Names tasks of a campaign.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Tasks {
    /// Campaign id.
    pub campaign: u32,
    /// Task indices, at most 32, each once.
    pub tasks: Vec<u32>,
}

/// See [`ExecuteMsg::Claim`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Campaign id.
    pub campaign: u32,
    /// Seats of the new ticket, 0 to 32; 0 only draws.
    pub seats: u8,
    /// Issuer whose credential the sender shows, where the terms ask for one.
    pub issuer: Option<String>,
}

/// Names a labeler in a campaign.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LabelerRef {
    /// Campaign id.
    pub campaign: u32,
    /// The labeler.
    pub labeler: String,
}

/// See [`ExecuteMsg::Commit`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Commit {
    /// Campaign id.
    pub campaign: u32,
    /// Task indices, 1 to 32, each once.
    pub tasks: Vec<u32>,
    /// One seal of 32 bytes for each task, in the same order.
    pub seals: Binary,
    /// For each task, panel seats included, a sealed box (libsodium's `crypto_box_seal`) of the
    /// salt, then the packed labels, to the campaign's reading key; empty where the campaign has
    /// none; 66 KiB at most together. Not stored.
    pub sealed: Vec<Binary>,
}

/// See [`ExecuteMsg::Ask`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Bitmap of the items, one bit for each item of the task, low bits first: at least 30, or all
    /// of a smaller task.
    pub items: Binary,
    /// Further seats; with those asked for before at most `overlap.max`.
    pub seats: u8,
}

/// See [`ExecuteMsg::OpenGold`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct OpenGold {
    /// Campaign id.
    pub campaign: u32,
    /// Tasks and their gold, 1 to 32, with 48 KiB of gold at most.
    pub openings: Vec<GoldOpening>,
}

/// The gold of a task.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct GoldOpening {
    /// Task index.
    pub task: u32,
    /// For each gold item its index in the task (two bytes, big-endian, ascending) and its class
    /// (one byte): at least 10 items, at most a quarter of the task's, and at most 60 % of one
    /// class.
    pub gold: Binary,
    /// The leaf's salt, 16 bytes.
    pub salt: Binary,
    /// Siblings from the leaf up to the root, 32 bytes each.
    pub proof: Binary,
}

/// See [`ExecuteMsg::Reveal`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// Campaign id.
    pub campaign: u32,
    /// Seats to open, 1 to 32, each once.
    pub seats: Vec<SeatRef>,
    /// One salt of 16 bytes for each seat, in the same order.
    pub salts: Binary,
    /// The packed labels of each seat behind each other, at most 64 KiB.
    pub labels: Binary,
}

/// Names a seat of a campaign.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SeatRef {
    /// Task index.
    pub task: u32,
    /// Who sits there.
    pub labeler: String,
}
