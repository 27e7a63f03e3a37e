//! Numbers that people gave: `item,labeler,value`, and what is known: `item,value`.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use anyhow::Result;
use pasar_tables::{
    number, whole_number, Names, Refusal, Table, ITEM, LABELER, TRUE_VALUE, TRUTH, VALUE,
};
use pasar_truth::{Question, Read, MAX_ITEMS, MAX_LEVELS, MAX_QUESTIONS};

use super::sheet::{Asked, Label, Sheet};
use crate::reading::{known_once, tell, Given, Reading};

/// Where a scale starts and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Its lower end.
    pub from: f64,
    /// Its upper end.
    pub to: f64,
}

impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Three points are neither a range nor half of one.
        let ends = text.split_once("..").filter(|(_, to)| !to.starts_with('.'));
        let ends = ends.and_then(|(from, to)| Some((number(from)?, number(to)?)));
        match ends {
            Some((from, to)) if from < to => Ok(Self { from, to }),
            _ => Err(format!(
                "found {text:?}, expected a lower and a higher number such as 0..100"
            )),
        }
    }
}

/// The scales of a data set: one for each of its questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Scales(pub Vec<Scale>);

impl FromStr for Scales {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let scales: Vec<Scale> = text.split(',').map(str::parse).collect::<Result<_, _>>()?;
        if scales.len() > MAX_QUESTIONS {
            return Err(format!(
                "{} scales, expected at most {MAX_QUESTIONS}",
                scales.len()
            ));
        }
        Ok(Self(scales))
    }
}

/// Values that are known.
struct Known {
    table: Table,
    columns: [usize; 2],
    /// Item, value and line.
    values: Vec<(String, f64, u64)>,
}

/// Reads a data set. Where there are several scales its items are numbers from zero: all items of the
/// first question, then all of the second.
pub fn read(labels: &Path, truth: &Path, scales: &Scales, how: Read) -> Result<Sheet> {
    let (table, columns, reading) = open_labels(labels)?;
    let known = Known::read(truth)?;
    let places = Places::of(&table, columns[0], &reading, &known.values, scales.0.len())?;
    for given in &reading.labels {
        let scale = scales.0[places.cell(given.item) / places.items];
        within(scale, given.label)
            .map_err(|reason| table.refusal(given.line, columns[2], reason))?;
    }
    let grids = grids(&reading, &places, scales, how);
    let mut notes = [table.notes(), known.table.notes()].concat();
    notes.extend(reading.notes(table.file()));
    notes.extend(rounded(&reading, &places, &grids, table.file()));
    let label = |given: &Given<f64>| {
        let cell = places.cell(given.item);
        Label {
            cell,
            labeler: given.labeler as usize,
            level: nearest(&grids[cell / places.items], given.label).0,
            value: given.label,
        }
    };
    let sheet = Sheet {
        items: places.items,
        labelers: reading.labelers.len(),
        names: reading.labelers.iter().map(str::to_owned).collect(),
        labels: reading.labels.iter().map(label).collect(),
        truth: known.cells(&reading.items, &places, scales, table.file())?,
        questions: grids,
    };
    tell(&notes);
    Ok(sheet)
}

fn open_labels(path: &Path) -> Result<(Table, [usize; 3], Reading<f64>)> {
    let mut table = Table::open(path)?;
    let columns = table.columns([&ITEM, &LABELER, &VALUE])?;
    table.note_unread(
        &TRUTH,
        &columns,
        "known answers are read from the truth file",
    );
    let reading = Reading::of(&table, columns, "values", |_, text| value(text))?;
    Ok((table, columns, reading))
}

impl Known {
    fn read(path: &Path) -> Result<Self> {
        let mut table = Table::open(path)?;
        let columns = table.columns([&ITEM, &TRUE_VALUE])?;
        let mut seen = Names::default();
        let mut values = Vec::new();
        table.each_name(columns, |line, [item, text]| {
            known_once(&mut seen, item, line).map_err(|reason| table.line_refusal(line, reason))?;
            let value = value(text).map_err(|reason| table.refusal(line, columns[1], reason))?;
            values.push((item.to_owned(), value, line));
            Ok(())
        })?;
        if values.is_empty() {
            return Err(table.no("items").into());
        }
        Ok(Self {
            table,
            columns,
            values,
        })
    }

