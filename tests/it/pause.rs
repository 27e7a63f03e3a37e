//! The owner stops what begins, never what has begun, and changes no running terms.

use cosmwasm_std::Uint128;
use pasar_common::{
    label_escrow::Fees,
    ratio::Bps,
    task_registry::{CampaignStatus, Mode, Params},
};
use pasar_testkit::{campaign, denom, randomness, Market, Refused};
use task_registry::ContractError;

use crate::support::{Stage, STAKE};

#[test]
fn exit_only_stops_new_campaigns_and_tickets() {
    let mut stage = Stage::new(2, campaign());
    let requester = stage.requester.clone();
    let labeler = stage.labelers[0].clone();
    let id = stage.campaign;
    stage.set_mode(Mode::ExitOnly).unwrap();
    let refused: ContractError = stage.create(&requester, campaign()).refused_as();
    assert_eq!(refused, ContractError::ExitOnly);
    assert_eq!(
        stage.claim(&labeler, id, 1).refused_as::<ContractError>(),
        ContractError::ExitOnly
    );
    stage.set_mode(Mode::Active).unwrap();
    stage.claim(&labeler, id, 1).unwrap();
    stage.create(&requester, campaign()).unwrap();
}

#[test]
fn exit_only_stops_no_exit() {
    let mut stage = Stage::new(4, campaign());
    let requester = stage.requester.clone();
    let crank = stage.crank.clone();
    let id = stage.campaign;
    // A ticket, a drawn seat, a sealed seat; then the owner stops the market.
    stage.sealed(0);
    stage.drawn(1);
    stage.drawn(3);
    let ticket = stage.labelers[2].clone();
    stage.claim(&ticket, id, 1).unwrap();
    stage.set_mode(Mode::ExitOnly).unwrap();
    stage.wait_for_round(id, &ticket);

    stage.draw(&crank, id, &ticket).unwrap();
    let row = stage.row(1);
    let second = stage.labelers[1].clone();
    let last = stage.labelers[3].clone();
    stage.commit(&second, id, 0, &row).unwrap();
    stage.release(&last, id, &[0]).unwrap();
    stage.past_fill();
    stage.advance().unwrap();
    stage.revealed(0);
    stage.revealed(1);
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert_eq!(stage.campaign(id).status, CampaignStatus::Closed);
    for who in [&stage.labelers[0].clone(), &requester, &crank] {
        stage.withdraw(who, &[id]).unwrap();
    }
    stage.flush_commons(&crank).unwrap();
    stage.flush_penalties(&crank).unwrap();
    let labeler = stage.labelers[0].clone();
    stage.unbond(&labeler, STAKE).unwrap();
    stage.pass(14 * 86_400);
    stage.withdraw_stake(&labeler).unwrap();
}

#[test]
fn exit_only_lets_a_requester_cancel_and_take_their_refund() {
    let mut stage = Stage::new(0, campaign());
    let requester = stage.requester.clone();
    let id = stage.campaign;
    stage.set_mode(Mode::ExitOnly).unwrap();
    let before = stage.balance(&requester);
    stage.cancel(&requester, id).unwrap();
    stage.withdraw(&requester, &[id]).unwrap();
    assert_eq!(
        stage.balance(&requester) - before,
        stage.ledger(id).deposited
    );
}

/// The invariants compare every frozen record after every message; this one shows what the settings
/// would have changed.
#[test]
fn no_setting_changes_a_running_campaign() {
    let calm = run(|_| {});
    let meddled = run(|market| {
        market
            .update_params(Params {
                missed_commit: Bps::ZERO,
                min_token_seat_stake: Uint128::new(1_000_000),
                randomness: randomness(),
            })
            .unwrap();
        let fees = Fees {
            fee: Bps::new(1_000),
            contributors_floor: Bps::new(9_000),
        };
        market.update_fees(fees).unwrap();
        let mut terms = Market::token_terms(&denom());
        terms.tip_per_task = Uint128::new(77);
        terms.reputation_fee = Uint128::zero();
        terms.min_price = Uint128::new(1_000_000);
        terms.min_seat_stake = Uint128::new(1_000_000);
        // Of the next epoch on, and so not of this run.
        terms.emission_weight = 0;
        market.allow_denom(terms).unwrap();
        market.disallow_denom(&denom()).unwrap();
    });
    assert_eq!(calm, meddled);
}

/// Runs a campaign with a missed commit and a missed reveal; tells what came of it.
fn run(meddle: fn(&mut Market)) -> impl PartialEq + std::fmt::Debug {
    let mut stage = Stage::new(4, campaign());
    stage.sealed(0);
    stage.drawn(3);
    meddle(stage.market());
    stage.past_commit();
    stage.advance().unwrap();
    stage.next_block();
    stage.sealed(1);
    stage.sealed(2);
    stage.revealed(0);
    stage.revealed(1);
    stage.past_reveal();
    stage.resolve().unwrap();
    stage.settle().unwrap();
    let labelers = stage.labelers.clone();
    let records: Vec<_> = labelers
        .iter()
        .map(|labeler| {
            let skill = stage.skill(labeler, pasar_testkit::DOMAIN);
            (
                stage.stake(labeler).staked,
                skill.skill,
                skill.mass,
                stage.points(0, labeler),
            )
        })
        .collect();
    let staked = stage.stake(&stage.crank).staked;
    (stage.ledger(stage.campaign), records, staked, stage.due())
}

#[test]
fn ownership_cannot_be_renounced_while_new_work_is_stopped() {
    let mut market = Market::new();
    let owner = market.owner.clone();
    let renounce = pasar_common::task_registry::ExecuteMsg::UpdateOwnership(
        cw_ownable::Action::RenounceOwnership,
    );
    market.set_mode(Mode::ExitOnly).unwrap();
    let refused: ContractError = market.registry(&owner, &renounce).refused_as();
    assert_eq!(refused, ContractError::RenounceWhileExitOnly);
    market.set_mode(Mode::Active).unwrap();
    market.registry(&owner, &renounce).unwrap();
    assert!(market.set_mode(Mode::ExitOnly).is_err());
}

#[test]
fn a_shorter_unbonding_changes_none_that_has_begun() {
    let mut stage = Stage::new(2, campaign());
    let first = stage.labelers[0].clone();
    let second = stage.labelers[1].clone();
    stage.unbond(&first, 10).unwrap();
    let owner = stage.market().owner.clone();
    let params = pasar_common::reputation_staking::Params {
        unbonding_seconds: 60,
    };
    let update = pasar_common::reputation_staking::ExecuteMsg::UpdateParams(params);
    stage.staking(&owner, &update).unwrap();
    stage.unbond(&second, 10).unwrap();
    stage.pass(60);
    stage.withdraw_stake(&second).unwrap();
    assert!(stage.withdraw_stake(&first).is_err());
    stage.pass(14 * 86_400);
    stage.withdraw_stake(&first).unwrap();
}
