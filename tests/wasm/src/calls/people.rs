//! Stakes, records and credentials; and what an owner may send.

use cosmwasm_std::Uint128;
use pasar_common::{
    label_escrow::{self, DenomRef, DenomTerms, Fees},
    ratio::Bps,
    raw::MAX_UNBONDINGS,
    reputation_staking::{
        DomainRef, ExecuteMsg, Grant, Params, Penalty, PenaltyBatch, RegisterIssuer, Reply, Revoke,
        SkillDelta, TrustBatch, Unbond, MAX_REPLY_BYTES,
    },
    task_registry::{self, Mode, SeatStake, MAX_SETTLED_LABELERS},
};

use super::world::World;
use crate::{drand, flow::DAY};

const DOMAIN: &str = "radiology/chest";
/// Q12: one label, or one bit.
const ONE: i64 = 1 << 12;

pub fn stakes_and_records(world: &mut World) {
    let staking = world.suite.staking.clone();
    let issuer = world.crowd("issuer", 1).remove(0);
    let crowd = world.crowd("holder", MAX_SETTLED_LABELERS);
    vouch(world, &issuer, &crowd[0]);
    reply(world, &crowd[0]);
    slashed_together(world, &issuer, &crowd);
    penalized(world, &crowd[0]);
    unbonded(world, &crowd[0]);

    let domain = DOMAIN.to_string();
    let holder = crowd[0].clone();
    let revoke = ExecuteMsg::Revoke(Revoke { domain, holder });
    world.tell(&issuer, &staking, &revoke);
    let domain = DOMAIN.to_string();
    let leave = ExecuteMsg::UnregisterIssuer(DomainRef { domain });
    world.tell(&issuer, &staking, &leave);
    world.pass(15 * DAY);
    world.tell(&issuer, &staking, &leave);
    let keeper = world.keeper.clone();
    let denom = World::native();
    let flush = ExecuteMsg::FlushCommons(DenomRef { denom });
    world.tell(&keeper, &staking, &flush);
}

fn vouch(world: &mut World, issuer: &str, holder: &str) {
    let staking = world.suite.staking.clone();
    for _ in 0..2 {
        let register = ExecuteMsg::RegisterIssuer(RegisterIssuer {
            domain: DOMAIN.into(),
            denom: World::native(),
            amount: Uint128::new(100_000),
        });
        world.tell(issuer, &staking, &register);
    }
    let expires = world.suite.chain.block().time.plus_seconds(DAY);
    for expires in [None, Some(expires)] {
        let grant = ExecuteMsg::Grant(Grant {
            domain: DOMAIN.into(),
            holder: holder.into(),
            expires,
        });
        world.tell(issuer, &staking, &grant);
    }
}

fn as_registry(world: &mut World, msg: &ExecuteMsg) {
    let registry = world.suite.registry.clone();
    let staking = world.suite.staking.clone();
    world.tell(&registry, &staking, msg);
}

/// What the registry says of labelers, out of a campaign of the n-th requester.
fn evidence(world: &mut World, n: u32, issuer: Option<&str>, labelers: &[String]) {
    let delta = |labeler: &String| SkillDelta {
        labeler: labeler.clone(),
        skill: -ONE,
        mass: 50 * ONE,
        evidence: -6 * ONE,
        issuer: issuer.map(str::to_string),
    };
    let batch = TrustBatch {
        requester: world.suite.account(&format!("requester {n}")),
        domain: DOMAIN.into(),
        seat_stake: SeatStake {
            denom: World::native(),
            amount: Uint128::new(10_000),
        },
        deltas: labelers.iter().map(delta).collect(),
    };
    as_registry(world, &ExecuteMsg::Settle(batch));
}

fn reply(world: &mut World, labeler: &str) {
    evidence(world, 1, None, &[labeler.into()]);
    let staking = world.suite.staking.clone();
    for uri in ["u".into(), "u".repeat(MAX_REPLY_BYTES)] {
        let domain = DOMAIN.into();
        let reply = ExecuteMsg::Reply(Reply { domain, uri });
        world.tell(labeler, &staking, &reply);
    }
}

/// As many as one settlement has, all of them suspended by the second campaign, and their issuer
/// answers for each.
fn slashed_together(world: &mut World, issuer: &str, crowd: &[String]) {
    for campaign in [2, 3] {
        evidence(world, campaign, Some(issuer), crowd);
    }
}

fn penalized(world: &mut World, labeler: &str) {
    let penalty = Penalty {
        labeler: labeler.into(),
        amount: Uint128::new(100),
    };
    let penalize = ExecuteMsg::Penalize(PenaltyBatch {
        denom: World::native(),
        penalties: vec![penalty],
    });
    as_registry(world, &penalize);
}

/// As many entries as wait at once, then one withdrawal.
fn unbonded(world: &mut World, labeler: &str) {
    let staking = world.suite.staking.clone();
    for _ in 0..MAX_UNBONDINGS + 1 {
        let unbond = ExecuteMsg::Unbond(Unbond {
            denom: World::native(),
            amount: Uint128::new(1_000),
        });
        world.tell(labeler, &staking, &unbond);
        world.pass(60);
    }
    world.pass(15 * DAY);
    let denom = World::native();
    let withdraw = ExecuteMsg::Withdraw(DenomRef { denom });
    world.tell(labeler, &staking, &withdraw);
}

pub fn owner(world: &mut World) {
    let owner = world.suite.owner.clone();
    let registry = world.suite.registry.clone();
    let escrow = world.suite.escrow.clone();
    let staking = world.suite.staking.clone();
    let params = task_registry::ExecuteMsg::UpdateParams(task_registry::Params {
        missed_commit: Bps::new(500),
        min_token_seat_stake: Uint128::new(1_000_000),
        randomness: drand::randomness(),
    });
    world.tell(&owner, &registry, &params);
    for mode in [Mode::ExitOnly, Mode::Active] {
        let mode = task_registry::ExecuteMsg::SetMode(mode);
        world.tell(&owner, &registry, &mode);
    }
    let fees = label_escrow::ExecuteMsg::UpdateFees(Fees {
        fee: Bps::new(400),
        contributors_floor: Bps::new(2_000),
    });
    world.tell(&owner, &escrow, &fees);
    let unbonding_seconds = 7 * DAY;
    let params = ExecuteMsg::UpdateParams(Params { unbonding_seconds });
    world.tell(&owner, &staking, &params);
    denoms(world, &owner, &escrow);
    for contract in [registry, escrow, staking] {
        hand_over(world, &owner, &contract);
    }
}

fn denoms(world: &mut World, owner: &str, escrow: &str) {
    let allow = label_escrow::ExecuteMsg::AllowDenom(DenomTerms {
        denom: World::native(),
        min_price: Uint128::new(200),
        min_seat_stake: Uint128::zero(),
        tip_per_task: Uint128::new(900),
        reputation_fee: Uint128::new(20),
        emission_weight: 0,
    });
    world.tell(owner, escrow, &allow);
    let denom = World::native();
    let disallow = label_escrow::ExecuteMsg::DisallowDenom(DenomRef { denom });
    world.tell(owner, escrow, &disallow);
}

/// To another owner, who accepts.
fn hand_over(world: &mut World, owner: &str, contract: &str) {
    let heir = world.suite.account("heir");
    let offer = serde_json::json!({ "update_ownership": { "transfer_ownership":
        { "new_owner": heir, "expiry": null } } });
    world.tell(owner, contract, &offer);
    let accept = serde_json::json!({ "update_ownership": "accept_ownership" });
    world.tell(&heir, contract, &accept);
}
