//! `Settle`: adds what settled tasks showed to the labelers' records.

use pasar_common::{
    access::{Role, Unauthorized},
    raw::IDLE_PERIOD,
    reputation_staking::{
        ExecuteMsg, SkillChanged, SkillDelta, Slashed, TrustBatch, MAX_BATCH_LABELERS,
    },
};
use pasar_formats::domain::DomainError;
use pasar_truth::{EVIDENCE_CAP, MASS_CAP, ONE};
use pasar_truth::{RESTART_EVIDENCE, SLASH_EVIDENCE};
use reputation_staking::{rules::evidence::SUSPENSION, ContractError};

use crate::setup::{event, native, requester, seat_stake, Suite, ATOM, SEAT};

fn delta(labeler: &cosmwasm_std::Addr, [skill, mass, evidence]: [i64; 3]) -> SkillDelta {
    SkillDelta {
        labeler: labeler.to_string(),
        skill,
        mass,
        evidence,
        issuer: None,
    }
}

fn batch(domain: &str, deltas: Vec<SkillDelta>) -> ExecuteMsg {
    ExecuteMsg::Settle(TrustBatch {
        seat_stake: seat_stake(),
        requester: requester(1).into_string(),
        domain: domain.to_owned(),
        deltas,
    })
}

fn record(suite: &Suite, labeler: &cosmwasm_std::Addr) -> [i64; 3] {
    let skill = suite.skill(labeler);
    [skill.skill, skill.mass, skill.evidence]
}

#[test]
fn deltas_add_up() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let response = suite.settle(1, &ada, [8 * ONE, 10 * ONE, ONE]).unwrap();
    assert_eq!(
        event::<SkillChanged>(&response),
        SkillChanged {
            labeler: ada.to_string(),
            domain: "radiology".into(),
            skill: 8 * ONE,
            mass: 10 * ONE,
            evidence: ONE,
        }
    );
    suite.settle(2, &ada, [-ONE, 5 * ONE, ONE]).unwrap();
    assert_eq!(record(&suite, &ada), [7 * ONE, 15 * ONE, 2 * ONE]);
}

#[test]
fn a_labeler_named_twice_gets_both() {
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    let ada = suite.ada();
    let ben = suite.ben();
    let deltas = vec![
        delta(&ada, [1, 2, -3 * ONE]),
        delta(&ben, [7, 8, 9]),
        delta(&ada, [10, 20, -3 * ONE]),
    ];
    suite
        .execute(&registry, &batch("radiology", deltas), &[])
        .unwrap();
    assert_eq!(record(&suite, &ada), [11, 22, -5 * ONE]);
    assert_eq!(record(&suite, &ben), [7, 8, 9]);
}

#[test]
fn a_full_record_is_a_moving_average_and_evidence_cannot_be_saved_up() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite
        .settle(1, &ada, [300 * ONE, 400 * ONE, 50 * ONE])
        .unwrap();
    assert_eq!(
        record(&suite, &ada),
        [MASS_CAP * 3 / 4, MASS_CAP, EVIDENCE_CAP]
    );
}

#[test]
fn one_requester_in_a_row_moves_evidence_down_by_at_most_five_bits() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let mut evidence = |requester, bits| {
        suite.settle(requester, &ada, [0, 0, bits * ONE]).unwrap();
        suite.skill(&ada).evidence / ONE
    };
    assert_eq!(evidence(1, -3), -3);
    assert_eq!(evidence(1, -4), -5);
    assert_eq!(evidence(1, -4), -5);
    // What speaks for the labeler counts, and gives the requester no room again.
    assert_eq!(evidence(1, 1), -4);
    assert_eq!(evidence(1, -1), -4);
    // Another requester starts from nothing.
    assert_eq!(evidence(2, -2), -6);
    assert_eq!(evidence(2, -4), -9);
    assert_eq!(evidence(3, 3), -6);
    assert_eq!(evidence(3, 2), -4);
    assert_eq!(evidence(1, -9), -9);
}

#[test]
fn one_requester_alone_suspends_nobody() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    for _ in 0..10 {
        suite.settle(7, &ada, [0, 0, i64::MIN]).unwrap();
    }
    let skill = suite.skill(&ada);
    assert_eq!((skill.evidence, skill.suspended), (-5 * ONE, false));
    suite.settle(8, &ada, [0, 0, -2 * ONE]).unwrap();
    assert!(suite.skill(&ada).suspended);
}

#[test]
fn an_idle_record_fades_before_it_grows() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite
        .settle(1, &ada, [40 * ONE, 80 * ONE, -4 * ONE])
        .unwrap();
    suite.wait(IDLE_PERIOD - 1);
    assert_eq!(record(&suite, &ada), [40 * ONE, 80 * ONE, -4 * ONE]);
    suite.wait(1);
    assert_eq!(record(&suite, &ada), [20 * ONE, 40 * ONE, -2 * ONE]);
    suite.settle(2, &ada, [ONE, ONE, 0]).unwrap();
    assert_eq!(record(&suite, &ada), [21 * ONE, 41 * ONE, -2 * ONE]);
    // The settlement began a new idle period.
    suite.wait(IDLE_PERIOD - 1);
    assert_eq!(record(&suite, &ada), [21 * ONE, 41 * ONE, -2 * ONE]);
}

