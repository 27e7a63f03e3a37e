//! A run, told in a terminal.

use console::style;

use super::outcome::{counted, grouped, Appeal, Fairness, Form, Outcome, Ownership, SeatOutcome};
use crate::crowd::Crowd;

/// Most rows of a table in the terminal; the page has them all.
const ROWS: usize = 24;

/// What is about to happen.
pub fn begin(crowd: &Crowd) {
    println!("{}", style("Pasar: a campaign from deposit to pay").bold());
    println!(
        "{} patients, graded {} by {} readings ({} labels). Nobody knows the truth.\n",
        crowd.items.len(),
        crowd.classes.join(", "),
        crowd.labelers.len(),
        crowd.labels.len()
    );
}

/// One step on the chain.
pub fn step(name: &str, height: u64, text: &str) {
    println!(
        "{} {:9} {text}",
        style(format!("block {height:>6}")).dim(),
        style(name).cyan()
    );
}

/// Everything that came out.
pub fn tell(outcome: &Outcome) {
    overview(outcome);
    verdict(outcome);
    seats(outcome);
    money(outcome);
    audit(outcome);
    if let Some(fairness) = &outcome.fairness {
        self::fairness(fairness);
    }
    if let Some(appeal) = &outcome.appeal {
        self::appeal(appeal);
    }
    if let Some(form) = &outcome.form {
        self::form(form);
    }
    ownership(&outcome.ownership);
}

fn title(text: &str) {
    println!("\n{}", style(text).bold().underlined());
}

fn overview(outcome: &Outcome) {
    println!(
        "\n{}: {} items, {} labels, {}",
        style(&outcome.title).bold(),
        outcome.items,
        outcome.labels,
        counted(outcome.campaigns, "campaign")
    );
    if outcome.left_out > 0 {
        println!(
            "{} labels were left out: a task has at most 32 seats and at least 3. Where a labeler \
             answered few items of a page, their pay is understated.",
            style(outcome.left_out).yellow()
        );
    }
    if let Some(accuracy) = &outcome.accuracy {
        println!(
            "accuracy: verdict {}, plurality {:.1} %, of {} items with a verdict and a known class",
            style(format!("{:.1} %", 100.0 * accuracy.verdict)).green(),
            100.0 * accuracy.plurality,
            accuracy.compared
        );
        println!("Where a plain vote is tied, the class that is named first counts.");
        if accuracy.without_verdict > 0 {
            println!(
                "{} items with a known class have no verdict: nobody who got a seat labeled them",
                style(accuracy.without_verdict).yellow()
            );
        }
    }
}

fn verdict(outcome: &Outcome) {
    title("Verdict beside plurality");
    let differ: Vec<_> = outcome
        .verdict
        .iter()
        .filter(|item| item.label != item.plurality)
        .collect();
    println!(
        "{} of {} items differ from a plain vote{}",
        differ.len(),
        outcome.verdict.len(),
        if differ.is_empty() { "" } else { ":" }
    );
    let name = |class: &Option<String>| class.clone().unwrap_or_else(|| "none".into());
    for item in differ.iter().take(ROWS) {
        println!(
            "  item {:>6}: {} instead of {}   margin {:>5.1} bits   confidence {:.2}",
            item.item,
            style(name(&item.label)).green(),
            style(name(&item.plurality)).red(),
            item.margin,
            item.confidence
        );
    }
    let mut doubtful: Vec<_> = outcome.verdict.iter().collect();
    doubtful.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    println!("least sure:");
    for item in doubtful.iter().take(5) {
        println!(
            "  item {:>6}: {}   margin {:>5.1} bits   confidence {}",
            item.item,
            name(&item.label),
            item.margin,
            bar(item.confidence)
        );
    }
}

/// A bar of ten and a number.
fn bar(share: f64) -> String {
    let full = (share.clamp(0.0, 1.0) * 10.0).round() as usize;
    format!(
        "{}{} {share:.2}",
        "█".repeat(full),
        style("░".repeat(10 - full)).dim()
    )
}

fn seats(outcome: &Outcome) {
    title("Who earned what, and why");
    println!(
        "skill: agreement above chance with what all others say; 0 is noise, 1 a perfect match."
    );
    println!("rate: 0 at a skill of 0.10, 1 from 0.75; lift: what others did not earn.\n");
    println!(
        "{:24} {:>7} {:>15} {:>7} {:>7} {:>14} {:>14}",
        "labeler", "labels", "skill", "rate", "paid", "pay (upasar)", "of this lift"
    );
    let mut seats: Vec<&SeatOutcome> = outcome.seats.iter().collect();
    seats.sort_by_key(|seat| core::cmp::Reverse(seat.pay));
    for seat in seats.iter().take(ROWS) {
        println!(
            "{:24} {:>7} {} {:>6.1}% {:>6.1}% {:>14} {:>14}",
            seat.labeler,
            seat.labels,
            bar(seat.skill),
            100.0 * seat.rate,
            100.0 * seat.paid_rate,
            grouped(seat.pay),
            grouped(seat.pay.saturating_sub(seat.earned))
        );
    }
    if seats.len() > ROWS {
        println!("and {} more", seats.len() - ROWS);
    }
}

