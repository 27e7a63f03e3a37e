//! `ClaimFees`: who shares the stakers' half of the fees, and from when. Indexes are binary fractions:
//! where stakes are powers of two nothing is rounded; elsewhere at most a unit waits for the next claim.

use cosmwasm_std::{Addr, Uint128};
use cw20::Denom;
use pasar_common::{
    asset::denom_key,
    label_escrow::Amount,
    reputation_staking::{
        ClaimFees, ExecuteMsg, FeePoolResponse, FeeShareResponse, FeesClaimed, QueryMsg,
    },
};
use proptest::prelude::*;
use reputation_staking::ContractError;

use crate::{
    mocks::{EPOCH, FEES},
    setup::{event, native, Suite, ATOM},
};

const OSMO: &str = "uosmo";

impl Suite {
    fn pay(&mut self, denom: &str, amount: u128) {
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        let epoch = EPOCH
            .may_load(storage.as_ref())
            .unwrap()
            .unwrap_or_default();
        let denom = denom_key(&native(denom));
        FEES.update(storage.as_mut(), (&denom, epoch), |paid| {
            Ok::<_, cosmwasm_std::StdError>(paid.unwrap_or_default() + Uint128::new(amount))
        })
        .unwrap();
    }

    fn next_epoch(&mut self) {
        let mut storage = self.app.contract_storage_mut(&self.escrow);
        let epoch = EPOCH
            .may_load(storage.as_ref())
            .unwrap()
            .unwrap_or_default();
        EPOCH.save(storage.as_mut(), &(epoch + 1)).unwrap();
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

    #[track_caller]
    fn claim(&mut self, staker: &Addr, denoms: Option<Vec<Denom>>) -> Result<u128, ContractError> {
        let claim = ClaimFees { denoms, to: None };
        let response = self.execute(staker, &ExecuteMsg::ClaimFees(claim), &[])?;
        Ok(event::<FeesClaimed>(&response).amount.u128())
    }
}

#[test]
fn stake_shares_fees_from_the_epoch_after_bonding() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.join(&ada, 128);
    suite.next_epoch();
    suite.join(&ben, 384);
    let share = suite.share(&ben);
    assert_eq!((share.active.u128(), share.pending.u128()), (0, 384));
    suite.pay(ATOM, 40);
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (40, 0));
    suite.next_epoch();
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (40, 0));
    suite.pay(ATOM, 40);
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (50, 30));
}

#[test]
fn whoever_joins_just_before_a_payment_earns_nothing_from_it_whenever_anybody_claims() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
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
    assert_eq!(suite.claim(&ben, None).unwrap(), 896);
    assert_eq!(suite.claim(&ada, None).unwrap(), 128);
}

fn nothing(staker: &Addr) -> ContractError {
    let staker = staker.clone();
    ContractError::NothingToClaim { staker }
}

#[test]
fn with_less_than_the_minimum_stake_fees_wait() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.pay(ATOM, 7);
    suite.join(&ada, 99);
    suite.next_epoch();
    suite.pay(ATOM, 50);
    assert_eq!(suite.due(&ada, ATOM), 0);
    assert_eq!(suite.pool().waiting[0].amount.u128(), 57);
    suite.join(&ben, 1);
    assert_eq!(suite.due(&ada, ATOM), 0);
    suite.next_epoch();
    assert_eq!(suite.pool().waiting, []);
    assert_eq!(suite.due(&ada, ATOM), 56);
}

#[test]
fn whoever_leaves_keeps_what_he_earned_and_earns_no_more() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.join(&ada, 100);
    suite.join(&ben, 100);
    suite.next_epoch();
    suite.pay(ATOM, 100);
    suite.leave(&ben, 100);
    suite.pay(ATOM, 100);
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (150, 50));
    // What has not joined leaves first.
    suite.join(&ada, 30);
    suite.leave(&ada, 40);
    let share = suite.share(&ada);
    assert_eq!((share.active.u128(), share.pending.u128()), (90, 0));
}

#[test]
fn a_penalty_in_reward_tokens_takes_the_share_with_it() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.join(&ada, 200);
    suite.join(&ben, 200);
    suite.next_epoch();
    let token = suite.token_denom();
    suite.penalize(&ben, &token, (100, 0), None).unwrap();
    assert_eq!(suite.share(&ben).active.u128(), 100);
    assert_eq!(suite.pool().active.u128(), 300);
    suite.pay(ATOM, 300);
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (200, 100));
}

