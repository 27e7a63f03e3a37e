//! `ClaimFees`: who shares the stakers' half of the fees, and of which epochs. Indexes are binary fractions:
//! where stakes are powers of two nothing is rounded; elsewhere at most a unit waits for the next claim.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    fee_pool::FEE_POOL,
    label_escrow::Amount,
    reputation_staking::{
        ClaimFees, ExecuteMsg, FeePoolResponse, FeeShareResponse, FeesClaimed, QueryMsg,
    },
};
use proptest::prelude::*;
use reputation_staking::{
    store::{shares_prefix, SHARES},
    ContractError,
};

use crate::{
    mocks::{EARNING, EPOCH_SECONDS, FEES},
    setup::{native, Suite, ATOM},
};

const OSMO: &str = "uosmo";

impl Suite {
    /// Settled labels pay stakers so much: what the escrow does then.
    fn pay(&mut self, denom: &str, amount: u128) {
        let epoch = self.pool().epoch;
        let pool = FEE_POOL
            .may_load(self.app.contract_storage(&self.staking).as_ref(), &[])
            .unwrap()
            .unwrap_or_default();
        let stake = pool.earning(epoch);
        if stake.is_zero() {
            // It is the commons'.
            return;
        }
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        EARNING.save(storage.as_mut(), epoch, &stake).unwrap();
        let denom = denom_key(&native(denom));
        FEES.update(storage.as_mut(), (&denom, epoch), |paid| {
            Ok::<_, cosmwasm_std::StdError>(paid.unwrap_or_default() + Uint128::new(amount))
        })
        .unwrap();
    }

    fn next_epoch(&mut self) {
        self.wait(EPOCH_SECONDS);
    }

    #[track_caller]
    fn join(&mut self, staker: &Addr, amount: u128) {
        let token = self.reward_token.clone();
        self.send(staker, amount, &token).unwrap();
    }

    #[track_caller]
    fn leave(&mut self, staker: &Addr, amount: u128) {
        let token = self.token_denom();
        self.unbond(staker, amount, &token).unwrap();
    }

    fn share(&self, staker: &Addr) -> FeeShareResponse {
        let staker = staker.to_string();
        self.query(&QueryMsg::FeeShare { staker })
    }

    fn pool(&self) -> FeePoolResponse {
        self.query(&QueryMsg::FeePool {})
    }

    /// What somebody could claim now in a denom.
    fn due(&self, staker: &Addr, denom: &str) -> u128 {
        let fees = self.share(staker).fees.into_iter();
        let mut fees = fees.filter(|fee: &Amount| fee.denom == native(denom));
        fees.next().map_or(0, |fee| fee.amount.u128())
    }

    /// What a claim pays.
    #[track_caller]
    fn claim(&mut self, staker: &Addr, denoms: Option<Vec<Denom>>) -> Result<u128, ContractError> {
        let claim = ClaimFees { denoms, to: None };
        let response = self.execute(staker, &ExecuteMsg::ClaimFees(claim), &[])?;
        let claimed = response.events.iter();
        let claimed = claimed.filter_map(|event| FeesClaimed::try_from(event).ok());
        Ok(claimed.map(|claimed| claimed.amount.u128()).sum())
    }

    /// How many stakes of somebody are stored, each from its epoch on.
    fn stakes_kept(&self, staker: &Addr) -> usize {
        let account = self.canonical(staker);
        let storage = self.app.contract_storage(&self.staking);
        SHARES
            .range(storage.as_ref(), &shares_prefix(&account), None)
            .count()
    }
}

fn nothing(staker: &Addr) -> ContractError {
    let staker = staker.clone();
    ContractError::NothingToClaim { staker }
}

#[test]
fn an_epoch_is_shared_by_the_stakes_at_its_start_once_it_is_over() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.join(&ada, 128);
    suite.next_epoch();
    suite.join(&ben, 384);
    let share = suite.share(&ben);
    assert_eq!((share.active.u128(), share.next.u128()), (0, 384));
    suite.pay(ATOM, 40);
    assert_eq!(suite.due(&ada, ATOM), 0);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (40, 0));
    suite.pay(ATOM, 40);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (50, 30));
}

#[test]
fn a_staker_who_joins_just_before_a_payment_earns_nothing_from_it_whenever_anybody_claims() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.join(&ada, 128);
    suite.next_epoch();
    suite.join(&ben, 896);
    suite.pay(ATOM, 100);
    // Nobody touches anything for a long time: what ben could claim does not grow of it.
    for _ in 0..20 {
        suite.next_epoch();
    }
    assert_eq!(suite.claim(&ben, None).unwrap_err(), nothing(&ben));
    assert_eq!(suite.claim(&ada, None).unwrap(), 100);
    suite.pay(ATOM, 1_024);
    suite.next_epoch();
    assert_eq!(suite.claim(&ben, None).unwrap(), 896);
    assert_eq!(suite.claim(&ada, None).unwrap(), 128);
    assert_eq!(suite.claim(&ada, None).unwrap_err(), nothing(&ada));
}

