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
        /// Number of classes.
        classes: u8,
        /// Field of expertise.
        domain: String,
    }
    /// Emitted when a requester cancelled his campaign.
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
        /// Number of the beacon that will draw it.
        beacon: u64,
        /// Last height at which it can be drawn.
        last_height: u64,
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
        /// Last second for his seal, Unix time.
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
    /// Emitted when a labeler sealed his labels.
    SeatSealed = "seat_sealed" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
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
        /// Gold items.
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
        /// Base64 of one byte an item: the margin in quarter bits, at most 255. Empty for pages above 4 096 items.
        margins: String,
        /// Base64 of one byte an item: the confidence, 255 is 1. Empty for pages above 4 096 items.
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
    /// Emitted when a block's time was recorded.
    BeaconRecorded = "beacon_recorded" {
        /// Its number.
        number: u64,
        /// Height of the block.
        height: u64,
    }
    /// Emitted when a verdict was challenged.
    TaskChallenged = "task_challenged" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge, 1 for the task's first.
        challenge: u8,
        /// The challenger.
        challenger: String,
        /// Items named.
        items: u32,
        /// Seats of the panel.
        seats: u8,
        /// Wave of the panel's seats.
        wave: u8,
        /// What pays the panel, without the tip.
        bond: Uint128,
        /// Last second in which seats can be taken.
        fill_by: u64,
    }
    /// Emitted when a panel did not fill: the verdict stands.
    PanelUnfilled = "panel_unfilled" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u8,
        /// Sealed seats; fewer than three.
        sealed: u8,
    }
    /// Emitted when a panel decided.
    PanelDecided = "panel_decided" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u8,
        /// Panel seats whose labels counted.
        seats: u8,
        /// Items whose label changed.
        changed: u32,
    }
    /// Emitted when the bond of a challenge was divided.
    ChallengeSettled = "challenge_settled" {
        /// Campaign id.
        campaign: u32,
        /// Task index.
        task: u32,
        /// Number of the challenge.
        challenge: u8,
        /// The challenger.
        challenger: String,
        /// Items whose label is another one in the end.
        flipped: u32,
        /// What the challenger gets back of the bond.
        returned: Uint128,
        /// Bounties, the challenger's and the finders', out of unearned pay.
        bounty: Uint128,
        /// What the panel earned of the bond.
        panel: Uint128,
    }
    /// Emitted when the owner changed the settings for new campaigns.
    ParamsUpdated = "params_updated" {
        /// Part of the seat stake that a missed commit costs, basis points.
        missed_commit: u16,
        /// Part of a missed commit's penalty that tips the crank, basis points.
        penalty_tip: u16,
        /// Least seat stake in the reward token.
        min_token_seat_stake: Uint128,
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