#[test]
fn other_stakes_than_reward_tokens_share_nothing() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, 1_000, ATOM).unwrap();
    suite.next_epoch();
    suite.pay(ATOM, 100);
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
    let only = Some(vec![native(OSMO)]);
    assert_eq!(suite.claim(&ada, only.clone()).unwrap(), 20);
    assert_eq!(suite.claim(&ada, only).unwrap_err(), nothing(&ada));
    assert_eq!(suite.due(&ada, ATOM), 10);
}

#[test]
fn a_denom_that_appears_late_is_shared_by_whoever_is_there() {
    let mut suite = Suite::new();
    let (ada, ben) = (suite.ada(), suite.ben());
    suite.join(&ada, 100);
    suite.next_epoch();
    suite.pay(ATOM, 100);
    suite.next_epoch();
    suite.join(&ben, 100);
    suite.next_epoch();
    suite.next_epoch();
    suite.pay(OSMO, 100);
    assert_eq!((suite.due(&ada, OSMO), suite.due(&ben, OSMO)), (50, 50));
    assert_eq!((suite.due(&ada, ATOM), suite.due(&ben, ATOM)), (100, 0));
}

/// What may happen. Stakes are counted in tens: the minimum is ten of them.
#[derive(Clone, Debug)]
enum Op {
    Pay(usize, u128),
    Join(usize, u128),
    Leave(usize, u128),
    Claim(usize),
    NextEpoch,
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        3 => (0..2usize, 1..1_000u128).prop_map(|(denom, amount)| Op::Pay(denom, amount)),
        2 => (0..3usize, 1..8u128).prop_map(|(who, stake)| Op::Join(who, stake)),
        1 => (0..3usize, 1..8u128).prop_map(|(who, stake)| Op::Leave(who, stake)),
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
    pending: [u128; 3],
    waiting: [u128; 2],
    owed: [[u128; 3]; 2],
}

impl Exact {
    fn share(&mut self, denom: usize, amount: u128) {
        let all: u128 = self.active.iter().sum();
        if all < 10 {
            self.waiting[denom] += amount;
            return;
        }
        for (owed, active) in self.owed[denom].iter_mut().zip(self.active) {
            *owed += amount * active * (whole() / all);
        }
    }

    fn next_epoch(&mut self) {
        for (active, pending) in self.active.iter_mut().zip(&mut self.pending) {
            *active += core::mem::take(pending);
        }
        for denom in 0..2 {
            let waited = core::mem::take(&mut self.waiting[denom]);
            self.share(denom, waited);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn everybody_gets_his_exact_part_however_stakes_payments_and_claims_follow_each_other(
        ops in prop::collection::vec(op(), 1..60),
    ) {
        let mut suite = Suite::new();
        let stakers = suite.stakers.clone();
        let denoms = [ATOM, OSMO];
        let mut exact = Exact::default();
        let mut claimed = [[0u128; 3]; 2];
        for op in ops {
            match op {
                Op::Pay(denom, amount) => {
                    suite.pay(denoms[denom], amount);
                    exact.share(denom, amount);
                }
                Op::Join(who, stake) => {
                    let all: u128 = exact.active.iter().chain(&exact.pending).sum();
                    if all + stake <= MOST {
                        suite.join(&stakers[who], stake * 10);
                        exact.pending[who] += stake;
                    }
                }
                Op::Leave(who, stake) => {
                    if stake <= exact.active[who] + exact.pending[who] {
                        suite.leave(&stakers[who], stake * 10);
                        let pending = stake.min(exact.pending[who]);
                        exact.pending[who] -= pending;
                        exact.active[who] -= stake - pending;
                    }
                }
                Op::Claim(who) => {
                    for (denom, claimed) in denoms.iter().zip(&mut claimed) {
                        let only = Some(vec![native(denom)]);
                        claimed[who] += suite.claim(&stakers[who], only).unwrap_or_default();
                    }
                }
                Op::NextEpoch => {
                    suite.next_epoch();
                    exact.next_epoch();
                }
            }
            let pool = suite.pool();
            let active: u128 = exact.active.iter().sum();
            prop_assert_eq!(pool.active.u128(), active * 10);
            for (denom, (claimed, owed)) in claimed.iter().zip(exact.owed).enumerate() {
                for (who, staker) in stakers.iter().enumerate() {
                    let has = claimed[who] + suite.due(staker, denoms[denom]);
                    let owed = owed[who];
                    prop_assert!(has * whole() <= owed, "{has} is more than his part");
                    prop_assert!(owed - has * whole() <= whole(), "{has} lacks a unit");
                }
            }
        }
    }
}
