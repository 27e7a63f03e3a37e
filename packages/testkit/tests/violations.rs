//! A check that never fails checks nothing: every invariant is broken once, by writing to storage
//! what no message writes, and must be seen.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests stop at the first surprise"
)]

use cosmwasm_std::{Addr, Api, CanonicalAddr, Storage, Uint128};
use cw20_base::state::BALANCES;
use label_escrow::store::{CREDITS, HOLDERS, LEDGERS};
use pasar_common::{
    amount::StoredAmount,
    raw::{skill_key, stake_key, SkillRecord, SKILLS, STAKES},
    task_registry::Phase,
};
use pasar_formats::domain::domain_id;
use pasar_testkit::{campaign, Market, Row, DOMAIN, NATIVE};
use pasar_truth::ONE;
use task_registry::{
    rules::{ids::CampaignId, task::seat::SeatState},
    store::{CAMPAIGNS, EXPOSURES, FRONTIERS, PROGRESS, SEATS, TASKS},
};

/// A market with a settled campaign, 1, and one, 2, whose first task has a sealed and a drawn seat.
struct World {
    market: Market,
    labeler: CanonicalAddr,
}

impl World {
    fn new() -> Self {
        let mut market = Market::builder().token_balance("holder", 5).build();
        let requester = market.account("requester");
        let labels: Vec<u8> = (0..60).map(|item| item % 3).collect();
        let rows: Vec<Row> = market
            .labelers(3, 1_000_000)
            .into_iter()
            .map(|labeler| (labeler, labels.clone()))
            .collect();
        market.run_single(&requester, campaign(), &rows);
        let running = market.create(&requester, campaign()).unwrap();
        market.seat(&rows[0].0, running, 1);
        market.commit(&rows[0].0, running, 0, &labels).unwrap();
        market.seat(&rows[1].0, running, 1);
        let labeler = market.app.api().addr_canonicalize(rows[0].0.as_str());
        let labeler = labeler.unwrap();
        Self { market, labeler }
    }

    /// Changes what a contract stores.
    fn tamper(&mut self, contract: &Addr, change: impl FnOnce(&mut dyn Storage)) {
        change(&mut *self.market.app.contract_storage_mut(contract));
    }

    fn registry(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.registry.clone(), change);
    }

    fn escrow(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.escrow.clone(), change);
    }

    fn staking(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        self.tamper(&self.market.staking.clone(), change);
    }

    /// The violation that is found; the same world was in order before.
    fn violation(&mut self) -> String {
        self.market.check_invariants().unwrap_err().0
    }
}

/// Breaks something and tells which invariant is seen to be broken.
fn broken(change: impl FnOnce(&mut World)) -> String {
    let mut world = World::new();
    world.market.check_invariants().unwrap();
    change(&mut world);
    world.violation()
}

#[track_caller]
fn is_seen(invariant: &str, change: impl FnOnce(&mut World)) {
    let violation = broken(change);
    assert!(violation.starts_with(invariant), "{violation}");
}

#[test]
fn money_that_leaves_the_escrow_or_staking_is_seen() {
    for (invariant, escrow) in [("I1: the escrow lacks", true), ("I2: staking lacks", false)] {
        is_seen(invariant, |world| {
            let market = &mut world.market;
            let of = if escrow {
                market.escrow.clone()
            } else {
                market.staking.clone()
            };
            market.app.init_modules(|router, _, storage| {
                let left = cosmwasm_std::coins(1, NATIVE);
                router.bank.init_balance(storage, &of, left).unwrap();
            });
        });
    }
}

#[test]
fn credits_out_of_nothing_are_seen() {
    is_seen("I1: liabilities", |world| {
        let key = label_escrow::store::credit_key(&world.labeler, NATIVE);
        world.escrow(|store| CREDITS.save(store, &key, &StoredAmount(Uint128::one())));
    });
}

#[test]
fn stake_out_of_nothing_is_seen() {
    is_seen("I2: liabilities", |world| {
        let key = stake_key(&world.labeler, NATIVE);
        world.staking(|store| {
            let mut stake = STAKES.load(store, &key).unwrap();
            stake.staked += Uint128::one();
            STAKES.save(store, &key, &stake);
        });
    });
}

#[test]
fn tokens_out_of_nothing_are_seen() {
    is_seen("I3", |world| {
        let holder = world.market.account("holder");
        world.tamper(&world.market.token.clone(), |store| {
            BALANCES.save(store, &holder, &Uint128::new(6)).unwrap();
        });
    });
}

