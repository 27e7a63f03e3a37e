//! What may be asked of the task registry.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::Action;

use super::{Challenge, PanelRef, Register, RevealPanel, SealPanel, Sit, Terms, Unregister};
use crate::ratio::Bps;

/// Most seats, and most tasks, of one message.
pub const MAX_BATCH: usize = 32;
/// Most bytes of packed labels of one message.
pub const MAX_LABEL_BYTES: usize = 65_536;
/// Most bytes of ciphertexts of one `Commit`: as many of labels, and the salt and the box of 32 seats.
pub const MAX_CIPHERTEXT_BYTES: usize = MAX_LABEL_BYTES + MAX_BATCH * 64;
/// Most bytes of gold of one `OpenGold`: that of the four largest tasks.
pub const MAX_GOLD_BYTES: usize = 49_152;
/// Most seats of the tickets that one `Draw` draws.
pub const MAX_DRAWN_SEATS: u64 = 128;
/// Most late seats of one `Advance`.
pub const MAX_LATE_SEATS: u64 = 128;
/// Most questions that a `Resolve` infers, those of all its tasks together: two tasks of the largest form. Each costs by
/// itself, however few items it is asked about.
pub const MAX_RESOLVED_QUESTIONS: u64 = 64;
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
    /// Part of its stake that a seat costs that is given back, missed, skipped or lost with its ticket.
    pub missed_commit: Bps,
    /// Least seat stake in the reward token, in its smallest unit.
    pub min_token_seat_stake: Uint128,
    /// Whose rounds draw its tickets.
    pub randomness: Randomness,
}

/// A chain of drand, with the scheme `bls-unchained-g1-rfc9380`, and which of its rounds decide.
/// Quicknet is the one that the League of Entropy runs.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Randomness {
    /// The key that signs every round: a compressed point of G2, 96 bytes.
    pub public_key: HexBinary,
    /// When round one comes, Unix seconds.
    pub genesis: u64,
    /// Seconds from one round to the next, 1 to 3 600.
    pub period_seconds: u16,
    /// Rounds decide whose number is a multiple of it, so that one signature serves many; 1 to
    /// 1 000.
    pub stride: u16,
    /// Least seconds from what a round decides upon to the round, 1 to 3 600: longer than any
    /// block's time is off.
    pub delay_seconds: u16,
}

/// Bytes of drand's public key.
pub const RANDOMNESS_KEY_BYTES: usize = 96;
/// Latest `genesis`: what five bytes hold.
pub const MAX_GENESIS: u64 = (1 << 40) - 1;
/// Largest `period_seconds`.
pub const MAX_PERIOD_SECONDS: u16 = 3_600;
/// Largest `stride`.
pub const MAX_STRIDE: u16 = 1_000;
/// Largest `delay_seconds`.
pub const MAX_DELAY_SECONDS: u16 = 3_600;

/// Nothing to say: a migration changes code and storage version only.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}

