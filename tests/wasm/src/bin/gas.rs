//! `cargo gas [--json FILE | --lock | --update-lock]`: what labels cost on a chain, from the first ticket to the last
//! withdrawal, measured on the artifacts.

use std::{env, fs, process::ExitCode};

use cw20::Denom;
use pasar_wasm_tests::{
    flow::{Flow, Shape},
    gas::Gas,
    ledger::Ledger,
    lock::{Lock, CALL_LIMIT},
    suite::{Suite, NATIVE},
};
use serde_json::{json, Value};

/// Where the lock is.
const LOCK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/gas.lock");

/// What to do with what was measured.
enum Then {
    /// Print it.
    Print,
    /// Write it as JSON.
    Json(String),
    /// Compare it with the lock.
    Compare,
    /// Write the lock.
    Update,
}

/// A campaign to be measured.
struct Case {
    key: &'static str,
    what: &'static str,
    /// Gas a label that the specification computed.
    model: u64,
    /// Gas a label that is aimed at, where there is an aim.
    target: Option<u64>,
    shape: Shape,
}

/// Of five seats each.
fn shape(classes: u8, page: u32, batch: u8, tasks: u32, crank: usize) -> Shape {
    let frontier = u16::from(batch) * 16;
    Shape {
        classes,
        page,
        tasks,
        overlap: 5,
        frontier: frontier.min(256),
        batch,
        crowd: 40,
        crank,
        denom: Denom::Native(NATIVE.into()),
    }
}

fn cases() -> Vec<Case> {
    let case = |key, what, model, target, shape| Case {
        key,
        what,
        model,
        target,
        shape,
    };
    vec![
        case(
            "lone_page_1000",
            "1 000 items, 4-bit, everything alone",
            843,
            None,
            Shape {
                frontier: 1,
                crowd: 5,
                ..shape(8, 1_000, 1, 1, 1)
            },
        ),
        case(
            "page_1000",
            "1 000 items, 4-bit, 4 seats a message",
            239,
            Some(250),
            shape(8, 1_000, 4, 128, 8),
        ),
        case(
            "page_4096_2bit",
            "4 096 items, 2-bit, 8 seats a message",
            49,
            Some(50),
            shape(2, 4_096, 8, 256, 6),
        ),
        case(
            "session_100k",
            "16 384 items, 2-bit, 7 seats a message",
            27,
            Some(30),
            shape(2, 16_384, 7, 168, 1),
        ),
    ]
}

