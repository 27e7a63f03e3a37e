//! Who owns a dataset's income, as pure rules.
//!
//! Shares are final when the campaign is closed, so income needs no index beside itself: a holder of
//! `s` of `S` shares is entitled to `floor(C x s / S)` of the contributors' income `C`, less what he
//! was credited before. Paying adds to one number, claiming reads it, and whoever claims a thousand
//! times gets what he gets who claims once. What the floors leave is part of the next payment's sum.
//!
//! A transfer credits both sides first. Then each begins anew, at his new part of `C` rounded up, so
//! that no sequence of transfers takes more out than came in; a transfer costs each side less than
//! two units of each denom.

use cosmwasm_std::{CheckedMultiplyFractionError, OverflowError, Uint128};
use pasar_common::{
    packed::{Packed, PackedError, Reader, Writer},
    ratio::{Bps, WHOLE_BPS},
    task_registry::MAX_ROYALTY_DENOMS,
};

/// Every way income and shares can fail to be counted.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum DatasetError {
    /// Returned when a holder has fewer shares than he gives away.
    #[error("{found} shares, expected at least {wanted}")]
    TooFewShares {
        /// Shares he has.
        found: Uint128,
        /// Shares he would give.
        wanted: Uint128,
    },
    /// Returned when more would be credited than came in. No sequence of calls brings it about.
    #[error("{found} would be credited of {max}")]
    Exceeded {
        /// Credited in all.
        found: Uint128,
        /// What came in.
        max: Uint128,
    },
    /// Returned when an amount exceeds 128 bits, or a part of no shares is asked for.
    #[error("an amount exceeds 128 bits")]
    Overflow,
}

impl From<OverflowError> for DatasetError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}

impl From<CheckedMultiplyFractionError> for DatasetError {
    fn from(_: CheckedMultiplyFractionError) -> Self {
        Self::Overflow
    }
}

/// Divides income between contributors and requester. The contributors' part is rounded up, so that
/// no choice of prices undercuts it.
///
/// # Errors
/// Where it cannot be counted.
pub fn split(amount: Uint128, contributors: Bps) -> Result<(Uint128, Uint128), DatasetError> {
    let theirs = amount.checked_mul_ceil((contributors.get(), WHOLE_BPS))?;
    Ok((theirs, amount.checked_sub(theirs)?))
}

/// Income in one denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Income {
    /// All that was paid.
    pub paid: Uint128,
    /// Of this the contributors'.
    pub contributors: Uint128,
    /// Of this credited to holders.
    pub taken: Uint128,
}

/// Denoms in which a dataset can earn: the campaign's own and its royalty denoms.
pub const INCOME_DENOMS: usize = 1 + MAX_ROYALTY_DENOMS;

/// A campaign's dataset: what it earned in each of its denoms, the campaign's own first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Offers made; the number of the last.
    pub offers: u32,
    /// Licenses sold, renewals included.
    pub licenses: u32,
    /// By denom.
    pub income: [Income; INCOME_DENOMS],
}

impl Dataset {
    /// Adds income in the denom of this place: so much in all, and of it so much for the shares.
    ///
    /// # Errors
    /// Where it cannot be counted.
    pub fn pay(
        &mut self,
        place: usize,
        amount: Uint128,
        contributors: Uint128,
    ) -> Result<(), DatasetError> {
        let income = self.income.get_mut(place).ok_or(DatasetError::Overflow)?;
        income.paid = income.paid.checked_add(amount)?;
        income.contributors = income.contributors.checked_add(contributors)?;
        Ok(())
    }

    /// Takes the contributors' part out where there are no shares; returns it by place.
    ///
    /// # Errors
    /// Where it cannot be counted.
    pub fn disown(&mut self) -> Result<[Uint128; INCOME_DENOMS], DatasetError> {
        let mut out = [Uint128::zero(); INCOME_DENOMS];
        for (income, out) in self.income.iter_mut().zip(&mut out) {
            *out = income.contributors.checked_sub(income.taken)?;
            income.contributors = income.taken;
        }
        Ok(out)
    }
}

