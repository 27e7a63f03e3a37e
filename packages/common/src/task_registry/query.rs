//! What may be asked about the task registry's state.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Timestamp, Uint128};
use cw20::Denom;
use cw_ownable::cw_ownable_query;

use super::{
    CampaignRef, CampaignStatus, CreateCampaign, GoldOutcome, LabelerRef, Mode, Params, Phase,
    SeatStatus, Terms,
};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use super::{CertificateResponse, ChallengeBondResponse, ChallengesResponse};
use crate::ratio::Bps;

/// Most tasks of one `Export`.
pub const MAX_EXPORT: u32 = 16;

/// What may be asked about the task registry's state.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Siblings, settings and mode.
    #[returns(ConfigResponse)]
    Config {},
    /// The deposit that a campaign of these terms needs now; fails as `CreateCampaign` would.
    #[returns(QuoteResponse)]
    Quote(Box<CreateCampaign>),
    /// One campaign.
    #[returns(CampaignResponse)]
    Campaign(CampaignRef),
    /// Campaigns in ascending order, 10 a page, at most 50.
    #[returns(CampaignsResponse)]
    Campaigns(CampaignsPage),
    /// One task.
    #[returns(TaskResponse)]
    Task(TaskRef),
    /// Tasks that have started, in ascending order, 10 a page, at most 50.
    #[returns(TasksResponse)]
    Tasks(TasksPage),
    /// The tasks open for seats.
    #[returns(FrontierResponse)]
    Frontier(CampaignRef),
    /// A labeler's ticket and open seats in a campaign.
    #[returns(TicketResponse)]
    Ticket(LabelerRef),
    /// A labeler's stake behind tickets and unsettled seats.
    #[returns(ExposureResponse)]
    Exposure(StakeRef),
    /// One seat.
    #[returns(SeatResponse)]
    Seat(TaskSeat),
    /// Seats of a task, forfeited ones included, in the order of the labelers' canonical addresses;
    /// 10 a page, at most 50.
    #[returns(SeatsResponse)]
    Seats(SeatsPage),
    /// A labeler's seats in the tasks from `start_after` on; scans at most 50 tasks.
    #[returns(SeatsByLabelerResponse)]
    SeatsByLabeler(LabelerPage),
    /// The items that a wave of a task asks its seats for.
    #[returns(AskedResponse)]
    Asked(WaveRef),
    /// The gold of a task that was opened.
    #[returns(GoldResponse)]
    Gold(TaskRef),
    /// A resolved task's labels, margins, confidences and scores.
    #[returns(VerdictResponse)]
    Verdict(TaskRef),
    /// The packed labels of a revealed seat.
    #[returns(LabelsResponse)]
    Labels(TaskSeat),
    /// Packed verdicts of resolved tasks in ascending order, 10 a page, at most 16.
    #[returns(ExportResponse)]
    Export(TasksPage),
    /// What a challenge of so many items of a task costs now: what `Challenge` must be paid exactly.
    #[returns(ChallengeBondResponse)]
    ChallengeBond(ChallengeSize),
    /// All challenges of a task, at most 3.
    #[returns(ChallengesResponse)]
    Challenges(TaskRef),
    /// What a campaign's labels are worth, by its settled tasks: what an offer of licenses can be
    /// checked against.
    #[returns(CertificateResponse)]
    Certificate(CampaignRef),
    /// The latest beacon.
    #[returns(BeaconResponse)]
    Beacon {},
}

/// Names a task.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TaskRef {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
}

/// Names a seat.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TaskSeat {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Who sits there.
    pub labeler: String,
}

/// Names a wave of a task.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct WaveRef {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Wave, 0 for the first; that of the seat.
    pub wave: u8,
}

/// Names a labeler's stake in a denom.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct StakeRef {
    /// The labeler.
    pub labeler: String,
    /// The stake's denom.
    pub denom: Denom,
}

/// A page of campaigns.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct CampaignsPage {
    /// Last id of the page before.
    pub start_after: Option<u32>,
    /// Entries wanted.
    pub limit: Option<u32>,
}

/// A page of a campaign's tasks.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct TasksPage {
    /// Campaign id.
    pub campaign: u32,
    /// Last index of the page before.
    pub start_after: Option<u32>,
    /// Entries wanted.
    pub limit: Option<u32>,
}

