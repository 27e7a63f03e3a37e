//! Random sequences of calls against a naive model.

use std::collections::BTreeMap;

use cw20::Denom;
use proptest::prelude::*;
use reputation_staking::ContractError;

use crate::setup::{native, Suite, ATOM, UNBONDING, WEALTH};

/// Who: one of three accounts. Which: one of two denoms.
#[derive(Clone, Debug)]
enum Call {
    Bond(usize, usize, u128),
    Expose(usize, usize, u128),
    Unbond(usize, usize, u128),
    Penalize(usize, usize, u128),
    Withdraw(usize, usize),
    Flush(usize),
    Wait(u64),
}

fn call() -> impl Strategy<Value = Call> {
    let who = 0..3usize;
    let which = 0..2usize;
    prop_oneof![
        4 => (who.clone(), which.clone(), 1..1_000u128).prop_map(|(a, d, n)| Call::Bond(a, d, n)),
        1 => (who.clone(), which.clone(), 0..600u128).prop_map(|(a, d, n)| Call::Expose(a, d, n)),
        6 => (who.clone(), which.clone(), 0..300u128).prop_map(|(a, d, n)| Call::Unbond(a, d, n)),
        3 => (who.clone(), which.clone(), 0..500u128).prop_map(|(a, d, n)| Call::Penalize(a, d, n)),
        2 => (who, which.clone()).prop_map(|(a, d)| Call::Withdraw(a, d)),
        1 => which.prop_map(Call::Flush),
        3 => (0..UNBONDING / 2).prop_map(Call::Wait),
    ]
}

/// What one account has in one denom.
#[derive(Clone, Default)]
struct Account {
    staked: u128,
    exposed: u128,
    /// Amount and time, in the order of time.
    leaving: Vec<(u128, u64)>,
    /// What came back so far, less what was paid in.
    outside: i128,
}

#[derive(Default)]
struct Model {
    accounts: BTreeMap<(usize, usize), Account>,
    commons: [u128; 2],
    flushed: [u128; 2],
    now: u64,
}

impl Model {
    fn account(&mut self, who: usize, which: usize) -> &mut Account {
        self.accounts.entry((who, which)).or_default()
    }

    fn owed(&self, which: usize) -> u128 {
        let accounts = self.accounts.iter().filter(|((_, d), _)| *d == which);
        let accounts = accounts.map(|(_, account)| {
            let leaving: u128 = account.leaving.iter().map(|(amount, _)| amount).sum();
            account.staked + leaving
        });
        accounts.sum::<u128>() + self.commons[which]
    }

    /// Whether the call should succeed; if so the model follows it.
    fn apply(&mut self, call: &Call) -> bool {
        let now = self.now;
        match *call {
            Call::Bond(who, which, amount) => {
                let account = self.account(who, which);
                account.staked += amount;
                account.outside -= i128::try_from(amount).unwrap();
                true
            }
            Call::Expose(who, which, amount) => {
                self.account(who, which).exposed = amount;
                true
            }
            Call::Unbond(who, which, amount) => {
                let account = self.account(who, which);
                let free = account.staked.saturating_sub(account.exposed);
                if amount == 0 || amount > free {
                    return false;
                }
                account.staked -= amount;
                leave(&mut account.leaving, (amount, now + UNBONDING), now);
                true
            }
            Call::Penalize(who, which, amount) => {
                let account = self.account(who, which);
                let taken = amount.min(account.staked);
                account.staked -= taken;
                self.commons[which] += taken;
                true
            }
            Call::Withdraw(who, which) => {
                let account = self.account(who, which);
                let (ripe, rest): (Vec<_>, Vec<_>) =
                    account.leaving.iter().partition(|(_, at)| *at <= now);
                let amount = ripe.iter().map(|(amount, _)| amount).sum::<u128>();
                account.leaving = rest;
                account.outside += i128::try_from(amount).unwrap();
                amount > 0
            }
            Call::Flush(which) => {
                let amount = std::mem::take(&mut self.commons[which]);
                self.flushed[which] += amount;
                amount > 0
            }
            Call::Wait(seconds) => {
                self.now += seconds;
                true
            }
        }
    }
}

