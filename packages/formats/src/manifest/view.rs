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

/// A field of items that a block shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownField {
    /// Where the header names it.
    pub member: String,
    /// Its name.
    pub name: String,
}

/// What a block shows.
pub struct Shown {
    /// Its fields, and where the header names them.
    pub fields: Vec<ShownField>,
    /// Whether they link to images, sounds or films.
    pub is_media: bool,
}

/// Checks a block, and says what it shows.
pub fn shown(block: &Member<'_>) -> Result<Shown, HeaderError> {
    let show = block.at("show")?.word(&SHOWN)?;
    let title = block.at("title")?;
    title.optional(|title| title.texts(MAX_TITLE_BYTES))?;
    if show == "table" {
        let fields = names(&block.at("fields")?, 1, MAX_FIELDS)?;
        return Ok(Shown {
            fields,
            is_media: false,
        });
    }
    if show == "pair" {
        let fields = names(&block.at("fields")?, 2, 2)?;
        let shown = block.at("as")?;
        let shown = shown.optional(|shown| shown.word(&["text", "image"]))?;
        return Ok(Shown {
            fields,
            is_media: shown == Some("image"),
        });
    }
    let field = name(&block.at("field")?)?;
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
    Ok(Shown {
        fields: vec![field],
        is_media: matches!(show, "image" | "audio" | "video"),
    })
}

fn names(list: &Member<'_>, least: usize, most: usize) -> Result<Vec<ShownField>, HeaderError> {
    let names = list.list("names of fields", least, most)?;
    names.iter().map(name).collect()
}

fn name(member: &Member<'_>) -> Result<ShownField, HeaderError> {
    Ok(ShownField {
        member: member.path().to_owned(),
        name: member.text(MAX_NAME_BYTES)?.to_owned(),
    })
}
