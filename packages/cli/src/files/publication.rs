//! What a requester publishes of a campaign: a list of items, or a folder with a header, the items and what
//! they link to, each bound by a hash.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{ensure, Context as _, Result};
use cosmwasm_std::HexBinary;
use pasar_formats::manifest::address::{bound, Link, ManifestUri};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::files::{
    header::HeaderFile,
    items::{check_shown, Items},
    pages::{check, check_line, Pages},
    terms::TermsFile,
};

/// The list of items in a folder.
const LIST: &str = "items.jsonl";

/// What is published, before it is written.
pub struct Publication {
    place: PathBuf,
    /// The folder's contents; none where the place is a list of items.
    folder: Option<Folder>,
    lines: String,
}

struct Folder {
    header: Vec<u8>,
    pages: Option<Pages>,
    /// Files to copy, by their path in the folder.
    media: BTreeMap<String, PathBuf>,
}

impl Publication {
    /// What the terms' file and its items say. With a header the items' lines get the hashes of what they
    /// link to, and the address of the manifest the hash of the header.
    pub fn of(file: &mut TermsFile, items: &mut Items, place: Option<PathBuf>) -> Result<Self> {
        let Some(path) = file.header.clone() else {
            let uri = ManifestUri::parse(&file.manifest_uri).context("manifest_uri")?;
            ensure!(
                matches!(uri, ManifestUri::Items { .. }),
                "manifest_uri {:?} names a header, and the terms have none: say header = \"FILE\", or an \
                 address that ends in .jsonl",
                file.manifest_uri
            );
            let place = place.unwrap_or_else(|| file.items.with_extension("manifest.jsonl"));
            return Ok(Self {
                place,
                folder: None,
                lines: items.manifest(),
            });
        };
        let page = file.page(items.len());
        let paged = items.len() > page;
        let HeaderFile { bytes, header } =
            HeaderFile::read(&path, &file.asked, items.len(), paged)?;
        let mut media = Media {
            folder: file.items.parent().unwrap_or(Path::new(".")),
            fields: &header.media,
            found: BTreeMap::new(),
        };
        let named = items.names.iter().zip(&items.places);
        for ((name, place), line) in named.zip(&mut items.lines) {
            let at = || format!("{}: line {place}, item {name:?}", file.items.display());
            *line = media.line(name, line).with_context(at)?;
            check_line(line).with_context(at)?;
        }
        check_shown(&header, &items.lines).with_context(|| path.display().to_string())?;
        for (number, example) in (1..).zip(&header.examples) {
            let found = media.links(example).map(drop);
            found.with_context(|| format!("{}: example {number}", path.display()))?;
        }
        let media = media.found;
        let pages = if paged {
            let pages = Pages::of(&items.lines, usize::try_from(page)?);
            Some(pages.with_context(|| file.items.display().to_string())?)
        } else {
            check(&items.lines, 0).with_context(|| file.items.display().to_string())?;
            None
        };
        file.manifest_uri = address_of(&file.manifest_uri, &bytes)?;
        Ok(Self {
            place: place.unwrap_or_else(|| file.items.with_extension("manifest")),
            folder: Some(Folder {
                header: bytes,
                pages,
                media,
            }),
            lines: items.manifest(),
        })
    }

    /// The file or the folder.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// The list of items whose root the terms have, once it is written: items' own file has no hashes of what
    /// they link to.
    pub fn list(&self) -> PathBuf {
        match self.folder {
            Some(_) => self.place.join(LIST),
            None => self.place.clone(),
        }
    }

    /// Every file that is written and not a copy.
    pub fn files(&self) -> Vec<PathBuf> {
        if self.folder.is_none() {
            return vec![self.place.clone()];
        }
        let names = ["manifest.json", LIST, "items.idx"];
        names.map(|name| self.place.join(name)).into()
    }

    /// Writes it.
    pub fn write(&self) -> Result<()> {
        let Some(folder) = &self.folder else {
            return write(&self.place, self.lines.as_bytes());
        };
        write(&self.place.join("manifest.json"), &folder.header)?;
        write(&self.list(), self.lines.as_bytes())?;
        if let Some(pages) = &folder.pages {
            write(&self.place.join("items.idx"), &pages.index)?;
            for (page, proof) in pages.proofs.iter().enumerate() {
                write(&self.place.join("proofs").join(page.to_string()), proof)?;
            }
        }
        for (path, from) in &folder.media {
            let to = self.place.join(path);
            if is_same(from, &to) {
                continue;
            }
            let bytes = fs::read(from).with_context(|| from.display().to_string())?;
            write(&to, &bytes)?;
        }
        Ok(())
    }
}

