//! Terms of the examples: classes, prices and gold as their files say, clocks for people who watch.

use cosmwasm_std::{Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    ratio::Bps,
    task_registry::{
        Eligibility, GoldTerms, Manifest, Overlap, PayTerms, SeatStake, ShareTerms, Terms, Windows,
    },
};
use serde::Deserialize;

use super::Example;
use crate::chain::DENOM;

/// What an example is, and how the crowd takes part in it.
pub struct Plan {
    /// Its folder below `examples`, and below the address that serves it.
    pub folder: &'static str,
    /// Tables of what people thought; the crowd says the same, a person each.
    pub labels: &'static [&'static str],
    /// Of one hundred labels of the crowd, how many are another class than the table's.
    pub wrong: u64,
    /// Seats of a task.
    pub seats: u8,
    /// Seats of a task that the crowd leaves to others.
    pub left: u8,
    /// Seconds in which a task must find its labelers.
    fill_seconds: u32,
    /// Seconds for a seat's seal.
    commit_seconds: u32,
}

/// Pictures for whoever opens the page: one seat is theirs.
pub const PICTURES: Plan = Plan {
    folder: "pictures",
    labels: &["truth.csv"],
    wrong: 8,
    seats: 3,
    left: 1,
    fill_seconds: 6 * 3_600,
    commit_seconds: 3_600,
};

/// Notes that the crowd grades by itself, so that something happens.
pub const PATIENTS: Plan = Plan {
    folder: "campaign",
    labels: &[
        "labels-1.csv",
        "labels-2.csv",
        "labels-3.csv",
        "labels-4.csv",
        "labels-5.csv",
        "labels-6.csv",
        "labels-7.csv",
    ],
    wrong: 0,
    seats: 5,
    left: 0,
    fill_seconds: 900,
    commit_seconds: 300,
};

/// Seconds until a campaign ends.
const ENDS_IN: u64 = 7 * 86_400;
/// Seconds from one opening of seats to the next: nobody waits long.
const OPENING_SECONDS: u32 = 3;
/// Seconds in which a ticket can be drawn.
const TICKET_SECONDS: u32 = 120;
/// Seconds for reveals.
const REVEAL_SECONDS: u32 = 600;
/// Contributors' part of what licenses bring.
const CONTRIBUTORS: Bps = Bps::new(6_000);

/// What is read of an example's terms.
#[derive(Debug, Deserialize)]
pub struct TermsFile {
    /// Names of the classes.
    pub classes: Vec<String>,
    domain: String,
    price: u64,
    seat_stake: StakeFile,
    gold: GoldFile,
}

#[derive(Debug, Deserialize)]
struct StakeFile {
    amount: u64,
}

#[derive(Debug, Deserialize)]
struct GoldFile {
    bond: u64,
    window_seconds: u32,
}

impl Example {
    /// The terms of a campaign that starts now.
    pub fn terms_at(&self, now: Timestamp) -> Terms {
        let denom = Denom::Native(DENOM.to_owned());
        let (root, depth) = self.gold.root();
        let file = &self.terms;
        Terms {
            manifest: Manifest {
                uri: self.uri.clone(),
                root: self.root.as_slice().into(),
            },
            classes: file.classes.clone(),
            domain: file.domain.clone(),
            items: self.items,
            page: self.items,
            price: Uint128::from(file.price),
            denom: denom.clone(),
            overlap: Overlap {
                min: self.plan.seats,
                max: self.plan.seats,
            },
            max_waves: 1,
            reading_key: None,
            reader: None,
            windows: Windows {
                opening_seconds: OPENING_SECONDS,
                ticket_seconds: TICKET_SECONDS,
                fill_seconds: self.plan.fill_seconds,
                commit_seconds: self.plan.commit_seconds,
                reveal_seconds: REVEAL_SECONDS,
            },
            ends_at: Timestamp::from_seconds(now.seconds().saturating_add(ENDS_IN)),
            eligibility: Eligibility::default(),
            seat_stake: SeatStake {
                denom,
                amount: Uint128::from(file.seat_stake.amount),
            },
            frontier: 1,
            first_draw_seconds: 1,
            gold: Some(GoldTerms {
                root: root.as_slice().into(),
                depth,
                bond: Uint128::from(file.gold.bond),
                window_seconds: file.gold.window_seconds,
            }),
            pay: PayTerms::default(),
            challenge: None,
            shares: ShareTerms {
                contributors: CONTRIBUTORS,
                transferable: false,
                royalty_denoms: Vec::new(),
            },
            related: Vec::new(),
        }
    }
}
