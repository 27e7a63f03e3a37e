//! The market and what may be done in it.

use std::collections::BTreeMap;

use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Coin, Uint128};
use cw20::{Cw20ExecuteMsg, Denom};
use cw_multi_test::{App, AppResponse, BankSudo, Executor, SudoMsg};
use pasar_common::{
    label_escrow::{self, DenomRef, Withdraw},
    reputation_staking::{self, Unbond},
    task_registry::{
        CampaignCreated, CampaignRef, Claim, Commit, CreateCampaign, Draw, ExecuteMsg, Phase,
        ReceiveMsg, Reveal, SeatRef, SeatStatus, Tasks, Terms,
    },
};
use serde::Serialize;

use crate::{builder::MarketBuilder, labeler::Work, NATIVE};

/// What a message came to.
pub type Outcome = anyhow::Result<AppResponse>;

/// The suite on an embedded chain.
pub struct Market {
    /// The chain.
    pub app: App,
    /// Address of task-registry.
    pub registry: Addr,
    /// Address of label-escrow.
    pub escrow: Addr,
    /// Address of reputation-staking.
    pub staking: Addr,
    /// Address of reward-token.
    pub token: Addr,
    /// Owner of the suite.
    pub owner: Addr,
    /// Where everything punitive goes.
    pub commons: Addr,
    pub(crate) seed: u64,
    pub(crate) checks: bool,
    pub(crate) accounts: BTreeMap<String, Addr>,
    pub(crate) campaigns: u32,
    pub(crate) seen: BTreeMap<(u32, u32), (u8, u8, u8)>,
    pub(crate) work: BTreeMap<(u32, u32, Addr), Work>,
}

/// The typed error inside a refusal.
pub trait Refused {
    /// The contract's error.
    ///
    /// # Panics
    /// Where the message was not refused, or with another type of error.
    fn refused<E: std::error::Error + Send + Sync + 'static>(self) -> E;
}

impl<T: std::fmt::Debug> Refused for anyhow::Result<T> {
    #[track_caller]
    fn refused<E: std::error::Error + Send + Sync + 'static>(self) -> E {
        let error = self.expect_err("the message was not refused");
        let shown = format!("{error:?}");
        error
            .downcast::<E>()
            .unwrap_or_else(|_| panic!("refused otherwise: {shown}"))
    }
}

impl Market {
    /// A market with defaults.
    pub fn new() -> Self {
        MarketBuilder::default().build()
    }

    /// A market to be configured.
    pub fn builder() -> MarketBuilder {
        MarketBuilder::default()
    }

    /// A named account; on first use it gets a lot of the native denom.
    pub fn account(&mut self, name: &str) -> Addr {
        if let Some(account) = self.accounts.get(name) {
            return account.clone();
        }
        let account = self.app.api().addr_make(name);
        self.mint(&account, 1_000_000_000_000_000);
        self.accounts.insert(name.into(), account.clone());
        account
    }

    /// So many accounts of one name.
    pub fn accounts(&mut self, name: &str, count: usize) -> Vec<Addr> {
        (0..count)
            .map(|n| self.account(&format!("{name} {n}")))
            .collect()
    }

    /// Native coins out of nothing.
    pub fn mint(&mut self, to: &Addr, amount: u128) {
        let (to_address, amount) = (to.to_string(), coins(amount, NATIVE));
        self.app
            .sudo(SudoMsg::Bank(BankSudo::Mint { to_address, amount }))
            .unwrap();
    }

    /// Sends a message, then checks every invariant.
    ///
    /// # Errors
    /// Where the contract refuses.
    ///
    /// # Panics
    /// Where an invariant does not hold.
    #[track_caller]
    pub fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> Outcome {
        let outcome = self
            .app
            .execute_contract(sender.clone(), contract.clone(), msg, funds);
        if self.checks {
            self.check_invariants();
        }
        outcome
    }

    /// A message to the registry without funds.
    ///
    /// # Errors
    /// Where it refuses.
    #[track_caller]
    pub fn registry(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Outcome {
        let registry = self.registry.clone();
        self.execute(sender, &registry, msg, &[])
    }

    /// Creates and funds a campaign with exactly its deposit; returns its id.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn create(&mut self, requester: &Addr, terms: &Terms) -> anyhow::Result<u32> {
        let deposit = self.quote(terms)?.deposit;
        let response = self.create_with(requester, terms, deposit)?;
        let created: CampaignCreated = response
            .events
            .iter()
            .find_map(|event| CampaignCreated::try_from(event).ok())
            .expect("a created campaign is announced");
        self.campaigns = self.campaigns.max(created.campaign);
        Ok(created.campaign)
    }

