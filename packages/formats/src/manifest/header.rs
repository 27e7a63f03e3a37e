//! Reads and checks a header. In the order in which members are checked here the client checks them, so that
//! both refuse the same header with the same words.

use serde_json::Value;

use crate::{
    manifest::{
        address::{is_relative_path, is_web_address},
        member::{quoted, whole, Member, Texts, MAX_TITLE_BYTES},
        questions::{
            check_classes, check_questions, classes, example_labels, questions, Asked, Described,
            ExampleNumber, MAX_HINT_BYTES,
        },
        view::{self, ShownField},
        HeaderError,
    },
    number,
    range::MAX_TREE_ITEMS,
};

/// Most bytes of a header.
pub const MAX_HEADER_BYTES: usize = 262_144;
/// Most bytes of the instructions in one language.
pub const MAX_INSTRUCTIONS_BYTES: usize = 32_768;
/// Most bytes of a line of items.
pub const MAX_LINE_BYTES: usize = 65_536;
/// Most bytes of a page's lines together, and of a list that has no index.
pub const MAX_PAGE_BYTES: usize = 32 << 20;
const MAX_BLOCKS: usize = 16;
const MAX_EXAMPLES: usize = 50;
const MAX_WARNINGS: usize = 16;
const MAX_WARNING_BYTES: usize = 128;
const MAX_PATH_BYTES: usize = 256;
const MAX_MINUTES: f64 = 100_000.0;

/// What programs that show nothing need of a header; all of it was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// What it is about, by language.
    pub title: Texts,
    /// What it says of the answers.
    pub answers: Answered,
    /// Fields of items that link to images, sounds and films that are shown.
    pub media: Vec<String>,
    /// Every field that is shown, and where the header says so.
    pub fields: Vec<ShownField>,
    /// Fields of each example.
    pub examples: Vec<serde_json::Map<String, Value>>,
    /// What examples say on scales.
    pub numbers: Vec<ExampleNumber>,
    /// Where the lines are.
    pub items: ItemsFile,
    /// Address of the gateway that gives the items to labelers; none where everybody may see them.
    pub gateway: Option<String>,
}

/// What a header says of the answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Names of the classes of the only question, in order.
    Classes(Vec<String>),
    /// The questions, in order.
    Questions(Vec<Described>),
}

/// Where the lines are; each path is relative to the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemsFile {
    /// The lines.
    pub file: String,
    /// How many.
    pub count: u32,
    /// What those who want one page fetch, where it is published.
    pub pages: Option<PageFiles>,
}

/// What proves and finds single pages; paths as above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFiles {
    /// Where each page begins.
    pub index: String,
    /// The folder of proofs.
    pub proofs: String,
}

impl Header {
    /// The header of its file.
    ///
    /// # Errors
    /// [`HeaderError`]: which member, what was found, what was wanted.
    pub fn parse(file: &[u8]) -> Result<Self, HeaderError> {
        let refuse = |found: String, wanted: String| HeaderError {
            member: String::new(),
            found,
            wanted,
        };
        if file.len() > MAX_HEADER_BYTES {
            let wanted = format!("at most {MAX_HEADER_BYTES}");
            return Err(refuse(format!("{} bytes", file.len()), wanted));
        }
        let value: Value = serde_json::from_slice(file)
            .map_err(|_| refuse("no JSON".to_owned(), "a JSON object".to_owned()))?;
        Self::read(&value)
    }

