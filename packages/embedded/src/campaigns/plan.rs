//! Which examples there are, and how the crowd takes part in them.

use pasar_tables::questions::{ClassesFile, QuestionsFile};
use serde::Deserialize;

/// What an example is, and how the crowd takes part in it.
pub struct Plan {
    /// Its folder below `examples`, and below the address that serves it.
    pub folder: &'static str,
    /// Tables of what people thought; the crowd says the same, a person each.
    pub labels: &'static [&'static str],
    /// Of one hundred labels of the crowd, how many are another class than the table's.
    pub wrong: u64,
    /// Seats of a task.
    pub seats: u8,
    /// Seats of a task that the crowd leaves to others.
    pub left: u8,
    /// Seconds that a labeler of the crowd thinks about a page at least, and how many more at most.
    pub thinking: (u64, u64),
    /// Seconds from the end of a campaign to the next one of the same example.
    pub pause: u64,
    /// Seconds in which a task must find its labelers.
    pub fill_seconds: u32,
    /// Seconds for a seat's seal.
    pub commit_seconds: u32,
    /// After how many of its campaigns, of which people have records, verdicts may be challenged; none: never.
    pub challenged_after: Option<usize>,
}

/// Pictures for whoever opens the page: one seat is theirs.
pub const PICTURES: Plan = Plan {
    folder: "pictures",
    labels: &["truth.csv"],
    wrong: 8,
    seats: 3,
    left: 1,
    thinking: (5, 10),
    pause: 20,
    fill_seconds: 6 * 3_600,
    commit_seconds: 3_600,
    challenged_after: None,
};

/// Reviews with a rating and tags, and one seat for whoever opens the page.
pub const MEALS: Plan = Plan {
    folder: "meals",
    labels: &[
        "labels-1.csv",
        "labels-2.csv",
        "labels-3.csv",
        "labels-4.csv",
    ],
    wrong: 0,
    ..PICTURES
};

/// Pairs of replies, of which one is preferred, with a number and tags; one seat is for whoever opens the page.
pub const REPLIES: Plan = Plan {
    folder: "replies",
    ..MEALS
};

/// Notes that the crowd grades by itself, so that something happens.
pub const PATIENTS: Plan = Plan {
    folder: "campaign",
    labels: &[
        "labels-1.csv",
        "labels-2.csv",
        "labels-3.csv",
        "labels-4.csv",
        "labels-5.csv",
        "labels-6.csv",
        "labels-7.csv",
    ],
    wrong: 0,
    // Three of the crowd are left for a panel.
    seats: 4,
    left: 0,
    thinking: (15, 30),
    pause: 60,
    // Half of it is for registering with a panel, so that somebody can watch.
    fill_seconds: 300,
    commit_seconds: 120,
    challenged_after: Some(2),
};

/// What is read of an example's terms.
#[derive(Debug, Deserialize)]
pub struct TermsFile {
    /// Names of the classes, where one question of classes is asked.
    pub classes: Option<ClassesFile>,
    /// What is asked otherwise.
    pub questions: Option<QuestionsFile>,
    /// The field of expertise.
    pub domain: String,
    /// Of a label.
    pub price: u64,
    /// Behind a seat.
    pub seat_stake: StakeFile,
    /// Of a task.
    pub gold: GoldFile,
}

/// A seat's stake.
#[derive(Debug, Deserialize)]
pub struct StakeFile {
    /// In the smallest unit.
    pub amount: u64,
}

/// Terms of the gold.
#[derive(Debug, Deserialize)]
pub struct GoldFile {
    /// The table of it, where it is no column of the items.
    pub file: Option<String>,
    /// What answers for it.
    pub bond: u64,
    /// Seconds in which it must be opened.
    pub window_seconds: u32,
}
