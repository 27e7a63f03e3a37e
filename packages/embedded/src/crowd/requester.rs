//! The requester: offers the examples as campaigns, so that whoever comes finds a seat, opens their gold, and sells a
//! license of what was labeled to a licensee, so that those who labeled earn from it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmos_sdk_proto::Any;
use cosmwasm_std::{Binary, Uint128};
use pasar_common::{
    label_escrow::{self, BuyLicense, OfferLicense, OffersResponse},
    task_registry::{
        CampaignRef, CampaignResponse, CreateCampaign, ExecuteMsg, FrontierResponse, GoldOpening,
        GoldResponse, OpenGold, Phase, QueryMsg, QuoteResponse, SeatStatus, TaskRef,
    },
};
use pasar_formats::gold_book;

use super::{ask, view::View};
use crate::{
    account::Account,
    campaigns::{Example, TermsOfUse},
    chain::{Chain, DENOM},
};

/// Most campaigns of an example that are open at once, where people want more pages than there are.
const MAX_OPEN: usize = 4;
/// Seconds in which the first seats of a campaign are taken.
const SETTLING: u64 = 10;
/// Most campaigns of a run.
const MAX_CAMPAIGNS: usize = 500;
/// Price of a license.
const LICENSE: u128 = 50_000;
/// A requester, and a licensee who buys of them.
pub struct Requester {
    account: Account,
    licensee: Account,
    examples: Vec<Example>,
    /// What licenses are sold under.
    terms_of_use: TermsOfUse,
    /// When campaigns were first seen to be closed.
    closed: BTreeMap<u32, u64>,
    created: usize,
    /// Campaigns whose licenses were offered, or cannot be.
    offered: BTreeSet<u32>,
    /// Campaigns of which the licensee has a license.
    licensed: BTreeSet<u32>,
}

impl Requester {
    /// Offers these examples, and licenses under these terms.
    pub fn new(
        [account, licensee]: [Account; 2],
        examples: Vec<Example>,
        terms_of_use: TermsOfUse,
    ) -> Self {
        Self {
            account,
            licensee,
            examples,
            terms_of_use,
            closed: BTreeMap::new(),
            created: 0,
            offered: BTreeSet::new(),
            licensed: BTreeSet::new(),
        }
    }

    /// Does what is due.
    pub fn step(
        &mut self,
        chain: &mut Chain,
        view: &View<'_>,
        closed: &[CampaignResponse],
    ) -> Result<()> {
        let mine =
            |campaign: &&CampaignResponse| campaign.requester.as_str() == self.account.address;
        let closed: Vec<&CampaignResponse> = closed.iter().filter(mine).collect();
        for campaign in &closed {
            self.closed.entry(campaign.campaign).or_insert(view.now);
        }
        if !chain.waits_for(&self.account.address) {
            if let Some(message) = self.next(chain, view, &closed)? {
                self.account.send(chain, vec![message])?;
            }
        }
        if !chain.waits_for(&self.licensee.address) {
            if let Some(message) = self.purchase(chain, &closed)? {
                self.licensee.send(chain, vec![message])?;
            }
        }
        Ok(())
    }