/// The address for the terms: with the hash of the header.
fn address_of(given: &str, header: &[u8]) -> Result<String> {
    let address = bound(given.split('#').next().unwrap_or_default(), header);
    ManifestUri::parse(&address).context("manifest_uri")?;
    if given.contains('#') {
        // Who wrote a hash meant that one.
        ManifestUri::parse(given).context("manifest_uri")?;
        ensure!(
            given == address,
            "manifest_uri {given:?} has the hash of another header, expected {address:?}"
        );
    }
    Ok(address)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("{}: cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    fs::write(path, bytes).with_context(cannot)
}

/// What items link to, beside their file.
struct Media<'a> {
    folder: &'a Path,
    fields: &'a [String],
    found: BTreeMap<String, PathBuf>,
}

impl Media<'_> {
    /// An item's line with its name, and the hashes of what it links to.
    fn line(&mut self, name: &str, line: &str) -> Result<String> {
        let mut fields: Map<String, Value> = serde_json::from_str(line)?;
        ensure!(
            serde_json::to_string(&fields)? == line,
            "a number has more digits than readers of JSON keep: write it as a text"
        );
        fields.insert("item".to_owned(), name.into());
        for (field, hash) in self.links(&fields)? {
            let bound = format!("{field}_sha256");
            if let Some(given) = fields.get(&bound) {
                ensure!(
                    given.as_str() == Some(&hash),
                    "{bound} is {given}, but the file has {hash}"
                );
            }
            fields.insert(bound, hash.into());
        }
        Ok(serde_json::to_string(&fields)?)
    }

    /// The fields that link to files beside the items, each with the file's SHA-256.
    fn links(&mut self, fields: &Map<String, Value>) -> Result<Vec<(String, String)>> {
        let mut hashes = Vec::new();
        for field in self.fields {
            let value = match fields.get(field) {
                None | Some(Value::Null) => continue,
                Some(value) => value.as_str(),
            };
            let text = value.with_context(|| format!("{field:?} is no text, expected a link"))?;
            if text.is_empty() {
                continue;
            }
            let Link::Inside(path) = Link::parse(text).with_context(|| format!("{field:?}"))?
            else {
                continue;
            };
            let file = self.folder.join(path);
            let bytes = fs::read(&file).with_context(|| {
                format!(
                    "{field:?} links to {path}, and {} cannot be read",
                    file.display()
                )
            })?;
            hashes.push((
                field.clone(),
                HexBinary::from(&Sha256::digest(bytes)[..]).to_hex(),
            ));
            self.found.insert(path.to_owned(), file);
        }
        Ok(hashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::campaign::CampaignFiles;

    const TERMS: &str = r#"
        items = "items.csv"
        header = "header.toml"
        manifest_uri = "https://example.org/birds/manifest.json"
        classes = ["bird", "none"]
        domain = "tests"
        page = 50
        price = 1000
        denom = "stake"
        overlap = { min = 3, max = 3 }
    "#;
    const HEADER: &str = r#"
        title = { en = "Birds" }
        instructions = { en = "Look." }
        view = [{ show = "image", field = "image" }]
        [[examples]]
        fields = { image = "example.png" }
        label = "bird"
    "#;

    fn folder(items: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
        put("terms.toml", TERMS.to_owned());
        put("header.toml", HEADER.to_owned());
        put("abc.png", "abc".to_owned());
        put("example.png", "example".to_owned());
        let rows: String = (0..items).map(|n| format!("i{n},abc.png\n")).collect();
        put("items.csv", format!("id,image\n{rows}"));
        folder
    }

    fn read(folder: &tempfile::TempDir) -> Result<CampaignFiles> {
        CampaignFiles::read(&folder.path().join("terms.toml"), None)
    }

    #[test]
    fn a_folder_has_everything_that_a_labelers_page_fetches() {
        let folder = folder(70);
        let CampaignFiles {
            file,
            items,
            manifest,
            ..
        } = read(&folder).unwrap();
        manifest.write().unwrap();
        let at = |name: &str| fs::read(manifest.place().join(name)).unwrap();
        let uri = ManifestUri::parse(&file.manifest_uri).unwrap();
        uri.check(&at("manifest.json")).unwrap();
        let lines = String::from_utf8(at("items.jsonl")).unwrap();
        let sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let first =
            format!(r#"{{"id":"i0","image":"abc.png","image_sha256":"{sha}","item":"i0"}}"#);
        assert_eq!(lines.lines().next(), Some(first.as_str()));
        assert_eq!(lines, items.manifest());
        // What exports find names and fields in.
        let list = Items::read(&manifest.list()).unwrap();
        assert_eq!((list.root(), &list.names), (items.root(), &items.names));
        assert_eq!(
            (at("abc.png"), at("example.png")),
            (b"abc".to_vec(), b"example".to_vec())
        );
        assert_eq!(at("items.idx").len(), 24);
        assert!(!at("proofs/1").is_empty());
        // Nothing depends on when or where it is written.
        let again = read(&folder).unwrap();
        assert_eq!(
            (again.file.manifest_uri, again.items.root()),
            (file.manifest_uri, items.root())
        );
    }

    #[test]
    fn a_single_page_needs_no_index() {
        let folder = folder(40);
        let files = read(&folder).unwrap();
        files.manifest.write().unwrap();
        assert!(!files.manifest.place().join("items.idx").exists());
    }

    #[test]
    fn a_header_of_questions_says_what_the_terms_say() {
        let published = |questions: &str| {
            let folder = folder(40);
            let form = r#"questions = [
                { name = "stars", from = 1, to = 5 },
                { name = "says", tags = ["cheap"] },
            ]"#;
            let terms = TERMS.replace(r#"classes = ["bird", "none"]"#, form);
            fs::write(folder.path().join("terms.toml"), terms).unwrap();
            let header = HEADER.replace("label = \"bird\"", "labels = { stars = 5 }");
            fs::write(
                folder.path().join("header.toml"),
                format!("{questions}\n{header}"),
            )
            .unwrap();
            read(&folder).map(|files| {
                files.manifest.write().unwrap();
                let header = fs::read(files.manifest.place().join("manifest.json")).unwrap();
                serde_json::from_slice::<Value>(&header).unwrap()["questions"].clone()
            })
        };
        let cheap = serde_json::json!({
            "name": "says/cheap", "classes": [{"name": "no"}, {"name": "yes"}],
        });
        let all = published("").unwrap();
        assert_eq!(all[1], cheap);
        let said = r#"questions = [{ name = "stars", scale = { to = { en = "Best" } } }]"#;
        let stars = serde_json::json!({
            "name": "stars", "scale": {"levels": 5, "to": {"en": "Best"}},
        });
        assert_eq!(published(said).unwrap(), serde_json::json!([stars, cheap]));
        for (said, wanted) in [
            (
                r#"questions = [{ name = "star" }]"#,
                "questions: found one named \"star\", expected those of the terms: stars, says/cheap",
            ),
            (
                r#"questions = [{ name = "stars" }, { name = "stars" }]"#,
                "questions: \"stars\" is there twice",
            ),
            (
                r#"questions = [{ name = "stars", scale = { levels = 6 } }]"#,
                "questions[0].scale.levels: found 6, expected 5 as in the terms",
            ),
            (
                r#"classes = [{ name = "bird" }, { name = "none" }]"#,
                "classes: found a list, expected classes or questions, not both",
            ),
        ] {
            let error = format!("{:#}", published(said).unwrap_err());
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn a_view_of_what_no_item_has_is_refused() {
        let folder = folder(40);
        let header = HEADER.replace("field = \"image\"", "field = \"imgae\"");
        fs::write(folder.path().join("header.toml"), header).unwrap();
        let error = format!("{:#}", read(&folder).err().unwrap());
        let wanted =
            "header.toml: view[0].field: found \"imgae\", expected a field that some item has";
        assert!(error.ends_with(wanted), "{error}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let broken = |name: &str, from: &str, to: &str| {
            let folder = folder(40);
            let path = folder.path().join(name);
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replacen(from, to, 1)).unwrap();
            let error = format!("{:#}", read(&folder).err().unwrap());
            error.replace(&format!("{}/", folder.path().display()), "")
        };
        for (name, from, to, wanted) in [
            (
                "header.toml",
                "\"image\"",
                "\"movie\"",
                "header.toml: view[0].show: found \"movie\", expected one of text",
            ),
            (
                "header.toml",
                "example.png",
                "gone.png",
                "header.toml: example 1: \"image\" links to gone.png, and gone.png cannot be read",
            ),
            (
                "items.csv",
                "abc.png",
                "gone.png",
                "items.csv: line 2, item \"i0\": \"image\" links to gone.png, and gone.png cannot be read",
            ),
            (
                "items.csv",
                "abc.png",
                "../abc.png",
                "items.csv: line 2, item \"i0\": \"image\": the link is \"../abc.png\"",
            ),
            (
                "terms.toml",
                "manifest.json",
                "manifest.json#sha256=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                "has the hash of another header",
            ),
            (
                "terms.toml",
                "https",
                "ftp",
                "manifest_uri: the manifest's address is \"ftp:",
            ),
            (
                "terms.toml",
                "header = \"header.toml\"",
                "",
                "manifest_uri: the manifest's address is",
            ),
        ] {
            let error = broken(name, from, to);
            assert!(error.contains(wanted), "{error}");
        }
    }
}
