//! Keys in encrypted files, one a key: Argon2id makes a key of the password, XChaCha20-Poly1305
//! encrypts the mnemonic. The public key is in the clear, so that addresses can be shown.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail, ensure, Context, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    aead::{Aead, KeyInit, Payload},
    XChaCha20Poly1305, XNonce,
};
use cosmrs::crypto::PublicKey;
use cosmwasm_std::HexBinary;
use serde::{Deserialize, Serialize};

use crate::{keys::signer::Signer, private_file, random};

/// Bytes of a nonce.
const NONCE_BYTES: usize = 24;
/// What a file costs to open: 64 MiB and three passes.
const COST: Cost = Cost {
    memory_kib: 65_536,
    passes: 3,
};
/// Most that a file may ask for, so that a bent one cannot hold up the machine.
const MOST: Cost = Cost {
    memory_kib: 1 << 20,
    passes: 16,
};

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    memory_kib: u32,
    passes: u32,
}

/// A key's file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    version: u8,
    /// JSON of the public key, as the SDK writes it.
    public_key: String,
    argon2id: Cost,
    salt: HexBinary,
    nonce: HexBinary,
    ciphertext: HexBinary,
}

/// A folder of keys.
pub struct Keyring {
    folder: PathBuf,
    cost: Cost,
}

impl Keyring {
    /// The keyring in a folder, which need not exist.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder, cost: COST }
    }

    /// Names of all keys, ascending.
    pub fn names(&self) -> Result<Vec<String>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).context(self.folder.display().to_string()),
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(".json").map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// Whether there is such a key.
    pub fn has(&self, name: &str) -> Result<bool> {
        Ok(self.path(name)?.exists())
    }

    /// Keeps a mnemonic under a new name.
    pub fn add(&self, name: &str, mnemonic: &str, password: &str) -> Result<PublicKey> {
        let path = self.path(name)?;
        ensure!(!path.exists(), "there is a key {name:?} already");
        ensure!(!password.is_empty(), "the password is empty");
        let public_key = Signer::new(mnemonic, "cosmos")?.public_key();
        let mut sealed = Sealed {
            version: 1,
            public_key: public_key.to_json(),
            argon2id: self.cost,
            salt: random::bytes::<16>().as_slice().into(),
            nonce: random::bytes::<NONCE_BYTES>().as_slice().into(),
            ciphertext: HexBinary::default(),
        };
        let plain = Payload {
            msg: mnemonic.as_bytes(),
            aad: sealed.public_key.as_bytes(),
        };
        let ciphertext = sealed.cipher(password)?.encrypt(&sealed.nonce()?, plain);
        sealed.ciphertext = ciphertext
            .map_err(|_| anyhow!("the key cannot be encrypted"))?
            .into();
        private_file::write(&path, &serde_json::to_vec_pretty(&sealed)?)?;
        Ok(public_key)
    }

    /// A key's public part; needs no password.
    pub fn public_key(&self, name: &str) -> Result<PublicKey> {
        let sealed = self.read(name)?;
        let key = PublicKey::from_json(&sealed.public_key);
        key.map_err(|error| anyhow!("key {name:?} has no public key: {error}"))
    }

    /// The mnemonic.
    pub fn open(&self, name: &str, password: &str) -> Result<String> {
        let sealed = self.read(name)?;
        let text = Payload {
            msg: &sealed.ciphertext,
            aad: sealed.public_key.as_bytes(),
        };
        let Ok(plain) = sealed.cipher(password)?.decrypt(&sealed.nonce()?, text) else {
            bail!("the password does not open key {name:?}");
        };
        String::from_utf8(plain).with_context(|| format!("key {name:?} is damaged"))
    }

    /// Forgets a key.
    pub fn delete(&self, name: &str) -> Result<()> {
        let path = self.path(name)?;
        ensure!(path.exists(), "{}", self.missing(name));
        std::fs::remove_file(&path).with_context(|| path.display().to_string())
    }

    /// What is said where there is no such key.
    pub fn missing(&self, name: &str) -> String {
        let names = self.names().unwrap_or_default();
        let known = if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        };
        format!(
            "no key {name:?} in {}; there are: {known}",
            self.folder.display()
        )
    }

    fn read(&self, name: &str) -> Result<Sealed> {
        let path = self.path(name)?;
        ensure!(path.exists(), "{}", self.missing(name));
        read(&path).with_context(|| format!("{}: no key's file", path.display()))
    }

    /// Names are names of files: nothing but letters, digits, `-` and `_`.
    fn path(&self, name: &str) -> Result<PathBuf> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        ensure!(
            !name.is_empty() && name.len() <= 64 && name.chars().all(allowed),
            "key name {name:?}: expected 1 to 64 letters, digits, - and _"
        );
        Ok(self.folder.join(format!("{name}.json")))
    }
}

