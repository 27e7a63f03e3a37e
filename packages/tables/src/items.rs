//! Items of a campaign: what everybody may know of them, and what only the requester knows.

use std::{collections::BTreeMap, path::Path};

use crate::{columns::told, columns::Column, Names, Refusal, Row, Table, Value};

/// Columns of answers that the requester knows; never a part of the manifest.
const GOLD: [&str; 2] = ["gold", "golden:*"];
/// Columns that sound like known answers, and may be none.
const LIKE_GOLD: [&str; 9] = [
    "label",
    "class",
    "answer",
    "truth",
    "gold_label",
    "true_label",
    "ground_truth",
    "correct",
    "solution",
];
/// What items are called by in a file of items.
const ITEM: Column = Column {
    name: "item",
    groups: &[&["item"], &["id"], &["item_id", "input:*"]],
};

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its line in the file.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// What everybody may know of it; ascending by name, so that the same items make the same manifest.
    pub fields: BTreeMap<String, Value>,
    /// The answer that the requester knows.
    pub gold: Option<String>,
}

/// Reads the items of a file, and what its author should know of it.
pub fn read_items(path: &Path) -> Result<(Vec<Item>, Vec<String>), Refusal> {
    items_of(Table::open(path)?)
}

/// The items of a table, and what its author should know of it.
pub fn items_of(mut table: Table) -> Result<(Vec<Item>, Vec<String>), Refusal> {
    let [column] = table.columns([&ITEM])?;
    let gold = match table.columns_named(&GOLD).as_slice() {
        [] => None,
        [one] => Some(*one),
        several => {
            let several = told(table.header(), several);
            let reason = format!("{several} could each be the gold; keep one");
            return Err(table.line_refusal(1, reason));
        }
    };
    let mut names = Names::default();
    let mut items = Vec::new();
    let mut nested = None;
    table.each(|row| {
        let name = table.name(row, column)?;
        let number = names.len();
        let first = names.of(name, row.line);
        if first != number {
            let before = names.named(first).map_or(0, |(_, line)| line);
            let reason = format!("item {name:?} stands twice, first on line {before}");
            return Err(table.refusal(row.line, column, reason));
        }
        let (fields, answer) = fields(&table, row, gold)?;
        if nested.is_none() {
            let hidden = fields.iter().find(|(_, value)| hides_gold(value));
            nested = hidden.map(|(field, _)| (row.line, field.clone()));
        }
        items.push(Item {
            line: row.line,
            name: name.to_owned(),
            fields,
            gold: answer,
        });
        Ok(())
    })?;
    if items.is_empty() {
        return Err(table.no("items"));
    }
    note_answers(&mut table, column, nested);
    let mut notes = table.notes().to_vec();
    notes.extend(names.notes(table.file(), "items"));
    Ok((items, notes))
}

/// What everybody may know of a row, and the gold.
fn fields(
    table: &Table,
    row: &Row<'_>,
    gold: Option<usize>,
) -> Result<(BTreeMap<String, Value>, Option<String>), Refusal> {
    let mut fields = BTreeMap::new();
    let mut answer = None;
    for (column, header) in table.header().iter().enumerate() {
        let Some(value) = row.value(column) else {
            continue;
        };
        if Some(column) == gold {
            let Some(name) = value.name() else {
                let reason = "found a list or an object, expected the name of a class";
                return Err(table.refusal(row.line, column, reason));
            };
            answer = (!name.is_empty()).then(|| name.to_owned());
            continue;
        }
        if header.is_empty() {
            if value.name() != Some("") {
                let reason = "the column has no name; name it in the header";
                return Err(table.refusal(row.line, column, reason));
            }
            continue;
        }
        fields.insert(header.clone(), value.into_owned());
    }
    Ok((fields, answer))
}

/// Whether a value has a field of known answers inside.
fn hides_gold(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.trim().eq_ignore_ascii_case("gold") || hides_gold(value)),
        Value::List(values) => values.iter().any(hides_gold),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => false,
    }
}

/// Notes on what goes into the manifest and sounds like a known answer.
fn note_answers(table: &mut Table, item: usize, nested: Option<(u64, String)>) {
    let like: Vec<usize> = table
        .columns_named(&LIKE_GOLD)
        .into_iter()
        .filter(|column| *column != item)
        .collect();
    if !like.is_empty() {
        let like = told(table.header(), &like);
        table.note(format_args!(
            "{like} goes into the manifest, where labelers read it; a known answer belongs into \
             \"gold\""
        ));
    }
    if let Some((line, field)) = nested {
        table.note(format_args!(
            "line {line}: {field:?} has a field \"gold\" inside, which goes into the manifest"
        ));
    }
}
