//! What a labeler seals and opens: labels of a file, salts derived from a signature, and the book of both.

use std::path::Path;

use anyhow::Result;
use pasar_common::task_registry::{SeatResponse, Terms};
use pasar_formats::{derive, form::pack, item_set::ItemSet, number::index, sealed_box::Opening};

use crate::{
    chain::account::Account,
    context::Context,
    files::{
        items::Items,
        labels::{Labels, Scope},
        seal_book::Openings,
    },
    keys::signer::KEY_TEXT,
};

/// What opens an account's seats in a campaign: of tasks and of panels.
pub struct Sealer<'a> {
    /// Whose they are.
    pub account: &'a Account<'a>,
    /// Campaign id.
    pub campaign: u32,
    /// Their labels, where they gave some.
    labels: Option<Labels>,
    /// What was sealed.
    pub openings: Openings,
    /// Signature that salts are derived from.
    signature: Vec<u8>,
}

impl<'a> Sealer<'a> {
    /// Reads labels, and the items that they name, where there are such files; says what is to be known of them.
    pub fn load(
        context: &Context,
        account: &'a Account<'a>,
        (campaign, terms): (u32, &Terms),
        (labels, items): (Option<&Path>, Option<&Path>),
    ) -> Result<Self> {
        let names = items.map(Items::read).transpose()?;
        let labels = labels.map(|file| Labels::read(file, Scope::of(terms, names.as_ref())));
        let labels = labels.transpose()?;
        for note in labels.iter().flat_map(|labels| &labels.notes) {
            context.say.warn(note);
        }
        let (market, address) = (account.market, account.address());
        Ok(Self {
            account,
            campaign,
            labels,
            openings: Openings::load(&context.home()?, market, address, campaign)?,
            signature: account.signer.sign_text(KEY_TEXT)?,
        })
    }

    /// How many labels of some items of a task are in the file, and of how many.
    pub fn labeled(&self, first_item: u32, asked: &ItemSet) -> [usize; 2] {
        let labels = self.labels.as_ref();
        labels.map_or([0; 2], |labels| labels.count(first_item, asked))
    }

    /// What to seal in a seat: labels of the file, else what was kept for it; nothing where there is neither.
    pub fn to_seal(
        &self,
        terms: &Terms,
        seat: &SeatResponse,
        asked: &ItemSet,
    ) -> Result<Option<Opening>> {
        let made = self.make(terms, seat, asked)?;
        Ok(made.or_else(|| self.openings.of(seat).last().cloned()))
    }

    /// What opens a sealed seat: as it was kept, or made again from the same labels and salt.
    pub fn opening(
        &self,
        terms: &Terms,
        seat: &SeatResponse,
        asked: &ItemSet,
    ) -> Result<Option<Opening>> {
        let place = self.account.market.place(self.campaign, seat);
        let seal = seat.seal.as_ref().map_or(&[][..], |seal| seal.as_slice());
        let opens = |opening: &Opening| place.seal(&opening.salt, &opening.labels) == seal;
        let kept = self.openings.of(seat).iter().find(|kept| opens(kept));
        if let Some(kept) = kept {
            return Ok(Some(kept.clone()));
        }
        Ok(self.make(terms, seat, asked)?.filter(opens))
    }

    /// Packs the labels of a seat and derives its salt; nothing where it has no label.
    fn make(&self, terms: &Terms, seat: &SeatResponse, asked: &ItemSet) -> Result<Option<Opening>> {
        let given = self.labels.as_ref();
        let Some(labels) = given.and_then(|given| given.of(seat.task * terms.page, asked)) else {
            return Ok(None);
        };
        let place = self.account.market.place(self.campaign, seat);
        Ok(Some(Opening {
            salt: derive::salt(&self.signature, &place)?,
            labels: pack(&terms.form(), index(asked.len()), &labels)?,
        }))
    }
}