#[test]
fn domains_stay_apart() {
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    let ada = suite.ada();
    let deltas = vec![delta(&ada, [ONE, ONE, 0])];
    suite
        .execute(&registry, &batch("law", deltas), &[])
        .unwrap();
    assert_eq!(record(&suite, &ada), [0; 3]);
}

#[test]
fn the_worst_deltas_leave_a_record_within_its_bounds() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    for extreme in [i64::MIN, i64::MAX, i64::MIN] {
        suite.settle(1, &ada, [extreme; 3]).unwrap();
        let [skill, mass, evidence] = record(&suite, &ada);
        assert!(skill.abs() <= MASS_CAP && (0..=MASS_CAP).contains(&mass));
        assert!(evidence <= EVIDENCE_CAP);
    }
}

#[test]
fn only_the_registry_settles() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    for sender in [ada.clone(), suite.owner.clone(), suite.escrow.clone()] {
        let msg = batch("radiology", vec![delta(&ada, [1; 3])]);
        assert_eq!(
            suite.execute(&sender, &msg, &[]).unwrap_err(),
            ContractError::from(Unauthorized {
                role: Role::TaskRegistry,
                sender,
            })
        );
    }
    assert_eq!(suite.skill(&ada).last, None);
}

#[test]
fn a_malformed_domain_is_refused() {
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    let refused = suite.execute(&registry, &batch("Law", vec![]), &[]);
    let found = "Law".to_owned();
    assert_eq!(refused.unwrap_err(), DomainError { found }.into());
}

#[test]
fn a_batch_is_bounded() {
    let mut suite = Suite::new();
    let registry = suite.registry.clone();
    let ada = suite.ada();
    let max = MAX_BATCH_LABELERS;
    let deltas = vec![delta(&ada, [1; 3]); max + 1];
    assert_eq!(
        suite
            .execute(&registry, &batch("law", deltas), &[])
            .unwrap_err(),
        ContractError::BatchTooLarge {
            found: max + 1,
            max
        }
    );
    let deltas = vec![delta(&ada, [1; 3]); max];
    suite
        .execute(&registry, &batch("law", deltas), &[])
        .unwrap();
}

/// Two requesters whose campaigns each show as much as one may.
fn shown_twice(suite: &mut Suite, labeler: &cosmwasm_std::Addr) -> cw_multi_test::AppResponse {
    suite.settle(1, labeler, [0, 0, -5 * ONE]).unwrap();
    suite.settle(2, labeler, [0, 0, -5 * ONE]).unwrap()
}

#[test]
fn evidence_of_two_requesters_slashes_one_seat_for_the_commons() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, 3 * SEAT, ATOM).unwrap();
    let response = shown_twice(&mut suite, &ada);
    let slashed: Slashed = event(&response);
    let until = suite.now() + SUSPENSION;
    assert_eq!(
        slashed,
        Slashed {
            labeler: ada.to_string(),
            domain: "radiology".into(),
            denom: ATOM.into(),
            amount: SEAT.into(),
            suspended_until: until,
        }
    );
    assert_eq!(suite.stake(&ada, &native(ATOM)).staked.u128(), 2 * SEAT);
    assert_eq!(suite.due_to_commons(), SEAT);
}

#[test]
fn a_slashed_record_is_suspended_for_90_days_and_begins_again() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    shown_twice(&mut suite, &ada);
    let skill = suite.skill(&ada);
    assert_eq!((skill.evidence, skill.suspended), (RESTART_EVIDENCE, true));
    suite.wait(SUSPENSION - 1);
    assert!(suite.skill(&ada).suspended);
    suite.wait(1);
    assert!(!suite.skill(&ada).suspended);
}

#[test]
fn a_slash_takes_no_more_than_there_is() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, SEAT / 4, ATOM).unwrap();
    let slashed: Slashed = event(&shown_twice(&mut suite, &ada));
    assert_eq!(slashed.amount.u128(), SEAT / 4);
    assert_eq!(suite.due_to_commons(), SEAT / 4);
}

#[test]
fn consensus_alone_slashes_nobody() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.bond(&ada, SEAT, ATOM).unwrap();
    for requester in 0..50 {
        suite
            .settle(requester, &ada, [-100 * ONE, 100 * ONE, 0])
            .unwrap();
    }
    assert_eq!(suite.stake(&ada, &native(ATOM)).staked.u128(), SEAT);
    assert!(suite.skill(&ada).evidence > SLASH_EVIDENCE);
}
