//! A file as rows and columns.

use std::{borrow::Cow, path::Path};

use csv::StringRecord;

use crate::{
    alike::{alike, shown},
    columns::{self, Column},
    delimited::Delimited,
    difference,
    json::{Fields, Objects, Value},
    label_studio,
    paths::EXTENSIONS,
    text::{decode, has_extension},
    At, Refusal,
};

/// A file as rows and columns.
#[derive(Debug)]
pub struct Table {
    file: String,
    header: Vec<String>,
    header_line: u64,
    form: Form,
    notes: Vec<String>,
}

/// How a file says its rows.
#[derive(Debug)]
enum Form {
    Delimited(Delimited),
    Objects(Objects),
    Made(Vec<(u64, [String; 3])>),
}

impl Form {
    /// The form of a file, as its name says; where that has no ending, as it begins.
    fn of(file: &str, bytes: Vec<u8>) -> Result<Self, Refusal> {
        let path = Path::new(file);
        let has_ending = path.extension().is_some();
        if has_ending && !has_extension(path, &EXTENSIONS) {
            let known = EXTENSIONS.map(|ending| format!(".{ending}")).join(", ");
            let reason = format!("expected a file ending in one of {known}");
            return Err(Refusal::of_file(file, reason));
        }
        let text = decode(file, bytes)?;
        let is_json = if has_ending {
            has_extension(path, &["json", "jsonl", "ndjson"])
        } else {
            text.trim_start().starts_with(['[', '{'])
        };
        if is_json {
            return Ok(Self::Objects(Objects::new(text)));
        }
        let is_tabbed = has_extension(path, &["tsv", "tab"]);
        Delimited::new(file, text, is_tabbed).map(Self::Delimited)
    }
}

/// A row.
#[derive(Debug)]
pub struct Row<'a> {
    /// Its line in the file.
    pub line: u64,
    cells: Cells<'a>,
}

#[derive(Debug)]
enum Cells<'a> {
    Record(&'a StringRecord),
    Values(&'a [Option<Value>]),
    Made(&'a [String; 3]),
}

impl Row<'_> {
    /// The value in a column; none where a JSON object lacks the field.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<Cow<'_, Value>> {
        let text = |text: &str| Cow::Owned(Value::Text(text.trim().to_owned()));
        match self.cells {
            Cells::Record(record) => record.get(column).map(text),
            Cells::Values(values) => values.get(column)?.as_ref().map(Cow::Borrowed),
            Cells::Made(made) => made.get(column).map(|made| text(made)),
        }
    }

    /// What a column says as a name: nothing where it is empty, none where it is a list or an object.
    fn name(&self, column: usize) -> Option<&str> {
        match self.cells {
            Cells::Record(record) => Some(record.get(column).unwrap_or_default().trim()),
            Cells::Values(values) => match values.get(column) {
                Some(Some(value)) => value.name(),
                _ => Some(""),
            },
            Cells::Made(made) => made.get(column).map(|made| made.trim()),
        }
    }
}

impl Table {
    /// Opens a file: `.csv`, `.tsv`, `.json`, `.jsonl` and the like, in capitals or not, or without an ending.
    pub fn open(path: &Path) -> Result<Self, Refusal> {
        let file = path.display().to_string();
        let bytes = std::fs::read(path)
            .map_err(|error| Refusal::of_file(&file, format!("cannot be read: {error}")))?;
        Self::parse(&file, bytes)
    }

    /// Reads the bytes of a file; its name tells how.
    pub fn parse(file: &str, bytes: Vec<u8>) -> Result<Self, Refusal> {
        let mut table = Self {
            file: file.to_owned(),
            header: Vec::new(),
            header_line: 1,
            form: Form::of(file, bytes)?,
            notes: Vec::new(),
        };
        table.read_header()?;
        Ok(table)
    }

