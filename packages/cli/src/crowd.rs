//! Crowd labels from CSV: `item,labeler,label`, and the truth: `item,label`. Every error names
//! file, line, column and reason.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{bail, Context, Result};
use csv::StringRecord;

/// Most classes that the market knows.
pub const MAX_CLASSES: usize = 32;

/// A data set.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// Names of items, in the order of their first label.
    pub items: Vec<String>,
    /// Names of labelers, in the order of their first label.
    pub labelers: Vec<String>,
    /// Names of classes, ascending: numbers by value, then words.
    pub classes: Vec<String>,
    /// (item, labeler, class), by index.
    pub labels: Vec<(usize, usize, u8)>,
    /// Class of items whose truth is known, by index; `u8::MAX` for one that no labeler used.
    pub truth: BTreeMap<usize, u8>,
}

/// A column of the file, with the names it may have.
pub(crate) struct Column(pub(crate) &'static str, pub(crate) &'static [&'static str]);

const ITEM: Column = Column("item", &["item", "task", "question"]);
const LABELER: Column = Column("labeler", &["labeler", "labeller", "worker", "annotator"]);
const LABEL: Column = Column("label", &["label", "class", "answer", "truth"]);

/// A file that is read line by line.
pub(crate) struct Table {
    pub(crate) name: String,
    reader: csv::Reader<std::io::Cursor<Vec<u8>>>,
    pub(crate) columns: Vec<usize>,
}

impl Table {
    pub(crate) fn open(path: &Path, wanted: &[&Column]) -> Result<Self> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
        Self::parse(name, bytes, wanted)
    }

    fn parse(name: String, bytes: Vec<u8>, wanted: &[&Column]) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(std::io::Cursor::new(bytes));
        let header = reader
            .headers()
            .with_context(|| format!("{name}: line 1: the header is not text"))?
            .clone();
        let mut columns = Vec::new();
        for Column(title, names) in wanted {
            let found = header.iter().position(|field| {
                names.contains(&field.trim_start_matches('\u{feff}').to_lowercase().as_str())
            });
            match found {
                Some(column) => columns.push(column),
                None => bail!(
                    "{name}: line 1: no column {title:?}; found {:?}",
                    header.iter().collect::<Vec<_>>().join(",")
                ),
            }
        }
        Ok(Self {
            name,
            reader,
            columns,
        })
    }

    /// The wanted fields of every line, with its number.
    pub(crate) fn rows(mut self) -> Result<Vec<(u64, Vec<String>)>> {
        let mut rows = Vec::new();
        let mut record = StringRecord::new();
        loop {
            let line = self.reader.position().line();
            match self.reader.read_record(&mut record) {
                Ok(false) => return Ok(rows),
                Ok(true) => {}
                Err(error) => bail!("{}: line {line}: {error}", self.name),
            }
            let line = record.position().map_or(line, csv::Position::line);
            let mut fields = Vec::new();
            for &column in &self.columns {
                let field = record.get(column).unwrap_or_default();
                if field.is_empty() {
                    let column = column + 1;
                    bail!(
                        "{}: line {line}, column {column}: the field is empty",
                        self.name
                    );
                }
                fields.push(field.to_owned());
            }
            rows.push((line, fields));
        }
    }
}

/// Names in the order of their first use.
#[derive(Default)]
struct Names {
    index: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn of(&mut self, name: &str) -> usize {
        if let Some(&index) = self.index.get(name) {
            return index;
        }
        let index = self.names.len();
        self.index.insert(name.to_owned(), index);
        self.names.push(name.to_owned());
        index
    }
}

impl Crowd {
    /// Reads labels, and the truth where there is one.
    ///
    /// # Errors
    /// Where a file is malformed: file, line, column and reason.
    pub fn read(labels: &Path, truth: Option<&Path>) -> Result<Self> {
        let mut crowd = Self::of_labels(Table::open(labels, &[&ITEM, &LABELER, &LABEL])?)?;
        if let Some(truth) = truth {
            crowd.read_truth(Table::open(truth, &[&ITEM, &LABEL])?)?;
        }
        Ok(crowd)
    }