/// The model's own words for the queue: eight entries; what is ripe counts as one when it is full.
fn leave(queue: &mut Vec<(u128, u64)>, (amount, at): (u128, u64), now: u64) {
    let ripe: u128 = queue
        .iter()
        .filter(|entry| entry.1 <= now)
        .map(|entry| entry.0)
        .sum();
    if queue.len() == 8 && ripe > 0 {
        queue.retain(|entry| entry.1 > now);
        queue.push((ripe, now));
    }
    match queue.len() {
        8 => {
            queue.sort_by_key(|entry| entry.1);
            let last = &mut queue[7];
            *last = (last.0 + amount, at.max(last.1));
        }
        _ => queue.push((amount, at)),
    }
    queue.sort_by_key(|entry| entry.1);
}

fn perform(suite: &mut Suite, call: &Call) -> Result<(), ContractError> {
    let denoms = denoms(suite);
    let stakers = suite.stakers.clone();
    let token = suite.reward_token.clone();
    let result = match *call {
        Call::Bond(who, 0, amount) => suite.bond(&stakers[who], amount, ATOM),
        Call::Bond(who, _, amount) => suite.send(&stakers[who], amount, &token),
        Call::Expose(who, which, amount) => {
            suite.expose(&stakers[who], &denoms[which], amount);
            return Ok(());
        }
        Call::Unbond(who, which, amount) => suite.unbond(&stakers[who], amount, &denoms[which]),
        Call::Penalize(who, which, amount) => suite.penalize(&stakers[who], &denoms[which], amount),
        Call::Withdraw(who, which) => suite.withdraw(&stakers[who], &denoms[which]),
        Call::Flush(which) => suite.flush(&stakers[0], &denoms[which]),
        Call::Wait(seconds) => {
            suite.wait(seconds);
            return Ok(());
        }
    };
    result.map(|_| ())
}

fn denoms(suite: &Suite) -> [Denom; 2] {
    [native(ATOM), suite.token_denom()]
}

/// Every account, and the sums, are what the model says.
fn compare(suite: &Suite, model: &Model) {
    for (&(who, which), account) in &model.accounts {
        let denom = &denoms(suite)[which];
        let found = suite.stake(&suite.stakers[who], denom);
        assert_eq!(found.staked.u128(), account.staked);
        let leaving = found.unbonding.iter();
        let leaving: Vec<_> = leaving
            .map(|entry| (entry.amount.u128(), entry.ready_at.seconds()))
            .collect();
        assert_eq!(leaving, account.leaving);
        let outside = i128::try_from(WEALTH).unwrap() + account.outside;
        let balance = suite.balance(&suite.stakers[who], denom);
        assert_eq!(i128::try_from(balance).unwrap(), outside);
    }
    for (which, denom) in denoms(suite).iter().enumerate() {
        assert_eq!(suite.balance(&suite.commons, denom), model.flushed[which]);
        assert_eq!(suite.balance(&suite.staking, denom), model.owed(which));
    }
}

/// Whatever happened before, everybody gets everything that is theirs, and nothing is left.
fn everybody_leaves(suite: &mut Suite) {
    let denoms = denoms(suite);
    let stakers = suite.stakers.clone();
    for denom in &denoms {
        for staker in &stakers {
            suite.expose(staker, denom, 0);
            let staked = suite.staked(staker, denom);
            if staked > 0 {
                suite.unbond(staker, staked, denom).unwrap();
            }
        }
    }
    suite.wait(UNBONDING);
    for denom in &denoms {
        for staker in &stakers {
            let _ = suite.withdraw(staker, denom);
        }
        let _ = suite.flush(&stakers[0], denom);
        assert_eq!(suite.balance(&suite.staking, denom), 0);
        let all = stakers.iter().chain([&suite.commons]);
        let all: u128 = all.map(|account| suite.balance(account, denom)).sum();
        assert_eq!(all, 3 * WEALTH);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_contract_does_what_the_model_does(calls in prop::collection::vec(call(), 1..60)) {
        let mut suite = Suite::new();
        let mut model = Model { now: suite.now(), ..Model::default() };
        for call in &calls {
            let wanted = model.apply(call);
            let found = perform(&mut suite, call);
            prop_assert_eq!(found.is_ok(), wanted, "{:?} {:?}", call, found);
            compare(&suite, &model);
        }
        everybody_leaves(&mut suite);
    }
}
