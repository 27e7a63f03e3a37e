//! What the registry shows.

use cosmwasm_std::{Addr, Binary};
use cw20::Denom;
use pasar_common::{
    label_escrow::DueResponse,
    reputation_staking::StakeResponse,
    task_registry::{
        AskedResponse, CampaignRef, CampaignResponse, CertificateResponse, ChallengeBondResponse,
        ChallengeRef, ChallengeResponse, ChallengeSize, ChallengesPage, ChallengesResponse,
        ConfigResponse, CreateCampaign, ExportEntry, ExportResponse, ExposureResponse,
        FrontierResponse, LabelerPage, LabelerRef, LabelsResponse, QueryMsg, QuoteResponse,
        RegistrationResponse, RegistrationsResponse, SeatResponse, SeatsByLabelerResponse,
        SeatsPage, SeatsResponse, StakeRef, TaskRef, TaskResponse, TaskSeat, TasksPage,
        TasksResponse, Terms, TicketResponse, VerdictResponse, WaveRef,
    },
};
use pasar_formats::{form::unpack, item_set::ItemSet};

use crate::chain::{market::Market, native::denom};

impl Market {
    /// What a campaign would cost.
    ///
    /// # Errors
    /// Where its terms are refused.
    pub fn quote(&self, terms: &Terms) -> anyhow::Result<QuoteResponse> {
        let query = QueryMsg::Quote(Box::new(CreateCampaign {
            terms: terms.clone(),
        }));
        Ok(self.app.wrap().query_wasm_smart(&self.registry, &query)?)
    }

    /// A campaign.
    #[track_caller]
    pub fn campaign(&self, campaign: u32) -> CampaignResponse {
        self.ask(
            &self.registry,
            &QueryMsg::Campaign(CampaignRef { campaign }),
        )
    }

    /// A task.
    #[track_caller]
    pub fn task(&self, campaign: u32, task: u32) -> TaskResponse {
        self.ask(&self.registry, &QueryMsg::Task(TaskRef { campaign, task }))
    }

    /// The tasks that collect.
    #[track_caller]
    pub fn frontier(&self, campaign: u32) -> FrontierResponse {
        self.ask(
            &self.registry,
            &QueryMsg::Frontier(CampaignRef { campaign }),
        )
    }

    /// A labeler's ticket and open tasks.
    #[track_caller]
    pub fn ticket(&self, campaign: u32, labeler: &Addr) -> TicketResponse {
        let labeler = labeler.to_string();
        self.ask(
            &self.registry,
            &QueryMsg::Ticket(LabelerRef { campaign, labeler }),
        )
    }

    /// A labeler's exposure in a denom.
    #[track_caller]
    pub fn exposure(&self, labeler: &Addr, denom: &Denom) -> ExposureResponse {
        let labeler = labeler.to_string();
        let denom = denom.clone();
        self.ask(
            &self.registry,
            &QueryMsg::Exposure(StakeRef { labeler, denom }),
        )
    }

    /// A seat.
    #[track_caller]
    pub fn seat_of(&self, campaign: u32, task: u32, labeler: &Addr) -> SeatResponse {
        let labeler = labeler.to_string();
        self.ask(
            &self.registry,
            &QueryMsg::Seat(TaskSeat {
                campaign,
                task,
                labeler,
            }),
        )
    }

    /// The items that a wave of a task asks for.
    #[track_caller]
    pub fn asked(&self, campaign: u32, task: u32, wave: u8) -> Vec<u32> {
        let query = QueryMsg::Asked(WaveRef {
            campaign,
            task,
            wave,
        });
        let asked: AskedResponse = self.ask(&self.registry, &query);
        let items = self.task(campaign, task).items;
        let set = ItemSet::parse(&asked.bitmap, items).expect("a bitmap");
        set.iter().collect()
    }

