//! A campaign's ledger, as pure rules: where every unit of the deposit is.
//!
//! `deposited = reserved + pay + commons + fee + tips + refunded`, always. A reserve is
//! linear in items and tasks: `items x overlap x (price + fee per label) + tasks x (tip + gold bond)`.

use cosmwasm_std::{CanonicalAddr, OverflowError, Uint128};
use pasar_common::{
    label_escrow::{ChallengeBatch, ReleaseReserve, SettleBatch},
    packed::{Packed, PackedError, Reader, Writer},
    ratio::Bps,
};

/// The terms of a campaign that the escrow goes by, with its own fee and tip of that day; frozen when the
/// campaign is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscrowTerms {
    /// Who paid and gets refunds.
    pub requester: CanonicalAddr,
    /// The denom, as `asset::denom_key` writes it.
    pub denom: String,
    /// Price of a label.
    pub price: Uint128,
    /// Protocol fee of a label.
    pub fee_per_label: Uint128,
    /// Tip of a task.
    pub tip: Uint128,
    /// Gold bond of a task.
    pub gold_bond: Uint128,
    /// Most labels of an item.
    pub overlap: u8,
    /// Whether a sealed seat that nobody reveals is paid to the commons.
    pub reading_key: bool,
    /// What was deposited.
    pub deposited: Uint128,
    /// The contributors' share of the dataset's income.
    pub contributors: Bps,
    /// Whether shares may be transferred.
    pub transferable: bool,
    /// Further denoms of royalties, as `asset::denom_key` writes them.
    pub royalty_denoms: Vec<String>,
}

/// What became of the deposit so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Tasks that have not ended.
    pub tasks_left: u32,
    /// Items in them.
    pub items_left: u32,
    /// Labels paid for.
    pub labels: u64,
    /// Labelers paid.
    pub labelers: u32,
    /// Credited to labelers.
    pub pay: Uint128,
    /// Credited to the commons out of the deposit, fees left out.
    pub commons: Uint128,
    /// Bonds of challenges that have not ended: beside the deposit.
    pub bonds: Uint128,
    /// Protocol fee.
    pub fee: Uint128,
    /// Tips.
    pub tips: Uint128,
    /// Credited to the requester.
    pub refunded: Uint128,
    /// Of this not yet withdrawn.
    pub refundable: Uint128,
    /// Whether no task is left.
    pub closed: bool,
}

/// How a batch divides the reserve of its tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// To labelers.
    pub pay: Uint128,
    /// To the commons.
    pub commons: Uint128,
    /// Protocol fee.
    pub fee: Uint128,
    /// To those who turned the cranks.
    pub tips: Uint128,
    /// To the requester.
    pub refund: Uint128,
}

/// Every way a batch can disagree with the ledger.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// Returned when more ends than the campaign has left.
    #[error("{found} {what} end, expected at most {left}")]
    NothingLeft {
        /// Tasks or items.
        what: &'static str,
        /// How many end.
        found: u32,
        /// How many are left.
        left: u32,
    },
    /// Returned when the parts of a batch do not add up.
    #[error("{what} is {found}, expected {wanted}")]
    Sum {
        /// Which sum.
        what: &'static str,
        /// The sum found.
        found: Uint128,
        /// The sum wanted.
        wanted: Uint128,
    },
    /// Returned when a part of a batch exceeds its bound.
    #[error("{what} is {found}, expected at most {max}")]
    Excess {
        /// Which part.
        what: &'static str,
        /// The value found.
        found: Uint128,
        /// Largest value.
        max: Uint128,
    },
    /// Returned when a campaign would close with work left, or stay open without any.
    #[error("{left} tasks are left after the batch, which says that it closes: {closes}")]
    Close {
        /// Tasks left.
        left: u32,
        /// What the batch says.
        closes: bool,
    },
    /// Returned when an amount exceeds 128 bits.
    #[error("an amount exceeds 128 bits")]
    Overflow,
}

impl From<OverflowError> for LedgerError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}

impl EscrowTerms {
    /// The denoms in which the dataset earns, in the order of their places: the campaign's own, then
    /// its royalty denoms.
    pub fn denoms(&self) -> impl Iterator<Item = &String> {
        core::iter::once(&self.denom).chain(&self.royalty_denoms)
    }

    /// The place of a denom in which the dataset earns.
    pub fn place(&self, denom: &str) -> Option<usize> {
        self.denoms().position(|own| own == denom)
    }

