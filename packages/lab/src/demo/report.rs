//! The page: one file without anything from outside.

use pasar_plots::{
    bars::{bars, histogram, Bar},
    escape,
};

use super::{
    outcome::{grouped, Outcome},
    story::{owned, OWNERSHIP_ROWS, SHARES_ARE},
};

/// Most rows of the table of items.
const MAX_ROWS: usize = 2_000;
/// Most labelers in a plot.
const MAX_BARS: usize = 60;

const STYLE: &str = "
:root{color-scheme:light dark;--bg:#fbfbf9;--fg:#1c2024;--dim:#667079;--card:#fff;--line:#e3e4e0;
--a:#0f766e;--b:#f59e0b;--bad:#b42318}
@media(prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e8eaec;--dim:#98a2ab;--card:#1c2024;
--line:#30363c;--a:#2dd4bf;--b:#fbbf24;--bad:#f97066}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);
font:15px/1.5 system-ui,sans-serif}main{max-width:820px;margin:0 auto;padding:32px 20px 64px}
h1{font-size:28px;margin:0 0 4px}h2{font-size:18px;margin:0 0 4px}p{margin:0 0 12px;color:var(--dim)}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:20px;
margin:20px 0}.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;
margin:20px 0}.tile{background:var(--card);border:1px solid var(--line);border-radius:10px;
padding:14px}.tile b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
.tile span{color:var(--dim);font-size:13px}svg{width:100%;height:auto;display:block}
svg text{fill:var(--fg);font-size:12px}svg .name{text-anchor:end}svg .mid{text-anchor:middle}
svg .axis{fill:var(--dim);font-size:11px}svg .line{stroke:var(--line)}.a{fill:var(--a)}
.b{fill:var(--b)}table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
td,th{padding:5px 8px;border-bottom:1px solid var(--line);text-align:right}
td:first-child,th:first-child{text-align:left}th{color:var(--dim);font-weight:500}
tr.differs td{color:var(--bad)}.key{display:inline-block;width:11px;height:11px;border-radius:2px;
margin:0 5px 0 12px}.scroll{max-height:480px;overflow:auto}
";

/// The whole page.
pub fn page(outcome: &Outcome) -> String {
    let body = [
        tiles(outcome),
        section("Confidence", "Items by the score of their label. It ranks items; it is no probability of being right.", &confidence(outcome)),
        section("Skill", "Agreement above chance with what all others say: 0 is noise, 1 a perfect match.", &skill(outcome)),
        section("Pay", "<span class=\"key\" style=\"background:var(--a)\"></span>earned by skill <span class=\"key\" style=\"background:var(--b)\"></span>lift: what others of the task did not earn", &pay(outcome)),
        section("Where the deposit went", "In upasar, the smallest unit.", &money(outcome)),
        section("Audit of the escrow", "What it has is what it owes and what is free.", &audit(outcome)),
        fairness(outcome),
        appeal(outcome),
        form(outcome),
        section(&format!("Who owns {}", owned(&outcome.ownership)), &format!("{SHARES_ARE} In upasar; emission in reward tokens."), &ownership(outcome)),
        section("Verdict", "Margin in bits. Red where a plain vote says otherwise.", &verdict(outcome)),
    ]
    .concat();
    let title = escape(&outcome.title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>Pasar: {title}</title><style>{STYLE}</style></head><body><main>\
         <h1>{title}</h1><p>Labels, skill and pay as the chain worked them out.</p>{body}\
         </main></body></html>\n"
    )
}

fn section(title: &str, about: &str, content: &str) -> String {
    format!("<section><h2>{title}</h2><p>{about}</p>{content}</section>")
}

