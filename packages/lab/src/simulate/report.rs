//! What a simulation came to, as numbers and as lines.

use pasar_truth::asking::MARGIN;
use serde::Serialize;

/// What a simulation came to.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Items of the data set whose class is known: those that are labeled.
    pub items: usize,
    /// Honest labelers alone, then spammers of each kind, each in a run of its own.
    pub groups: Vec<Group>,
    /// Of the run without spammers.
    pub accuracy: Accuracy,
    /// Part of the honest accounts that were slashed, in the run without spammers.
    pub honest_slashed: f64,
    /// Labels of an item, in the run without spammers.
    pub labels_per_item: f64,
    /// Honest labelers where the requester asks again below a margin.
    pub adaptive: Overlap,
    /// Honest labelers with a fixed number of seats, about as many labels.
    pub equal: Overlap,
    /// The same with at least 1.5 times as many labels.
    pub fixed: Overlap,
}

/// How accurate a number of labels is.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Overlap {
    /// Labels of an item.
    pub labels_per_item: f64,
    /// Accuracy of the verdict.
    pub verdict: f64,
}

/// How one group did in its run.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Its name.
    pub group: String,
    /// Its part of the labels.
    pub labels_share: f64,
    /// Its part of the pay, after the lift.
    pub pay_share: f64,
    /// Part of the price that its skill earned, before the lift.
    pub rate: f64,
    /// Part of its labels that are right.
    pub accuracy: f64,
    /// Part of its accounts that are suspended at the end, or were slashed.
    pub caught: f64,
    /// Rate of the honest labelers in the same run.
    pub honest_rate: f64,
    /// Accuracy of the verdict in the same run.
    pub verdict_accuracy: f64,
}

/// Part of the items that are right.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Accuracy {
    /// In the verdict.
    pub verdict: f64,
    /// In a plain vote, the smaller class at a tie.
    pub plurality: f64,
}

/// Prints the report.
pub fn tell(report: &Report) {
    println!(
        "{:12} {:>8} {:>8} {:>8} {:>9} {:>8} {:>12} {:>8}",
        "group", "labels", "pay", "rate", "accuracy", "caught", "honest rate", "verdict"
    );
    for group in &report.groups {
        println!(
            "{:12} {:>7.1}% {:>7.1}% {:>8.2} {:>8.1}% {:>7.1}% {:>12.2} {:>7.1}%",
            group.group,
            100.0 * group.labels_share,
            100.0 * group.pay_share,
            group.rate,
            100.0 * group.accuracy,
            100.0 * group.caught,
            group.honest_rate,
            100.0 * group.verdict_accuracy
        );
    }
    println!("{} items with a known class", report.items);
    println!(
        "without spam: verdict {:.1} %, plurality {:.1} %, {:.1} labels an item, {:.2} % slashed",
        100.0 * report.accuracy.verdict,
        100.0 * report.accuracy.plurality,
        report.labels_per_item,
        100.0 * report.honest_slashed
    );
    let overlap = |name: &str, overlap: &Overlap| {
        println!(
            "{name}: verdict {:.1} % with {:.2} labels an item",
            100.0 * overlap.verdict,
            overlap.labels_per_item
        );
    };
    overlap(
        &format!("asking again below {MARGIN} bits"),
        &report.adaptive,
    );
    overlap("as many fixed seats", &report.equal);
    overlap("half as many again", &report.fixed);
}
