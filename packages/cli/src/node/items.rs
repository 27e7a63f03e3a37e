//! Items of a campaign: a CSV with a column `item`, or JSON lines with a field `item`. The chain
//! knows them by number alone; the manifest, a file of one item a line, says what they are.

use std::{collections::BTreeMap, path::Path};

use anyhow::{bail, ensure, Context, Result};
use pasar_common::{
    merkle::{self, Hash, MerkleTree},
    task_registry::MAX_ITEMS,
};
use serde_json::Value;

/// Names that the column of items may have.
const ITEM: [&str; 2] = ["item", "id"];
/// The column of answers that the requester knows; never a part of the manifest.
const GOLD: &str = "gold";

/// What is said of an item; ascending by name, so that the same items make the same manifest.
type Fields = BTreeMap<String, Value>;

/// Items in their order.
#[derive(Debug, Default)]
pub struct Items {
    /// Their names.
    pub names: Vec<String>,
    /// What the manifest says of each: a line of JSON.
    pub lines: Vec<String>,
    /// Answers that the requester knows, by item: the line of the file, and the label.
    pub gold: BTreeMap<u32, (u64, String)>,
    numbers: BTreeMap<String, u32>,
}

impl Items {
    /// Reads a file. Errors name it, the line and the column.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path);
        let text = text.with_context(|| format!("{name}: cannot be read"))?;
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => Self::of_csv(&name, &text),
            Some("jsonl" | "ndjson") => Self::of_json_lines(&name, &text),
            _ => bail!("{name}: expected a file ending in .csv or .jsonl"),
        }
    }

    /// The number of an item.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }

    /// The root of the tree over the manifest's lines.
    pub fn root(&self) -> Hash {
        let leaves = self.lines.iter().map(|line| merkle::leaf(line.as_bytes()));
        MerkleTree::new(leaves.collect()).root()
    }

    /// The manifest: one item a line.
    pub fn manifest(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn of_csv(file: &str, text: &str) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .with_context(|| format!("{file}: line 1"))?
            .clone();
        let header: Vec<String> = header
            .iter()
            .map(|field| field.trim_start_matches('\u{feff}').to_owned())
            .collect();
        let is_item = |field: &String| ITEM.contains(&field.to_lowercase().as_str());
        let Some(column) = header.iter().position(is_item) else {
            bail!(
                "{file}: line 1: no column \"item\"; found {:?}",
                header.join(",")
            );
        };
        let mut items = Self::default();
        for record in reader.records() {
            let record = record.with_context(|| file.to_owned())?;
            let line = record.position().map_or(0, csv::Position::line);
            let mut fields = Fields::new();
            for (key, value) in header.iter().zip(&record) {
                fields.insert(key.clone(), value.into());
            }
            let place = Place {
                file,
                line,
                column: column + 1,
            };
            items.add(place, &header[column], fields)?;
        }
        items.checked(file)
    }

    fn of_json_lines(file: &str, text: &str) -> Result<Self> {
        let mut items = Self::default();
        for (line, text) in (1u64..).zip(text.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let fields: Fields = serde_json::from_str(text).map_err(|error| {
                let column = error.column();
                anyhow::anyhow!("{file}: line {line}, column {column}: {error}")
            })?;
            let key = ITEM.into_iter().find(|key| fields.contains_key(*key));
            let Some(key) = key else {
                bail!("{file}: line {line}, column 1: no field \"item\"");
            };
            items.add(
                Place {
                    file,
                    line,
                    column: 1,
                },
                key,
                fields,
            )?;
        }
        items.checked(file)
    }

    fn add(&mut self, place: Place<'_>, key: &str, mut fields: Fields) -> Result<()> {
        let name = text(&fields[key]);
        ensure!(!name.is_empty(), "{place}: the item has no name");
        let number = self.len();
        if let Some(first) = self.numbers.insert(name.clone(), number) {
            bail!("{place}: item {name:?} stands twice, first as number {first}");
        }
        let gold = fields.remove(GOLD).map(|gold| text(&gold));
        if let Some(gold) = gold.filter(|gold| !gold.is_empty()) {
            self.gold.insert(number, (place.line, gold));
        }
        self.names.push(name);
        self.lines.push(serde_json::to_string(&fields)?);
        Ok(())
    }

    fn checked(self, file: &str) -> Result<Self> {
        ensure!(!self.names.is_empty(), "{file}: line 2: no items");
        ensure!(
            self.len() <= MAX_ITEMS,
            "{file}: {} items, expected at most {MAX_ITEMS}",
            self.names.len()
        );
        Ok(self)
    }
}

/// Where something stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    line: u64,
    column: usize,
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: line {}, column {}",
            self.file, self.line, self.column
        )
    }
}

/// A field as text, without the quotes of JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_has_everything_but_the_gold() {
        let text = "item,url,gold\na,https://a,cat\nb,https://b,\n";
        let items = Items::of_csv("items.csv", text).unwrap();
        assert_eq!(items.names, ["a", "b"]);
        assert_eq!(items.gold, BTreeMap::from([(0, (2, "cat".to_owned()))]));
        let manifest =
            "{\"item\":\"a\",\"url\":\"https://a\"}\n{\"item\":\"b\",\"url\":\"https://b\"}\n";
        assert_eq!(items.manifest(), manifest);
        let again = Items::of_json_lines("items.jsonl", manifest).unwrap();
        assert_eq!(again.root(), items.root());
        assert_eq!((again.number("b"), again.number("c")), (Some(1), None));
    }

    #[test]
    fn errors_name_file_line_and_column() {
        for (text, wanted) in [
            (
                "name\nx\n",
                "i.csv: line 1: no column \"item\"; found \"name\"",
            ),
            (
                "url,item\nx,a\ny,\n",
                "i.csv: line 3, column 2: the item has no name",
            ),
            (
                "item\na\na\n",
                "i.csv: line 3, column 1: item \"a\" stands twice, first as number 0",
            ),
            ("item\n", "i.csv: line 2: no items"),
        ] {
            let error = Items::of_csv("i.csv", text).unwrap_err();
            assert_eq!(error.to_string(), wanted);
        }
        let error = Items::of_csv("i.csv", "item,url\na\n").unwrap_err();
        assert!(format!("{error:#}").contains("line: 2"), "{error:#}");
        let error = Items::of_json_lines("i.jsonl", "{\"item\":1}\n{]\n").unwrap_err();
        assert!(
            error.to_string().starts_with("i.jsonl: line 2, column 2"),
            "{error}"
        );
        let error = Items::of_json_lines("i.jsonl", "{\"x\":1}\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "i.jsonl: line 1, column 1: no field \"item\""
        );
    }
}
