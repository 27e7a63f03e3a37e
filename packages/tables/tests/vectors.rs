//! What each small file becomes, as the files in `vectors/` say it for every language.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop at the first surprise"
)]

use pasar_tables::{
    items_of, Column, Refusal, Table, ITEM, ITEM_OF_CAMPAIGN, LABEL, LABELER, TRUTH,
};
use serde::Deserialize;

/// A small file.
#[derive(Deserialize)]
struct File {
    rule: String,
    file: String,
    text: Option<String>,
    hex: Option<String>,
}

/// What a file should become: rows, or a refusal.
#[derive(Deserialize)]
struct TableCase {
    #[serde(flatten)]
    file: File,
    columns: Vec<String>,
    rows: Option<Vec<Vec<serde_json::Value>>>,
    #[serde(default)]
    notes: Vec<String>,
    refusal: Option<String>,
}

/// What a file of items should become: a manifest and gold, or a refusal.
#[derive(Deserialize)]
struct ItemsCase {
    #[serde(flatten)]
    file: File,
    manifest: Option<Vec<String>>,
    #[serde(default)]
    gold: Vec<(usize, String)>,
    #[serde(default)]
    notes: Vec<String>,
    refusal: Option<String>,
}

fn vectors<T: for<'a> Deserialize<'a>>(file: &str) -> Vec<T> {
    let path = format!("{}/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let cases: Vec<T> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(!cases.is_empty());
    cases
}

impl File {
    fn open(&self) -> Result<Table, Refusal> {
        let bytes = match (&self.text, &self.hex) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(digits)) => hex::decode(digits).unwrap(),
            _ => panic!("{}: expected text or hex", self.rule),
        };
        Table::parse(&self.file, bytes)
    }
}

fn column(name: &str) -> &'static Column {
    match name {
        "item" => &ITEM,
        "item_of_campaign" => &ITEM_OF_CAMPAIGN,
        "labeler" => &LABELER,
        "label" => &LABEL,
        "truth" => &TRUTH,
        other => panic!("no column {other}"),
    }
}

/// Rows with their lines, and notes.
type Read = (Vec<Vec<serde_json::Value>>, Vec<String>);

fn read(case: &TableCase) -> Result<Read, Refusal> {
    let mut table = case.file.open()?;
    let mut columns = Vec::new();
    for name in &case.columns {
        let [found] = table.columns([column(name)])?;
        columns.push(found);
    }
    let mut rows = Vec::new();
    table.each(|row| {
        let mut read = vec![row.line.into()];
        for column in &columns {
            read.push(table.name(row, *column)?.into());
        }
        rows.push(read);
        Ok(())
    })?;
    Ok((rows, table.notes().to_vec()))
}

/// Compares what a case became with what it should.
fn check<T: PartialEq + std::fmt::Debug>(
    rule: &str,
    found: Result<T, Refusal>,
    wanted: Result<T, &String>,
) -> Option<String> {
    let found = found.map_err(|refusal| refusal.to_string());
    let wanted = wanted.map_err(String::clone);
    (found != wanted).then(|| format!("{rule}:\n  found {found:?}\n wanted {wanted:?}"))
}

#[test]
fn tables_are_read_as_the_vectors_say() {
    let cases = vectors::<TableCase>("tables.json");
    let wrong = cases.iter().filter_map(|case| {
        let wanted = case
            .refusal
            .as_ref()
            .map_or_else(|| Ok((case.rows.clone().unwrap(), case.notes.clone())), Err);
        check(&case.file.rule, read(case), wanted)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn items_are_read_as_the_vectors_say() {
    let cases = vectors::<ItemsCase>("items.json");
    let wrong = cases.iter().filter_map(|case| {
        let found = case.file.open().and_then(items_of).map(|(items, notes)| {
            let manifest = items.iter().map(|item| serde_json::to_string(&item.fields));
            let manifest: Vec<String> = manifest.map(Result::unwrap).collect();
            let gold = items.iter().enumerate();
            let gold = gold.filter_map(|(number, item)| Some((number, item.gold.clone()?)));
            (manifest, gold.collect::<Vec<_>>(), notes)
        });
        let wanted = case.refusal.as_ref().map_or_else(
            || {
                let manifest = case.manifest.clone().unwrap();
                Ok((manifest, case.gold.clone(), case.notes.clone()))
            },
            Err,
        );
        check(&case.file.rule, found, wanted)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
