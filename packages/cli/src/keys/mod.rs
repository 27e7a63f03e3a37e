//! Keys: where they are kept, what they sign, and how secrets are asked for.

pub mod keyring;
pub mod secret;
pub mod signer;
