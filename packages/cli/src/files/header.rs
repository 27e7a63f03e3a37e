//! The header of a manifest as its requester writes it: TOML or JSON with the members of `manifest/1`. What
//! is known already may be left out: the version, classes and questions without more to say, how many levels a
//! scale has, and where the items are.

use std::path::Path;

use anyhow::{bail, ensure, Context as _, Result};
use pasar_common::task_registry::Question;
use pasar_formats::manifest::header::Header;
use pasar_tables::questions::described;
use serde_json::{json, Map, Value};

use super::document::read_document;

/// A header with what the requester left out.
pub struct HeaderFile {
    /// What is published.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub header: Header,
}

impl HeaderFile {
    /// Reads a file. What is wrong is named with the member and the file.
    /// `paged` is whether there are an index and proofs beside the items.
    pub fn read(path: &Path, questions: &[Question], items: u32, paged: bool) -> Result<Self> {
        let name = path.display().to_string();
        let mut value: Value = read_document(path)?;
        if let Some(members) = value.as_object_mut() {
            members
                .entry("pasar")
                .or_insert_with(|| "manifest/1".into());
            add_answers(members, questions).with_context(|| name.clone())?;
            members.insert("items".to_owned(), items_file(items, paged));
        }
        let bytes = serde_json::to_vec_pretty(&value)?;
        let header = Header::parse(&bytes).with_context(|| name.clone())?;
        header
            .check_terms(&described(questions), items)
            .context(name)?;
        Ok(Self { bytes, header })
    }
}

/// Adds what the terms say of questions, where the requester left it out.
fn add_answers(header: &mut Map<String, Value>, questions: &[Question]) -> Result<()> {
    if let ([Question::Classes(only)], None) = (questions, header.get("questions")) {
        header
            .entry("classes")
            .or_insert_with(|| named(&only.classes));
        return Ok(());
    }
    let mut said = match header.remove("questions") {
        None => Vec::new(),
        Some(Value::Array(said)) => said,
        Some(other) => {
            // The header's own refusal says what was found.
            header.insert("questions".to_owned(), other);
            return Ok(());
        }
    };
    let is_of = |entry: &Value, question: &Question| entry["name"] == *question.name();
    if let Some(other) = said
        .iter()
        .find(|entry| !questions.iter().any(|question| is_of(entry, question)))
    {
        let names: Vec<&str> = questions.iter().map(Question::name).collect();
        bail!(
            "questions: found one named {}, expected those of the terms: {}",
            other["name"],
            names.join(", ")
        );
    }
    let mut all = Vec::new();
    for question in questions {
        let mut of_it = said.extract_if(.., |entry| is_of(entry, question));
        let mut entry = of_it
            .next()
            .unwrap_or_else(|| json!({"name": question.name()}));
        ensure!(
            of_it.next().is_none(),
            "questions: {:?} is there twice",
            question.name()
        );
        add_answer(&mut entry, question);
        all.push(entry);
    }
    header.insert("questions".to_owned(), all.into());
    Ok(())
}

fn add_answer(entry: &mut Value, question: &Question) {
    let Some(members) = entry.as_object_mut() else {
        return;
    };
    match question {
        Question::Classes(of) if !members.contains_key("scale") => {
            members
                .entry("classes")
                .or_insert_with(|| named(&of.classes));
        }
        Question::Scale(of) if !members.contains_key("classes") => {
            let scale = members.entry("scale").or_insert_with(|| json!({}));
            if let Some(scale) = scale.as_object_mut() {
                scale.entry("levels").or_insert_with(|| of.levels.into());
            }
        }
        // The header's own refusal says what was found.
        Question::Classes(_) | Question::Scale(_) => {}
    }
}

fn named(classes: &[String]) -> Value {
    classes.iter().map(|name| json!({"name": name})).collect()
}

fn items_file(count: u32, paged: bool) -> Value {
    if paged {
        return json!({
            "file": "items.jsonl", "count": count, "index": "items.idx", "proofs": "proofs",
        });
    }
    json!({"file": "items.jsonl", "count": count})
}
