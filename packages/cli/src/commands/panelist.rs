//! A panelist of a challenge: what they do, as messages.

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::Binary;
use pasar_common::task_registry::{
    CampaignResponse, ChallengeResponse, ExecuteMsg, PanelRef, Register, RevealPanel, SealPanel,
    SeatResponse, Sit, Unregister,
};
use pasar_formats::{item_set::ItemSet, sealed_box};

use super::{
    panels::{Next, View},
    sealer::Sealer,
};
use crate::chain::{
    account::{Account, Call},
    drand::{has_come, signature},
    network::Contract,
};

/// A panelist, or who wants to be one.
pub struct Panelist<'a> {
    /// What seals and opens their labels.
    pub sealer: Sealer<'a>,
    /// The campaign.
    pub campaign: CampaignResponse,
    /// Task index.
    pub task: u32,
    /// Items of the task.
    pub items: u32,
    /// Number of the challenge.
    pub challenge: u16,
    /// Issuer whose credential they show.
    pub issuer: Option<String>,
    /// Signature of the round that decides who may sit when, once it was fetched.
    pub signature: Option<Binary>,
}

impl Panelist<'_> {
    fn account(&self) -> &Account<'_> {
        self.sealer.account
    }

    /// Looks at the challenge.
    pub fn look(&self) -> Result<View> {
        let market = self.account().market;
        let id = self.campaign.campaign;
        let found = market.challenge(id, self.task, self.challenge)?;
        let challenge = found.context("the challenge is gone")?;
        let account = Some(self.account().address());
        View::look(
            market,
            (id, &self.campaign.terms),
            (self.task, challenge),
            account,
        )
    }

    /// Refuses a file that has labels of fewer than half of the named items: such a seat is lost.
    pub fn check_labels(&self, challenge: &ChallengeResponse) -> Result<()> {
        let asked = self.asked(challenge)?;
        let first = self.task * self.campaign.terms.page;
        let [given, wanted] = self.sealer.labeled(first, &asked);
        let named = match self.campaign.terms.questions.len() {
            1 => "named items",
            _ => "answers about the named items",
        };
        ensure!(
            given > 0 && given >= wanted.div_ceil(2),
            "the file has labels of {given} of the {wanted} {named}, expected at least half: `pasar panels` \
             names them"
        );
        Ok(())
    }

    /// The message of a step; none where there is nothing to send.
    pub fn call(&mut self, next: &Next, view: &View) -> Result<Option<Call>> {
        let (campaign, task) = (self.campaign.campaign, self.task);
        let message = match next {
            Next::Register => ExecuteMsg::Register(Register {
                campaign,
                task,
                issuer: self.issuer.clone(),
            }),
            Next::Sit => ExecuteMsg::Sit(Sit {
                campaign,
                task,
                signature: self.signature(&view.challenge)?,
            }),
            Next::Seal => self.seal(view)?,
            Next::Reveal => self.reveal(view)?,
            Next::Advance => ExecuteMsg::AdvancePanel(PanelRef { campaign, task }),
            Next::Unregister => ExecuteMsg::Unregister(Unregister {
                denom: self.campaign.terms.seat_stake.denom.clone(),
            }),
            Next::Wait(..) | Next::Over(_) => return Ok(None),
        };
        let call = self.account().call(Contract::Registry, &message)?;
        Ok(Some(call))
    }

    /// The signature of the round that decides who may sit when, where nobody has brought it yet.
    fn signature(&mut self, challenge: &ChallengeResponse) -> Result<Option<Binary>> {
        if challenge.randomness.is_some() {
            return Ok(None);
        }
        let chain = &self.account().market.chain;
        let drand = &self.campaign.params.randomness;
        if self.signature.is_none() && has_come(drand, challenge.round, chain.block()?)? {
            self.signature = Some(signature(drand, &chain.network.relays, challenge.round)?);
        }
        Ok(self.signature.clone())
    }

    /// What is sealed is kept on the disk before this returns.
    fn seal(&mut self, view: &View) -> Result<ExecuteMsg> {
        let seat = own_seat(view)?;
        let asked = self.asked(&view.challenge)?;
        let terms = &self.campaign.terms;
        let Some(opening) = self.sealer.to_seal(terms, seat, &asked)? else {
            bail!("say what to seal: --labels FILE, with labels of the named items");
        };
        // A seal that nobody can open costs the seat's whole stake.
        self.sealer.openings.keep([(seat, opening.clone())])?;
        let place = self.account().market.place(self.campaign.campaign, seat);
        let key = self.campaign.terms.reading_key.as_ref();
        let sealed = key.map(|key| sealed_box::seal(&opening, key));
        Ok(ExecuteMsg::SealPanel(SealPanel {
            campaign: self.campaign.campaign,
            task: self.task,
            seal: place.seal(&opening.salt, &opening.labels).into(),
            sealed: sealed.transpose()?.map(Binary::from),
        }))
    }

    fn reveal(&self, view: &View) -> Result<ExecuteMsg> {
        let seat = own_seat(view)?;
        let asked = self.asked(&view.challenge)?;
        let terms = &self.campaign.terms;
        let Some(opening) = self.sealer.opening(terms, seat, &asked)? else {
            bail!(
                "the seal of the panel seat cannot be opened here: give the file that was sealed, --labels FILE"
            );
        };
        Ok(ExecuteMsg::RevealPanel(RevealPanel {
            campaign: self.campaign.campaign,
            task: self.task,
            labelers: vec![self.account().address().to_owned()],
            salts: opening.salt.into(),
            labels: opening.labels.into(),
        }))
    }

    fn asked(&self, challenge: &ChallengeResponse) -> Result<ItemSet> {
        Ok(ItemSet::parse(&challenge.items, self.items)?)
    }
}

fn own_seat(view: &View) -> Result<&SeatResponse> {
    let number = view.challenge.challenge;
    let seat = view.seat.as_ref();
    seat.with_context(|| format!("no seat in the panel of challenge {number}"))
}