fn money(outcome: &Outcome) {
    title("Where the deposit went (upasar)");
    let money = &outcome.money;
    let earned = money.paid - money.unearned;
    for (name, amount) in [
        ("deposited", money.deposited),
        ("  pay to labelers", earned),
        ("  earned by nobody, to the commons", money.unearned),
        ("  refunded to the requester", money.refunded),
        ("  protocol fee", money.fee),
        ("  tips for turning cranks", money.tips),
        ("  still held", money.held),
    ] {
        println!("{name:36} {:>20}", grouped(amount));
    }
}

fn fairness(fairness: &Fairness) {
    title("The same with fewer labels: waves and gold");
    println!(
        "{:.1} labels an item instead of 7: two readers first, two more on {} of {} items.",
        fairness.labels_per_item, fairness.asked_again, fairness.items
    );
    println!(
        "{} gold items, opened after the reveals: {}.",
        fairness.gold_items, fairness.gold
    );
    println!(
        "{} of {} agree with the verdict of all seats.",
        fairness.agrees, fairness.items
    );
}

fn appeal(appeal: &Appeal) {
    title("A challenge buys a second opinion");
    println!(
        "{} labels of four readers were challenged, the panel changed {}: {} of {} agree with the verdict of all \
         seats, {} did before.",
        appeal.challenged, appeal.changed, appeal.agrees, appeal.items, appeal.agreed
    );
    println!(
        "of the bond of {} upasar {} went to the panel, {} back, {} to the commons.",
        grouped(appeal.bond),
        grouped(appeal.panel),
        grouped(appeal.returned),
        grouped(appeal.commons)
    );
}

fn form(form: &Form) {
    title("A rating and tags of the same patients");
    println!(
        "{} questions of {} patients, {} labels: {} of {} ratings and {} of {} tags agree with the verdict of all seats.",
        form.questions,
        form.items,
        form.labels,
        form.grades,
        form.items,
        form.tags,
        form.items * (form.questions - 1)
    );
    let least = if form.least_pay < form.price {
        format!("{} or more", grouped(form.least_pay))
    } else {
        "all of it".to_owned()
    };
    println!(
        "of a price of {} upasar a seat readers who look are paid {least}, somebody who says what is most usual {}.",
        grouped(form.price),
        grouped(form.idle_pay)
    );
}

fn ownership(ownership: &Ownership) {
    title(&format!("Who owns {}", owned(ownership)));
    println!("{}\n", SHARES_ARE);
    for (name, amount) in OWNERSHIP_ROWS.map(|(name, of)| (name, of(ownership))) {
        println!("{name:44} {:>20}", grouped(amount));
    }
    println!(
        "\n{:24} {:>14} {:>18} {:>16}",
        "labeler", "shares", "royalties (upasar)", "reward tokens"
    );
    for holder in ownership.shares.iter().take(ROWS) {
        println!(
            "{:24} {:>14} {:>18} {:>16}",
            holder.labeler,
            grouped(holder.shares),
            grouped(holder.royalties),
            grouped(holder.minted)
        );
    }
}

/// What shares are of.
pub const SHARES_ARE: &str =
    "Shares are what each labeler was paid, summed over the datasets; royalties are rounded down for each of them.";

/// The datasets, by their number.
pub fn owned(ownership: &Ownership) -> String {
    match ownership.datasets {
        0 | 1 => "the dataset".to_owned(),
        several => format!("the {several} datasets"),
    }
}

/// What a sum is, and which.
pub type SumRow = (&'static str, fn(&Ownership) -> u128);

/// The sums of ownership, and what they are.
pub const OWNERSHIP_ROWS: [SumRow; 6] = [
    ("licenses (upasar)", |ownership| ownership.license_income),
    ("  of this to those who made the dataset", |ownership| {
        ownership.royalties_claimed
    }),
    ("  of this to the requester", |ownership| {
        ownership.requester_income
    }),
    ("emission of the epochs (reward tokens)", |ownership| {
        ownership.emission_budget
    }),
    ("  of this minted by labelers", |ownership| {
        ownership.emission_minted
    }),
    (
        "stakers' half of the next campaign's fees (upasar)",
        |ownership| ownership.staker_fees_claimed,
    ),
];

fn audit(outcome: &Outcome) {
    title("Audit of the escrow");
    for entry in &outcome.audit {
        println!(
            "{}: balance {} = liabilities {} + free {} {}",
            entry.denom,
            entry.balance,
            entry.liabilities,
            entry.free,
            style("✓").green()
        );
    }
    let is_empty = outcome.audit.iter().all(|entry| entry.balance == "0");
    println!(
        "{}",
        if is_empty {
            "Nothing is left: everybody withdrew what was theirs."
        } else {
            "What is left is the stakers' half of the fee."
        }
    );
}
