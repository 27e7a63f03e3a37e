//! Live challenges, as the crowd and the keeper look at them.

use anyhow::Result;
use pasar_common::task_registry::{
    CampaignResponse, ChallengeRef, ChallengeResponse, ChallengeStatus, ChallengesPage,
    ChallengesResponse, QueryMsg, SeatResponse, SeatStatus, SeatsResponse, MIN_PANEL_SEATS,
};

use super::ask;
use crate::chain::Chain;

/// Most campaigns that are looked at, the newest first: the windows of older ones are over.
const MAX_LOOKED_AT: usize = 8;

/// A live challenge.
pub struct Panel {
    /// Its campaign.
    pub campaign: CampaignResponse,
    /// Index of its task.
    pub task: u32,
    /// Items of the task.
    pub items: u32,
    /// The challenge.
    pub challenge: ChallengeResponse,
    /// Seats of the panel.
    pub seats: Vec<SeatResponse>,
}

/// All live challenges of campaigns whose terms have them.
pub fn live(chain: &Chain, campaigns: &[CampaignResponse]) -> Result<Vec<Panel>> {
    let rev = campaigns.iter().rev();
    let may = rev.filter(|campaign| campaign.terms.challenge.is_some());
    let mut found = Vec::new();
    for campaign in may.take(MAX_LOOKED_AT) {
        let id = campaign.campaign;
        for task in ask::tasks(chain, id)? {
            if !task.challenged {
                continue;
            }
            let last = ChallengesPage {
                campaign: id,
                task: task.task,
                start_after: task.challenges.checked_sub(1),
                limit: Some(1),
            };
            let last: ChallengesResponse = ask::registry(chain, &QueryMsg::Challenges(last))?;
            for challenge in last.challenges {
                let panel = QueryMsg::Panel(ChallengeRef {
                    campaign: id,
                    task: task.task,
                    challenge: challenge.challenge,
                });
                let SeatsResponse { seats } = ask::registry(chain, &panel)?;
                found.push(Panel {
                    campaign: campaign.clone(),
                    task: task.task,
                    items: task.items,
                    challenge,
                    seats,
                });
            }
        }
    }
    Ok(found)
}

impl Panel {
    /// Whether time or seals allow something that nobody's labels are needed for.
    pub fn is_due(&self, now: u64) -> bool {
        let sealed = self.count(SeatStatus::Sealed);
        let late = self.is_late(now);
        match self.challenge.status {
            ChallengeStatus::Registering | ChallengeStatus::Seating => {
                let overdue = |seat: &SeatResponse| {
                    seat.status == SeatStatus::Drawn && now > seat.commit_by.seconds()
                };
                let full = sealed >= usize::from(self.challenge.seats);
                let empty = late && self.count(SeatStatus::Drawn) == 0;
                self.seats.iter().any(overdue) || full || empty
            }
            ChallengeStatus::Revealing => late || sealed == 0,
            ChallengeStatus::Unfilled | ChallengeStatus::Decided => false,
        }
    }

    /// Whether seals may be opened.
    pub fn opens(&self, now: u64) -> bool {
        if self.challenge.status == ChallengeStatus::Revealing {
            return !self.is_late(now);
        }
        let ends = self.is_late(now) && self.count(SeatStatus::Drawn) == 0;
        let least = if ends {
            MIN_PANEL_SEATS
        } else {
            self.challenge.seats
        };
        self.count(SeatStatus::Sealed) >= usize::from(least)
    }

    fn is_late(&self, now: u64) -> bool {
        now > self.challenge.deadline.seconds()
    }

    fn count(&self, status: SeatStatus) -> usize {
        let of = |seat: &&SeatResponse| seat.status == status;
        self.seats.iter().filter(of).count()
    }
}
