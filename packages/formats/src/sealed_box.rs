//! Sealed boxes: what opens a seal, encrypted to a campaign's reading key (libsodium's
//! `crypto_box_seal` over the salt, then the packed labels).

use crate::seal::SALT_BYTES;
use chacha20poly1305::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};

/// What opens a seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The salt.
    pub salt: [u8; SALT_BYTES],
    /// Packed labels.
    #[serde(with = "hex")]
    pub labels: Vec<u8>,
}

/// Every way a box can fail to be made or opened.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
pub enum BoxError {
    /// Returned when a reading key is no X25519 key.
    #[error("the reading key has {found} bytes, expected 32")]
    Key {
        /// Bytes found.
        found: usize,
    },
    /// Returned when encryption fails.
    #[error("the labels cannot be encrypted to the reading key")]
    Seal,
    /// Returned when a box was sealed to another key, or changed.
    #[error("the box does not open with the reading key")]
    Open,
    /// Returned when a box holds less than a salt.
    #[error("the box has {found} bytes, expected a salt of {SALT_BYTES}")]
    Short {
        /// Bytes found.
        found: usize,
    },
}

/// Encrypts an opening to a reading key.
///
/// # Errors
/// [`BoxError::Key`], [`BoxError::Seal`].
pub fn seal(opening: &Opening, reading_key: &[u8]) -> Result<Vec<u8>, BoxError> {
    let key = PublicKey::from_slice(reading_key).map_err(|_| BoxError::Key {
        found: reading_key.len(),
    })?;
    let plain = [opening.salt.as_slice(), &opening.labels].concat();
    key.seal(&mut OsRng, &plain).map_err(|_| BoxError::Seal)
}

/// Decrypts what [`seal`] made.
///
/// # Errors
/// [`BoxError::Open`], [`BoxError::Short`].
pub fn open(sealed: &[u8], key: &SecretKey) -> Result<Opening, BoxError> {
    let plain = key.unseal(sealed).map_err(|_| BoxError::Open)?;
    let (salt, labels) = plain
        .split_first_chunk()
        .ok_or(BoxError::Short { found: plain.len() })?;
    Ok(Opening {
        salt: *salt,
        labels: labels.to_vec(),
    })
}
