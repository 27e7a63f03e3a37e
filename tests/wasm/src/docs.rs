//! Numbers in a document: blocks between marks, which a command fills.
//!
//! ```text
//! <!-- gas:NAME -->
//! ...
//! <!-- /gas:NAME -->
//! ```

use crate::lock::TOLERANCE;

/// The text with a block replaced.
pub fn fill(text: &str, name: &str, block: &str) -> Result<String, String> {
    let (before, _, after) = parts(text, name)?;
    Ok(format!("{before}\n\n{}\n\n{after}", block.trim()))
}

/// Whether a block says what `block` says: the same words, and numbers that differ by no more than
/// the lock allows.
pub fn check(text: &str, name: &str, block: &str) -> Result<(), String> {
    let (_, found, _) = parts(text, name)?;
    let found = words(found);
    let wanted = words(block);
    if found.len() != wanted.len() {
        return Err(format!("block {name} has other rows than were measured"));
    }
    for (found, wanted) in found.iter().zip(&wanted) {
        if !alike(found, wanted) {
            return Err(format!("block {name} says {found}, measured {wanted}"));
        }
    }
    Ok(())
}

/// What stands before a block, with its mark; in it; and behind it, with its mark.
fn parts<'a>(text: &'a str, name: &str) -> Result<(&'a str, &'a str, &'a str), String> {
    let open = format!("<!-- gas:{name} -->");
    let close = format!("<!-- /gas:{name} -->");
    let place = |mark: &str| text.find(mark).ok_or(format!("no {mark} in the document"));
    let from = place(&open)? + open.len();
    let to = place(&close)?;
    match (text.get(..from), text.get(from..to), text.get(to..)) {
        (Some(before), Some(block), Some(after)) => Ok((before, block, after)),
        _ => Err(format!("{close} stands before {open}")),
    }
}

/// Words, with numbers as one word each.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    let mut groups = false;
    for word in text.split_whitespace() {
        let digits = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        match words.last_mut() {
            Some(last) if groups && digits => last.push_str(word),
            _ => words.push(word.to_string()),
        }
        groups = word.bytes().all(|byte| byte.is_ascii_digit()) && (digits || word.len() < 3);
    }
    words
}

fn alike(found: &str, wanted: &str) -> bool {
    let number = |word: &str| word.parse::<f64>().ok();
    match (number(found), number(wanted)) {
        (Some(found), Some(wanted)) => {
            let most = wanted.abs() * TOLERANCE as f64 / 100.0;
            (found - wanted).abs() <= most.max(0.11)
        }
        _ => found == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\n<!-- gas:t -->\n\n| commit | 1 000 | 2.5 |\n\n<!-- /gas:t -->\nb\n";

    #[test]
    fn a_block_is_replaced_and_nothing_else() {
        let filled = fill(TEXT, "t", "| reveal |").unwrap();
        assert!(filled.starts_with("a\n<!-- gas:t -->\n\n| reveal |\n\n<!-- /gas:t -->\nb\n"));
        assert_eq!(fill(&filled, "t", "| reveal |").unwrap(), filled);
        assert!(fill(TEXT, "u", "").is_err());
    }

    #[test]
    fn numbers_may_differ_by_what_the_lock_allows() {
        assert_eq!(check(TEXT, "t", "| commit | 1 030 | 2.5 |"), Ok(()));
        assert!(check(TEXT, "t", "| commit | 1 040 | 2.5 |").is_err());
        assert!(check(TEXT, "t", "| commit | 960 | 2.5 |").is_err());
        assert!(check(TEXT, "t", "| reveal | 1 000 | 2.5 |").is_err());
        assert!(check(TEXT, "t", "| commit | 1 000 |").is_err());
    }

    /// Those tables are filled by hand, from a chain that a test does not start.
    #[test]
    fn tables_of_real_chains_name_messages_that_exist() {
        let schema = include_str!("../../../schema/messages.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let exists = |message: &str| {
            let (contract, name) = message.split_once('.').unwrap();
            let messages = schema[contract].as_array().unwrap();
            messages.iter().any(|message| message["name"] == name)
        };
        for block in ["chain", "chain-next"] {
            let document = include_str!("../../../docs/gas.md");
            let (_, rows, _) = parts(document, block).unwrap();
            let mut rows = rows
                .lines()
                .filter(|row| row.starts_with('|'))
                .skip(2)
                .peekable();
            assert!(rows.peek().is_some(), "{block} is empty");
            for row in rows {
                let messages = row.split('|').nth(1).unwrap();
                for message in messages.trim().split(" + ") {
                    assert!(exists(message), "{block} has {message}");
                }
            }
        }
    }
}
