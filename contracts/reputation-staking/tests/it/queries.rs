//! Queries.

use cosmwasm_std::{coins, StdResult, Timestamp};
use cw20::Denom;
use pasar_common::{
    label_escrow::AuditResponse,
    reputation_staking::{QueryMsg, SkillResponse, StakesResponse},
};
use pasar_truth::{NEWCOMER_SKILL, ONE};

use crate::setup::{native, Suite, ATOM, WEALTH};

/// A suite in which the first staker has stakes in twelve denoms, and their names in order.
fn many() -> (Suite, Vec<String>) {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let denoms: Vec<String> = (0..12).map(|n| format!("u{n:02}")).collect();
    suite.app.init_modules(|router, _, storage| {
        let funds = denoms.iter().flat_map(|denom| coins(WEALTH, denom));
        let funds = funds.collect();
        router.bank.init_balance(storage, &ada, funds).unwrap();
    });
    for denom in denoms.iter().rev() {
        suite.allow(&native(denom));
        suite.bond(&ada, 5, denom).unwrap();
    }
    (suite, denoms)
}

#[test]
fn stakes_are_listed_once_in_the_order_of_denoms() {
    let (suite, denoms) = many();
    let page = |start_after: Option<Denom>, limit| -> Vec<Denom> {
        let found: StakesResponse = suite.query(&QueryMsg::Stakes {
            staker: suite.ada().to_string(),
            start_after,
            limit,
        });
        found.stakes.into_iter().map(|stake| stake.denom).collect()
    };
    let wanted: Vec<Denom> = denoms.iter().map(|denom| native(denom)).collect();
    assert_eq!(page(None, None), wanted[..10]);
    assert_eq!(page(None, Some(u32::MAX)), wanted);
    assert_eq!(page(Some(wanted[9].clone()), None), wanted[10..]);
    assert_eq!(page(Some(native("u035")), Some(2)), wanted[4..6]);
    assert!(page(None, Some(0)).is_empty());
}

#[test]
fn an_account_that_staked_nothing_has_no_stakes() {
    let (suite, _) = many();
    let found: StakesResponse = suite.query(&QueryMsg::Stakes {
        staker: suite.ben().to_string(),
        start_after: None,
        limit: None,
    });
    assert!(found.stakes.is_empty());
}

#[test]
fn the_audit_shows_each_denom_once() {
    let (suite, denoms) = many();
    let page = |start_after: Option<Denom>, limit| -> Vec<Denom> {
        let found: AuditResponse = suite.query(&QueryMsg::Audit { start_after, limit });
        found.denoms.into_iter().map(|entry| entry.denom).collect()
    };
    let wanted: Vec<Denom> = denoms.iter().map(|denom| native(denom)).collect();
    assert_eq!(page(None, None), wanted[..10]);
    assert_eq!(page(Some(wanted[9].clone()), None), wanted[10..]);
}

#[test]
fn a_gift_is_free_and_nobodys() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    let staking = suite.staking.clone();
    suite.bond(&ada, 100, ATOM).unwrap();
    suite.app.init_modules(|router, _, storage| {
        let funds = coins(130, ATOM);
        router.bank.init_balance(storage, &staking, funds).unwrap();
    });
    let entry = suite.audit(&atom);
    assert_eq!(entry.balance.u128(), 130);
    assert_eq!(entry.liabilities.u128(), 100);
    assert_eq!(entry.free.u128(), 30);
    assert_eq!(suite.staked(&ada, &atom), 100);
}

#[test]
fn an_account_without_a_record_stands_as_a_newcomer() {
    let suite = Suite::new();
    assert_eq!(
        suite.skill(&suite.ada()),
        SkillResponse {
            standing: NEWCOMER_SKILL,
            skill: 0,
            mass: 0,
            evidence: 0,
            newcomer: true,
            suspended: false,
            last: None,
            reply: None,
        }
    );
}

#[test]
fn a_record_of_twenty_labels_is_no_newcomers() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.settle(1, &ada, [20 * ONE, 20 * ONE, 0]).unwrap();
    let skill = suite.skill(&ada);
    assert!(!skill.newcomer && skill.standing > NEWCOMER_SKILL);
    assert_eq!(skill.last, Some(Timestamp::from_seconds(suite.now())));
}

#[test]
fn a_suspension_ends_with_the_evidence_that_fades() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.settle(1, &ada, [0, 0, -5 * ONE]).unwrap();
    suite.settle(2, &ada, [0, 0, -5 * ONE]).unwrap();
    assert!(suite.skill(&ada).suspended);
    suite.wait(pasar_common::raw::IDLE_PERIOD);
    assert!(!suite.skill(&ada).suspended);
}

#[test]
fn a_suspension_with_a_date_ends_on_it() {
    use pasar_common::raw::{skill_key, SkillRecord, SKILLS};
    use pasar_formats::domain::domain_id;
    let mut suite = Suite::new();
    let ada = suite.ada();
    let key = skill_key(domain_id("radiology").unwrap(), &suite.canonical(&ada));
    let record = SkillRecord {
        suspended_until: suite.now() + 10,
        ..SkillRecord::default()
    };
    let staking = suite.staking.clone();
    let mut storage = suite.app.contract_storage_mut(&staking);
    SKILLS.save(storage.as_mut(), &key, &record);
    drop(storage);
    suite.wait(9);
    assert!(suite.skill(&ada).suspended);
    suite.wait(1);
    assert!(!suite.skill(&ada).suspended);
}

#[test]
fn malformed_questions_are_refused() {
    let suite = Suite::new();
    let ada = suite.ada().to_string();
    let refused = |msg: QueryMsg| {
        let answer: StdResult<serde::de::IgnoredAny> =
            suite.app.wrap().query_wasm_smart(&suite.staking, &msg);
        assert!(answer.is_err(), "{msg:?}");
    };
    refused(QueryMsg::Skill {
        labeler: ada.clone(),
        domain: "Law".into(),
    });
    refused(QueryMsg::Skill {
        labeler: "ada".into(),
        domain: "law".into(),
    });
    refused(QueryMsg::Stake {
        staker: ada,
        denom: native("cw20:fake"),
    });
    refused(QueryMsg::Stakes {
        staker: "ada".into(),
        start_after: None,
        limit: None,
    });
}
