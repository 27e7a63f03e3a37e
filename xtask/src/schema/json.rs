//! How generated files write JSON.

use anyhow::Result;

/// JSON as every generated file has it: indented, with a newline at the end.
pub fn pretty(value: &impl serde::Serialize) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
