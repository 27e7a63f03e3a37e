//! Verification by the host of a contract, which needs a chain with the capability `cosmwasm_2_1`.
//!
//! A signature in G1 is the message's point times the secret key, and the public key is the
//! generator of G2 times the same secret. Pairings let anybody compare the two without the secret:
//!
//! ```text
//! e(signature, G2) = e(H(message), public key)
//! ```
//!
//! The host's two calls are that equation: `bls12_381_hash_to_g1` makes H(message), and
//! `bls12_381_pairing_equality` compares. It decompresses both points itself and refuses those that
//! are not in their group.

use cosmwasm_std::{Api, HashFunction};

use crate::{
    chain::{DOMAIN, G2_GENERATOR},
    message, randomness, Hash, PublicKey, Refused, Signature, INFINITY,
};

/// The randomness of a round, where the signature is that round's by this key.
pub fn verify_round<A: Api + ?Sized>(
    api: &A,
    public_key: &PublicKey,
    round: u64,
    signature: &Signature,
) -> Result<Hash, Refused> {
    if *public_key == INFINITY {
        return Err(Refused::NoKey);
    }
    let point = api
        .bls12_381_hash_to_g1(HashFunction::Sha256, &message(round), DOMAIN)
        .map_err(|_| Refused::NoPoint(round))?;
    let equal = api
        .bls12_381_pairing_equality(signature, &G2_GENERATOR, &point, public_key)
        .map_err(|_| Refused::NoPoint(round))?;
    if !equal {
        return Err(Refused::Signature(round));
    }
    Ok(randomness(signature))
}