    /// The first thing that is due.
    fn next(
        &mut self,
        chain: &Chain,
        view: &View<'_>,
        closed: &[&CampaignResponse],
    ) -> Result<Option<Any>> {
        for campaign in view.campaigns {
            if let Some(message) = self.opening(chain, campaign)? {
                return Ok(Some(message));
            }
        }
        for campaign in closed {
            // Once: of what ended void there is nothing to sell.
            if self.offered.insert(campaign.campaign) {
                return self.offer(chain, campaign.campaign).map(Some);
            }
        }
        if self.created >= MAX_CAMPAIGNS {
            return Ok(None);
        }
        for example in &self.examples {
            let own = self.account.address.as_str();
            let runs = |campaign: &CampaignResponse| {
                is_of(campaign, example) && campaign.requester.as_str() == own
            };
            let last = closed
                .iter()
                .filter(|campaign| runs(campaign))
                .map(|campaign| campaign.campaign);
            let ended = last.max().and_then(|last| self.closed.get(&last));
            let rests =
                ended.is_some_and(|ended| view.now < ended.saturating_add(example.plan.pause));
            let open: Vec<&CampaignResponse> = view
                .campaigns
                .iter()
                .filter(|campaign| runs(campaign))
                .collect();
            let is_wanted = match open.as_slice() {
                [] => !rests,
                some => {
                    some.len() < MAX_OPEN
                        && example.plan.left > 0
                        && !self.has_room(chain, view, some)?
                }
            };
            if is_wanted {
                self.created = self.created.saturating_add(1);
                let closed = closed.iter().filter(|campaign| runs(campaign)).count();
                return self.creation(chain, example, closed).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether somebody who comes now finds a seat in one of these campaigns.
    fn has_room(&self, chain: &Chain, view: &View<'_>, open: &[&CampaignResponse]) -> Result<bool> {
        for campaign in open {
            let starts = campaign.opens_at.seconds().saturating_add(SETTLING);
            let place = CampaignRef {
                campaign: campaign.campaign,
            };
            let frontier: FrontierResponse = ask::registry(chain, &QueryMsg::Frontier(place))?;
            if view.now < starts || frontier.tasks.iter().any(|slot| slot.free > 0) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The message that creates a campaign of an example, after so many others.
    fn creation(&self, chain: &Chain, example: &Example, closed: usize) -> Result<Any> {
        let terms = example.terms_at(chain.block().time, closed);
        let create = Box::new(CreateCampaign { terms });
        let quote: QuoteResponse = ask::registry(chain, &QueryMsg::Quote(create.clone()))?;
        let message = ExecuteMsg::CreateCampaign(create);
        let registry = &chain.market.registry;
        self.account
            .call(registry.as_str(), &message, quote.deposit.u128())
    }

    /// The message that opens the gold of a task whose labels are revealed.
    fn opening(&self, chain: &Chain, campaign: &CampaignResponse) -> Result<Option<Any>> {
        let id = campaign.campaign;
        let example = self
            .examples
            .iter()
            .find(|example| is_of(campaign, example));
        let Some(example) = example.filter(|_| campaign.requester.as_str() == self.account.address)
        else {
            return Ok(None);
        };
        for task in ask::tasks(chain, id)? {
            if task.phase != Phase::Revealing || !example.gold.has(task.task) {
                continue;
            }
            let place = TaskRef {
                campaign: id,
                task: task.task,
            };
            let gold: GoldResponse = ask::registry(chain, &QueryMsg::Gold(place))?;
            let seats = ask::seats(chain, id, task.task)?;
            let waits = seats.iter().any(|seat| seat.status == SeatStatus::Sealed);
            if !waits && gold.gold.is_empty() {
                let openings = example.gold.openings(&[task.task]).into_iter().map(opening);
                let message = ExecuteMsg::OpenGold(OpenGold {
                    campaign: id,
                    openings: openings.collect(),
                });
                return self
                    .account
                    .call(chain.market.registry.as_str(), &message, 0)
                    .map(Some);
            }
        }
        Ok(None)
    }

    /// The message that puts licenses of a closed campaign on sale.
    fn offer(&self, chain: &Chain, campaign: u32) -> Result<Any> {
        let offer = label_escrow::ExecuteMsg::OfferLicense(OfferLicense {
            campaign,
            price: Uint128::new(LICENSE),
            denom: cw20::Denom::Native(DENOM.to_owned()),
            duration_seconds: None,
            terms_uri: self.terms_of_use.uri.clone(),
            terms_hash: self.terms_of_use.hash.clone(),
        });
        self.account.call(chain.market.escrow.as_str(), &offer, 0)
    }

    /// The message by which the licensee buys a license that is on sale and that they do not have.
    fn purchase(&mut self, chain: &Chain, closed: &[&CampaignResponse]) -> Result<Option<Any>> {
        let escrow = &chain.market.escrow;
        for campaign in closed {
            let campaign = campaign.campaign;
            if self.licensed.contains(&campaign) {
                continue;
            }
            let has = label_escrow::QueryMsg::HasLicense {
                campaign,
                address: self.licensee.address.clone(),
                offers: None,
            };
            let has: label_escrow::HasLicenseResponse = ask::contract(chain, escrow, &has)?;
            if has.licensed {
                self.licensed.insert(campaign);
                continue;
            }
            if let Some(offer) = offers(chain, campaign)?.first() {
                let buy = label_escrow::ExecuteMsg::BuyLicense(BuyLicense {
                    campaign,
                    offer: offer.offer,
                    licensee: None,
                });
                return self
                    .licensee
                    .call(escrow.as_str(), &buy, offer.price.u128())
                    .map(Some);
            }
        }
        Ok(None)
    }
}

fn is_of(campaign: &CampaignResponse, example: &Example) -> bool {
    campaign.terms.manifest.root.as_slice() == example.root.as_slice()
}

fn offers(chain: &Chain, campaign: u32) -> Result<Vec<label_escrow::OfferResponse>> {
    let query = label_escrow::QueryMsg::Offers {
        campaign,
        start_after: None,
        limit: None,
    };
    let found: OffersResponse = ask::contract(chain, &chain.market.escrow, &query)?;
    Ok(found.offers)
}

fn opening(of: gold_book::GoldOpening) -> GoldOpening {
    GoldOpening {
        task: of.task,
        gold: of.gold.into(),
        salt: of.salt.as_slice().into(),
        proof: Binary::from(of.proof.concat()),
    }
}
