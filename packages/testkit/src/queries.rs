//! What the market shows.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::{
    item_set::ItemSet,
    label_escrow::{
        self, AuditEntry, AuditResponse, DueResponse, EarningsResponse, HolderResponse,
        HoldersResponse, LedgerResponse, PointsResponse,
    },
    packing::unpack,
    reputation_staking::{self, SkillResponse, StakeResponse},
    task_registry::{
        AskedResponse, BeaconResponse, CampaignRef, CampaignResponse, CertificateResponse,
        ChallengeBondResponse, ChallengeResponse, ChallengeSize, ChallengesResponse,
        ConfigResponse, CreateCampaign, ExportResponse, ExposureResponse, FrontierResponse,
        LabelerPage, LabelerRef, LabelsResponse, QueryMsg, QuoteResponse, SeatResponse,
        SeatsByLabelerResponse, SeatsPage, SeatsResponse, StakeRef, TaskRef, TaskResponse,
        TaskSeat, TasksPage, TasksResponse, Terms, TicketResponse, VerdictResponse, WaveRef,
    },
};
use serde::{de::DeserializeOwned, Serialize};

use crate::{campaign::denom, market::Market, NATIVE};

impl Market {
    /// Asks a contract.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&self, contract: &Addr, msg: &impl Serialize) -> T {
        self.app.wrap().query_wasm_smart(contract, msg).unwrap()
    }

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
        let (labeler, denom) = (labeler.to_string(), denom.clone());
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
        let (mut all, mut start_after) = (Vec::new(), None);
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
        let (mut all, mut start_after) = (Vec::new(), None);
        loop {
            let (labeler, limit) = (labeler.to_string(), Some(50));
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
        let (mut all, mut start_after) = (Vec::new(), None);
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

    /// The latest beacon.
    #[track_caller]
    pub fn beacon(&self) -> BeaconResponse {
        self.ask(&self.registry, &QueryMsg::Beacon {})
    }

    /// A verdict.
    #[track_caller]
    pub fn verdict(&self, campaign: u32, task: u32) -> VerdictResponse {
        self.ask(
            &self.registry,
            &QueryMsg::Verdict(TaskRef { campaign, task }),
        )
    }

    /// The verdicts of a campaign, one label for each item of its tasks that have one.
    ///
    /// # Panics
    /// Where labels do not unpack.
    pub fn exported(&self, campaign: u32) -> Vec<u8> {
        let classes = self.campaign(campaign).terms.classes.len();
        let query = QueryMsg::Export(TasksPage {
            campaign,
            start_after: None,
            limit: None,
        });
        let export: ExportResponse = self.ask(&self.registry, &query);
        let tasks = export.tasks.iter();
        tasks
            .flat_map(|task| unpack(classes, task.items as usize, &task.labels).expect("labels"))
            .collect()
    }

    /// What a challenge of so many items costs now.
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

    /// The challenges of a task.
    pub fn challenges(&self, campaign: u32, task: u32) -> Vec<ChallengeResponse> {
        let query = QueryMsg::Challenges(TaskRef { campaign, task });
        let all: ChallengesResponse = self.ask(&self.registry, &query);
        all.challenges
    }

    /// A campaign's ledger.
    #[track_caller]
    pub fn ledger(&self, campaign: u32) -> LedgerResponse {
        self.ask(&self.escrow, &label_escrow::QueryMsg::Campaign { campaign })
    }

    /// A holder of shares.
    #[track_caller]
    pub fn holder(&self, campaign: u32, holder: &Addr) -> HolderResponse {
        let address = holder.to_string();
        self.ask(
            &self.escrow,
            &label_escrow::QueryMsg::Holder { campaign, address },
        )
    }

    /// What waits in the native denom.
    #[track_caller]
    pub fn due(&self) -> DueResponse {
        self.due_in(&denom())
    }

    /// What waits in a denom.
    #[track_caller]
    pub fn due_in(&self, denom: &Denom) -> DueResponse {
        let denom = denom.clone();
        self.ask(&self.escrow, &label_escrow::QueryMsg::Due { denom })
    }

    /// All holders of a campaign's shares.
    #[track_caller]
    pub fn holders(&self, campaign: u32) -> Vec<HolderResponse> {
        let (mut all, mut start_after) = (Vec::new(), None);
        loop {
            let query = label_escrow::QueryMsg::Holders {
                campaign,
                start_after,
                limit: Some(50),
            };
            let page: HoldersResponse = self.ask(&self.escrow, &query);
            let Some(last) = page.holders.last() else {
                return all;
            };
            start_after = Some(last.holder.to_string());
            all.extend(page.holders);
        }
    }

    /// What somebody could withdraw from these campaigns in the native denom, tips included.
    #[track_caller]
    pub fn earnings(&self, address: &Addr, campaigns: &[u32]) -> u128 {
        let query = label_escrow::QueryMsg::Earnings {
            address: address.to_string(),
            campaigns: campaigns.to_vec(),
        };
        let response: EarningsResponse = self.ask(&self.escrow, &query);
        let native = response
            .earnings
            .iter()
            .find(|earning| earning.denom == denom());
        native.map_or(0, |earning| earning.amount.u128())
    }

    /// Emission points of a labeler in an epoch, and of all.
    #[track_caller]
    pub fn points(&self, epoch: u32, labeler: &Addr) -> PointsResponse {
        let labeler = labeler.to_string();
        self.ask(
            &self.escrow,
            &label_escrow::QueryMsg::Points { epoch, labeler },
        )
    }

    /// The escrow's books.
    #[track_caller]
    pub fn audit(&self) -> Vec<AuditEntry> {
        let query = label_escrow::QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        };
        self.ask::<AuditResponse>(&self.escrow, &query).denoms
    }

    /// The books of staking.
    #[track_caller]
    pub fn staking_audit(&self) -> Vec<AuditEntry> {
        let query = reputation_staking::QueryMsg::Audit {
            start_after: None,
            limit: Some(50),
        };
        self.ask::<AuditResponse>(&self.staking, &query).denoms
    }

    /// A stake in the native denom.
    #[track_caller]
    pub fn stake(&self, staker: &Addr) -> StakeResponse {
        self.stake_in(staker, &denom())
    }

    /// A stake.
    #[track_caller]
    pub fn stake_in(&self, staker: &Addr, denom: &Denom) -> StakeResponse {
        let (staker, denom) = (staker.to_string(), denom.clone());
        let query = reputation_staking::QueryMsg::Stake { staker, denom };
        self.ask(&self.staking, &query)
    }

    /// A labeler's record.
    #[track_caller]
    pub fn skill(&self, labeler: &Addr, domain: &str) -> SkillResponse {
        let (labeler, domain) = (labeler.to_string(), domain.to_owned());
        self.ask(
            &self.staking,
            &reputation_staking::QueryMsg::Skill { labeler, domain },
        )
    }

    /// A balance of the native denom.
    pub fn balance(&self, of: &Addr) -> Uint128 {
        self.app.wrap().query_balance(of, NATIVE).unwrap().amount
    }
}
