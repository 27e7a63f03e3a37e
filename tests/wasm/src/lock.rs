//! The lock: what the dearest message of each kind cost when somebody last looked. Cheaper is welcome,
//! dearer by more than three parts in a hundred is not, unless the lock is written again and reviewed.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{calls::Costs, ledger::Ledger};

/// What no call may exceed.
pub const CALL_LIMIT: u64 = 5_000_000;
/// How much dearer a message may become, percent.
pub const TOLERANCE: u64 = 3;

/// Gas of the dearest message, by case and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<(String, String), u64>);

impl Lock {
    /// Adds what a case measured.
    pub fn note(&mut self, case: &str, ledger: &Ledger) {
        for (kind, found) in ledger.kinds() {
            self.note_gas(case, kind, found.most);
        }
    }

    /// Adds one message.
    pub fn note_gas(&mut self, case: &str, kind: &str, gas: u64) {
        self.0.insert((case.into(), kind.into()), gas);
    }

    /// Adds the cheapest and the dearest call of each message. What a contract sends within a
    /// transaction is apart, as it does not pay for one.
    pub fn note_calls(&mut self, costs: &Costs) {
        for ((message, inner), cost) in &costs.0 {
            let [least, most] = if *inner {
                ["inner_least", "inner_most"]
            } else {
                ["least", "most"]
            };
            self.note_gas(least, message, cost.least);
            self.note_gas(most, message, cost.most);
        }
    }

    /// Whether some call of a message is in it.
    pub fn has(&self, message: &str) -> bool {
        self.0.keys().any(|(_, kind)| kind == message)
    }

    /// One line a message: case, kind, gas.
    pub fn text(&self) -> String {
        let mut text =
            String::from("# Gas of the dearest message of each kind: cargo gas --update-lock\n");
        for ((case, kind), gas) in &self.0 {
            let _ = writeln!(text, "{case} {kind} {gas}");
        }
        text
    }

    /// Reads [`Lock::text`].
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines
            .map(|line| {
                let malformed = || format!("gas.lock: {line:?}, expected case, message and gas");
                let [case, kind, gas] = line.split(' ').collect::<Vec<_>>()[..] else {
                    return Err(malformed());
                };
                let gas = gas.parse().map_err(|_| malformed())?;
                Ok(((case.into(), kind.into()), gas))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Everything that is dearer than this lock allows, new, gone, or above the limit of a call.
    pub fn complaints(&self, measured: &Self) -> Vec<String> {
        let mut complaints = Vec::new();
        for ((case, kind), gas) in &measured.0 {
            let name = format!("{case} {kind}");
            if *gas > CALL_LIMIT {
                complaints.push(format!("{name}: {gas} gas, expected at most {CALL_LIMIT}"));
            }
            match self.0.get(&(case.clone(), kind.clone())) {
                None => complaints.push(format!("{name} is not in the lock")),
                Some(locked) if *gas * 100 > *locked * (100 + TOLERANCE) => {
                    complaints.push(format!(
                        "{name}: {gas} gas, locked at {locked}, more than {TOLERANCE} % dearer"
                    ));
                }
                Some(_) => {}
            }
        }
        for (case, kind) in self.0.keys().filter(|key| !measured.0.contains_key(key)) {
            complaints.push(format!("{case} {kind} is in the lock and was not measured"));
        }
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(text: &str) -> Lock {
        Lock::parse(text).unwrap()
    }

    #[test]
    fn it_reads_back() {
        let lock = lock("page commit 100\npage reveal 2000\n");
        assert_eq!(Lock::parse(&lock.text()), Ok(lock));
        assert!(Lock::parse("page commit many").is_err());
    }

    #[test]
    fn three_percent_are_tolerated_and_no_more() {
        let before = lock("page commit 1000\n");
        assert_eq!(before.complaints(&lock("page commit 1030\n")), [""; 0]);
        assert_eq!(before.complaints(&lock("page commit 1031\n")).len(), 1);
        assert_eq!(before.complaints(&lock("page commit 1\n")), [""; 0]);
        assert_eq!(before.complaints(&lock("page reveal 1000\n")).len(), 2);
    }

    #[test]
    fn no_call_exceeds_the_limit() {
        let huge = lock("page commit 5000001\n");
        assert_eq!(huge.complaints(&huge).len(), 1);
    }
}