    /// Creates a campaign with any deposit.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn create_with(&mut self, requester: &Addr, terms: &Terms, deposit: Uint128) -> Outcome {
        let create = CreateCampaign {
            terms: terms.clone(),
        };
        let registry = self.registry.clone();
        match &terms.denom {
            Denom::Native(native) => {
                let msg = ExecuteMsg::CreateCampaign(Box::new(create));
                self.execute(requester, &registry, &msg, &coins(deposit.u128(), native))
            }
            Denom::Cw20(token) => {
                let hook = to_json_binary(&ReceiveMsg::CreateCampaign(Box::new(create)))?;
                let contract = registry.into_string();
                let send = Cw20ExecuteMsg::Send {
                    contract,
                    amount: deposit,
                    msg: hook,
                };
                self.execute(requester, token, &send, &[])
            }
        }
    }

    /// Stakes native coins.
    ///
    /// # Errors
    /// Where staking refuses.
    #[track_caller]
    pub fn bond(&mut self, staker: &Addr, amount: u128) -> Outcome {
        let staking = self.staking.clone();
        let msg = reputation_staking::ExecuteMsg::Bond {};
        self.execute(staker, &staking, &msg, &coins(amount, NATIVE))
    }

    /// Begins to take stake out.
    ///
    /// # Errors
    /// Where staking refuses.
    #[track_caller]
    pub fn unbond(&mut self, staker: &Addr, amount: u128) -> Outcome {
        let staking = self.staking.clone();
        let unbond = Unbond {
            denom: crate::denom(),
            amount: Uint128::new(amount),
        };
        self.execute(
            staker,
            &staking,
            &reputation_staking::ExecuteMsg::Unbond(unbond),
            &[],
        )
    }

    /// Takes unbonded stake and tips of the native denom out of staking.
    ///
    /// # Errors
    /// Where staking refuses.
    #[track_caller]
    pub fn withdraw_stake(&mut self, staker: &Addr) -> Outcome {
        let staking = self.staking.clone();
        let denom = DenomRef {
            denom: crate::denom(),
        };
        self.execute(
            staker,
            &staking,
            &reputation_staking::ExecuteMsg::Withdraw(denom),
            &[],
        )
    }

    /// Draws the sender's ticket and takes a new one.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn claim(&mut self, labeler: &Addr, campaign: u32, seats: u8) -> Outcome {
        self.registry(
            labeler,
            &ExecuteMsg::Claim(Claim {
                campaign,
                seats,
                issuer: None,
            }),
        )
    }

    /// Draws somebody's ticket.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn draw(&mut self, sender: &Addr, campaign: u32, labeler: &Addr) -> Outcome {
        let labeler = labeler.to_string();
        self.registry(sender, &ExecuteMsg::Draw(Draw { campaign, labeler }))
    }

    /// Stakes, takes a ticket, waits for the next block and draws it.
    #[track_caller]
    pub fn seat(&mut self, labeler: &Addr, campaign: u32, seats: u8) {
        let stake = self.campaign(campaign).terms.seat_stake;
        let needed = stake.amount.u128() * u128::from(seats);
        if needed > 0 && stake.denom == crate::denom() {
            self.bond(labeler, needed).unwrap();
        }
        self.claim(labeler, campaign, seats).unwrap();
        self.next_block();
        self.claim(labeler, campaign, 0).unwrap();
    }

    /// Seals labels for one seat.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn commit(&mut self, labeler: &Addr, campaign: u32, task: u32, labels: &[u8]) -> Outcome {
        let seal = self.seal(labeler, campaign, task, labels);
        self.commit_seals(labeler, campaign, &[task], &[seal])
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
        seals: &[[u8; 32]],
    ) -> Outcome {
        let (tasks, seals) = (tasks.to_vec(), Binary::from(seals.concat()));
        self.registry(
            labeler,
            &ExecuteMsg::Commit(Commit {
                campaign,
                tasks,
                seals,
                sealed: vec![],
            }),
        )
    }

    /// Opens remembered seals.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn reveal(&mut self, sender: &Addr, campaign: u32, seats: &[(u32, &Addr)]) -> Outcome {
        let (mut salts, mut labels) = (Vec::new(), Vec::new());
        for (task, labeler) in seats {
            let work = &self.work[&(campaign, *task, (*labeler).clone())];
            salts.extend(work.salt);
            labels.extend(&work.packed);
        }
        let seats = seats
            .iter()
            .map(|(task, labeler)| SeatRef {
                task: *task,
                labeler: labeler.to_string(),
            })
            .collect();
        let (salts, labels) = (salts.into(), labels.into());
        self.registry(
            sender,
            &ExecuteMsg::Reveal(Reveal {
                campaign,
                seats,
                salts,
                labels,
            }),
        )
    }

    /// Gives drawn seats back.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn release(&mut self, labeler: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(
            labeler,
            &ExecuteMsg::Release(Tasks {
                campaign,
                tasks: tasks.to_vec(),
            }),
        )
    }

    /// Does what time alone allows.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn advance(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(
            sender,
            &ExecuteMsg::Advance(Tasks {
                campaign,
                tasks: tasks.to_vec(),
            }),
        )
    }

    /// Infers verdicts.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn resolve(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(
            sender,
            &ExecuteMsg::Resolve(Tasks {
                campaign,
                tasks: tasks.to_vec(),
            }),
        )
    }

    /// Pays resolved tasks.
    ///
    /// # Errors
    /// Where the registry refuses.
    #[track_caller]
    pub fn settle(&mut self, sender: &Addr, campaign: u32, tasks: &[u32]) -> Outcome {
        self.registry(
            sender,
            &ExecuteMsg::Settle(Tasks {
                campaign,
                tasks: tasks.to_vec(),
            }),
        )
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

    /// Takes everything out of the escrow that the sender has in these campaigns, and tips.
    ///
    /// # Errors
    /// Where the escrow refuses.
    #[track_caller]
    pub fn withdraw(&mut self, sender: &Addr, campaigns: &[u32]) -> Outcome {
        let escrow = self.escrow.clone();
        let withdraw = Withdraw {
            campaigns: campaigns.to_vec(),
            denoms: None,
            to: None,
        };
        self.execute(
            sender,
            &escrow,
            &label_escrow::ExecuteMsg::Withdraw(withdraw),
            &[],
        )
    }

    /// Sends the commons what the escrow has for it.
    ///
    /// # Errors
    /// Where the escrow refuses.
    #[track_caller]
    pub fn flush_commons(&mut self, sender: &Addr) -> Outcome {
        let escrow = self.escrow.clone();
        let denom = DenomRef {
            denom: crate::denom(),
        };
        self.execute(
            sender,
            &escrow,
            &label_escrow::ExecuteMsg::FlushCommons(denom),
            &[],
        )
    }

    /// Seals, reveals, resolves and settles a task whose seats the labelers have; `rows` has the
    /// labels of each.
    #[track_caller]
    pub fn finish_task(&mut self, campaign: u32, task: u32, rows: &[(Addr, Vec<u8>)]) {
        for (labeler, labels) in rows {
            self.commit(labeler, campaign, task, labels).unwrap();
        }
        let crank = self.account("crank");
        for (labeler, _) in rows {
            self.reveal(&crank, campaign, &[(task, labeler)]).unwrap();
        }
        self.resolve(&crank, campaign, &[task]).unwrap();
        self.settle(&crank, campaign, &[task]).unwrap();
    }

    /// Seats labelers in a campaign of one task, and carries it to its settlement.
    #[track_caller]
    pub fn run_single(&mut self, requester: &Addr, terms: &Terms, rows: &[(Addr, Vec<u8>)]) -> u32 {
        let campaign = self.create(requester, terms).unwrap();
        self.blocks(u64::from(terms.first_draw_blocks.max(1)));
        for (labeler, _) in rows {
            self.seat(labeler, campaign, 1);
        }
        self.finish_task(campaign, 0, rows);
        assert_eq!(self.task(campaign, 0).phase, Phase::Settled);
        campaign
    }

    /// Tasks in which a labeler waits to seal.
    pub fn drawn(&self, campaign: u32, labeler: &Addr) -> Vec<u32> {
        let seats = self.seats_by_labeler(campaign, labeler);
        let drawn = seats.iter().filter(|seat| seat.status == SeatStatus::Drawn);
        drawn.map(|seat| seat.task).collect()
    }
}

impl Default for Market {
    fn default() -> Self {
        Self::new()
    }
}