/// A holder of a campaign's shares. One record is pay, shares and place in the royalties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// Dataset shares: what he was paid, and what was transferred.
    pub shares: Uint128,
    /// Pay that he has not withdrawn.
    pub unpaid: Uint128,
    /// By denom: of his part of the income, what he was credited or had no right to.
    pub credited: [Uint128; INCOME_DENOMS],
}

impl Holder {
    /// Credits pay, and mints as many shares.
    ///
    /// # Errors
    /// Where it cannot be counted.
    pub fn earn(&mut self, pay: Uint128) -> Result<(), DatasetError> {
        self.shares = self.shares.checked_add(pay)?;
        self.unpaid = self.unpaid.checked_add(pay)?;
        Ok(())
    }

    /// Royalties due in the denom of this place, of a closed campaign with so many shares in all.
    ///
    /// # Errors
    /// Where there are no shares.
    pub fn due(
        &self,
        dataset: &Dataset,
        place: usize,
        all: Uint128,
    ) -> Result<Uint128, DatasetError> {
        let income = dataset.income.get(place).copied().unwrap_or_default();
        let credited = self.credited.get(place).copied().unwrap_or_default();
        if self.shares.is_zero() || income.contributors.is_zero() {
            return Ok(Uint128::zero());
        }
        let part = income
            .contributors
            .checked_multiply_ratio(self.shares, all)
            .map_err(|_| DatasetError::Overflow)?;
        Ok(part.saturating_sub(credited))
    }

    /// Takes what is due in the denom of this place.
    ///
    /// # Errors
    /// [`DatasetError::Exceeded`], and where there are no shares.
    pub fn claim(
        &mut self,
        dataset: &mut Dataset,
        place: usize,
        all: Uint128,
    ) -> Result<Uint128, DatasetError> {
        let due = self.due(dataset, place, all)?;
        if due.is_zero() {
            return Ok(due);
        }
        if let Some((credited, income)) = self
            .credited
            .get_mut(place)
            .zip(dataset.income.get_mut(place))
        {
            *credited = credited.checked_add(due)?;
            income.taken = income.taken.checked_add(due)?;
            let (found, max) = (income.taken, income.contributors);
            if found > max {
                return Err(DatasetError::Exceeded { found, max });
            }
        }
        Ok(due)
    }

    /// Gives shares to another holder. Where the campaign is closed, both have claimed everything.
    ///
    /// # Errors
    /// [`DatasetError::TooFewShares`].
    pub fn give(&mut self, to: &mut Self, shares: Uint128) -> Result<(), DatasetError> {
        if shares > self.shares {
            let (found, wanted) = (self.shares, shares);
            return Err(DatasetError::TooFewShares { found, wanted });
        }
        self.shares = self.shares.checked_sub(shares)?;
        to.shares = to.shares.checked_add(shares)?;
        Ok(())
    }

    /// Begins anew with the shares of now: only income from now on counts.
    ///
    /// # Errors
    /// Where there are no shares in all.
    pub fn begin_anew(&mut self, dataset: &Dataset, all: Uint128) -> Result<(), DatasetError> {
        for (credited, income) in self.credited.iter_mut().zip(&dataset.income) {
            *credited = income.contributors.checked_mul_ceil((self.shares, all))?;
        }
        Ok(())
    }
}

/// Writes amounts without the zeros at their end.
fn write_amounts(to: &mut Writer, amounts: &[Uint128]) {
    let last = amounts.iter().rposition(|amount| !amount.is_zero());
    let count = last.map_or(0, |last| last.saturating_add(1));
    to.u8(u8::try_from(count).unwrap_or(u8::MAX));
    for amount in amounts.iter().take(count) {
        to.amount(*amount);
    }
}

/// Reads what [`write_amounts`] wrote.
fn read_amounts<const N: usize>(from: &mut Reader<'_>) -> Result<[Uint128; N], PackedError> {
    let count = from.u8()?;
    if usize::from(count) > N {
        return Err(from.unknown(count));
    }
    let mut amounts = [Uint128::zero(); N];
    for amount in amounts.iter_mut().take(count.into()) {
        *amount = from.amount()?;
    }
    Ok(amounts)
}

