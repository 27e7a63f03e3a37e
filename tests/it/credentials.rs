//! Credentials: campaigns may ask that one of a few issuers vouches for a labeler. Issuers answer
//! with a bond, in proportion.

use cosmwasm_std::Addr;
use pasar_common::reputation_staking::IssuerSlashed;
use pasar_testkit::{campaign, Outcome, Refused, DOMAIN};
use reputation_staking::ContractError as StakingError;
use task_registry::{error::Ineligible, ContractError};

use crate::{
    rejections::Case,
    rejections_prose::Reached,
    slashing::vouched_with_gold,
    support::{Stage, STAKE},
};

const BOND: u128 = 500_000;
const SEAT: u128 = 10_000;

/// Five labelers; the last is an issuer who vouches for the first four. The campaign asks for it.
fn vouched() -> (Stage, Addr) {
    let mut stage = Stage::new(6, campaign());
    let issuer = stage.labelers[4].clone();
    stage.register_issuer(&issuer, BOND).unwrap();
    for n in 0..4 {
        let holder = stage.labelers[n].clone();
        stage.grant(&issuer, &holder, None).unwrap();
    }
    stage.again(campaign().issuers(&[&issuer]));
    (stage, issuer)
}

#[track_caller]
fn ineligible(outcome: Outcome) -> Ineligible {
    match outcome.refused_as::<ContractError>() {
        ContractError::NotEligible(reason) => reason,
        other => panic!("{other}"),
    }
}

fn claim_as(stage: &mut Stage, n: usize, issuer: Option<&Addr>) -> Outcome {
    let labeler = stage.labelers[n].clone();
    let id = stage.campaign;
    stage.claim_by(&labeler, id, 1, issuer.map(ToString::to_string))
}

pub const REFUSALS: &[Case] = &[
    ("not eligible: no issuer", || {
        claim_as(&mut vouched().0, 0, None).refusal()
    }),
    ("not eligible: issuer not named", || {
        let (mut stage, _) = vouched();
        let other = stage.labelers[1].clone();
        claim_as(&mut stage, 0, Some(&other)).refusal()
    }),
    ("not eligible: issuer gone", || {
        let (mut stage, issuer) = vouched();
        stage.unregister_issuer(&issuer).unwrap();
        claim_as(&mut stage, 0, Some(&issuer)).refusal()
    }),
    ("not eligible: no credential", || {
        let (mut stage, issuer) = vouched();
        claim_as(&mut stage, 4, Some(&issuer)).refusal()
    }),
];

#[test]
fn whom_a_named_issuer_vouches_for_takes_seats_and_nobody_else() {
    let (mut stage, issuer) = vouched();
    stage.drawn(0);
    let named = Ineligible::NoIssuer { named: 1 };
    assert_eq!(ineligible(claim_as(&mut stage, 1, None)), named);
    let stranger = claim_as(&mut stage, 4, Some(&issuer));
    assert_eq!(ineligible(stranger), Ineligible::NoCredential { issuer });
}

#[test]
fn an_issuer_who_is_not_asked_for_lets_nobody_in() {
    let (mut stage, issuer) = vouched();
    stage.again(campaign());
    let refused = claim_as(&mut stage, 0, Some(&issuer));
    assert_eq!(ineligible(refused), Ineligible::IssuerNotNamed { issuer });
}

#[test]
fn a_credential_ends_when_it_expires() {
    let (mut stage, issuer) = vouched();
    let holder = stage.labelers[0].clone();
    let until = stage.now() + 100;
    stage.grant(&issuer, &holder, Some(until)).unwrap();
    stage.pass_to(until);
    claim_as(&mut stage, 0, Some(&issuer)).unwrap();
    stage.pass(60);
    assert!(!stage.credential(issuer.as_str(), &holder).unwrap().holds);
    let refused = claim_as(&mut stage, 0, Some(&issuer));
    assert_eq!(ineligible(refused), Ineligible::NoCredential { issuer });
}

#[test]
fn revoking_touches_no_seat_that_was_drawn_and_no_ticket() {
    let (mut stage, issuer) = vouched();
    (0..2).for_each(|n| stage.drawn(n));
    claim_as(&mut stage, 2, Some(&issuer)).unwrap();
    let id = stage.campaign;
    for n in 0..3 {
        let holder = stage.labelers[n].clone();
        stage.revoke(&issuer, &holder).unwrap();
    }
    stage.unregister_issuer(&issuer).unwrap();
    stage.next_block();
    let last = stage.labelers[2].clone();
    stage.draw(&last, id, &last).unwrap();
    for n in 0..3 {
        let labeler = stage.labelers[n].clone();
        let row = stage.row(n);
        stage.commit(&labeler, id, 0, &row).unwrap();
    }
    (0..3).for_each(|n| stage.revealed(n));
    stage.resolve().unwrap();
    stage.settle().unwrap();
    assert!((0..3).all(|n| stage.paid(n) > 0));
}

