//! Verdicts as a table, or what each labeler said. The page makes the same files
//! (packages/web/src/logic/files), and both are held to `vectors/export.json`.

use pasar_common::task_registry::{Question, VerdictChange, VerdictResponse};
use pasar_truth::{Refined, NONE};
use serde_json::json;

use super::{answers, results::Field};

/// One bit of margin.
const BIT: f64 = 4_096.0;
/// A confidence of 1.
const CERTAIN: f64 = 65_536.0;

/// The column of the items, which no question's may be called.
const ITEM: &str = "item";
/// Columns of the chain's verdict beside the label; margin and confidence are the first verdict's.
const SURE: [&str; 2] = ["margin_bits", "confidence"];
/// Columns of what panels changed, where the terms allow challenges: the first verdict's label, and the
/// challenge that changed it; empty where none did.
const CHANGED: [&str; 2] = ["first_label", "changed_by"];
/// How many labels a verdict comes from.
const COUNT: [&str; 1] = ["label_count"];
/// Columns of the refined one.
const REFINED: [&str; 3] = ["refined", "refined_margin_bits", "refined_confidence"];

/// What is asked, and which columns are written of it.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The questions.
    pub questions: &'a [Question],
    /// Whether the terms allow challenges.
    pub challenges: bool,
    /// Whether it is said how many labels a verdict comes from.
    pub counts: bool,
    /// Whether refined verdicts stand beside.
    pub refine: bool,
}

/// A task with a verdict.
#[derive(Debug)]
pub struct Decided {
    /// The number of its first item in the campaign.
    pub first: u32,
    /// How many it has.
    pub items: u32,
    /// The chain's verdict.
    pub verdict: VerdictResponse,
    /// What the revealed seats said, where it is wanted.
    pub seats: Vec<SeatLabels>,
    /// The refined verdict of each question; none of scales.
    pub refined: Vec<Option<Refined>>,
}

/// What a seat said.
#[derive(Debug)]
pub struct SeatLabels {
    /// Who sat there.
    pub labeler: String,
    /// A label or none for every item of the task, question by question.
    pub labels: Vec<u8>,
}

/// A row, and the number of its item in the campaign.
pub type ItemRow = (u32, Vec<Field>);

impl Columns<'_> {
    /// The name of a question's column.
    fn label(&self, question: &Question) -> String {
        match (self.questions.len(), question.name()) {
            (1, _) => "label".to_owned(),
            (_, ITEM) => "item_label".to_owned(),
            (_, name) => name.to_owned(),
        }
    }

    /// Names of the verdict's columns: of one question as they are, of several after the question's name.
    pub fn of_verdicts(&self) -> Vec<String> {
        let mut columns = vec![ITEM.to_owned()];
        for question in self.questions {
            let label = self.label(question);
            let before = if self.questions.len() == 1 {
                String::new()
            } else {
                format!("{label}_")
            };
            let wanted: [(bool, &[&str]); 4] = [
                (true, &SURE),
                (self.challenges, &CHANGED),
                (self.counts, &COUNT),
                (self.refine && is_classes(question), &REFINED),
            ];
            let beside = wanted.into_iter().filter(|(is_wanted, _)| *is_wanted);
            columns.push(label);
            columns.extend(
                beside.flat_map(|(_, names)| names.iter().map(|name| format!("{before}{name}"))),
            );
        }
        columns
    }

    /// One row for each item of a task, in their order.
    pub fn verdicts(&self, task: &Decided, name: impl Fn(u32) -> String) -> Vec<ItemRow> {
        let row = |index: u32| {
            let number = task.first.saturating_add(index);
            let item = name(number);
            let mut row = vec![(item.clone(), item.into())];
            for (question, asked) in (0u8..).zip(self.questions) {
                row.extend(verdict_on(task, (question, asked), index));
                if self.challenges {
                    row.extend(first_label(
                        asked,
                        change_of(&task.verdict, question, index),
                    ));
                }
                if self.counts {
                    row.push(count_of(task, place(task, question, index)));
                }
                if let Some(Some(refined)) = task.refined.get(usize::from(question)) {
                    row.extend(refined_on(refined, asked, index as usize));
                }
            }
            (number, row)
        };
        (0..task.items).map(row).collect()
    }

    /// Names of the columns of what each labeler said.
    pub fn of_labelers(&self) -> Vec<String> {
        let questions = self.questions.iter().map(|question| self.label(question));
        let before = [ITEM.to_owned(), "labeler".to_owned()];
        before.into_iter().chain(questions).collect()
    }

    /// One row for each item of a task and labeler who labeled it.
    pub fn labelers(&self, task: &Decided, name: impl Fn(u32) -> String) -> Vec<ItemRow> {
        let mut rows = Vec::new();
        for index in 0..task.items {
            let number = task.first.saturating_add(index);
            let item = name(number);
            for seat in &task.seats {
                let said = (0u8..).zip(self.questions).map(|(question, asked)| {
                    let label = seat.labels.get(place(task, question, index));
                    answers::field(asked, label.copied())
                });
                let said: Vec<Field> = said.collect();
                if said.iter().all(|(_, label)| label.is_null()) {
                    continue;
                }
                let who = [&item, &seat.labeler].map(|text| (text.clone(), text.as_str().into()));
                rows.push((number, who.into_iter().chain(said).collect()));
            }
        }
        rows
    }
}

