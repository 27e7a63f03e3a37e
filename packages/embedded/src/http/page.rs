//! The built page, as packages/web packs it: a list of its files, then their bytes, each compressed by gzip. They are sent
//! as they are, so that nothing is unpacked here.

use std::collections::BTreeMap;

use anyhow::{ensure, Context as _, Result};
use serde::Deserialize;

/// What `npm run pack` in packages/web wrote.
static PACKED: &[u8] = include_bytes!("../../../web/page.pack");

/// How a pack begins: with a name, then the length of its list in four bytes.
const MAGIC: &[u8] = b"pasar-page-1";
/// Most bytes of the list.
const MAX_LIST: usize = 1 << 20;

#[derive(Deserialize)]
struct Entry {
    path: String,
    bytes: usize,
}

/// Files of the page by their path, compressed.
pub struct Page(BTreeMap<String, &'static [u8]>);

impl Page {
    /// The page of this build.
    pub fn built() -> Result<Self> {
        Self::unpack(PACKED).context("packages/web/page.pack")
    }

    fn unpack(packed: &'static [u8]) -> Result<Self> {
        let rest = packed.strip_prefix(MAGIC).context("is no packed page")?;
        let (length, rest) = rest.split_first_chunk::<4>().context("has no list")?;
        let length = usize::try_from(u32::from_be_bytes(*length))?;
        ensure!(
            length <= MAX_LIST,
            "its list has {length} bytes, at most {MAX_LIST} wanted"
        );
        let (list, mut rest) = rest.split_at_checked(length).context("ends in its list")?;
        let entries: Vec<Entry> = serde_json::from_slice(list)?;
        let mut files = BTreeMap::new();
        for Entry { path, bytes } in entries {
            let (file, after) = rest
                .split_at_checked(bytes)
                .with_context(|| format!("ends in {path}"))?;
            files.insert(path, file);
            rest = after;
        }
        ensure!(
            rest.is_empty(),
            "has {} bytes after its last file",
            rest.len()
        );
        ensure!(files.contains_key("index.html"), "has no index.html");
        Ok(Self(files))
    }

    /// A file, compressed.
    pub fn get(&self, path: &str) -> Option<&'static [u8]> {
        self.0.get(path).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_page_is_whole() {
        let page = Page::built().unwrap();
        let html = page.get("index.html").unwrap();
        assert_eq!(html.first_chunk(), Some(&[0x1f, 0x8b]));
        assert!(page.0.keys().any(|path| path.ends_with(".js")));
        assert!(page.get("networks.json").is_none(), "the server knows it");
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        assert!(Page::unpack(b"").is_err());
        assert!(Page::unpack(&PACKED[..PACKED.len() - 1]).is_err());
        assert!(Page::unpack(&PACKED[..MAGIC.len() + 9]).is_err());
    }
}
