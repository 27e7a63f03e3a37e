//! Headers and addresses of manifests are read and refused as `vectors/` publishes it.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test binary")]

use pasar_formats::manifest::{
    address::{bound, Link, ManifestUri},
    header::{Answered, Header, MAX_HEADER_BYTES},
    questions::{Answers, Asked, Scale},
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Vectors {
    forms: Headers,
    #[serde(flatten)]
    classes: Headers,
}

/// A header, what is refused instead of it, and terms that it is of or not.
#[derive(Deserialize)]
struct Headers {
    header: Value,
    refused: Vec<Refused>,
    terms: Vec<Terms>,
}

/// Another value at a JSON pointer, or none there.
#[derive(Deserialize)]
struct Refused {
    at: String,
    #[serde(default, deserialize_with = "given")]
    value: Option<Value>,
    error: String,
}

#[derive(Deserialize)]
struct Terms {
    questions: Vec<Question>,
    items: u32,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Question {
    Classes {
        name: String,
        classes: Vec<String>,
    },
    Scale {
        name: String,
        levels: u8,
        from: String,
        to: String,
    },
}

#[derive(Deserialize)]
struct Uri {
    uri: String,
    kind: Option<String>,
    address: Option<String>,
    #[serde(default, deserialize_with = "hash")]
    hash: Option<Vec<u8>>,
    error: Option<String>,
}

fn hash<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
    hex::serde::deserialize(from).map(Some)
}

fn given<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

fn asked(question: &Question) -> Asked {
    let (name, answers) = match question {
        Question::Classes { name, classes } => (name, Answers::Classes(classes.clone())),
        Question::Scale {
            name,
            levels,
            from,
            to,
        } => {
            let ends = [from.clone(), to.clone()];
            let numbers = match (from.parse(), to.parse()) {
                (Ok(from), Ok(to)) => Some([from, to]),
                _ => None,
            };
            let levels = *levels;
            let scale = Scale {
                levels,
                ends,
                numbers,
            };
            (name, Answers::Scale(scale))
        }
    };
    Asked {
        name: name.clone(),
        answers,
    }
}

fn headers() -> Vectors {
    serde_json::from_str(include_str!("../vectors/manifest.json")).unwrap()
}

fn changed(header: &Value, case: &Refused) -> Value {
    if case.at.is_empty() {
        return case.value.clone().unwrap();
    }
    let mut header = header.clone();
    let (parent, name) = case.at.rsplit_once('/').unwrap();
    let place = header.pointer_mut(parent).unwrap();
    if let Some(list) = place.as_array_mut() {
        let index: usize = name.parse().unwrap();
        *list.get_mut(index).unwrap() = case.value.clone().unwrap();
        return header;
    }
    let members = place.as_object_mut().unwrap();
    match case.value.clone() {
        Some(value) => drop(members.insert(name.to_owned(), value)),
        None => drop(members.remove(name).unwrap()),
    }
    header
}

#[test]
fn the_published_header_is_read() {
    let header = Header::read(&headers().classes.header).unwrap();
    let classes = ["bird", "no bird", "unclear"].map(str::to_owned);
    assert_eq!(header.answers, Answered::Classes(classes.into()));
    assert_eq!(header.media, ["image", "left", "right", "call", "film"]);
    assert_eq!((header.items.count, header.examples.len()), (45, 1));
    let gateway = "https://gateway.example.org/pasar".to_owned();
    assert_eq!(header.gateway, Some(gateway));
}

#[test]
fn the_header_of_the_documentation_is_one() {
    let text = include_str!("../../../docs/manifest.md");
    let (_, rest) = text.split_once("```json\n").unwrap();
    let (header, _) = rest.split_once("```").unwrap();
    let header = Header::parse(header.as_bytes()).unwrap();
    assert_eq!(header.media, ["image"]);
}

#[test]
fn a_field_that_no_item_has_is_refused_with_its_place() {
    let header = Header::read(&headers().classes.header).unwrap();
    assert_eq!(header.check_fields(|_| true), Ok(()));
    let refused = header.check_fields(|name| name != "right").unwrap_err();
    assert!(refused.member.starts_with("view["), "{refused}");
    let said = refused.to_string();
    let wanted = "found \"right\", expected a field that some item has";
    assert!(said.ends_with(wanted), "{said}");
}

#[test]
fn headers_of_another_form_are_refused_with_the_published_words() {
    let Vectors { classes, forms } = headers();
    for Headers {
        header, refused, ..
    } in [classes, forms]
    {
        assert!(refused.len() > 30);
        for case in refused {
            let error = Header::read(&changed(&header, &case)).expect_err(&case.error);
            assert_eq!(error.to_string(), case.error);
            assert!(case.error.starts_with(&error.member));
        }
    }
    let refusal = |bytes: &[u8]| Header::parse(bytes).unwrap_err().to_string();
    let no_json = "the header: found no JSON, expected a JSON object";
    assert_eq!(refusal(b"{"), no_json);
    assert_eq!(refusal(b"\"\xff\""), no_json);
    assert_eq!(
        refusal(&vec![b' '; MAX_HEADER_BYTES + 1]),
        "the header: found 262145 bytes, expected at most 262144"
    );
}

#[test]
fn a_header_must_be_of_the_terms() {
    let Vectors { classes, forms } = headers();
    for Headers { header, terms, .. } in [classes, forms] {
        let header = Header::read(&header).unwrap();
        for case in terms {
            let asked: Vec<Asked> = case.questions.iter().map(asked).collect();
            let found = header.check_terms(&asked, case.items);
            assert_eq!(found.map_err(|error| error.to_string()).err(), case.error);
        }
    }
}

#[test]
fn addresses_are_read_as_published() {
    let cases: Vec<Uri> =
        serde_json::from_str(include_str!("../vectors/manifest-uri.json")).unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        let found = match ManifestUri::parse(&case.uri) {
            Ok(found) => found,
            Err(error) => {
                assert_eq!(Some(error.to_string()), case.error, "{}", case.uri);
                continue;
            }
        };
        assert_eq!(Some(found.address().to_owned()), case.address);
        let (kind, hash) = match found {
            ManifestUri::Header { hash, .. } => ("header", hash.map(Vec::from)),
            ManifestUri::Items { .. } => ("items", None),
        };
        assert_eq!((Some(kind), hash), (case.kind.as_deref(), case.hash));
    }
}

#[test]
fn a_header_that_changed_is_refused() {
    let uri = ManifestUri::parse(&bound("https://example.org/m.json", b"{}")).unwrap();
    assert_eq!(uri.check(b"{}"), Ok(()));
    let error = uri.check(b"{ }").unwrap_err();
    assert!(error.to_string().starts_with("the header has the hash "));
}

#[test]
fn links_are_below_the_header_or_of_the_web() {
    assert_eq!(Link::parse("img/1 x.png"), Ok(Link::Inside("img/1 x.png")));
    let address = "https://example.org/1.png";
    assert_eq!(Link::parse(address), Ok(Link::Address(address)));
    for bad in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//other.org/x",
        "/etc/passwd",
        "../x",
        "a/%2e%2E/x",
        "http://example.org/x",
        "https://a@b/",
        "ipfs:x",
        "",
    ] {
        assert!(Link::parse(bad).is_err(), "{bad}");
    }
}
