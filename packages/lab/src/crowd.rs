//! Crowd labels, an item, a labeler and a label a row, and the truth, an item and a label a row.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{bail, Result};
use pasar_tables::{
    alike, difference, whole_number, Names, Refusal, Table, ITEM, LABEL, LABELER, TRUTH,
};
use pasar_truth::MAX_CLASSES;

use crate::reading::{known_once, tell, Reading};

/// Most pairs of names that are told one by one.
const MOST_TOLD: usize = 5;

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
    /// What the authors of the files should know.
    pub notes: Vec<String>,
}

impl Crowd {
    /// Reads labels, and the truth where there is one. Tells on the error output what the files'
    /// authors should know.
    pub fn read(labels: &Path, truth: Option<&Path>) -> Result<Self> {
        let mut crowd = Self::of_labels(Table::open(labels)?)?;
        if let Some(truth) = truth {
            crowd.read_truth(Table::open(truth)?, &labels.display().to_string())?;
        }
        tell(&crowd.notes);
        Ok(crowd)
    }

    /// The data set of Dawid and Skene (1979), as one labeler for each reading.
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
        let bytes = lines.join("\n").into_bytes();
        Self::of_labels(Table::parse("dawid-skene-1979.csv", bytes)?)
    }

    fn of_labels(mut table: Table) -> Result<Self> {
        let columns = table.columns([&ITEM, &LABELER, &LABEL])?;
        table.note_unread(
            &TRUTH,
            &columns,
            "known answers are read from the truth file",
        );
        let mut classes = Names::default();
        let reading = Reading::of(&table, columns, "labels", |line, class| {
            let number = classes.of(class, line);
            if number >= MAX_CLASSES {
                return Err(format!(
                    "{class:?} is one class too many, expected at most {MAX_CLASSES}"
                ));
            }
            // Below the bound.
            Ok(number as u8)
        })?;
        if let (1, Some((only, line))) = (classes.len(), classes.named(0)) {
            let reason = format!("every label is {only:?}; expected two classes or more");
            return Err(table.refusal(line, columns[2], reason).into());
        }
        let mut notes = table.notes().to_vec();
        notes.extend(classes.notes(table.file(), "classes"));
        notes.extend(reading.notes(table.file()));
        let crowd = Self::of_reading(&reading, &classes);
        Ok(Self { notes, ..crowd })
    }

    fn read_truth(&mut self, mut table: Table, labels: &str) -> Result<()> {
        let columns = table.columns([&ITEM, &TRUTH])?;
        let items: BTreeMap<&str, usize> = self.items.iter().map(String::as_str).zip(0..).collect();
        let mut seen = Names::default();
        let mut truth = BTreeMap::new();
        let mut classes = Names::default();
        table.each_name(columns, |line, [item, class]| {
            known_once(&mut seen, item, line).map_err(|reason| table.line_refusal(line, reason))?;
            classes.of(class, line);
            // Items that nobody labeled have no verdict to compare.
            if let Some(&item) = items.get(item) {
                let class = self.classes.iter().position(|known| known == class);
                truth.insert(item, class.map_or(u8::MAX, |class| class as u8));
            }
            Ok(())
        })?;
        if seen.is_empty() {
            return Err(table.no("items").into());
        }
        if truth.is_empty() {
            let known = self.items.iter().map(String::as_str);
            return Err(unknown(&table, (&seen, columns[0]), known, ("item", labels)).into());
        }
        let is_known = |class: &str| self.classes.iter().any(|known| known == class);
        if !classes.iter().any(is_known) {
            let known = self.classes.iter().map(String::as_str);
            return Err(unknown(&table, (&classes, columns[1]), known, ("class", labels)).into());
        }
        self.notes.extend_from_slice(table.notes());
        self.notes.extend(classes.notes(table.file(), "classes"));
        for (known, found, what) in [
            (&self.classes, &classes, "class"),
            (&self.items, &seen, "item"),
        ] {
            let notes = across(known, found, (table.file(), labels), what);
            self.notes.extend(notes);
        }
        let wrong = truth.values().filter(|class| **class == u8::MAX).count();
        if wrong > 0 {
            let strange: Vec<&str> = classes.iter().filter(|class| !is_known(class)).collect();
            self.notes.push(format!(
                "{}: nobody gave {strange:?}; {wrong} of {} compared items have such a class, and \
                 count as errors",
                table.file(),
                truth.len()
            ));
        }
        self.truth = truth;
        Ok(())
    }
}

