//! A campaign's terms as its requester writes them: TOML or JSON with the names of the schema, and
//! defaults for what most campaigns have alike.

use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::{HexBinary, Timestamp, Uint128};
use pasar_common::{
    ratio::Bps,
    task_registry::{
        ChallengeTerms, Eligibility, GoldTerms, Manifest, Overlap, PayTerms, SeatStake, ShareTerms,
        Terms, Windows, MIN_PAGE,
    },
};
use serde::{Deserialize, Deserializer};

use super::market::parse_denom;

/// What a file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// The items: CSV or JSON lines, from the file's folder.
    pub items: PathBuf,
    /// Where labelers will find the manifest.
    pub manifest_uri: String,
    /// Names of the classes.
    pub classes: Vec<String>,
    domain: String,
    page: Option<u32>,
    #[serde(deserialize_with = "amount")]
    price: Uint128,
    denom: String,
    overlap: Overlap,
    #[serde(default = "one")]
    max_waves: u8,
    /// Where the reading key is from; by default derived where there are later waves.
    pub reading_key: Option<ReadingKey>,
    reader: Option<String>,
    #[serde(default)]
    windows: WindowsFile,
    #[serde(default = "week")]
    ends_in_seconds: u64,
    #[serde(default)]
    eligibility: EligibilityFile,
    #[serde(default)]
    seat_stake: SeatStakeFile,
    #[serde(default = "frontier")]
    frontier: u16,
    #[serde(default = "ten")]
    first_draw_blocks: u16,
    /// Gold, where there is some: in the items' column `gold`, or a file of its own.
    pub gold: Option<GoldFile>,
    #[serde(default)]
    pay: PayTerms,
    challenge: Option<ChallengeFile>,
    #[serde(default)]
    shares: SharesFile,
    #[serde(default)]
    related: Vec<String>,
}

/// Where a reading key is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingKey {
    /// No reading key: a fixed overlap.
    None,
    /// From a signature of the requester's key, so that it cannot be lost.
    Derived,
    /// Random, kept in the state file alone.
    Random,
}

/// Gold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldFile {
    /// CSV `item,label`; none: the items' column `gold`.
    pub file: Option<PathBuf>,
    #[serde(default, deserialize_with = "amount")]
    bond: Uint128,
    #[serde(default = "hour")]
    window_seconds: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WindowsFile {
    ticket_blocks: u8,
    fill_seconds: u32,
    commit_seconds: u32,
    reveal_seconds: u32,
}