/// Whether a question is of classes.
pub const fn is_classes(question: &Question) -> bool {
    matches!(question, Question::Classes(_))
}

/// Where the label of a question and an item stands.
fn place(task: &Decided, question: u8, item: u32) -> usize {
    (u32::from(question)
        .saturating_mul(task.items)
        .saturating_add(item)) as usize
}

fn count_of(task: &Decided, place: usize) -> Field {
    let labels = task.seats.iter().filter_map(|seat| seat.labels.get(place));
    let count = labels.filter(|label| **label != NONE).count();
    (count.to_string(), count.into())
}

fn change_of(verdict: &VerdictResponse, question: u8, item: u32) -> Option<&VerdictChange> {
    let mut changes = verdict.changes.iter();
    changes.find(|of| (of.question, of.item) == (question, item))
}

/// What a verdict says of an item and a question: on a scale the value, where no panel changed it.
fn verdict_on(task: &Decided, (question, asked): (u8, &Question), item: u32) -> [Field; 3] {
    let verdict = &task.verdict;
    let at = place(task, question, item);
    let values = verdict.values.get(usize::from(question));
    let value = values.and_then(|values| *values.get(item as usize)?);
    let value = value.filter(|_| change_of(verdict, question, item).is_none());
    let shown = value.and_then(|value| answers::value_field(asked, value));
    let shown = shown.unwrap_or_else(|| answers::field(asked, verdict.labels.get(at).copied()));
    judged(
        shown,
        (verdict.margins.get(at), verdict.confidences.get(at)),
    )
}

/// The first verdict's label of an item, and the challenge that changed it, where one did.
fn first_label(question: &Question, change: Option<&VerdictChange>) -> [Field; 2] {
    let challenge = change.map(|of| of.challenge);
    [
        answers::field(question, change.map(|of| of.first)),
        (
            challenge.map_or_else(String::new, |number| number.to_string()),
            json!(challenge),
        ),
    ]
}

/// A label, its margin and its confidence; no label where nobody gave one.
fn judged(label: Field, (margin, confidence): (Option<&i32>, Option<&u32>)) -> [Field; 3] {
    let margin = margin.map_or(0.0, |margin| f64::from(*margin) / BIT);
    let confidence = confidence.map_or(0.0, |of| f64::from(*of) / CERTAIN);
    [
        label,
        (format!("{margin:.3}"), margin.into()),
        (format!("{confidence:.4}"), confidence.into()),
    ]
}

