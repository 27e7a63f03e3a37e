//! What a requester must not lose, in a file of their own: gold and reading key of a campaign. It is
//! named by the hash of the terms, so that it is written before the campaign exists.

use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use cosmwasm_std::HexBinary;
use crypto_box::SecretKey;
use pasar_common::task_registry::Terms;
use pasar_formats::gold_book::GoldBook;
use pasar_tables::read_text;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::private_file;

/// A campaign as its requester knows it.
#[derive(Debug, Serialize, Deserialize)]
pub struct CampaignState {
    /// The chain.
    pub chain_id: String,
    /// Its terms.
    pub terms: Terms,
    /// The list of items as it was published: its root is that of the terms.
    pub items: PathBuf,
    /// The private half of the reading key.
    pub reading_key: Option<HexBinary>,
    /// The gold.
    pub gold: Option<GoldBook>,
}

impl CampaignState {
    /// Writes the file.
    pub fn save(&self, home: &Path) -> Result<PathBuf> {
        let path = path(home, &self.chain_id, &self.terms)?;
        private_file::write(&path, &serde_json::to_vec_pretty(self)?)?;
        Ok(path)
    }

    /// Reads the file of a campaign with these terms.
    pub fn load(home: &Path, chain_id: &str, terms: &Terms) -> Result<Self> {
        let path = path(home, chain_id, terms)?;
        let text = std::fs::read(&path).with_context(|| {
            format!(
                "no state of this campaign at {}; was it created here?",
                path.display()
            )
        })?;
        serde_json::from_slice(&text).with_context(|| path.display().to_string())
    }

    /// Reads a file that is named, such as the page's, and refuses one of other terms.
    pub fn read(file: &Path, terms: &Terms) -> Result<Self> {
        let name = || file.display().to_string();
        let state: Self = serde_json::from_str(&read_text(file)?).with_context(name)?;
        ensure!(
            state.terms == *terms,
            "{}: is of another campaign: found terms with the root {}, expected {} and the same terms",
            name(),
            state.terms.manifest.root,
            terms.manifest.root
        );
        Ok(state)
    }

    /// The reading key, where there is one.
    pub fn reading_key(&self) -> Result<Option<SecretKey>> {
        let key = self.reading_key.as_ref();
        let key = key.map(|key| SecretKey::from_slice(key));
        key.transpose()
            .ok()
            .context("the state's reading key has not 32 bytes")
    }
}

fn path(home: &Path, chain_id: &str, terms: &Terms) -> Result<PathBuf> {
    let hash = HexBinary::from(&Sha256::digest(serde_json::to_vec(terms)?)[..16]).to_hex();
    let folder = home.join(chain_id).join("campaigns");
    Ok(folder.join(format!("{hash}.json")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::terms::example;

    #[test]
    fn a_state_is_found_by_the_terms_that_the_chain_has() {
        let home = tempfile::tempdir().unwrap();
        let state = CampaignState {
            chain_id: "c-1".to_owned(),
            terms: example(60, 2),
            items: "items.csv".into(),
            reading_key: Some([7; 32].as_slice().into()),
            gold: Some(GoldBook::default()),
        };
        state.save(home.path()).unwrap();
        // As the chain answers it.
        let terms: Terms =
            serde_json::from_str(&serde_json::to_string(&state.terms).unwrap()).unwrap();
        let found = CampaignState::load(home.path(), "c-1", &terms).unwrap();
        assert_eq!(found.reading_key, state.reading_key);
        let error = CampaignState::load(home.path(), "c-1", &example(61, 2)).unwrap_err();
        assert!(
            error.to_string().contains("was it created here?"),
            "{error}"
        );
    }

    #[test]
    fn a_file_of_the_page_is_read_where_it_is_and_is_of_these_terms() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("pasar-campaign.json");
        let terms = example(60, 2);
        // The page leaves out what is not there, and has no texts of its own.
        let mut written = serde_json::to_value(&terms).unwrap();
        let fields = written.as_object_mut().unwrap();
        fields.retain(|_, value| !value.is_null());
        let state = serde_json::json!({
            "chain_id": "c-1", "terms": written, "items": "items.jsonl", "reading_key": null,
            "gold": {"tasks": [{"salt": ([1_u8; 16]), "gold": "000001"}, {"salt": ([2_u8; 16]), "gold": ""}]},
        });
        std::fs::write(&file, state.to_string()).unwrap();
        let found = CampaignState::read(&file, &terms).unwrap();
        assert!(found.gold.unwrap().has(0));
        let error = CampaignState::read(&file, &example(61, 2)).unwrap_err();
        assert!(
            error.to_string().contains("is of another campaign"),
            "{error}"
        );
        std::fs::write(&file, "no JSON").unwrap();
        let error = format!("{:#}", CampaignState::read(&file, &terms).unwrap_err());
        assert!(
            error.contains("pasar-campaign.json: expected ident"),
            "{error}"
        );
    }
}