    /// What this number of tasks and items reserves.
    ///
    /// # Errors
    /// Where it exceeds 128 bits.
    pub fn reserve(&self, tasks: u32, items: u32) -> Result<Uint128, OverflowError> {
        let per_label = self.price.checked_add(self.fee_per_label)?;
        let labels = Uint128::from(items).checked_mul(self.overlap.into())?;
        let per_task = self.tip.checked_add(self.gold_bond)?;
        labels
            .checked_mul(per_label)?
            .checked_add(Uint128::from(tasks).checked_mul(per_task)?)
    }

    /// Divides the reserve of a batch's tasks, checking every sum.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn divide(&self, batch: &SettleBatch) -> Result<Division, LedgerError> {
        let mut labels = Uint128::zero();
        let mut pay = Uint128::zero();
        for seat in &batch.seats {
            let full = self.price.checked_mul(seat.labels.into())?;
            at_most("a labeler's pay", seat.pay, full)?;
            at_most(
                "what a labeler earned before the lift",
                seat.earned,
                seat.pay,
            )?;
            labels = labels.checked_add(seat.labels.into())?;
            pay = pay.checked_add(seat.pay)?;
        }
        equal(
            "pay and commons",
            pay.checked_add(batch.commons)?,
            self.price.checked_mul(labels)?,
        )?;
        let given = labels.checked_add(batch.unrevealed.into())?;
        let asked = Uint128::from(batch.items).checked_mul(self.overlap.into())?;
        at_most("labels", given, asked)?;
        let unrevealed = if self.reading_key {
            asked
        } else {
            Uint128::zero()
        };
        at_most("unrevealed labels", batch.unrevealed.into(), unrevealed)?;
        at_most(
            "forfeited gold bonds",
            batch.gold_bonds_forfeited.into(),
            batch.tasks.into(),
        )?;
        let mut tips = Uint128::zero();
        for tip in &batch.tips {
            tips = tips.checked_add(tip.amount)?;
        }
        equal("tips", tips, self.tip.checked_mul(batch.tasks.into())?)?;

        let unrevealed = self.price.checked_mul(batch.unrevealed.into())?;
        let bonds = self
            .gold_bond
            .checked_mul(batch.gold_bonds_forfeited.into())?;
        let commons = batch.commons.checked_add(unrevealed)?.checked_add(bonds)?;
        let fee = self.fee_per_label.checked_mul(labels)?;
        let spent = pay
            .checked_add(commons)?
            .checked_add(fee)?
            .checked_add(tips)?;
        let refund = self.reserve(batch.tasks, batch.items)?.checked_sub(spent)?;
        Ok(Division {
            pay,
            commons,
            fee,
            tips,
            refund,
        })
    }
}

impl Ledger {
    /// A ledger that has everything still before it.
    pub fn new(tasks: u32, items: u32) -> Self {
        Self {
            tasks_left: tasks,
            items_left: items,
            ..Self::default()
        }
    }

    /// Books a batch.
    ///
    /// # Errors
    /// [`LedgerError`]; nothing is booked then.
    pub fn settle(
        &self,
        terms: &EscrowTerms,
        batch: &SettleBatch,
    ) -> Result<(Self, Division), LedgerError> {
        let division = terms.divide(batch)?;
        let mut next = self.end(batch.tasks, batch.items, batch.closes)?;
        let labels = batch.seats.iter().map(|seat| u64::from(seat.labels));
        next.labels = labels.fold(next.labels, u64::saturating_add);
        next.pay = next.pay.checked_add(division.pay)?;
        next.commons = next.commons.checked_add(division.commons)?;
        next.fee = next.fee.checked_add(division.fee)?;
        next.tips = next.tips.checked_add(division.tips)?;
        next.refund(division.refund)?;
        Ok((next, division))
    }

    /// Refunds the reserve of tasks that never started.
    ///
    /// # Errors
    /// [`LedgerError`]; nothing is booked then.
    pub fn release(
        &self,
        terms: &EscrowTerms,
        release: &ReleaseReserve,
    ) -> Result<(Self, Uint128), LedgerError> {
        let refund = terms.reserve(release.tasks, release.items)?;
        let mut next = self.end(release.tasks, release.items, release.closes)?;
        next.refund(refund)?;
        Ok((next, refund))
    }