fn main() -> ExitCode {
    let then = match parse(env::args().skip(1)) {
        Ok(then) => then,
        Err(message) => {
            eprintln!("{message}\nusage: cargo gas [--json FILE | --lock | --update-lock]");
            return ExitCode::from(2);
        }
    };
    let mut per_label = serde_json::Map::new();
    let (mut messages, mut dearest) = (vec![], ("", 0));
    println!("gas of a label, all-in, five labels an item\n");
    println!(
        "{:<40} {:>9} {:>7} {:>7}",
        "", "measured", "model", "target"
    );
    let (mut tables, mut lock) = (vec![], Lock::default());
    for case in cases() {
        let mut suite = Suite::deploy();
        let flow = Flow::open(&mut suite, case.shape.clone()).run().withdraw();
        let (ledger, labels) = (flow.ledger.clone(), flow.labels);
        // A stake is bonded once for all campaigns, and the deposit's price is the requester's.
        let gas: u64 = working(&ledger);
        let measured = gas as f64 / labels as f64;
        let target = case.target.map_or("-".into(), |target| target.to_string());
        println!(
            "{:<40} {measured:>9.1} {:>7} {target:>7}",
            case.what, case.model
        );
        per_label.insert(case.key.into(), json!((measured * 10.0).round() / 10.0));
        if ledger.dearest().1 > dearest.1 {
            dearest = ledger.dearest();
        }
        messages.extend(rows(case.key, &ledger));
        lock.note(case.key, &ledger);
        tables.push((case, ledger, labels));
    }
    for (case, ledger, labels) in &tables {
        table(case.what, ledger, *labels);
    }
    println!(
        "\ndearest call: {} with {} gas, of {CALL_LIMIT} allowed",
        dearest.0, dearest.1
    );
    let all = json!({
        "gas_per_label": per_label,
        "dearest_call_gas": dearest.1,
        "messages": messages,
    });
    if let Err(message) = finish(then, &all, &lock) {
        eprintln!("{message}");
        return ExitCode::FAILURE;
    }
    if dearest.1 > CALL_LIMIT {
        eprintln!("a call exceeds {CALL_LIMIT} gas");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Writes or compares what was measured.
fn finish(then: Then, all: &Value, lock: &Lock) -> Result<(), String> {
    let write =
        |file: &str, text: String| fs::write(file, text).map_err(|e| format!("{file}: {e}"));
    match then {
        Then::Print => Ok(()),
        Then::Json(file) => {
            let text = serde_json::to_string_pretty(all).map_err(|error| error.to_string())?;
            write(&file, text + "\n")
        }
        Then::Update => write(LOCK, lock.text()),
        Then::Compare => {
            let text = fs::read_to_string(LOCK).map_err(|error| format!("{LOCK}: {error}"))?;
            let complaints = Lock::parse(&text)?.complaints(lock);
            if complaints.is_empty() {
                println!("within the lock");
                return Ok(());
            }
            let list = complaints.join("\n  ");
            Err(format!(
                "gas is not what it was:\n  {list}\ncargo gas --update-lock writes a new lock, to be reviewed"
            ))
        }
    }
}

/// All gas but that of stakes, which serve every campaign.
fn working(ledger: &Ledger) -> u64 {
    let counted = ledger.kinds().filter(|(name, _)| *name != "bond");
    counted.map(|(_, kind)| kind.gas.total()).sum()
}

fn parse(mut args: impl Iterator<Item = String>) -> Result<Then, String> {
    match (args.next().as_deref(), args.next(), args.next()) {
        (None, _, _) => Ok(Then::Print),
        (Some("--lock"), None, _) => Ok(Then::Compare),
        (Some("--update-lock"), None, _) => Ok(Then::Update),
        (Some("--json"), Some(file), None) => Ok(Then::Json(file)),
        (Some("--json"), None, _) => Err("--json wants a file".into()),
        (Some(found), _, _) => Err(format!("unknown argument '{found}'")),
    }
}

fn parts(gas: &Gas) -> [(&'static str, u64); 5] {
    [
        ("fixed", gas.fixed + gas.instances),
        ("tx bytes", gas.tx_bytes),
        ("storage", gas.storage_read + gas.storage_write),
        ("vm", gas.vm),
        ("other", gas.results + gas.events + gas.bank),
    ]
}

fn table(what: &str, ledger: &Ledger, labels: u64) {
    println!("\n{what}: {labels} labels; gas a message");
    println!(
        "{:<16} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "message", "count", "mean", "fixed", "tx bytes", "storage", "vm", "other", "/label"
    );
    for (name, kind) in ledger.kinds() {
        let mean = |gas: u64| gas / kind.count.max(1);
        let [fixed, bytes, storage, vm, other] = parts(&kind.gas).map(|(_, gas)| mean(gas));
        println!(
            "{name:<16} {:>6} {:>9} {fixed:>9} {bytes:>9} {storage:>9} {vm:>9} {other:>9} {:>7.1}",
            kind.count,
            mean(kind.gas.total()),
            kind.gas.total() as f64 / labels as f64,
        );
    }
}

fn rows(case: &str, ledger: &Ledger) -> Vec<Value> {
    let row = |(name, kind): (&'static str, &pasar_wasm_tests::ledger::Kind)| {
        let parts: serde_json::Map<String, Value> = parts(&kind.gas)
            .into_iter()
            .map(|(part, gas)| (part.replace(' ', "_"), json!(gas / kind.count.max(1))))
            .collect();
        json!({
            "case": case,
            "message": name,
            "count": kind.count,
            "mean": kind.gas.total() / kind.count.max(1),
            "least": kind.least,
            "most": kind.most,
            "parts": parts,
        })
    };
    ledger.kinds().map(row).collect()
}
