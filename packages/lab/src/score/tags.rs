//! Tags that people set: `item,labeler,mask` with a bit for each tag, and what is known:
//! `item,tag,value`.

use std::path::Path;

use anyhow::Result;
use pasar_tables::{whole_number, Names, Table, ITEM, LABELER, TAG, TAGS, TRUE_VALUE};
use pasar_truth::Question;

use super::sheet::{Asked, Label, Sheet};
use crate::reading::{known_once, tell, Given, Reading};

/// Every tag is a question of two classes, that it is missing or set.
const ASKED: Asked = Asked {
    question: Question::Classes(2),
    from: 0.0,
    step: 1.0,
};

/// Reads a data set.
pub fn read(labels: &Path, truth: &Path, tags: u32) -> Result<Sheet> {
    let mut table = Table::open(labels)?;
    let columns = table.columns([&ITEM, &LABELER, &TAGS])?;
    let mask = |text: &str| {
        let mask = whole_number(text).filter(|mask| u64::from(*mask) < 1 << tags);
        mask.ok_or_else(|| {
            let most = 1_u64 << tags;
            format!("found {text:?}, expected a number below {most}: a bit for each of {tags} tags")
        })
    };
    let reading = Reading::of(&table, columns, "tags", |_, text| mask(text))?;
    let items = reading.items.len();
    let of_item = |given: &Given<u32>| {
        let item = given.item as usize;
        let labeler = given.labeler as usize;
        let mask = given.label;
        (0..tags).map(move |tag| {
            let level = u8::from(mask >> tag & 1 == 1);
            Label {
                cell: tag as usize * items + item,
                labeler,
                level,
                value: f64::from(level),
            }
        })
    };
    let labels = reading.labels.iter().flat_map(of_item).collect();
    let mut notes = table.notes().to_vec();
    notes.extend(reading.notes(table.file()));
    let truth = read_truth(truth, &reading.items, tags, &mut notes)?;
    tell(&notes);
    Ok(Sheet {
        questions: vec![ASKED; tags as usize],
        items,
        labelers: reading.labelers.len(),
        names: reading.labelers.iter().map(str::to_owned).collect(),
        labels,
        truth,
    })
}

fn read_truth(
    path: &Path,
    items: &Names,
    tags: u32,
    notes: &mut Vec<String>,
) -> Result<Vec<(usize, f64)>> {
    let mut table = Table::open(path)?;
    let columns = table.columns([&ITEM, &TAG, &TRUE_VALUE])?;
    let mut seen: Vec<Names> = (0..tags).map(|_| Names::default()).collect();
    let mut strangers = 0;
    let mut truth = Vec::new();
    table.each_name(columns, |line, [item, tag, value]| {
        let tag = whole_number(tag).filter(|tag| *tag < tags).ok_or_else(|| {
            let reason = format!("found tag {tag:?}, expected a number below {tags}");
            table.refusal(line, columns[1], reason)
        })? as usize;
        let value = match value {
            "0" => 0.0,
            "1" => 1.0,
            other => {
                let reason = format!("found {other:?}, expected 0 or 1");
                return Err(table.refusal(line, columns[2], reason));
            }
        };
        known_once(&mut seen[tag], item, line)
            .map_err(|reason| table.line_refusal(line, format!("tag {tag}: {reason}")))?;
        match items.get(item) {
            Some(item) => truth.push((tag * items.len() + item, value)),
            None => strangers += 1,
        }
        Ok(())
    })?;
    if truth.is_empty() {
        return Err(table.no("items that somebody labeled").into());
    }
    notes.extend_from_slice(table.notes());
    if strangers > 0 {
        notes.push(format!(
            "{}: {strangers} answers are of items that nobody labeled, and not compared",
            table.file()
        ));
    }
    Ok(truth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(labels: &str, truth: &str) -> Result<Sheet> {
        let folder = tempfile::tempdir().unwrap();
        let files = ["labels.csv", "truth.csv"].map(|name| folder.path().join(name));
        std::fs::write(&files[0], format!("item,labeler,mask\n{labels}")).unwrap();
        std::fs::write(&files[1], format!("item,tag,value\n{truth}")).unwrap();
        read(&files[0], &files[1], 3)
    }

    #[test]
    fn every_tag_is_a_question_of_two_classes() {
        let sheet = sheet("x,ann,5\ny,ann,0\n", "y,2,0\nx,0,1\n").unwrap();
        assert_eq!((sheet.questions.len(), sheet.items), (3, 2));
        let set: Vec<usize> = sheet
            .labels
            .iter()
            .filter(|label| label.level == 1)
            .map(|label| label.cell)
            .collect();
        assert_eq!((sheet.labels.len(), set), (6, vec![0, 4]));
        assert_eq!(sheet.truth, [(5, 0.0), (0, 1.0)]);
    }

    #[test]
    fn tags_that_are_none_are_refused_with_line_and_column() {
        let refusal = |labels: &str, truth: &str| {
            let error = format!("{:#}", sheet(labels, truth).unwrap_err());
            let start = error.find(".csv: ").unwrap() + ".csv: ".len();
            error[start..].to_owned()
        };
        let bits =
            "line 2, column 3: found \"8\", expected a number below 8: a bit for each of 3 tags";
        assert_eq!(refusal("x,ann,8\n", "x,0,1\n"), bits);
        let one = "x,ann,1\n";
        assert_eq!(
            refusal(one, "x,3,1\n"),
            "line 2, column 2: found tag \"3\", expected a number below 3"
        );
        assert_eq!(
            refusal(one, "x,0,yes\n"),
            "line 2, column 3: found \"yes\", expected 0 or 1"
        );
        assert_eq!(
            refusal(one, "x,0,1\nx,1,1\nx,0,1\n"),
            "line 4: tag 0: item \"x\" stands on line 2 already"
        );
        assert_eq!(
            refusal(one, "z,0,1\n"),
            "line 2: no items that somebody labeled"
        );
    }
}
