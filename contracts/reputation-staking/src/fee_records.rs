//! What is stored of the stakes that share fees; [`crate::fees`] has the rules.

use cosmwasm_std::{CanonicalAddr, OverflowError, OverflowOperation, Uint128, Uint256};
use pasar_common::packed::{key, Packed, PackedError, PackedMap, Reader, Writer};

use crate::error::ContractError;

/// Indexes and dues count in parts of `1 / 2^64` of a unit.
pub const UNIT: Uint128 = Uint128::new(1 << 64);

/// All stakes that share fees; one record; written whenever one changes.
pub const POOL: PackedMap<Pool> = PackedMap::new("p");
/// denom -> index; written whenever fees are shared. At most 32.
pub const INDEXES: PackedMap<Index> = PackedMap::new("f");
/// (epoch, denom) -> index at which the cohort of the epoch joined; written when it does.
pub const ENTRIES: PackedMap<Wide> = PackedMap::new("e");
/// staker -> his part of the stakes that share fees.
pub const SHARES: PackedMap<Share> = PackedMap::new("h");
/// (staker, denom) -> what he may claim, as of an index.
pub const DUES: PackedMap<Due> = PackedMap::new("m");

/// All stakes that share fees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// Stake that shares fees.
    pub active: Uint128,
    /// Stake that joins after the epoch `cohort`.
    pub pending: Uint128,
    /// Epoch in which `pending` was bonded; without meaning where that is zero.
    pub cohort: u32,
}

/// One staker's part of the pool; the fields mean the same.
pub type Share = Pool;

/// Fees of a denom for one staked token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Of the escrow's count, what is in the index.
    pub seen: Uint128,
    /// The index.
    pub index: Uint256,
    /// What did not divide, for the next time.
    pub rest: Uint128,
}

/// A wide number by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wide(pub Uint256);

/// What a staker may claim in a denom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Index up to which it is counted.
    pub mark: Uint256,
    /// What is due.
    pub due: Uint256,
}

impl Index {
    /// Shares what the escrow has counted until now. What does not divide stays for the next time.
    ///
    /// # Errors
    /// Where it cannot be counted.
    pub fn share(
        &mut self,
        accrued: Uint128,
        pool: &Pool,
        min: Uint128,
    ) -> Result<(), ContractError> {
        if pool.active.is_zero() || pool.active < min || accrued <= self.seen {
            return Ok(());
        }
        let fees = accrued.checked_sub(self.seen)?.full_mul(UNIT);
        let fees = fees.checked_add(self.rest.into())?;
        let active = Uint256::from(pool.active);
        let part = fees.checked_div(active).map_err(|_| too_much())?;
        let shared = part.checked_mul(active)?;
        let rest = Uint128::try_from(fees.checked_sub(shared)?).map_err(|_| too_much())?;
        self.index = self.index.checked_add(part)?;
        (self.seen, self.rest) = (accrued, rest);
        Ok(())
    }
}

/// Stands for what no amounts of 128 bits bring about.
pub fn too_much() -> OverflowError {
    OverflowError::new(OverflowOperation::Mul)
}

/// Key in [`SHARES`].
pub fn share_key(account: &CanonicalAddr) -> Vec<u8> {
    key().address(account).take()
}

/// Key in [`DUES`].
pub fn due_key(account: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(account).bytes(denom.as_bytes()).take()
}

/// Key in [`ENTRIES`].
pub fn entry_key(cohort: u32, denom: &str) -> Vec<u8> {
    key().u32(cohort).bytes(denom.as_bytes()).take()
}

impl Packed for Pool {
    const RECORD: &'static str = "fee share";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.active).amount(self.pending).u32(self.cohort);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            active: from.amount()?,
            pending: from.amount()?,
            cohort: from.u32()?,
        })
    }
}

impl Packed for Index {
    const RECORD: &'static str = "fee index";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.seen).wide(self.index).amount(self.rest);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            seen: from.amount()?,
            index: from.wide()?,
            rest: from.amount()?,
        })
    }
}

impl Packed for Wide {
    const RECORD: &'static str = "wide number";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.wide(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        from.wide().map(Self)
    }
}

impl Packed for Due {
    const RECORD: &'static str = "fees due";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.wide(self.mark).wide(self.due);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, PackedError> {
        Ok(Self {
            mark: from.wide()?,
            due: from.wide()?,
        })
    }
}