    /// Books the bond of a challenge.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`].
    pub fn bond(&self, amount: Uint128) -> Result<Self, LedgerError> {
        let bonds = self.bonds.checked_add(amount)?;
        Ok(Self {
            bonds,
            ..self.clone()
        })
    }

    /// Books challenges that end: their bonds stand beside the deposit, and the campaign may be closed.
    ///
    /// # Errors
    /// [`LedgerError`]; nothing is booked then.
    pub fn settle_challenges(&self, batch: &ChallengeBatch) -> Result<Self, LedgerError> {
        at_most("bonds", batch.bonds, self.bonds)?;
        let mut given = batch.commons;
        for credit in &batch.credits {
            given = given.checked_add(credit.amount)?;
        }
        equal("credits and commons", given, batch.bonds)?;
        Ok(Self {
            bonds: self.bonds.checked_sub(batch.bonds)?,
            ..self.clone()
        })
    }

    /// Takes everything refundable out.
    pub fn take_refund(&mut self) -> Uint128 {
        core::mem::take(&mut self.refundable)
    }

    fn refund(&mut self, amount: Uint128) -> Result<(), OverflowError> {
        self.refunded = self.refunded.checked_add(amount)?;
        self.refundable = self.refundable.checked_add(amount)?;
        Ok(())
    }

    /// Counts tasks that end.
    fn end(&self, tasks: u32, items: u32, closes: bool) -> Result<Self, LedgerError> {
        let take = |what, left: u32, found| {
            left.checked_sub(found)
                .ok_or(LedgerError::NothingLeft { what, found, left })
        };
        let tasks_left = take("tasks", self.tasks_left, tasks)?;
        let items_left = take("items", self.items_left, items)?;
        if closes != (tasks_left == 0) || (closes && items_left > 0) {
            return Err(LedgerError::Close {
                left: tasks_left,
                closes,
            });
        }
        Ok(Self {
            tasks_left,
            items_left,
            closed: closes,
            ..self.clone()
        })
    }
}

fn equal(what: &'static str, found: Uint128, wanted: Uint128) -> Result<(), LedgerError> {
    if found == wanted {
        Ok(())
    } else {
        Err(LedgerError::Sum {
            what,
            found,
            wanted,
        })
    }
}

fn at_most(what: &'static str, found: Uint128, max: Uint128) -> Result<(), LedgerError> {
    if found <= max {
        Ok(())
    } else {
        Err(LedgerError::Excess { what, found, max })
    }
}

impl Packed for EscrowTerms {
    const RECORD: &'static str = "frozen campaign";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.address(&self.requester).short(self.denom.as_bytes());
        to.amount(self.price)
            .amount(self.fee_per_label)
            .amount(self.tip)
            .amount(self.gold_bond);
        to.u8(self.overlap).u8(u8::from(self.reading_key));
        to.amount(self.deposited)
            .u16(self.contributors.get())
            .u8(u8::from(self.transferable));
        for denom in &self.royalty_denoms {
            to.short(denom.as_bytes());
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Self {
            requester: from.address()?,
            denom: text(from.short()?),
            price: from.amount()?,
            fee_per_label: from.amount()?,
            tip: from.amount()?,
            gold_bond: from.amount()?,
            overlap: from.u8()?,
            reading_key: from.u8()? != 0,
            deposited: from.amount()?,
            contributors: Bps::new(from.u16()?),
            transferable: from.u8()? != 0,
            royalty_denoms: {
                let mut denoms = Vec::new();
                while !from.is_empty() {
                    denoms.push(text(from.short()?));
                }
                denoms
            },
        })
    }
}

impl Packed for Ledger {
    const RECORD: &'static str = "ledger";
    const VERSION: u8 = 2;

    fn write(&self, to: &mut Writer) {
        to.u32(self.tasks_left)
            .u32(self.items_left)
            .u64(self.labels)
            .u32(self.labelers);
        to.amount(self.pay)
            .amount(self.commons)
            .amount(self.bonds)
            .amount(self.fee)
            .amount(self.tips);
        to.amount(self.refunded)
            .amount(self.refundable)
            .u8(u8::from(self.closed));
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            tasks_left: from.u32()?,
            items_left: from.u32()?,
            labels: from.u64()?,
            labelers: from.u32()?,
            pay: from.amount()?,
            commons: from.amount()?,
            bonds: from.amount()?,
            fee: from.amount()?,
            tips: from.amount()?,
            refunded: from.amount()?,
            refundable: from.amount()?,
            closed: from.u8()? != 0,
        })
    }
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
