//! Verification in this process, and a drand of one's own: a key pair that signs rounds, for tests
//! and local chains. The equation is in the document of the module `verify`.
//!
//! Arithmetic here takes a time that depends on the secret key. That is fine for a beacon whose
//! secret is a seed on a command line, and for nothing else.

use ark_bls12_381::{g1::Config, Bls12_381, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{
    hashing::{
        curve_maps::wb::WBMap, map_to_curve_hasher::MapToCurveBasedHasher, HashToCurve,
        HashToCurveError,
    },
    pairing::Pairing,
    AffineRepr, CurveGroup,
};
use ark_ff::{
    field_hashers::{DefaultFieldHasher, HashToField},
    PrimeField,
};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use sha2::Sha256;

use crate::{
    chain::{Chain, DOMAIN},
    message, randomness,
    schedule::Schedule,
    Hash, PublicKey, Refused, Signature, INFINITY,
};

/// Domain in which a seed is hashed to a secret key.
const KEY_DOMAIN: &[u8] = b"pasar/drand/key/v1";

type Hasher = MapToCurveBasedHasher<G1Projective, DefaultFieldHasher<Sha256, 128>, WBMap<Config>>;

/// The randomness of a round, where the signature is that round's by this key.
pub fn verify_round(
    public_key: &PublicKey,
    round: u64,
    signature: &Signature,
) -> Result<Hash, Refused> {
    if *public_key == INFINITY {
        return Err(Refused::NoKey);
    }
    let no_point = |_| Refused::NoPoint(round);
    let key = G2Affine::deserialize_compressed(&public_key[..]).map_err(no_point)?;
    let signed = G1Affine::deserialize_compressed(&signature[..]).map_err(no_point)?;
    let point = point_of(round).map_err(|_| Refused::NoPoint(round))?;
    if Bls12_381::pairing(signed, G2Affine::generator()) != Bls12_381::pairing(point, key) {
        return Err(Refused::Signature(round));
    }
    Ok(randomness(signature))
}

/// H(message): the point that the key signs for a round.
fn point_of(round: u64) -> Result<G1Affine, HashToCurveError> {
    Hasher::new(DOMAIN)?.hash(&message(round))
}

/// A key pair that signs rounds as drand does. Anybody who knows its seed knows every
/// round to come.
pub struct Beacon {
    secret: Fr,
    public_key: PublicKey,
}

impl Beacon {
    /// The key pair of a seed.
    pub fn new(seed: &[u8]) -> Self {
        let hasher = <DefaultFieldHasher<Sha256, 128> as HashToField<Fr>>::new(KEY_DOMAIN);
        let elements: Vec<Fr> = hasher.hash_to_field(seed, 1);
        let secret: Fr = elements.into_iter().sum();
        let point = G2Affine::generator()
            .mul_bigint(secret.into_bigint())
            .into_affine();
        Self {
            secret,
            public_key: compressed(&point),
        }
    }

    /// What its rounds are verified by.
    pub fn public_key(&self) -> PublicKey {
        self.public_key
    }

    /// Its chain, when it signs by a schedule.
    pub fn chain(&self, schedule: Schedule) -> Chain {
        Chain {
            public_key: self.public_key,
            schedule,
        }
    }

    /// The signature of a round, whether or not its time has come.
    #[expect(
        clippy::expect_used,
        reason = "fails only for a domain or a count of elements that is too long; both are constant"
    )]
    pub fn sign(&self, round: u64) -> Signature {
        let point = point_of(round).expect("a round's message always has its point");
        compressed(&point.mul_bigint(self.secret.into_bigint()).into_affine())
    }
}

/// A point's bytes; `N` is what its group takes.
#[expect(
    clippy::expect_used,
    reason = "fails only where the bytes are too few, and both groups' are constant"
)]
fn compressed<const N: usize>(point: &impl CanonicalSerialize) -> [u8; N] {
    let mut bytes = [0; N];
    point
        .serialize_compressed(&mut bytes[..])
        .expect("a compressed point fits the bytes of its group");
    bytes
}