impl Default for WindowsFile {
    fn default() -> Self {
        Self {
            ticket_blocks: 10,
            fill_seconds: 86_400,
            commit_seconds: hour(),
            reveal_seconds: hour(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EligibilityFile {
    min_skill: Bps,
    min_mass: u32,
    #[serde(deserialize_with = "amount")]
    min_stake: Uint128,
    issuers: Vec<String>,
    newcomer_seats: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChallengeFile {
    window_seconds: u32,
    panel_seats: u8,
    max: u8,
    #[serde(default, deserialize_with = "amount")]
    bond: Uint128,
}

impl From<EligibilityFile> for Eligibility {
    fn from(file: EligibilityFile) -> Self {
        Self {
            min_skill: file.min_skill,
            min_mass: file.min_mass,
            min_stake: file.min_stake,
            issuers: file.issuers,
            newcomer_seats: file.newcomer_seats,
        }
    }
}

impl From<ChallengeFile> for ChallengeTerms {
    fn from(file: ChallengeFile) -> Self {
        Self {
            window_seconds: file.window_seconds,
            panel_seats: file.panel_seats,
            max: file.max,
            bond: file.bond,
        }
    }
}

impl From<WindowsFile> for Windows {
    fn from(file: WindowsFile) -> Self {
        Self {
            ticket_blocks: file.ticket_blocks,
            fill_seconds: file.fill_seconds,
            commit_seconds: file.commit_seconds,
            reveal_seconds: file.reveal_seconds,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SeatStakeFile {
    denom: Option<String>,
    #[serde(deserialize_with = "amount")]
    amount: Uint128,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SharesFile {
    contributors: Bps,
    transferable: bool,
    royalty_denoms: Vec<String>,
}

impl Default for SharesFile {
    fn default() -> Self {
        Self {
            contributors: Bps::new(6_000),
            transferable: false,
            royalty_denoms: Vec::new(),
        }
    }
}

fn one() -> u8 {
    1
}

fn ten() -> u16 {
    10
}

fn frontier() -> u16 {
    64
}

fn hour() -> u32 {
    3_600
}

fn week() -> u64 {
    7 * 86_400
}

/// An amount as a number or, where that is too large for one, as text.
fn amount<'de, D: Deserializer<'de>>(from: D) -> Result<Uint128, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Amount {
        Number(u64),
        Text(Uint128),
    }
    Amount::deserialize(from).map(|amount| match amount {
        Amount::Number(number) => number.into(),
        Amount::Text(amount) => amount,
    })
}

/// What the terms take from elsewhere than the file.
pub struct Parts {
    /// Number of items.
    pub items: u32,
    /// Root of the manifest.
    pub root: HexBinary,
    /// The reading key's public half.
    pub reading_key: Option<HexBinary>,
    /// Root and depth of the gold tree.
    pub gold: Option<(HexBinary, u8)>,
    /// The chain's time, seconds.
    pub now: u64,
}

impl TermsFile {
    /// Reads a file. What is wrong is named with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{name}: cannot be read"))?;
        let mut file: Self = match path.extension().and_then(|extension| extension.to_str()) {
            Some("toml") => toml::from_str(&text).with_context(|| name.clone())?,
            Some("json") => serde_json::from_str(&text).with_context(|| name.clone())?,
            _ => bail!("{name}: expected a file ending in .toml or .json"),
        };
        ensure!(
            file.page != Some(0),
            "{name}: page 0, expected {MIN_PAGE} items or more"
        );
        let folder = path.parent().unwrap_or(Path::new("."));
        file.items = folder.join(file.items);
        if let Some(GoldFile {
            file: Some(gold), ..
        }) = &mut file.gold
        {
            *gold = folder.join(&*gold);
        }
        Ok(file)
    }

    /// Items of a task.
    pub fn page(&self, items: u32) -> u32 {
        self.page.unwrap_or(1_000).min(items)
    }

    /// Where the reading key is from.
    pub fn reading_key(&self) -> ReadingKey {
        let default = match self.max_waves {
            0 | 1 => ReadingKey::None,
            _ => ReadingKey::Derived,
        };
        self.reading_key.unwrap_or(default)
    }

    /// The terms.
    pub fn terms(self, parts: Parts) -> Result<Terms> {
        let page = self.page(parts.items);
        let denom = parse_denom(&self.denom)?;
        let stake = self.seat_stake;
        let stake_denom = match stake.denom {
            Some(stake) => parse_denom(&stake)?,
            None => denom.clone(),
        };
        let royalties = self.shares.royalty_denoms.iter();
        let royalties = royalties.map(|denom| parse_denom(denom));
        Ok(Terms {
            manifest: Manifest {
                uri: self.manifest_uri,
                root: parts.root,
            },
            classes: self.classes,
            domain: self.domain,
            items: parts.items,
            page,
            price: self.price,
            denom,
            overlap: self.overlap,
            max_waves: self.max_waves,
            reading_key: parts.reading_key,
            reader: self.reader,
            windows: self.windows.into(),
            ends_at: Timestamp::from_seconds(parts.now + self.ends_in_seconds),
            eligibility: self.eligibility.into(),
            seat_stake: SeatStake {
                denom: stake_denom,
                amount: stake.amount,
            },
            frontier: self.frontier,
            first_draw_blocks: self.first_draw_blocks,
            gold: self
                .gold
                .zip(parts.gold)
                .map(|(file, (root, depth))| GoldTerms {
                    root,
                    depth,
                    bond: file.bond,
                    window_seconds: file.window_seconds,
                }),
            pay: self.pay,
            challenge: self.challenge.map(ChallengeTerms::from),
            shares: ShareTerms {
                contributors: self.shares.contributors,
                transferable: self.shares.transferable,
                royalty_denoms: royalties.collect::<Result<_>>()?,
            },
            related: self.related,
        })
    }
}

/// Terms of so many items and classes, for tests.
#[cfg(test)]
pub fn example(items: u32, classes: u32) -> Terms {
    let names: Vec<String> = (0..classes).map(|class| format!("class-{class}")).collect();
    let file = serde_json::json!({
        "items": "items.csv", "manifest_uri": "https://example.org/items.jsonl",
        "classes": names, "domain": "tests", "price": 100, "denom": "stake",
        "overlap": {"min": 3, "max": 5}, "max_waves": 2,
    });
    let file: TermsFile = serde_json::from_value(file).unwrap();
    let parts = Parts {
        items,
        root: [1; 32].as_slice().into(),
        reading_key: Some([2; 32].as_slice().into()),
        gold: None,
        now: 1_000,
    };
    file.terms(parts).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        items = "items.csv"
        manifest_uri = "https://example.org/items.jsonl"
        classes = ["cat", "dog"]
        domain = "animals"
        price = "1000"
        denom = "stake"
        overlap = { min = 3, max = 7 }
        max_waves = 3
        [windows]
        commit_seconds = 60
        [eligibility]
        min_stake = 7
        [challenge]
        window_seconds = 60
        panel_seats = 3
        max = 1
        bond = "9"
        [gold]
        bond = 5
    "#;

    fn read(text: &str) -> Result<TermsFile> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms.toml");
        std::fs::write(&path, text).unwrap();
        TermsFile::read(&path)
    }

    #[test]
    fn a_file_has_the_names_of_the_terms_and_defaults() {
        let file = read(FILE).unwrap();
        assert!(file.items.is_absolute());
        assert_eq!(file.reading_key(), ReadingKey::Derived);
        let parts = Parts {
            items: 70,
            root: [1; 32].as_slice().into(),
            reading_key: None,
            gold: Some(([3; 32].as_slice().into(), 1)),
            now: 10,
        };
        let terms = file.terms(parts).unwrap();
        assert_eq!((terms.page, terms.price.u128()), (70, 1_000));
        assert_eq!(
            (terms.windows.commit_seconds, terms.windows.reveal_seconds),
            (60, 3_600)
        );
        assert_eq!(terms.seat_stake.denom, terms.denom);
        assert_eq!(terms.gold.unwrap().bond.u128(), 5);
        assert_eq!(terms.eligibility.min_stake.u128(), 7);
        assert_eq!(terms.challenge.unwrap().bond.u128(), 9);
        assert_eq!(terms.ends_at.seconds(), 10 + 7 * 86_400);
    }

    #[test]
    fn what_is_unknown_or_missing_is_named_with_its_line() {
        let error = format!("{:#}", read(&FILE.replace("price", "prise")).unwrap_err());
        assert!(
            error.contains("prise") && error.contains("line 6"),
            "{error}"
        );
        let error = format!(
            "{:#}",
            read(&FILE.replace("denom = \"stake\"", "")).unwrap_err()
        );
        assert!(error.contains("denom"), "{error}");
    }
}
