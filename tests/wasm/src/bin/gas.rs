//! `cargo gas`: what labels cost on a chain, from the first ticket to the last withdrawal, measured
//! on the artifacts.

use std::{env, fs, path::Path, process::ExitCode};

use pasar_wasm_tests::{
    cases, curves, docs,
    lock::{Lock, CALL_LIMIT},
    replay::{self, replay},
    report::Report,
    table::Table,
};

const USAGE: &str = "usage: cargo gas [OPTION...]
  --json FILE      writes everything as JSON
  --lock           compares with gas.lock and docs/gas.md, and fails where gas has risen
  --update-lock    writes gas.lock, to be reviewed
  --write-docs     fills the tables of docs/gas.md (not those of --curves and --replay)
  --curves         instead: how gas grows with every size; fails where it should not grow;
                   --write-docs writes the plots and their tables
  --replay FILE    instead: a transcript of a real chain in the harness, side by side
                   (scripts/gas-chain makes one); --write-docs fills that table, or the one
                   that --block NAME says
  --session        instead: only gas of a label in a session of 100 000
  --verbose        says how long each measurement took";

/// Where the lock is, and the document with the tables.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/gas.lock");
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gas.md");
const PLOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gas");
const ARTIFACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../artifacts");

/// What to do.
#[derive(Default)]
struct Wanted {
    json: Option<String>,
    compare: bool,
    update_lock: bool,
    write_docs: bool,
    curves: bool,
    session: bool,
    replay: Option<String>,
    block: Option<String>,
    verbose: bool,
}

fn main() -> ExitCode {
    let wanted = match parse(env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let done = match &wanted.replay {
        Some(file) => side_by_side(file, &wanted),
        None if wanted.session => {
            println!("{:.2}", cases::session().per_label());
            Ok(())
        }
        None if wanted.curves => growth(&wanted),
        None => bench(&wanted),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted::default();
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} wants a value"));
        match arg.as_str() {
            "--json" => wanted.json = Some(value()?),
            "--replay" => wanted.replay = Some(value()?),
            "--block" => wanted.block = Some(value()?),
            "--lock" => wanted.compare = true,
            "--update-lock" => wanted.update_lock = true,
            "--write-docs" => wanted.write_docs = true,
            "--curves" => wanted.curves = true,
            "--session" => wanted.session = true,
            "--verbose" => wanted.verbose = true,
            found => return Err(format!("unknown argument '{found}'")),
        }
    }
    Ok(wanted)
}

fn write(file: &str, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("{file}: {error}"))
}

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

fn bench(wanted: &Wanted) -> Result<(), String> {
    let report = Report::measure(|what, took| {
        if wanted.verbose {
            eprintln!("{what}: {:.1} s", took.as_secs_f64());
        }
    });
    for (name, block) in blocks(&report) {
        println!("{name}\n\n{}", block.text);
    }
    if let Some(file) = &wanted.json {
        let text = serde_json::to_string_pretty(&report.json()).map_err(|e| e.to_string())?;
        write(file, &(text + "\n"))?;
    }
    let lock = report.lock();
    if wanted.update_lock {
        write(LOCK, &lock.text())?;
    }
    if wanted.write_docs {
        let mut text = read(DOCUMENT)?;
        for (name, block) in blocks(&report) {
            text = docs::fill(&text, name, &block.markdown)?;
        }
        write(DOCUMENT, &text)?;
    }
    if wanted.compare {
        compare(&report, &lock)?;
    }
    let (name, gas) = report.dearest();
    if gas > CALL_LIMIT {
        return Err(format!("{name}: {gas} gas, expected at most {CALL_LIMIT}"));
    }
    Ok(())
}

fn compare(report: &Report, lock: &Lock) -> Result<(), String> {
    let complaints = Lock::parse(&read(LOCK)?)?.complaints(lock);
    if !complaints.is_empty() {
        let list = complaints.join("\n  ");
        return Err(format!(
            "gas is not what it was:\n  {list}\ncargo gas --update-lock --write-docs writes a new lock, \
             to be reviewed"
        ));
    }
    let text = read(DOCUMENT)?;
    for (name, block) in blocks(report) {
        docs::check(&text, name, &block.markdown)
            .map_err(|stale| format!("docs/gas.md: {stale}; cargo gas --write-docs fills it"))?;
    }
    println!("within the lock, and docs/gas.md says so");
    Ok(())
}

/// The same block for a terminal and a document.
struct Block {
    text: String,
    markdown: String,
}

impl Block {
    fn of(table: &Table) -> Self {
        Block {
            text: table.text(),
            markdown: table.markdown(),
        }
    }
}

/// Everything that is printed, and is in the document under the same names.
fn blocks(report: &Report) -> [(&'static str, Block); 4] {
    let mut splits = Block {
        text: String::new(),
        markdown: String::new(),
    };
    for (what, table) in report.splits() {
        splits.text += &format!("{what}\n{}\n", table.text());
        splits.markdown += &format!("**{what}**\n\n{}\n", table.markdown());
    }
    [
        ("headline", Block::of(&report.headline())),
        ("targets", Block::of(&report.targets())),
        ("splits", splits),
        ("calls", Block::of(&report.calls())),
    ]
}

/// How gas grows.
fn growth(wanted: &Wanted) -> Result<(), String> {
    let mut complaints = vec![];
    let mut markdown = String::new();
    for curve in curves::all() {
        println!("{}; {}\n{}", curve.axis, curve.rest, curve.table().text());
        let key = curve.key;
        let axis = curve.axis;
        let rest = curve.rest;
        let table = curve.table().markdown();
        markdown +=
            &format!("**Over {axis}** ({rest})\n\n![gas over {axis}](gas/{key}.svg)\n\n{table}\n");
        if wanted.write_docs {
            fs::create_dir_all(PLOTS).map_err(|error| format!("{PLOTS}: {error}"))?;
            write(&format!("{PLOTS}/{key}.svg"), &curve.svg())?;
        }
        complaints.extend(curve.complaints());
    }
    if wanted.write_docs {
        let text = docs::fill(&read(DOCUMENT)?, "curves", &markdown)?;
        write(DOCUMENT, &text)?;
    }
    if complaints.is_empty() {
        return Ok(());
    }
    Err(format!("not flat:\n  {}", complaints.join("\n  ")))
}

/// What a real chain charged, and what the harness charges for the same bytes.
fn side_by_side(file: &str, wanted: &Wanted) -> Result<(), String> {
    let pairs = replay(Path::new(file), Path::new(ARTIFACTS))?;
    let mut table = Table::new(&["transaction", "count", "chain", "harness", "off", "worst"]);
    for row in replay::table(&pairs) {
        table.row(row);
    }
    print!("{}", table.text());
    if wanted.write_docs {
        let block = wanted.block.as_deref().unwrap_or("chain");
        let text = docs::fill(&read(DOCUMENT)?, block, &table.markdown())?;
        write(DOCUMENT, &text)?;
    }
    let complaints = replay::complaints(&pairs);
    if complaints.is_empty() {
        return Ok(());
    }
    Err(format!(
        "harness and chain differ:\n  {}",
        complaints.join("\n  ")
    ))
}
