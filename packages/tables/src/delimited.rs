//! CSV and its kin, with the quotes looked at: a reader that forgives takes the rest of a file for one
//! field where a quote is never closed.

use csv::{ReaderBuilder, StringRecord};

use crate::{text::line_ends, At, Refusal};

/// A text of separated fields, its first record the header.
#[derive(Debug)]
pub(crate) struct Delimited {
    text: String,
    delimiter: u8,
    /// Lines before the header.
    skipped: u64,
}

impl Delimited {
    /// Finds out what separates the fields. What the first line says of it (`sep=;`) is certain, and so
    /// are semicolons or tabs in a header without commas.
    pub fn new(file: &str, mut text: String, is_tabbed: bool) -> Result<Self, Refusal> {
        let mut skipped = 0;
        let mut delimiter = is_tabbed.then_some(b'\t');
        let first = text.lines().next().unwrap_or_default();
        if let Some(said) = first.strip_prefix("sep=") {
            delimiter = match said.as_bytes() {
                [one @ (b',' | b';' | b'\t')] => Some(*one),
                _ => {
                    let reason = format!("sep={said}, expected a comma, a semicolon or a tab");
                    return Err(Refusal::of_line(file, 1, None, reason));
                }
            };
            skipped = 1;
            text = text
                .split_once('\n')
                .map_or_else(String::new, |(_, rest)| rest.to_owned());
        }
        let delimiter = delimiter.unwrap_or_else(|| separator(&text));
        Ok(Self {
            text,
            delimiter,
            skipped,
        })
    }

    /// The records from the first on, which is the header.
    pub fn records<'a>(&'a self, file: &'a str) -> Records<'a> {
        Records {
            file,
            reader: ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(self.delimiter)
                .from_reader(self.text.as_bytes()),
            record: StringRecord::new(),
            delimiter: self.delimiter,
            line: self.skipped.saturating_add(1),
            rest: &self.text,
        }
    }
}

/// Records of a text, one after the other.
pub(crate) struct Records<'a> {
    file: &'a str,
    reader: csv::Reader<&'a [u8]>,
    record: StringRecord,
    delimiter: u8,
    /// The line of what was not read yet.
    line: u64,
    rest: &'a str,
}

impl Records<'_> {
    /// The next record that is not blank, with its line.
    pub fn next(&mut self) -> Result<Option<(u64, &StringRecord)>, Refusal> {
        loop {
            let before = self.reader.position().byte();
            let is_record = self.reader.read_record(&mut self.record);
            let is_record = is_record
                .map_err(|error| Refusal::of_line(self.file, self.line, None, error.to_string()))?;
            if !is_record {
                return Ok(None);
            }
            let length = self.reader.position().byte().saturating_sub(before);
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            let (raw, rest) = self
                .rest
                .split_at_checked(length)
                .unwrap_or((self.rest, ""));
            self.rest = rest;
            // Line ends before the record are blank lines, or the second half of the line end before.
            let text = raw.trim_start_matches(['\n', '\r']);
            let (blank, _) = raw.split_at(raw.len().saturating_sub(text.len()));
            let line = self.line.saturating_add(line_ends(blank));
            self.check_quotes(line, text)?;
            self.line = line.saturating_add(line_ends(text));
            if self.record.len() > 1 || self.record.iter().any(|field| !field.trim().is_empty()) {
                return Ok(Some((line, &self.record)));
            }
        }
    }

    /// Refuses quotes that do not mean what they seem to.
    fn check_quotes(&self, line: u64, record: &str) -> Result<(), Refusal> {
        if !record.contains('"') {
            return Ok(());
        }
        let mut state = State::Start;
        let mut here = (line, 1_usize);
        let mut opened = here;
        for byte in record.bytes() {
            let is_end = byte == self.delimiter || matches!(byte, b'\n' | b'\r');
            state = match (state, byte) {
                (State::Quoted, b'"') => State::Closed,
                (State::Quoted, _) => State::Quoted,
                (State::Closed, b'"') => State::Quoted,
                (_, _) if is_end => State::Start,
                (State::Start, b'"') => {
                    opened = here;
                    State::Quoted
                }
                (State::Start | State::Spaces, b' ') => State::Spaces,
                (State::Spaces, b'"') => {
                    return Err(refused(
                        self.file,
                        here,
                        "a space stands before a quote; remove it",
                    ));
                }
                (State::Closed, b' ') => State::Closed,
                (State::Closed, _) => {
                    let reason = "the quote that opens here closes before the end of its field; \
                                  is one missing, or not written twice?";
                    return Err(refused(self.file, opened, reason));
                }
                (State::Start | State::Spaces | State::Bare, _) => State::Bare,
            };
            if byte == b'\n' {
                here.0 = here.0.saturating_add(1);
            }
            if state == State::Start && byte == self.delimiter {
                here.1 = here.1.saturating_add(1);
            }
        }
        if state == State::Quoted {
            let reason = "the quote that opens here is never closed";
            return Err(refused(self.file, opened, reason));
        }
        Ok(())
    }
}