    /// The file, as it was called.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Names of the columns.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What was done with the file that its author should know.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Finds columns.
    pub fn columns<const N: usize>(&mut self, wanted: [&Column; N]) -> Result<[usize; N], Refusal> {
        let called = match self.form {
            Form::Objects(_) => "field",
            Form::Delimited(_) | Form::Made(_) => "column",
        };
        let mut found = [0; N];
        for (found, wanted) in found.iter_mut().zip(wanted) {
            let (column, note) = columns::find(&self.header, wanted, called)
                .map_err(|reason| self.line_refusal(self.header_line, reason))?;
            *found = column;
            if let Some(note) = note {
                self.note(note);
            }
        }
        Ok(found)
    }

    /// Notes columns that could be of a kind and are not read, so that nobody takes them for read.
    pub fn note_unread(&mut self, kind: &Column, read: &[usize], why: &str) {
        let names: Vec<&str> = kind
            .groups
            .iter()
            .flat_map(|group| group.iter().copied())
            .collect();
        let mut unread = self.columns_named(&names);
        unread.retain(|column| !read.contains(column));
        if !unread.is_empty() {
            let told = columns::told(&self.header, &unread);
            self.note(format!("{told} is not read: {why}"));
        }
    }

    /// Columns with one of some names.
    pub(crate) fn columns_named(&self, names: &[&str]) -> Vec<usize> {
        columns::with_names(&self.header, names)
    }

    /// Keeps a note.
    pub(crate) fn note(&mut self, note: impl std::fmt::Display) {
        self.notes.push(format!("{}: {note}", self.file));
    }

    /// Refuses a field.
    #[must_use]
    pub fn refusal(&self, line: u64, column: usize, reason: impl Into<String>) -> Refusal {
        let at = match self.form {
            Form::Delimited(_) => Some(At::Column(column.saturating_add(1))),
            Form::Objects(_) => self.header.get(column).cloned().map(At::Field),
            Form::Made(_) => None,
        };
        Refusal::of_line(&self.file, line, at, reason)
    }

    /// Refuses a line.
    #[must_use]
    pub fn line_refusal(&self, line: u64, reason: impl Into<String>) -> Refusal {
        Refusal::of_line(&self.file, line, None, reason)
    }

    /// Refuses a file without rows.
    #[must_use]
    pub fn no(&self, what: &str) -> Refusal {
        let line = match self.form {
            Form::Delimited(_) => self.header_line.saturating_add(1),
            Form::Objects(_) | Form::Made(_) => 1,
        };
        self.line_refusal(line, format!("no {what}"))
    }