    /// The values of items that somebody labeled, by cell.
    fn cells(
        &self,
        items: &Names,
        places: &Places,
        scales: &Scales,
        labels: &str,
    ) -> Result<Vec<(usize, f64)>, Refusal> {
        let mut cells = Vec::new();
        for (item, value, line) in &self.values {
            let Some(item) = items.get(item) else {
                continue;
            };
            let cell = places.of_item[item];
            within(scales.0[cell / places.items], *value)
                .map_err(|reason| self.table.refusal(*line, self.columns[1], reason))?;
            cells.push((cell, *value));
        }
        match (cells.is_empty(), self.values.first()) {
            (true, Some((item, _, line))) => {
                let reason = format!(
                    "item {item:?} and all others of this file ({}) are unknown to {labels}",
                    self.values.len()
                );
                Err(self.table.refusal(*line, self.columns[0], reason))
            }
            _ => Ok(cells),
        }
    }
}

fn value(text: &str) -> Result<f64, String> {
    number(text).ok_or_else(|| {
        let comma = text.replacen(',', ".", 1);
        let hint = if number(&comma).is_some() {
            format!("; write {comma}")
        } else {
            String::new()
        };
        format!("found {text:?}, expected a number such as 4 or 4.5{hint}")
    })
}

fn within(scale: Scale, value: f64) -> Result<(), String> {
    let Scale { from, to } = scale;
    if (from..=to).contains(&value) {
        return Ok(());
    }
    Err(format!(
        "found {value}, expected a number from {from} to {to}"
    ))
}

/// Where the items of a file are asked for.
struct Places {
    /// Items of each question.
    items: usize,
    /// The cell of every item of the file.
    of_item: Vec<usize>,
}

impl Places {
    fn of(
        table: &Table,
        column: usize,
        reading: &Reading<f64>,
        known: &[(String, f64, u64)],
        questions: usize,
    ) -> Result<Self, Refusal> {
        if questions == 1 {
            let items = reading.items.len();
            return Ok(Self {
                items,
                of_item: (0..items).collect(),
            });
        }
        let mut of_item = Vec::with_capacity(reading.items.len());
        for index in 0..reading.items.len() {
            let (name, line) = reading.items.named(index).unwrap_or_default();
            let number = whole_number(name).map(|number| number as usize);
            let number = number.filter(|number| *number < MAX_ITEMS);
            of_item.push(number.ok_or_else(|| {
                let reason = format!(
                    "item {name:?}, expected a number below {MAX_ITEMS}: the items of the first of \
                     {questions} questions, then those of the second"
                );
                table.refusal(line, column, reason)
            })?);
        }
        let known = known.iter().filter_map(|(item, ..)| whole_number(item));
        let known = known
            .map(|number| number as usize)
            .filter(|item| *item < MAX_ITEMS);
        let all = of_item.iter().copied().chain(known).max().unwrap_or(0) + 1;
        if !all.is_multiple_of(questions) {
            let reason = format!(
                "{all} items, the last being {}; expected as many for each of {questions} questions",
                all - 1
            );
            return Err(Refusal::of_file(table.file(), reason));
        }
        Ok(Self {
            items: all / questions,
            of_item,
        })
    }

    fn cell(&self, item: u32) -> usize {
        self.of_item[item as usize]
    }
}

/// The levels of every question: whole numbers, where the scale has as many levels at most and nobody
/// said anything between them; else as many as there may be.
fn grids(reading: &Reading<f64>, places: &Places, scales: &Scales, how: Read) -> Vec<Asked> {
    let mut are_whole: Vec<bool> = scales
        .0
        .iter()
        .map(|Scale { from, to }| {
            from.fract() == 0.0 && to.fract() == 0.0 && to - from < MAX_LEVELS as f64
        })
        .collect();
    for given in &reading.labels {
        are_whole[places.cell(given.item) / places.items] &= given.label.fract() == 0.0;
    }
    let grid = |(&Scale { from, to }, is_whole): (&Scale, bool)| {
        let levels = if is_whole {
            // Below 255.
            (to - from) as u8 + 1
        } else {
            u8::MAX
        };
        Asked {
            question: Question::Scale { levels, read: how },
            from,
            step: (to - from) / f64::from(levels - 1),
        }
    };
    scales.0.iter().zip(are_whole).map(grid).collect()
}

/// The level nearest to a value within the scale, and its own value.
fn nearest(asked: &Asked, value: f64) -> (u8, f64) {
    let level = ((value - asked.from) / asked.step).round();
    // Below 255.
    (level as u8, asked.value(level))
}

