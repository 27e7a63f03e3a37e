//! Invariants of the suite, checked after every message. The numbers are those of
//! `docs/invariants.md`.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Uint128};
use pasar_common::{
    asset::denom_key,
    label_escrow::{self, EarningsResponse, LedgerResponse},
    task_registry::{CampaignStatus, Phase, SeatStatus, TaskResponse, TasksResponse},
};

use crate::{market::Market, NATIVE};

impl Market {
    /// Checks every invariant that one state can show, and that nothing moved back since the last
    /// check.
    ///
    /// # Panics
    /// Where one does not hold.
    #[track_caller]
    pub fn check_invariants(&mut self) {
        let ledgers: Vec<_> = (1..=self.known_campaigns())
            .map(|id| self.ledger(id))
            .collect();
        self.escrow_owes_what_its_ledgers_say(&ledgers);
        self.staking_covers_its_stakes();
        self.supply_is_the_sum_of_balances();
        let exposed = self.phases_move_forward_and_seats_fit(ledgers.len() as u32);
        self.exposure_is_what_seats_and_tickets_say(exposed);
    }

    /// Campaigns that exist, found by asking: tests may create them past the verbs.
    fn known_campaigns(&mut self) -> u32 {
        let query = |campaign| pasar_common::task_registry::QueryMsg::Campaign { campaign };
        while self
            .app
            .wrap()
            .query_wasm_smart::<pasar_common::task_registry::CampaignResponse>(
                &self.registry,
                &query(self.campaigns + 1),
            )
            .is_ok()
        {
            self.campaigns += 1;
        }
        self.campaigns
    }

    /// I1, I4: every unit of a deposit is somewhere, and the escrow owes exactly the sum of what
    /// its ledgers, credits and dues say, and has it.
    #[track_caller]
    fn escrow_owes_what_its_ledgers_say(&self, ledgers: &[LedgerResponse]) {
        let mut held: BTreeMap<String, u128> = BTreeMap::new();
        for ledger in ledgers {
            let parts = [
                ledger.reserved,
                ledger.pay,
                ledger.commons,
                ledger.fee,
                ledger.tips,
                ledger.refunded,
            ];
            let sum: Uint128 = parts.iter().sum();
            assert_eq!(sum, ledger.deposited, "I4: campaign {}", ledger.campaign);
            assert!(
                !ledger.closed || ledger.reserved.is_zero(),
                "a closed campaign holds nothing"
            );
            let held = held.entry(denom_key(&ledger.denom)).or_default();
            *held += (ledger.reserved + ledger.refundable + self.unpaid(ledger)).u128();
        }
        for entry in self.audit() {
            let denom = denom_key(&entry.denom);
            assert!(
                entry.shortfall.is_zero(),
                "I1: {denom} lacks {}",
                entry.shortfall
            );
            assert_eq!(entry.balance, entry.liabilities + entry.free, "I1: {denom}");
            let query = label_escrow::QueryMsg::Due {
                denom: entry.denom.clone(),
            };
            let due: label_escrow::DueResponse = self.ask(&self.escrow, &query);
            let owed = held.get(&denom).copied().unwrap_or_default()
                + (due.stakers + due.commons).u128()
                + self.tips_due(&denom);
            assert_eq!(entry.liabilities.u128(), owed, "I1: liabilities in {denom}");
        }
    }

    /// Pay that was not withdrawn yet, summed over the holders of a campaign.
    fn unpaid(&self, ledger: &LedgerResponse) -> Uint128 {
        let (mut sum, mut shares, mut start_after) = (Uint128::zero(), Uint128::zero(), None);
        loop {
            let (campaign, limit) = (ledger.campaign, Some(50));
            let query = label_escrow::QueryMsg::Holders {
                campaign,
                start_after,
                limit,
            };
            let page: label_escrow::HoldersResponse = self.ask(&self.escrow, &query);
            let Some(last) = page.holders.last() else {
                break;
            };
            start_after = Some(last.holder.to_string());
            for holder in &page.holders {
                sum += holder.withdrawable;
                shares += holder.shares;
            }
        }
        assert_eq!(shares, ledger.pay, "shares are what was paid");
        sum
    }

    /// Tips that wait for anybody we know.
    fn tips_due(&self, denom: &str) -> u128 {
        self.everybody()
            .into_iter()
            .map(|account| {
                let query = label_escrow::QueryMsg::Earnings {
                    address: account.into_string(),
                    campaigns: vec![],
                };
                let earnings: EarningsResponse = self.ask(&self.escrow, &query);
                let ours = earnings
                    .earnings
                    .into_iter()
                    .find(|e| denom_key(&e.denom) == denom);
                ours.map_or(0, |earning| earning.amount.u128())
            })
            .sum()
    }

    /// Every account that acted.
    pub(crate) fn everybody(&self) -> Vec<Addr> {
        let suite = [
            &self.owner,
            &self.commons,
            &self.registry,
            &self.escrow,
            &self.staking,
        ];
        self.accounts.values().chain(suite).cloned().collect()
    }

    /// I2: staking has what it owes, and owes at least the stakes, unbondings and tips we know of.
    #[track_caller]
    fn staking_covers_its_stakes(&self) {
        for entry in self.staking_audit() {
            let denom = denom_key(&entry.denom);
            assert!(
                entry.shortfall.is_zero(),
                "I2: {denom} lacks {}",
                entry.shortfall
            );
            if denom != NATIVE {
                continue;
            }
            let known: u128 = self
                .everybody()
                .iter()
                .map(|account| {
                    let stake = self.stake(account);
                    let leaving: Uint128 = stake.unbonding.iter().map(|e| e.amount).sum();
                    (stake.staked + leaving + stake.tips).u128()
                })
                .sum();
            assert!(entry.liabilities.u128() >= known, "I2: {denom}");
        }
    }

