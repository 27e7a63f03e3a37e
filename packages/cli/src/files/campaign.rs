//! What a requester writes of a campaign, read together: terms, items and gold.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{anyhow, bail, ensure, Result};
use pasar_common::task_registry::Question;
use pasar_formats::gold_book::GoldBook;
use pasar_tables::{
    alike, difference, keeps_inputs,
    questions::{self, falling},
};
use pasar_truth as truth;

use crate::{
    files::{
        items::Items,
        labels::{Labels, Scope},
        publication::Publication,
        terms::TermsFile,
    },
    random,
};

/// A campaign as its requester's files say it.
pub struct CampaignFiles {
    /// The terms.
    pub file: TermsFile,
    /// The items.
    pub items: Items,
    /// The gold, where the terms want some.
    pub gold: Option<GoldBook>,
    /// What the requester publishes.
    pub manifest: Publication,
    /// What the files' author should know.
    pub notes: Vec<String>,
}

impl CampaignFiles {
    /// Reads them all. Everything that can be wrong with them is found here.
    pub fn read(terms: &Path, manifest: Option<PathBuf>) -> Result<Self> {
        let mut file = TermsFile::read(terms)?;
        let mut items = Items::read(&file.items)?;
        let mut notes = items.notes.clone();
        for classes in file.asked.iter().filter_map(classes_of) {
            for (one, other) in alike(classes.iter().map(String::as_str)) {
                let only = difference(one, other).unwrap_or("how they are written");
                notes.push(format!(
                    "{}: classes {one:?} and {other:?} differ only in {only}; they are two",
                    terms.display()
                ));
            }
        }
        for of in falling(&file.asked) {
            notes.push(format!(
                "{}: question {:?} falls from {} to {}; its lowest level is {}",
                terms.display(),
                of.name,
                of.from,
                of.to,
                of.from
            ));
        }
        let gold = gold(&file, &items, &mut notes)?;
        let manifest = Publication::of(&mut file, &mut items, manifest)?;
        let gold_file = file.gold.as_ref().and_then(|gold| gold.file.as_deref());
        let inputs = [terms, &file.items].into_iter().chain(gold_file);
        let inputs: Vec<&Path> = inputs.chain(file.header.as_deref()).collect();
        for written in manifest.files() {
            keeps_inputs(&written, inputs.iter().copied())?;
        }
        Ok(Self {
            file,
            items,
            gold,
            manifest,
            notes,
        })
    }
}

fn classes_of(question: &Question) -> Option<&[String]> {
    match question {
        Question::Classes(of) => Some(&of.classes),
        Question::Scale(_) => None,
    }
}

/// The gold, where the terms want some: from a file of its own, else from the items' column.
fn gold(file: &TermsFile, items: &Items, notes: &mut Vec<String>) -> Result<Option<GoldBook>> {
    let Some(wanted) = &file.gold else {
        ensure!(
            items.gold.is_empty(),
            "{} has gold, but the terms have no [gold]",
            file.items.display()
        );
        return Ok(None);
    };
    let scope = Scope {
        questions: &file.asked,
        items: items.len(),
        names: Some(items),
    };
    let answers = match &wanted.file {
        Some(gold) => {
            let labels = Labels::read_known(gold, scope)?;
            notes.extend_from_slice(&labels.notes);
            let answers = labels.into_maps();
            if !items.gold.is_empty() {
                check_same(file, items, (gold, &answers))?;
                notes.push(format!(
                    "the gold is that of {}; the column of {} says the same, and stays out of the \
                     manifest",
                    gold.display(),
                    file.items.display()
                ));
            }
            answers
        }
        None => {
            let (answers, note) = gold_column(file, items)?;
            notes.extend(note);
            vec![answers]
        }
    };
    let form: Vec<truth::Question> = file.asked.iter().map(Question::asked).collect();
    let page = file.page(items.len());
    let book = GoldBook::cut(&form, &answers, (items.len(), page), random::bytes)?;
    Ok(Some(book))
}

/// Refuses gold of which the items' column says something else than the file.
fn check_same(
    file: &TermsFile,
    items: &Items,
    (gold, answers): (&Path, &[BTreeMap<u32, u8>]),
) -> Result<()> {
    for (item, label) in gold_column(file, items)?.0 {
        let same = answers.first().and_then(|answers| answers.get(&item));
        if same != Some(&label) {
            let (line, label) = &items.gold[&item];
            bail!(
                "{}: line {line}, column \"gold\": {label:?}, and {} says something else of item {:?}",
                file.items.display(),
                gold.display(),
                items.names[item as usize]
            );
        }
    }
    Ok(())
}

