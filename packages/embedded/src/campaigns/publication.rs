//! What a requester would publish of an example: header, items and pictures, each bound by a hash.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail, Context as _, Error, Result};
use include_dir::{include_dir, Dir};
use k256::elliptic_curve::rand_core::{OsRng, RngCore};
use pasar_common::task_registry::Question;
use pasar_formats::{
    gold_book::GoldBook,
    manifest::{
        address::{bound, Link},
        header::Header,
    },
    merkle::{self, Hash, MerkleTree},
};
use pasar_tables::{
    items_of,
    questions::{self, asked, described},
    Item, Table,
};
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use super::plan::{Plan, TermsFile};

/// The repository's examples.
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// Labels of items by their number, for every question; none where nobody said.
pub type Known = Vec<Vec<Option<u8>>>;

/// An example, ready to be asked for.
pub struct Example {
    /// What it is made of.
    pub plan: &'static Plan,
    /// Files by their path below the campaign's own folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Address of the manifest, with the header's hash.
    pub uri: String,
    /// Root of the tree over its items.
    pub root: Hash,
    /// Number of items.
    pub items: u32,
    /// What its terms say.
    pub terms: TermsFile,
    /// What is asked of each item.
    pub questions: Vec<Question>,
    /// Answers that the requester knows.
    pub gold: GoldBook,
    /// What labelers of the crowd think, one list for each.
    pub opinions: Vec<Known>,
}

impl Example {
    /// Reads an example, to be served below an address.
    pub fn of(plan: &'static Plan, base: &str) -> Result<Self> {
        let name = plan.folder;
        Self::read(plan, base).with_context(|| format!("the example {name}"))
    }

    fn read(plan: &'static Plan, base: &str) -> Result<Self> {
        let mut terms: TermsFile = toml::from_str(std::str::from_utf8(file(plan, "terms.toml")?)?)?;
        let table = Table::parse("items.csv", file(plan, "items.csv")?.to_vec())?;
        let (items, _) = items_of(table)?;
        let count = u32::try_from(items.len())?;
        let questions = asked(terms.classes.take(), terms.questions.take()).map_err(Error::msg)?;
        let (header_bytes, header) = header(plan, &questions, count)?;
        let mut files = BTreeMap::new();
        let mut lines = Vec::new();
        for item in &items {
            lines.push(line(plan, item, &header.media, &mut files)?);
        }
        for example in &header.examples {
            links(plan, example, &header.media, &mut files)?;
        }
        let leaves = lines.iter().map(|line| merkle::leaf(line.as_bytes()));
        let root = MerkleTree::new(leaves.collect()).root();
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        files.insert("items.jsonl".to_owned(), text.into_bytes());
        let uri = bound(
            &format!("{base}/{}/manifest.json", plan.folder),
            &header_bytes,
        );
        files.insert("manifest.json".to_owned(), header_bytes);
        Ok(Self {
            gold: gold(plan, &terms, &items, &questions)?,
            opinions: opinions(plan, &items, &questions)?,
            items: count,
            plan,
            files,
            uri,
            root,
            terms,
            questions,
        })
    }
}

/// A file of the example.
fn file(plan: &Plan, name: &str) -> Result<&'static [u8]> {
    let path = format!("{}/{name}", plan.folder);
    let found = EXAMPLES.get_file(&path);
    Ok(found
        .with_context(|| format!("examples/{path} is missing"))?
        .contents())
}

/// The header with what its file leaves out: version, what the terms say of the answers, and where the items are.
fn header(plan: &Plan, questions: &[Question], items: u32) -> Result<(Vec<u8>, Header)> {
    let mut value: Value = toml::from_str(std::str::from_utf8(file(plan, "header.toml")?)?)?;
    let members = value
        .as_object_mut()
        .context("header.toml has no members")?;
    members.insert("pasar".to_owned(), "manifest/1".into());
    let place = json!({"file": "items.jsonl", "count": items});
    members.insert("items".to_owned(), place);
    if let Some(Value::Array(entries)) = members.get_mut("questions") {
        for (entry, question) in entries.iter_mut().zip(questions) {
            let scale = entry.get_mut("scale").and_then(Value::as_object_mut);
            if let (Question::Scale(of), Some(scale)) = (question, scale) {
                scale.insert("levels".to_owned(), of.levels.into());
            }
        }
    }
    let bytes = serde_json::to_vec_pretty(&value)?;
    let header = Header::parse(&bytes)?;
    header.check_terms(&described(questions), items)?;
    Ok((bytes, header))
}

