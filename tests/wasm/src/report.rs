//! What the bench found: lines of a table, JSON, and a lock.

use serde_json::{json, Value};

use crate::{
    calls::{self, Costs},
    cases::{self, labels_in_a_block, Measured, SESSION},
    gas::{Gas, READ_BYTE, TX_BYTE, WRITE_BYTE},
    ledger::{Kind, Ledger},
    lock::Lock,
    naive, pipeline,
    table::Table,
};

/// Labels that a block shall have room for.
const BLOCK_TARGET: u64 = 500_000;
/// Gas that resolving 100 000 labels shall take.
const RESOLVE_TARGET: u64 = 1_500_000;
/// How many times cheaper than the naive contract a session shall be.
const NAIVE_TARGET: u64 = 8_000;
/// Labels of an item in every flow.
const OVERLAP: f64 = 5.0;

/// Gas of a label without which none is labeled at all: its bits come with a transaction in base64,
/// are written, are read once, and its part of the verdict is written.
pub fn floor(bits: u8) -> f64 {
    let written = WRITE_BYTE as f64;
    let sent = TX_BYTE as f64;
    let read = READ_BYTE as f64;
    f64::from(bits) / 8.0 * (written + sent * 4.0 / 3.0 + read + written / OVERLAP)
}

/// Everything.
pub struct Report {
    measured: Vec<Measured>,
    naive: f64,
    naive_ledger: Ledger,
    /// Reveal, commit and claim of a label in one transaction.
    pipelined: f64,
    resolve_100k: u64,
    costs: Costs,
}

impl Report {
    /// Measures everything; `say` hears what took how long.
    pub fn measure(mut say: impl FnMut(&str, std::time::Duration)) -> Self {
        let mut timed = |what: &str, start: std::time::Instant| say(what, start.elapsed());
        let mut measured = vec![];
        for case in cases::all() {
            let start = std::time::Instant::now();
            let key = case.key;
            measured.push(case.measure());
            timed(key, start);
        }
        let start = std::time::Instant::now();
        let (naive, naive_ledger) = naive::measure();
        timed("naive", start);
        let start = std::time::Instant::now();
        let pipelined = pipeline::measure();
        let resolve_100k = cases::resolve_100k();
        timed("pipelined, resolve_100k", start);
        let costs = calls::measure(&mut say);
        Report {
            measured,
            naive,
            naive_ledger,
            pipelined,
            resolve_100k,
            costs,
        }
    }

    fn session(&self) -> &Measured {
        let mut cases = self.measured.iter();
        let session = cases.find(|measured| measured.case.key == SESSION);
        session.expect("the session is one of the cases")
    }

    /// A session all in, its labeler's messages in one transaction; the rest as it is alone.
    fn pipelined_all_in(&self) -> f64 {
        let rest = ["create_campaign", "resolve", "settle", "withdraw"];
        self.pipelined + self.session().part_per_label(&rest)
    }

    /// The dearest transaction of all.
    pub fn dearest(&self) -> (String, u64) {
        let flows = self.measured.iter().map(|measured| {
            let (name, gas) = measured.ledger.dearest();
            (format!("{} {name}", measured.case.key), gas)
        });
        let calls = self.costs.dearest();
        let calls = calls.map(|(name, gas)| (name.to_string(), gas));
        let all = flows.chain(calls);
        all.max_by_key(|(_, gas)| *gas).unwrap_or_default()
    }

    /// Gas of a label, beside what is aimed at and what it is compared with.
    pub fn headline(&self) -> Table {
        let mut table = Table::new(&[
            "gas of a label, all in",
            "measured",
            "target",
            "model",
            "floor",
            "naive / measured",
        ]);
        let mut row = |what: &str, gas: f64, target: Option<u64>, model: &str, floor: f64| {
            table.row([
                what.to_string(),
                format!("{gas:.1}"),
                target.map_or("-".into(), |target| target.to_string()),
                model.into(),
                format!("{floor:.0}"),
                grouped((self.naive / gas) as u64),
            ]);
        };
        for measured in &self.measured {
            let case = &measured.case;
            let gas = measured.per_label();
            let floor = floor(case.bits());
            row(case.what, gas, case.target, case.model, floor);
            if case.key == SESSION {
                let what = "the same, pipelined: [Reveal, Commit, Claim]";
                row(what, self.pipelined_all_in(), None, "23", floor);
            }
        }
        table
    }

    /// What else is aimed at.
    pub fn targets(&self) -> Table {
        let mut table = Table::new(&["", "measured", "target"]);
        let session = self.session().per_label();
        let (dearest, gas) = self.dearest();
        table.row([
            "labels all in, in a block of 30 M gas".into(),
            grouped(labels_in_a_block(session)),
            format!("at least {}", grouped(BLOCK_TARGET)),
        ]);
        table.row([
            "gas to resolve 100 000 labels in one transaction".into(),
            grouped(self.resolve_100k),
            format!("less than {}", grouped(RESOLVE_TARGET)),
        ]);
        for measured in &self.measured {
            let answers = measured.case.questions();
            if answers > 1 {
                table.row([
                    format!(
                        "gas of all {answers} answers of a labeler about an item: a form of tags"
                    ),
                    format!("{:.1}", measured.per_label() * f64::from(answers)),
                    "computed before: 400 to 700".into(),
                ]);
            }
        }
        table.row([
            "naive contract, one transaction a label: gas of a label".into(),
            grouped(self.naive as u64),
            "-".into(),
        ]);
        table.row([
            "times that a session is cheaper".into(),
            grouped((self.naive / session) as u64),
            format!("at least {}", grouped(NAIVE_TARGET)),
        ]);
        table.row([
            format!("dearest call of all ({dearest})"),
            grouped(gas),
            format!("at most {}", grouped(crate::lock::CALL_LIMIT)),
        ]);
        table
    }