/// What anyone may ask of the task registry.
///
/// Any message fails with `Std` where an address, JSON or stored data is broken, with `Packed`
/// where a stored record does not fit the code, and with `Payment` where it comes with funds that
/// it does not take.
#[cw_serde]
pub enum ExecuteMsg {
    /// Opens a campaign and reserves its whole budget.
    ///
    /// **Who:** anyone, while the market is active. **Funds:** exactly the deposit (query `Quote`)
    /// in the campaign's native denom; in a CW20 denom send the tokens with the same message as
    /// hook. **Emits:** `campaign_created`. **Fails:** `Asset`, `ExitOnly`, `Terms`, `RewardToken`,
    /// `DenomNotAllowed`, `PriceTooLow`, `ContributorsTooLow`, `SeatStakeTooLow`,
    /// `DepositTooLarge`, and what the escrow refuses.
    CreateCampaign(Box<CreateCampaign>),
    /// Takes tokens that a CW20 sends with a [`ReceiveMsg`] as hook.
    ///
    /// **Who:** the token of the campaign's denom. **Funds:** none; the tokens came just before.
    /// **Emits:** as `CreateCampaign` or `Challenge`. **Fails:** as `CreateCampaign` or
    /// `Challenge`.
    Receive(Cw20ReceiveMsg),
    /// Stops new seats; what is in progress finishes and is paid, what never started is refunded.
    ///
    /// **Who:** the campaign's requester. **Funds:** none. **Emits:** `campaign_cancelled`,
    /// `work_released`, and `campaign_closed` where nothing is left. **Fails:** `CampaignNotFound`,
    /// `Unauthorized`, `CampaignEnded`.
    CancelCampaign(CampaignRef),
    /// Draws the sender's ripe ticket into seats by the signature of its round, or ends one that
    /// nobody drew in its window, at the penalty of giving all its seats back; then takes a new
    /// ticket for `seats`.
    ///
    /// **Who:** an eligible labeler with free stake; never the requester or a related account.
    /// **Funds:** none. **Emits:** `seat_drawn`, `ticket_drawn`, `ticket_voided`, `ticket_taken`,
    /// `panel_left`. **Fails:** `CampaignNotFound`, `NothingToDraw`, `TicketPending`, `BatchSize`, `ExitOnly`,
    /// `CampaignEnded`, `NotOpenYet`, `TicketTooLate`, `Randomness` (missing, length, refused, no
    /// round), `NotEligible` (related, suspended, skill, mass, no issuer,
    /// issuer not named, issuer gone, no credential, min stake, free stake, open seats).
    Claim(Claim),
    /// Draws the ripe tickets of a round, and ends those that nobody drew in their window. The
    /// earliest round counts that draws one of them; labelers with no ticket, with one that waits
    /// or with one of another round are passed over, as others may have been faster.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:**
    /// `seat_drawn` and `ticket_drawn`, or `ticket_voided`. **Fails:** `CampaignNotFound`,
    /// `BatchSize`, `NothingToDraw`, `TicketPending`, `Randomness` (missing, length, refused),
    /// `TooMuchWork` (more than 128 seats).
    Draw(Draw),
    /// Gives drawn seats back, at the penalty of a missed commit. The sender can never take a seat
    /// in those tasks again.
    ///
    /// **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_forfeited`. **Fails:**
    /// `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `SeatNotFound`, `Seat`
    /// (wrong status).
    Release(Tasks),
    /// Seals the labels of drawn seats.
    ///
    /// **Who:** the labeler who drew them. **Funds:** none. **Emits:** `seat_sealed`. **Fails:**
    /// `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `BatchLength`,
    /// `Ciphertexts`, `SeatNotFound`, `Seat` (wrong status, too late).
    Commit(Commit),
    /// Asks for further seats on named items of a task, out of its reserve; all seats so far stay
    /// sealed.
    ///
    /// **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:**
    /// `wave_asked`. **Fails:** `CampaignNotFound`, `Unauthorized`, `TaskNotFound`,
    /// `CampaignEnded`, `Items`, `WaveTooSmall`, `Task` (wrong phase, seals missing, too late, no
    /// wave left, wave seats).
    Ask(Ask),
    /// Ends the collecting of tasks whose wanted seats are all sealed: no more waves.
    ///
    /// **Who:** the requester, or the reader of the terms. **Funds:** none. **Emits:**
    /// `task_revealing`. **Fails:** `CampaignNotFound`, `Unauthorized`, `BatchSize`,
    /// `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, seals missing).
    Close(Tasks),
    /// Opens the gold of tasks, each once, after their reveals and within the gold window.
    ///
    /// **Who:** the requester. **Funds:** none. **Emits:** `gold_opened`. **Fails:**
    /// `CampaignNotFound`, `Unauthorized`, `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (no
    /// gold, wrong phase, too early, gold open, too late), `Gold`.
    OpenGold(OpenGold),
    /// Does for tasks what time alone allows: forfeits late seats, ends collecting, refills or
    /// voids. With no tasks: releases what never started after the campaign ended.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `seat_forfeited`,
    /// `task_refilled`, `task_revealing`, `task_voided`, `work_released`,
    /// `campaign_closed`. **Fails:** `CampaignNotFound`, `NothingToRelease`, `BatchSize`,
    /// `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, nothing due), `TooMuchWork` (more than
    /// 128 late seats).
    Advance(Tasks),
    /// Opens seals. Without a reading key the first reveal of a task ends its collecting. One seat that fails, fails the message; what somebody else
    /// has revealed is passed over.
    ///
    /// **Who:** anyone who knows labels and salts. **Funds:** none. **Emits:** `task_revealing`,
    /// `seat_revealed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`, `SeatNotFound`,
    /// `BatchLength`, `Task` (wrong phase, seals missing, too late), `Seat` (wrong status,
    /// seal mismatch), `Packing`.
    Reveal(Reveal),
    /// Infers the verdict of tasks and scores their seats.
    ///
    /// **Who:** anyone; half of each task's tip. **Funds:** none. **Emits:** `task_resolved`, or `task_voided` where
    /// nobody revealed; `seat_missed`, `seats_skipped`, `campaign_closed`. **Fails:** `CampaignNotFound`,
    /// `BatchSize`, `TaskNotFound`, `DuplicateTask`, `Task` (wrong phase, too early), `TooMuchWork` (questions of
    /// all tasks, labels, classes x labels), `Inference`, which the bounds of terms rule out.
    Resolve(Tasks),
    /// Pays the seats of resolved tasks, writes reputation and mints shares. The last one closes the campaign.
    /// Challenges do not delay it.
    ///
    /// **Who:** anyone; the other half of each task's tip. **Funds:** none. **Emits:** `task_settled`,
    /// `seats_skipped`, `campaign_closed`. **Fails:** `CampaignNotFound`, `BatchSize`, `TaskNotFound`,
    /// `DuplicateTask`, `Task` (wrong phase), `TooManyLabelers`.
    Settle(Tasks),
    /// Challenges a verdict: a panel of further labelers labels the named items, which the bond pays. It delays
    /// nothing: the task is settled, and its campaign closes, whatever the panel does.
    ///
    /// **Who:** anyone, within the window of the terms, while no other challenge of the task is
    /// live. **Funds:** exactly the bond (query `ChallengeBond`) in the campaign's native denom; in
    /// a CW20 denom send the tokens with the same message as hook. **Emits:** `task_challenged`.
    /// **Fails:** `Asset`, `CampaignNotFound`, `NotChallengeable`, `TaskNotFound`, `Items`, `Task` (wrong
    /// phase), `Challenge` (still live, too late, too few items, item spent, changed often), `Randomness` (no
    /// round), and what the escrow refuses.
    Challenge(Challenge),
    /// Registers for a seat of a panel, and exposes a seat's stake for it. Chance decides among those who
    /// registered, by a round of drand that comes after the registration.
    ///
    /// **Who:** a labeler with a record of at least the terms' `panel_mass` labels, a skill of at least 0.4 and of
    /// 0.2 above both the campaign's `min_skill` and its pay's `floor`, and free stake; never the challenger, nor
    /// anyone who ever sat in the task. **Funds:** none. **Emits:** `panel_registered`, `panel_left`. **Fails:**
    /// `CampaignNotFound`, `TaskNotFound`, `AlreadySeated`, `Challenge` (none live, too late, registered, too
    /// many registrations), `NotEligible` (challenger, related, suspended, skill, mass, no issuer, issuer not
    /// named, issuer gone, no credential, min stake, free stake).
    Register(Register),
    /// Takes a seat of a panel, from the second on that chance gives to the sender.
    ///
    /// **Who:** an account that registered. **Funds:** none. **Emits:** `panel_seated`. **Fails:**
    /// `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, not registered, wrong status, too early, too
    /// late, full), `NotEligible` (suspended, skill, mass), `Randomness` (too early, missing, length, refused).
    Sit(Sit),
    /// Takes back the stake that registrations expose for panels whose filling is over; a full one may open again.
    /// `Claim` and `Register` do it by themselves, and what `Unbond` may take counts it as free.
    ///
    /// **Who:** an account that registered. **Funds:** none. **Emits:** `panel_left`. **Fails:**
    /// `NothingRegistered`, `Asset`.
    Unregister(Unregister),
    /// Seals a panel seat's labels of the named items.
    ///
    /// **Who:** the panelist. **Funds:** none. **Emits:** `panel_sealed`. **Fails:** `CampaignNotFound`,
    /// `TaskNotFound`, `Challenge` (none live), `BatchLength`, `Ciphertexts`, `SeatNotFound`, `Seat` (wrong
    /// status, too late).
    SealPanel(SealPanel),
    /// Opens seals of a panel. The first one, with every seat sealed, ends its filling; what somebody else has
    /// opened is passed over.
    ///
    /// **Who:** anyone who knows labels and salts. **Funds:** none. **Emits:** `panel_revealing`,
    /// `panel_revealed`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, seals missing,
    /// too late), `BatchSize`, `BatchLength`, `SeatNotFound`, `Seat` (wrong status, seal mismatch), `Packing`.
    RevealPanel(RevealPanel),
    /// Does for a live challenge what time or its seals allow: forfeits late seats, ends the filling, and decides
    /// or gives up. Deciding divides the bond.
    ///
    /// **Who:** anyone. **Funds:** none. **Emits:** `panel_seat_lost`, `panel_revealing`, `panel_decided`,
    /// `panel_unfilled`. **Fails:** `CampaignNotFound`, `TaskNotFound`, `Challenge` (none live, nothing due, too
    /// early), `TooMuchWork` and `Inference`, which the bounds of terms rule out.
    AdvancePanel(PanelRef),
    /// Changes the settings that future campaigns freeze.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `params_updated`. **Fails:** `Unauthorized`,
    /// `ParamOutOfRange`, `Randomness` (no key).
    UpdateParams(Params),
    /// Stops or allows new campaigns and tickets; never anything that has begun.
    ///
    /// **Who:** the owner. **Funds:** none. **Emits:** `mode_set`. **Fails:** `Unauthorized`.
    SetMode(Mode),
    /// Offers the ownership to another account, accepts it, or renounces it for good. It moves in
    /// two steps: the old owner stays until the new one accepts.
    ///
    /// **Who:** the owner; whom it was offered to, to accept. **Funds:** none. **Emits:**
    /// `ownership_updated`. **Fails:** `Ownership`, `RenounceWhileExitOnly`.
    UpdateOwnership(Action),
}