impl Packed for Holder {
    const RECORD: &'static str = "holder";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.shares).amount(self.unpaid);
        write_amounts(to, &self.credited);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            shares: from.amount()?,
            unpaid: from.amount()?,
            credited: read_amounts(from)?,
        })
    }
}

impl Packed for Dataset {
    const RECORD: &'static str = "dataset";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u32(self.offers).u32(self.licenses);
        write_amounts(to, &self.income.map(|income| income.paid));
        write_amounts(to, &self.income.map(|income| income.contributors));
        write_amounts(to, &self.income.map(|income| income.taken));
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        let mut dataset = Self {
            offers: from.u32()?,
            licenses: from.u32()?,
            ..Self::default()
        };
        let (paid, contributors, taken) = (
            read_amounts(from)?,
            read_amounts(from)?,
            read_amounts(from)?,
        );
        let amounts: [[Uint128; INCOME_DENOMS]; 3] = [paid, contributors, taken];
        let [paid, contributors, taken] = amounts.map(IntoIterator::into_iter);
        let amounts = paid.zip(contributors).zip(taken);
        for (income, ((paid, contributors), taken)) in dataset.income.iter_mut().zip(amounts) {
            *income = Income {
                paid,
                contributors,
                taken,
            };
        }
        Ok(dataset)
    }
}

