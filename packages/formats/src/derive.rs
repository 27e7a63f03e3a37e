//! What a labeler and a requester derive from one signature of their wallet, byte by byte as the
//! TypeScript client does, so that no device can lose it.

use crate::{
    number::byte_count,
    seal::{SealContext, SALT_BYTES},
};
use crypto_box::SecretKey;
use hkdf::Hkdf;
use sha2::{Digest, Sha256, Sha512};

const SALT_DOMAIN: &[u8] = b"pasar/salt/v1";
const READING_KEY_DOMAIN: &[u8] = b"pasar/reading-key/v1";

/// Returned when a key cannot be derived.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
#[error("{wanted} bytes cannot be derived from a signature")]
pub struct DeriveError {
    /// Bytes wanted.
    pub wanted: usize,
}

/// The salt of a seat.
///
/// # Errors
/// [`DeriveError`].
pub fn salt(signature: &[u8], place: &SealContext<'_>) -> Result<[u8; SALT_BYTES], DeriveError> {
    derive(signature, SALT_DOMAIN, &place_bytes(place))
}

/// The reading key of a campaign; `name` tells the requester's campaigns apart.
///
/// # Errors
/// [`DeriveError`].
pub fn reading_key(signature: &[u8], name: &str) -> Result<SecretKey, DeriveError> {
    let seed: [u8; 32] = derive(signature, READING_KEY_DOMAIN, name.as_bytes())?;
    // As libsodium's crypto_box_seed_keypair.
    let hash: [u8; 64] = Sha512::digest(seed).into();
    let (key, _) = hash
        .split_first_chunk::<32>()
        .ok_or(DeriveError { wanted: 32 })?;
    Ok(SecretKey::from(*key))
}

fn derive<const N: usize>(
    signature: &[u8],
    domain: &[u8],
    info: &[u8],
) -> Result<[u8; N], DeriveError> {
    let mut bytes = [0; N];
    let key = Hkdf::<Sha256>::new(Some(domain), signature);
    let expanded = key.expand(info, &mut bytes);
    expanded.map_err(|_| DeriveError { wanted: N })?;
    Ok(bytes)
}

/// A seat's place, written as in a seal; whose seat it is follows from the signature.
fn place_bytes(place: &SealContext<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in [place.chain_id, place.registry] {
        bytes.push(byte_count(text.len()));
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes.extend_from_slice(&place.campaign.to_be_bytes());
    bytes.extend_from_slice(&place.task.to_be_bytes());
    bytes.push(place.wave);
    bytes
}
