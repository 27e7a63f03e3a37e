//! What a labeler and a requester derive from one signature of their wallet, byte by byte as the
//! TypeScript client does, so that no device can lose it.

use anyhow::{anyhow, Result};
use crypto_box::SecretKey;
use hkdf::Hkdf;
use pasar_common::seal::{SealContext, SALT_BYTES};
use sha2::{Digest, Sha256, Sha512};

const SALT_DOMAIN: &[u8] = b"pasar/salt/v1";
const READING_KEY_DOMAIN: &[u8] = b"pasar/reading-key/v1";

/// The salt of a seat.
pub fn salt(signature: &[u8], place: &SealContext<'_>) -> Result<[u8; SALT_BYTES]> {
    derive(signature, SALT_DOMAIN, &place_bytes(place))
}

/// The reading key of a campaign; `name` tells the requester's campaigns apart.
pub fn reading_key(signature: &[u8], name: &str) -> Result<SecretKey> {
    let seed: [u8; 32] = derive(signature, READING_KEY_DOMAIN, name.as_bytes())?;
    // As libsodium's crypto_box_seed_keypair.
    let mut key = [0; 32];
    key.copy_from_slice(&Sha512::digest(seed)[..32]);
    Ok(SecretKey::from(key))
}

fn derive<const N: usize>(signature: &[u8], domain: &[u8], info: &[u8]) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let key = Hkdf::<Sha256>::new(Some(domain), signature);
    let expanded = key.expand(info, &mut bytes);
    expanded.map_err(|error| anyhow!("{N} bytes cannot be derived: {error}"))?;
    Ok(bytes)
}

/// A seat's place, written as in a seal; whose seat it is follows from the signature.
fn place_bytes(place: &SealContext<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in [place.chain_id, place.registry] {
        bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes.extend_from_slice(&place.campaign.to_be_bytes());
    bytes.extend_from_slice(&place.task.to_be_bytes());
    bytes.push(place.wave);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::vectors::{salts, signatures};

    #[test]
    fn salts_are_derived_as_published() {
        for case in salts() {
            let place = SealContext {
                chain_id: &case.chain_id,
                registry: &case.registry,
                campaign: case.campaign,
                task: case.task,
                wave: case.wave,
                labeler: "whoever",
            };
            assert_eq!(salt(&case.signature, &place).unwrap(), case.salt.as_slice());
        }
    }

    #[test]
    fn reading_keys_are_derived_as_published() {
        for case in signatures() {
            let key = reading_key(&case.signature, &case.name).unwrap();
            assert_eq!(key.to_bytes(), case.private_key.as_slice());
            assert_eq!(key.public_key().as_bytes(), case.public_key.as_slice());
        }
    }
}