    /// Reads every row.
    pub fn each(
        &self,
        mut read: impl FnMut(&Row<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        match &self.form {
            Form::Delimited(text) => {
                let mut records = text.records(&self.file);
                records.next()?;
                while let Some((line, record)) = records.next()? {
                    self.check_length(line, record.len())?;
                    let cells = Cells::Record(record);
                    read(&Row { line, cells })?;
                }
                Ok(())
            }
            Form::Objects(objects) => objects.each(&self.file, |line, fields| {
                let mut values = vec![None; self.header.len()];
                for (place, (name, value)) in fields.into_iter().enumerate() {
                    // Most objects have the fields of the first one in the same order.
                    let is_next = self.header.get(place) == Some(&name);
                    let column = if is_next {
                        Some(place)
                    } else {
                        self.header.iter().position(|field| *field == name)
                    };
                    if let Some(slot) = column.and_then(|column| values.get_mut(column)) {
                        *slot = Some(value);
                    }
                }
                let cells = Cells::Values(&values);
                read(&Row { line, cells })
            }),
            Form::Made(rows) => rows.iter().try_for_each(|(line, made)| {
                let cells = Cells::Made(made);
                read(&Row { line: *line, cells })
            }),
        }
    }

    /// Reads names out of some columns of every row, with their line.
    pub fn each_name<const N: usize>(
        &self,
        columns: [usize; N],
        mut read: impl FnMut(u64, [&str; N]) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.each(|row| {
            let mut names = [""; N];
            for (name, column) in names.iter_mut().zip(columns) {
                *name = self.name(row, column)?;
            }
            read(row.line, names)
        })
    }

    /// The name in a column of a row.
    pub fn name<'a>(&self, row: &'a Row<'_>, column: usize) -> Result<&'a str, Refusal> {
        let refused = |reason: String| self.refusal(row.line, column, reason);
        let Some(name) = row.name(column) else {
            return Err(refused(
                "found a list or an object, expected one name".to_owned(),
            ));
        };
        if name.is_empty() {
            let is_missing = row.value(column).is_none();
            let found = if is_missing { "missing" } else { "empty" };
            return Err(refused(format!("the field is {found}")));
        }
        if name.contains(['\n', '\r']) {
            let start = name.lines().next().unwrap_or_default();
            return Err(refused(format!(
                "the name that begins {start:?} goes on in the next line; is a quote missing?"
            )));
        }
        // A class in brackets is a list that a tool wrote into a field.
        let is_list = name.starts_with(['[', '{']) && name.ends_with([']', '}']);
        if is_list && serde_json::from_str::<serde::de::IgnoredAny>(name).is_ok() {
            return Err(refused(format!("found {name}, expected one name")));
        }
        Ok(name)
    }

    fn check_length(&self, line: u64, found: usize) -> Result<(), Refusal> {
        let wanted = self.header.len();
        if found == wanted {
            return Ok(());
        }
        let reason = format!("{found} fields, expected {wanted} as in the header");
        Err(self.line_refusal(line, reason))
    }

    /// Takes down the names of the columns.
    fn read_header(&mut self) -> Result<(), Refusal> {
        let mut exported: Option<Vec<(u64, Fields)>> = None;
        let mut is_empty = false;
        match &self.form {
            Form::Delimited(text) => {
                if let Some((line, record)) = text.records(&self.file).next()? {
                    self.header = record.iter().map(|name| name.trim().to_owned()).collect();
                    self.header_line = line;
                } else {
                    is_empty = true;
                }
            }
            Form::Objects(objects) => {
                let mut header: Vec<String> = Vec::new();
                is_empty = true;
                objects.each(&self.file, |line, fields| {
                    is_empty = false;
                    if header.is_empty() && label_studio::is_task(&fields) {
                        exported = Some(Vec::new());
                    }
                    for (name, _) in &fields {
                        if !header.contains(name) {
                            header.push(name.clone());
                        }
                    }
                    if let Some(tasks) = &mut exported {
                        tasks.push((line, fields));
                    }
                    Ok(())
                })?;
                self.header = header;
            }
            Form::Made(_) => {}
        }
        if is_empty {
            let wanted = match self.form {
                Form::Objects(_) => "has no objects, expected one a row",
                Form::Delimited(_) | Form::Made(_) => {
                    "is empty, expected a line with the names of the columns"
                }
            };
            return Err(Refusal::of_file(&self.file, wanted));
        }
        if let Some(tasks) = exported {
            let (rows, notes) = label_studio::labels(&self.file, tasks)?;
            self.form = Form::Made(rows);
            self.header = ["item", "labeler", "label"].map(str::to_owned).to_vec();
            for note in notes {
                self.note(note);
            }
        }
        self.check_header()
    }

    /// Refuses columns with one name, and tells those with names that look alike.
    fn check_header(&mut self) -> Result<(), Refusal> {
        for (column, name) in self.header.iter().enumerate() {
            let before = self
                .header
                .iter()
                .take(column)
                .position(|other| other == name);
            if let Some(before) = before.filter(|_| !name.is_empty()) {
                let reason = format!(
                    "the column {name:?} stands twice, first as column {}",
                    before.saturating_add(1)
                );
                return Err(self.refusal(self.header_line, column, reason));
            }
        }
        let pairs = alike(self.header.iter().map(String::as_str));
        let notes: Vec<String> = pairs
            .iter()
            .map(|(one, other)| {
                let only = difference(one, other).unwrap_or("how they are written");
                format!(
                    "columns {} and {} differ only in {only}",
                    shown(one),
                    shown(other)
                )
            })
            .collect();
        for note in notes {
            self.note(note);
        }
        Ok(())
    }
}