/// The gold of a single question out of the items' column, and what is told of it.
fn gold_column(file: &TermsFile, items: &Items) -> Result<(BTreeMap<u32, u8>, Option<String>)> {
    let path = file.items.display();
    let [question] = file.asked.as_slice() else {
        bail!(
            "{path}: a column \"gold\" has the answers to one question, and the terms ask {}; expected \
             gold.file, a table with a column for each",
            file.asked.len()
        );
    };
    let labels: Vec<(u64, &str)> = items
        .gold
        .values()
        .map(|(line, label)| (*line, label.as_str()))
        .collect();
    let numbers = questions::labels(question, &labels).map_err(|(place, reason)| {
        let (line, _) = labels[place];
        anyhow!("{path}: line {line}, column \"gold\": {reason}")
    })?;
    let note = questions::rounded(question, &labels);
    let note = note.map(|note| format!("{path}: column \"gold\": {note}"));
    Ok((items.gold.keys().copied().zip(numbers).collect(), note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const TERMS: &str = r#"
        items = "items.csv"
        manifest_uri = "https://example.org/m.jsonl"
        classes = ["cat", "dog"]
        domain = "tests"
        price = 1000
        denom = "stake"
        overlap = { min = 3, max = 5 }
    "#;

    fn folder(files: &[(&str, String)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        folder
    }

    fn read(folder: &TempDir, manifest: Option<&str>) -> Result<CampaignFiles> {
        let manifest = manifest.map(|file| folder.path().join(file));
        CampaignFiles::read(&folder.path().join("terms.toml"), manifest)
    }

    /// Why a folder is refused, without the folder.
    fn refusal(folder: &TempDir, manifest: Option<&str>) -> String {
        let error = read(folder, manifest).err().unwrap().to_string();
        error.replace(&format!("{}/", folder.path().display()), "")
    }

    /// A header, and a row for each number below a count.
    fn rows(header: &str, count: u32, row: impl Fn(u32) -> String) -> String {
        let rows: Vec<String> = (0..count).map(|n| row(n) + "\n").collect();
        format!("{header}\n{}", rows.concat())
    }

    fn class(item: u32) -> &'static str {
        ["cat", "dog"][item as usize % 2]
    }

    /// The gold of the first task, as (item, class).
    fn gold_of(files: &CampaignFiles) -> Vec<(u8, u8)> {
        let opening = files.gold.as_ref().unwrap().openings(&[0]).remove(0);
        let items = opening.gold.chunks_exact(3);
        items.map(|item| (item[1], item[2])).collect()
    }

    #[test]
    fn gold_in_capitals_never_gets_into_the_manifest() {
        let answer = |n: u32| if n < 10 { class(n) } else { "" };
        let items = rows("item,url, Gold ", 40, |n| {
            format!("i{n},https://example.org/{n},{}", answer(n))
        });
        let gold = rows("item,label", 10, |n| format!("i{n},{}", class(n)));
        let terms = format!("{TERMS}\n[gold]\nfile = \"gold.csv\"\nbond = 1000\n");
        let of = [
            ("terms.toml", terms),
            ("items.csv", items),
            ("gold.csv", gold.clone()),
        ];
        let with_file = folder(&of);
        let files = read(&with_file, None).unwrap();
        assert!(!files.items.manifest().to_lowercase().contains("gold"));
        assert_eq!(
            gold_of(&files),
            (0..10).map(|n| (n, n % 2)).collect::<Vec<_>>()
        );
        assert!(
            files.notes[0].contains("stays out of the manifest"),
            "{:?}",
            files.notes
        );

        let other = gold.replace("i3,dog", "i3,cat");
        std::fs::write(with_file.path().join("gold.csv"), other).unwrap();
        assert_eq!(
            refusal(&with_file, None),
            "items.csv: line 5, column \"gold\": \"dog\", and gold.csv says something else of item \"i3\""
        );
        std::fs::write(with_file.path().join("terms.toml"), TERMS).unwrap();
        assert_eq!(
            refusal(&with_file, None),
            "items.csv has gold, but the terms have no [gold]"
        );
    }

    #[test]
    fn what_sounds_like_a_known_answer_is_told() {
        let items = rows("item,gold_label", 40, |n| format!("i{n},{}", class(n)));
        let of = folder(&[("terms.toml", TERMS.to_owned()), ("items.csv", items)]);
        let notes = read(&of, None).unwrap().notes;
        assert!(
            notes[0].contains("\"gold_label\" goes into the manifest"),
            "{notes:?}"
        );
    }

    #[test]
    fn classes_that_look_alike_are_told() {
        let terms = TERMS.replace("\"dog\"", "\"Cat\"");
        let items = rows("item", 40, |n| format!("i{n}"));
        let of = folder(&[("terms.toml", terms), ("items.csv", items)]);
        let notes = read(&of, None).unwrap().notes;
        let wanted = "classes \"cat\" and \"Cat\" differ only in case; they are two";
        assert!(notes[0].ends_with(wanted), "{notes:?}");
    }

    #[test]
    fn a_manifest_is_written_over_nothing_that_is_read() {
        let items = rows("item", 40, |n| format!("i{n}"));
        let gold = rows("item,label", 10, |n| format!("i{n},{}", class(n)));
        let terms = format!("{TERMS}\n[gold]\nfile = \"gold.csv\"\nbond = 1000\n");
        let of = folder(&[
            ("terms.toml", terms),
            ("items.csv", items),
            ("gold.csv", gold),
        ]);
        std::fs::create_dir(of.path().join("sub")).unwrap();
        for (manifest, file) in [
            ("items.csv", "items.csv"),
            ("./items.csv", "items.csv"),
            ("sub/../items.csv", "items.csv"),
            ("terms.toml", "terms.toml"),
            ("sub/../gold.csv", "gold.csv"),
        ] {
            assert_eq!(
                refusal(&of, Some(manifest)),
                format!("{manifest}: would be written over {file}; write to another file")
            );
        }
        let manifest = read(&of, Some("new.jsonl")).unwrap().manifest;
        assert!(manifest.place().ends_with("new.jsonl"));
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let items = rows("item,text,text", 40, |n| {
            format!("i{n},first {n},second {n}")
        });
        let of = folder(&[("terms.toml", TERMS.to_owned()), ("items.csv", items)]);
        assert_eq!(
            refusal(&of, None),
            "items.csv: line 1, column 3: the column \"text\" stands twice, first as column 2"
        );
    }

    #[test]
    fn labels_from_zero_are_no_names_from_one() {
        let items = rows("item", 40, |n| format!("i{n}"));
        let gold = rows("item,label", 10, |n| format!("i{n},{}", n % 4));
        let terms = TERMS.replace(r#"["cat", "dog"]"#, r#"["1", "2", "3", "4"]"#);
        let terms = format!("{terms}\n[gold]\nfile = \"gold.csv\"\nbond = 1000\n");
        let of = folder(&[
            ("terms.toml", terms),
            ("items.csv", items),
            ("gold.csv", gold),
        ]);
        assert_eq!(
            refusal(&of, None),
            "gold.csv: line 2, column 2: label \"0\", expected one of 1, 2, 3, 4"
        );
    }

    #[test]
    fn the_item_is_not_the_number_that_a_tool_gave_its_task() {
        let items = rows("item", 40, |n| n.to_string());
        let gold = rows("annotation_id,annotator,id,item,label", 10, |n| {
            format!("{},1,{},{n},{}", 500 + n, 17 + n, class(n))
        });
        let terms = format!("{TERMS}\n[gold]\nfile = \"gold.csv\"\nbond = 1000\n");
        let of = folder(&[
            ("terms.toml", terms),
            ("items.csv", items),
            ("gold.csv", gold),
        ]);
        let files = read(&of, None).unwrap();
        assert_eq!(
            gold_of(&files),
            (0..10).map(|n| (n, n % 2)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_any_file() {
        let lines: String = (0..40)
            .map(|n| format!("{{\"item\": \"i{n}\"}}\n"))
            .collect();
        let terms = TERMS.replace("items.csv", "items.JSONL");
        let of = folder(&[
            ("terms.toml", format!("\u{feff}{terms}")),
            ("items.JSONL", format!("\u{feff}{lines}")),
        ]);
        let files = read(&of, None).unwrap();
        assert_eq!(
            (files.items.len(), files.items.names[0].as_str()),
            (40, "i0")
        );
    }
}