    /// I3: the reward token's supply is the sum of its balances, and within the cap.
    #[track_caller]
    fn supply_is_the_sum_of_balances(&self) {
        let info: cw20::TokenInfoResponse =
            self.ask(&self.token, &cw20::Cw20QueryMsg::TokenInfo {});
        let minter: cw20::MinterResponse = self.ask(&self.token, &cw20::Cw20QueryMsg::Minter {});
        assert!(info.total_supply <= minter.cap.unwrap(), "I3");
        let query = cw20::Cw20QueryMsg::AllAccounts {
            start_after: None,
            limit: Some(30),
        };
        let accounts: cw20::AllAccountsResponse = self.ask(&self.token, &query);
        let balance = |address: String| {
            let query = cw20::Cw20QueryMsg::Balance { address };
            self.ask::<cw20::BalanceResponse>(&self.token, &query)
                .balance
        };
        let sum: Uint128 = accounts.accounts.into_iter().map(balance).sum();
        assert_eq!(sum, info.total_supply, "I3");
    }

    /// I8, I9: tasks move forward only, seats and forfeits stay within their caps. Returns the
    /// seats whose stake is exposed.
    #[track_caller]
    fn phases_move_forward_and_seats_fit(
        &mut self,
        campaigns: u32,
    ) -> BTreeMap<(Addr, String), u128> {
        let mut exposed = BTreeMap::new();
        for id in 1..=campaigns {
            let campaign = self.campaign(id);
            let stake = &campaign.terms.seat_stake;
            let frontier = self.frontier(id);
            assert!(
                frontier.tasks.len() <= usize::from(campaign.terms.frontier),
                "frontier"
            );
            let mut done = 0;
            for task in self.all_tasks(id) {
                let state = (task.attempt, task.wave, order(task.phase));
                let before = self.seen.insert((id, task.task), state).unwrap_or_default();
                assert!(
                    before <= state,
                    "I8: task {} went from {before:?} to {state:?}",
                    task.task
                );
                done += u32::from(matches!(task.phase, Phase::Settled | Phase::Void));
                let seats = self.seats(id, task.task);
                let held = seats
                    .iter()
                    .filter(|seat| seat.status != SeatStatus::Forfeited);
                assert!(
                    held.count() <= usize::from(campaign.terms.overlap.max),
                    "I9"
                );
                assert!(seats.len() <= 64, "I9: seats and forfeits");
                if let Some(slot) = frontier.tasks.iter().find(|slot| slot.task == task.task) {
                    let held = seats
                        .iter()
                        .filter(|seat| seat.status != SeatStatus::Forfeited);
                    let sum = held.count() + usize::from(slot.free);
                    assert!(
                        sum <= usize::from(task.seats_wanted),
                        "free seats are not taken"
                    );
                }
                for seat in seats.iter().filter(|seat| is_exposed(&task, seat.status)) {
                    let key = (seat.labeler.clone(), denom_key(&stake.denom));
                    *exposed.entry(key).or_default() += stake.amount.u128();
                }
            }
            assert!(campaign.tasks_done >= done, "done tasks are counted");
            let all = campaign.tasks_done == campaign.tasks;
            assert_eq!(campaign.status == CampaignStatus::Closed, all);
            assert_eq!(
                self.ledger(id).closed,
                all,
                "registry and escrow agree on the close"
            );
        }
        exposed
    }

    /// Started tasks of a campaign.
    fn all_tasks(&self, campaign: u32) -> Vec<TaskResponse> {
        let (mut all, mut start_after) = (Vec::new(), None);
        loop {
            let query = pasar_common::task_registry::QueryMsg::Tasks {
                campaign,
                start_after,
                limit: Some(50),
            };
            let page: TasksResponse = self.ask(&self.registry, &query);
            let Some(last) = page.tasks.last() else {
                return all;
            };
            start_after = Some(last.task);
            all.extend(page.tasks);
        }
    }

    /// I12: exposure is exactly what tickets and unsettled seats say, and never above the stake.
    #[track_caller]
    fn exposure_is_what_seats_and_tickets_say(&self, mut exposed: BTreeMap<(Addr, String), u128>) {
        for id in 1..=self.campaigns {
            let stake = self.campaign(id).terms.seat_stake;
            for account in self.accounts.values() {
                if let Some(ticket) = self.ticket(id, account).ticket {
                    let key = (account.clone(), denom_key(&stake.denom));
                    *exposed.entry(key).or_default() +=
                        stake.amount.u128() * u128::from(ticket.seats);
                }
            }
        }
        for account in self.accounts.values() {
            let exposure = self.exposure(account, &crate::denom()).amount;
            let key = (account.clone(), NATIVE.to_owned());
            let wanted = exposed.get(&key).copied().unwrap_or_default();
            assert_eq!(exposure.u128(), wanted, "I12: exposure of {account}");
            assert!(exposure <= self.stake(account).staked, "I12: {account}");
        }
    }
}

/// Whether a seat's stake is exposed: until it is forfeited, missed or settled.
fn is_exposed(task: &TaskResponse, seat: SeatStatus) -> bool {
    match (task.phase, seat) {
        (_, SeatStatus::Forfeited) | (Phase::Settled | Phase::Void | Phase::Fresh, _) => false,
        (Phase::Resolved, seat) => seat == SeatStatus::Revealed,
        (Phase::Collecting | Phase::Revealing, _) => true,
    }
}

/// Phases in the order in which a task goes through them.
fn order(phase: Phase) -> u8 {
    match phase {
        Phase::Fresh => 0,
        Phase::Collecting => 1,
        Phase::Revealing => 2,
        Phase::Resolved => 3,
        Phase::Settled | Phase::Void => 4,
    }
}