    /// All seats of a task.
    #[track_caller]
    pub fn seats(&self, campaign: u32, task: u32) -> Vec<SeatResponse> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let query = QueryMsg::Seats(SeatsPage {
                campaign,
                task,
                start_after,
                limit: Some(50),
            });
            let page: SeatsResponse = self.ask(&self.registry, &query);
            let Some(last) = page.seats.last() else {
                return all;
            };
            start_after = Some(last.labeler.to_string());
            all.extend(page.seats);
        }
    }

    /// All seats of a labeler.
    #[track_caller]
    pub fn seats_by_labeler(&self, campaign: u32, labeler: &Addr) -> Vec<SeatResponse> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let labeler = labeler.to_string();
            let limit = Some(50);
            let query = QueryMsg::SeatsByLabeler(LabelerPage {
                campaign,
                labeler,
                start_after,
                limit,
            });
            let page: SeatsByLabelerResponse = self.ask(&self.registry, &query);
            all.extend(page.seats);
            start_after = page.scanned_to;
            if start_after.is_none() {
                return all;
            }
        }
    }

    /// Started tasks, in ascending order.
    #[track_caller]
    pub fn tasks(&self, campaign: u32) -> Vec<TaskResponse> {
        let mut all = Vec::new();
        let mut start_after = None;
        loop {
            let query = QueryMsg::Tasks(TasksPage {
                campaign,
                start_after,
                limit: Some(50),
            });
            let page: TasksResponse = self.ask(&self.registry, &query);
            let Some(last) = page.tasks.last() else {
                return all;
            };
            start_after = Some(last.task);
            all.extend(page.tasks);
        }
    }

    /// The labels of a revealed seat, packed; nothing where it is not revealed.
    pub fn revealed(&self, campaign: u32, task: u32, labeler: &Addr) -> Option<Vec<u8>> {
        let labeler = labeler.to_string();
        let query = QueryMsg::Labels(TaskSeat {
            campaign,
            task,
            labeler,
        });
        let found = self.app.wrap().query_wasm_smart(&self.registry, &query);
        found
            .ok()
            .map(|response: LabelsResponse| response.labels.to_vec())
    }

    /// The registry's siblings, settings and mode.
    #[track_caller]
    pub fn config(&self) -> ConfigResponse {
        self.ask(&self.registry, &QueryMsg::Config {})
    }

    /// A verdict.
    #[track_caller]
    pub fn verdict(&self, campaign: u32, task: u32) -> VerdictResponse {
        self.ask(
            &self.registry,
            &QueryMsg::Verdict(TaskRef { campaign, task }),
        )
    }

    /// The verdicts of a campaign: for each task that has one a label for each item, question by question.
    ///
    /// # Panics
    /// Where labels do not unpack.
    pub fn exported(&self, campaign: u32) -> Vec<u8> {
        self.export_of(campaign, |task| &task.labels)
    }

    /// The same as they were before any panel.
    ///
    /// # Panics
    /// Where labels do not unpack.
    pub fn first_exported(&self, campaign: u32) -> Vec<u8> {
        self.export_of(campaign, |task| task.first.as_ref().unwrap_or(&task.labels))
    }

    fn export_of(&self, campaign: u32, labels: impl Fn(&ExportEntry) -> &Binary) -> Vec<u8> {
        let form = self.campaign(campaign).terms.form();
        let query = QueryMsg::Export(TasksPage {
            campaign,
            start_after: None,
            limit: None,
        });
        let export: ExportResponse = self.ask(&self.registry, &query);
        let tasks = export.tasks.iter();
        tasks
            .flat_map(|task| unpack(&form, task.items as usize, labels(task)).expect("labels"))
            .collect()
    }

    /// What a challenge of this number of items costs now.
    pub fn challenge_bond(&self, campaign: u32, task: u32, items: u32) -> ChallengeBondResponse {
        let query = QueryMsg::ChallengeBond(ChallengeSize {
            campaign,
            task,
            items,
        });
        self.ask(&self.registry, &query)
    }

    /// What a campaign's labels are worth.
    pub fn certificate(&self, campaign: u32) -> CertificateResponse {
        self.ask(
            &self.registry,
            &QueryMsg::Certificate(CampaignRef { campaign }),
        )
    }

    /// The challenges of a task, at most 50.
    pub fn challenges(&self, campaign: u32, task: u32) -> Vec<ChallengeResponse> {
        let query = QueryMsg::Challenges(ChallengesPage {
            campaign,
            task,
            start_after: None,
            limit: Some(50),
        });
        let all: ChallengesResponse = self.ask(&self.registry, &query);
        all.challenges
    }

    /// The last challenge of a task.
    ///
    /// # Panics
    /// Where it has none.
    #[track_caller]
    pub fn last_challenge(&self, campaign: u32, task: u32) -> ChallengeResponse {
        let mut all = self.challenges(campaign, task);
        all.pop().expect("a challenge")
    }

    /// Seats of a challenge's panel.
    pub fn panel(&self, campaign: u32, task: u32, challenge: u16) -> Vec<SeatResponse> {
        let query = QueryMsg::Panel(ChallengeRef {
            campaign,
            task,
            challenge,
        });
        let seats: SeatsResponse = self.ask(&self.registry, &query);
        seats.seats
    }

    /// An account's registrations for panels.
    pub fn registrations(&self, labeler: &Addr, denom: &Denom) -> Vec<RegistrationResponse> {
        let query = QueryMsg::Registrations(StakeRef {
            labeler: labeler.to_string(),
            denom: denom.clone(),
        });
        let found: RegistrationsResponse = self.ask(&self.registry, &query);
        found.registrations
    }

    /// What waits in the native denom.
    #[track_caller]
    pub fn due(&self) -> DueResponse {
        self.due_in(&denom())
    }

    /// A stake in the native denom.
    #[track_caller]
    pub fn stake(&self, staker: &Addr) -> StakeResponse {
        self.stake_in(staker, &denom())
    }
}