/// Why a truth is refused of which nothing is known: the first name, and the one that it may mean.
fn unknown<'a>(
    table: &Table,
    (names, column): (&Names, usize),
    known: impl Iterator<Item = &'a str>,
    (what, labels): (&str, &str),
) -> Refusal {
    let (first, line) = names.named(0).unwrap_or_default();
    let mut reason = format!(
        "{what} {first:?} and all others of this file ({}) are unknown to {labels}",
        names.len()
    );
    for known in known {
        if let Some(only) = difference(first, known) {
            reason.push_str(&format!("; {first:?} and {known:?} differ only in {only}"));
            break;
        }
    }
    table.refusal(line, column, reason)
}

/// Notes on names of the truth that look like one of the labels' and are another.
fn across(
    known: &[String],
    found: &Names,
    (truth, labels): (&str, &str),
    what: &str,
) -> Vec<String> {
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let strange = found.iter().filter(|name| !known.contains(name));
    let pairs = alike(known.iter().copied().chain(strange));
    let pairs = pairs
        .into_iter()
        .filter(|(_, other)| !known.contains(other));
    pairs
        .take(MOST_TOLD)
        .filter_map(|(one, other)| {
            let only = difference(one, other)?;
            let place = found.named(found.get(other)?)?;
            Some(format!(
                "{truth}: line {}: {what} {other:?} and {one:?} of {labels} differ only in {only}; \
                 they are read as two",
                place.1
            ))
        })
        .collect()
}