#[test]
fn an_epoch_that_started_with_less_than_the_minimum_gives_nobody_anything() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.pay(ATOM, 7);
    suite.join(&ada, 99);
    suite.next_epoch();
    suite.pay(ATOM, 50);
    suite.join(&ben, 1);
    suite.pay(ATOM, 50);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (0, 0));
    suite.pay(ATOM, 50);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (49, 0));
}

#[test]
fn a_staker_who_leaves_keeps_the_epoch_that_they_were_in_and_earns_no_more() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.join(&ada, 128);
    suite.join(&ben, 128);
    suite.next_epoch();
    suite.leave(&ben, 128);
    suite.pay(ATOM, 100);
    suite.next_epoch();
    suite.pay(ATOM, 100);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (150, 50));
    assert_eq!(suite.claim(&ben, None).unwrap(), 50);
    assert_eq!(suite.stakes_kept(&ben), 0);
    // What joins and leaves in one epoch was never there.
    suite.join(&ada, 30);
    suite.leave(&ada, 30);
    let share = suite.share(&ada);
    assert_eq!((share.active.u128(), share.next.u128()), (128, 128));
}

#[test]
fn a_penalty_in_reward_tokens_takes_the_share_of_later_epochs_with_it() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.join(&ada, 256);
    suite.join(&ben, 256);
    suite.next_epoch();
    let token = suite.token_denom();
    suite.penalize(&ben, &token, 192).unwrap();
    let share = suite.share(&ben);
    assert_eq!((share.active.u128(), share.next.u128()), (256, 64));
    let pool = suite.pool();
    assert_eq!((pool.active.u128(), pool.next.u128()), (512, 320));
    suite.pay(ATOM, 100);
    suite.next_epoch();
    suite.pay(ATOM, 320);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (306, 114));
}

#[test]
fn other_stakes_than_reward_tokens_share_nothing() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, 1_000, ATOM).unwrap();
    suite.next_epoch();
    suite.pay(ATOM, 100);
    suite.next_epoch();
    assert_eq!(suite.pool().active, Uint128::zero());
    assert_eq!(suite.claim(&ada, None).unwrap_err(), nothing(&ada));
}

#[test]
fn one_denom_can_be_claimed_without_the_others() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.join(&ada, 128);
    suite.next_epoch();
    suite.pay(ATOM, 10);
    suite.pay(OSMO, 20);
    suite.next_epoch();
    let only = Some(vec![native(OSMO)]);
    assert_eq!(suite.claim(&ada, only.clone()).unwrap(), 20);
    assert_eq!(suite.claim(&ada, only).unwrap_err(), nothing(&ada));
    assert_eq!(suite.due(&ada, ATOM), 10);
    assert_eq!(suite.claim(&ada, None).unwrap(), 10);
}

#[test]
fn a_denom_that_appears_late_is_shared_by_those_who_are_there() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let ben = suite.ben();
    suite.join(&ada, 128);
    suite.next_epoch();
    suite.pay(ATOM, 100);
    suite.next_epoch();
    suite.join(&ben, 128);
    suite.next_epoch();
    suite.next_epoch();
    suite.pay(OSMO, 100);
    suite.next_epoch();
    assert_eq!((suite.due(&ada, OSMO), suite.due(&ben, OSMO)), (50, 50));
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (100, 0));
}

#[test]
fn a_stake_that_changed_in_many_epochs_is_worked_off_in_several_claims() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.join(&ada, 128);
    suite.next_epoch();
    for _ in 0..19 {
        suite.join(&ada, 1);
        suite.next_epoch();
    }
    suite.pay(ATOM, 100);
    suite.next_epoch();
    assert_eq!(suite.stakes_kept(&ada), 20);
    // Eight stretches at a time, though these paid nothing.
    assert_eq!(suite.claim(&ada, None).unwrap(), 0);
    assert_eq!(suite.stakes_kept(&ada), 12);
    assert_eq!(suite.claim(&ada, None).unwrap(), 0);
    assert_eq!(suite.claim(&ada, None).unwrap(), 99);
    assert_eq!(suite.stakes_kept(&ada), 1);
    assert_eq!(suite.claim(&ada, None).unwrap_err(), nothing(&ada));
}