/// Says where values are rounded to levels.
fn rounded(reading: &Reading<f64>, places: &Places, grids: &[Asked], file: &str) -> Option<String> {
    let mut by_question: BTreeMap<usize, usize> = BTreeMap::new();
    for given in &reading.labels {
        let question = places.cell(given.item) / places.items;
        let asked = &grids[question];
        let away = (nearest(asked, given.label).1 - given.label).abs();
        if away > asked.step / 1_000_000.0 {
            *by_question.entry(question).or_default() += 1;
        }
    }
    let (&question, &count) = by_question.iter().next()?;
    let step = grids[question].step;
    Some(format!(
        "{file}: {count} values of question {} are read as the nearest of {MAX_LEVELS} levels, \
         {step:.3} apart",
        question + 1
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(labels: &str, truth: &str, scales: &str) -> Result<Sheet> {
        let folder = tempfile::tempdir().unwrap();
        let files = ["labels.csv", "truth.csv"].map(|name| folder.path().join(name));
        std::fs::write(&files[0], format!("item,labeler,value\n{labels}")).unwrap();
        std::fs::write(&files[1], format!("item,value\n{truth}")).unwrap();
        read(&files[0], &files[1], &scales.parse().unwrap(), Read::Mean)
    }

    fn refusal(labels: &str, truth: &str, scales: &str) -> String {
        let error = format!("{:#}", sheet(labels, truth, scales).unwrap_err());
        let start = error.find(".csv: ").unwrap();
        let name = error[..start].rfind('/').map_or(0, |at| at + 1);
        error[name..].to_owned()
    }

    #[test]
    fn a_scale_is_two_rising_numbers() {
        let scale: Scale = "-1..2.5".parse().unwrap();
        assert_eq!((scale.from, scale.to), (-1.0, 2.5));
        assert_eq!("0..1,-5..5".parse::<Scales>().unwrap().0.len(), 2);
        for text in ["", "5", "5..5", "9..1", "a..b", "0..100,", "0...5"] {
            let error = text.parse::<Scales>().unwrap_err();
            assert!(error.contains("such as 0..100"), "{error}");
        }
        let many = vec!["0..1"; 33].join(",");
        let error = many.parse::<Scales>().unwrap_err();
        assert_eq!(error, "33 scales, expected at most 32");
    }

    #[test]
    fn whole_numbers_are_levels_of_their_own_and_others_the_nearest_of_255() {
        let whole = sheet("a,ann,-2\na,bob,3\n", "a,0.5\n", "-3..3").unwrap();
        assert_eq!(whole.questions[0].question.values(), 7);
        let levels: Vec<u8> = whole.labels.iter().map(|label| label.level).collect();
        assert_eq!((levels, whole.truth), (vec![1, 6], vec![(0, 0.5)]));
        let fine = sheet("a,ann,0.5\na,bob,3\n", "a,0.5\n", "-3..3").unwrap();
        assert_eq!(fine.questions[0].question.values(), 255);
        assert_eq!((fine.labels[0].level, fine.labels[0].value), (148, 0.5));
        assert_eq!(fine.labels[1].level, 254);
        assert_eq!(fine.questions[0].range(), 6.0);
    }

    #[test]
    fn items_of_several_questions_stand_question_by_question() {
        let rows = "0,ann,5\n3,ann,50\n4,bob,60\n";
        let sheet = sheet(rows, "2,1\n5,70\n3,40\n", "0..9,0..100").unwrap();
        assert_eq!((sheet.items, sheet.questions.len()), (3, 2));
        let cells: Vec<usize> = sheet.labels.iter().map(|label| label.cell).collect();
        assert_eq!(cells, [0, 3, 4]);
        assert_eq!(sheet.question_of(3), 1);
        // Nobody labeled the others.
        assert_eq!(sheet.truth, [(3, 40.0)]);
    }

    #[test]
    fn values_that_are_none_are_refused_with_line_and_column() {
        let one = "0..10";
        assert_eq!(
            refusal("a,ann,3\nb,ann,high\n", "a,3\n", one),
            "labels.csv: line 3, column 3: found \"high\", expected a number such as 4 or 4.5"
        );
        assert_eq!(
            refusal("a,ann,\"3,5\"\n", "a,3\n", one),
            "labels.csv: line 2, column 3: found \"3,5\", expected a number such as 4 or 4.5; write \
             3.5"
        );
        assert_eq!(
            refusal("a,ann,3\nb,ann,10.5\n", "a,3\n", one),
            "labels.csv: line 3, column 3: found 10.5, expected a number from 0 to 10"
        );
        assert_eq!(
            refusal("a,ann,3\n", "a,-1\n", one),
            "truth.csv: line 2, column 2: found -1, expected a number from 0 to 10"
        );
        assert!(refusal("a,ann,3\n", "b,1\n", one)
            .starts_with("truth.csv: line 2, column 1: item \"b\""));
        assert_eq!(
            refusal("a,ann,3\n", "a,1\n", "0..9,0..9"),
            "labels.csv: line 2, column 1: item \"a\", expected a number below 1048576: the items of \
             the first of 2 questions, then those of the second"
        );
        assert_eq!(
            refusal("0,ann,3\n2,ann,4\n", "0,1\n", "0..9,0..9"),
            "labels.csv: 3 items, the last being 2; expected as many for each of 2 questions"
        );
    }
}
