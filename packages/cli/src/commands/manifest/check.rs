//! `pasar manifest check`: everything that a labeler's page will need is asked for as that page will ask.

use std::fmt::Display;

use anyhow::{bail, ensure, Context as _, Result};
use cosmwasm_std::HexBinary;
use pasar_common::task_registry::Terms;
use pasar_formats::{
    manifest::{
        address::{Link, ManifestUri},
        header::{Header, PageFiles, MAX_HEADER_BYTES, MAX_LINE_BYTES},
    },
    merkle::{self, Hash, MerkleTree},
};
use pasar_tables::questions::described;
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use super::visit::{below, expiry, Visitor};
use crate::{
    args,
    context::Context,
    files::{items::check_shown, pages::Pages},
    output::Say,
};

/// Most bytes of a list of items that is fetched whole.
const MAX_LIST: usize = 1 << 30;
/// Most bytes of what an item links to.
const MAX_MEDIA: usize = 64 << 20;
/// Items whose links are tried.
const SAMPLE: usize = 10;

/// What was found.
struct Report {
    say: Say,
    good: Vec<String>,
    notes: Vec<String>,
    faults: Vec<String>,
}

impl Report {
    fn good(&mut self, text: impl Display) {
        self.say.line(format_args!("   ok  {text}"));
        self.good.push(text.to_string());
    }

    fn note(&mut self, text: impl Display) {
        self.say.line(format_args!(" note  {text}"));
        self.notes.push(text.to_string());
    }

    fn fault(&mut self, text: impl Display) {
        self.say.line(format_args!("fault  {text}"));
        self.faults.push(text.to_string());
    }

    fn error(&mut self, error: &anyhow::Error) {
        self.fault(format_args!("{error:#}"));
    }
}

/// A manifest that is looked at.
struct Visited<'a> {
    visitor: Visitor,
    terms: Option<&'a Terms>,
    base: String,
    report: Report,
}

/// Says what a stranger's browser would see; an error where it would see less than it has to.
pub fn run(context: &Context, args: &args::Check) -> Result<()> {
    let campaign = match args.campaign {
        Some(campaign) => Some(context.market()?.campaign(campaign)?),
        None => None,
    };
    let terms = campaign.as_ref().map(|campaign| &campaign.terms);
    let of_terms = terms.map(|terms| terms.manifest.uri.as_str());
    let uri = args.uri.as_deref().or(of_terms);
    let uri = uri.context("which manifest? Say its address, or --campaign")?;
    if let Some(of_terms) = of_terms.filter(|of_terms| *of_terms != uri) {
        bail!("{uri} is not the address of the terms, {of_terms}");
    }
    let at = ManifestUri::parse(uri)?;
    let visitor = Visitor::new(args.ipfs.as_deref());
    let Report {
        good,
        notes,
        faults,
        ..
    } = report(context.say, visitor, terms, &at);
    let count = faults.len();
    context
        .say
        .record(&json!({"uri": uri, "ok": good, "notes": notes, "faults": faults}));
    match count {
        0 => Ok(()),
        1 => bail!("{uri}: one fault"),
        _ => bail!("{uri}: {count} faults"),
    }
}

/// What is to be said of a manifest.
fn report(say: Say, visitor: Visitor, terms: Option<&Terms>, at: &ManifestUri) -> Report {
    let mut visited = Visited {
        visitor,
        terms,
        base: at.address().to_owned(),
        report: Report {
            say,
            good: Vec::new(),
            notes: Vec::new(),
            faults: Vec::new(),
        },
    };
    visited.look(at);
    visited.report
}

