//! Items of a campaign: a table with a column `item`. The chain knows them by number alone; the
//! manifest, a file of one item a line, says what they are.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{ensure, Context as _, Result};
use pasar_common::task_registry::MAX_ITEMS;
use pasar_formats::{
    manifest::header::Header,
    merkle::{self, Hash, MerkleTree},
    number::count,
};
use pasar_tables::read_items;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::results::Field;

/// The column of the items' names, in what is written.
const ITEM: &str = "item";

/// Fields of items, as they stand beside other columns.
#[derive(Debug, Default)]
pub struct FieldColumns {
    /// Names of the columns; one that is taken has `item_` before it.
    pub columns: Vec<String>,
    fields: Vec<String>,
    items: Vec<Map<String, Value>>,
}

impl FieldColumns {
    /// The fields of an item, in the order of the columns.
    pub fn of(&self, number: u32) -> impl Iterator<Item = Field> + '_ {
        let item = self.items.get(number as usize);
        self.fields.iter().map(move |field| {
            let value = item.and_then(|item| item.get(field));
            let value = value.cloned().unwrap_or_default();
            let text = match value.as_str() {
                Some(text) => text.to_owned(),
                None if value.is_null() => String::new(),
                None => value.to_string(),
            };
            (text, value)
        })
    }
}

/// Items in their order.
#[derive(Debug, Default)]
pub struct Items {
    /// Their names.
    pub names: Vec<String>,
    /// Where each stands in the file, a line from one.
    pub places: Vec<u64>,
    /// What the manifest says of each: a line of JSON.
    pub lines: Vec<String>,
    /// Answers that the requester knows, by item: the line of the file, and the label.
    pub gold: BTreeMap<u32, (u64, String)>,
    /// What the file's author should know.
    pub notes: Vec<String>,
    numbers: BTreeMap<String, u32>,
}

impl Items {
    /// Reads a file. Errors name it, the line and the column.
    pub fn read(path: &Path) -> Result<Self> {
        let (read, notes) = read_items(path)?;
        let mut items = Self {
            notes,
            ..Self::default()
        };
        ensure!(
            u32::try_from(read.len()).is_ok_and(|count| count <= MAX_ITEMS),
            "{}: {} items, expected at most {MAX_ITEMS}",
            path.display(),
            read.len()
        );
        for (number, item) in (0..).zip(read) {
            items.lines.push(serde_json::to_string(&item.fields)?);
            if let Some(gold) = item.gold {
                items.gold.insert(number, (item.line, gold));
            }
            items.numbers.insert(item.name.clone(), number);
            items.names.push(item.name);
            items.places.push(item.line);
        }
        Ok(items)
    }

    /// The number of an item.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        count(self.names.len())
    }

    /// The root of the tree over the manifest's lines.
    pub fn root(&self) -> Hash {
        let leaves = self.lines.iter().map(|line| merkle::leaf(line.as_bytes()));
        MerkleTree::new(leaves.collect()).root()
    }

    /// Their fields, to stand beside these columns.
    pub fn fields(&self, beside: &[String]) -> Result<FieldColumns> {
        let items = self.lines.iter().map(|line| serde_json::from_str(line));
        let items: Vec<Map<String, Value>> = items.collect::<Result<_, _>>()?;
        let fields: BTreeSet<&String> = items.iter().flat_map(Map::keys).collect();
        let mut found = FieldColumns::default();
        // That one is the name.
        for field in fields.into_iter().filter(|field| *field != ITEM) {
            let mut column = field.clone();
            while beside.contains(&column) || found.columns.contains(&column) {
                column.insert_str(0, "item_");
            }
            found.columns.push(column);
            found.fields.push(field.clone());
        }
        Ok(FieldColumns { items, ..found })
    }

    /// The manifest: one item a line.
    pub fn manifest(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// Refuses a header that shows a field which none of these lines has.
pub fn check_shown(header: &Header, lines: &[String]) -> Result<()> {
    let shown = header.fields.iter().map(|field| field.name.as_str());
    let mut missing: BTreeSet<&str> = shown.collect();
    for (number, line) in (1..).zip(lines) {
        if missing.is_empty() {
            return Ok(());
        }
        let fields: BTreeMap<String, IgnoredAny> =
            serde_json::from_str(line).with_context(|| format!("line {number}: no JSON object"))?;
        missing.retain(|name| !fields.contains_key(*name));
    }
    Ok(header.check_fields(|name| !missing.contains(name))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, text: &str) -> Result<Items> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file);
        std::fs::write(&path, text).unwrap();
        Items::read(&path)
    }

    #[test]
    fn a_manifest_has_everything_but_the_gold() {
        let text = "item,url, GOLD\na,https://a,cat\nb,https://b,\n";
        let items = read("items.CSV", text).unwrap();
        assert_eq!(items.names, ["a", "b"]);
        assert_eq!(items.gold, BTreeMap::from([(0, (2, "cat".to_owned()))]));
        let manifest =
            "{\"item\":\"a\",\"url\":\"https://a\"}\n{\"item\":\"b\",\"url\":\"https://b\"}\n";
        assert_eq!(items.manifest(), manifest);
        let again = read("items.jsonl", manifest).unwrap();
        assert_eq!(again.root(), items.root());
        assert_eq!((again.number("b"), again.number("c")), (Some(1), None));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_json_lines() {
        let items = read(
            "items.jsonl",
            "\u{feff}{\"item\": \"i0\"}\n{\"item\": \"i1\"}\n",
        )
        .unwrap();
        assert_eq!(items.names, ["i0", "i1"]);
    }

    #[test]
    fn errors_name_file_line_and_column() {
        let refusal = |file: &str, text: &str| {
            let error = read(file, text).unwrap_err().to_string();
            error[error.find(file).unwrap()..].to_owned()
        };
        assert_eq!(
            refusal("i.csv", "item,text,text\ni0,first,second\n"),
            "i.csv: line 1, column 3: the column \"text\" stands twice, first as column 2"
        );
        assert_eq!(
            refusal("i.jsonl", "{\"item\":1}\n{]\n"),
            "i.jsonl: line 2, column 2: key must be a string"
        );
    }
}
