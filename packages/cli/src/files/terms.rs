//! A campaign's terms as its requester writes them: TOML or JSON with the names of the schema, and
//! defaults for what most campaigns have alike.

use std::{
    fmt::{Display, Formatter},
    path::{Path, PathBuf},
};

use anyhow::{anyhow, ensure, Context, Result};
use cosmwasm_std::{HexBinary, Timestamp, Uint128};
use pasar_common::{
    ratio::Bps,
    task_registry::{
        ChallengeTerms, Eligibility, GoldTerms, Manifest, Overlap, PayTerms, Question, SeatStake,
        ShareTerms, Terms, Windows, MIN_PAGE,
    },
};
use pasar_tables::questions::{asked, ClassesFile, QuestionsFile};
use serde::{
    de::{Error, Visitor},
    Deserialize, Deserializer,
};

use super::document::read_document;
use crate::chain::amounts::{parse_amount, parse_denom};

/// The last second that the chain's time can say: in the year 2554.
pub const LATEST_SECONDS: u64 = u64::MAX / 1_000_000_000;

/// What a file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsFile {
    /// The items: a table, from the file's folder.
    pub items: PathBuf,
    /// Where labelers will find the manifest; with a header its hash is added.
    pub manifest_uri: String,
    /// The manifest's header: what is asked, how it is shown. A file as this one, from its folder.
    pub header: Option<PathBuf>,
    /// Names of the classes, where one question of classes is asked.
    classes: Option<ClassesFile>,
    /// The questions, where others are asked.
    questions: Option<QuestionsFile>,
    /// What is asked of every item, as either says.
    #[serde(skip)]
    pub asked: Vec<Question>,
    domain: String,
    page: Option<u32>,
    #[serde(deserialize_with = "price")]
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
    #[serde(default = "minute")]
    first_draw_seconds: u32,
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
    /// A table of items and labels; none: the items' column `gold`.
    pub file: Option<PathBuf>,
    #[serde(default, deserialize_with = "bond")]
    bond: Uint128,
    #[serde(default = "hour")]
    window_seconds: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WindowsFile {
    opening_seconds: u32,
    ticket_seconds: u32,
    fill_seconds: u32,
    commit_seconds: u32,
    reveal_seconds: u32,
}

/// A halt of the chain of some hours must not cost whole stakes.
const SIX_HOURS: u32 = 6 * 3_600;

