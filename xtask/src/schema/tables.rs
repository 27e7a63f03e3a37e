//! The table of messages in a contract's README, between two markers.

use anyhow::{Context, Result};

use super::{contract::Contract, messages};

const BEGIN: &str = "<!-- messages: written by cargo schema -->\n";
const END: &str = "<!-- end of messages -->\n";

/// The README with the table as it should be.
pub fn write(readme: &str, contract: &Contract) -> Result<String> {
    let wanted = || format!("the markers {} and {}", BEGIN.trim(), END.trim());
    let (before, rest) = readme.split_once(BEGIN).with_context(wanted)?;
    let (_, after) = rest.split_once(END).with_context(wanted)?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", table(contract)?))
}

fn table(contract: &Contract) -> Result<String> {
    let mut table = String::from("| message | does | who | funds |\n|---|---|---|---|\n");
    for message in messages::read(contract)? {
        let name = message.name;
        let who = message.who;
        let funds = message.funds;
        let does = plain_links(&message.does);
        let does = does
            .split_once(". ")
            .map_or(does.as_str(), |(first, _)| first);
        let does = does.trim_end_matches('.');
        let funds = plain_links(&funds);
        table.push_str(&format!("| `{name}` | {does} | {who} | {funds} |\n"));
    }
    Ok(table)
}

/// Links between Rust items are none in a README.
fn plain_links(text: &str) -> String {
    text.replace("[`super::", "`")
        .replace("[`", "`")
        .replace("`]", "`")
}
