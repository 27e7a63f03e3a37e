//! Tables that are written: `.csv` or `.jsonl`, a row each.

use std::{collections::BTreeMap, io::Write, path::Path};

use anyhow::{ensure, Context as _, Result};
use pasar_tables::has_extension;
use serde_json::Value;

/// A field: as CSV has it, and as JSON does.
pub type Field = (String, Value);

/// What a spreadsheet runs as a formula, where a text begins with it and is no number.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Refuses a file of another kind, before any work.
pub fn check_ending(out: &Path) -> Result<()> {
    ensure!(
        has_extension(out, &["csv", "jsonl", "ndjson"]),
        "{}: expected a file ending in .csv or .jsonl",
        out.display()
    );
    Ok(())
}

/// Whether a file is CSV, by its name.
pub fn is_csv(out: &Path) -> bool {
    has_extension(out, &["csv"])
}

/// Writes rows under the names of their columns.
pub fn write(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    let written = if is_csv(out) {
        write_csv(out, header, rows)
    } else {
        write_json(out, header, rows)
    };
    written.with_context(|| format!("{}: cannot be written", out.display()))
}

fn write_csv(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    let mut writer = csv::Writer::from_path(out)?;
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|(text, _)| text))?;
    }
    Ok(writer.flush()?)
}

/// Whether a spreadsheet would run a text as a formula.
fn runs(text: &str) -> bool {
    let number = text.replacen(',', ".", 1).parse::<f64>();
    let is_number = number.is_ok() && text.contains(|char: char| char.is_ascii_digit());
    text.starts_with(FORMULA) && !is_number
}

/// How many cells of a table a spreadsheet would run as formulas.
pub fn formulas(header: &[&str], rows: &[Vec<Field>]) -> usize {
    let cells = rows.iter().flatten().map(|(text, _)| text.as_str());
    let all = header.iter().copied().chain(cells);
    all.filter(|text| runs(text)).count()
}

/// Writes CSV for a spreadsheet: `'` stands before what it would run. That changes the data.
pub fn write_tame(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    ensure!(
        is_csv(out),
        "{}: expected a file ending in .csv for a spreadsheet",
        out.display()
    );
    let tame = |text: &str| {
        if runs(text) {
            format!("'{text}")
        } else {
            text.to_owned()
        }
    };
    let header: Vec<String> = header.iter().map(|name| tame(name)).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let cells = |row: &Vec<Field>| -> Vec<Field> {
        let fields = row.iter();
        fields
            .map(|(text, value)| (tame(text), value.clone()))
            .collect()
    };
    let rows: Vec<Vec<Field>> = rows.iter().map(cells).collect();
    write(out, &header, &rows)
}

fn write_json(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(out)?);
    for row in rows {
        let fields = header.iter().zip(row);
        // In the order of their names, whatever order maps have elsewhere.
        let fields: BTreeMap<&str, &Value> =
            fields.map(|(name, (_, value))| (*name, value)).collect();
        writeln!(file, "{}", serde_json::to_string(&fields)?)?;
    }
    Ok(file.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_stand_under_their_names_in_either_form() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [vec![
            ("a, b".to_owned(), "a, b".into()),
            ("0.500".to_owned(), 0.5.into()),
        ]];
        let written = |name: &str| {
            let out = folder.path().join(name);
            check_ending(&out).unwrap();
            write(&out, &["item", "margin"], &rows).unwrap();
            std::fs::read_to_string(out).unwrap()
        };
        assert_eq!(written("o.CSV"), "item,margin\n\"a, b\",0.500\n");
        assert_eq!(written("o.jsonl"), "{\"item\":\"a, b\",\"margin\":0.5}\n");
        let error = check_ending(&folder.path().join("o.txt")).unwrap_err();
        assert!(error
            .to_string()
            .ends_with("o.txt: expected a file ending in .csv or .jsonl"));
    }

    #[test]
    fn a_spreadsheet_runs_no_cell_and_numbers_stay_numbers() {
        for text in ["=1+1", "+a", "-", "-a", "@x", "\tx", "\r=1", "-inf", "-1+2"] {
            assert!(runs(text), "{text:?}");
        }
        for text in ["-5", "+1.5", "-1,5", "-.5", "-2e3", "a=b", "", "5-3", "'=1"] {
            assert!(!runs(text), "{text:?}");
        }
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("o.csv");
        let rows = [vec![
            ("=HYPERLINK(1)".to_owned(), json!("=HYPERLINK(1)")),
            ("-5".to_owned(), json!(-5)),
        ]];
        assert_eq!(formulas(&["item", "@x"], &rows), 2);
        write_tame(&out, &["item", "@x"], &rows).unwrap();
        let written = std::fs::read_to_string(out).unwrap();
        assert_eq!(written, "item,'@x\n'=HYPERLINK(1),-5\n");
        let error = write_tame(&folder.path().join("o.jsonl"), &[], &[]).unwrap_err();
        assert!(error
            .to_string()
            .ends_with("expected a file ending in .csv for a spreadsheet"));
    }
}