#[test]
fn an_issuer_answers_in_proportion_for_a_spammer_they_vouched_for() {
    let (mut stage, issuer) = vouched();
    vouched_with_gold(&mut stage, &issuer);
    stage.settle().unwrap();
    assert_eq!(stage.issuer(&issuer).bond.u128(), BOND);
    vouched_with_gold(&mut stage, &issuer);
    let crank = stage.crank.clone();
    let id = stage.campaign;
    let response = stage.market().settle(&crank, id, &[0]).unwrap();
    let mut events = response.events.iter();
    let slashed = events.find_map(|event| IssuerSlashed::try_from(event).ok());
    // The spammer loses a seat; the issuer a hundredth of their bond, which is less.
    assert_eq!(stage.staked(3), STAKE - SEAT);
    let hundredth = BOND / 100;
    assert_eq!(slashed.unwrap().amount.u128(), hundredth);
    let left = stage.issuer(&issuer);
    assert_eq!(left.bond.u128(), BOND - hundredth);
    assert!(left.slashable.is_zero());
}

#[test]
fn an_issuer_who_leaves_answers_until_their_bond_is_out() {
    let (mut stage, issuer) = vouched();
    vouched_with_gold(&mut stage, &issuer);
    stage.settle().unwrap();
    vouched_with_gold(&mut stage, &issuer);
    stage.unregister_issuer(&issuer).unwrap();
    stage.settle().unwrap();
    let left = BOND - BOND / 100;
    let wait = stage
        .unregister_issuer(&issuer)
        .refused_as::<StakingError>();
    assert!(matches!(wait, StakingError::IssuerLeaving { .. }), "{wait}");
    stage.pass(14 * 86_400);
    stage.unregister_issuer(&issuer).unwrap();
    let before = stage.balance(&issuer).u128();
    stage.withdraw_stake(&issuer).unwrap();
    assert_eq!(stage.balance(&issuer).u128() - before, left);
}

#[test]
fn a_bond_comes_out_of_free_stake_alone() {
    let mut stage = Stage::new(1, campaign().stake(STAKE / 2));
    stage.drawn(0);
    let labeler = stage.labelers[0].clone();
    let exposed = stage.register_issuer(&labeler, STAKE / 2 + 1);
    let reason = exposed.refused_as::<StakingError>();
    assert!(matches!(reason, StakingError::Exposed { .. }), "{reason}");
    stage.register_issuer(&labeler, STAKE / 2).unwrap();
    assert_eq!(stage.staked(0), STAKE / 2);
    // A bond is no stake: it backs no seat.
    let requester = stage.requester.clone();
    let id = stage.create(&requester, campaign()).unwrap();
    stage.wait_until_open(id);
    let refused = stage.claim(&labeler, id, 1);
    assert!(matches!(ineligible(refused), Ineligible::FreeStake { .. }));
}

#[test]
fn who_is_no_issuer_grants_and_revokes_nothing() {
    let (mut stage, issuer) = vouched();
    let other = stage.labelers[0].clone();
    let holder = stage.labelers[1].clone();
    let refused = stage
        .grant(&other, &holder, None)
        .refused_as::<StakingError>();
    assert!(
        matches!(refused, StakingError::NoIssuer { .. }),
        "{refused}"
    );
    let refused = stage.revoke(&other, &holder).refused_as::<StakingError>();
    assert!(
        matches!(refused, StakingError::NoCredential { .. }),
        "{refused}"
    );
    let past = stage.now() - 1;
    let refused = stage
        .grant(&issuer, &holder, Some(past))
        .refused_as::<StakingError>();
    assert!(matches!(refused, StakingError::Expired { .. }), "{refused}");
}

#[test]
fn a_labeler_replies_to_their_record() {
    let mut stage = Stage::new(4, campaign());
    stage.complete();
    let [labeler, stranger] = [0, 3].map(|n| stage.labelers[n].clone());
    stage.reply(&labeler, "ipfs://reply").unwrap();
    let said = |stage: &Stage| stage.skill(&labeler, DOMAIN).reply;
    assert_eq!(said(&stage).as_deref(), Some("ipfs://reply"));
    stage.reply(&labeler, "").unwrap();
    assert_eq!(said(&stage), None);
    let refused = stage
        .reply(&stranger, "ipfs://reply")
        .refused_as::<StakingError>();
    assert!(
        matches!(refused, StakingError::NoRecord { .. }),
        "{refused}"
    );
    let long = stage
        .reply(&labeler, &"x".repeat(257))
        .refused_as::<StakingError>();
    assert_eq!(
        long,
        StakingError::ReplyTooLong {
            found: 257,
            max: 256
        }
    );
}

#[test]
fn panelists_need_the_credential_too() {
    let (mut stage, issuer) = vouched();
    stage.complete();
    stage.again(campaign().challengeable(1).issuers(&[&issuer]));
    let id = stage.campaign;
    let crank = stage.crank.clone();
    let fourth = stage.labelers[5].clone();
    stage.grant(&issuer, &fourth, None).unwrap();
    [1, 2, 3, 5].into_iter().for_each(|n| stage.sealed(n));
    stage.market().reveal_tasks(&crank, id, &[0]).unwrap();
    stage.resolve().unwrap();
    stage.mint(&crank, 1_000_000);
    let all: Vec<u32> = (0..60).collect();
    stage.challenge(&crank, (id, 0), &all).unwrap();
    let expert = stage.labelers[0].clone();
    stage.revoke(&issuer, &expert).unwrap();
    let refused = ineligible(stage.market().register(&expert, id, 0));
    assert_eq!(refused, Ineligible::NoIssuer { named: 1 });
    stage.grant(&issuer, &expert, None).unwrap();
    stage.market().register(&expert, id, 0).unwrap();
}
