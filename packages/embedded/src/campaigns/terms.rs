//! Terms of the examples: questions, prices and gold as their files say, clocks for people who watch.

use super::publication::Example;
use crate::chain::DENOM;
use cosmwasm_std::{Timestamp, Uint128};
use cw20::Denom;
use pasar_common::{
    ratio::Bps,
    task_registry::{
        ChallengeTerms, Eligibility, GoldTerms, Manifest, Overlap, PayTerms, SeatStake, ShareTerms,
        Terms, Windows,
    },
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

/// Challenges, where verdicts may be challenged.
const CHALLENGE: ChallengeTerms = ChallengeTerms {
    window_seconds: 900,
    panel_seats: 3,
    max: 1,
    panel_mass: 20,
};
/// Stake of a seat where verdicts may be challenged: a panelist has more at stake than the files say.
const PANEL_STAKE: u64 = 7_000;

impl Example {
    /// The terms of a campaign that starts now, after so many others of the example.
    pub fn terms_at(&self, now: Timestamp, closed: usize) -> Terms {
        let denom = Denom::Native(DENOM.to_owned());
        let (root, depth) = self.gold.root();
        let file = &self.terms;
        let after = self.plan.challenged_after;
        let challenge = after.filter(|after| closed >= *after).map(|_| CHALLENGE);
        let least = if challenge.is_some() { PANEL_STAKE } else { 0 };
        Terms {
            manifest: Manifest {
                uri: self.uri.clone(),
                root: self.root.as_slice().into(),
            },
            questions: self.questions.clone(),
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
                amount: Uint128::from(file.seat_stake.amount.max(least)),
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
            challenge,
            shares: ShareTerms {
                contributors: CONTRIBUTORS,
                transferable: false,
                royalty_denoms: Vec::new(),
            },
            related: Vec::new(),
        }
    }
}
