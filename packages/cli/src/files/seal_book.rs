//! What a labeler must not lose: labels and salts of sealed seats, kept before the seal is sent.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use pasar_common::task_registry::SeatResponse;
use pasar_formats::sealed_box::Opening;

use crate::{chain::market::Market, private_file};

/// The openings of a labeler in a campaign, in a file.
pub struct Openings {
    path: PathBuf,
    /// By task and wave; the last one was sealed last.
    kept: BTreeMap<String, Vec<Opening>>,
}

impl Openings {
    /// Reads the file, which need not exist.
    pub fn load(home: &Path, market: &Market, labeler: &str, campaign: u32) -> Result<Self> {
        let folder = home.join(&market.chain.network.chain_id).join(labeler);
        // One deployment's campaigns are not another one's.
        let registry = market.at.registry.as_ref();
        let suite = &registry[registry.len().saturating_sub(8)..];
        let path = folder.join(format!("{suite}-campaign-{campaign}.json"));
        let kept = match std::fs::read(&path) {
            Ok(text) => {
                serde_json::from_slice(&text).with_context(|| path.display().to_string())?
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        Ok(Self { path, kept })
    }

    /// What was kept for a seat.
    pub fn of(&self, seat: &SeatResponse) -> &[Opening] {
        self.kept.get(&key(seat)).map_or(&[], Vec::as_slice)
    }

    /// Keeps openings; they are on the disk when this returns.
    pub fn keep<'a>(
        &mut self,
        openings: impl IntoIterator<Item = (&'a SeatResponse, Opening)>,
    ) -> Result<()> {
        let mut changed = false;
        for (seat, opening) in openings {
            let kept = self.kept.entry(key(seat)).or_default();
            // An earlier transaction may still come into a block: what it sealed is kept, too.
            if kept.last() != Some(&opening) {
                kept.retain(|other| *other != opening);
                kept.push(opening);
                changed = true;
            }
        }
        if !changed {
            return Ok(());
        }
        private_file::write(&self.path, &serde_json::to_vec(&self.kept)?)
    }
}

fn key(seat: &SeatResponse) -> String {
    format!("{}/{}", seat.task, seat.wave)
}
