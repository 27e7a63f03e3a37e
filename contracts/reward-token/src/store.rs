//! What the reward token stores beside what cw20-base does: every map with its key and who writes it.

use cosmwasm_std::CanonicalAddr;
use pasar_common::{amount::StoredAmount, epochs::Epochs, packed::PackedMap};

use crate::rules::schedule::Schedule;

/// The schedule; one record; written by instantiate.
pub const SCHEDULE: PackedMap<Schedule> = PackedMap::new("s");
/// When epochs start; one record; written by the first claim.
pub const EPOCHS: PackedMap<Epochs> = PackedMap::new("e");
/// epoch -> what was minted of it; written by claims.
pub const MINTED: PackedMap<StoredAmount, u32> = PackedMap::new("m");
/// All that was minted; one record; written by claims.
pub const ALL_MINTED: PackedMap<StoredAmount> = PackedMap::new("M");
/// (epoch, labeler) -> what they claimed; written by claims.
pub const CLAIMED: PackedMap<StoredAmount, (u32, CanonicalAddr)> = PackedMap::new("c");

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "nobody's address is no input")]
mod tests {
    use super::*;
    use cosmwasm_std::Addr;
    use cw20_base::state::{
        ALLOWANCES, ALLOWANCES_SPENDER, BALANCES, LOGO, MARKETING_INFO, TOKEN_INFO,
    };

    /// A whole key without its map's own part, which has this number of bytes.
    fn prefix(key: &[u8], own: usize) -> Vec<u8> {
        key[..key.len().checked_sub(own).unwrap()].to_vec()
    }

    #[test]
    fn no_map_begins_like_another() {
        let nobody = CanonicalAddr::from([]);
        let none = Addr::unchecked("");
        let all = [
            ("contract_info", b"contract_info".to_vec()),
            ("TOKEN_INFO", TOKEN_INFO.as_slice().to_vec()),
            ("MARKETING_INFO", MARKETING_INFO.as_slice().to_vec()),
            ("LOGO", LOGO.as_slice().to_vec()),
            ("BALANCES", BALANCES.key(&none).to_vec()),
            ("ALLOWANCES", prefix(&ALLOWANCES.key((&none, &none)), 2)),
            (
                "ALLOWANCES_SPENDER",
                prefix(&ALLOWANCES_SPENDER.key((&none, &none)), 2),
            ),
            ("SCHEDULE", SCHEDULE.key(&[])),
            ("EPOCHS", EPOCHS.key(&[])),
            ("MINTED", prefix(&MINTED.key(&0), 4)),
            ("ALL_MINTED", ALL_MINTED.key(&[])),
            ("CLAIMED", prefix(&CLAIMED.key(&(0, nobody)), 5)),
        ];
        for (one, key) in &all {
            for (other, longer) in &all {
                assert!(one == other || !longer.starts_with(key), "{one} {other}");
            }
        }
    }
}
