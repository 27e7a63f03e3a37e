//! Documents that people write in TOML or in JSON, by the ending of their name.

use std::path::Path;

use anyhow::{bail, Context as _, Result};
use pasar_tables::{has_extension, read_text};
use serde::de::DeserializeOwned;

/// Reads a document. What is wrong is named with file, line and column.
pub fn read_document<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let name = path.display().to_string();
    let text = read_text(path)?;
    if has_extension(path, &["toml"]) {
        toml::from_str(&text).context(name)
    } else if has_extension(path, &["json"]) {
        serde_json::from_str(&text).context(name)
    } else {
        bail!("{name}: expected a file ending in .toml or .json")
    }
}