/// What a refined verdict says of an item.
fn refined_on(refined: &Refined, asked: &Question, item: usize) -> [Field; 3] {
    let label = answers::field(asked, refined.verdict.get(item).copied());
    judged(
        label,
        (refined.margin.get(item), refined.confidence.get(item)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{
        answers::samples::{stars, yes_or_no},
        items::Items,
        results,
    };
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[test]
    fn a_verdict_is_written_in_the_words_of_its_question() {
        let task = decided();
        let texts = |fields: [Field; 3]| fields.map(|(text, _)| text);
        let of =
            |question, asked: &Question, item| texts(verdict_on(&task, (question, asked), item));
        let stars = stars();
        assert_eq!(of(0, &yes_or_no(), 0), ["yes", "1.500", "0.5000"]);
        assert_eq!(of(0, &yes_or_no(), 1), ["", "0.000", "0.0000"]);
        assert_eq!(of(1, &stars, 0), ["3.734", "1.000", "1.0000"]);
        // A panel changed it: what the seats alone said before is no value of the verdict any more.
        assert_eq!(of(1, &stars, 1), ["5", "2.000", "0.2500"]);
        let changed = first_label(&stars, change_of(&task.verdict, 1, 1));
        assert_eq!(changed.map(|(text, _)| text), ["3", "2"]);
        let same = first_label(&stars, change_of(&task.verdict, 1, 0));
        assert_eq!(same, [(); 2].map(|()| (String::new(), json!(null))));
        let refined = Refined {
            verdict: vec![0, 1],
            margin: vec![0, 4_096],
            confidence: vec![0, 65_536],
        };
        let shown = texts(refined_on(&refined, &yes_or_no(), 1));
        assert_eq!(shown, ["yes", "1.000", "1.0000"]);
    }

    #[test]
    fn several_questions_have_columns_of_their_own() {
        let columns = |questions: &[Question], refine: bool| {
            Columns {
                questions,
                challenges: false,
                counts: false,
                refine,
            }
            .of_verdicts()
        };
        let one = ["item", "label", "margin_bits", "confidence", "refined"];
        assert_eq!(columns(&[yes_or_no()], true)[..5], one);
        let questions = [yes_or_no(), stars()];
        let several = [
            "item",
            "label",
            "label_margin_bits",
            "label_confidence",
            "stars",
            "stars_margin_bits",
            "stars_confidence",
        ];
        assert_eq!(columns(&questions, false), several);
        let refined = columns(&questions, true);
        assert_eq!(refined[4], "label_refined");
        assert_eq!(refined[7..], several[4..]);
    }

    /// A data set and the files that it becomes, here and in the page.
    #[derive(Deserialize)]
    struct Vector {
        name: String,
        questions: Vec<Question>,
        challenges: bool,
        items: Vec<serde_json::Value>,
        tasks: Vec<VectorTask>,
        files: BTreeMap<String, String>,
    }

    #[derive(Deserialize)]
    struct VectorTask {
        first: u32,
        items: u32,
        verdict: VerdictResponse,
        seats: Vec<VectorSeat>,
    }

    #[derive(Deserialize)]
    struct VectorSeat {
        labeler: String,
        labels: Vec<u8>,
    }

    #[test]
    fn the_page_and_this_write_the_same_files() {
        let text = include_str!("../../vectors/export.json");
        let vectors: Vec<Vector> = serde_json::from_str(text).unwrap();
        for vector in &vectors {
            for (file, wanted) in &vector.files {
                assert_eq!(&written(vector, file), wanted, "{}: {file}", vector.name);
            }
        }
        assert_eq!(vectors.iter().map(|of| of.files.len()).sum::<usize>(), 14);
    }

    /// A file whose name says what it has: `plain`, `all` or `tame`, `raw`; and its ending.
    fn written(vector: &Vector, file: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("items.jsonl");
        let lines: Vec<String> = vector.items.iter().map(|of| format!("{of}\n")).collect();
        std::fs::write(&manifest, lines.concat()).unwrap();
        let items = Items::read(&manifest).unwrap();
        let columns = Columns {
            questions: &vector.questions,
            challenges: vector.challenges,
            counts: !file.starts_with("plain"),
            refine: false,
        };
        let name = |item: u32| items.names[item as usize].clone();
        let rows = vector.tasks.iter().flat_map(|of| {
            let task = Decided {
                first: of.first,
                items: of.items,
                verdict: of.verdict.clone(),
                seats: of.seats.iter().map(labels_of).collect(),
                refined: vec![],
            };
            if file.starts_with("raw") {
                columns.labelers(&task, name)
            } else {
                columns.verdicts(&task, name)
            }
        });
        let mut header = if file.starts_with("raw") {
            columns.of_labelers()
        } else {
            columns.of_verdicts()
        };
        let beside = items.fields(&header).unwrap();
        let with_fields = !file.starts_with("plain");
        let rows: Vec<Vec<Field>> = rows
            .map(|(item, row)| {
                let fields = beside.of(item).filter(|_| with_fields);
                row.into_iter().chain(fields).collect()
            })
            .collect();
        if with_fields {
            header.extend(beside.columns.iter().cloned());
        }
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let out = folder.path().join(file);
        if file.starts_with("tame") {
            results::write_tame(&out, &header, &rows).unwrap();
        } else {
            results::write(&out, &header, &rows).unwrap();
        }
        std::fs::read_to_string(out).unwrap()
    }

    fn labels_of(of: &VectorSeat) -> SeatLabels {
        SeatLabels {
            labeler: of.labeler.clone(),
            labels: of.labels.clone(),
        }
    }

    fn decided() -> Decided {
        let verdict = VerdictResponse {
            labels: vec![1, NONE, 3, 4],
            values: vec![vec![], vec![Some(700), Some(1_024)]],
            changes: vec![VerdictChange {
                item: 1,
                question: 1,
                first: 2,
                challenge: 2,
            }],
            margins: vec![6_144, 0, 4_096, 8_192],
            confidences: vec![32_768, 0, 65_536, 16_384],
            scores: vec![],
        };
        Decided {
            first: 0,
            items: 2,
            verdict,
            seats: vec![],
            refined: vec![],
        }
    }
}