    /// The same of JSON that was read.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn read(value: &Value) -> Result<Self, HeaderError> {
        let header = Member::root(value);
        header.object("a JSON object")?;
        let version = header.at("pasar")?;
        if version.value() != Some(&Value::from("manifest/1")) {
            return version.refuse("\"manifest/1\"");
        }
        let title = header.at("title")?.texts(MAX_TITLE_BYTES)?;
        header
            .at("instructions")?
            .texts_of_lines(MAX_INSTRUCTIONS_BYTES)?;
        let license = header.at("license")?;
        license.optional(|license| license.text(MAX_TITLE_BYTES))?;
        header.at("warnings")?.optional(|warnings| {
            let warnings = warnings.list("texts", 0, MAX_WARNINGS)?;
            warnings
                .iter()
                .try_for_each(|warning| warning.text(MAX_WARNING_BYTES).map(drop))
        })?;
        header.at("minutes_per_100")?.optional(check_minutes)?;
        let answers = answered(&header)?;
        let mut media: Vec<String> = Vec::new();
        let mut fields = Vec::new();
        for block in header.at("view")?.list("blocks", 1, MAX_BLOCKS)? {
            let shown = view::shown(&block)?;
            for ShownField { name, .. } in shown.fields.iter().filter(|_| shown.is_media) {
                if !media.contains(name) {
                    media.push(name.clone());
                }
            }
            fields.extend(shown.fields);
        }
        let examples = header.at("examples")?.optional(|examples| {
            let examples = examples.list("examples", 0, MAX_EXAMPLES)?;
            let examples = examples.iter().map(|one| example(one, &answers));
            examples.collect::<Result<Vec<_>, _>>()
        })?;
        let (examples, numbers): (Vec<_>, Vec<_>) =
            examples.unwrap_or_default().into_iter().unzip();
        let items = items(&header.at("items")?)?;
        let gateway = header.at("access")?.optional(gateway)?.flatten();
        Ok(Self {
            title,
            answers,
            media,
            fields,
            examples,
            numbers: numbers.concat(),
            items,
            gateway,
        })
    }

    /// Refuses a header that shows a field which no item has; `has` says whether one has it.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn check_fields(&self, has: impl Fn(&str) -> bool) -> Result<(), HeaderError> {
        let mut fields = self.fields.iter();
        match fields.find(|field| !has(&field.name)) {
            None => Ok(()),
            Some(ShownField { member, name }) => Err(HeaderError {
                member: member.clone(),
                found: quoted(name),
                wanted: "a field that some item has".to_owned(),
            }),
        }
    }

    /// Refuses a header that is of other terms.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn check_terms(&self, asked: &[Asked], items: u32) -> Result<(), HeaderError> {
        match &self.answers {
            Answered::Classes(classes) => check_classes(classes, asked)?,
            Answered::Questions(questions) => check_questions(questions, &self.numbers, asked)?,
        }
        if self.items.count != items {
            return Err(HeaderError {
                member: "items.count".to_owned(),
                found: self.items.count.to_string(),
                wanted: format!("{items} as in the terms"),
            });
        }
        Ok(())
    }
}

/// The questions, or the classes of the only one.
fn answered(header: &Member<'_>) -> Result<Answered, HeaderError> {
    let questions = header.at("questions")?.optional(questions)?;
    let of = header.at("classes")?;
    match questions {
        None => classes(&of).map(Answered::Classes),
        Some(questions) => {
            of.optional(|of| of.refuse::<()>("classes or questions, not both"))?;
            Ok(Answered::Questions(questions))
        }
    }
}

fn check_minutes(minutes: &Member<'_>) -> Result<(), HeaderError> {
    let found = minutes.value().and_then(Value::as_f64);
    if found.is_some_and(|found| found > 0.0 && found <= MAX_MINUTES) {
        return Ok(());
    }
    minutes.refuse(format!("a number above 0, at most {MAX_MINUTES}"))
}

fn example(
    example: &Member<'_>,
    answers: &Answered,
) -> Result<(serde_json::Map<String, Value>, Vec<ExampleNumber>), HeaderError> {
    let fields = example.at("fields")?.object("an object")?;
    let numbers = match answers {
        Answered::Questions(questions) => example_labels(&example.at("labels")?, questions)?,
        Answered::Classes(classes) => {
            let label = example.at("label")?;
            let found = label.value().and_then(Value::as_str);
            if !classes.iter().any(|name| Some(name.as_str()) == found) {
                return label.refuse("the name of a class");
            }
            Vec::new()
        }
    };
    let why = example.at("why")?;
    why.optional(|why| why.texts_of_lines(MAX_HINT_BYTES))?;
    Ok((fields.clone(), numbers))
}

/// A path below the header: what names another folder or server is none.
fn path(member: &Member<'_>) -> Result<String, HeaderError> {
    let text = member.text(MAX_PATH_BYTES)?;
    if is_relative_path(text) {
        return Ok(text.to_owned());
    }
    member.refuse("a path below the header's folder")
}

fn items(items: &Member<'_>) -> Result<ItemsFile, HeaderError> {
    let file = path(&items.at("file")?)?;
    let count = items.at("count")?;
    let number = count.value().and_then(whole);
    let number = number.and_then(|number| u32::try_from(number).ok());
    let most = number::count(MAX_TREE_ITEMS);
    let Some(number) = number.filter(|number| (1..=most).contains(number)) else {
        return count.refuse(format!("1 to {MAX_TREE_ITEMS}"));
    };
    let index = items.at("index")?.optional(path)?;
    let proofs = items.at("proofs")?.optional(path)?;
    let wanted = "index and proofs, or neither";
    let pages = match (index, proofs) {
        (Some(index), Some(proofs)) => Some(PageFiles { index, proofs }),
        (None, None) => None,
        (None, Some(_)) => return items.at("index")?.refuse(wanted),
        (Some(_), None) => return items.at("proofs")?.refuse(wanted),
    };
    Ok(ItemsFile {
        file,
        count: number,
        pages,
    })
}

fn gateway(access: &Member<'_>) -> Result<Option<String>, HeaderError> {
    if access.at("kind")?.word(&["public", "gateway"])? == "public" {
        return Ok(None);
    }
    let url = access.at("url")?;
    let text = url.text(MAX_PATH_BYTES)?;
    if is_web_address(text) {
        return Ok(Some(text.to_owned()));
    }
    url.refuse("an address that begins with https://")
}
