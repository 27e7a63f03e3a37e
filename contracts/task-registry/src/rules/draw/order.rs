//! The order of a draw: the tasks of the frontier by `SHA-256(seed ‖ task)`. The seed is made of the
//! round's randomness, and of nothing that anybody chooses after the ticket.

use cosmwasm_std::CanonicalAddr;
use pasar_drand::Hash;
use sha2::{Digest, Sha256};

use super::frontier::{Frontier, Reach};
use crate::rules::ids::CampaignId;

/// What seeds begin with.
const DOMAIN: &[u8] = b"pasar/draw/v2";

/// What draws a labeler's ticket in a campaign of a registry.
pub fn seed(
    randomness: &Hash,
    registry: &CanonicalAddr,
    campaign: CampaignId,
    labeler: &CanonicalAddr,
) -> Hash {
    let hash = Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(randomness)
        .chain_update(registry.as_slice())
        .chain_update(campaign.0.to_be_bytes())
        .chain_update(labeler.as_slice());
    hash.finalize().into()
}

/// Tasks with a seat for a ticket, in the order of the draw.
pub fn order(seed: &Hash, frontier: &Frontier, reach: Reach) -> Vec<u32> {
    let mut ranked: Vec<(Hash, u32)> = frontier
        .slots
        .iter()
        .filter(|slot| slot.has_seat(reach))
        .map(|slot| {
            let hash = Sha256::new()
                .chain_update(seed)
                .chain_update(slot.task.to_be_bytes());
            (hash.finalize().into(), slot.task)
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, task)| task).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_registry_campaign_and_labeler_has_a_seed_of_its_own() {
        let account = |byte: u8| CanonicalAddr::from([byte; 20]);
        let of = |registry, campaign, labeler| {
            let registry = account(registry);
            seed(&[1; 32], &registry, CampaignId(campaign), &account(labeler))
        };
        assert_eq!(of(1, 1, 1), of(1, 1, 1));
        assert_ne!(of(1, 1, 1), of(2, 1, 1));
        assert_ne!(of(1, 1, 1), of(1, 2, 1));
        assert_ne!(of(1, 1, 1), of(1, 1, 2));
    }

    #[test]
    fn a_seed_is_the_hash_that_clients_compute() {
        let found = seed(
            &[1; 32],
            &CanonicalAddr::from([2; 32]),
            CampaignId(3),
            &CanonicalAddr::from([4; 20]),
        );
        let mut whole = b"pasar/draw/v2".to_vec();
        whole.extend([1; 32]);
        whole.extend([2; 32]);
        whole.extend([0, 0, 0, 3]);
        whole.extend([4; 20]);
        assert_eq!(found, Hash::from(Sha256::digest(whole)));
    }

    #[test]
    fn the_order_leaves_out_what_the_ticket_may_not_have_and_moves_nothing_else() {
        let mut frontier = Frontier::default();
        frontier.fill(40, 32, 3, 100);
        let reach = Reach {
            opening: 100,
            newcomer_seats: None,
        };
        let all = order(&[9; 32], &frontier, reach);
        assert_eq!(all.len(), 32);
        let first = all[0];
        frontier.remove(first);
        frontier.fill(40, 32, 3, 101);
        assert_eq!(order(&[9; 32], &frontier, reach), all[1..]);
    }
}
