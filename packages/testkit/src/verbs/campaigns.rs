//! What may be done with campaigns. Every verb sends one message and passes no time.

use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use pasar_common::task_registry::{
    Ask, CampaignCreated, CampaignRef, Claim, Commit, CreateCampaign, Draw, ExecuteMsg,
    GoldOpening, LabelerRef, Mode, OpenGold, Params, QueryMsg, ReceiveMsg, Reveal, SeatRef, Tasks,
    Terms, TicketResponse,
};
use pasar_formats::{item_set::ItemSet, seal::Seal};

use crate::{
    chain::{
        emitted::emitted,
        market::{Market, Outcome},
        memory::SealedLabels,
        native::NATIVE,
    },
    terms::IntoTerms,
};

/// Names tasks of a campaign.
fn named(campaign: u32, tasks: &[u32]) -> Tasks {
    Tasks {
        campaign,
        tasks: tasks.to_vec(),
    }
}

impl Market {
    /// A message to the registry without funds.
    ///
    /// # Errors
    /// Where it refuses.
    #[track_caller]
    pub fn registry(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Outcome {
        let registry = self.registry.clone();
        self.execute(sender, &registry, msg, &[])
    }

    /// A message to the registry with native coins.
    ///
    /// # Errors
    /// Where it refuses.
    #[track_caller]
    pub fn registry_paid(&mut self, sender: &Addr, msg: &ExecuteMsg, amount: u128) -> Outcome {
        let registry = self.registry.clone();
        self.execute(sender, &registry, msg, &coins(amount, NATIVE))
    }

    /// Creates and funds a campaign with exactly its deposit; returns its id.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn create(&mut self, requester: &Addr, terms: impl IntoTerms) -> anyhow::Result<u32> {
        let terms = terms.into_terms(self.now());
        let deposit = self.quote(&terms).map_or(1, |quote| quote.deposit.u128());
        let response = self.create_with(requester, &terms, deposit)?;
        let created: CampaignCreated = emitted(&response, &self.registry)
            .next()
            .expect("a created campaign is announced");
        Ok(created.campaign)
    }

