use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    sync::{Arc, Mutex},
};

use pasar_formats::manifest::address::bound;

use super::*;
use crate::{args::Command, files::campaign::CampaignFiles};

/// A server of files.
#[derive(Clone, Default)]
struct Server {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    /// Whether pages of others may read them, and whether it knows ranges.
    manners: Arc<Mutex<(bool, bool)>>,
    url: String,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            url: format!("http://{}", listener.local_addr().unwrap()),
            manners: Arc::new(Mutex::new((true, true))),
            ..Self::default()
        };
        let of = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                of.answer(stream.unwrap());
            }
        });
        server
    }

    fn answer(&self, mut stream: std::net::TcpStream) {
        let head: Vec<String> = BufReader::new(&stream)
            .lines()
            .map(Result::unwrap)
            .take_while(|line| !line.is_empty())
            .collect();
        let path = head[0].split(' ').nth(1).unwrap();
        let path = path.split('?').next().unwrap();
        let (is_shared, ranges) = *self.manners.lock().unwrap();
        let is_range = head.iter().any(|line| line.starts_with("range: bytes=0-0"));
        let file = self.files.lock().unwrap().get(path).cloned();
        let (status, body) = match file {
            None => ("404 Not Found", Vec::new()),
            Some(file) if is_range && ranges => ("206 Partial Content", file[..1].to_vec()),
            Some(file) => ("200 OK", file),
        };
        let cors = if is_shared {
            "access-control-allow-origin: *\r\n"
        } else {
            ""
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\n{cors}content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        stream
            .write_all(&[head.as_bytes(), &body].concat())
            .unwrap();
    }

    /// Serves a campaign of 120 items in pages of 50.
    fn publish(&self) -> String {
        let folder = tempfile::tempdir().unwrap();
        let put =
            |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
        put(
            "terms.toml",
            format!(
                "items = \"items.csv\"\nheader = \"header.toml\"\nmanifest_uri = \"{}/m/manifest.json\"\n\
                 classes = [\"bird\", \"none\"]\ndomain = \"tests\"\npage = 50\nprice = 1000\n\
                 denom = \"stake\"\noverlap = {{ min = 3, max = 3 }}\n",
                self.url
            ),
        );
        put(
            "header.toml",
            "title = { en = \"Birds\" }\ninstructions = { en = \"Look.\" }\n\
             view = [{ show = \"image\", field = \"image\" }]\n"
                .to_owned(),
        );
        put("a.png", "abc".to_owned());
        let rows: String = (0..120).map(|n| format!("i{n},a.png\n")).collect();
        put("items.csv", format!("item,image\n{rows}"));
        let files = CampaignFiles::read(&folder.path().join("terms.toml"), None).unwrap();
        files.manifest.write().unwrap();
        let place = files.manifest.place();
        for path in [
            "manifest.json",
            "items.jsonl",
            "items.idx",
            "proofs/0",
            "proofs/1",
            "proofs/2",
            "a.png",
        ] {
            let bytes = std::fs::read(place.join(path)).unwrap();
            self.put(path, bytes);
        }
        files.file.manifest_uri
    }

    fn put(&self, path: &str, bytes: Vec<u8>) {
        self.files
            .lock()
            .unwrap()
            .insert(format!("/m/{path}"), bytes);
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let key = format!("/m/{path}");
        let text = String::from_utf8(self.files.lock().unwrap()[&key].clone()).unwrap();
        assert!(text.contains(from));
        self.put(path, text.replace(from, to).into_bytes());
    }
}

/// What is said of an address: good, notes, faults.
fn look(uri: &str) -> [Vec<String>; 3] {
    let at = ManifestUri::parse(uri).unwrap();
    let found = report(Say { json: true }, Visitor::new(None), None, &at);
    [found.good, found.notes, found.faults]
}

#[test]
fn what_is_published_well_has_no_faults() {
    let server = Server::start();
    let uri = server.publish();
    let [good, notes, faults] = look(&uri);
    assert_eq!((notes, faults), (Vec::new(), Vec::new()));
    assert_eq!(good[3], "index and proofs of 3 pages");
    assert_eq!(good[4], "10 links of a sample were tried");
}