impl Crowd {
    /// The data set, its classes in their order.
    fn of_reading(reading: &Reading<u8>, names: &Names) -> Self {
        let owned = |names: &Names| names.iter().map(str::to_owned).collect::<Vec<_>>();
        let mut classes = owned(names);
        let value = |class: &str| whole_number(class).map_or(u64::MAX, u64::from);
        classes.sort_by(|one, other| (value(one), one).cmp(&(value(other), other)));
        let of_class: Vec<u8> = names
            .iter()
            .map(|name| classes.iter().position(|class| class == name).unwrap_or(0) as u8)
            .collect();
        let labels = reading.labels.iter();
        Self {
            items: owned(&reading.items),
            labelers: owned(&reading.labelers),
            labels: labels
                .map(|of| {
                    let class = of_class[usize::from(of.label)];
                    (of.item as usize, of.labeler as usize, class)
                })
                .collect(),
            classes,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{demo::outcome::grouped, reading::MAX_LABELERS};
    use pasar_truth::MAX_LABELS;

    fn table(file: &str, text: &str) -> Table {
        Table::parse(file, text.as_bytes().to_vec()).unwrap()
    }

    fn labels(text: &str) -> Result<Crowd> {
        Crowd::of_labels(Table::parse("labels.csv", text.as_bytes().to_vec())?)
    }

    fn refusal(text: &str) -> String {
        format!("{:#}", labels(text).unwrap_err())
    }

    const LABELS: &str = "item,labeler,label\na,ann,cat\na,bob,dog\nb,ann,dog\n";

    fn with_truth(text: &str) -> Result<Crowd> {
        let mut crowd = labels(LABELS)?;
        crowd.read_truth(table("truth.csv", text), "labels.csv")?;
        Ok(crowd)
    }

    #[test]
    fn names_and_classes_are_read_in_order() {
        let crowd = labels("item,labeller,label\nx,ann,10\ny,ann,2\nx,bob,2\n").unwrap();
        assert_eq!(crowd.items, ["x", "y"]);
        assert_eq!(crowd.labelers, ["ann", "bob"]);
        assert_eq!(crowd.classes, ["2", "10"]);
        assert_eq!(crowd.labels, [(0, 0, 1), (1, 0, 0), (0, 1, 0)]);
        assert!(crowd.notes.is_empty());
    }

    #[test]
    fn a_bad_file_is_refused_with_line_and_column() {
        assert_eq!(
            refusal("item,labeler,label\n"),
            "labels.csv: line 2: no labels"
        );
        let twice = refusal("item,labeler,label\n1,a,0\n2,a,1\n1,a,1\n");
        assert_eq!(
            twice,
            "labels.csv: line 4: labeler \"a\" labeled item \"1\" on line 2 already"
        );
        assert_eq!(
            refusal("item,labeler,label\n1,a,0\n2,a,0\n"),
            "labels.csv: line 2, column 3: every label is \"0\"; expected two classes or more"
        );
        let many: String = (0..40).map(|n| format!("{n},a,{n}\n")).collect();
        assert_eq!(
            refusal(&format!("item,labeler,label\n{many}")),
            "labels.csv: line 34, column 3: \"32\" is one class too many, expected at most 32"
        );
    }

    #[test]
    fn the_page_on_files_says_the_bounds() {
        let page = include_str!("../../../docs/cli.md");
        let words: Vec<&str> = page.split_whitespace().collect();
        let [labels, labelers] = [MAX_LABELS, MAX_LABELERS].map(|most| grouped(most as u128));
        let wanted =
            format!("at most {labels} labels by {labelers} labelers in {MAX_CLASSES} classes");
        assert!(words.join(" ").contains(&wanted), "{wanted}");
    }

    #[test]
    fn names_that_look_alike_are_told() {
        let crowd = labels("item,labeler,label\nx,ann,cat\ny,Ann,Cat\nX,bob,cat\n").unwrap();
        let pair = |what: &str, names: [&str; 2], lines: [u64; 2]| {
            format!(
                "labels.csv: {what} {:?} (line {}) and {:?} (line {}) differ only in case; they are \
                 read as two",
                names[0], lines[0], names[1], lines[1]
            )
        };
        assert_eq!(
            crowd.notes,
            [
                pair("classes", ["cat", "Cat"], [2, 3]),
                pair("labelers", ["ann", "Ann"], [2, 3]),
                pair("items", ["x", "X"], [2, 4]),
            ]
        );
    }

    #[test]
    fn a_truth_of_which_nothing_is_known_is_refused() {
        let refusal = |text: &str| with_truth(text).unwrap_err().to_string();
        assert_eq!(
            refusal("item,label\na,Cat\nb,Dog\n"),
            "truth.csv: line 2, column 2: class \"Cat\" and all others of this file (2) are unknown \
             to labels.csv; \"Cat\" and \"cat\" differ only in case"
        );
        assert_eq!(
            refusal("item,label\nA,cat\n"),
            "truth.csv: line 2, column 1: item \"A\" and all others of this file (1) are unknown to \
             labels.csv; \"A\" and \"a\" differ only in case"
        );
        assert_eq!(refusal("item,label\n"), "truth.csv: line 2: no items");
        assert_eq!(
            refusal("item,label\na,cat\na,dog\n"),
            "truth.csv: line 3: item \"a\" stands on line 2 already"
        );
    }

    #[test]
    fn a_class_that_nobody_gave_is_told_with_the_number_of_its_items() {
        let crowd = with_truth("item,label\na,cat\nb,cow\nz,pig\n").unwrap();
        assert_eq!(crowd.truth, BTreeMap::from([(0, 0), (1, u8::MAX)]));
        let note =
            "truth.csv: nobody gave [\"cow\", \"pig\"]; 1 of 2 compared items have such a class, \
                    and count as errors";
        assert_eq!(crowd.notes, [note]);
    }

    #[test]
    fn names_of_both_files_that_look_alike_are_told() {
        let crowd = with_truth("item,label\na,cat\nB,Dog\n").unwrap();
        assert_eq!(
            crowd.notes,
            [
                "truth.csv: line 3: class \"Dog\" and \"dog\" of labels.csv differ only in case; they \
                 are read as two",
                "truth.csv: line 3: item \"B\" and \"b\" of labels.csv differ only in case; they are \
                 read as two",
            ]
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
