//! Randomness of the operating system.

use chacha20poly1305::aead::{rand_core::RngCore, OsRng};

/// So many random bytes, fit for keys and salts.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}
