//! Facts that the task registry announces.

use cosmwasm_std::Uint128;

crate::events! {
    /// Emitted when a campaign was created and funded.
    CampaignCreated = "campaign_created" {
        /// Campaign id.
        campaign: u32,
        /// Who pays.
        requester: String,
        /// The campaign's denom: native, or cw20: and the token's address.
        denom: String,
        /// What was deposited.
        deposit: Uint128,
        /// Price of a label.
        price: Uint128,
        /// Number of items.
        items: u32,
        /// Number of tasks.
        tasks: u32,
        /// Number of questions.
        questions: u8,
        /// Field of expertise.
        domain: String,
    }
    /// Emitted when a requester cancelled their campaign.
    CampaignCancelled = "campaign_cancelled" {
        /// Campaign id.
        campaign: u32,
    }
    /// Emitted when every task of a campaign is settled, void or released.
    CampaignClosed = "campaign_closed" {
        /// Campaign id.
        campaign: u32,
    }
    /// Emitted when tasks that never started were given up and their reserve refunded.
    WorkReleased = "work_released" {
        /// Campaign id.
        campaign: u32,
        /// Number of tasks.
        tasks: u32,
        /// Number of items in them.
        items: u32,
    }
    /// Emitted when a labeler took a ticket.
    TicketTaken = "ticket_taken" {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: String,
        /// Seats wanted.
        seats: u8,
        /// The round of drand that will draw it.
        round: u64,
        /// When the round comes, Unix time.
        draws_at: u64,
        /// Last second at which it can be drawn, Unix time, unless the chain is slow.
        draw_by: u64,
    }
    /// Emitted when a ticket was drawn.
    TicketDrawn = "ticket_drawn" {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: String,
        /// Seats drawn.
        seats: u8,
        /// Seats for which there was no room.
        undrawn: u8,
        /// The round of drand that drew it.
        round: u64,
    }
    /// Emitted when a ticket ended without a draw.
    TicketVoided = "ticket_voided" {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: String,
        /// The penalty.
        penalty: Uint128,
    }
    /// Emitted when a labeler was drawn into a seat.
    SeatDrawn = "seat_drawn" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Wave, 0 for the first.
        wave: u8,
        /// The labeler.
        labeler: String,
        /// Last second for their seal, Unix time.
        commit_by: u64,
    }
    /// Emitted when a drawn seat was given back or its commit was missed.
    SeatForfeited = "seat_forfeited" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// The labeler.
        labeler: String,
        /// The penalty.
        penalty: Uint128,
    }
    /// Emitted when a labeler sealed their labels.
    SeatSealed = "seat_sealed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Wave that the seat was drawn in, 0 for the first.
        wave: u8,
        /// The labeler.
        labeler: String,
    }
    /// Emitted when further seats were asked for.
    WaveAsked = "wave_asked" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// The new wave.
        wave: u8,
        /// Items asked for.
        items: u32,
        /// Seats asked for.
        seats: u8,
        /// Last second for draws, Unix time.
        fill_by: u64,
    }
    /// Emitted when a task's gold was opened.
    GoldOpened = "gold_opened" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Gold answers.
        items: u32,
    }
    /// Emitted when a task got more time to fill its seats.
    TaskRefilled = "task_refilled" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Refills used.
        attempt: u8,
        /// Last second for draws, Unix time.
        fill_by: u64,
    }
    /// Emitted when a task stopped collecting.
    TaskRevealing = "task_revealing" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Sealed seats.
        sealed: u8,
        /// Last second for reveals, Unix time.
        reveal_by: u64,
    }
    /// Emitted when a seal was opened.
    SeatRevealed = "seat_revealed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Wave that the seat was drawn in, 0 for the first.
        wave: u8,
        /// The labeler.
        labeler: String,
        /// Labels given; items left out are not counted.
        labels: u32,
    }
    /// Emitted when a sealed seat was not revealed in time.
    SeatMissed = "seat_missed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// The labeler.
        labeler: String,
        /// The penalty.
        penalty: Uint128,
    }
    /// Emitted when seats end that gave fewer than half of the labels they were asked for, once a labeler.
    SeatsSkipped = "seats_skipped" {
        /// Campaign id.
        campaign: u32,
        /// The labeler.
        labeler: String,
        /// How many.
        seats: u32,
        /// The penalty: a missed commit's for each.
        penalty: Uint128,
    }
    /// Emitted when a task got its verdict.
    TaskResolved = "task_resolved" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Seats revealed.
        seats: u8,
        /// Labels revealed.
        labels: u32,
        /// What became of its gold: `none`, `closed`, `hung`, `counted` or `moved`.
        gold: String,
        /// Base64 of one byte a label, question by question: the margin in quarter bits, at most 255. Empty above 4 096 labels.
        margins: String,
        /// Base64 of one byte a label, question by question: the confidence, 255 is 1. Empty above 4 096 labels.
        confidences: String,
    }
    /// Emitted when a task was paid.
    TaskSettled = "task_settled" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Labels paid for.
        labels: u32,
        /// What its labelers get.
        pay: Uint128,
        /// What nobody earned: goes to the commons.
        unearned: Uint128,
    }
    /// Emitted when a task ended without a verdict.
    TaskVoided = "task_voided" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
    }
    /// Emitted when a verdict was challenged.
    TaskChallenged = "task_challenged" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge, 1 for the task's first.
        challenge: u16,
        /// The challenger.
        challenger: String,
        /// Items named.
        items: u32,
        /// Seats of the panel.
        seats: u8,
        /// What pays the panel.
        bond: Uint128,
        /// Last second to register for a seat.
        register_by: u64,
        /// Round of drand that decides who may sit when.
        round: u64,
        /// When the round comes.
        drawn_at: u64,
        /// Last second in which seats can be taken.
        fill_by: u64,
    }
    /// Emitted when somebody registered for a seat of a panel.
    PanelRegistered = "panel_registered" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// Who registered.
        labeler: String,
    }
    /// Emitted when stake that registrations for panels exposed is free again.
    PanelLeft = "panel_left" {
        /// Whose stake.
        labeler: String,
        /// Its denom.
        denom: String,
        /// How much.
        amount: Uint128,
    }
    /// Emitted when somebody took a seat of a panel.
    PanelSeated = "panel_seated" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The panelist.
        labeler: String,
        /// Last second for the seal.
        commit_by: u64,
    }
    /// Emitted when a panelist sealed their labels.
    PanelSealed = "panel_sealed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The panelist.
        labeler: String,
    }
    /// Emitted when a panel's seals may be opened.
    PanelRevealing = "panel_revealing" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// Sealed seats.
        sealed: u8,
        /// Last second to open them.
        reveal_by: u64,
    }
    /// Emitted when a panelist's seal was opened.
    PanelRevealed = "panel_revealed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The panelist.
        labeler: String,
        /// Labels given.
        labels: u32,
    }
    /// Emitted when a panel seat cost a part of its stake, or all of it.
    PanelSeatLost = "panel_seat_lost" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The panelist.
        labeler: String,
        /// What they had not done: `unsealed`, `unrevealed`, or `skipped` most of the named items.
        why: String,
        /// What it cost.
        penalty: Uint128,
    }
    /// Emitted when fewer than three panelists gave labels: the verdict stands.
    PanelUnfilled = "panel_unfilled" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The challenger.
        challenger: String,
        /// What they get back of the bond.
        returned: Uint128,
        /// What those panelists get who gave labels.
        panel: Uint128,
        /// What the commons gets of it.
        commons: Uint128,
    }
    /// Emitted when a panel decided, and its bond was divided.
    PanelDecided = "panel_decided" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u16,
        /// The challenger.
        challenger: String,
        /// Panel seats whose labels counted.
        seats: u8,
        /// Labels that changed.
        changed: u32,
        /// Which: a bitmap of the task's labels, all items' of the first question first, base64; empty where none changed.
        items: String,
        /// Those labels before, packed question by question, base64.
        before: String,
        /// Those labels now, packed question by question, base64.
        after: String,
        /// What the challenger gets back of the bond.
        returned: Uint128,
        /// What the panel earned.
        panel: Uint128,
        /// What the commons gets.
        commons: Uint128,
    }
    /// Emitted when the owner changed the settings for new campaigns.
    ParamsUpdated = "params_updated" {
        /// Part of the seat stake that a missed commit costs, basis points.
        missed_commit: u16,
        /// Least seat stake in the reward token.
        min_token_seat_stake: Uint128,
        /// Drand's public key, in hexadecimal digits.
        public_key: String,
        /// When its first round comes, Unix seconds.
        genesis: u64,
        /// Seconds from one round to the next.
        period_seconds: u16,
        /// Rounds decide whose number is a multiple of it.
        stride: u16,
        /// Least seconds from what a round decides upon to the round.
        delay_seconds: u16,
    }
    /// Emitted when the owner stopped or allowed new work.
    ModeSet = "mode_set" {
        /// `active` or `exit_only`.
        mode: String,
    }
    /// Emitted when the ownership was transferred, accepted or renounced.
    OwnershipUpdated = "ownership_updated" {
        /// The owner now, or `none`.
        owner: String,
        /// The owner to be, or `none`.
        pending_owner: String,
    }
}