impl Visited<'_> {
    fn look(&mut self, at: &ManifestUri) {
        if matches!(at, ManifestUri::Items { .. }) {
            let base = self.base.clone();
            self.report
                .note("a bare list of items: labelers see neither title nor instructions");
            if let Err(error) = self.list(&base, None) {
                self.report.error(&error);
            }
            return;
        }
        match self.header(at) {
            Err(error) => self.report.error(&error),
            Ok(header) => {
                if let Err(error) = self.items(&header) {
                    self.report.error(&error);
                }
            }
        }
    }

    /// Whether pages of others may read what was fetched.
    fn cors(&mut self, what: &str, is_shared: bool) {
        if !is_shared {
            self.report.fault(format_args!(
                "{what}: other pages may not read it; have the server answer with \
                 Access-Control-Allow-Origin: *"
            ));
        }
    }

    fn header(&mut self, at: &ManifestUri) -> Result<Header> {
        let base = self.base.clone();
        let visit = self.visitor.file(&base, MAX_HEADER_BYTES)?;
        self.cors("the header", visit.is_shared);
        at.check(&visit.body).with_context(|| base.clone())?;
        let header = Header::parse(&visit.body).with_context(|| base.clone())?;
        if let Some(terms) = self.terms {
            header.check_terms(&described(&terms.questions), terms.items)?;
        }
        let languages: Vec<&str> = header.title.keys().map(String::as_str).collect();
        self.report.good(format_args!(
            "header of {} bytes, in {}, is the one of the address",
            visit.body.len(),
            languages.join(", ")
        ));
        Ok(header)
    }

    fn items(&mut self, header: &Header) -> Result<()> {
        if let Some(gateway) = &header.gateway {
            let visit = self.visitor.file(gateway, MAX_HEADER_BYTES)?;
            self.cors("the gateway", visit.is_shared);
            self.report.good(format_args!(
                "{gateway} answers; it gives the items to those who sign in"
            ));
            return Ok(());
        }
        self.list(&below(&self.base, &header.items.file), Some(header))
    }

    /// Fetches all items, and some of what they link to.
    fn list(&mut self, url: &str, header: Option<&Header>) -> Result<()> {
        let visit = self.visitor.file(url, MAX_LIST)?;
        self.cors("the items", visit.is_shared);
        let text = String::from_utf8(visit.body).with_context(|| format!("{url}: no UTF-8"))?;
        let lines: Vec<String> = text.split_terminator('\n').map(str::to_owned).collect();
        if let Some(line) = lines.iter().position(|line| line.len() > MAX_LINE_BYTES) {
            bail!(
                "{url}: line {} has more than {MAX_LINE_BYTES} bytes",
                line + 1
            );
        }
        let wanted = header.map(|header| header.items.count);
        let wanted = wanted.or(self.terms.map(|terms| terms.items));
        if let Some(wanted) = wanted {
            let found = lines.len();
            ensure!(
                usize::try_from(wanted)? == found,
                "{url}: {found} items, expected {wanted}"
            );
        }
        let root = root(&lines);
        match self.terms {
            Some(terms) if terms.manifest.root != root => {
                bail!(
                    "{url}: the root is {root}, expected {}",
                    terms.manifest.root
                )
            }
            Some(_) => self
                .report
                .good(format_args!("{} items are those of the terms", lines.len())),
            None => self
                .report
                .good(format_args!("{} items with the root {root}", lines.len())),
        }
        if let Some(files) = header.and_then(|header| header.items.pages.as_ref()) {
            self.pages(url, &lines, files)?;
        }
        if let Some(header) = header {
            let shown = check_shown(header, &lines).with_context(|| url.to_owned());
            if let Err(error) = shown {
                self.report.error(&error);
            }
        }
        self.samples(&lines, header)
    }

    /// Whether a page can be had without the others.
    fn pages(&mut self, url: &str, lines: &[String], files: &PageFiles) -> Result<()> {
        let PageFiles { index, proofs } = files;
        let answer = self.visitor.get(url, Some((0, 0)), MAX_LIST)?;
        if answer.status == 206 {
            self.report.good("a page is fetched by its range of bytes");
        } else {
            self.report.note(format_args!(
                "{url}: the server knows no ranges: every labeler fetches the whole list"
            ));
        }
        let found = self.visitor.file(&below(&self.base, index), MAX_LIST)?;
        self.cors("the index", found.is_shared);
        let page = match self.terms {
            Some(terms) => usize::try_from(terms.page)?,
            None => first_page(lines, &found.body),
        };
        let wanted = Pages::of(lines, page)?;
        ensure!(
            wanted.index == found.body,
            "{index}: it does not say where the pages of {page} items begin"
        );
        let last = wanted.proofs.len().saturating_sub(1);
        for page in spread(wanted.proofs.len(), SAMPLE) {
            let path = format!("{proofs}/{page}");
            let proof = self
                .visitor
                .file(&below(&self.base, &path), MAX_HEADER_BYTES)?;
            if page == last {
                self.cors("the proofs", proof.is_shared);
            }
            ensure!(
                wanted.proofs.get(page) == Some(&proof.body),
                "{path}: it is not the proof of that page"
            );
        }
        self.report.good(format_args!(
            "index and proofs of {} pages",
            wanted.proofs.len()
        ));
        Ok(())
    }

    /// Tries links of some items.
    fn samples(&mut self, lines: &[String], header: Option<&Header>) -> Result<()> {
        let mut tried = 0;
        for at in spread(lines.len(), SAMPLE) {
            let line = lines.get(at).map_or("", String::as_str);
            let fields: Map<String, Value> = serde_json::from_str(line)
                .with_context(|| format!("line {}: no JSON object", at + 1))?;
            let media = header.map_or(&[][..], |header| &header.media);
            for field in media {
                let Some(link) = fields.get(field).and_then(Value::as_str) else {
                    continue;
                };
                if link.is_empty() {
                    continue;
                }
                tried += 1;
                let what = format!("line {}, {field}", at + 1);
                let hash = fields.get(&format!("{field}_sha256"));
                let hash = hash.and_then(Value::as_str);
                if let Err(error) = self.media(&what, link, hash) {
                    self.report.error(&error);
                }
            }
        }
        if tried > 0 {
            self.report
                .good(format_args!("{tried} links of a sample were tried"));
        }
        Ok(())
    }

    /// What is wrong with one link; `what` says where it is.
    fn media(&mut self, what: &str, link: &str, hash: Option<&str>) -> Result<()> {
        let address = match Link::parse(link).with_context(|| what.to_owned())? {
            Link::Inside(path) => below(&self.base, path),
            Link::Address(address) => address.to_owned(),
        };
        if let Some(expiry) = expiry(&address) {
            self.report.fault(format_args!(
                "{what}: the link ends by {expiry}; labelers come later"
            ));
        }
        let visit = self
            .visitor
            .file(&address, MAX_MEDIA)
            .with_context(|| what.to_owned())?;
        let found = HexBinary::from(&Sha256::digest(&visit.body)[..]).to_hex();
        match hash {
            Some(hash) => ensure!(
                found == hash,
                "{what}: the SHA-256 of {address} is {found}, expected {hash}"
            ),
            None => self.report.note(format_args!(
                "{what}: no hash binds {address}; it can be exchanged"
            )),
        }
        if !visit.is_shared {
            self.report.note(format_args!(
                "{what}: other pages may not read {address}: they show it and cannot check its hash"
            ));
        }
        Ok(())
    }
}

/// The root of the tree over lines.
fn root(lines: &[String]) -> HexBinary {
    let leaves: Vec<Hash> = lines
        .iter()
        .map(|line| merkle::leaf(line.as_bytes()))
        .collect();
    MerkleTree::new(leaves).root().as_slice().into()
}

/// Items of the first page, by an index.
fn first_page(lines: &[String], index: &[u8]) -> usize {
    let end = index.get(8..16).and_then(|end| end.try_into().ok());
    let end = end.map_or(0, u64::from_be_bytes);
    let mut bytes = 0;
    let count = lines.iter().take_while(|line| {
        bytes += u64::try_from(line.len())
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        bytes <= end
    });
    count.count().max(1)
}

/// Numbers below a count, spread over all of them, first and last with them.
fn spread(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    let step = |at: usize| at * (count - 1) / (most - 1);
    (0..most).map(step).collect()
}

#[cfg(test)]
mod tests;
