//! Tables that are written: `.csv` or `.jsonl`, a row each.

use std::{io::Write, path::Path};

use anyhow::{ensure, Context as _, Result};
use pasar_tables::has_extension;
use serde_json::{Map, Value};

/// A field: as CSV has it, and as JSON does.
pub type Field = (String, Value);

/// Refuses a file of another kind, before any work.
pub fn check_ending(out: &Path) -> Result<()> {
    ensure!(
        has_extension(out, &["csv", "jsonl", "ndjson"]),
        "{}: expected a file ending in .csv or .jsonl",
        out.display()
    );
    Ok(())
}

/// Writes rows under the names of their columns.
pub fn write(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    let written = if has_extension(out, &["csv"]) {
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

fn write_json(out: &Path, header: &[&str], rows: &[Vec<Field>]) -> Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(out)?);
    for row in rows {
        let fields = header.iter().zip(row);
        let fields = fields.map(|(name, (_, value))| ((*name).to_owned(), value.clone()));
        writeln!(file, "{}", Value::Object(fields.collect::<Map<_, _>>()))?;
    }
    Ok(file.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