fn tiles(outcome: &Outcome) -> String {
    let differ = outcome
        .verdict
        .iter()
        .filter(|item| item.label != item.plurality)
        .count();
    let mut tiles = vec![
        ("items", grouped(outcome.items as u128)),
        ("labels", grouped(outcome.labels.into())),
        ("labelers", outcome.seats.len().to_string()),
        ("campaigns", outcome.campaigns.to_string()),
        ("differ from a plain vote", differ.to_string()),
    ];
    if let Some(accuracy) = &outcome.accuracy {
        tiles.push((
            "accuracy of the verdict",
            format!("{:.1} %", 100.0 * accuracy.verdict),
        ));
        tiles.push((
            "accuracy of plurality",
            format!("{:.1} %", 100.0 * accuracy.plurality),
        ));
        tiles.push(("items compared", grouped(accuracy.compared as u128)));
        if accuracy.without_verdict > 0 {
            let without = grouped(accuracy.without_verdict as u128);
            tiles.push(("known items without a verdict", without));
        }
    }
    if outcome.left_out > 0 {
        tiles.push(("labels left out", grouped(outcome.left_out as u128)));
    }
    let tile = |(name, value): (&str, String)| {
        format!("<div class=\"tile\"><b>{value}</b><span>{name}</span></div>")
    };
    format!(
        "<div class=\"tiles\">{}</div>",
        tiles.into_iter().map(tile).collect::<String>()
    )
}

fn confidence(outcome: &Outcome) -> String {
    let values: Vec<f64> = outcome.verdict.iter().map(|item| item.confidence).collect();
    histogram("Items by confidence", &values, 20)
}

fn skill(outcome: &Outcome) -> String {
    let mut seats: Vec<_> = outcome.seats.iter().collect();
    seats.sort_by(|a, b| b.skill.total_cmp(&a.skill));
    let bar = |seat: &&super::outcome::SeatOutcome| Bar {
        name: seat.labeler.clone(),
        parts: vec![("a", seat.skill)],
        number: format!("{:.2}", seat.skill),
    };
    bars(
        "Skill of labelers",
        &seats.iter().take(MAX_BARS).map(bar).collect::<Vec<_>>(),
    )
}

fn pay(outcome: &Outcome) -> String {
    let mut seats: Vec<_> = outcome.seats.iter().collect();
    seats.sort_by_key(|seat| core::cmp::Reverse(seat.pay));
    let most = seats.first().map_or(1, |seat| seat.pay).max(1) as f64;
    let bar = |seat: &&super::outcome::SeatOutcome| Bar {
        name: seat.labeler.clone(),
        parts: vec![
            ("a", seat.earned as f64 / most),
            ("b", seat.pay.saturating_sub(seat.earned) as f64 / most),
        ],
        number: grouped(seat.pay),
    };
    bars(
        "Pay of labelers",
        &seats.iter().take(MAX_BARS).map(bar).collect::<Vec<_>>(),
    )
}

fn table(head: &[&str], rows: &[(bool, Vec<String>)]) -> String {
    let cells = |tag: &str, cells: &mut dyn Iterator<Item = String>| {
        cells
            .map(|cell| format!("<{tag}>{cell}</{tag}>"))
            .collect::<String>()
    };
    let head = cells("th", &mut head.iter().map(|cell| (*cell).to_owned()));
    let body: String = rows
        .iter()
        .map(|(marked, row)| {
            let class = if *marked { " class=\"differs\"" } else { "" };
            let row = cells("td", &mut row.iter().map(|cell| escape(cell)));
            format!("<tr{class}>{row}</tr>")
        })
        .collect();
    format!("<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")
}

fn money(outcome: &Outcome) -> String {
    let money = &outcome.money;
    let rows = [
        ("deposited by the requester", money.deposited),
        ("pay withdrawn by labelers", money.paid - money.unearned),
        ("earned by nobody, sent to the commons", money.unearned),
        ("refunded", money.refunded),
        ("protocol fee", money.fee),
        ("tips", money.tips),
        ("still held", money.held),
    ];
    let rows = rows.map(|(name, amount)| (false, vec![name.to_owned(), grouped(amount)]));
    table(&["", "amount"], &rows)
}

fn audit(outcome: &Outcome) -> String {
    let rows: Vec<_> = outcome
        .audit
        .iter()
        .map(|entry| {
            let amounts = [&entry.balance, &entry.liabilities, &entry.free];
            let mut row = vec![entry.denom.clone()];
            row.extend(
                amounts.map(|amount| amount.parse().map_or_else(|_| amount.clone(), grouped)),
            );
            (false, row)
        })
        .collect();
    table(&["denom", "balance", "liabilities", "free"], &rows)
}

