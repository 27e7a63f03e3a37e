//! The two records that the registry reads by raw key: what this contract wrote must read back
//! through `pasar_common::raw`, from keys and bytes that never change.

use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_common::{
    packed::Packed,
    raw::{skill_key, stake_key, Negative, SkillRecord, StakeRecord, Unbonding, SKILLS, STAKES},
};
use pasar_formats::domain::domain_id;
use pasar_truth::{History, ONE};

use crate::setup::{native, requester, Suite, ATOM, UNBONDING};

fn raw(suite: &Suite, key: &[u8]) -> Vec<u8> {
    let answer = suite.app.wrap().query_wasm_raw(&suite.staking, key);
    answer.unwrap().unwrap()
}

#[test]
fn a_stake_reads_back_by_raw_key() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let atom = native(ATOM);
    suite.bond(&ada, 1_000, ATOM).unwrap();
    suite.unbond(&ada, 5, &atom).unwrap();
    let account = suite.canonical(&ada);
    let bytes = raw(&suite, &STAKES.key(&stake_key(&account, ATOM)));
    let ready_at = suite.now() + UNBONDING;
    let record = StakeRecord {
        staked: Uint128::new(995),
        unbonding: vec![Unbonding {
            amount: Uint128::new(5),
            ready_at,
        }],
    };
    assert_eq!(StakeRecord::from_bytes(&bytes), Ok(record));
    let golden = [&[1, 2, 0x03, 0xe3, 1, 5], &ready_at.to_be_bytes()[3..]].concat();
    assert_eq!(bytes, golden);
}

#[test]
fn the_key_of_a_stake_is_spelled_out() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    let token = suite.reward_token.clone();
    suite.send(&ada, 7, &token).unwrap();
    let account: CanonicalAddr = suite.canonical(&ada);
    let len = u8::try_from(account.len()).unwrap();
    let denom = format!("cw20:{token}");
    let key = [b"\0\x01k".as_slice(), &[len], &account, denom.as_bytes()].concat();
    assert_eq!(raw(&suite, &key), [1, 1, 7]);
}

#[test]
fn a_skill_reads_back_by_raw_key() {
    let mut suite = Suite::new();
    let ada = suite.ada();
    suite.settle(9, &ada, [3 * ONE, 4 * ONE, -2 * ONE]).unwrap();
    let account = suite.canonical(&ada);
    let domain = domain_id("radiology").unwrap();
    let bytes = raw(&suite, &SKILLS.key(&skill_key(domain, &account)));
    let from = suite.canonical(&requester(9));
    let tag = [from[0], from[1], from[2], from[3]];
    let record = SkillRecord {
        history: History {
            skill: 3 * ONE,
            mass: 4 * ONE,
            evidence: -2 * ONE,
        },
        last: suite.now(),
        suspended_until: 0,
        last_negative: Negative {
            requester: u32::from_be_bytes(tag),
            evidence: -8_192,
        },
    };
    assert_eq!(SkillRecord::from_bytes(&bytes), Ok(record));
    let golden: Vec<u8> = [
        [1].as_slice(),
        &12_288_i32.to_be_bytes(),
        &16_384_i32.to_be_bytes(),
        &(-8_192_i32).to_be_bytes(),
        &suite.now().to_be_bytes()[3..],
        &[0; 5],
        &tag,
        &(-8_192_i32).to_be_bytes(),
    ]
    .concat();
    assert_eq!(bytes, golden);
    let len = u8::try_from(account.len()).unwrap();
    let key = [b"\0\x01s".as_slice(), &domain, &[len], &account].concat();
    assert_eq!(raw(&suite, &key), golden);
}