    /// The data set of Dawid and Skene (1979), as one labeler for each reading.
    ///
    /// # Errors
    /// Never, unless the file in the repository was damaged.
    pub fn dawid_skene_1979() -> Result<Self> {
        let text = include_str!("../../../data/dawid-skene-1979.csv");
        let mut lines = vec!["item,labeler,label".to_owned()];
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let [patient, observer, reading, class] = fields.as_slice() else {
                bail!("dawid-skene-1979.csv: {line:?} has not four fields");
            };
            // Observer 1 read every form three times: three accounts.
            let reading = match (*observer, *reading) {
                ("1", "1") => "a",
                ("1", "2") => "b",
                ("1", _) => "c",
                _ => "",
            };
            lines.push(format!("{patient},observer {observer}{reading},{class}"));
        }
        let (name, bytes) = (
            "dawid-skene-1979.csv".to_owned(),
            lines.join("\n").into_bytes(),
        );
        Self::of_labels(Table::parse(name, bytes, &[&ITEM, &LABELER, &LABEL])?)
    }

    fn of_labels(table: Table) -> Result<Self> {
        let file = table.name.clone();
        let label_column = table.columns[2] + 1;
        let rows = table.rows()?;
        if rows.is_empty() {
            bail!("{file}: line 2: no labels");
        }
        let found: BTreeSet<&str> = rows.iter().map(|(_, fields)| fields[2].as_str()).collect();
        let mut classes: Vec<String> = found.into_iter().map(str::to_owned).collect();
        classes.sort_by_key(|class| (class.parse::<u64>().unwrap_or(u64::MAX), class.clone()));
        if classes.len() > MAX_CLASSES {
            let excess = &classes[MAX_CLASSES];
            let first = rows.iter().find(|(_, fields)| fields[2] == *excess);
            let line = first.map_or(0, |(line, _)| *line);
            bail!(
                "{file}: line {line}, column {label_column}: {excess:?} is one of {} classes; \
                 expected at most {MAX_CLASSES}",
                classes.len()
            );
        }
        if classes.len() < 2 {
            bail!(
                "{file}: column {label_column}: every label is {:?}; expected two classes or more",
                classes[0]
            );
        }
        let (mut items, mut labelers) = (Names::default(), Names::default());
        let mut seen: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        let mut labels = Vec::with_capacity(rows.len());
        for (line, fields) in &rows {
            let (item, labeler) = (items.of(&fields[0]), labelers.of(&fields[1]));
            if let Some(before) = seen.insert((item, labeler), *line) {
                bail!(
                    "{file}: line {line}: labeler {:?} labeled item {:?} on line {before} already",
                    fields[1],
                    fields[0]
                );
            }
            let class = classes
                .iter()
                .position(|class| *class == fields[2])
                .unwrap_or(0);
            labels.push((item, labeler, u8::try_from(class)?));
        }
        Ok(Self {
            items: items.names,
            labelers: labelers.names,
            classes,
            labels,
            truth: BTreeMap::new(),
        })
    }

    fn read_truth(&mut self, table: Table) -> Result<()> {
        let file = table.name.clone();
        let index: BTreeMap<&str, usize> = self
            .items
            .iter()
            .enumerate()
            .map(|(n, item)| (item.as_str(), n))
            .collect();
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        for (line, fields) in table.rows()? {
            if let Some(before) = seen.insert(fields[0].clone(), line) {
                bail!(
                    "{file}: line {line}: item {:?} stands on line {before} already",
                    fields[0]
                );
            }
            // Items that nobody labeled have no verdict to compare.
            if let Some(&item) = index.get(fields[0].as_str()) {
                let class = self.classes.iter().position(|class| *class == fields[1]);
                self.truth
                    .insert(item, class.map_or(u8::MAX, |class| class as u8));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Result<Crowd> {
        let bytes = text.as_bytes().to_vec();
        Crowd::of_labels(Table::parse(
            "labels.csv".into(),
            bytes,
            &[&ITEM, &LABELER, &LABEL],
        )?)
    }

    fn refusal(text: &str) -> String {
        format!("{:#}", labels(text).unwrap_err())
    }

    #[test]
    fn names_and_classes_are_read_in_order() {
        let crowd = labels("item,labeller,label\nx,ann,10\ny,ann,2\nx,bob,2\n").unwrap();
        assert_eq!(crowd.items, ["x", "y"]);
        assert_eq!(crowd.labelers, ["ann", "bob"]);
        assert_eq!(crowd.classes, ["2", "10"]);
        assert_eq!(crowd.labels, [(0, 0, 1), (1, 0, 0), (0, 1, 0)]);
    }

    #[test]
    fn a_bad_file_is_refused_with_line_and_column() {
        let header = refusal("item,who,label\n");
        assert_eq!(
            header,
            "labels.csv: line 1: no column \"labeler\"; found \"item,who,label\""
        );
        assert_eq!(
            refusal("item,labeler,label\n"),
            "labels.csv: line 2: no labels"
        );
        let empty = refusal("item,labeler,label\n1,a,0\n1,,1\n");
        assert_eq!(empty, "labels.csv: line 3, column 2: the field is empty");
        let twice = refusal("item,labeler,label\n1,a,0\n2,a,1\n1,a,1\n");
        assert_eq!(
            twice,
            "labels.csv: line 4: labeler \"a\" labeled item \"1\" on line 2 already"
        );
        assert!(refusal("item,labeler,label\n1,a,0\n1,b\n").starts_with("labels.csv: line 3: "));
        assert!(refusal("item,labeler,label\n1,a,0\n").contains("two classes or more"));
        let many: String = (0..40).map(|n| format!("{n},a,{n}\n")).collect();
        let many = refusal(&format!("item,labeler,label\n{many}"));
        assert!(
            many.starts_with("labels.csv: line 34, column 3: \"32\" is one of 40 classes"),
            "{many}"
        );
    }

    #[test]
    fn the_published_table_has_seven_readings_of_45_patients() {
        let crowd = Crowd::dawid_skene_1979().unwrap();
        assert_eq!(
            (crowd.items.len(), crowd.labelers.len(), crowd.labels.len()),
            (45, 7, 315)
        );
        assert_eq!(crowd.classes, ["1", "2", "3", "4"]);
    }
}