/// A page of a task's seats.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SeatsPage {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Last labeler of the page before.
    pub start_after: Option<String>,
    /// Entries wanted.
    pub limit: Option<u32>,
}

/// A page of a campaign's tasks, for one labeler.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct LabelerPage {
    /// Campaign id.
    pub campaign: u32,
    /// The labeler.
    pub labeler: String,
    /// `scanned_to` of the page before.
    pub start_after: Option<u32>,
    /// Tasks to scan.
    pub limit: Option<u32>,
}

/// A challenge by its size.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ChallengeSize {
    /// Campaign id.
    pub campaign: u32,
    /// Task index.
    pub task: u32,
    /// Number of items named.
    pub items: u32,
}

/// Siblings, settings and mode.
#[cw_serde]
pub struct ConfigResponse {
    /// Address of label-escrow.
    pub label_escrow: Addr,
    /// Address of reputation-staking.
    pub reputation_staking: Addr,
    /// Address of reward-token.
    pub reward_token: Addr,
    /// Settings for new campaigns.
    pub params: Params,
    /// Whether new work may begin.
    pub mode: Mode,
}

/// What a campaign costs.
#[cw_serde]
pub struct QuoteResponse {
    /// In which denom.
    pub denom: Denom,
    /// The sum of all below: what `CreateCampaign` must be paid exactly.
    pub deposit: Uint128,
    /// Price of all labels that may be asked for.
    pub labels: Uint128,
    /// Protocol fee on them.
    pub fee: Uint128,
    /// Tips of all tasks.
    pub tips: Uint128,
    /// Gold bonds of all tasks.
    pub gold_bonds: Uint128,
}

/// One campaign.
#[cw_serde]
pub struct CampaignResponse {
    /// Campaign id.
    pub campaign: u32,
    /// Who pays.
    pub requester: Addr,
    /// What it promises.
    pub terms: Terms,
    /// Whether it takes seats.
    pub status: CampaignStatus,
    /// Whether its requester cancelled it.
    pub cancelled: bool,
    /// Whether nothing but the draw protects the verdict: neither gold nor rules of eligibility.
    pub unprotected: bool,
    /// Number of tasks.
    pub tasks: u32,
    /// Tasks that are settled, void or released.
    pub tasks_done: u32,
    /// First height of a ticket.
    pub opens_at_height: u64,
    /// Protocol fee of one label, frozen.
    pub fee_per_label: Uint128,
    /// Tip of one task, frozen.
    pub tip_per_task: Uint128,
    /// How far a full label's evidence counts for reputation, frozen: 65 536 is fully.
    pub reputation_scale: u32,
    /// Penalty settings, frozen.
    pub params: Params,
}

/// A page of campaigns.
#[cw_serde]
pub struct CampaignsResponse {
    /// In ascending order.
    pub campaigns: Vec<CampaignResponse>,
}

/// One task.
#[cw_serde]
pub struct TaskResponse {
    /// Task index.
    pub task: u32,
    /// Its number of items.
    pub items: u32,
    /// Where it stands.
    pub phase: Phase,
    /// Refills used.
    pub attempt: u8,
    /// Wave, 0 for the first; panels count on.
    pub wave: u8,
    /// Challenges so far.
    pub challenges: u8,
    /// Seats wanted up to this wave; of a panel its own.
    pub seats_wanted: u8,
    /// Seats forfeited so far.
    pub forfeits: u8,
    /// When the phase's window ends: filling, revealing or challenging; none in an ended phase.
    pub deadline: Option<Timestamp>,
    /// Until when its gold may be opened, while it is revealing; none where it has no gold.
    pub gold_by: Option<Timestamp>,
    /// What became of its gold.
    pub gold: GoldOutcome,
    /// Who resolved it.
    pub resolver: Option<Addr>,
}

/// A page of tasks.
#[cw_serde]
pub struct TasksResponse {
    /// In ascending order.
    pub tasks: Vec<TaskResponse>,
}

/// A task open for seats.
#[cw_serde]
pub struct FrontierEntry {
    /// Task index.
    pub task: u32,
    /// Height at which its free seats opened; tickets of later heights may have them.
    pub opened_at: u64,
    /// Free seats.
    pub free: u8,
    /// Seats that newcomers hold.
    pub newcomers: u8,
}

/// The items that a wave asks for.
#[cw_serde]
pub struct AskedResponse {
    /// How many.
    pub items: u32,
    /// One bit for each item of the task, low bits first. Labels stand in ascending order of the
    /// items that are set.
    pub bitmap: Binary,
}