#[test]
fn a_deposit_that_does_not_add_up_is_seen() {
    is_seen("I4", |world| {
        world.escrow(|store| {
            let mut ledger = LEDGERS.load(store, &2).unwrap();
            ledger.refunded += Uint128::one();
            LEDGERS.save(store, &2, &ledger);
        });
    });
}

#[test]
fn pay_that_was_not_settled_is_seen() {
    is_seen("I5", |world| {
        let key = label_escrow::store::holder_key(1, &world.labeler);
        world.escrow(|store| {
            let mut holder = HOLDERS.load(store, &key).unwrap();
            holder.shares -= Uint128::one();
            HOLDERS.save(store, &key, &holder);
        });
    });
}

#[test]
fn a_seat_that_is_gone_or_taken_back_is_seen() {
    is_seen("I7", |world| {
        let labeler = world.labeler.clone();
        let key = (CampaignId(1).task(0), &labeler);
        world.registry(|store| SEATS.remove(store, &key));
    });
    for state in [
        SeatState::Drawn,
        SeatState::Sealed([0; 32]),
        SeatState::Forfeited,
    ] {
        is_seen("I7", |world| {
            let labeler = world.labeler.clone();
            let key = (CampaignId(1).task(0), &labeler);
            world.registry(|store| {
                let mut seat = SEATS.load(store, &key).unwrap();
                seat.state = state;
                SEATS.save(store, &key, &seat);
            });
        });
    }
}

#[test]
fn another_seal_than_the_committed_one_is_seen() {
    is_seen("I7", |world| {
        let labeler = world.labeler.clone();
        let key = (CampaignId(2).task(0), &labeler);
        world.registry(|store| {
            let mut seat = SEATS.load(store, &key).unwrap();
            seat.state = SeatState::Sealed([9; 32]);
            SEATS.save(store, &key, &seat);
        });
    });
}

#[test]
fn a_task_that_goes_back_is_seen() {
    for phase in [
        Phase::Collecting,
        Phase::Revealing,
        Phase::Resolved,
        Phase::Void,
    ] {
        is_seen("I8", |world| {
            world.registry(|store| {
                let mut task = TASKS.load(store, &CampaignId(1).task(0)).unwrap();
                task.phase = phase;
                TASKS.save(store, &CampaignId(1).task(0), &task);
            });
        });
    }
}

#[test]
fn tasks_that_are_counted_wrong_are_seen() {
    is_seen("I8", |world| {
        world.registry(|store| {
            let mut progress = PROGRESS.load(store, &CampaignId(2)).unwrap();
            progress.done += 1;
            PROGRESS.save(store, &CampaignId(2), &progress);
        });
    });
}

#[test]
fn a_free_seat_too_many_is_seen() {
    is_seen("I9", |world| {
        world.registry(|store| {
            let mut frontier = FRONTIERS.load(store, &CampaignId(2)).unwrap();
            frontier.slots[0].openings[0].seats += 1;
            FRONTIERS.save(store, &CampaignId(2), &frontier);
        });
    });
}

#[test]
fn exposure_that_no_seat_explains_is_seen() {
    for more in [true, false] {
        is_seen("I12", |world| {
            let labeler = world.labeler.clone();
            let key = (&labeler, NATIVE.as_bytes());
            world.registry(|store| {
                let mut exposure = EXPOSURES.load(store, &key).unwrap();
                exposure.amount = if more {
                    exposure.amount + Uint128::one()
                } else {
                    Uint128::zero()
                };
                EXPOSURES.save(store, &key, &exposure);
            });
        });
    }
}

#[test]
fn a_record_that_changes_between_settlements_is_seen() {
    is_seen("I13", |world| {
        let key = skill_key(domain_id(DOMAIN).unwrap(), &world.labeler);
        world.staking(|store| {
            let before: SkillRecord = SKILLS.load(store, &key).unwrap();
            let history = before.history.settled(ONE, ONE, 0);
            SKILLS.save(store, &key, &SkillRecord { history, ..before });
        });
    });
}

#[test]
fn terms_that_change_are_seen() {
    is_seen("I15", |world| {
        world.registry(|store| {
            let mut terms = CAMPAIGNS.load(store, &CampaignId(2)).unwrap();
            terms.reveal_seconds += 1;
            CAMPAIGNS.save(store, &CampaignId(2), &terms);
        });
    });
}

#[test]
fn a_label_that_is_public_while_its_task_collects_is_seen() {
    is_seen("I21", |world| {
        let labeler = world.labeler.clone();
        let key = (CampaignId(2).task(0), &labeler);
        world.registry(|store| {
            let mut seat = SEATS.load(store, &key).unwrap();
            seat.state = SeatState::Revealed(vec![0; 15]);
            SEATS.save(store, &key, &seat);
        });
    });
}
