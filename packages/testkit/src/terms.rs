//! Terms to begin with.

use cosmwasm_std::{HexBinary, Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    ratio::Bps,
    task_registry::{
        Eligibility, Manifest, Overlap, PayTerms, SeatStake, ShareTerms, Terms, Windows,
    },
};

use crate::NATIVE;

/// The native denom.
pub fn denom() -> Denom {
    Denom::Native(NATIVE.into())
}

/// Terms of a campaign that pays 1 000 a label, with a seat stake of 10 000; everything a test
/// wants otherwise it sets.
pub fn terms(classes: usize, items: u32, overlap: u8) -> Terms {
    Terms {
        manifest: Manifest {
            uri: "ipfs://items".into(),
            root: HexBinary::from([7; 32].as_slice()),
        },
        classes: (1..=classes)
            .map(|class| format!("class {class}"))
            .collect(),
        domain: "radiology/chest".into(),
        items,
        page: items.min(100),
        price: Uint128::new(1_000),
        denom: denom(),
        overlap: Overlap {
            min: overlap,
            max: overlap,
        },
        max_waves: 1,
        reading_key: None,
        reader: None,
        windows: Windows {
            ticket_blocks: 5,
            fill_seconds: 3_600,
            commit_seconds: 1_800,
            reveal_seconds: 1_800,
        },
        ends_at: Timestamp::from_seconds(crate::clock::GENESIS + 30 * 86_400),
        eligibility: Eligibility::default(),
        seat_stake: SeatStake {
            denom: denom(),
            amount: Uint128::new(10_000),
        },
        frontier: 64,
        first_draw_blocks: 1,
        gold: None,
        pay: PayTerms::default(),
        challenge: None,
        shares: ShareTerms {
            contributors: Bps::new(5_000),
            transferable: false,
            royalty_denoms: vec![],
        },
        related: vec![],
    }
}