fn fairness(outcome: &Outcome) -> String {
    let Some(fairness) = &outcome.fairness else {
        return String::new();
    };
    let row = |name: &str, value: String| (false, vec![name.to_owned(), value]);
    let rows = [
        row("labels an item", format!("{:.1}", fairness.labels_per_item)),
        row("items asked again", fairness.asked_again.to_string()),
        row("gold items", fairness.gold_items.to_string()),
        row("gold", fairness.gold.clone()),
        row(
            "items that agree with the verdict of all seats",
            format!("{} of {}", fairness.agrees, fairness.items),
        ),
    ];
    let about = "The same items with two seats at first, two more where the margin is thin, \
                 and gold.";
    section(
        "The same with fewer labels",
        about,
        &table(&["", "value"], &rows),
    )
}

fn appeal(outcome: &Outcome) -> String {
    let Some(appeal) = &outcome.appeal else {
        return String::new();
    };
    let row = |name: &str, value: String| (false, vec![name.to_owned(), value]);
    let agree = |count: usize| format!("{count} of {}", appeal.items);
    let rows = [
        row("labels challenged", appeal.challenged.to_string()),
        row("labels changed", appeal.changed.to_string()),
        row("agree with the verdict of all seats", agree(appeal.agrees)),
        row("agreed before", agree(appeal.agreed)),
        row("bond", grouped(appeal.bond)),
        row("of this to the panel", grouped(appeal.panel)),
        row("of this back to the challenger", grouped(appeal.returned)),
        row("of this to the commons", grouped(appeal.commons)),
    ];
    let about = "Four readers give a verdict, somebody who knows better challenges it, and three others whom chance \
                 seats decide.";
    section(
        "A challenge buys a second opinion",
        about,
        &table(&["", "value"], &rows),
    )
}

fn form(outcome: &Outcome) -> String {
    let Some(form) = &outcome.form else {
        return String::new();
    };
    let row = |name: &str, value: String| (false, vec![name.to_owned(), value]);
    let tags = form.items * (form.questions - 1);
    let rows = [
        row("labels", form.labels.to_string()),
        row(
            "ratings that agree",
            format!("{} of {}", form.grades, form.items),
        ),
        row("tags that agree", format!("{} of {tags}", form.tags)),
        row("price of a seat", grouped(form.price)),
        row("least paid to who looks", grouped(form.least_pay)),
        row(
            "paid to who says what is most usual",
            grouped(form.idle_pay),
        ),
    ];
    let about = "The grade as a rating, and two tags that follow from it, asked at once; one of six seats never looks.";
    section(
        "A rating and tags of the same patients",
        about,
        &table(&["", "value"], &rows),
    )
}

fn ownership(outcome: &Outcome) -> String {
    let ownership = &outcome.ownership;
    let sums = OWNERSHIP_ROWS.map(|(name, of)| {
        let name = name.trim_start().to_owned();
        (false, vec![name, grouped(of(ownership))])
    });
    let holders: Vec<_> = ownership
        .shares
        .iter()
        .map(|holder| {
            let amounts = [holder.shares, holder.royalties, holder.minted].map(grouped);
            let mut row = vec![holder.labeler.clone()];
            row.extend(amounts);
            (false, row)
        })
        .collect();
    let head = ["labeler", "shares", "royalties", "reward tokens"];
    table(&["", "amount"], &sums) + &table(&head, &holders)
}

fn verdict(outcome: &Outcome) -> String {
    let name = |class: &Option<String>| class.clone().unwrap_or_else(|| "none".into());
    let rows: Vec<_> = outcome
        .verdict
        .iter()
        .take(MAX_ROWS)
        .map(|item| {
            let row = vec![
                item.item.clone(),
                name(&item.label),
                name(&item.plurality),
                format!("{:.1}", item.margin),
                format!("{:.2}", item.confidence),
            ];
            (item.label != item.plurality, row)
        })
        .collect();
    let more = outcome.verdict.len().saturating_sub(MAX_ROWS);
    let note = if more > 0 {
        format!("<p>and {more} more</p>")
    } else {
        String::new()
    };
    table(
        &["item", "verdict", "plurality", "margin", "confidence"],
        &rows,
    ) + &note
}
