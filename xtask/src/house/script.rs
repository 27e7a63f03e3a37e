//! TypeScript and JavaScript: which files import which, and how long their functions are. No parser is
//! needed for either: imports are strings after `from` or `import`, and the code is formatted, so
//! that a function ends with the first brace that is as far in as its first line.

use std::collections::{BTreeMap, BTreeSet};

use super::measured::{File, Function, House};
use super::source::Sources;

/// Folders of a package that are measured, each by itself.
const FOLDERS: [&str; 4] = ["src", "bench", "codegen", "examples"];
const ENDINGS: [&str; 4] = [".ts", ".tsx", ".js", ".mjs"];

/// Every package with sources.
pub fn houses(sources: &Sources) -> Vec<House> {
    let mut houses = Vec::new();
    for package in sources.folders_with("package.json") {
        for folder in FOLDERS.map(|folder| format!("{package}/{folder}")) {
            let files = files(sources, &folder);
            if !files.is_empty() {
                houses.push(House { folder, files });
            }
        }
    }
    houses
}

fn files(sources: &Sources, folder: &str) -> BTreeMap<String, File> {
    let scripts = sources.0.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?;
        let script = ENDINGS.iter().any(|ending| name.ends_with(ending));
        let test = [".test.", ".d.ts"].iter().any(|mark| name.contains(mark));
        (script && !test).then_some((name, text.as_str()))
    });
    let texts: BTreeMap<&str, &str> = scripts.collect();
    let file = |(name, text): (&&str, &&str)| {
        let mut imports = BTreeMap::<String, BTreeSet<String>>::new();
        for import in imports_of(text) {
            if let Some(file) = find(&texts, name, &import).filter(|file| file != name) {
                imports.entry(file).or_default().insert(import);
            }
        }
        let functions = functions(text);
        let file = File {
            lines: text.lines().count(),
            imports,
            functions,
            ..File::default()
        };
        ((*name).to_owned(), file)
    };
    texts.iter().map(file).collect()
}

/// The relative paths that a file imports.
fn imports_of(text: &str) -> BTreeSet<String> {
    let code = without_comments(text);
    let mut found = BTreeSet::new();
    for (at, quote) in code.match_indices(['"', '\'']) {
        let Some((before, rest)) = code.split_at_checked(at) else {
            continue;
        };
        let before = before.trim_end().trim_end_matches('(').trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        let path = rest
            .strip_prefix(quote)
            .and_then(|rest| rest.split(quote).next());
        if let (Some("from" | "import"), Some(path)) = (word, path) {
            if path.starts_with('.') {
                found.insert(path.to_owned());
            }
        }
    }
    found
}

/// Lines that are nothing but comment left out: examples in them import what they please.
fn without_comments(text: &str) -> String {
    let comment = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("//") || line.starts_with("/*") || line.starts_with('*')
    };
    let code: Vec<&str> = text.lines().filter(|line| !comment(line)).collect();
    code.join("\n")
}

/// The file that a relative import names: `.js` may stand for what is compiled to it.
fn find(texts: &BTreeMap<&str, &str>, from: &str, import: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let stem = path.strip_suffix(".js").unwrap_or(&path);
    [
        path.clone(),
        format!("{stem}.ts"),
        format!("{stem}.tsx"),
        format!("{stem}/index.ts"),
        format!("{stem}.js"),
    ]
    .into_iter()
    .find(|path| texts.contains_key(path.as_str()))
}

/// Functions that have a body of several lines.
fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len().saturating_sub(line.trim_start().len());
    let mut found = Vec::new();
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| opens_function(line))
    {
        let depth = indent(line);
        // A list of parameters may stand on lines of its own: then the first line is above.
        let above = lines
            .iter()
            .take(at)
            .rposition(|line| indent(line) <= depth && !line.is_empty());
        let start = if line.trim_start().starts_with(')') {
            above.unwrap_or(at)
        } else {
            at
        };
        if lines.get(start).is_some_and(|line| is_block(line)) {
            continue;
        }
        let closes = |line: &&str| indent(line) == depth && line.trim_start().starts_with('}');
        if let Some(body) = lines.iter().skip(at).position(closes) {
            found.push(Function {
                name: lines.get(start).map_or("", |line| line.trim()).to_owned(),
                line: start.saturating_add(1),
                lines: at
                    .saturating_sub(start)
                    .saturating_add(body)
                    .saturating_add(1),
            });
        }
    }
    found
}

fn opens_function(line: &str) -> bool {
    let line = line.trim();
    let header = line.contains(") {") || line.contains("): ") || line.contains("function");
    line.ends_with('{') && !is_block(line) && (line.ends_with("=> {") || header)
}

/// Whether a line begins a block that is no function.
fn is_block(line: &str) -> bool {
    const BLOCKS: [&str; 8] = ["if", "for", "while", "switch", "do", "else", "try", "catch"];
    let line = line.trim();
    let word = line
        .split(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    BLOCKS.contains(&word) || line.starts_with('}')
}
