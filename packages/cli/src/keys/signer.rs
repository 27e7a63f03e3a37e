//! A key that signs transactions and texts: BIP-39 and BIP-44, coin type 118, as all wallets of
//! the Cosmos have it.

use anyhow::{anyhow, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use bip39::Mnemonic;
use cosmrs::{
    crypto::{secp256k1::SigningKey, PublicKey},
    AccountId,
};

/// Account 0 of coin type 118.
const PATH: &str = "m/44'/118'/0'/0/0";

/// What a wallet signs once so that salts and reading keys can be derived from the signature; the
/// same text as the TypeScript client's, so that both derive the same. It must never change.
pub const KEY_TEXT: &str = "Pasar: the key of my sealed labels.\n\n\
    Sign this only in an application that you trust with labels you have not revealed yet. \
    It moves no money and sends no transaction.";

/// A key, and the address it has on a chain.
pub struct Signer {
    key: SigningKey,
    /// The address.
    pub address: AccountId,
}

impl Signer {
    /// The first account of a mnemonic.
    pub fn new(mnemonic: &str, prefix: &str) -> Result<Self> {
        let path = PATH.parse().map_err(|error| anyhow!("{PATH}: {error}"))?;
        let seed = parse(mnemonic)?.to_seed("");
        let key = SigningKey::derive_from_path(seed, &path)
            .map_err(|error| anyhow!("the mnemonic gives no key: {error}"))?;
        let address = address(&key.public_key(), prefix)?;
        Ok(Self { key, address })
    }

    /// What others know of the key.
    pub fn public_key(&self) -> PublicKey {
        self.key.public_key()
    }

    /// The key itself.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// A text's signature by ADR-36, which wallets offer as `signArbitrary`: 64 bytes, always the
    /// same ones.
    pub fn sign_text(&self, text: &str) -> Result<Vec<u8>> {
        let bytes = text_sign_bytes(self.address.as_ref(), text);
        let signature = self.key.sign(bytes.as_bytes());
        let signature = signature.map_err(|error| anyhow!("the text cannot be signed: {error}"))?;
        Ok(signature.to_bytes().to_vec())
    }
}

/// Checks a mnemonic's words and checksum, in capitals or not, with whatever space between them and
/// a byte order mark before them or not: as wallets read it. Nothing of it is ever shown.
pub fn parse(mnemonic: &str) -> Result<Mnemonic> {
    let words = mnemonic.trim_start_matches('\u{feff}').to_lowercase();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Mnemonic::parse(words).context("this is no BIP-39 mnemonic of 12 to 24 English words")
}

/// The address of a public key.
pub fn address(key: &PublicKey, prefix: &str) -> Result<AccountId> {
    let address = key.account_id(prefix);
    address.map_err(|error| anyhow!("no address of prefix {prefix:?}: {error}"))
}

/// The document that ADR-36 has wallets sign for a text: JSON without spaces, names in order.
fn text_sign_bytes(address: &str, text: &str) -> String {
    let data = BASE64_STANDARD.encode(text);
    let message = format!(
        r#"{{"type":"sign/MsgSignData","value":{{"data":"{data}","signer":"{address}"}}}}"#
    );
    let fee = r#"{"amount":[],"gas":"0"}"#;
    format!(
        r#"{{"account_number":"0","chain_id":"","fee":{fee},"memo":"","msgs":[{message}],"sequence":"0"}}"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{accounts, signatures};

    #[test]
    fn the_accounts_of_the_local_chain_have_their_addresses() {
        for (name, address, mnemonic) in accounts() {
            let signer = Signer::new(&mnemonic, "wasm").unwrap();
            assert_eq!(signer.address.as_ref(), address, "{name}");
        }
    }

    #[test]
    fn texts_are_signed_as_published() {
        for case in signatures() {
            let signer = Signer::new(&case.mnemonic, "wasm").unwrap();
            assert_eq!(signer.address.as_ref(), case.address);
            assert_eq!(signer.sign_text(KEY_TEXT).unwrap(), case.signature.to_vec());
        }
    }

    #[test]
    fn a_mnemonic_is_read_as_wallets_read_it() {
        for (_, address, mnemonic) in accounts() {
            let written = [
                mnemonic.to_uppercase(),
                format!("\u{feff}{mnemonic}\r\n"),
                mnemonic.replace(' ', " \t\n"),
            ];
            for mnemonic in written {
                let signer = Signer::new(&mnemonic, "wasm").unwrap();
                assert_eq!(signer.address.as_ref(), address);
            }
        }
    }

    #[test]
    fn a_mnemonic_with_a_wrong_word_is_refused_and_not_shown() {
        let words =
            "number nest material please traffic route rather long struggle inquiry tomato tomato";
        let error = format!("{:#}", parse(words).unwrap_err());
        assert!(error.contains("no BIP-39 mnemonic"), "{error}");
        assert!(!error.contains("nest"), "{error}");
    }
}
