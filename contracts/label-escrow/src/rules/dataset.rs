//! Who owns a dataset's income, as pure rules.
//!
//! Shares are final when the campaign is closed, so income needs no index beside itself: of income `C`
//! a holder of `s` of `S` shares owns `C x s` parts of `1 / S`. These parts are whole numbers, and are
//! kept as such: what a holder has is counted whenever their shares change, and divided by `S` once,
//! when they withdraw; the remainder stays theirs. So nobody's part is ever rounded but down to a whole
//! unit at a withdrawal, and nothing that others send changes it.
//!
//! Attack: whoever sends a holder one share after every small payment would round each of their parts to
//! nothing, if a transfer divided.

use cosmwasm_std::{CheckedMultiplyFractionError, OverflowError, Uint128, Uint256};
use pasar_common::{
    number::byte_count,
    packed::{Packed, PackedError, Reader, Writer},
    ratio::{Bps, WHOLE_BPS},
    task_registry::MAX_ROYALTY_DENOMS,
};

/// Every way income and shares can fail to be counted.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum DatasetError {
    /// Returned when a holder has fewer shares than they give away.
    #[error("{found} shares, expected at least {wanted}")]
    TooFewShares {
        /// Shares they have.
        found: Uint128,
        /// Shares they would give.
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

/// Whose a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The contributors' part.
    pub contributors: Uint128,
    /// The requester's part.
    pub requester: Uint128,
}

/// Divides income between contributors and requester. The contributors' part is rounded up, so that
/// no choice of prices undercuts it.
pub fn split(amount: Uint128, share: Bps) -> Result<Parts, DatasetError> {
    let contributors = amount.checked_mul_ceil((share.get(), WHOLE_BPS))?;
    Ok(Parts {
        contributors,
        requester: amount.checked_sub(contributors)?,
    })
}

/// Income in one denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Income {
    /// All that was paid.
    pub paid: Uint128,
    /// Of this the contributors'.
    pub contributors: Uint128,
    /// Of this withdrawn by holders.
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
    /// Adds income in the denom of this place: all of it, and the part of it that is for the shares.
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
    pub fn disown(&mut self) -> Result<[Uint128; INCOME_DENOMS], DatasetError> {
        let mut out = [Uint128::zero(); INCOME_DENOMS];
        for (income, out) in self.income.iter_mut().zip(&mut out) {
            *out = income.contributors.checked_sub(income.taken)?;
            income.contributors = income.taken;
        }
        Ok(out)
    }
}

/// A holder's part of the income in one denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Royalty {
    /// The contributors' income up to which it is counted.
    pub counted: Uint128,
    /// What they own of that and have not withdrawn, in parts of one unit by the number of all shares.
    pub parts: Uint256,
}

/// A holder of a campaign's shares. One record is pay, shares and place in the royalties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// Dataset shares: what they were paid, and what was transferred.
    pub shares: Uint128,
    /// Pay that they have not withdrawn.
    pub unpaid: Uint128,
    /// Whether they were ever paid for labels. Such a record stays when it is empty, so that a labeler who
    /// gives all shares away is not counted anew.
    pub was_paid: bool,
    /// By denom.
    pub royalties: [Royalty; INCOME_DENOMS],
}

impl Holder {
    /// Credits pay, and mints as many shares.
    pub fn earn(&mut self, pay: Uint128) -> Result<(), DatasetError> {
        self.shares = self.shares.checked_add(pay)?;
        self.unpaid = self.unpaid.checked_add(pay)?;
        self.was_paid = true;
        Ok(())
    }

    /// Whether nothing would be lost with the record.
    pub fn is_empty(&self) -> bool {
        let owns = self.royalties.iter().any(|own| !own.parts.is_zero());
        self.shares.is_zero() && self.unpaid.is_zero() && !self.was_paid && !owns
    }

    /// Their part of the income in the denom of this place, counted up to now.
    fn counted(&self, dataset: &Dataset, place: usize) -> Result<Royalty, DatasetError> {
        let income = dataset.income.get(place).copied().unwrap_or_default();
        let before = self.royalties.get(place).copied().unwrap_or_default();
        let new = income.contributors.checked_sub(before.counted)?;
        Ok(Royalty {
            counted: income.contributors,
            parts: before.parts.checked_add(self.shares.full_mul(new))?,
        })
    }

