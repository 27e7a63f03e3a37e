//! Where a manifest is, as terms say it, and which links an item may have.

use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine as _};
use sha2::{Digest, Sha256};

use crate::{gold::Hash, manifest::member::quoted};

/// What the address in the terms names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestUri {
    /// A header.
    Header {
        /// Its address, without a fragment.
        address: String,
        /// Its SHA-256; none where a content address binds it.
        hash: Option<Hash>,
    },
    /// A list of items, one JSON object a line, and nothing else.
    Items {
        /// Its address.
        address: String,
    },
}

/// Returned where an address names no manifest.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("the manifest's address is {found}, expected {wanted}")]
pub struct UriError {
    found: String,
    wanted: &'static str,
}

/// Returned where a header is not the one that an address names.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("the header has the hash {found}, expected {wanted} as in its address")]
pub struct HashError {
    /// Its hash.
    pub found: String,
    /// That of the address.
    pub wanted: String,
}

impl ManifestUri {
    /// Reads an address: `https://…#sha256=…` or `ipfs://…` is a header, and what has no fragment and ends
    /// in `.jsonl` a bare list of items.
    ///
    /// # Errors
    /// [`UriError`].
    pub fn parse(uri: &str) -> Result<Self, UriError> {
        let unfit = |wanted| UriError {
            found: serde_json::Value::from(uri).to_string(),
            wanted,
        };
        let (address, fragment) = match uri.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (uri, None),
        };
        if !is_web_address(address) && !is_ipfs_address(address) {
            return Err(unfit("an address that begins with https:// or ipfs://"));
        }
        let address = address.to_owned();
        if let Some(fragment) = fragment {
            let hash = fragment.strip_prefix("sha256=").and_then(hash_of);
            let wanted = "a fragment sha256= with 43 characters of base64url";
            let hash = Some(hash.ok_or_else(|| unfit(wanted))?);
            return Ok(Self::Header { address, hash });
        }
        let path = address.split('?').next().unwrap_or_default();
        if path.ends_with(".jsonl") {
            return Ok(Self::Items { address });
        }
        if is_ipfs_address(&address) {
            let hash = None;
            return Ok(Self::Header { address, hash });
        }
        let wanted = "the header's hash after #sha256=, or a list of items that ends in .jsonl";
        Err(unfit(wanted))
    }

    /// Where it is, without a fragment.
    pub fn address(&self) -> &str {
        let (Self::Header { address, .. } | Self::Items { address }) = self;
        address
    }

    /// Refuses a header that is not the one of the address.
    ///
    /// # Errors
    /// [`HashError`].
    pub fn check(&self, header: &[u8]) -> Result<(), HashError> {
        let Self::Header {
            hash: Some(wanted), ..
        } = self
        else {
            return Ok(());
        };
        let found: Hash = Sha256::digest(header).into();
        if found == *wanted {
            return Ok(());
        }
        let [found, wanted] = [found, *wanted].map(|hash| URL_SAFE_NO_PAD.encode(hash));
        Err(HashError { found, wanted })
    }
}

/// The address of a header with its hash, for the terms.
pub fn bound(address: &str, header: &[u8]) -> String {
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(header));
    format!("{address}#sha256={hash}")
}

fn hash_of(text: &str) -> Option<Hash> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// Whether an address is one that pages may fetch: https, or of this machine.
pub fn is_web_address(url: &str) -> bool {
    if url.contains(|c: char| c.is_whitespace() || c == '\\') {
        return false;
    }
    let host = |rest: &str| -> String {
        let host = rest.split(['/', '?', '#']).next();
        host.unwrap_or_default().to_owned()
    };
    if let Some(rest) = url.strip_prefix("https://") {
        let host = host(rest);
        return !host.is_empty() && !host.contains('@');
    }
    let Some(rest) = url.strip_prefix("http://") else {
        return false;
    };
    let place = rest.split('/').next().unwrap_or_default();
    let local = ["localhost", "127.0.0.1", "[::1]"]
        .into_iter()
        .find_map(|local| place.strip_prefix(local));
    let is_port = |port: &str| {
        let digits = port.strip_prefix(':');
        digits.is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    local.is_some_and(|port| port.is_empty() || is_port(port))
}

/// Whether an address is that of content on IPFS.
pub fn is_ipfs_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("ipfs://") else {
        return false;
    };
    let (content, path) = rest.split_once('/').unwrap_or((rest, ""));
    !content.is_empty()
        && content.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !path.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '\\'))
}

/// Whether a text is a path that stays below the folder that it is relative to.
pub fn is_relative_path(text: &str) -> bool {
    let strange = |c: char| c.is_ascii_control() || matches!(c, '\\' | '?' | '#' | ':');
    if text.contains(strange) {
        return false;
    }
    // A URL takes %2e for a dot.
    let dotted = text.replace("%2e", ".").replace("%2E", ".");
    dotted
        .split('/')
        .all(|part| !matches!(part, "" | "." | ".."))
}

/// What a field links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// A path below the header's folder.
    Inside(&'a str),
    /// An address of the web or of IPFS.
    Address(&'a str),
}

/// Returned where a link is none that a page may load.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("the link is {found}, expected a path below the header's folder, https:// or ipfs://")]
pub struct LinkError {
    found: String,
}

impl<'a> Link<'a> {
    /// Reads the link of a field. Scripts and the like are refused.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn parse(text: &'a str) -> Result<Self, LinkError> {
        if is_web_address(text) || is_ipfs_address(text) {
            return Ok(Self::Address(text));
        }
        if is_relative_path(text) {
            return Ok(Self::Inside(text));
        }
        Err(LinkError {
            found: quoted(text),
        })
    }
}
