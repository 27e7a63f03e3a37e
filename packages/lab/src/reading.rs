//! Labels of any kind as a file has them: of which item, by whom, on which line.

use anyhow::Result;
use pasar_tables::{Names, Refusal, Table};
use pasar_truth::MAX_LABELS;

/// Most labelers of a data set: what the verdict from a list of labels takes.
pub const MAX_LABELERS: usize = 1 << 14;

/// A label, by the numbers of what it names.
#[derive(Clone, Copy)]
pub struct Given<T> {
    /// The item, in the order of first use.
    pub item: u32,
    /// The labeler, in the order of first use.
    pub labeler: u32,
    /// What they said.
    pub label: T,
    /// Where it stands.
    pub line: u64,
}

/// The labels of a file.
pub struct Reading<T> {
    /// Names of the items.
    pub items: Names,
    /// Names of the labelers.
    pub labelers: Names,
    /// The labels, in the order of the file.
    pub labels: Vec<Given<T>>,
}

impl<T> Reading<T> {
    /// Reads the columns item, labeler and label; `read` says what a label is, or why it is none.
    pub fn of(
        table: &Table,
        columns: [usize; 3],
        what: &str,
        mut read: impl FnMut(u64, &str) -> Result<T, String>,
    ) -> Result<Self> {
        let mut reading = Self {
            items: Names::default(),
            labelers: Names::default(),
            labels: Vec::new(),
        };
        table.each_name(columns, |line, [item, labeler, label]| {
            if reading.labels.len() == MAX_LABELS {
                let reason = format!("one label too many, expected at most {MAX_LABELS}");
                return Err(table.line_refusal(line, reason));
            }
            let numbers = [
                reading.items.of(item, line),
                reading.labelers.of(labeler, line),
            ];
            if numbers[1] >= MAX_LABELERS {
                let reason =
                    format!("{labeler:?} is one labeler too many, expected at most {MAX_LABELERS}");
                return Err(table.refusal(line, columns[1], reason));
            }
            let label =
                read(line, label).map_err(|reason| table.refusal(line, columns[2], reason))?;
            // Each is below a bound that its type holds.
            let [item, labeler] = numbers.map(|number| number as u32);
            reading.labels.push(Given {
                item,
                labeler,
                label,
                line,
            });
            Ok(())
        })?;
        if reading.labels.is_empty() {
            return Err(table.no(what).into());
        }
        reading.check_twice(table)?;
        Ok(reading)
    }

    /// Refuses two labels of one labeler and one item.
    fn check_twice(&self, table: &Table) -> Result<(), Refusal> {
        let labels = self.labels.iter();
        let mut sorted: Vec<(u32, u32, u64)> =
            labels.map(|of| (of.item, of.labeler, of.line)).collect();
        sorted.sort_unstable();
        let pairs = sorted.windows(2);
        let twice = pairs.filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
        let Some(first) = twice.min_by_key(|pair| pair[1].2) else {
            return Ok(());
        };
        let (item, labeler, before) = first[0];
        let named = |names: &Names, number: u32| {
            let named = names.named(number as usize);
            named.map_or_else(String::new, |(name, _)| name.to_owned())
        };
        let reason = format!(
            "labeler {:?} labeled item {:?} on line {before} already",
            named(&self.labelers, labeler),
            named(&self.items, item)
        );
        Err(table.line_refusal(first[1].2, reason))
    }

    /// Notes on names that look alike.
    pub fn notes(&self, file: &str) -> Vec<String> {
        let mut notes = self.labelers.notes(file, "labelers");
        notes.extend(self.items.notes(file, "items"));
        notes
    }
}

/// Takes down an item whose answer is known, or says that it stands twice.
pub fn known_once(seen: &mut Names, item: &str, line: u64) -> Result<(), String> {
    let number = seen.len();
    let found = seen.of(item, line);
    if found == number {
        return Ok(());
    }
    let before = seen.named(found).map_or(0, |(_, line)| line);
    Err(format!("item {item:?} stands on line {before} already"))
}

/// Tells on the error output what the files' authors should know.
pub fn tell(notes: &[String]) {
    for note in notes {
        eprintln!("{} {note}", console::style("note:").yellow());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(rows: &str) -> String {
        let bytes = format!("item,labeler,label\n{rows}").into_bytes();
        let mut table = Table::parse("labels.csv", bytes).unwrap();
        let wanted = [
            &pasar_tables::ITEM,
            &pasar_tables::LABELER,
            &pasar_tables::LABEL,
        ];
        let columns = table.columns(wanted).unwrap();
        let found = Reading::of(&table, columns, "labels", |_, label| Ok(label.len()));
        found.err().unwrap().to_string()
    }

    #[test]
    fn what_is_too_much_is_refused_where_it_begins() {
        let rows = |count: usize, labelers: usize| -> String {
            let row = |n: usize| format!("{},{},a\n", n / labelers, n % labelers);
            (0..count).map(row).collect()
        };
        assert_eq!(
            refusal(&rows(MAX_LABELS + 1, 2)),
            format!(
                "labels.csv: line {}: one label too many, expected at most {MAX_LABELS}",
                MAX_LABELS + 2
            )
        );
        assert_eq!(
            refusal(&rows(MAX_LABELERS + 1, usize::MAX)),
            format!(
                "labels.csv: line {}, column 2: \"{MAX_LABELERS}\" is one labeler too many, expected \
                 at most {MAX_LABELERS}",
                MAX_LABELERS + 2
            )
        );
    }
}