    /// Royalties due in the denom of this place, of a closed campaign with this number of shares.
    pub fn due(
        &self,
        dataset: &Dataset,
        place: usize,
        all: Uint128,
    ) -> Result<Uint128, DatasetError> {
        Ok(whole(self.counted(dataset, place)?.parts, all)?.units)
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
        let Royalty { counted, parts } = self.counted(dataset, place)?;
        let Whole { units, rest } = whole(parts, all)?;
        if units.is_zero() {
            return Ok(units);
        }
        if let Some((own, income)) = self
            .royalties
            .get_mut(place)
            .zip(dataset.income.get_mut(place))
        {
            *own = Royalty {
                counted,
                parts: rest,
            };
            income.taken = income.taken.checked_add(units)?;
            let found = income.taken;
            let max = income.contributors;
            if found > max {
                return Err(DatasetError::Exceeded { found, max });
            }
        }
        Ok(units)
    }

    /// Gives shares to another holder. Where the campaign is closed, both have counted their income.
    ///
    /// # Errors
    /// [`DatasetError::TooFewShares`].
    pub fn give(&mut self, to: &mut Self, shares: Uint128) -> Result<(), DatasetError> {
        if shares > self.shares {
            let found = self.shares;
            let wanted = shares;
            return Err(DatasetError::TooFewShares { found, wanted });
        }
        self.shares = self.shares.checked_sub(shares)?;
        to.shares = to.shares.checked_add(shares)?;
        Ok(())
    }

    /// Counts the income of a closed campaign until now, before the shares change.
    pub fn count_income(&mut self, dataset: &Dataset) -> Result<(), DatasetError> {
        let mut royalties = self.royalties;
        for (place, own) in royalties.iter_mut().enumerate() {
            *own = self.counted(dataset, place)?;
        }
        self.royalties = royalties;
        Ok(())
    }
}

/// Whole units in a number of parts, and the parts that are left.
struct Whole {
    units: Uint128,
    rest: Uint256,
}

/// Divides parts into units of `all` parts.
fn whole(parts: Uint256, all: Uint128) -> Result<Whole, DatasetError> {
    if parts.is_zero() {
        return Ok(Whole {
            units: Uint128::zero(),
            rest: parts,
        });
    }
    let all = Uint256::from(all);
    let units = parts.checked_div(all).map_err(|_| DatasetError::Overflow)?;
    let rest = parts.checked_sub(units.checked_mul(all)?)?;
    Ok(Whole {
        units: Uint128::try_from(units).map_err(|_| DatasetError::Overflow)?,
        rest,
    })
}