/// Splits CSV without a header: names apart by commas or lines, in quotes where they have one.
pub fn split(what: &str, line: &str) -> Result<Vec<String>, Refusal> {
    let text = Delimited {
        text: line.to_owned(),
        delimiter: b',',
        skipped: 0,
    };
    let mut records = text.records(what);
    let mut fields = Vec::new();
    while let Some((_, record)) = records.next()? {
        fields.extend(record.iter().map(|field| field.trim().to_owned()));
    }
    Ok(fields)
}

/// Where in a field a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Spaces,
    Bare,
    Quoted,
    Closed,
}

fn refused(file: &str, (line, column): (u64, usize), reason: &str) -> Refusal {
    Refusal::of_line(file, line, Some(At::Column(column)), reason)
}

/// What separates the fields of a header: commas where it has any.
fn separator(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut bare = text
        .bytes()
        .take_while(|byte| *byte != b'\n')
        .filter(|byte| {
            is_quoted ^= *byte == b'"';
            !is_quoted
        });
    let mut found = b',';
    for byte in bare.by_ref() {
        match byte {
            b',' => return b',',
            b'\t' => found = b'\t',
            b';' if found == b',' => found = b';',
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_split_at_commas_outside_quotes() {
        let split = |text: &str| split("--items", text).map_err(|refusal| refusal.to_string());
        assert_eq!(split("a, b"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(split("\"a, b\""), Ok(vec!["a, b".to_owned()]));
        assert_eq!(split("a\nb"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(split(""), Ok(vec![]));
        assert_eq!(
            split("a,\"b"),
            Err("--items: line 1, column 2: the quote that opens here is never closed".to_owned())
        );
    }

    proptest! {
        /// Whatever a writer of CSV writes is read as it was, each record on its line.
        #[test]
        fn what_was_written_is_read(
            records in prop::collection::vec(prop::collection::vec("[a-c,;\"\n \t\u{e9}]{0,6}", 2), 1..8),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .quote_style(csv::QuoteStyle::Always)
                .from_writer(Vec::new());
            let mut wanted = Vec::new();
            let mut line = 1_u64;
            for record in &records {
                writer.write_record(record).unwrap();
                wanted.push((line, record.clone()));
                let ends: u64 = record.iter().map(|field| line_ends(field)).sum();
                line = ends.saturating_add(1).saturating_add(line);
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let text = Delimited { text, delimiter, skipped: 0 };
            let mut found = Vec::new();
            let mut records = text.records("x.csv");
            while let Some((line, record)) = records.next().unwrap() {
                found.push((line, record.iter().map(str::to_owned).collect::<Vec<_>>()));
            }
            prop_assert_eq!(found, wanted);
        }
    }
}
