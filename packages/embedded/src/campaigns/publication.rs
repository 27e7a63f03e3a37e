//! What a requester would publish of an example: header, items and pictures, each bound by a hash.

use std::collections::BTreeMap;

use anyhow::{anyhow, Context as _, Result};
use include_dir::{include_dir, Dir};
use k256::elliptic_curve::rand_core::{OsRng, RngCore};
use pasar_formats::{
    gold_book::GoldBook,
    manifest::{
        address::{bound, Link},
        header::Header,
        questions::{Answers, Asked},
    },
    merkle::{self, Hash, MerkleTree},
};
use pasar_tables::{class_numbers, items_of, Item, Table, ITEM, LABEL};
use pasar_truth::Question;
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use super::plan::{Plan, TermsFile};

/// The repository's examples.
static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

/// Labels of items, by their number; none where nobody said.
pub type Known = Vec<Option<u8>>;

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
        let terms: TermsFile = toml::from_str(std::str::from_utf8(file(plan, "terms.toml")?)?)?;
        let table = Table::parse("items.csv", file(plan, "items.csv")?.to_vec())?;
        let (items, _) = items_of(table)?;
        let count = u32::try_from(items.len())?;
        let (header_bytes, header) = header(plan, &terms.classes, count)?;
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
            gold: gold(&items, &terms.classes)?,
            opinions: opinions(plan, &items, &terms.classes)?,
            items: count,
            plan,
            files,
            uri,
            root,
            terms,
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

/// The header with what its file leaves out: version, and where the items are.
fn header(plan: &Plan, classes: &[String], items: u32) -> Result<(Vec<u8>, Header)> {
    let mut value: Value = toml::from_str(std::str::from_utf8(file(plan, "header.toml")?)?)?;
    let members = value
        .as_object_mut()
        .context("header.toml has no members")?;
    members.insert("pasar".to_owned(), "manifest/1".into());
    let place = json!({"file": "items.jsonl", "count": items});
    members.insert("items".to_owned(), place);
    let bytes = serde_json::to_vec_pretty(&value)?;
    let header = Header::parse(&bytes)?;
    let asked = Asked {
        name: "label".to_owned(),
        answers: Answers::Classes(classes.to_vec()),
    };
    header.check_terms(&[asked], items)?;
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

fn gold(items: &[Item], classes: &[String]) -> Result<GoldBook> {
    let known = (0..)
        .zip(items)
        .filter_map(|(number, item): (u32, _)| Some((number, (item.line, item.gold.as_deref()?))));
    let (numbers, labels): (Vec<u32>, Vec<(u64, &str)>) = known.unzip();
    let labels = class_numbers(classes, &labels).map_err(|(_, reason)| anyhow!(reason))?;
    let answers = numbers.into_iter().zip(labels).collect();
    let count = u32::try_from(items.len())?;
    let salt = || {
        let mut salt = [0; 16];
        OsRng.fill_bytes(&mut salt);
        salt
    };
    let questions = [Question::Classes(u8::try_from(classes.len())?)];
    Ok(GoldBook::cut(&questions, &[answers], (count, count), salt)?)
}

/// What the example's files say that people thought.
fn opinions(plan: &Plan, items: &[Item], classes: &[String]) -> Result<Vec<Known>> {
    plan.labels
        .iter()
        .map(|name| opinion(plan, name, items, classes))
        .collect()
}

fn opinion(plan: &Plan, name: &str, items: &[Item], classes: &[String]) -> Result<Known> {
    let mut table = Table::parse(name, file(plan, name)?.to_vec())?;
    let columns = table.columns([&ITEM, &LABEL])?;
    let mut said = BTreeMap::new();
    table.each_name(columns, |_, [item, label]| {
        let class = classes.iter().position(|class| class == label);
        said.insert(
            item.to_owned(),
            class.and_then(|class| u8::try_from(class).ok()),
        );
        Ok(())
    })?;
    Ok(items
        .iter()
        .map(|item| said.get(&item.name).copied().flatten())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::{PATIENTS, PICTURES};
    use pasar_formats::manifest::address::ManifestUri;

    #[test]
    fn examples_are_published_as_strangers_check_them() {
        for plan in [&PICTURES, &PATIENTS] {
            let example = Example::of(plan, "http://127.0.0.1:1/campaigns").unwrap();
            let uri = ManifestUri::parse(&example.uri).unwrap();
            uri.check(&example.files["manifest.json"]).unwrap();
            let lines = std::str::from_utf8(&example.files["items.jsonl"]).unwrap();
            assert!(!lines.contains("gold"), "{lines}");
            let leaves = lines.lines().map(|line| merkle::leaf(line.as_bytes()));
            assert_eq!(MerkleTree::new(leaves.collect()).root(), example.root);
            for opinion in &example.opinions {
                assert_eq!(opinion.len(), usize::try_from(example.items).unwrap());
                assert!(opinion.iter().flatten().count() > 40);
            }
            assert!(example.gold.has(0));
        }
    }
}
