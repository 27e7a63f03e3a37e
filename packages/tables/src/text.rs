//! Bytes as text: UTF-8 with or without a byte order mark, and UTF-16. Anything else is refused where
//! it begins, since nobody can be certain which of the older encodings it is.

use std::path::Path;

use crate::{At, Refusal};

/// Mark with which some editors begin a text.
const MARK: char = '\u{feff}';

/// Reads a file as text, without the byte order mark.
pub fn read_text(path: &Path) -> Result<String, Refusal> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Refusal::of_file(&file, format!("cannot be read: {error}")))?;
    decode(&file, bytes)
}

/// Whether a file's name ends so, in capitals or not.
#[must_use]
pub fn has_extension(path: &Path, any_of: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|found| any_of.iter().any(|of| found.eq_ignore_ascii_case(of)))
}

/// Bytes as text.
pub(crate) fn decode(file: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    let text = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            return Err(Refusal::of_file(
                file,
                "is UTF-32, expected UTF-8; save it as UTF-8",
            ));
        }
        // Text begins with a name, a quote or a bracket: a zero beside it is half of a UTF-16 unit.
        [0xff, 0xfe, ..] | [1..=0x7f, 0, ..] => utf_16(file, &bytes, u16::from_le_bytes)?,
        [0xfe, 0xff, ..] | [0, 1..=0x7f, ..] => utf_16(file, &bytes, u16::from_be_bytes)?,
        _ => String::from_utf8(bytes)
            .map_err(|error| not_utf_8(file, error.as_bytes(), error.utf8_error().valid_up_to()))?,
    };
    let text = match text.strip_prefix(MARK) {
        Some(rest) => rest.trim_start_matches(MARK).to_owned(),
        None => text,
    };
    // Lines that end as on the first Macs.
    if text.contains('\r') && !text.contains('\n') {
        return Ok(text.replace('\r', "\n"));
    }
    Ok(text)
}

fn utf_16(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refusal> {
    let pairs = bytes.chunks_exact(2);
    let rest = pairs.remainder().len();
    let units = pairs.filter_map(|pair| pair.try_into().ok().map(unit));
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(error) => {
                let found = error.unpaired_surrogate();
                let reason = format!("unit 0x{found:04X} is half of a UTF-16 character");
                return Err(after(file, &text, reason));
            }
        }
    }
    if rest > 0 {
        return Err(after(file, &text, "ends within a UTF-16 character"));
    }
    Ok(text)
}

/// Names the first byte that is not UTF-8, and what it is in the encoding that most such files have.
fn not_utf_8(file: &str, bytes: &[u8], valid: usize) -> Refusal {
    let (before, rest) = bytes.split_at(valid);
    let before = String::from_utf8_lossy(before);
    let found = rest.first().copied().unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let line: Vec<char> = line.chars().collect();
    let shown: String = line.iter().rev().take(20).rev().collect();
    let latin = match found {
        0xa0..=0xff => format!(" (in Latin-1 it is {:?})", char::from(found)),
        _ => String::new(),
    };
    let reason =
        format!("byte 0x{found:02X} after {shown:?} is not UTF-8{latin}; save the file as UTF-8");
    after(file, &before, reason)
}

/// Refuses what stands after some text.
fn after(file: &str, text: &str, reason: impl Into<String>) -> Refusal {
    let (line, column) = place(text, text.len());
    Refusal::of_line(file, line, Some(At::Column(column)), reason)
}

/// Line and character, from one, of a place in a text.
pub(crate) fn place(text: &str, offset: usize) -> (u64, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let last = before.rsplit('\n').next().unwrap_or_default();
    (
        line_ends(before).saturating_add(1),
        last.chars().count().saturating_add(1),
    )
}

/// Lines that end in a text.
pub(crate) fn line_ends(text: &str) -> u64 {
    let ends = text.bytes().filter(|byte| *byte == b'\n').count();
    u64::try_from(ends).unwrap_or(u64::MAX)
}
