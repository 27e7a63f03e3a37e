//! Pages of a manifest's lines: where each begins, and what proves it.

use anyhow::{ensure, Context as _, Result};
use pasar_formats::{
    manifest::header::{MAX_LINE_BYTES, MAX_PAGE_BYTES},
    merkle::{self, Hash, MerkleTree},
    range,
};

/// What lets a page be fetched without the others.
#[derive(Debug, PartialEq, Eq)]
pub struct Pages {
    /// Eight bytes a page, big-endian, and eight for the end: where its lines begin.
    pub index: Vec<u8>,
    /// The hashes of each page's proof, one after the other.
    pub proofs: Vec<Vec<u8>>,
}

impl Pages {
    /// Index and proofs of lines, so many a page. Lines and pages that no client would take are refused.
    pub fn of(lines: &[String], page: usize) -> Result<Self> {
        let leaves: Vec<Hash> = lines
            .iter()
            .map(|line| merkle::leaf(line.as_bytes()))
            .collect();
        let tree = MerkleTree::new(leaves);
        let mut index = Vec::new();
        let mut proofs = Vec::new();
        let mut offset = 0u64;
        for (number, lines) in lines.chunks(page.max(1)).enumerate() {
            index.extend(offset.to_be_bytes());
            let bytes = check(lines, number * page)?;
            offset += u64::try_from(bytes)?;
            proofs.push(range::prove(&tree, number * page, lines.len())?.concat());
        }
        index.extend(offset.to_be_bytes());
        Ok(Self { index, proofs })
    }
}

/// Refuses a line that no client takes.
pub fn check_line(line: &str) -> Result<()> {
    let bytes = line.len();
    ensure!(
        bytes <= MAX_LINE_BYTES,
        "it takes {bytes} bytes, expected at most {MAX_LINE_BYTES}: link to what is large"
    );
    Ok(())
}

/// Bytes of lines with their newlines; `first` is the number of the first, from zero as on the chain.
pub fn check(lines: &[String], first: usize) -> Result<usize> {
    let mut bytes = 0;
    for (number, line) in (first..).zip(lines) {
        check_line(line).with_context(|| format!("item {number}"))?;
        bytes += line.len() + 1;
    }
    ensure!(
        bytes <= MAX_PAGE_BYTES,
        "the {} items from number {first} on take {bytes} bytes, expected at most {MAX_PAGE_BYTES} a page",
        lines.len()
    );
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_and_proven() {
        let lines: Vec<String> = (0..45).map(|n| "x".repeat(n)).collect();
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let Pages { index, proofs } = Pages::of(&lines, 10).unwrap();
        let offsets: Vec<usize> = index
            .chunks_exact(8)
            .map(|bytes| u64::from_be_bytes(bytes.try_into().unwrap()) as usize)
            .collect();
        assert_eq!((offsets.len(), offsets[5]), (6, text.len()));
        let leaves: Vec<Hash> = lines
            .iter()
            .map(|line| merkle::leaf(line.as_bytes()))
            .collect();
        let root = MerkleTree::new(leaves).root();
        for (page, proof) in proofs.iter().enumerate() {
            let found = text[offsets[page]..offsets[page + 1]].split_terminator('\n');
            let leaves: Vec<Hash> = found.map(|line| merkle::leaf(line.as_bytes())).collect();
            let proof: Vec<Hash> = proof
                .chunks_exact(32)
                .map(|hash| hash.try_into().unwrap())
                .collect();
            assert_eq!(range::verify(&root, 45, 10 * page, &leaves, &proof), Ok(()));
        }
    }

    #[test]
    fn a_line_that_no_client_takes_is_refused() {
        let lines = vec!["a".to_owned(), "x".repeat(MAX_LINE_BYTES + 1)];
        let error = format!("{:#}", Pages::of(&lines, 50).unwrap_err());
        assert!(error.starts_with("item 1: it takes 65537 bytes, expected at most 65536"));
    }
}
