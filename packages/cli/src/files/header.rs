//! The header of a manifest as its requester writes it: TOML or JSON with the members of `manifest/1`. What
//! is known already may be left out: the version, classes without more to say, and where the items are.

use std::path::Path;

use anyhow::{bail, Context as _, Result};
use pasar_formats::manifest::header::Header;
use pasar_tables::{has_extension, read_text};
use serde_json::{json, Value};

/// A header with what the requester left out.
pub struct HeaderFile {
    /// What is published.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub header: Header,
}

impl HeaderFile {
    /// Reads a file. What is wrong is named with the member and the file.
    /// `paged` is whether there are an index and proofs beside the items.
    pub fn read(path: &Path, classes: &[String], items: u32, paged: bool) -> Result<Self> {
        let name = path.display().to_string();
        let text = read_text(path)?;
        let mut value: Value = if has_extension(path, &["toml"]) {
            toml::from_str(&text).with_context(|| name.clone())?
        } else if has_extension(path, &["json"]) {
            serde_json::from_str(&text).with_context(|| name.clone())?
        } else {
            bail!("{name}: expected a file ending in .toml or .json");
        };
        if let Some(members) = value.as_object_mut() {
            let mut add = |member: &str, value: Value| {
                members.entry(member).or_insert(value);
            };
            add("pasar", "manifest/1".into());
            let named = classes.iter().map(|name| json!({"name": name}));
            add("classes", named.collect());
            members.insert("items".to_owned(), items_file(items, paged));
        }
        let bytes = serde_json::to_vec_pretty(&value)?;
        let header = Header::parse(&bytes).with_context(|| name.clone())?;
        header.check_terms(classes, items).context(name)?;
        Ok(Self { bytes, header })
    }
}

fn items_file(count: u32, paged: bool) -> Value {
    if paged {
        return json!({
            "file": "items.jsonl", "count": count, "index": "items.idx", "proofs": "proofs",
        });
    }
    json!({"file": "items.jsonl", "count": count})
}
