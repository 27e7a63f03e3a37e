//! Sealed boxes: what opens a seal, encrypted to a campaign's reading key (libsodium's
//! `crypto_box_seal` over the salt, then the packed labels).

use anyhow::{anyhow, bail, Result};
use chacha20poly1305::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use pasar_common::seal::SALT_BYTES;
use serde::{Deserialize, Serialize};

/// What opens a seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// Packed labels.
    pub labels: cosmwasm_std::HexBinary,
}

/// Encrypts an opening to a reading key.
pub fn seal(opening: &Opening, reading_key: &[u8]) -> Result<Vec<u8>> {
    let found = reading_key.len();
    let key = PublicKey::from_slice(reading_key)
        .map_err(|_| anyhow!("the reading key has {found} bytes, expected 32"))?;
    let plain = [opening.salt.as_slice(), &opening.labels].concat();
    let sealed = key.seal(&mut OsRng, &plain);
    sealed.map_err(|_| anyhow!("the labels cannot be encrypted to the reading key"))
}

/// Decrypts what [`seal`] made.
pub fn open(sealed: &[u8], key: &SecretKey) -> Result<Opening> {
    let Ok(plain) = key.unseal(sealed) else {
        bail!("the box does not open with the reading key");
    };
    let Some((salt, labels)) = plain.split_first_chunk() else {
        bail!(
            "the box has {} bytes, expected a salt of {SALT_BYTES}",
            plain.len()
        );
    };
    Ok(Opening {
        salt: *salt,
        labels: labels.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::vectors::boxes;

    fn key(bytes: &[u8]) -> SecretKey {
        SecretKey::from_slice(bytes).unwrap()
    }

    #[test]
    fn published_boxes_open() {
        for case in boxes() {
            let opening = open(&case.sealed, &key(&case.private_key)).unwrap();
            assert_eq!(opening.salt, case.salt.as_slice());
            assert_eq!(opening.labels, case.labels);
            let again = seal(&opening, &case.public_key).unwrap();
            assert_eq!(open(&again, &key(&case.private_key)).unwrap(), opening);
        }
    }

    #[test]
    fn junk_and_boxes_for_others_do_not_open() {
        let case = boxes().remove(0);
        let mut bent = case.sealed.to_vec();
        bent[40] ^= 1;
        assert!(open(&bent, &key(&case.private_key)).is_err());
        assert!(open(&case.sealed, &key(&[7; 32])).is_err());
        assert!(open(&[], &key(&case.private_key)).is_err());
        let short = PublicKey::from_slice(&case.public_key).unwrap();
        let short = short.seal(&mut OsRng, &[1, 2]).unwrap();
        let error = open(&short, &key(&case.private_key)).unwrap_err();
        assert!(error.to_string().contains("expected a salt"), "{error}");
    }
}