/// An item's line of the manifest.
fn line(
    plan: &Plan,
    item: &Item,
    media: &[String],
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<String> {
    let fields = serde_json::to_value(&item.fields)?;
    let Value::Object(mut fields) = fields else {
        return Err(anyhow!("item {:?} has no fields", item.name));
    };
    fields.insert("item".to_owned(), item.name.clone().into());
    for (field, hash) in links(plan, &fields, media, files)? {
        fields.insert(format!("{field}_sha256"), hash.into());
    }
    Ok(serde_json::to_string(&fields)?)
}

/// The hashes of the files that some fields link to; the files are published too.
fn links(
    plan: &Plan,
    fields: &Map<String, Value>,
    media: &[String],
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Vec<(String, String)>> {
    let mut hashes = Vec::new();
    for field in media {
        let Some(text) = fields.get(field).and_then(Value::as_str) else {
            continue;
        };
        if let Link::Inside(path) = Link::parse(text)? {
            let bytes = file(plan, path)?;
            hashes.push((field.clone(), hex::encode(Sha256::digest(bytes))));
            files.insert(path.to_owned(), bytes.to_vec());
        }
    }
    Ok(hashes)
}

fn gold(
    plan: &Plan,
    terms: &TermsFile,
    items: &[Item],
    questions: &[Question],
) -> Result<GoldBook> {
    let known = match (&terms.gold.file, questions) {
        (Some(name), _) => opinion(plan, name, items, questions)?,
        (None, [only]) => {
            let gold = |item: &Item| Some((item.line, item.gold.clone()?));
            vec![labels(only, &items.iter().map(gold).collect::<Vec<_>>())?]
        }
        (None, _) => bail!("gold of several questions has a file of its own"),
    };
    let answers: Vec<BTreeMap<u32, u8>> = known
        .iter()
        .map(|labels| {
            let labels = (0..).zip(labels);
            labels
                .filter_map(|(item, label)| Some((item, (*label)?)))
                .collect()
        })
        .collect();
    let count = u32::try_from(items.len())?;
    let salt = || {
        let mut salt = [0; 16];
        OsRng.fill_bytes(&mut salt);
        salt
    };
    let asked: Vec<_> = questions.iter().map(Question::asked).collect();
    Ok(GoldBook::cut(&asked, &answers, (count, count), salt)?)
}

/// What the example's files say that people thought.
fn opinions(plan: &Plan, items: &[Item], questions: &[Question]) -> Result<Vec<Known>> {
    plan.labels
        .iter()
        .map(|name| opinion(plan, name, items, questions))
        .collect()
}

/// What a table says, which has a column a question.
fn opinion(plan: &Plan, name: &str, items: &[Item], questions: &[Question]) -> Result<Known> {
    let table = Table::parse(name, file(plan, name)?.to_vec())?;
    let known = questions.iter().map(|question| {
        let said = column(&table, question.name(), items)?;
        labels(question, &said).with_context(|| name.to_owned())
    });
    known.collect()
}

/// The labels that texts say, given with their lines; none where there is no text.
fn labels(question: &Question, said: &[Option<(u64, String)>]) -> Result<Vec<Option<u8>>> {
    let texts = said.iter().flatten();
    let texts: Vec<(u64, &str)> = texts.map(|(line, text)| (*line, text.as_str())).collect();
    let labels = questions::labels(question, &texts).map_err(|(place, reason)| {
        let line = texts.get(place).map_or(0, |(line, _)| *line);
        anyhow!("line {line}, question {:?}: {reason}", question.name())
    })?;
    let mut labels = labels.into_iter();
    let label = |text: &Option<_>| text.as_ref().and_then(|_| labels.next());
    Ok(said.iter().map(label).collect())
}

/// What a column says of each item, with its line.
fn column(table: &Table, name: &str, items: &[Item]) -> Result<Vec<Option<(u64, String)>>> {
    let place = |name: &str| {
        let place = table.header().iter().position(|column| column == name);
        place.with_context(|| format!("{} has no column {name:?}", table.file()))
    };
    let mut said = BTreeMap::new();
    table.each_name([place("item")?, place(name)?], |line, [item, text]| {
        said.insert(item.to_owned(), (line, text.to_owned()));
        Ok(())
    })?;
    Ok(items.iter().map(|item| said.remove(&item.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::{MEALS, PATIENTS, PICTURES, REPLIES};
    use pasar_formats::manifest::address::ManifestUri;

    #[test]
    fn examples_are_published_as_strangers_check_them() {
        for plan in [&PICTURES, &MEALS, &REPLIES, &PATIENTS] {
            let example = Example::of(plan, "http://127.0.0.1:1/campaigns").unwrap();
            let uri = ManifestUri::parse(&example.uri).unwrap();
            uri.check(&example.files["manifest.json"]).unwrap();
            let lines = std::str::from_utf8(&example.files["items.jsonl"]).unwrap();
            assert!(!lines.contains("gold"), "{lines}");
            let leaves = lines.lines().map(|line| merkle::leaf(line.as_bytes()));
            assert_eq!(MerkleTree::new(leaves.collect()).root(), example.root);
            let items = usize::try_from(example.items).unwrap();
            for opinion in &example.opinions {
                assert_eq!(opinion.len(), example.questions.len());
                for labels in opinion {
                    assert_eq!(labels.iter().flatten().count(), items);
                }
            }
            assert!(example.gold.has(0));
        }
    }
}
