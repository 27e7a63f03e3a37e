//! A table, as text and as Markdown.

use std::fmt::Write as _;

/// Rows under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// With this heading.
    pub fn new(heading: &[&str]) -> Self {
        let heading = heading.iter().map(|cell| (*cell).to_string()).collect();
        Table {
            rows: vec![heading],
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.cells(cells.to_vec());
    }

    /// Adds a row of any length; the first is the heading.
    pub fn cells(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// For a terminal: the first column to the left, the others to the right.
    pub fn text(&self) -> String {
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            for (n, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let _ = match n {
                    0 => write!(text, "{cell:<width$}"),
                    _ => write!(text, "  {cell:>width$}"),
                };
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }

    /// For a document.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (n, row) in self.rows.iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if n == 0 {
                let numbers = "---:|".repeat(row.len().saturating_sub(1));
                let _ = writeln!(text, "|---|{numbers}");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_on_a_terminal_and_in_a_document() {
        let mut table = Table::new(&["what", "gas"]);
        table.row(["commit".into(), "7".into()]);
        assert_eq!(table.text(), "what    gas\ncommit    7\n");
        assert_eq!(
            table.markdown(),
            "| what | gas |\n|---|---:|\n| commit | 7 |\n"
        );
    }
}
