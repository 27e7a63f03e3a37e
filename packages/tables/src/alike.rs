//! Names that are two and look like one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::number::decimal;

/// What names that look alike have in common.
fn folded(name: &str) -> String {
    if name
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'"')
    {
        let lower = name.to_ascii_lowercase();
        return decimal(&lower).unwrap_or(lower);
    }
    let visible: String = name
        .nfkc()
        .filter(|character| !is_invisible(*character) && *character != '"')
        .collect();
    // Capitals first: some letters have two small forms and one capital.
    let lower = visible.to_uppercase().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let plain: String = words.join(" ").nfkc().collect();
    decimal(&plain).unwrap_or(plain)
}

/// Characters that take no room: controls, zero-width ones, marks of direction, soft hyphens.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
        )
}

/// In what alone two names differ, where they look alike.
#[must_use]
pub fn difference(one: &str, other: &str) -> Option<&'static str> {
    if one == other || folded(one) != folded(other) {
        return None;
    }
    let visible = |name: &str| -> String {
        let characters = name.chars().filter(|character| !is_invisible(*character));
        characters.collect()
    };
    let lower = |name: &str| name.to_uppercase().to_lowercase();
    Some(if lower(one) == lower(other) {
        "case"
    } else if visible(one) == visible(other) {
        "characters that cannot be seen"
    } else if one.nfkc().eq(other.nfkc()) {
        "Unicode's normal form"
    } else if decimal(one).is_some() && decimal(one) == decimal(other) {
        "how the number is written"
    } else {
        "case, spaces, quotes or other small things"
    })
}

/// A name as it is shown beside one that looks like it: whatever is not ASCII by its number.
pub(crate) fn shown(name: &str) -> String {
    let shown = |character: char| match character {
        ' '..='~' => character.to_string(),
        other => other.escape_unicode().to_string(),
    };
    format!("\"{}\"", name.chars().map(shown).collect::<String>())
}

/// Every pair of names that look alike: the first of its kind, and one that comes later.
#[must_use]
pub fn alike<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut pairs = Vec::new();
    for name in names {
        let before = *first.entry(folded(name)).or_insert(name);
        if before != name {
            pairs.push((before, name));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("cat", "Cat", Some("case"))]
    #[case("straße", "STRASSE", Some("case"))]
    #[case("caf\u{e9}", "cafe\u{301}", Some("Unicode's normal form"))]
    #[case("cat", "\u{ff43}at", Some("Unicode's normal form"))]
    #[case("cat", "cat\u{200b}", Some("characters that cannot be seen"))]
    #[case("cat", "c\u{1}at", Some("characters that cannot be seen"))]
    #[case("1", "1.0", Some("how the number is written"))]
    #[case("1", "01", Some("how the number is written"))]
    #[case("1", "+1", Some("how the number is written"))]
    #[case("a b", "A  b", Some("case, spaces, quotes or other small things"))]
    #[case("cat", "cat\"", Some("case, spaces, quotes or other small things"))]
    #[case("cat", "cat", None)]
    #[case("cat", "dog", None)]
    #[case("1", "10", None)]
    #[case("1", "-1", None)]
    #[case("item-1", "item-01", None)]
    fn what_differs_is_said(
        #[case] one: &str,
        #[case] other: &str,
        #[case] wanted: Option<&'static str>,
    ) {
        assert_eq!(difference(one, other), wanted);
        assert_eq!(difference(other, one), wanted);
        assert_eq!(alike([one, other]).len(), usize::from(wanted.is_some()));
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(shown("cafe\u{301} 1"), "\"cafe\\u{301} 1\"");
    }
}