#[test]
fn what_a_labelers_page_could_not_use_is_a_fault() {
    let fault = |break_it: &dyn Fn(&Server)| {
        let server = Server::start();
        let uri = server.publish();
        break_it(&server);
        let [_, _, faults] = look(&uri);
        faults.join("; ").replace(&server.url, "")
    };
    let no_cors = fault(&|server| server.manners.lock().unwrap().0 = false);
    assert!(
        no_cors.contains("the header: other pages may not read it"),
        "{no_cors}"
    );
    let changed = fault(&|server| server.change("manifest.json", "Birds", "Fish"));
    assert!(changed.contains("the header has the hash "), "{changed}");
    let short = fault(&|server| server.put("items.jsonl", b"{}\n".to_vec()));
    assert_eq!(short, "/m/items.jsonl: 1 items, expected 120");
    let index = fault(&|server| server.put("items.idx", vec![0; 32]));
    assert!(index.contains("does not say where the pages"), "{index}");
    let proof = fault(&|server| server.put("proofs/1", vec![7; 32]));
    assert_eq!(proof, "proofs/1: it is not the proof of that page");
    let media = fault(&|server| server.put("a.png", b"other".to_vec()));
    assert!(
        media.contains("line 1, image: the SHA-256 of /m/a.png is "),
        "{media}"
    );
    let server = Server::start();
    let uri = server.publish();
    server.change(
        "manifest.json",
        "\"field\": \"image\"",
        "\"field\": \"imgae\"",
    );
    let header = server.files.lock().unwrap()["/m/manifest.json"].clone();
    let address = uri.split('#').next().unwrap();
    let [_, _, faults] = look(&bound(address, &header));
    let unseen = faults.join("; ").replace(&server.url, "");
    let wanted =
        "/m/items.jsonl: view[0].field: found \"imgae\", expected a field that some item has";
    assert_eq!(unseen, wanted);
    let gone = fault(&|server| drop(server.files.lock().unwrap().remove("/m/a.png")));
    assert!(
        gone.contains("line 1, image: /m/a.png answers 404"),
        "{gone}"
    );
}

#[test]
fn servers_without_ranges_and_bare_lists_are_noted() {
    let server = Server::start();
    let uri = server.publish();
    server.manners.lock().unwrap().1 = false;
    let [_, notes, faults] = look(&uri);
    assert!(notes[0].contains("knows no ranges"), "{notes:?}");
    assert_eq!(faults, Vec::<String>::new());
    let [good, notes, faults] = look(&format!("{}/m/items.jsonl", server.url));
    assert!(good[0].starts_with("120 items with the root "), "{good:?}");
    assert!(
        notes[0].contains("neither title nor instructions"),
        "{notes:?}"
    );
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn links_that_end_are_faults() {
    assert_eq!(
        expiry("https://s3/x?X-Amz-Expires=60&y=1"),
        Some("X-Amz-Expires=60")
    );
    assert_eq!(expiry("https://s3/expires=1"), None);
    assert_eq!(
        below("ipfs://bafy/a/m.json", "x y.png"),
        "ipfs://bafy/a/x%20y.png"
    );
    assert_eq!(spread(100, 4), [0, 33, 66, 99]);
}

#[test]
fn faults_end_the_command_with_an_error() {
    let home = tempfile::tempdir().unwrap();
    let Context { options, .. } = Context::of_test(home.path());
    let server = Server::start();
    let uri = server.publish();
    let run = |uri: &str| {
        let check = args::Check {
            uri: Some(uri.to_owned()),
            campaign: None,
            ipfs: None,
        };
        let command = Command::Manifest(args::Manifest::Check(check));
        crate::commands::run(options.clone(), command)
    };
    run(&uri).unwrap();
    server.files.lock().unwrap().clear();
    let error = run(&uri).unwrap_err().to_string();
    assert!(error.ends_with(": one fault"), "{error}");
}
