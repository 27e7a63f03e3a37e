//! What reputation-staking stores: every map with its key and who writes it. Stakes and skills are
//! read by the registry by raw key, and so are issuers and credentials; their keys and bytes are
//! frozen in `pasar_common::raw`. Packed records are under one-byte namespaces; a key's parts are
//! of fixed width or length-prefixed but the last, so no key of a map is taken for another's.

use cosmwasm_std::CanonicalAddr;
use cw_storage_plus::Item;
use pasar_common::{
    amount::{StoredAmount, WideAmount},
    epochs::Epochs,
    label_escrow::MAX_DENOMS,
    packed::{key, PackedMap},
};

pub use pasar_common::fee_pool::FEE_POOL;
pub use pasar_common::raw::{skill_key, stake_key, CREDENTIALS, ISSUERS, SKILLS, STAKES};

use crate::rules::{books::Books, config::Config, text::Text};

/// Most denoms that were ever staked: those of the escrow, and the reward token.
pub const MAX_STAKED_DENOMS: usize = 33;
const _: () = assert!(MAX_DENOMS == 32);

/// Siblings, commons, settings; written by instantiate and `UpdateParams`.
pub const CONFIG: Item<Config> = Item::new("config");
/// denom -> what is owed in it; written by whatever moves money.
pub const BOOKS: PackedMap<Books> = PackedMap::new("d");

/// (domain, labeler) -> URI of the reply to the record; written by `Reply`. Keys as of [`SKILLS`].
pub const REPLIES: PackedMap<Text> = PackedMap::new("y");

/// When epochs start; one record; written with the first stake of reward tokens. The stake that shares
/// fees is in [`FEE_POOL`].
pub const EPOCHS: PackedMap<Epochs> = PackedMap::new("e");
/// (staker, epoch) -> their stake of reward tokens from the epoch on; written whenever it changes. The first
/// is that of the first epoch that they have not claimed for.
pub const SHARES: PackedMap<StoredAmount> = PackedMap::new("h");
/// (staker, denom) -> fees that were counted for them and not paid, in parts of `FEE_UNIT`; written by
/// `ClaimFees`.
pub const DUES: PackedMap<WideAmount> = PackedMap::new("m");

/// Prefix of what a staker is due.
pub fn dues_prefix(account: &CanonicalAddr) -> Vec<u8> {
    key().address(account).take()
}

/// Key in [`DUES`].
pub fn due_key(account: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(account).bytes(denom.as_bytes()).take()
}

/// Prefix of a staker's stakes.
pub fn shares_prefix(account: &CanonicalAddr) -> Vec<u8> {
    key().address(account).take()
}

/// Key in [`SHARES`].
pub fn share_key(account: &CanonicalAddr, epoch: u32) -> Vec<u8> {
    key().address(account).u32(epoch).take()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the whole keys of each map begin with, read from the maps themselves.
    fn beginnings() -> Vec<(&'static str, Vec<u8>)> {
        vec![
            ("CONFIG", CONFIG.as_slice().to_vec()),
            ("ownership", b"ownership".to_vec()),
            ("contract_info", b"contract_info".to_vec()),
            ("STAKES", STAKES.key(&[])),
            ("SKILLS", SKILLS.key(&[])),
            ("CREDENTIALS", CREDENTIALS.key(&[])),
            ("ISSUERS", ISSUERS.key(&[])),
            ("REPLIES", REPLIES.key(&[])),
            ("BOOKS", BOOKS.key(&[])),
            ("FEE_POOL", FEE_POOL.key(&[])),
            ("EPOCHS", EPOCHS.key(&[])),
            ("SHARES", SHARES.key(&[])),
            ("DUES", DUES.key(&[])),
        ]
    }

    #[test]
    fn no_map_begins_like_another() {
        let all = beginnings();
        for (one, key) in &all {
            for (other, longer) in &all {
                assert!(one == other || !longer.starts_with(key), "{one} {other}");
            }
        }
    }
}
