//! Published rounds of quicknet, and what the library and cosmwasm's calls say of the same bytes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use std::num::NonZeroU64;

use cosmwasm_std::testing::MockApi;
use pasar_drand::{
    chain::{Chain, QUICKNET, QUICKNET_GROUP, QUICKNET_HASH, QUICKNET_ID},
    message,
    native::{self, Beacon},
    randomness, verify,
    wire::Info,
    Hash, PublicKey, Refused, Signature,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    quicknet: Info,
    rounds: Vec<Published>,
    deciding: Vec<Deciding>,
}

#[derive(Deserialize)]
struct Published {
    round: u64,
    time: u64,
    #[serde(with = "hex")]
    message: Hash,
    #[serde(with = "hex")]
    randomness: Hash,
    #[serde(deserialize_with = "hex::deserialize")]
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Deciding {
    time: u64,
    delay: u64,
    stride: NonZeroU64,
    round: u64,
}

impl Published {
    fn signature(&self) -> Signature {
        self.signature.as_slice().try_into().unwrap()
    }
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../formats/vectors/drand.json")).unwrap()
}

/// What both say; it is never different.
fn verified(key: &PublicKey, round: u64, signature: &Signature) -> Result<Hash, Refused> {
    let native = native::verify_round(key, round, signature);
    let chain = verify::verify_round(&MockApi::default(), key, round, signature);
    assert_eq!(native, chain, "round {round}, {}", hex::encode(signature));
    native
}

/// What both say to a round and to whatever must not pass for it.
fn only_itself_is_accepted(key: &PublicKey, other_key: &PublicKey, round: u64, sig: &Signature) {
    assert_eq!(verified(key, round, sig), Ok(randomness(sig)));
    let refused = Err(Refused::Signature(round));
    assert_eq!(verified(other_key, round, sig), refused);
    let next = round + 1;
    assert_eq!(verified(key, next, sig), Err(Refused::Signature(next)));

    // The same point upside down is a point, and not the signature.
    let mut negated = *sig;
    negated[0] ^= 0x20;
    assert_eq!(verified(key, round, &negated), refused);
    for byte in [0, 1, 20, 47] {
        let mut broken = *sig;
        broken[byte] ^= 1;
        assert!(verified(key, round, &broken).is_err());
    }
    let mut infinity = [0; 48];
    infinity[0] = 0xc0;
    assert_eq!(verified(key, round, &infinity), refused);
    assert_eq!(verified(key, round, &[0; 48]), Err(Refused::NoPoint(round)));

    let mut no_key = [0; 96];
    assert_eq!(verified(&no_key, round, sig), Err(Refused::NoPoint(round)));
    no_key[0] = 0xc0;
    assert_eq!(verified(&no_key, round, &infinity), Err(Refused::NoKey));
}

#[test]
fn quicknet_is_what_its_relays_show() {
    let published = vectors().quicknet;
    assert_eq!(published.chain(), Some(QUICKNET));
    assert_eq!(published.group_hash, hex::encode(QUICKNET_GROUP));
    assert_eq!(published.hash, hex::encode(QUICKNET_HASH));
    assert_eq!(
        Info::of(&QUICKNET, &QUICKNET_GROUP, QUICKNET_ID),
        Some(published)
    );
}

#[test]
fn published_rounds_are_verified_and_nothing_else() {
    let own = Beacon::new(b"another key");
    let rounds = vectors().rounds;
    assert!(rounds.len() >= 3);
    for published in rounds {
        let Published { round, time, .. } = published;
        assert_eq!(QUICKNET.schedule.time_of(round), Some(time));
        assert_eq!(QUICKNET.schedule.round_at(time), round);
        assert_eq!(message(round), published.message);
        let signature = published.signature();
        let found = verified(&QUICKNET.public_key, round, &signature);
        assert_eq!(found, Ok(published.randomness));
        only_itself_is_accepted(&QUICKNET.public_key, &own.public_key(), round, &signature);
    }
}

#[test]
fn the_deciding_rounds_are_those_of_the_vectors() {
    for case in vectors().deciding {
        let found = QUICKNET
            .schedule
            .deciding(case.time, case.delay, case.stride);
        assert_eq!(found, Some(case.round));
    }
}

#[test]
fn a_beacon_of_ones_own_is_verified_alike() {
    let own = Beacon::new(b"seed");
    let other = Beacon::new(b"seed of another");
    for round in [1, 7, 1000, u64::MAX - 1] {
        let signature = own.sign(round);
        only_itself_is_accepted(&own.public_key(), &other.public_key(), round, &signature);
    }
    assert_eq!(own.sign(7), Beacon::new(b"seed").sign(7));
}

#[test]
fn a_point_outside_its_group_is_refused() {
    // x = 4 is on the curve, as 4^3 + 4 is a square, but not in the subgroup.
    let mut outside = [0; 48];
    outside[0] = 0x80;
    outside[47] = 4;
    let refused = Err(Refused::NoPoint(1));
    assert_eq!(verified(&QUICKNET.public_key, 1, &outside), refused);
}

#[test]
fn chains_differ_in_their_hash_by_everything_that_they_are() {
    let own = Beacon::new(b"seed").chain(QUICKNET.schedule);
    let hash = |chain: Chain, id| chain.hash(&QUICKNET_GROUP, id);
    assert_ne!(hash(own, QUICKNET_ID), hash(QUICKNET, QUICKNET_ID));
    assert_ne!(hash(QUICKNET, "default"), hash(QUICKNET, QUICKNET_ID));
    // A chain that is called default is hashed without its name.
    assert_eq!(hash(QUICKNET, "default"), hash(QUICKNET, ""));
    let mut slow = QUICKNET;
    slow.schedule.period = NonZeroU64::MAX;
    assert_eq!(hash(slow, QUICKNET_ID), None);
}