impl Default for WindowsFile {
    fn default() -> Self {
        Self {
            opening_seconds: 300,
            ticket_seconds: 300,
            fill_seconds: 86_400,
            commit_seconds: hour(),
            reveal_seconds: SIX_HOURS,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EligibilityFile {
    min_skill: Bps,
    min_mass: u32,
    #[serde(deserialize_with = "min_stake")]
    min_stake: Uint128,
    issuers: Vec<String>,
    newcomer_seats: Option<u8>,
}

/// Labels of a panelist's record, where the terms say nothing.
const fn panel_mass() -> u32 {
    50
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChallengeFile {
    window_seconds: u32,
    panel_seats: u8,
    max: u8,
    #[serde(default = "panel_mass")]
    panel_mass: u32,
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
            panel_mass: file.panel_mass,
        }
    }
}

impl From<WindowsFile> for Windows {
    fn from(file: WindowsFile) -> Self {
        Self {
            opening_seconds: file.opening_seconds,
            ticket_seconds: file.ticket_seconds,
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
    #[serde(deserialize_with = "stake")]
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

fn minute() -> u32 {
    60
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

/// An amount: a whole number or, where that is too large for one, text. `field` is its name in the file.
fn amount<'de, D: Deserializer<'de>>(field: &'static str, from: D) -> Result<Uint128, D::Error> {
    struct Amount(&'static str);
    impl Amount {
        fn refused<T, E: Error>(&self, found: impl Display) -> Result<T, E> {
            let field = self.0;
            Err(E::custom(format_args!(
                "{field} {found}, expected a whole number of the smallest unit below 2^128, as 1000 \
                 or \"1000\""
            )))
        }
    }
    impl Visitor<'_> for Amount {
        type Value = Uint128;

        fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
            write!(f, "a whole number of the smallest unit as {}", self.0)
        }

        fn visit_u64<E: Error>(self, amount: u64) -> Result<Uint128, E> {
            Ok(amount.into())
        }

        fn visit_i64<E: Error>(self, amount: i64) -> Result<Uint128, E> {
            match u64::try_from(amount) {
                Ok(amount) => Ok(amount.into()),
                Err(_) => self.refused(amount),
            }
        }

        fn visit_u128<E: Error>(self, amount: u128) -> Result<Uint128, E> {
            Ok(amount.into())
        }

        fn visit_f64<E: Error>(self, amount: f64) -> Result<Uint128, E> {
            self.refused(amount)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Uint128, E> {
            parse_amount(text).or_else(|_| self.refused(format_args!("{text:?}")))
        }
    }
    from.deserialize_any(Amount(field))
}

fn price<'de, D: Deserializer<'de>>(from: D) -> Result<Uint128, D::Error> {
    amount("price", from)
}

fn bond<'de, D: Deserializer<'de>>(from: D) -> Result<Uint128, D::Error> {
    amount("bond", from)
}

fn min_stake<'de, D: Deserializer<'de>>(from: D) -> Result<Uint128, D::Error> {
    amount("min_stake", from)
}

fn stake<'de, D: Deserializer<'de>>(from: D) -> Result<Uint128, D::Error> {
    amount("amount", from)
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

/// When a campaign ends that ends in so many seconds.
fn end(now: u64, seconds: u64) -> Result<Timestamp> {
    let end = now
        .checked_add(seconds)
        .filter(|end| *end <= LATEST_SECONDS);
    let end = end.with_context(|| {
        format!("ends_in_seconds {seconds}: expected an end before the year 2554")
    })?;
    Ok(Timestamp::from_seconds(end))
}

impl TermsFile {
    /// Reads a file. What is wrong is named with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let mut file: Self = read_document(path)?;
        ensure!(
            file.page != Some(0),
            "{name}: page 0, expected {MIN_PAGE} items or more"
        );
        let asked = asked(file.classes.take(), file.questions.take());
        file.asked = asked.map_err(|reason| anyhow!("{name}: {reason}"))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        file.items = folder.join(file.items);
        file.header = file.header.map(|header| folder.join(header));
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
            questions: self.asked,
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
            ends_at: end(parts.now, self.ends_in_seconds)?,
            eligibility: self.eligibility.into(),
            seat_stake: SeatStake {
                denom: stake_denom,
                amount: stake.amount,
            },
            frontier: self.frontier,
            first_draw_seconds: self.first_draw_seconds,
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
    let mut file: TermsFile = serde_json::from_value(file).unwrap();
    file.asked = asked(file.classes.take(), None).unwrap();
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
        panel_mass = 9
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
            (60, SIX_HOURS)
        );
        assert_eq!(terms.seat_stake.denom, terms.denom);
        assert_eq!(terms.gold.unwrap().bond.u128(), 5);
        assert_eq!(terms.eligibility.min_stake.u128(), 7);
        assert_eq!(terms.challenge.unwrap().panel_mass, 9);
        assert_eq!(terms.ends_at.seconds(), 10 + 7 * 86_400);
    }

    #[test]
    fn amounts_that_are_none_are_refused_in_words() {
        for (found, shown) in [
            ("0.5", "0.5"),
            ("1e3", "1000"),
            ("-5", "-5"),
            ("\"1000stake\"", "\"1000stake\""),
            ("\"0.5\"", "\"0.5\""),
            ("\"\"", "\"\""),
            (
                "\"340282366920938463463374607431768211456\"",
                "\"340282366920938463463374607431768211456\"",
            ),
        ] {
            let file = FILE.replace("price = \"1000\"", &format!("price = {found}"));
            let error = format!("{:#}", read(&file).unwrap_err());
            let wanted = format!("price {shown}, expected a whole number of the smallest unit");
            assert!(error.contains(&wanted), "{found}: {error}");
            let file = FILE.replace("min_stake = 7", &format!("min_stake = {found}"));
            let error = format!("{:#}", read(&file).unwrap_err());
            let wanted = format!("min_stake {shown}, expected a whole number");
            assert!(error.contains(&wanted), "{found}: {error}");
        }
        assert!(read(&FILE.replace("min_stake = 7", "min_stake = true")).is_err());
    }

    #[test]
    fn an_end_beyond_the_chains_time_is_refused() {
        for seconds in [u64::MAX, LATEST_SECONDS, 9_300_000_000_000_000_000] {
            let error = end(1_000, seconds).unwrap_err().to_string();
            assert_eq!(
                error,
                format!("ends_in_seconds {seconds}: expected an end before the year 2554")
            );
        }
        assert_eq!(end(1_000, 60).unwrap().seconds(), 1_060);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_terms() {
        assert!(read(&format!("\u{feff}{FILE}")).is_ok());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("terms.JSON");
        let value: toml::Value = toml::from_str(FILE).unwrap();
        let json = serde_json::to_string(&value).unwrap();
        std::fs::write(&path, format!("\u{feff}{json}")).unwrap();
        assert_eq!(TermsFile::read(&path).unwrap().price.u128(), 1_000);
    }

    #[test]
    fn a_question_that_is_none_is_named_with_file_line_and_column() {
        let questions = "questions = [\n    { name = \"mood\", tags = [\"calm\"] },\n    { name = \"stars\" },\n]";
        let file = FILE.replace("classes = [\"cat\", \"dog\"]", questions);
        let error = format!("{:#}", read(&file).unwrap_err());
        for part in [
            "terms.toml: ",
            "line 6, column 5",
            "question \"stars\": found none of them",
        ] {
            assert!(error.contains(part), "{error}");
        }
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