/// What a CW20 `Send` to the registry may carry.
#[cw_serde]
pub enum ReceiveMsg {
    /// Opens a campaign that pays in the sent token; the amount must be exactly the deposit.
    CreateCampaign(Box<CreateCampaign>),
    /// Challenges a verdict of a campaign in the sent token; the amount must be exactly the bond.
    Challenge(Challenge),
}

/// Whether new work may start.
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
    /// Signature of the round that draws the sender's ticket, 48 bytes; none where they have none,
    /// or its window has passed.
    pub signature: Option<Binary>,
}

/// See [`ExecuteMsg::Draw`].
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// Campaign id.
    pub campaign: u32,
    /// Whose tickets, 1 to 32.
    pub labelers: Vec<String>,
    /// Signature of the round that draws them, 48 bytes; none where their windows have passed.
    pub signature: Option<Binary>,
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
    /// For each task a sealed box (libsodium's `crypto_box_seal`) of the
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
    /// For each gold answer its number in the task (two bytes, big-endian, ascending) and its value
    /// (one byte); an answer's number is `question x items + item`. Of one question of classes at least 10 items,
    /// at most a quarter of the task's, and at most 60 % of one class. Of other forms at most a quarter of the
    /// task's items for each question, and together worth 4.8 labels beyond chance.
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
    /// The packed labels of each seat, one after the other, at most 64 KiB.
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