/// What may happen. Stakes are counted in tens: the minimum is ten of them.
#[derive(Clone, Debug)]
enum Op {
    Pay(usize, u128),
    Join(usize, u128),
    Leave(usize, u128),
    Penalize(usize, u128),
    Claim(usize),
    NextEpoch,
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        3 => (0..2usize, 1..1_000u128).prop_map(|(denom, amount)| Op::Pay(denom, amount)),
        2 => (0..3usize, 1..8u128).prop_map(|(who, stake)| Op::Join(who, stake)),
        1 => (0..3usize, 1..8u128).prop_map(|(who, stake)| Op::Leave(who, stake)),
        1 => (0..3usize, 1..8u128).prop_map(|(who, stake)| Op::Penalize(who, stake)),
        1 => (0..3usize).prop_map(Op::Claim),
        2 => Just(Op::NextEpoch),
    ]
}

/// Most stake in all, in tens.
const MOST: u128 = 40;

/// The least common multiple of 1 to 40: every part of a payment is a multiple of one by this.
fn whole() -> u128 {
    fn gcd(a: u128, b: u128) -> u128 {
        if b == 0 {
            a
        } else {
            gcd(b, a % b)
        }
    }
    (1..=MOST).fold(1, |all, n| all / gcd(all, n) * n)
}

/// The rules, in exact rational numbers with [`whole`] below.
#[derive(Default)]
struct Exact {
    active: [u128; 3],
    next: [u128; 3],
    /// Of the epoch that runs.
    running: [[u128; 3]; 2],
    /// Of those that are over.
    owed: [[u128; 3]; 2],
}

impl Exact {
    fn share(&mut self, denom: usize, amount: u128) {
        let all: u128 = self.active.iter().sum();
        if all < 10 {
            return;
        }
        for (running, active) in self.running[denom].iter_mut().zip(self.active) {
            *running += amount * active * (whole() / all);
        }
    }

    fn next_epoch(&mut self) {
        self.active = self.next;
        for (owed, running) in self.owed.iter_mut().zip(&mut self.running) {
            for (owed, running) in owed.iter_mut().zip(core::mem::take(running)) {
                *owed += running;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn everybody_gets_their_exact_part_however_stakes_payments_and_claims_follow_each_other(
        ops in prop::collection::vec(op(), 1..60),
    ) {
        let mut suite = Suite::new();
        let stakers = suite.stakers.clone();
        let token = suite.token_denom();
        let denoms = [ATOM, OSMO];
        let mut exact = Exact::default();
        let mut claimed = [[0u128; 3]; 2];
        for op in ops {
            let mut claims = None;
            match op {
                Op::Pay(denom, amount) => {
                    suite.pay(denoms[denom], amount);
                    exact.share(denom, amount);
                }
                Op::Join(who, stake) => {
                    let all: u128 = exact.next.iter().sum();
                    if all + stake <= MOST {
                        suite.join(&stakers[who], stake * 10);
                        exact.next[who] += stake;
                    }
                }
                Op::Leave(who, stake) => {
                    if stake <= exact.next[who] {
                        suite.leave(&stakers[who], stake * 10);
                        exact.next[who] -= stake;
                    }
                }
                Op::Penalize(who, stake) => {
                    let taken = stake.min(exact.next[who]);
                    suite.penalize(&stakers[who], &token, stake * 10).unwrap();
                    exact.next[who] -= taken;
                }
                Op::Claim(who) => claims = Some(who),
                Op::NextEpoch => {
                    suite.next_epoch();
                    exact.next_epoch();
                }
            }
            // What waits in more stretches than a claim works off is not shown whole.
            let many = (0..3).find(|who| suite.stakes_kept(&stakers[*who]) > 8);
            if let Some(who) = claims.or(many) {
                for (denom, claimed) in denoms.iter().zip(&mut claimed) {
                    let only = Some(vec![native(denom)]);
                    claimed[who] += suite.claim(&stakers[who], only).unwrap_or_default();
                }
            }
            let pool = suite.pool();
            let active: u128 = exact.active.iter().sum();
            let next: u128 = exact.next.iter().sum();
            prop_assert_eq!((pool.active.u128(), pool.next.u128()), (active * 10, next * 10));
            for (who, staker) in stakers.iter().enumerate() {
                let share = suite.share(staker);
                let wanted = (exact.active[who] * 10, exact.next[who] * 10);
                prop_assert_eq!((share.active.u128(), share.next.u128()), wanted);
            }
            for (denom, (claimed, owed)) in claimed.iter().zip(exact.owed).enumerate() {
                for (who, staker) in stakers.iter().enumerate() {
                    let has = claimed[who] + suite.due(staker, denoms[denom]);
                    let owed = owed[who];
                    prop_assert!(has * whole() <= owed, "{has} is more than their part");
                    prop_assert!(owed - has * whole() <= whole(), "{has} lacks a unit");
                }
            }
        }
    }
}
