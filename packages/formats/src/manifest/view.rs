//! How an item is shown: a list of blocks.

use crate::manifest::{
    member::{Member, MAX_NAME_BYTES, MAX_TITLE_BYTES},
    HeaderError,
};

const SHOWN: [&str; 8] = [
    "text", "image", "audio", "video", "html", "table", "link", "pair",
];
const MAX_FIELDS: usize = 64;
const MAX_WORDS: usize = 100;

/// Checks a block, and gives the fields in which it shows media.
pub fn media(block: &Member<'_>) -> Result<Vec<String>, HeaderError> {
    let show = block.at("show")?.word(&SHOWN)?;
    let title = block.at("title")?;
    title.optional(|title| title.texts(MAX_TITLE_BYTES))?;
    if show == "table" {
        names(&block.at("fields")?, 1, MAX_FIELDS)?;
        return Ok(Vec::new());
    }
    if show == "pair" {
        let fields = names(&block.at("fields")?, 2, 2)?;
        let shown = block.at("as")?;
        let shown = shown.optional(|shown| shown.word(&["text", "image"]))?;
        return Ok(if shown == Some("image") {
            fields
        } else {
            Vec::new()
        });
    }
    let field = block.at("field")?.text(MAX_NAME_BYTES)?.to_owned();
    if show == "image" {
        block.at("zoom")?.optional(Member::boolean)?;
        let alt = block.at("alt")?;
        alt.optional(|alt| alt.text(MAX_NAME_BYTES))?;
    }
    if show == "text" {
        let size = block.at("size")?;
        size.optional(|size| size.word(&["small", "normal", "large"]))?;
        let direction = block.at("direction")?;
        direction.optional(|direction| direction.word(&["auto", "ltr", "rtl"]))?;
        block.at("highlight")?.optional(|words| {
            let words = words.list("words", 0, MAX_WORDS)?;
            words
                .iter()
                .try_for_each(|word| word.text(MAX_NAME_BYTES).map(drop))
        })?;
    }
    let is_media = matches!(show, "image" | "audio" | "video");
    Ok(is_media.then_some(field).into_iter().collect())
}

fn names(list: &Member<'_>, least: usize, most: usize) -> Result<Vec<String>, HeaderError> {
    let names = list.list("names of fields", least, most)?;
    let name = |name: &Member<'_>| name.text(MAX_NAME_BYTES).map(str::to_owned);
    names.iter().map(name).collect()
}