/// Writes amounts without the zeros at their end.
fn write_amounts(to: &mut Writer, amounts: &[Uint128]) {
    let last = amounts.iter().rposition(|amount| !amount.is_zero());
    let count = last.map_or(0, |last| last.saturating_add(1));
    to.u8(byte_count(count));
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

/// Bit of the byte that counts a holder's denoms: they were paid.
const WAS_PAID: u8 = 1 << 7;

impl Packed for Holder {
    const RECORD: &'static str = "holder";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.shares).amount(self.unpaid);
        let last = self
            .royalties
            .iter()
            .rposition(|own| *own != Royalty::default());
        let count = last.map_or(0, |last| last.saturating_add(1));
        let was_paid = if self.was_paid { WAS_PAID } else { 0 };
        to.u8(byte_count(count) | was_paid);
        for own in self.royalties.iter().take(count) {
            to.amount(own.counted).wide(own.parts);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let mut holder = Self {
            shares: from.amount()?,
            unpaid: from.amount()?,
            ..Self::default()
        };
        let flags = from.u8()?;
        holder.was_paid = flags & WAS_PAID != 0;
        let count = flags & !WAS_PAID;
        if usize::from(count) > INCOME_DENOMS {
            return Err(from.unknown(count));
        }
        for own in holder.royalties.iter_mut().take(count.into()) {
            *own = Royalty {
                counted: from.amount()?,
                parts: from.wide()?,
            };
        }
        Ok(holder)
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

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let mut dataset = Self {
            offers: from.u32()?,
            licenses: from.u32()?,
            ..Self::default()
        };
        let paid: [Uint128; INCOME_DENOMS] = read_amounts(from)?;
        let contributors: [Uint128; INCOME_DENOMS] = read_amounts(from)?;
        let taken: [Uint128; INCOME_DENOMS] = read_amounts(from)?;
        let sums = paid.into_iter().zip(contributors).zip(taken);
        for (income, ((paid, contributors), taken)) in dataset.income.iter_mut().zip(sums) {
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
        let parts = |amount, share| {
            let parts = split(amount, share).unwrap();
            (parts.contributors.u128(), parts.requester.u128())
        };
        let half = Bps::new(5_000);
        assert_eq!(parts(amount(1), half), (1, 0));
        assert_eq!(parts(amount(10), half), (5, 5));
        assert_eq!(parts(amount(7), Bps::ZERO), (0, 7));
        assert_eq!(parts(Uint128::MAX, Bps::WHOLE), (u128::MAX, 0));
    }

    #[test]
    fn nobody_gives_more_than_they_have() {
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
        assert_eq!(holder.to_bytes(), [1, 1, 5, 1, 5, 128]);
        holder.royalties[1] = Royalty {
            counted: amount(3),
            parts: Uint256::from(258u32),
        };
        let bytes = [1, 1, 5, 1, 5, 130, 0, 0, 1, 3, 2, 1, 2];
        assert_eq!(holder.to_bytes(), bytes);
        assert_eq!(Holder::from_bytes(&bytes), Ok(holder));
        let sent = Holder {
            shares: amount(5),
            ..Holder::default()
        };
        assert_eq!(sent.to_bytes(), [1, 1, 5, 0, 0]);
        assert!(Holder::from_bytes(&[1, 0, 0, 5]).is_err());

        let mut dataset = Dataset {
            offers: 1,
            ..Dataset::default()
        };
        dataset.pay(3, amount(9), amount(4)).unwrap();
        let bytes = [
            [1, 0, 0, 0, 1, 0, 0, 0, 0].as_slice(),
            &[4, 0, 0, 0, 1, 9],
            &[4, 0, 0, 0, 1, 4],
            &[0],
        ]
        .concat();
        assert_eq!(dataset.to_bytes(), bytes);
        assert_eq!(Dataset::from_bytes(&bytes), Ok(dataset));
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

    /// Everything a holder ever claimed, and what they are entitled to exactly, in units of one share's
    /// part of one unit: multiples of `1 / all`.
    #[derive(Clone, Copy, Default)]
    struct Exact {
        claimed: u128,
        entitled: u128,
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
                        let mut giver = holders[from];
                        let mut taker = holders[to];
                        giver.count_income(&dataset).unwrap();
                        taker.count_income(&dataset).unwrap();
                        giver.give(&mut taker, amount(shares)).unwrap();
                        (holders[from], holders[to]) = (giver, taker);
                    }
                }
                for (holder, exact) in holders.iter().zip(exact) {
                    let due = holder.due(&dataset, 0, amount(all)).unwrap().u128();
                    prop_assert_eq!(exact.claimed + due, exact.entitled / all);
                }
                let claimed: u128 = exact.iter().map(|exact| exact.claimed).sum();
                prop_assert_eq!(claimed, dataset.income[0].taken.u128());
                prop_assert!(claimed <= income);
            }
            for (holder, exact) in holders.iter_mut().zip(&mut exact) {
                claim(holder, &mut dataset, all, exact);
            }
            let claimed: u128 = exact.iter().map(|exact| exact.claimed).sum();
            prop_assert!(income - claimed < 4, "less than a unit of each holder is left");
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
            holder.count_income(&dataset).unwrap();
            prop_assert!(holder.due(&dataset, 0, amount(all)).unwrap().is_zero());
        }
    }
}
