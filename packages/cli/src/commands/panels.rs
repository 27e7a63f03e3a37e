//! Live challenges as an account sees them: what it has in a panel, and what it does next.

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::Timestamp;
use pasar_common::{
    asset::denom_key,
    task_registry::{
        CampaignResponse, ChallengeResponse, ChallengeStatus, RegistrationResponse, SeatResponse,
        SeatStatus, Terms, MIN_PANEL_SEATS, MIN_PANEL_SKILL_BPS, PANEL_SKILL_BPS,
    },
};
use pasar_formats::item_set::ItemSet;
use serde_json::{json, Value};

use crate::{
    args::panel as args,
    chain::{market::Market, node::Block},
    context::Context,
};

/// A challenge, and what an account has there.
#[derive(Debug)]
pub struct View {
    /// The latest block's time.
    pub now: u64,
    /// The challenge.
    pub challenge: ChallengeResponse,
    /// The seats of its panel.
    pub seats: Vec<SeatResponse>,
    /// The account's seat.
    pub seat: Option<SeatResponse>,
    /// The account's registration, as long as it exposes stake.
    pub registration: Option<RegistrationResponse>,
}

/// What an account does next for a panel.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Registers.
    Register,
    /// Takes its seat.
    Sit,
    /// Seals its labels.
    Seal,
    /// Opens its seal.
    Reveal,
    /// Lets the challenge go on.
    Advance,
    /// Takes back what its registration exposes.
    Unregister,
    /// Nothing yet.
    Wait(&'static str, u64),
    /// Nothing any more.
    Over(&'static str),
}

impl View {
    /// A challenge as an account sees it.
    pub fn look(
        market: &Market,
        (campaign, terms): (u32, &Terms),
        (task, challenge): (u32, ChallengeResponse),
        account: Option<&str>,
    ) -> Result<Self> {
        let seats = market.panel(campaign, task, challenge.challenge)?;
        let is_own = |seat: &&SeatResponse| Some(seat.labeler.as_str()) == account;
        let seat = seats.iter().find(is_own).cloned();
        let registration = match account {
            Some(account) => {
                let all = market.registrations(account, &terms.seat_stake.denom)?;
                let place = (campaign, task, challenge.challenge);
                all.into_iter()
                    .find(|of| (of.campaign, of.task, of.challenge) == place)
            }
            None => None,
        };
        Ok(Self {
            now: market.chain.block()?.seconds,
            challenge,
            seats,
            seat,
            registration,
        })
    }

    /// What the account does next.
    pub fn next(&self) -> Next {
        match (&self.seat, &self.registration) {
            (Some(seat), _) => self.seated(seat),
            (None, Some(registration)) if registration.over => Next::Unregister,
            (None, Some(registration)) => self.registered(registration),
            (None, None) if self.challenge.status == ChallengeStatus::Registering => Next::Register,
            (None, None) => Next::Over("nobody registers for it any more"),
        }
    }

    fn registered(&self, registration: &RegistrationResponse) -> Next {
        let drawn = self.challenge.drawn_at.seconds();
        if self.now < drawn {
            return Next::Wait("for the round that decides who sits", drawn);
        }
        match registration.sits_from.map(|from| from.seconds()) {
            Some(from) if self.now < from => Next::Wait("for their turn to sit", from),
            _ if self.challenge.taken < self.challenge.seats => Next::Sit,
            _ if self.is_due() => Next::Advance,
            // A seat without a seal becomes free again.
            _ => Next::Wait("for a seat", self.challenge.deadline.seconds()),
        }
    }

    fn seated(&self, seat: &SeatResponse) -> Next {
        if self.is_over() {
            return Next::Over("the challenge has ended");
        }
        let opens = if self.challenge.status == ChallengeStatus::Revealing {
            !self.is_late(self.challenge.deadline)
        } else {
            self.may_reveal()
        };
        match seat.status {
            SeatStatus::Drawn if !self.is_late(seat.commit_by) => Next::Seal,
            SeatStatus::Forfeited => Next::Over("the seal of their seat came too late"),
            SeatStatus::Sealed if opens => Next::Reveal,
            SeatStatus::Drawn | SeatStatus::Sealed | SeatStatus::Revealed if self.is_due() => {
                Next::Advance
            }
            SeatStatus::Drawn | SeatStatus::Sealed | SeatStatus::Revealed => {
                Next::Wait("for the others", self.challenge.deadline.seconds())
            }
        }
    }

    /// Whether time or seals allow something for the challenge that nobody's labels are needed for.
    pub fn is_due(&self) -> bool {
        let [drawn, sealed] = self.waiting();
        let is_late = self.is_late(self.challenge.deadline);
        match self.challenge.status {
            ChallengeStatus::Registering | ChallengeStatus::Seating => {
                let overdue = |seat: &SeatResponse| {
                    seat.status == SeatStatus::Drawn && self.is_late(seat.commit_by)
                };
                let is_full = sealed >= usize::from(self.challenge.seats);
                self.seats.iter().any(overdue) || is_full || (is_late && drawn == 0)
            }
            ChallengeStatus::Revealing => is_late || sealed == 0,
            ChallengeStatus::Unfilled | ChallengeStatus::Decided => false,
        }
    }

    /// Whether a reveal may end the filling.
    fn may_reveal(&self) -> bool {
        let [drawn, sealed] = self.waiting();
        let ends = self.is_late(self.challenge.deadline) && drawn == 0;
        let least = if ends {
            MIN_PANEL_SEATS
        } else {
            self.challenge.seats
        };
        sealed >= usize::from(least)
    }

    /// Seats that are drawn, and seats that are sealed.
    fn waiting(&self) -> [usize; 2] {
        [SeatStatus::Drawn, SeatStatus::Sealed].map(|status| {
            let of = |seat: &&SeatResponse| seat.status == status;
            self.seats.iter().filter(of).count()
        })
    }

    /// Whether the challenge has ended.
    pub fn is_over(&self) -> bool {
        matches!(
            self.challenge.status,
            ChallengeStatus::Unfilled | ChallengeStatus::Decided
        )
    }

    fn is_late(&self, until: Timestamp) -> bool {
        self.now > until.seconds()
    }

    /// What the account does next, in words.
    fn said(&self) -> String {
        let until = |what: &str, until: Timestamp| {
            format!(
                "{what} within {} s",
                until.seconds().saturating_sub(self.now)
            )
        };
        let by = self.challenge.deadline;
        match self.next() {
            Next::Register => until("register", self.challenge.register_by),
            Next::Sit => until("sit", by),
            Next::Seal => until("seal", self.seat.as_ref().map_or(by, |seat| seat.commit_by)),
            Next::Reveal => until("reveal", by),
            Next::Advance => "advance it now".to_owned(),
            Next::Unregister => "take the stake back with unregister".to_owned(),
            Next::Wait(what, until) => {
                format!("wait {what}, {} s at most", until.saturating_sub(self.now))
            }
            Next::Over(why) => format!("nothing: {why}"),
        }
    }
}

/// `pasar panels`.
pub fn run(context: &Context, args: &args::Panels) -> Result<()> {
    let market = context.market()?;
    let account = if context.has_signer() {
        Some(context.account(&market)?)
    } else {
        None
    };
    let address = account.as_ref().map(|account| account.address());
    let mut campaigns = market.campaigns()?;
    let is_asked = |id: &u32| args.campaigns.is_empty() || args.campaigns.contains(id);
    campaigns.retain(|of| of.terms.challenge.is_some() && is_asked(&of.campaign));
    let mut panels = Vec::new();
    for campaign in &campaigns {
        for task in market.tasks(campaign.campaign)? {
            let Some(challenge) = market.live_challenge(campaign.campaign, &task)? else {
                continue;
            };
            let of = (campaign.campaign, &campaign.terms);
            let view = View::look(&market, of, (task.task, challenge), address)?;
            panels.push(shown(campaign, (task.task, task.items), &view)?);
        }
    }
    let mut shown = json!({ "panels": panels });
    if let Some(address) = address {
        shown["take_back"] = json!(take_back(&market, &campaigns, address)?);
    }
    context.say.result(&shown);
    Ok(())
}

/// What registrations expose for nothing, by denom.
fn take_back(
    market: &Market,
    campaigns: &[CampaignResponse],
    address: &str,
) -> Result<BTreeMap<String, u128>> {
    let mut found = BTreeMap::new();
    for campaign in campaigns {
        let denom = &campaign.terms.seat_stake.denom;
        let key = denom_key(denom);
        if found.contains_key(&key) {
            continue;
        }
        let own = market.registrations(address, denom)?;
        let over = own.iter().filter(|of| of.over);
        found.insert(key, over.map(|of| of.stake.u128()).sum());
    }
    found.retain(|_, stake| *stake > 0);
    Ok(found)
}

fn shown(campaign: &CampaignResponse, (task, items): (u32, u32), view: &View) -> Result<Value> {
    let (terms, challenge) = (&campaign.terms, &view.challenge);
    let first = task * terms.page;
    let named = ItemSet::parse(&challenge.items, items)?;
    let named: Vec<u32> = named.iter().map(|item| first + item).collect();
    let (mass, skill) = bar(terms);
    let most = challenge.bond.u128() / u128::from(challenge.seats.max(1));
    let denom = denom_key(&terms.denom);
    Ok(json!({
        "campaign": campaign.campaign, "task": task, "challenge": challenge.challenge,
        "status": challenge.status.to_string(), "items": named,
        "seats": challenge.seats, "taken": challenge.taken,
        "most_pay": format!("{most} {denom}"),
        "stake": format!("{} {}", terms.seat_stake.amount, denom_key(&terms.seat_stake.denom)),
        "least_labels": mass, "least_skill": skill,
        "register_by": challenge.register_by.seconds(), "drawn_at": challenge.drawn_at.seconds(),
        "deadline": challenge.deadline.seconds(),
        "registered": view.registration.is_some(),
        "sits_from": view.registration.as_ref().and_then(|of| of.sits_from).map(|from| from.seconds()),
        "seat": view.seat.as_ref().map(|seat| seat.status.to_string()),
        "next": view.said(),
    }))
}

/// The record that a panelist needs: labels, and skill.
fn bar(terms: &Terms) -> (u32, f64) {
    let mass = terms.challenge.as_ref().map_or(0, |rule| rule.panel_mass);
    let asked = terms.eligibility.min_skill.get().max(terms.pay.floor.get());
    let skill = MIN_PANEL_SKILL_BPS.max(asked.saturating_add(PANEL_SKILL_BPS));
    (mass, f64::from(skill) / 10_000.0)
}

/// Whether somebody may turn a task's challenge at a block.
pub fn is_due(
    market: &Market,
    (campaign, terms): (u32, &Terms),
    (task, challenge): (u32, ChallengeResponse),
    block: Block,
) -> Result<bool> {
    let mut view = View::look(market, (campaign, terms), (task, challenge), None)?;
    view.now = block.seconds;
    Ok(view.is_due())
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{Addr, Binary};
    use pasar_common::task_registry::HistoryResponse;

    use super::*;

    const ME: &str = "wasm1me";

    fn address(text: &str) -> Addr {
        serde_json::from_value(json!(text)).unwrap()
    }

    fn challenge(status: ChallengeStatus) -> ChallengeResponse {
        ChallengeResponse {
            challenge: 1,
            challenger: address("wasm1challenger"),
            bond: 45_000u128.into(),
            status,
            seats: 3,
            taken: 0,
            wave: 129,
            items: Binary::from([255, 3]),
            opened_at: Timestamp::from_seconds(0),
            register_by: Timestamp::from_seconds(30),
            round: 7,
            drawn_at: Timestamp::from_seconds(40),
            randomness: None,
            deadline: Timestamp::from_seconds(100),
            changed: None,
        }
    }

    fn seat(labeler: &str, status: SeatStatus) -> SeatResponse {
        SeatResponse {
            task: 0,
            labeler: address(labeler),
            status,
            wave: 129,
            commit_by: Timestamp::from_seconds(80),
            seal: None,
            snapshot: HistoryResponse {
                skill: 0,
                mass: 0,
                evidence: 0,
            },
        }
    }

    fn registration(sits_from: Option<u64>, over: bool) -> RegistrationResponse {
        RegistrationResponse {
            campaign: 1,
            task: 0,
            challenge: 1,
            stake: 1_000u128.into(),
            sits_from: sits_from.map(Timestamp::from_seconds),
            over,
        }
    }

    fn view(now: u64, status: ChallengeStatus, statuses: &[SeatStatus]) -> View {
        let labelers = [ME, "wasm1b", "wasm1c"];
        let seats = labelers.iter().zip(statuses);
        let seats: Vec<SeatResponse> = seats.map(|(who, status)| seat(who, *status)).collect();
        View {
            now,
            challenge: challenge(status),
            seat: seats.first().cloned(),
            seats,
            registration: None,
        }
    }

    #[test]
    fn a_labeler_registers_waits_for_their_turn_and_sits() {
        use ChallengeStatus::{Decided, Registering, Seating};
        let mut view = view(10, Registering, &[]);
        assert_eq!(view.next(), Next::Register);
        assert_eq!(view.said(), "register within 20 s");
        view.registration = Some(registration(None, false));
        assert!(matches!(view.next(), Next::Wait(_, 40)));
        view.challenge.status = Seating;
        view.now = 40;
        assert_eq!(view.next(), Next::Sit);
        view.registration = Some(registration(Some(60), false));
        assert!(matches!(view.next(), Next::Wait(_, 60)));
        view.now = 60;
        assert_eq!(view.next(), Next::Sit);
        // All seats are taken, until one has no seal in time.
        view.challenge.taken = view.challenge.seats;
        assert!(matches!(view.next(), Next::Wait(_, 100)));
        view.seats = vec![seat("wasm1b", SeatStatus::Drawn)];
        view.now = 81;
        assert_eq!(view.next(), Next::Advance);
        view.registration = Some(registration(Some(60), true));
        assert_eq!(view.next(), Next::Unregister);
        view.registration = None;
        assert!(matches!(view.next(), Next::Over(_)));
        view.challenge.status = Decided;
        assert!(matches!(view.next(), Next::Over(_)));
    }

    #[test]
    fn a_panelist_seals_in_time_and_reveals_when_all_have() {
        use ChallengeStatus::{Decided, Revealing, Seating};
        use SeatStatus::{Drawn, Forfeited, Revealed, Sealed};
        for (now, status, seats, wanted) in [
            (80, Seating, &[Drawn][..], Next::Seal),
            (81, Seating, &[Drawn], Next::Advance),
            (
                81,
                Seating,
                &[Forfeited],
                Next::Over("the seal of their seat came too late"),
            ),
            (
                70,
                Seating,
                &[Sealed, Sealed],
                Next::Wait("for the others", 100),
            ),
            (
                70,
                Seating,
                &[Sealed, Sealed, Drawn],
                Next::Wait("for the others", 100),
            ),
            (81, Seating, &[Sealed, Sealed, Drawn], Next::Advance),
            (70, Seating, &[Sealed, Sealed, Sealed], Next::Reveal),
            (101, Seating, &[Sealed, Sealed], Next::Advance),
            (100, Revealing, &[Sealed, Sealed, Revealed], Next::Reveal),
            (101, Revealing, &[Sealed, Sealed, Revealed], Next::Advance),
            (
                99,
                Revealing,
                &[Revealed, Sealed, Sealed],
                Next::Wait("for the others", 100),
            ),
            (
                99,
                Revealing,
                &[Revealed, Revealed, Revealed],
                Next::Advance,
            ),
            (
                99,
                Decided,
                &[Revealed],
                Next::Over("the challenge has ended"),
            ),
        ] {
            assert_eq!(
                view(now, status, seats).next(),
                wanted,
                "{now} {status} {seats:?}"
            );
        }
    }

    #[test]
    fn anybody_ends_what_time_or_seals_have_ended() {
        use ChallengeStatus::{Decided, Registering, Revealing, Seating};
        use SeatStatus::{Drawn, Revealed, Sealed};
        for (now, status, seats, wanted) in [
            (10, Registering, &[][..], false),
            (100, Seating, &[], false),
            (101, Seating, &[], true),
            (80, Seating, &[Drawn], false),
            (81, Seating, &[Drawn], true),
            (70, Seating, &[Sealed, Sealed, Sealed], true),
            (100, Revealing, &[Sealed, Revealed, Revealed], false),
            (101, Revealing, &[Sealed, Revealed, Revealed], true),
            (50, Revealing, &[Revealed, Revealed, Revealed], true),
            (200, Decided, &[Revealed], false),
        ] {
            assert_eq!(
                view(now, status, seats).is_due(),
                wanted,
                "{now} {status} {seats:?}"
            );
        }
    }

    #[test]
    fn the_bar_stands_above_what_the_campaign_asks() {
        let mut terms = crate::files::terms::example(60, 2);
        terms.challenge = Some(pasar_common::task_registry::ChallengeTerms {
            window_seconds: 60,
            panel_seats: 3,
            max: 1,
            panel_mass: 70,
        });
        let (mass, skill) = bar(&terms);
        assert_eq!(mass, 70);
        assert!((skill - 0.4).abs() < 1e-9, "{skill}");
        terms.eligibility.min_skill = pasar_common::ratio::Bps::new(5_000);
        assert!((bar(&terms).1 - 0.7).abs() < 1e-9);
    }
}