    /// Creates a campaign with any deposit, native or by CW20 `Send`.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn create_with(&mut self, requester: &Addr, terms: &Terms, deposit: u128) -> Outcome {
        let terms = terms.clone();
        let registry = self.registry.clone();
        let native = terms.denom.clone();
        let create = Box::new(CreateCampaign { terms });
        match native {
            Denom::Native(native) => {
                let msg = ExecuteMsg::CreateCampaign(create);
                self.execute(requester, &registry, &msg, &coins(deposit, native))
            }
            Denom::Cw20(token) => {
                let send = Cw20ExecuteMsg::Send {
                    contract: registry.into_string(),
                    amount: Uint128::new(deposit),
                    msg: to_json_binary(&ReceiveMsg::CreateCampaign(create))?,
                };
                self.execute(requester, &token, &send, &[])
            }
        }
    }

    /// Stops a campaign.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn cancel(&mut self, sender: &Addr, campaign: u32) -> Outcome {
        self.registry(
            sender,
            &ExecuteMsg::CancelCampaign(CampaignRef { campaign }),
        )
    }

    /// Draws the sender's ticket and takes a new one; with no seats it only draws. Where the campaign
    /// asks for a credential, the first issuer who vouches is named.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn claim(&mut self, labeler: &Addr, campaign: u32, seats: u8) -> Outcome {
        let issuer = self.voucher(campaign, labeler);
        self.claim_by(labeler, campaign, seats, issuer)
    }

    /// Claims with the credential of an issuer, or none.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn claim_by(
        &mut self,
        labeler: &Addr,
        campaign: u32,
        seats: u8,
        issuer: Option<String>,
    ) -> Outcome {
        let claim = Claim {
            campaign,
            seats,
            issuer,
            signature: self.signature_for(campaign, labeler),
        };
        self.registry(labeler, &ExecuteMsg::Claim(claim))
    }

    /// Draws somebody's ticket, with the signature of its round.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn draw(&mut self, sender: &Addr, campaign: u32, labeler: &Addr) -> Outcome {
        let signature = self.signature_for(campaign, labeler);
        self.draw_with(sender, campaign, &[labeler], signature)
    }

    /// Draws tickets with any signature, or none.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn draw_with(
        &mut self,
        sender: &Addr,
        campaign: u32,
        labelers: &[&Addr],
        signature: Option<Binary>,
    ) -> Outcome {
        let labelers = labelers.iter().map(ToString::to_string).collect();
        let draw = Draw {
            campaign,
            labelers,
            signature,
        };
        self.registry(sender, &ExecuteMsg::Draw(draw))
    }

    /// The signature that draws a labeler's ticket; none where they have none, its round has not come,
    /// or there is no such campaign.
    pub fn signature_for(&self, campaign: u32, labeler: &Addr) -> Option<Binary> {
        let labeler = labeler.to_string();
        let query = QueryMsg::Ticket(LabelerRef { campaign, labeler });
        let answer = self.app.wrap().query_wasm_smart(&self.registry, &query);
        let ticket = answer
            .ok()
            .and_then(|answer: TicketResponse| answer.ticket)?;
        let has_come = ticket.draws_at.seconds() <= self.now();
        has_come.then(|| self.signature_of(ticket.round))
    }

    /// Gives drawn seats back.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn release(&mut self, labeler: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(labeler, &ExecuteMsg::Release(named(campaign, tasks)))
    }

    /// Seals labels for one seat.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn commit(&mut self, labeler: &Addr, campaign: u32, task: u32, labels: &[u8]) -> Outcome {
        self.commit_all(labeler, campaign, &[(task, labels)])
    }

    /// Seals labels for several seats in one message.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn commit_all(&mut self, labeler: &Addr, campaign: u32, rows: &[(u32, &[u8])]) -> Outcome {
        let (tasks, seals): (Vec<u32>, Vec<Seal>) = rows
            .iter()
            .map(|(task, labels)| (*task, self.seal(labeler, campaign, *task, labels)))
            .unzip();
        if self.campaign(campaign).terms.reading_key.is_none() {
            return self.commit_seals(labeler, campaign, &tasks, &seals);
        }
        let box_of =
            |task: &u32| Self::ciphertext(&self.sealed[&(campaign, *task, labeler.clone())]);
        let sealed = tasks.iter().map(box_of).collect();
        let seals = Binary::from(seals.concat());
        let commit = Commit {
            campaign,
            tasks,
            seals,
            sealed,
        };
        self.registry(labeler, &ExecuteMsg::Commit(commit))
    }

    /// Commits seals as they are.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn commit_seals(
        &mut self,
        labeler: &Addr,
        campaign: u32,
        tasks: &[u32],
        seals: &[Seal],
    ) -> Outcome {
        let commit = Commit {
            campaign,
            tasks: tasks.to_vec(),
            seals: Binary::from(seals.concat()),
            sealed: vec![],
        };
        self.registry(labeler, &ExecuteMsg::Commit(commit))
    }

    /// The message that opens remembered seals.
    ///
    /// # Panics
    /// Where a seat was not sealed with [`Market::seal`].
    #[track_caller]
    pub fn opening(&self, campaign: u32, seats: &[(u32, &Addr)]) -> Reveal {
        let opened: Vec<(u32, &Addr, &SealedLabels)> = seats
            .iter()
            .map(|(task, labeler)| {
                let work = self.remembered(campaign, *task, labeler).expect("a seal");
                (*task, *labeler, work)
            })
            .collect();
        let seat = |(task, labeler, _): &(u32, &Addr, &SealedLabels)| SeatRef {
            task: *task,
            labeler: labeler.to_string(),
        };
        let salts: Vec<u8> = opened.iter().flat_map(|(_, _, work)| work.salt).collect();
        let labels: Vec<&[u8]> = opened.iter().map(|(_, _, w)| w.packed.as_slice()).collect();
        Reveal {
            campaign,
            seats: opened.iter().map(seat).collect(),
            salts: salts.into(),
            labels: labels.concat().into(),
        }
    }

    /// Opens remembered seals.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn reveal(&mut self, sender: &Addr, campaign: u32, seats: &[(u32, &Addr)]) -> Outcome {
        let reveal = self.opening(campaign, seats);
        self.registry(sender, &ExecuteMsg::Reveal(reveal))
    }

    /// Asks for further seats on named items of a task.
    ///
    /// # Errors
    /// Where the registry refuses.
    ///
    /// # Panics
    /// Where an item is not in the task.
    #[track_caller]
    pub fn ask_wave(
        &mut self,
        sender: &Addr,
        (campaign, task): (u32, u32),
        items: &[u32],
        seats: u8,
    ) -> Outcome {
        let all = self.task(campaign, task).items;
        let items = ItemSet::of(items, all).expect("items of the task");
        let items = Binary::from(items.as_bytes());
        let ask = Ask {
            campaign,
            task,
            items,
            seats,
        };
        self.registry(sender, &ExecuteMsg::Ask(ask))
    }

    /// Ends the collecting of tasks whose seats are all sealed.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn close(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(sender, &ExecuteMsg::Close(named(campaign, tasks)))
    }

    /// Opens the gold of tasks.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn open_gold(&mut self, sender: &Addr, campaign: u32, openings: &[GoldOpening]) -> Outcome {
        let openings = openings.to_vec();
        self.registry(
            sender,
            &ExecuteMsg::OpenGold(OpenGold { campaign, openings }),
        )
    }

    /// Does what time alone allows; with no tasks, releases what never started.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn advance(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(sender, &ExecuteMsg::Advance(named(campaign, tasks)))
    }

    /// Infers verdicts.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn resolve(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(sender, &ExecuteMsg::Resolve(named(campaign, tasks)))
    }

    /// Pays resolved tasks.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn settle(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(sender, &ExecuteMsg::Settle(named(campaign, tasks)))
    }

    /// Stops or allows new work, as the owner.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn set_mode(&mut self, mode: Mode) -> Outcome {
        let owner = self.owner.clone();
        self.registry(&owner, &ExecuteMsg::SetMode(mode))
    }

    /// Changes the settings of future campaigns, as the owner.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn update_params(&mut self, params: Params) -> Outcome {
        let owner = self.owner.clone();
        self.registry(&owner, &ExecuteMsg::UpdateParams(params))
    }
}