#[cfg(test)]
#[allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "overflow fails the test"
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(value: u128) -> Uint128 {
        Uint128::new(value)
    }

    #[test]
    fn the_contributors_part_is_rounded_up() {
        let half = Bps::new(5_000);
        assert_eq!(split(amount(1), half), Ok((amount(1), amount(0))));
        assert_eq!(split(amount(10), half), Ok((amount(5), amount(5))));
        let none = split(amount(7), Bps::ZERO);
        assert_eq!(none, Ok((amount(0), amount(7))));
        let all = split(Uint128::MAX, Bps::WHOLE);
        assert_eq!(all, Ok((Uint128::MAX, amount(0))));
    }

    #[test]
    fn nobody_gives_more_than_he_has() {
        let mut holder = Holder::default();
        holder.earn(amount(5)).unwrap();
        let mut other = Holder::default();
        let error = DatasetError::TooFewShares {
            found: amount(5),
            wanted: amount(6),
        };
        assert_eq!(holder.give(&mut other, amount(6)), Err(error));
        assert_eq!(other, Holder::default());
    }

    #[test]
    fn income_without_shares_is_taken_out_whole() {
        let mut dataset = Dataset::default();
        dataset.pay(2, amount(9), amount(4)).unwrap();
        assert_eq!(dataset.disown().unwrap()[2], amount(4));
        assert_eq!(dataset.disown().unwrap()[2], amount(0));
        assert_eq!(dataset.income[2].paid, amount(9));
    }

    #[test]
    fn records_read_back_and_stay_short() {
        let mut holder = Holder::default();
        holder.earn(amount(5)).unwrap();
        assert_eq!(holder.to_bytes(), [1, 1, 5, 1, 5, 0]);
        holder.credited[1] = amount(3);
        assert_eq!(holder.to_bytes(), [1, 1, 5, 1, 5, 2, 0, 1, 3]);
        assert_eq!(Holder::from_bytes(&holder.to_bytes()), Ok(holder));
        assert!(Holder::from_bytes(&[1, 0, 0, 5]).is_err());

        let mut dataset = Dataset {
            offers: 1,
            ..Dataset::default()
        };
        dataset.pay(3, amount(9), amount(4)).unwrap();
        assert_eq!(Dataset::from_bytes(&dataset.to_bytes()), Ok(dataset));
    }

    /// What may happen to a closed dataset of four holders.
    #[derive(Clone, Debug)]
    enum Op {
        Pay(u128),
        Claim(usize),
        Give(usize, usize, u128),
    }

    fn op(amounts: impl Strategy<Value = u128> + Clone) -> impl Strategy<Value = Op> {
        prop_oneof![
            amounts.clone().prop_map(Op::Pay),
            (0..4usize).prop_map(Op::Claim),
            (0..4usize, 0..4usize, amounts)
                .prop_map(|(from, to, shares)| Op::Give(from, to, shares)),
        ]
    }

    /// Everything a holder ever claimed, and what he is entitled to exactly, in units of one share's
    /// part of one unit: multiples of `1 / all`.
    #[derive(Clone, Copy, Default)]
    struct Exact {
        claimed: u128,
        entitled: u128,
        transfers: u128,
    }

    fn claim(holder: &mut Holder, dataset: &mut Dataset, all: u128, exact: &mut Exact) {
        let due = holder.claim(dataset, 0, amount(all)).unwrap();
        exact.claimed += due.u128();
    }

    proptest! {
        /// The model is exact: parts are rational numbers with the number of all shares below.
        #[test]
        fn claims_are_what_the_exact_model_says_rounded_down(
            shares in prop::array::uniform4(0..1_000_000_000u128),
            ops in prop::collection::vec(op(0..1_000_000_000u128), 1..80),
        ) {
            let all: u128 = shares.iter().sum();
            prop_assume!(all > 0);
            let mut dataset = Dataset::default();
            let mut holders = shares.map(|shares| {
                let shares = amount(shares);
                Holder { shares, ..Holder::default() }
            });
            let mut exact = [Exact::default(); 4];
            let mut income = 0;
            for op in ops {
                match op {
                    Op::Pay(paid) => {
                        dataset.pay(0, amount(paid), amount(paid)).unwrap();
                        income += paid;
                        for (holder, exact) in holders.iter().zip(&mut exact) {
                            exact.entitled += paid * holder.shares.u128();
                        }
                    }
                    Op::Claim(who) => claim(&mut holders[who], &mut dataset, all, &mut exact[who]),
                    Op::Give(from, to, _) if from == to => {}
                    Op::Give(from, to, shares) => {
                        let shares = shares.min(holders[from].shares.u128());
                        let (mut giver, mut taker) = (holders[from], holders[to]);
                        claim(&mut giver, &mut dataset, all, &mut exact[from]);
                        claim(&mut taker, &mut dataset, all, &mut exact[to]);
                        giver.give(&mut taker, amount(shares)).unwrap();
                        giver.begin_anew(&dataset, amount(all)).unwrap();
                        taker.begin_anew(&dataset, amount(all)).unwrap();
                        (holders[from], holders[to]) = (giver, taker);
                        exact[from].transfers += 1;
                        exact[to].transfers += 1;
                    }
                }
                for (holder, exact) in holders.iter().zip(exact) {
                    let due = holder.due(&dataset, 0, amount(all)).unwrap().u128();
                    let (has, entitled) = (exact.claimed + due, exact.entitled / all);
                    prop_assert!(has <= entitled, "{has} of {entitled}");
                    // Each transfer costs less than two units: one floor, one part rounded up.
                    prop_assert!(entitled - has <= 2 * exact.transfers);
                }
                let claimed: u128 = exact.iter().map(|exact| exact.claimed).sum();
                prop_assert_eq!(claimed, dataset.income[0].taken.u128());
                prop_assert!(claimed <= income);
            }
            for (holder, exact) in holders.iter_mut().zip(&mut exact) {
                claim(holder, &mut dataset, all, exact);
            }
            let claimed: u128 = exact.iter().map(|exact| exact.claimed).sum();
            let transfers: u128 = exact.iter().map(|exact| exact.transfers).sum();
            prop_assert!(income - claimed < 4 + 2 * transfers + 1, "only dust is left");
        }

        #[test]
        fn amounts_of_any_size_are_counted(
            income in any::<u128>(),
            shares in 1..=u128::MAX,
            others in any::<u128>(),
        ) {
            let all = shares.saturating_add(others);
            let mut dataset = Dataset::default();
            dataset.pay(0, amount(income), amount(income)).unwrap();
            let mut holder = Holder { shares: amount(shares), ..Holder::default() };
            let due = holder.claim(&mut dataset, 0, amount(all)).unwrap();
            prop_assert!(due.u128() <= income);
            holder.begin_anew(&dataset, amount(all)).unwrap();
            prop_assert!(holder.due(&dataset, 0, amount(all)).unwrap().is_zero());
        }
    }
}
