//! Domains: the field of expertise that a skill counts for, such as `radiology/chest`.

use sha2::{Digest, Sha256};

/// Most bytes of a domain's name.
pub const MAX_DOMAIN_BYTES: usize = 64;

/// First 8 bytes of SHA-256 of the name: the domain in storage keys.
pub type DomainId = [u8; 8];

/// Returned when a domain's name is empty, too long, or has other characters than
/// lower-case letters, digits, `/` and `-`.
#[derive(thiserror::Error, Debug, PartialEq, Eq)]
#[error("domain {found:?}: expected 1 to 64 of a-z, 0-9, / and -")]
pub struct DomainError {
    /// The name found, at most its first 64 characters.
    pub found: String,
}

/// Checks a name and returns its id.
///
/// # Errors
/// [`DomainError`].
pub fn domain_id(name: &str) -> Result<DomainId, DomainError> {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'/' || b == b'-';
    if name.is_empty() || name.len() > MAX_DOMAIN_BYTES || !name.bytes().all(allowed) {
        return Err(DomainError {
            found: name.chars().take(MAX_DOMAIN_BYTES).collect(),
        });
    }
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(Sha256::digest(name.as_bytes()));
    Ok([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        assert!(domain_id("radiology/chest-2").is_ok());
        for bad in ["", "Radiology", "a b", &"x".repeat(65)] {
            assert!(domain_id(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_id_is_the_head_of_the_hash() {
        // printf radiology | sha256sum
        assert_eq!(
            domain_id("radiology").unwrap(),
            Sha256::digest("radiology")[..8]
        );
    }
}