    /// Where the gas of a flow goes, by kind of message.
    pub fn splits(&self) -> Vec<(String, Table)> {
        let mut splits: Vec<(String, Table)> = self
            .measured
            .iter()
            .map(|m| {
                let what = format!("{}: {} labels", m.case.what, grouped(m.labels));
                (what, split(&m.ledger, m.labels))
            })
            .collect();
        let labels = self
            .naive_ledger
            .kinds()
            .find(|(name, _)| *name == "commit");
        let labels = labels.map_or(1, |(_, kind)| kind.count);
        splits.push(("naive contract".into(), split(&self.naive_ledger, labels)));
        splits
    }

    /// The cheapest and the dearest call of each message.
    pub fn calls(&self) -> Table {
        let mut table = Table::new(&["message", "least", "most"]);
        for ((name, inner), cost) in &self.costs.0 {
            let inner = if *inner { ", within another" } else { "" };
            let name = format!("{name}{inner}");
            table.row([name, grouped(cost.least), grouped(cost.most)]);
        }
        table
    }

    /// What must not become dearer.
    pub fn lock(&self) -> Lock {
        let mut lock = Lock::default();
        for measured in &self.measured {
            lock.note(measured.case.key, &measured.ledger);
        }
        lock.note_gas("resolve_100k", "resolve", self.resolve_100k);
        lock.note_calls(&self.costs);
        lock
    }

    /// Everything, for programs.
    pub fn json(&self) -> Value {
        let tenth = |gas: f64| (gas * 10.0).round() / 10.0;
        let per_label: serde_json::Map<String, Value> = self
            .measured
            .iter()
            .map(|m| (m.case.key.to_string(), json!(tenth(m.per_label()))))
            .collect();
        let ratios: serde_json::Map<String, Value> = self
            .measured
            .iter()
            .map(|m| {
                let ratio = (self.naive / m.per_label()) as u64;
                (m.case.key.to_string(), json!(ratio))
            })
            .collect();
        let (name, dearest) = self.dearest();
        let mut messages: Vec<Value> = self.measured.iter().flat_map(rows).collect();
        messages.extend(self.costs.0.iter().map(|((name, inner), cost)| {
            json!({
                "case": "calls", "message": name, "inner": inner,
                "count": cost.count, "least": cost.least, "most": cost.most,
            })
        }));
        json!({
            "gas_per_label": per_label,
            "gas_per_label_pipelined": tenth(self.pipelined_all_in()),
            "naive_gas_per_label": self.naive.round() as u64,
            "naive_over_measured": ratios,
            "labels_in_a_30m_block": labels_in_a_block(self.session().per_label()),
            "resolve_100k_labels_gas": self.resolve_100k,
            "dearest_call": name,
            "dearest_call_gas": dearest,
            "messages": messages,
        })
    }
}

/// Parts of the gas of a message.
fn parts(gas: &Gas) -> [(&'static str, u64); 5] {
    [
        ("fixed", gas.fixed + gas.instances),
        ("tx bytes", gas.tx_bytes),
        ("storage", gas.storage_read + gas.storage_write),
        ("vm", gas.vm),
        ("other", gas.results + gas.events + gas.bank),
    ]
}

fn mean(kind: &Kind, gas: u64) -> u64 {
    gas / kind.count.max(1)
}

fn split(ledger: &Ledger, labels: u64) -> Table {
    let mut table = Table::new(&[
        "message", "count", "mean gas", "fixed", "tx bytes", "storage", "vm", "other", "a label",
    ]);
    for (name, kind) in ledger.kinds() {
        let parts = parts(&kind.gas).map(|(_, gas)| grouped(mean(kind, gas)));
        let [fixed, bytes, storage, vm, other] = parts;
        let total = kind.gas.total();
        table.row([
            name.to_string(),
            grouped(kind.count),
            grouped(mean(kind, total)),
            fixed,
            bytes,
            storage,
            vm,
            other,
            format!("{:.1}", total as f64 / labels as f64),
        ]);
    }
    table
}

fn rows(measured: &Measured) -> Vec<Value> {
    let row = |(name, kind): (&'static str, &Kind)| {
        let parts: serde_json::Map<String, Value> = parts(&kind.gas)
            .into_iter()
            .map(|(part, gas)| (part.replace(' ', "_"), json!(mean(kind, gas))))
            .collect();
        json!({
            "case": measured.case.key,
            "message": name,
            "count": kind.count,
            "mean": mean(kind, kind.gas.total()),
            "least": kind.least,
            "most": kind.most,
            "parts": parts,
        })
    };
    measured.ledger.kinds().map(row).collect()
}

/// A number with its thousands apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1 234 567");
    }

    #[test]
    fn the_floor_of_two_bits_is_thirteen() {
        assert_eq!(format!("{:.1}", floor(2)), "13.1");
        assert_eq!(format!("{:.1}", floor(4)), "26.2");
    }
}