/// Opened gold.
#[cw_serde]
pub struct GoldResponse {
    /// For each gold item its index in the task (two bytes, big-endian) and its class (one byte);
    /// empty where none was opened.
    pub gold: Binary,
}

/// The tasks open for seats.
#[cw_serde]
pub struct FrontierResponse {
    /// In the order they were opened, at most the campaign's frontier.
    pub tasks: Vec<FrontierEntry>,
    /// The next task to be opened.
    pub next: u32,
}

/// A ticket.
#[cw_serde]
pub struct Ticket {
    /// Seats wanted.
    pub seats: u8,
    /// Height at which it was taken.
    pub height: u64,
    /// Last height at which it can be drawn.
    pub last_height: u64,
    /// Number of the beacon that draws it.
    pub beacon: u64,
}

/// A labeler's ticket and open seats.
#[cw_serde]
pub struct TicketResponse {
    /// The ticket that waits.
    pub ticket: Option<Ticket>,
    /// Tasks in which he has a seat and that still collect.
    pub open: Vec<u32>,
    /// Most open seats, the ticket's included.
    pub cap: u32,
}

/// A labeler's exposure.
#[cw_serde]
pub struct ExposureResponse {
    /// Stake behind tickets and unsettled seats.
    pub amount: Uint128,
    /// Commits missed in a row.
    pub misses: u8,
}

/// One seat.
#[cw_serde]
pub struct SeatResponse {
    /// Task index.
    pub task: u32,
    /// Who sits there.
    pub labeler: Addr,
    /// Where it stands.
    pub status: SeatStatus,
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Last time for its seal.
    pub commit_by: Timestamp,
    /// The seal.
    pub seal: Option<Binary>,
    /// Skill, mass and evidence of the record it was drawn with (Q12: 4096 is 1).
    pub snapshot: [i64; 3],
}

/// A page of seats.
#[cw_serde]
pub struct SeatsResponse {
    /// In the order of canonical addresses.
    pub seats: Vec<SeatResponse>,
}

/// A labeler's seats.
#[cw_serde]
pub struct SeatsByLabelerResponse {
    /// In ascending order of tasks.
    pub seats: Vec<SeatResponse>,
    /// Last task scanned; none where all were.
    pub scanned_to: Option<u32>,
}

/// How a seat was scored.
#[cw_serde]
pub struct ScoreResponse {
    /// Who sat there.
    pub labeler: Addr,
    /// Labels he revealed; 0 where he missed the reveal.
    pub labels: u32,
    /// Skill, Q12: 4096 is 1.
    pub skill: i32,
    /// Part of the price that the skill earned.
    pub rate: Bps,
    /// Part of the price that is paid, with the lift.
    pub paid: Bps,
    /// What is paid.
    pub pay: Uint128,
    /// Change of skill evidence, mass and spam evidence before scaling (Q12).
    pub deltas: [i64; 3],
}

/// A resolved task.
#[cw_serde]
pub struct VerdictResponse {
    /// The label of each item; 255 where nobody labeled it.
    pub labels: Vec<u8>,
    /// Lead of each label over the next best, bits in Q12: 4096 is one bit.
    pub margins: Vec<i32>,
    /// Score of each label, 65 536 is 1; not a probability of being right.
    pub confidences: Vec<u32>,
    /// How the seats were scored, in the order of canonical addresses.
    pub scores: Vec<ScoreResponse>,
}

/// The labels of a seat.
#[cw_serde]
pub struct LabelsResponse {
    /// Packed by class count.
    pub labels: Binary,
}

/// A verdict in a page of an export.
#[cw_serde]
pub struct ExportEntry {
    /// Task index.
    pub task: u32,
    /// Index of its first item in the campaign.
    pub first_item: u32,
    /// Number of items.
    pub items: u32,
    /// The verdict's labels, packed by class count.
    pub labels: Binary,
}

/// A page of verdicts.
#[cw_serde]
pub struct ExportResponse {
    /// In ascending order.
    pub tasks: Vec<ExportEntry>,
}

/// A beacon: a block's time, recorded.
#[cw_serde]
pub struct BeaconResponse {
    /// Its number; 0 where none was recorded yet.
    pub number: u64,
    /// The block's height.
    pub height: u64,
    /// The block's time.
    pub time: Timestamp,
}
