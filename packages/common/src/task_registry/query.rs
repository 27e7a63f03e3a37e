//! What may be asked about the task registry's state.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Timestamp, Uint128};
use cw20::Denom;
use cw_ownable::cw_ownable_query;
use pasar_truth::History;

use super::{
    CampaignRef, CampaignStatus, ChallengeRef, ChallengeSize, ChallengesPage, CreateCampaign,
    GoldOutcome, LabelerRef, Mode, PanelSeat, Params, Phase, SeatStatus, Terms,
};
// Some stand only in `returns`, which is left out of Wasm builds.
#[allow(unused_imports)]
use super::{
    CertificateResponse, ChallengeBondResponse, ChallengesResponse, ExposureResponse,
    FrontierResponse, RegistrationsResponse, TicketResponse, VerdictChange,
};
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
    /// A labeler's stake that tickets and unsettled seats expose.
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
    /// What a challenge of that many items of a task costs now: what `Challenge` must be paid exactly.
    #[returns(ChallengeBondResponse)]
    ChallengeBond(ChallengeSize),
    /// Challenges of a task in the order they were made, 10 a page, at most 50.
    #[returns(ChallengesResponse)]
    Challenges(ChallengesPage),
    /// All seats of a challenge's panel, forfeited ones included.
    #[returns(SeatsResponse)]
    Panel(ChallengeRef),
    /// The packed labels of the named items by a panelist who revealed.
    #[returns(LabelsResponse)]
    PanelLabels(PanelSeat),
    /// An account's registrations for panels, by the denom of the exposed stake.
    #[returns(RegistrationsResponse)]
    Registrations(StakeRef),
    /// What a campaign's labels are worth, by its settled tasks: what an offer of licenses can be
    /// checked against.
    #[returns(CertificateResponse)]
    Certificate(CampaignRef),
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
    /// Whether new work may start.
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
    /// Height of the block in which it was created: none of its events is older.
    pub created_at_height: u64,
    /// First second of a ticket, with which its first seats open.
    pub opens_at: Timestamp,
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
    /// Wave, 0 for the first.
    pub wave: u8,
    /// Challenges so far; the last one may be live.
    pub challenges: u16,
    /// Whether a challenge is live.
    pub challenged: bool,
    /// Until when the verdict may be challenged, as far as is known; none where the terms or the phase allow none.
    pub challenge_by: Option<Timestamp>,
    /// Seats wanted up to this wave.
    pub seats_wanted: u8,
    /// Seats forfeited so far.
    pub forfeits: u8,
    /// When the phase's window ends: filling or revealing; none in another phase.
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

/// The items that a wave asks for.
#[cw_serde]
pub struct AskedResponse {
    /// How many.
    pub items: u32,
    /// One bit for each item of the task, low bits first. Labels are in ascending order of the
    /// items that are set.
    pub bitmap: Binary,
}

/// Opened gold.
#[cw_serde]
pub struct GoldResponse {
    /// For each gold answer its number in the task, `question x items + item` (two bytes, big-endian), and its
    /// class or level (one byte); empty where none was opened.
    pub gold: Binary,
}

/// A labeler's record in one domain, or a change of it, all in Q12: 4096 is 1.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct HistoryResponse {
    /// Agreement above chance, in labels.
    pub skill: i64,
    /// Most that `skill` could have been, in labels.
    pub mass: i64,
    /// Evidence against being a spammer, in bits; negative is evidence of spam.
    pub evidence: i64,
}

impl From<History> for HistoryResponse {
    fn from(history: History) -> Self {
        Self {
            skill: history.skill,
            mass: history.mass,
            evidence: history.evidence,
        }
    }
}

impl From<HistoryResponse> for History {
    fn from(shown: HistoryResponse) -> Self {
        Self {
            skill: shown.skill,
            mass: shown.mass,
            evidence: shown.evidence,
        }
    }
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
    /// The record it was drawn with.
    pub snapshot: HistoryResponse,
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
    /// Labels they revealed; 0 where they missed the reveal.
    pub labels: u32,
    /// Skill, Q12: 4096 is 1.
    pub skill: i32,
    /// Part of the price that the skill earned.
    pub rate: Bps,
    /// Part of the price that is paid, with the lift.
    pub paid: Bps,
    /// What is paid.
    pub pay: Uint128,
    /// What the task changes in the record, before scaling.
    pub change: HistoryResponse,
}

/// A resolved task. Lists have one entry for every item and question: all items' of the first question, then those
/// of the second.
#[cw_serde]
pub struct VerdictResponse {
    /// The label of each item: a class or a level; 255 where nobody labeled it.
    pub labels: Vec<u8>,
    /// Values of the first verdict before they are rounded to levels, one list a question: of a scale one value an
    /// item, in levels of 256 parts, none where nobody labeled it; empty for classes.
    pub values: Vec<Vec<Option<u16>>>,
    /// Labels that panels changed, ascending by question and item: the first verdict is the labels with these put
    /// back.
    pub changes: Vec<VerdictChange>,
    /// How sure each label of the first verdict is, bits in Q12, 4096 being one bit: of classes the lead over the next
    /// best, of a scale how many times smaller than chance its error is.
    pub margins: Vec<i32>,
    /// Score of each label of the first verdict, 65 536 is 1; not a probability of being right.
    pub confidences: Vec<u32>,
    /// How the seats were scored, in the order of canonical addresses.
    pub scores: Vec<ScoreResponse>,
}

/// The labels of a seat.
#[cw_serde]
pub struct LabelsResponse {
    /// Packed by the number of values, question by question.
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
    /// The verdict's labels, packed by the number of values, question by question.
    pub labels: Binary,
    /// Challenges that a panel decided.
    pub decided: u16,
    /// The first verdict's labels, where a panel changed any.
    pub first: Option<Binary>,
}

/// A page of verdicts.
#[cw_serde]
pub struct ExportResponse {
    /// In ascending order.
    pub tasks: Vec<ExportEntry>,
}
