//! A data set of one or several questions as one task of the library: no contract, no history.

use anyhow::{ensure, Result};
use pasar_truth::{
    resolve_form,
    rows::{seats, Row},
    Form, FormResolution, PayTerms, Question, MAX_CELLS, MAX_SEATS, NONE,
};

/// An answer that somebody gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Its place: the question times the number of items, and the item.
    pub cell: usize,
    /// Who gave it.
    pub labeler: usize,
    /// The class or level.
    pub level: u8,
    /// What was said, in units of the scale.
    pub value: f64,
}

/// One question, and what its levels mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// As the library asks it.
    pub question: Question,
    /// The value of the lowest level.
    pub from: f64,
    /// What lies between two levels.
    pub step: f64,
}

impl Asked {
    /// The value of a level, whole or between two.
    pub fn value(&self, level: f64) -> f64 {
        self.from + self.step * level
    }

    /// From the lowest level to the highest.
    pub fn range(&self) -> f64 {
        self.step * (self.question.values() - 1) as f64
    }
}

/// A data set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What is asked of every item.
    pub questions: Vec<Asked>,
    /// Items.
    pub items: usize,
    /// Labelers.
    pub labelers: usize,
    /// What each of them is called; empty where they are made up.
    pub names: Vec<String>,
    /// What they said.
    pub labels: Vec<Label>,
    /// What is known, by cell.
    pub truth: Vec<(usize, f64)>,
}

impl Sheet {
    /// The question that a cell belongs to.
    pub fn question_of(&self, cell: usize) -> usize {
        cell / self.items
    }

    /// Cells: what may be answered.
    pub fn cells(&self) -> usize {
        self.items * self.questions.len()
    }

    /// What these labels say, and what everybody is paid for them.
    pub fn resolve(&self, labels: &[Label], gold: &[u8]) -> Result<FormResolution> {
        let cells = self.cells();
        ensure!(
            self.labelers <= MAX_SEATS && cells.saturating_mul(self.labelers) <= MAX_CELLS,
            "{cells} answers by {} labelers, expected at most {MAX_SEATS} labelers and {MAX_CELLS} \
             answers times labelers",
            self.labelers
        );
        let mut rows = vec![vec![NONE; cells]; self.labelers];
        for label in labels {
            rows[label.labeler][label.cell] = label.level;
        }
        let rows: Vec<Row> = rows.into_iter().map(row).collect();
        let questions: Vec<Question> = self.questions.iter().map(|asked| asked.question).collect();
        let seats = seats(&rows);
        let form = Form::new(&questions, self.items, &seats, gold, PayTerms::default())?;
        Ok(resolve_form(&form))
    }

    /// What was said of every cell, by rising value.
    pub fn said(&self, labels: &[Label]) -> Vec<Vec<f64>> {
        let mut said = vec![Vec::new(); self.cells()];
        for label in labels {
            said[label.cell].push(label.value);
        }
        for of_cell in &mut said {
            of_cell.sort_by(f64::total_cmp);
        }
        said
    }
}

/// Labels of a seat that was asked for what it labeled.
fn row(labels: Vec<u8>) -> Row {
    let given = labels.iter().filter(|label| **label != NONE).count();
    Row {
        // At most 2^24.
        asked: given as u32,
        ..Row::of_all(labels)
    }
}

/// The plain mean of values; none of none.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The plain median of rising values, the middle of the two in the middle of an even number.
pub fn median(rising: &[f64]) -> Option<f64> {
    let middle = rising.len() / 2;
    let high = *rising.get(middle)?;
    if rising.len() % 2 == 1 {
        return Some(high);
    }
    Some((rising[middle - 1] + high) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_median_of_an_even_number_lies_between_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4.0]), Some(4.0));
        assert_eq!(median(&[1.0, 4.0]), Some(2.5));
        assert_eq!(median(&[1.0, 4.0, 9.0]), Some(4.0));
        assert_eq!(mean(&[1.0, 4.0]), Some(2.5));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn a_set_larger_than_a_task_is_refused() {
        let sheet = Sheet {
            items: 1,
            labelers: MAX_SEATS + 1,
            ..Sheet::default()
        };
        let error = sheet.resolve(&[], &[]).unwrap_err().to_string();
        assert!(error.contains("2049 labelers"), "{error}");
    }
}