fn read(path: &Path) -> Result<Sealed> {
    let sealed: Sealed = serde_json::from_slice(&std::fs::read(path)?)?;
    ensure!(
        sealed.version == 1,
        "version {}, expected 1",
        sealed.version
    );
    Ok(sealed)
}

impl Sealed {
    fn nonce(&self) -> Result<XNonce> {
        let nonce: Result<[u8; NONCE_BYTES], _> = self.nonce.as_slice().try_into();
        let found = self.nonce.len();
        let nonce = nonce.map_err(|_| anyhow!("a nonce of {found} bytes, expected {NONCE_BYTES}"));
        Ok(nonce?.into())
    }

    fn cipher(&self, password: &str) -> Result<XChaCha20Poly1305> {
        let Cost { memory_kib, passes } = self.argon2id;
        ensure!(
            memory_kib <= MOST.memory_kib && passes <= MOST.passes,
            "the key's file asks for {memory_kib} KiB and {passes} passes, expected at most {} and {}",
            MOST.memory_kib,
            MOST.passes
        );
        let params = Params::new(memory_kib, passes, 1, Some(32));
        let params = params.map_err(|error| anyhow!("the key's file: {error}"))?;
        let mut key = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &self.salt, &mut key)
            .map_err(|error| anyhow!("the key's file: {error}"))?;
        Ok(XChaCha20Poly1305::new(&key.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::accounts;

    fn keyring(folder: &tempfile::TempDir) -> Keyring {
        Keyring {
            folder: folder.path().join("keys"),
            cost: Cost {
                memory_kib: 64,
                passes: 1,
            },
        }
    }

    #[test]
    fn a_key_opens_with_its_password_only() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = keyring(&folder);
        let (_, address, mnemonic) = accounts().remove(0);
        assert_eq!(keyring.names().unwrap(), [""; 0]);
        keyring.add("owner", &mnemonic, "correct horse").unwrap();
        assert_eq!(keyring.names().unwrap(), ["owner"]);
        assert_eq!(keyring.open("owner", "correct horse").unwrap(), mnemonic);
        let error = keyring.open("owner", "battery staple").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the password does not open key \"owner\""
        );
        let public = keyring.public_key("owner").unwrap();
        assert_eq!(public.account_id("wasm").unwrap().as_ref(), address);
    }

    #[test]
    fn a_name_is_taken_once_and_is_no_path() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = keyring(&folder);
        let (_, _, mnemonic) = accounts().remove(0);
        keyring.add("a", &mnemonic, "p").unwrap();
        assert!(keyring.add("a", &mnemonic, "p").is_err());
        assert!(keyring.add("../a", &mnemonic, "p").is_err());
        assert!(keyring.add("b", &mnemonic, "").is_err());
        keyring.delete("a").unwrap();
        let error = keyring.delete("a").unwrap_err().to_string();
        assert!(error.contains("no key \"a\""), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let keyring = keyring(&folder);
        keyring.add("a", &accounts()[0].2, "p").unwrap();
        let file = keyring.path("a").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&keyring.folder)), (0o600, 0o700));
        assert!(!std::fs::read_to_string(file).unwrap().contains("eternal"));
    }

    #[test]
    fn a_bent_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = keyring(&folder);
        keyring.add("a", &accounts()[0].2, "p").unwrap();
        let file = keyring.path("a").unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(
            &file,
            text.replace("\"memory_kib\": 64", "\"memory_kib\": 4000000000"),
        )
        .unwrap();
        let error = keyring.open("a", "p").unwrap_err().to_string();
        assert!(error.contains("expected at most"), "{error}");
    }
}
